"""Where the files of open documents live: for now at the person's own path."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from oci_map.model.change import RecordChange
from oci_map.store import distrust, migrations, rows
from oci_map.store.faults import while_opening
from oci_map.store.file import DocumentFile, connect
from oci_map.store.publish import publish


def open_file(path: Path, *, read_only: bool) -> DocumentFile:
    """Open the document at a path after looking at it with distrust; raises FileProblem.

    A file that may not be written is opened for reading.
    """
    path = path.absolute()
    version = distrust.check_file(path)
    writable = distrust.may_be_written(path)
    with while_opening(path):
        # Only a connection that may write can take back an edit that was cut off.
        repairs = writable and (not read_only or distrust.cut_edit(path))
        connection = connect(path, "rw" if repairs else "ro")
        try:
            distrust.check_contents(connection, path, version)
            if version < migrations.FORMAT:
                connection = _renewed(connection, path, in_place=writable and not read_only)
            return DocumentFile(connection, path, read_only=read_only or not writable)
        except BaseException:
            connection.close()
            raise


def _renewed(connection: sqlite3.Connection, path: Path, *, in_place: bool) -> sqlite3.Connection:
    """Bring a copy of an older document up to today's format; give it back opened."""
    copy = sqlite3.connect(":memory:", uri=True, isolation_level=None, check_same_thread=False)
    with closing(connection):
        connection.backup(copy)
    migrations.bring_up_to_date(copy)
    if not in_place:
        return copy
    with closing(copy):
        publish(copy, path, replace=True)
    return connect(path, "rw")


def create_file(
    path: Path, changes: Iterable[RecordChange], *, replace: bool = False
) -> DocumentFile:
    """Write a new document that holds these added records, and open it; raises FileProblem."""
    path = path.absolute()
    with closing(sqlite3.connect(":memory:", uri=True, isolation_level=None)) as connection:
        migrations.bring_up_to_date(connection)
        connection.execute("BEGIN")
        rows.write(connection, changes)
        connection.execute("COMMIT")
        publish(connection, path, replace=replace)
    return open_file(path, read_only=False)
