"""The Changes of a document in the order they were made, and what of them can be undone.

Rows are only ever added. Undoing and redoing are rows too, that name the change they take back or
do again; which changes stand follows from reading the rows from the first to the last.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from string import Formatter
from typing import Any, Final, Literal

from oci_map.i18n import N_
from oci_map.model.change import Change, ChangeId, Label, RecordChange
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.plain import from_plain, to_plain
from oci_map.model.records import Record
from oci_map.values import dataclass

StepKind = Literal["do", "undo", "redo"]
#: A step of the person: a change, and those that joined it and are undone with it.
Group = tuple[ChangeId, ...]


#: Stands where the name of a step cannot be read.
UNREADABLE: Final = Label(N_("Step that cannot be read"))


class DamagedJournal(Exception):
    """A row of the journal that cannot be what this program wrote."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the journal as a person reads it."""

    id: ChangeId
    kind: StepKind
    label: Label
    at: str
    author: str
    joins: bool
    stands: bool  # neither undone nor itself an undoing


class Steps:
    """What can be undone and redone at one moment: stacks of groups of changes."""

    def __init__(self) -> None:
        self.undo: list[Group] = []
        self.redo: list[Group] = []
        self._first: list[ChangeId] = []

    def did(self, change: ChangeId, *, joins: bool) -> None:
        """Take in a new change; one that joins while nothing was done before stays for good."""
        if not joins:
            self.undo.append((change,))
            self.redo.clear()
        elif self.redo:
            raise DamagedJournal("a change joins a step while others wait to be redone")
        elif self.undo:
            self.undo[-1] = (*self.undo[-1], change)
        else:
            self._first.append(change)

    def undid(self, target: ChangeId) -> None:
        """Take back the last group, whose first change is `target`."""
        self.redo.append(_popped(self.undo, target))

    def redid(self, target: ChangeId) -> None:
        """Do the last undone group again, whose first change is `target`."""
        self.undo.append(_popped(self.redo, target))

    @property
    def standing(self) -> frozenset[ChangeId]:
        """Return all changes that are part of what the document holds now."""
        return frozenset(self._first).union(*self.undo)


def _popped(stack: list[Group], target: ChangeId) -> Group:
    if not stack or stack[-1][0] != target:
        raise DamagedJournal("a step is taken back or done again out of order")
    return stack.pop()


def read_steps(connection: sqlite3.Connection) -> Steps:
    """Return what can be undone and redone, from the small columns of the journal alone."""
    steps = Steps()
    rows = connection.execute("SELECT id, kind, target, joins FROM journal ORDER BY seq").fetchall()
    for change, kind, target, joins in rows:
        follow(steps, change, kind, target, joins=bool(joins))
    return steps


def follow(
    steps: Steps, change: ChangeId, kind: str, target: ChangeId | None, *, joins: bool
) -> None:
    """Take one row into account; raises DamagedJournal when it cannot come now."""
    if kind == "do":
        steps.did(change, joins=joins)
    elif target is not None and kind == "undo":
        steps.undid(target)
    elif target is not None and kind == "redo":
        steps.redid(target)
    else:
        raise DamagedJournal(f"a row of the kind {kind!r}")


def add(
    connection: sqlite3.Connection,
    change: Change,
    kind: StepKind,
    target: ChangeId | None,
    joins: bool,
) -> None:
    """Write one row; an undoing or redoing keeps no records, those of its target say it all."""
    payload = [_plain(one) for one in change.records] if kind == "do" else []
    label = _plain_label(change.label) if kind == "do" else {}
    connection.execute(
        "INSERT INTO journal (id, kind, target, joins, at, author, label, payload)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (change.id, kind, target, joins, change.at, change.author, _json(label), _json(payload)),
    )


def last(connection: sqlite3.Connection) -> ChangeId | None:
    """Return the id of the last row."""
    row = connection.execute("SELECT id FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return None if row is None else ChangeId(row[0])


def read_change(connection: sqlite3.Connection, change: ChangeId) -> Change:
    """Return a change with all its records; raises DamagedJournal when it cannot be read."""
    row = connection.execute(
        "SELECT at, author, label, payload FROM journal WHERE id = ? AND kind = 'do'", (change,)
    ).fetchone()
    if row is None:
        raise DamagedJournal(f"no change {change}")
    at, author, label, payload = row
    return Change(change, label_of(label), at, author, _records(payload))


def read_label(connection: sqlite3.Connection, change: ChangeId) -> Label:
    """Return the name of a change, or UNREADABLE."""
    row = connection.execute("SELECT label FROM journal WHERE id = ?", (change,)).fetchone()
    return UNREADABLE if row is None else label_of(row[0])


def read_entries(connection: sqlite3.Connection, steps: Steps, limit: int) -> tuple[Entry, ...]:
    """Return the last rows of the journal, newest first; `steps` says which of them stand."""
    rows = connection.execute(
        "SELECT this.id, this.kind, coalesce(target.label, this.label), this.at, this.author,"
        " this.joins"
        " FROM journal AS this LEFT JOIN journal AS target ON target.id = this.target"
        " ORDER BY this.seq DESC LIMIT ?",
        (limit,),
    ).fetchall()
    standing = steps.standing
    return tuple(
        Entry(
            id=change,
            kind=kind,
            label=label_of(label),
            at=at,
            author=author,
            joins=bool(joins),
            stands=change in standing,
        )
        for change, kind, label, at, author, joins in rows
    )


def _plain(change: RecordChange) -> list[object]:
    return [
        change.noun,
        change.id,
        None if change.before is None else to_plain(change.before),
        None if change.after is None else to_plain(change.after),
    ]


def _records(payload: str) -> tuple[RecordChange, ...]:
    try:
        return tuple(_record_change(*one) for one in json.loads(payload))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DamagedJournal("the records of a change") from error


def _record_change(
    noun: str, record_id: str, before: Mapping[str, object], after: Mapping[str, object]
) -> RecordChange:
    if noun not in NOUNS:
        raise ValueError(noun)
    return RecordChange(noun, RecordId(record_id), record_of(noun, before), record_of(noun, after))


def record_of(noun: str, plain: Mapping[str, object] | None) -> Record | None:
    """Return a record as a row keeps it, None where there was none; raises when it does not fit."""
    return None if plain is None else from_plain(noun, plain)


def _plain_label(label: Label) -> dict[str, object]:
    plain: dict[str, object] = {"text": label.text, "values": dict(label.values)}
    if label.many:
        plain |= {"many": label.many, "count": label.count}
    if label.of is not None:
        plain["of"] = _plain_label(label.of)
    return plain


def label_of(text: str) -> Label:
    """Return the name of a step as a row keeps it, or UNREADABLE."""
    try:
        plain = json.loads(text)
        label = _from_plain(plain)
        if plain.get("of") is not None:
            label = replace(label, of=_from_plain(plain["of"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return UNREADABLE
    return label


def _from_plain(plain: Any) -> Label:
    label = Label(
        str(plain["text"]),
        {str(name): str(value) for name, value in plain["values"].items()},
        many=str(plain.get("many", "")),
        count=None if plain.get("count") is None else int(plain["count"]),
    )
    _check_placeholders(label)
    return label


def _check_placeholders(label: Label) -> None:
    """Let only plain names into format(): "{a.b}" would reach into what the program holds."""
    known = set(label.values) if label.count is None else {*label.values, "count"}
    for text in (label.text, label.many):
        for _text, name, spec, conversion in Formatter().parse(text):
            if name is not None and (name not in known or spec or conversion):
                raise ValueError(name)


def _json(value: Sequence[object] | Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
