"""Writing a whole document file at once: what was there, or all of what is new, never a part."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from oci_map.errors import FileProblem
from oci_map.i18n import _
from oci_map.store.distrust import address, cut_edit, leaves_no_room
from oci_map.store.faults import name_of, while_publishing


def publish(connection: sqlite3.Connection, path: Path, *, replace: bool) -> None:
    """Write what the connection holds to a file; one that is there is only replaced if asked.

    Raises FileProblem; the file that was there, if any, is then what it was.
    """
    with while_publishing(path):
        _check_target(path, replace=replace)
        # In the same folder, because a file moves at once only within a disk. A short name of its
        # own, because that of the document may be as long as names can be.
        temporary = path.with_name(f"~{os.urandom(4).hex()}.tmp")
        try:
            _write(connection, path, temporary)
            _settle(path)
            os.replace(temporary, path)  # noqa: PTH105 - Path.replace says the same, less plainly
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)


def _check_target(path: Path, *, replace: bool) -> None:
    if path.is_dir():
        raise FileProblem(
            _("“{name}” was not written, because it is a folder; choose another name.").format(
                name=name_of(path)
            )
        )
    if leaves_no_room(path):
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))
    if not replace and path.exists():
        raise FileProblem(
            _(
                "“{name}” is already there and was left as it is; choose another name or move it"
                " away first."
            ).format(name=name_of(path))
        )


def _write(connection: sqlite3.Connection, path: Path, temporary: Path) -> None:
    # SQLite writes into an empty file. One made here has the permissions a new file has.
    temporary.open("xb").close()
    if path.exists():
        shutil.copymode(path, temporary)
    connection.execute("VACUUM INTO ?", (address(temporary, "rwc"),))
    with temporary.open("r+b") as file:
        os.fsync(file.fileno())


def _settle(path: Path) -> None:
    """Take back an edit of the old file that was cut off, lest SQLite takes it back in ours."""
    if cut_edit(path):
        with closing(sqlite3.connect(address(path, "rw"), uri=True)) as old:
            old.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _sync_folder(folder: Path) -> None:
    """Have the new name on the disk too, where the system can be asked to."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):  # some network disks cannot; the file itself is written
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
