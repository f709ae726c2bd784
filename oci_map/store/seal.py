"""The digest of a whole file that the file itself holds: it shows what others did to it.

It is the BLAKE2b of all bytes of the file, with zeros where the digest stands. A file whose
digest does not fit was changed or damaged outside this program.
"""

from __future__ import annotations

import os
import sqlite3
from hashlib import blake2b
from typing import Final

_SIZE: Final = 32  # bytes
_NONE: Final = bytes(_SIZE)


def fingerprint(data: bytes) -> str:
    """Return what tells a file from any other: a digest of all its bytes."""
    return blake2b(data, digest_size=_SIZE).hexdigest()


def document_id(connection: sqlite3.Connection) -> str:
    """Return the id a document was given when it was made; '' where there is none."""
    row = _row(connection)
    return "" if row is None else str(row[0])


def stored_digest(connection: sqlite3.Connection) -> bytes | None:
    """Return the digest a document holds; None where it holds none, as in format 1."""
    row = _row(connection)
    return None if row is None or row[1] == _NONE else bytes(row[1])


def _row(connection: sqlite3.Connection) -> tuple[str, bytes] | None:
    known = connection.execute(
        "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'seal'"
    ).fetchone()
    if known is None:
        return None
    row: tuple[str, bytes] | None = connection.execute(
        "SELECT document, digest FROM seal WHERE one = 1"
    ).fetchone()
    return row


def fits(data: bytes, digest: bytes) -> bool:
    """Say whether the bytes of a file are those that its digest was made of."""
    place = data.find(digest)
    return place >= 0 and _digest(data, place) == digest


def sealed(connection: sqlite3.Connection) -> bytes:
    """Return the file that a database in memory becomes, rebuilt without gaps, with its digest.

    The caller hands over a copy: its tables are rebuilt in place, and it is closed.
    """
    connection.execute("PRAGMA journal_mode = OFF")  # a copy need not be what it was
    mark = os.urandom(_SIZE)
    has_place = _row(connection) is not None
    if has_place:
        connection.execute("UPDATE seal SET digest = ? WHERE one = 1", (mark,))
    connection.execute("VACUUM")
    data = connection.serialize()
    connection.close()  # a large document is not to be in memory three times
    if not has_place:
        return data
    place = data.find(mark)
    if place < 0 or data.count(mark) != 1:
        raise sqlite3.DatabaseError("the place of the digest cannot be told")
    view = memoryview(data)
    return b"".join((view[:place], _digest(data, place), view[place + _SIZE :]))


def _digest(data: bytes, place: int) -> bytes:
    made = blake2b(digest_size=_SIZE)
    view = memoryview(data)
    made.update(view[:place])
    made.update(_NONE)
    made.update(view[place + _SIZE :])
    return made.digest()
