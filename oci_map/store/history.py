"""The past of a document: its steps in pages, found by words or by record, and what they made.

The journal is read as it stands. What the document was after a step follows from what later rows
say of `before`: of each record they touch, the first one counts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from oci_map.model.change import ChangeId, Label, RecordChange
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.text import folded
from oci_map.store.faults import damaged_step, while_writing
from oci_map.store.journal import (
    DamagedJournal,
    Entry,
    Group,
    StepKind,
    Steps,
    follow,
    label_of,
    record_of,
)
from oci_map.store.past_search import PastWords, touches
from oci_map.values import dataclass

Key = tuple[str, RecordId]  # a noun and the id of one of its records


@dataclass(frozen=True, slots=True)
class PastStep:
    """One row of the journal that a person sees as a step; what joined it is part of it."""

    id: ChangeId
    kind: StepKind
    group: Group  # the changes it did, took back or did again
    stands: bool  # neither undone nor itself an undoing


class History:
    """Reads the journal of an open document; `follow` takes in what was added to it.

    Every method raises FileProblem when the file or what it says of the past is damaged.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._rows: list[ChangeId] = []  # every row, oldest first
        self._groups: dict[ChangeId, Group] = {}  # what each row did, took back or did again
        self._kinds: dict[ChangeId, StepKind] = {}
        self._heads: dict[ChangeId, ChangeId] = {}  # the step that each change belongs to
        self._whole: dict[ChangeId, Group] = {}  # each step with all that ever joined it
        self._standing: frozenset[ChangeId] = frozenset()
        self._steps = Steps()
        self._last = 0  # the last row that was read
        self._words = PastWords()

    @contextmanager
    def _reading(self) -> Generator[None]:
        with while_writing(self._path):
            try:
                yield
            except DamagedJournal as error:
                raise damaged_step(self._path) from error

    def follow(self) -> History:
        """Take in the rows that were added since, and return itself."""
        with self._reading():
            rows = self._connection.execute(
                "SELECT seq, id, kind, target, joins FROM journal WHERE seq > ? ORDER BY seq",
                (self._last,),
            ).fetchall()
            self._take(rows)
        return self

    def _take(self, rows: Sequence[tuple[int, ChangeId, StepKind, ChangeId | None, int]]) -> None:
        steps = self._steps
        for seq, change, kind, target, joins in rows:
            self._last = seq
            if kind == "undo" and steps.undo:
                group = steps.undo[-1]
            elif kind == "redo" and steps.redo:
                group = steps.redo[-1]
            else:
                group = (change,)
            follow(steps, change, kind, target, joins=bool(joins))
            head = steps.undo[-1][0] if joins and steps.undo else change
            self._rows.append(change)
            self._kinds[change] = kind
            self._groups[change] = group
            self._heads[change] = head
            if kind == "do":
                self._whole[head] = (*self._whole.get(head, ()), change)
        if rows:
            self._standing = steps.standing

    @property
    def rows(self) -> tuple[ChangeId, ...]:
        """Return the ids of all rows of the journal, oldest first."""
        return tuple(self._rows)

    # ------------------------------------------------------------------------------ which steps

    def steps(self, words: str = "", record: Key | None = None) -> tuple[PastStep, ...]:
        """Return the steps, newest first: all, or those with these words, or about this record.

        Words are looked for in what steps are called in the chosen language and in the texts of
        the records they touched.
        """
        kept: set[ChangeId] | None = None
        with self._reading():
            for wanted in folded(words).split():
                found = self._with_word(wanted)
                kept = found if kept is None else kept & found
            if record is not None:
                about = self._about(record)
                kept = about if kept is None else kept & about
        return tuple(self._listed(kept))

    def _listed(self, heads: set[ChangeId] | None) -> Iterator[PastStep]:
        for change in reversed(self._rows):
            kind = self._kinds[change]
            head = self._heads[change] if kind == "do" else self._groups[change][0]
            if kind == "do" and head != change:
                continue  # it joined another one
            if heads is None or head in heads:
                group = self._whole[change] if kind == "do" else self._groups[change]
                yield PastStep(change, kind, group, change in self._standing)

    def _with_word(self, word: str) -> set[ChangeId]:
        """Return the steps in whose name or records a word (folded) stands."""
        self._words.read(self._connection)
        return {self._heads[one] for one in self._words.found(word) if one in self._heads}

    def prepare(self, most: int) -> bool:
        """Read some more rows for searching; say whether there were any left to read."""
        with self._reading():
            return self._words.read(self._connection, most)

    def _about(self, record: Key) -> set[ChangeId]:
        """Return the steps that touched a record, or one that cannot stand without it."""
        rows = self._connection.execute(
            "SELECT id, payload FROM journal WHERE kind = 'do' AND instr(payload, ?)",
            (json.dumps(record[1], ensure_ascii=False),),
        ).fetchall()
        return {
            self._heads[change]
            for change, payload in rows
            if change in self._heads and touches(payload, record)
        }

    def wrote(self, record: Key, field: str) -> Iterator[Label]:
        """Yield what the steps are called that changed a field of a record, newest first.

        Only those that stand: what was undone wrote nothing.
        """
        for step in self.steps(record=record):
            if step.stands and any(
                (one.noun, one.id) == record
                and getattr(one.before, field, None) != getattr(one.after, field, None)
                for one in self.changes(step)
            ):
                yield self.entries([step])[0].label

    def entries(self, steps: Sequence[PastStep]) -> tuple[Entry, ...]:
        """Return what these steps are called, when they were made and by whom, in their order."""
        ids = [one.id for one in steps]
        with self._reading():
            rows = self._connection.execute(
                "SELECT this.id, coalesce(target.label, this.label), this.at, this.author"
                " FROM journal AS this LEFT JOIN journal AS target ON target.id = this.target"
                " WHERE this.id IN (SELECT value FROM json_each(?))",
                (json.dumps(ids),),
            ).fetchall()
        found = {change: (label, at, author) for change, label, at, author in rows}
        return tuple(_entry(one, *found[one.id]) for one in steps)

    # ------------------------------------------------------------------------- what steps made

    def changes(self, step: PastStep) -> tuple[RecordChange, ...]:
        """Return what a step did to each record, in the order they were touched."""
        net: dict[Key, RecordChange] = {}
        with self._reading():
            for noun, record_id, before, after in self._effects(step.kind, step.group):
                earlier = net.get((noun, record_id))
                first = _record(noun, before) if earlier is None else earlier.before
                net[noun, record_id] = RecordChange(noun, record_id, first, _record(noun, after))
        return tuple(one for one in net.values() if one.before != one.after)

    def step(self, step_id: ChangeId) -> PastStep:
        """Return a step by its id; raises KeyError when there is none."""
        kind = self._kinds[step_id]
        group = self._whole.get(step_id, (step_id,)) if kind == "do" else self._groups[step_id]
        return PastStep(step_id, kind, group, step_id in self._standing)

    def since(self, step_id: ChangeId) -> dict[Key, tuple[Record | None, Record | None]]:
        """Return each record touched after a step, as it was then and as later rows left it.

        What joined the step right after it belongs to it.
        """
        return self.since_row(self._end_of(step_id))

    def since_row(self, count: int) -> dict[Key, tuple[Record | None, Record | None]]:
        """Return each record touched after the first rows, as it was then and as it was left."""
        first: dict[Key, Any] = {}
        last: dict[Key, Any] = {}
        with self._reading():
            for row in self._rows[count:]:
                for noun, one, before, after in self._effects(self._kinds[row], self._groups[row]):
                    first.setdefault((noun, one), before)
                    last[noun, one] = after
            return {
                key: (_record(key[0], before), _record(key[0], last[key]))
                for key, before in first.items()
            }

    def _end_of(self, step_id: ChangeId) -> int:
        """Return the place behind the last row of a step."""
        end = self._rows.index(step_id) + 1
        if self._kinds[step_id] == "do":
            while end < len(self._rows) and self._heads[self._rows[end]] == step_id:
                end += 1
        return end

    def _effects(self, kind: StepKind, group: Group) -> Iterator[tuple[str, RecordId, Any, Any]]:
        """Yield noun, id, before and after (plain) of what a row did to the records."""
        for change in reversed(group) if kind == "undo" else group:
            touched = self._payload(change)
            for noun, record_id, before, after in reversed(touched) if kind == "undo" else touched:
                if kind == "undo":
                    yield noun, RecordId(record_id), after, before
                else:
                    yield noun, RecordId(record_id), before, after

    def _payload(self, change: ChangeId) -> list[tuple[str, str, Any, Any]]:
        row = self._connection.execute(
            "SELECT payload FROM journal WHERE id = ?", (change,)
        ).fetchone()
        try:
            plain = json.loads(row[0])
            touched = [(str(noun), str(one), before, after) for noun, one, before, after in plain]
        except (ValueError, TypeError, RecursionError) as error:
            raise DamagedJournal("the records of a change") from error
        # A change without records is never written.
        if not touched or any(noun not in NOUNS for noun, *_rest in touched):
            raise DamagedJournal("the records of a change")
        return touched


def _record(noun: str, plain: Any) -> Record | None:
    try:
        return record_of(noun, plain)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedJournal("a record of a change") from error


def _entry(step: PastStep, label: str, at: str, author: str) -> Entry:
    return Entry(
        id=step.id,
        kind=step.kind,
        label=label_of(label),
        at=at,
        author=author,
        joins=False,
        stands=step.stands,
    )
