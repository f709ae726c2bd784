"""Puts a new list of tables into a copy of a file whose own list is damaged.

SQLite reads nothing of a file when a page of its list of tables is lost, although all rows may be
there. Which tables a document has is known; where each begins is found in what is left of the
list, and between two that are known from their order, which is that of their pages.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final

from oci_map.store import format_1, migrations

_LEAF, _INTERIOR = 13, 5
# The kinds of pages that a table with row numbers begins with, and an index or any other table.
_TABLE, _INDEX = (_INTERIOR, _LEAF), (2, 10)
_HEADER: Final = 100
_SIZES: Final = {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}


def is_readable(path: Path) -> bool:
    """Say whether the list of tables of a file can be read."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("SELECT name, sql FROM sqlite_schema").fetchall()
    except sqlite3.Error:
        return False
    return True


def replace_schema(path: Path, page_size: int) -> None:
    """Give a copy of a damaged file a new list of tables; what cannot be placed is left out."""
    data = path.read_bytes()
    data += bytes(-len(data) % page_size)
    found: dict[str, int] = {}
    lists: set[int] = set()  # pages of the old list
    for number in range(1, len(data) // page_size + 1):
        for name, root in _entries(data, number, page_size):
            found.setdefault(name, root)
            lists.add(number)
    version = int.from_bytes(data[60:64], "big")
    with closing(_fresh(page_size, version)) as fresh:
        order = {
            name: _TABLE if sql is not None and "WITHOUT ROWID" not in sql else _INDEX
            for name, sql in fresh.execute(
                "SELECT name, CASE type WHEN 'table' THEN sql END FROM sqlite_schema ORDER BY rowid"
            )
        }
        roots = _placed(order, found, lists, data, page_size)
        fresh.execute("PRAGMA writable_schema = ON")
        fresh.execute("DELETE FROM sqlite_schema WHERE type <> 'table'")
        for (name,) in fresh.execute("SELECT name FROM sqlite_schema").fetchall():
            if name in roots:
                fresh.execute(
                    "UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", (roots[name], name)
                )
            else:
                fresh.execute("DELETE FROM sqlite_schema WHERE name = ?", (name,))
        appended = fresh.serialize()
    path.write_bytes(_joined(data, appended, page_size))


def _fresh(page_size: int, version: int) -> sqlite3.Connection:
    """Return an empty document of the same format."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(f"PRAGMA page_size = {page_size}")
    if version == 1:
        connection.execute("CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY)")
        for statement in format_1.STATEMENTS:
            connection.execute(statement)
    else:
        migrations.bring_up_to_date(connection)
    # In the order in which a whole file is written.
    connection.execute("VACUUM")
    return connection


def _placed(
    order: Mapping[str, tuple[int, int]],
    found: Mapping[str, int],
    lists: set[int],
    data: bytes,
    page_size: int,
) -> dict[str, int]:
    """Return where each table begins: as the old list says, or by its place between two others.

    `order` says of each which kinds of pages it can begin with.
    """
    roots = {name: root for name, root in found.items() if name in order}
    taken = lists.union(found.values())
    pages = len(data) // page_size

    def free_between(begin: int, end: int) -> list[int]:
        kinds = (*_TABLE, *_INDEX)
        return [
            page
            for page in range(begin + 1, end)
            if page not in taken and _kind(data, page, page_size) in kinds
        ]

    def place(names: list[str], free: list[int]) -> None:
        placed = dict(zip(names, free, strict=False))
        if len(placed) == len(names) and all(
            _kind(data, page, page_size) in order[one] for one, page in placed.items()
        ):
            roots.update(placed)

    last = 1
    waiting: list[str] = []
    for name in order:
        if name not in roots:
            waiting.append(name)
            continue
        free = free_between(last, roots[name])
        if len(free) == len(waiting):
            place(waiting, free)
        waiting, last = [], roots[name]
    # Behind the last one that is known follow the others, and then all other pages.
    place(waiting, free_between(last, pages + 1))
    return roots


def _kind(data: bytes, number: int, page_size: int) -> int:
    return data[(number - 1) * page_size + (_HEADER if number == 1 else 0)]


def _entries(data: bytes, number: int, page_size: int) -> Iterator[tuple[str, int]]:
    """Yield names and first pages of what a page lists, if it is one of the list of tables."""
    if _kind(data, number, page_size) != _LEAF:
        return
    page = data[(number - 1) * page_size : number * page_size]
    begin = _HEADER if number == 1 else 0
    count = int.from_bytes(page[begin + 3 : begin + 5], "big")
    for place in range(count):
        at = begin + 8 + 2 * place
        cell = int.from_bytes(page[at : at + 2], "big")
        try:
            values = _record(page, cell)
        except (IndexError, ValueError):
            return
        if len(values) < 4 or values[0] not in (b"table", b"index"):
            return  # rows of another table
        name, root = values[1], values[3]
        if isinstance(name, bytes) and isinstance(root, int) and root > 1:
            yield name.decode(errors="replace"), root


def _record(page: bytes, at: int) -> list[object]:
    """Return the first values of a cell of a table; texts as bytes, what is not whole left out.

    As described in https://www.sqlite.org/fileformat2.html#record_format.
    """
    _length, at = _varint(page, at)
    _row, at = _varint(page, at)
    begin = at
    size, at = _varint(page, at)
    kinds = []
    while at < begin + size:
        kind, at = _varint(page, at)
        kinds.append(kind)
    at = begin + size
    values: list[object] = []
    for kind in kinds:
        length = _SIZES.get(kind, (kind - 12) // 2 if kind >= 12 else 0)
        if at + length > len(page):
            break  # the rest lies on another page
        piece = page[at : at + length]
        if kind in (8, 9):
            values.append(kind - 8)
        elif 1 <= kind <= 6:
            values.append(int.from_bytes(piece, "big", signed=True))
        else:
            values.append(piece if kind >= 12 else None)
        at += length
    return values


def _varint(page: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(9):
        byte = page[at + place]
        if place == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("a number without an end")


def _joined(data: bytes, appended: bytes, page_size: int) -> bytes:
    """Return the pages of a file with another list of tables behind them, and its first page."""
    shift = len(data) // page_size
    first = bytearray(appended[:page_size])
    pages = bytearray(appended)
    if first[_HEADER] == _INTERIOR:
        count = int.from_bytes(first[_HEADER + 3 : _HEADER + 5], "big")
        places = [_HEADER + 8]
        for number in range(count):
            at = _HEADER + 12 + 2 * number
            places.append(int.from_bytes(first[at : at + 2], "big"))
        for place in places:
            child = int.from_bytes(first[place : place + 4], "big")
            first[place : place + 4] = (child + shift).to_bytes(4, "big")
    whole = shift + len(pages) // page_size
    first[28:32] = whole.to_bytes(4, "big")
    first[32:40] = bytes(8)  # no free pages
    return bytes(first) + data[page_size:] + bytes(pages)
