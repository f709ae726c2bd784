"""What the journal of a damaged file still tells, and the journal of what was saved from it."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Literal

from oci_map.i18n import N_
from oci_map.model.change import Change, ChangeId, Label, RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.store import journal
from oci_map.store.damaged_rows import read_table, steps_that_read
from oci_map.store.journal import DamagedJournal, StepKind, Steps, follow, record_of
from oci_map.values import dataclass

COLUMNS: Final = ("seq", "id", "kind", "target", "joins", "at", "author", "label", "payload")
_KINDS: Final = ("do", "undo", "redo")
Key = tuple[str, RecordId]


@dataclass(frozen=True, slots=True)
class _Step:
    """A row of the journal that could be read."""

    change: Change
    kind: StepKind
    target: ChangeId | None
    joins: bool


class Told:
    """The journal as far as it reads: its steps, and what it says of each record it touched."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = read_table(connection, "journal", COLUMNS).rows
        self.found = len(rows)
        self._steps: list[_Step] = []
        self._stands = Steps()
        self._done: dict[ChangeId, Change] = {}
        self.last: dict[Key, Record | None] = {}
        #: Steps that say of a record that it was otherwise before than the step before left it.
        self.misfits: list[ChangeId] = []
        for row in steps_that_read(rows):
            try:
                self._take(row)
            except (DamagedJournal, ValueError, TypeError, KeyError, AttributeError):
                break

    def _take(self, row: Mapping[str, Any]) -> None:
        kind: Literal["do", "undo", "redo"] = row["kind"]
        if kind not in _KINDS or not row["id"]:
            raise ValueError("a row of another kind")
        target = None if row["target"] is None else ChangeId(str(row["target"]))
        stack = self._stands.undo if kind == "undo" else self._stands.redo
        group = stack[-1] if kind != "do" and stack else ()
        change = Change(
            ChangeId(str(row["id"])),
            journal.label_of(row["label"]),
            str(row["at"]),
            str(row["author"]),
            _records(row["payload"]),
        )
        follow(self._stands, change.id, kind, target, joins=bool(row["joins"]))
        done = self._done
        if kind == "do":
            effects = list(change.records)
        elif kind == "redo":
            effects = [record for one in group for record in done[one].records]
        else:
            effects = [record for one in reversed(group) for record in done[one].inverse()]
        self._done[change.id] = change
        for one in effects:
            if self.last.get((one.noun, one.id), one.before) != one.before:
                self.misfits.append(change.id)
                break
            self.last[one.noun, one.id] = one.after
        self._steps.append(_Step(change, kind, target, bool(row["joins"])))

    @property
    def kept(self) -> int:
        """Return how many rows could be read."""
        return len(self._steps)

    def write(
        self, connection: sqlite3.Connection, records: Mapping[Key, Record], *, whole: bool
    ) -> None:
        """Write the journal of a document that holds these records.

        When all of it fits they can be undone as before. Otherwise what stands of it is kept for
        reading, and a last step says what was saved.
        """
        beyond = tuple(
            RecordChange(noun, one, then, records.get((noun, one)))
            for (noun, one), then in self.last.items()
            if then != records.get((noun, one))
        )
        if whole and not beyond and self.kept == self.found:
            for step in self._steps:
                journal.add(connection, step.change, step.kind, step.target, step.joins)
            return
        standing = self._stands.standing
        for step in self._steps:
            if step.kind == "do" and step.change.id in standing:
                journal.add(connection, step.change, "do", None, True)
        if beyond:
            journal.add(connection, _saving(beyond), "do", None, True)


def _records(payload: str) -> tuple[RecordChange, ...]:
    try:
        plain: Sequence[Any] = json.loads(payload)
    except RecursionError as error:
        raise ValueError("JSON that is nested too deeply") from error
    return tuple(
        RecordChange(noun, RecordId(one), record_of(noun, before), record_of(noun, after))
        for noun, one, before, after in plain
    )


def _saving(records: Iterable[RecordChange]) -> Change:
    label = Label(N_("Saved from a damaged document"))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Change(ChangeId(os.urandom(16).hex()), label, now, "", tuple(records))
