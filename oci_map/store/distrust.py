"""What is looked at before a file is believed to be a document; nothing here writes to it."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote_from_bytes

from oci_map.errors import DamagedFile, FileProblem
from oci_map.i18n import _
from oci_map.store import limits, migrations
from oci_map.store.faults import name_of

_MAGIC: Final = b"SQLite format 3\x00"
_HEADER: Final = 100  # bytes
_JOURNAL: Final = "-journal"


def check_file(path: Path) -> int:
    """Return the format of the document at this path; raise FileProblem when it is none."""
    try:
        found = path.stat()
        _check_is_file(path, found)
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except (FileNotFoundError, NotADirectoryError):
        raise _problem(
            path,
            _(
                "“{name}” cannot be opened, because there is no such file; look whether it was"
                " moved or renamed."
            ),
        ) from None
    except PermissionError:
        raise _problem(
            path,
            _("“{name}” cannot be opened, because you may not read it; ask for permission first."),
        ) from None
    except (OSError, ValueError) as error:
        # ValueError: a NUL in the name.
        raise _problem(
            path,
            _(
                "“{name}” cannot be opened, because it could not be read; look whether its disk or"
                " network is still there."
            ),
        ) from error
    return _check_header(path, header, found.st_size)


def _check_is_file(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise _problem(
            path,
            _("“{name}” cannot be opened, because it is a folder; choose a document in it."),
        )
    if not stat.S_ISREG(found.st_mode):
        raise _problem(
            path,
            _("“{name}” cannot be opened, because it is not an ordinary file; choose another."),
        )
    if found.st_size > limits.MOST_BYTES:
        raise too_large(path)
    if found.st_size == 0:
        raise _problem(
            path,
            _(
                "“{name}” cannot be opened, because it is empty; it was left as it is, so look for"
                " a copy or a backup."
            ),
        )


def _check_header(path: Path, header: bytes, size: int) -> int:
    """Read what SQLite keeps in the first bytes, before SQLite itself may touch the file."""
    if not header.startswith(_MAGIC[: len(header)]):
        raise _problem(
            path,
            _(
                "“{name}” cannot be opened, because it is not a document of OCI Map; it was left"
                " as it is."
            ),
        )
    if len(header) < _HEADER:
        raise _cut(path)
    if int.from_bytes(header[68:72], "big") != migrations.APPLICATION_ID:
        raise _problem(
            path,
            _(
                "“{name}” cannot be opened, because it is a database of another program; it was"
                " left as it is."
            ),
        )
    version = int.from_bytes(header[60:64], "big")
    if version > migrations.FORMAT:
        raise _problem(
            path,
            _(
                "“{name}” cannot be opened, because it was made with a newer version of OCI Map;"
                " it was left as it is, so install the newest version to open it."
            ),
        )
    page = _page_size(header)
    if page < 512 or page & (page - 1):  # a power of two, as any SQLite makes them
        raise damaged(path)
    if size < page * int.from_bytes(header[28:32], "big") and not cut_edit(path):
        raise _cut(path)
    # 2: someone switched it to write-ahead logging. 1: texts are in UTF-8.
    if version == 0 or 2 in header[18:20] or header[56:60] != b"\0\0\0\1":
        raise _rebuilt(path)
    return version


def _page_size(header: bytes) -> int:
    page = int.from_bytes(header[16:18], "big")
    return 65536 if page == 1 else page


def cut_edit(path: Path) -> bool:
    """Say whether an edit that was cut off waits beside the file to be taken back."""
    try:
        return path.with_name(path.name + _JOURNAL).stat().st_size > 0
    except (OSError, ValueError):
        return False


def check_contents(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Raise FileProblem when a document of this format is built or filled as we never would."""
    size = path.stat().st_size
    with limits.confined(connection, size):
        check_build(connection, path, version)
        if limits.holds_too_much_text(connection, size):
            raise too_large(path)
        with whole(connection, size) as checked, limits.confined(checked, size):
            found = checked.execute("PRAGMA integrity_check(1)").fetchall()
            if found != [("ok",)] or checked.execute("PRAGMA foreign_key_check").fetchone():
                raise damaged(path)
            if any(circles(checked, table) for table in TREES):
                raise damaged(path)


@contextmanager
def whole(connection: sqlite3.Connection, size: int) -> Generator[sqlite3.Connection]:
    """Give a connection on which integrity_check looks at everything, CHECK constraints too.

    Of a file that is open for reading only, SQLite does not even read them: a copy in memory is
    looked at instead, unless it would be very large.
    """
    if size > _MOST_IN_MEMORY:
        yield connection
        return
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        # Held while it is copied: otherwise the copying would wait for ever for other programs.
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            connection.backup(copy)
        finally:
            connection.execute("ROLLBACK")
        copy.execute("PRAGMA trusted_schema = OFF")
        copy.execute("PRAGMA cell_size_check = ON")
        yield copy


_MOST_IN_MEMORY: Final = 128 << 20


def check_build(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Raise FileProblem when the tables are not exactly those of this format."""
    if migrations.fingerprint(connection) != migrations.FINGERPRINTS[version]:
        raise _rebuilt(path)
    listed = connection.execute(
        "SELECT type, sql FROM sqlite_schema WHERE tbl_name = '_sqlite_migrations'"
    ).fetchall()
    if not all(_is_list_of_migrations(kind, sql) for kind, sql in listed):
        raise _rebuilt(path)


def _is_list_of_migrations(kind: str, sql: str | None) -> bool:
    """Say whether this is what sqlite-utils builds: columns and keys, and nothing that runs."""
    if kind == "index":
        return sql is None or bool(_PLAIN_INDEX.fullmatch(sql))
    return kind == "table" and sql is not None and bool(_PLAIN_TABLE.fullmatch(sql))


_NAME: Final = r"""["'`\[]?\w{1,80}["'`\]]?"""
_NAMES: Final = rf"\(\s*{_NAME}(?:\s*,\s*{_NAME})*\s*\)"
_KEY: Final = r"(?:\s+(?:PRIMARY KEY|NOT NULL|UNIQUE))*"
_COLUMN: Final = rf"(?:{_NAME}\s+(?:INTEGER|TEXT){_KEY}|(?:PRIMARY KEY|UNIQUE)\s*{_NAMES})"
_PLAIN_TABLE: Final = re.compile(
    rf"CREATE TABLE {_NAME}\s*\(\s*{_COLUMN}(?:\s*,\s*{_COLUMN})*\s*\)(?:\s*STRICT)?\s*"
)
_PLAIN_INDEX: Final = re.compile(rf"CREATE (?:UNIQUE )?INDEX {_NAME}\s+ON\s+{_NAME}\s*{_NAMES}\s*")

#: The tables whose records may be part of others of the same table.
TREES: Final = ("organisation", "working_group")


def circles(connection: sqlite3.Connection, table: str) -> set[str]:
    """Return the records that are part of themselves, through what they are part of."""
    above = dict(connection.execute(f"SELECT id, parent FROM {table} WHERE parent IS NOT NULL"))
    fine: set[str] = set()
    found: set[str] = set()
    for begin in above:
        path: dict[str, None] = {}
        at = begin
        while at in above and at not in fine and at not in path:
            path[at] = None
            at = above[at]
        if at in path:
            way = list(path)
            found.update(way[way.index(at) :])
        fine.update(path)
    return found


def may_be_written(path: Path) -> bool:
    """Say whether an edit may be kept in this file: in itself and beside it, in its folder."""
    # A file that nobody may write is meant to stay as it is, also when an administrator opens it.
    bits = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
    itself = bool(path.stat().st_mode & bits) and os.access(path, os.W_OK)
    # Windows does not say it of folders this way.
    beside = os.name == "nt" or os.access(path.parent, os.W_OK)
    return itself and beside and not leaves_no_room(path)


def leaves_no_room(path: Path) -> bool:
    """Say whether a name is so long that SQLite could not lay its journal beside the file."""
    return len(os.fsencode(path.name + _JOURNAL)) > 255


def address(path: Path, mode: str) -> str:
    """Return the path as the address SQLite opens, whatever signs are in it; mode ro, rw, rwc."""
    absolute = path.absolute().as_posix()
    rooted = absolute if absolute.startswith("/") else f"/{absolute}"  # C:/…
    return f"file://{quote_from_bytes(os.fsencode(rooted))}?mode={mode}"


def damaged(path: Path) -> DamagedFile:
    """Return the failure of a document whose contents cannot be believed."""
    return _spoilt(
        path,
        _(
            "“{name}” cannot be opened, because it is damaged; it was left as it is, so look for a"
            " copy or a backup."
        ),
    )


def _cut(path: Path) -> DamagedFile:
    return _spoilt(
        path,
        _(
            "“{name}” cannot be opened, because a part of it is missing; it was left as it is, so"
            " copy it again from where it came or look for a backup."
        ),
    )


def too_large(path: Path) -> FileProblem:
    """Return the failure of a file that no document of ours can be as large as."""
    return _problem(
        path,
        _(
            "“{name}” cannot be opened, because it holds far more than a document can; it was left"
            " as it is, so look for a copy or a backup."
        ),
    )


def _rebuilt(path: Path) -> DamagedFile:
    return _spoilt(
        path,
        _(
            "“{name}” cannot be opened, because another program changed how it is built; it was"
            " left as it is, so look for a copy or a backup."
        ),
    )


def _problem(path: Path, sentence: str) -> FileProblem:
    return FileProblem(sentence.format(name=name_of(path)))


def _spoilt(path: Path, sentence: str) -> DamagedFile:
    return DamagedFile(sentence.format(name=name_of(path)))
