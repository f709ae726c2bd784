"""How much of a file from elsewhere is worked through before it is refused."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from oci_map.model.fields import NOUNS, Kind

#: No document comes near this; a file that is larger is not looked into.
MOST_BYTES: Final = 1 << 30
#: All texts of all records together; they are held in memory, up to four times as large.
MOST_TEXT: Final = 64 << 20
#: A file that is no larger than this cannot hold too much text.
HARMLESS: Final = 32 << 20
_LIMITS: Final = {
    sqlite3.SQLITE_LIMIT_LENGTH: 64 << 20,  # of a value or a row
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 10,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 250_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 16,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 500,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}
# Processor time: a slow disk or network is no reason to refuse a document.
_SECONDS: Final = 5.0
_SECONDS_PER_BYTE: Final = 1e-7
_LOOK_AFTER: Final = 10_000  # instructions of SQLite
_TEXTS: Final = (Kind.TEXT, Kind.LONG_TEXT, Kind.TEXTS, Kind.ADDRESS, Kind.DATA)


@contextmanager
def confined(connection: sqlite3.Connection, size: int) -> Generator[None]:
    """Let a connection do only what looking into a file of this size takes.

    What is beyond that raises sqlite3.Error: too large a value, or more than a few seconds.
    """
    before = {limit: connection.setlimit(limit, most) for limit, most in _LIMITS.items()}
    end = time.thread_time() + _SECONDS + size * _SECONDS_PER_BYTE

    def is_over() -> bool:
        return time.thread_time() > end

    connection.set_progress_handler(is_over, _LOOK_AFTER)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
        for limit, most in before.items():
            connection.setlimit(limit, most)


def holds_too_much_text(connection: sqlite3.Connection, size: int) -> bool:
    """Say whether the texts of the records are more than this program would hold in memory.

    Tables that are not there count for nothing, so that an older format can be asked too.
    """
    if size <= HARMLESS:
        return False
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    total = 0
    for noun in NOUNS.values():
        if noun.name in there:
            known = {row[1] for row in connection.execute(f"PRAGMA table_info({noun.name})")}
            columns = [f.name for f in noun.fields if f.kind in _TEXTS and f.name in known]
            # Of a BLOB the length is known without reading it.
            lengths = [f'coalesce(length(CAST("{name}" AS BLOB)), 0)' for name in ["id", *columns]]
            total += connection.execute(
                f"SELECT coalesce(sum({' + '.join(lengths)}), 0) FROM {noun.name}"
            ).fetchone()[0]
            if total > MOST_TEXT:
                return True
    return False
