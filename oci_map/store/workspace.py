"""How documents are opened and made: for reading where they lie, for changing in a working copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from oci_map.errors import FileProblem, system_reason
from oci_map.i18n import _
from oci_map.model.change import RecordChange
from oci_map.store import distrust, journal, migrations, recovery, rows, seal
from oci_map.store.desk import Desk, State, desk_of
from oci_map.store.faults import name_of, while_opening
from oci_map.store.file import DocumentFile, connect
from oci_map.store.locks import Locks
from oci_map.store.publish import clear_left, publish, settle
from oci_map.store.system import SYSTEM
from oci_map.store.working import WorkingFile


class NoWorkingCopy(FileProblem):
    """A document that can only be read, because this computer has no room to work on it."""


def open_file(path: Path, *, read_only: bool, take_over: bool = False) -> DocumentFile:
    """Open the document at a path after looking at it with distrust; raises FileProblem.

    A file that may not be written is opened for reading. For changing, it is opened in a working
    copy; raises InUse when somebody else works on it, unless it is taken over.
    """
    path = path.absolute()
    try:
        version = distrust.check_file(path)
    except FileProblem:
        if read_only or "\0" in str(path) or working_copy(path) is None:
            raise
        return _open_without(desk_of(path), path, take_over=take_over)
    if read_only or not distrust.may_be_written(path):
        return _for_reading(path, version)
    desk = desk_of(path)
    with _held(desk, path, take_over=take_over) as held:
        return _for_changing(desk, path, version, held)


@contextmanager
def _held(desk: Desk, path: Path, *, take_over: bool) -> Generator[Locks]:
    """Hold the locks of a document; they are let go of when opening it fails."""
    with _while_copying(path, desk):
        desk.make()
        held = Locks(desk.lock, path, take_over=take_over)
    try:
        with _while_copying(path, desk):
            yield held
    except BaseException:
        held.release()
        raise


@contextmanager
def _while_copying(path: Path, desk: Desk) -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise NoWorkingCopy(
            _(
                "“{name}” cannot be opened for changing, because its working copy could not be made"
                " in {folder} ({reason}); make room there, or open it for reading only."
            ).format(name=name_of(path), folder=desk.folder.parent, reason=system_reason(error))
        ) from error


# -------------------------------------------------------------------------------- for reading


def _for_reading(path: Path, version: int) -> DocumentFile:
    with while_opening(path):
        # Only a connection that may write can take back an edit that was cut off.
        repairs = distrust.cut_edit(path) and distrust.may_be_written(path)
        connection = connect(path, "rw" if repairs else "ro")
        try:
            distrust.check_contents(connection, path, version)
            notices = _seal_notices(connection, path, None)
            if version < migrations.FORMAT:
                connection = migrations.renewed(connection)
            return DocumentFile(connection, path, read_only=True, notices=notices)
        except BaseException:
            connection.close()
            raise


def _seal_notices(
    connection: sqlite3.Connection, path: Path, data: bytes | None
) -> tuple[str, ...]:
    """Say when a file is not what this program last wrote there; its contents were checked."""
    digest = seal.stored_digest(connection)
    if digest is None and not seal.document_id(connection):
        return ()  # format 1 has none; where there should be one, it was taken out
    if data is None:
        try:
            data = SYSTEM.read(path)
        except OSError:
            return ()
    if digest is not None and seal.fits(data, digest):
        return ()
    return (
        _(
            "“{name}” was changed or damaged outside this program since it was last saved. Its"
            " contents were checked and can be read; look whether they are what you expect, and"
            " find how it was before under “Earlier versions”."
        ).format(name=name_of(path)),
    )


# ------------------------------------------------------------------------------- for changing


def _for_changing(desk: Desk, path: Path, version: int, held: Locks) -> WorkingFile:
    data = _bytes_of(path)
    found = recovery.Found(resume=False)
    if recovery.has_edits(desk):
        with closing(_theirs(data, path, version)) as theirs:
            found = recovery.look(desk, path, theirs)
    if found.resume:
        connection = _connected(desk, path)
        notices: tuple[str, ...] = ()
        tip = found.tip
    else:
        connection = _copied(desk, path, data, version)
        notices = _seal_notices(connection, path, data)
        if version < migrations.FORMAT:
            connection = _renewed_on(desk, connection)
        tip = _last_step(connection, path)
    before = desk.read_state()
    clear_left(path, {before.seen, before.sending})
    state = State(
        path=str(path),
        document=seal.document_id(connection),
        seen=seal.fingerprint(data),
        tip=tip,
    )
    return _working(desk, path, connection, state, held, (*found.notices, *notices))


def _last_step(connection: sqlite3.Connection, path: Path) -> str:
    try:
        with while_opening(path):
            return journal.last(connection) or ""
    except FileProblem:
        connection.close()
        raise


def _bytes_of(path: Path) -> bytes:
    """Return the bytes of the person's file while nobody writes into it."""
    with while_opening(path):
        settle(path)
    with while_opening(path), closing(connect(path, "ro")) as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return SYSTEM.read(path)


def _working(
    desk: Desk,
    path: Path,
    connection: sqlite3.Connection,
    state: State,
    held: Locks,
    notices: Sequence[str],
) -> WorkingFile:
    try:
        desk.write_state(state)
        return WorkingFile(connection, path, desk, state, held, notices)
    except BaseException:
        connection.close()
        raise


def _open_without(desk: Desk, path: Path, *, take_over: bool) -> WorkingFile:
    """Open what a crash left of a document whose own file is gone or cannot be read."""
    with _held(desk, path, take_over=take_over) as held:
        found = recovery.look(desk, path, None)
        if not found.resume:
            distrust.check_file(path)  # says why there is nothing to open
        connection = _connected(desk, path)
        return _working(desk, path, connection, desk.read_state(), held, found.notices)


def _theirs(data: bytes, path: Path, version: int) -> DocumentFile:
    """Return the person's file as it is now, to compare with; in memory, so that it stays."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with while_opening(path):
        connection.deserialize(data)
        distrust.check_contents(connection, path, version)
        if version < migrations.FORMAT:
            connection = migrations.renewed(connection)
    return DocumentFile(connection, path, read_only=True)


def _connected(desk: Desk, path: Path) -> sqlite3.Connection:
    """Return a connection to a working copy that was looked at before."""
    with while_opening(path):
        connection = connect(desk.work, "rw")
        if connection.execute("PRAGMA user_version").fetchone()[0] < migrations.FORMAT:
            connection = _renewed_on(desk, connection)
        return connection


def _copied(desk: Desk, path: Path, data: bytes, version: int) -> sqlite3.Connection:
    """Return a connection to a new working copy of a file, after looking at what it holds."""
    desk.clear_work()
    # Under another name until it is whole: half a working copy would pass for a damaged one.
    unfinished = desk.folder / "work.new"
    unfinished.write_bytes(data)
    unfinished.replace(desk.work)
    with while_opening(path):
        connection = connect(desk.work, "rw")
        try:
            distrust.check_contents(connection, path, version)
        except BaseException:
            connection.close()
            desk.clear_work()
            raise
        return connection


def _renewed_on(desk: Desk, connection: sqlite3.Connection) -> sqlite3.Connection:
    """Bring a working copy up to today's format, all at once."""
    with closing(migrations.renewed(connection)) as copy:
        data = copy.serialize()
    unfinished = desk.folder / "renewed.new"
    unfinished.unlink(missing_ok=True)
    SYSTEM.write(unfinished, data)
    unfinished.replace(desk.work)
    return connect(desk.work, "rw")


# ----------------------------------------------------------------------------------- new ones


def create_file(
    path: Path, changes: Iterable[RecordChange], *, replace: bool = False
) -> DocumentFile:
    """Write a new document that holds these added records, and open it; raises FileProblem."""
    path = path.absolute()
    desk = desk_of(path)
    with _held(desk, path, take_over=False) as held:
        with closing(sqlite3.connect(":memory:", uri=True, isolation_level=None)) as connection:
            migrations.bring_up_to_date(connection)
            connection.execute("BEGIN")
            rows.write(connection, changes)
            connection.execute("COMMIT")
            publish(connection, path, replace=replace)
        recovery.put_away(desk, path)
        return _for_changing(desk, path, distrust.check_file(path), held)


def working_copy(path: Path) -> Path | None:
    """Return where a document that is open, or was when the program ended, has its edits now."""
    work = desk_of(path.absolute()).work
    return work if work.exists() else None
