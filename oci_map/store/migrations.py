"""The formats a document has had, one migration each; only ever added to, never changed.

A new format: write `format_N.py`, add a function below, raise FORMAT, add to FINGERPRINTS (the
test says what) and keep a document of the format before as a test file.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final

from oci_map.store import format_1, format_2

if TYPE_CHECKING:
    from sqlite_utils import Database

#: Says in the first bytes of a file that it is a document of OCI Map: "OCIM".
APPLICATION_ID: Final = 0x4F43494D
#: The format this program reads and writes; an older one is brought up to it, a newer one refused.
FORMAT: Final = 2
#: Of the tables and indexes of each format: a file built otherwise was changed by someone else.
FINGERPRINTS: Final = {
    1: "5b4855cf61e0b049a0a9fb8d99bb29b4aaf750e81316765dd6d2ebdc78e2c75f",
    2: "f47a47cc2d9ebb77d311c1a1f5a510a77a4ea95cf72feab68b66f09be169951d",
}


def _make_format_1(db: Database) -> None:
    for statement in format_1.STATEMENTS:
        db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


def _make_format_2(db: Database) -> None:
    for statement in format_2.STATEMENTS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


_STEPS: Final = [_make_format_1, _make_format_2]


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Run the migrations this database has not had yet, each in a transaction of its own.

    The connection must not hold foreign keys (SQLite's own default): tables are made anew.
    """
    # Costs more than opening a document, and is needed for new and for old ones only.
    from sqlite_utils import Database, Migrations

    migrations = Migrations("oci_map")
    for step in _STEPS:
        migrations()(step)
    migrations.apply(Database(connection, recursive_triggers=False, execute_plugins=False))


def renewed(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy in memory of an older document, brought up to today's format."""
    copy = sqlite3.connect(":memory:", uri=True, isolation_level=None, check_same_thread=False)
    with closing(connection):
        copy.deserialize(connection.serialize())
    bring_up_to_date(copy)
    return copy


def fingerprint(connection: sqlite3.Connection) -> str:
    """Return the digest of how the database is built."""
    rows = connection.execute(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"
        # The list of migrations is built by sqlite-utils, in the words of its version.
        " WHERE NOT (tbl_name = '_sqlite_migrations' AND type IN ('table', 'index'))"
        " ORDER BY type, name"
    ).fetchall()
    return hashlib.sha256(repr(rows).encode()).hexdigest()
