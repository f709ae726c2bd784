"""Records as rows and back, following `model/fields.py`."""

from __future__ import annotations

import gc
import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter
from typing import Any, Final

from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, Field, Kind, Noun
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import clean_text, clean_texts
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class _Links:
    """The table of a field that names several other records, in order."""

    field: str
    select: str
    insert: str
    delete: str


@dataclass(frozen=True, slots=True)
class _Shape:
    """How the records of a noun lie in their table."""

    noun: Noun
    columns: tuple[Field, ...]
    links: tuple[_Links, ...]
    values: Callable[[Record], tuple[object, ...]]
    select: str
    upsert: str
    delete: str


@cache
def _shape(name: str) -> _Shape:
    noun = NOUNS[name]
    columns = tuple(f for f in noun.fields if f.kind is not Kind.REFERENCES)
    names = ", ".join(["id", *(f'"{f.name}"' for f in columns)])
    # An update in place keeps the row where it stands in the order of the table.
    updates = ", ".join(f'"{f.name}" = excluded."{f.name}"' for f in columns)
    # No reference is '' in a record and NULL in a row, where a foreign key lets it pass.
    marks = ", ".join(
        ["?", *("nullif(?, '')" if f.kind is Kind.REFERENCE else "?" for f in columns)]
    )
    return _Shape(
        noun=noun,
        columns=columns,
        links=tuple(_links(noun, f) for f in noun.fields if f.kind is Kind.REFERENCES),
        values=attrgetter("id", *(f.name for f in columns)),
        select=f"SELECT id, {', '.join(map(_selected, columns))} FROM {name} ORDER BY rowid",
        upsert=f"INSERT INTO {name} ({names}) VALUES ({marks})"
        f" ON CONFLICT (id) DO UPDATE SET {updates}",
        delete=f"DELETE FROM {name} WHERE id = ?",
    )


@cache
def _targets() -> frozenset[str]:
    """Return the nouns whose records others refer to."""
    return frozenset(field.target for noun in NOUNS.values() for field in noun.fields)


def _links(noun: Noun, field: Field) -> _Links:
    table, owner, target = f"{noun.name}_{field.name}", noun.name, field.target
    return _Links(
        field=field.name,
        select=f"SELECT {owner}, {target} FROM {table} ORDER BY {owner}, position",
        insert=f"INSERT INTO {table} ({owner}, position, {target}) VALUES (?, ?, ?)",
        delete=f"DELETE FROM {table} WHERE {owner} = ?",
    )


def _selected(column: Field) -> str:
    name = f'"{column.name}"'
    return f"coalesce({name}, '')" if column.kind is Kind.REFERENCE else name


def read(connection: sqlite3.Connection) -> Snapshot:
    """Return all records, each table in the order in which they were added.

    Raises ValueError or TypeError when a text that should be JSON is not.
    """
    # Nothing of what is made here is garbage, and looking for some costs a third of the time.
    collects = gc.isenabled()
    gc.disable()
    texts: dict[str, str] = {}
    try:
        return Snapshot({name: _read_table(connection, _shape(name), texts) for name in NOUNS})
    finally:
        if collects:
            gc.enable()


def _read_table(
    connection: sqlite3.Connection, shape: _Shape, texts: dict[str, str]
) -> dict[RecordId, Record]:
    """Return the records of a table; a text that is among `texts` already is the same object.

    The id of an organisation stands in each of its memberships, ties and needs: in memory once,
    a large document takes little more than half as much.
    """
    rows = connection.execute(shape.select).fetchall()
    if not rows:
        return {}
    ids, *columns = zip(*rows, strict=True)
    del rows
    if shape.noun.name in _targets():
        ids = tuple(map(texts.setdefault, ids, ids))
    values: list[Iterable[object]] = []
    for field in shape.columns:
        column: Iterable[Any] = columns.pop(0)
        if field.kind in _REPEATED and any(column):  # most columns are empty
            column = tuple(map(texts.setdefault, column, column))
        values.append(_READ[field.kind](column) if field.kind in _READ else column)
    for links in shape.links:
        targets = _read_links(connection, links, texts)
        values.append([targets.get(owner, ()) for owner in ids])
    names = ["id", *(f.name for f in shape.columns), *(links.field for links in shape.links)]
    records = _made(shape.noun.record, names, [ids, *values], len(ids))
    return dict(zip(ids, records, strict=True))


def _made(
    kind: type[Record], names: Iterable[str], columns: Iterable[Iterable[object]], count: int
) -> list[Record]:
    """Return `count` records, their slots filled column by column: a third of the time."""
    records = [object.__new__(kind) for _ in range(count)]
    for name, column in zip(names, columns, strict=True):
        fill = getattr(kind, name).__set__
        deque(map(fill, records, column), maxlen=0)
    return records


def _read_links(
    connection: sqlite3.Connection, links: _Links, texts: dict[str, str]
) -> dict[str, tuple[str, ...]]:
    several: dict[str, list[str]] = {}
    for owner, target in connection.execute(links.select):
        several.setdefault(owner, []).append(texts.setdefault(target, target))
    return {owner: tuple(targets) for owner, targets in several.items()}


def write(connection: sqlite3.Connection, changes: Iterable[RecordChange]) -> None:
    """Make the rows follow these changes; the caller opens and ends the transaction."""
    by_noun: dict[str, list[RecordChange]] = {}
    for one in changes:
        by_noun.setdefault(one.noun, []).append(one)
    for noun, group in by_noun.items():
        _write_table(connection, _shape(noun), group)


def _write_table(
    connection: sqlite3.Connection, shape: _Shape, changes: Sequence[RecordChange]
) -> None:
    for links in shape.links:
        _write_links(connection, links, changes)
    connection.executemany(shape.delete, [(one.id,) for one in changes if one.after is None])
    connection.executemany(
        shape.upsert, _written(shape, (one.after for one in changes if one.after is not None))
    )


def _write_links(
    connection: sqlite3.Connection, links: _Links, changes: Sequence[RecordChange]
) -> None:
    targets = attrgetter(links.field)
    old: list[tuple[str]] = []
    new: list[tuple[str, int, str]] = []
    for one in changes:
        before = () if one.before is None else targets(one.before)
        after = () if one.after is None else targets(one.after)
        if before != after:
            old.append((one.id,))
            new.extend((one.id, position, target) for position, target in enumerate(after))
    connection.executemany(links.delete, old)
    connection.executemany(links.insert, new)


def _written(shape: _Shape, records: Iterable[Record]) -> Iterator[Sequence[object]]:
    texts = [i for i, f in enumerate(shape.columns, 1) if f.kind is Kind.TEXTS]
    for record in records:
        row: Sequence[object] = shape.values(record)
        if texts:
            row = list(row)
            for index in texts:
                row[index] = json.dumps(row[index], ensure_ascii=False)
        yield row


def _texts(column: Sequence[str]) -> Iterable[tuple[str, ...]]:
    # Most records have none.
    return [
        () if value == "[]" else tuple(clean_text(str(text)) for text in _loads(value))
        for value in column
    ]


def _loads(value: str) -> Any:
    try:
        return json.loads(value)
    except RecursionError as error:  # a thousand brackets within brackets
        raise ValueError("JSON that is nested too deeply") from error


def _data(value: str) -> str:
    if not isinstance(_loads(value), dict):
        raise TypeError("settings that are no object")
    return value


# A file may hold texts that this program would not keep; `model/plain.py` reads the journal so.
_READ: Final[Mapping[Kind, Callable[[Any], Iterable[object]]]] = {
    Kind.TEXT: clean_texts,
    Kind.LONG_TEXT: clean_texts,
    Kind.ADDRESS: clean_texts,
    Kind.TEXTS: _texts,
    Kind.YES_NO: partial(map, bool),
    Kind.DATA: partial(map, _data),
}
#: Texts of which many records have the same.
_REPEATED: Final = frozenset({Kind.REFERENCE, Kind.CHOICE, Kind.DATE})
