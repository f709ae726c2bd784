"""Reads what can be read of the tables of a damaged file: row by row, column by column.

Nothing in the file is run: only ordinary tables are read, without their indexes, on a copy.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from oci_map.values import dataclass

#: In place of a value that could not be read.
UNREADABLE: Final = object()
#: So many rows that are not there are looked for behind the last one that was read.
_BEYOND: Final = 2_000
_MOST_ROWS: Final = 2_000_000

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """What came of a table: its rows in order, and the ids that its index still knows."""

    rows: tuple[Row, ...]
    ids: frozenset[str]


def read_table(connection: sqlite3.Connection, name: str, wanted: Sequence[str]) -> Table:
    """Return the rows of a table with these columns; nothing where there is no such table."""
    columns = [one for one in _columns(connection, name) if one in wanted]
    if not columns:
        return Table((), frozenset())
    if _keeps_row_numbers(connection, name):
        rows = _by_number(connection, name, columns)
    else:
        rows = _from_both_ends(connection, name, columns)
    return Table(tuple(rows), _ids(connection, name) if "id" in columns else frozenset())


def _columns(connection: sqlite3.Connection, name: str) -> list[str]:
    """Return the columns of an ordinary table that hold what they say."""
    with suppress(sqlite3.Error):
        found = connection.execute(
            "SELECT type, sql FROM sqlite_schema WHERE name = ?", (name,)
        ).fetchone()
        if found is None or _text(found[0]) != "table":
            return []
        if not _text(found[1]).lstrip().upper().startswith("CREATE TABLE"):
            return []
        told = connection.execute(f"PRAGMA table_xinfo({_quoted(name)})").fetchall()
        # The last one says whether a column is computed when it is read.
        return [_text(row[1]) for row in told if row[6] == 0]
    return []


def _keeps_row_numbers(connection: sqlite3.Connection, name: str) -> bool:
    try:
        connection.execute(f"SELECT rowid FROM {_quoted(name)} LIMIT 0")
    except sqlite3.Error:
        return False
    return True


def _by_number(connection: sqlite3.Connection, name: str, columns: Sequence[str]) -> Iterator[Row]:
    listed = ", ".join(map(_quoted, columns))
    table = f"{_quoted(name)} NOT INDEXED"
    try:
        found = connection.execute(
            f"SELECT {listed} FROM {table} ORDER BY rowid LIMIT {_MOST_ROWS}"
        ).fetchall()
    except sqlite3.Error:
        pass
    else:
        yield from (_row(columns, values) for values in found)
        return
    for number in _numbers(connection, table):
        try:
            row = connection.execute(
                f"SELECT {listed} FROM {table} WHERE rowid = ?", (number,)
            ).fetchone()
        except sqlite3.Error:
            yield from _by_column(connection, table, columns, number)
        else:
            if row is not None:
                yield _row(columns, row)


def _numbers(connection: sqlite3.Connection, table: str) -> Iterable[int]:
    """Return the numbers that rows may have."""
    forwards = _read_until_it_fails(connection, f"SELECT rowid FROM {table} ORDER BY rowid")
    backwards = _read_until_it_fails(connection, f"SELECT rowid FROM {table} ORDER BY rowid DESC")
    first = [int(row[0]) for row in forwards if isinstance(row[0], int)]
    last = [int(row[0]) for row in backwards if isinstance(row[0], int)]
    begin = first[-1] if first else 1
    end = last[-1] if last else begin + _BEYOND
    between = range(begin + 1, min(end, begin + _MOST_ROWS))
    return dict.fromkeys([*first, begin, *between, *reversed(last)])


def _by_column(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], number: int
) -> Iterator[Row]:
    """Yield a row whose values can be read in part: the first one, which names it, must be."""
    row: Row = {}
    for column in columns:
        try:
            values = connection.execute(
                f"SELECT {_quoted(column)} FROM {table} WHERE rowid = ?", (number,)
            ).fetchone()
        except sqlite3.Error:
            row[column] = UNREADABLE
        else:
            if values is None:
                return
            row |= _row([column], values)
        if row[columns[0]] is UNREADABLE:
            return
    yield row


def _from_both_ends(
    connection: sqlite3.Connection, name: str, columns: Sequence[str]
) -> Iterator[Row]:
    """Yield the rows of a table without row numbers, which is kept in the order of its key."""
    listed = ", ".join(map(_quoted, columns))
    key = ", ".join(map(_quoted, columns[:2]))
    backwards = ", ".join(f"{_quoted(one)} DESC" for one in columns[:2])
    table = f"{_quoted(name)} NOT INDEXED"
    found = {
        tuple(values): None
        for order in (key, backwards)
        for values in _read_until_it_fails(
            connection, f"SELECT {listed} FROM {table} ORDER BY {order}"
        )
    }
    yield from (_row(columns, values) for values in found)


def _ids(connection: sqlite3.Connection, name: str) -> frozenset[str]:
    """Return the ids that the index of a table's key knows; it lies on pages of its own."""
    key = _quoted(f"sqlite_autoindex_{name}_1")
    found = _read_until_it_fails(
        connection, f"SELECT id FROM {_quoted(name)} INDEXED BY {key} ORDER BY id"
    )
    return frozenset(_text(row[0]) for row in found if isinstance(row[0], bytes))


def _read_until_it_fails(connection: sqlite3.Connection, query: str) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = []
    with suppress(sqlite3.Error):
        for row in connection.execute(query):
            rows.append(row)
            if len(rows) >= _MOST_ROWS:
                break
    return rows


def _row(columns: Sequence[str], values: Sequence[object]) -> Row:
    return {name: _value(one) for name, one in zip(columns, values, strict=True)}


def _value(value: object) -> object:
    """Return a value with texts as texts; the connection gives them as bytes."""
    if not isinstance(value, bytes):
        return value
    try:
        return value.decode()
    except UnicodeDecodeError:
        return UNREADABLE


def _text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def steps_that_read(rows: Iterable[Mapping[str, object]]) -> Iterator[Mapping[str, object]]:
    """Yield the rows of the journal up to the first one of which something cannot be read."""
    for row in rows:
        if any(value is UNREADABLE for value in row.values()):
            return
        yield row
