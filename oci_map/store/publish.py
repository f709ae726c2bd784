"""Putting a whole document file in its place: what was there, or all of what is new.

Nothing that somebody else put there is ever overwritten: what stands at the path must be what was
last seen there, byte for byte. Else it stays, and what was to be written goes beside it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sqlite3
import stat
from collections.abc import Callable, Collection
from contextlib import closing
from hashlib import blake2b
from itertools import count
from pathlib import Path
from typing import Final

from oci_map.errors import FileProblem
from oci_map.i18n import _
from oci_map.store import migrations, seal
from oci_map.store.distrust import address, check_file, cut_edit, leaves_no_room
from oci_map.store.faults import name_of, while_publishing
from oci_map.store.late import LateWriters
from oci_map.store.system import SYSTEM, CannotExchangeError, System, host_name
from oci_map.values import dataclass

_LONGEST_NAME: Final = 255  # bytes
_ROOM: Final = 16  # of them for what stands behind the name of a lock or a journal


@dataclass(frozen=True, slots=True)
class Written:
    """A whole file that was put in its place, or beside it."""

    path: Path
    seen: str  # fingerprint of what stands at the person's path now
    aside: bool = False  # somebody else's file stood there: it stays, and ours is at `path`


@dataclass(frozen=True, slots=True)
class Whole:
    """The bytes of a document file that were checked, with their digest in them."""

    data: bytes
    fingerprint: str


def whole_of(copy: sqlite3.Connection, path: Path) -> Whole:
    """Return the file that a copy in memory becomes, after looking whether it is sound.

    The copy is changed and closed. But for moments a large document is in memory only once.
    """
    with closing(copy):
        _check(copy, path)
        data = seal.sealed(copy)
    fingerprint = seal.fingerprint(data)
    with closing(in_memory(data)) as made:
        del data
        _check(made, path)
        data = made.serialize()
    if seal.fingerprint(data) != fingerprint:
        raise sqlite3.DatabaseError("looking at a file changed it")
    return Whole(data, fingerprint)


def image_of(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy in memory of what a database holds now, to be used on one other thread."""
    # Of this kind all is in one block, which goes back to the system as soon as it is closed.
    copy = sqlite3.connect(
        "file:image?vfs=memdb", uri=True, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("BEGIN")
        try:  # else copying would wait without end for whoever keeps others from reading
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            connection.backup(copy)
        finally:
            connection.execute("ROLLBACK")
        return _distrusted(copy)
    except BaseException:
        copy.close()
        raise


def in_memory(data: bytes) -> sqlite3.Connection:
    """Return a database in memory, given its bytes."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.deserialize(data)
    return _distrusted(connection)


def _distrusted(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    return connection


def _check(connection: sqlite3.Connection, path: Path) -> None:
    sound = (
        migrations.fingerprint(connection) in migrations.FINGERPRINTS.values()
        and connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        and connection.execute("PRAGMA foreign_key_check").fetchone() is None
    )
    if not sound:
        raise FileProblem(
            _("“{name}” was not written, because the document that is open is damaged.").format(
                name=name_of(path)
            )
        )


# ------------------------------------------------------------------------------- a wanted file


def publish(
    connection: sqlite3.Connection, path: Path, *, replace: bool, system: System = SYSTEM
) -> None:
    """Write what the connection holds to a file; one that is there is only replaced if asked.

    Raises FileProblem; the file that was there, if any, is then what it was.
    """
    with while_publishing(path):
        image = in_memory(connection.serialize())
    publish_image(image, path, replace=replace, system=system)


def publish_image(
    image: sqlite3.Connection, path: Path, *, replace: bool, system: System = SYSTEM
) -> None:
    """Write a copy in memory to a file as `publish` does, and close it."""
    with while_publishing(path):
        whole = whole_of(image, path)
    write_whole(whole, path, replace=replace, system=system)


def write_whole(whole: Whole, path: Path, *, replace: bool, system: System = SYSTEM) -> None:
    """Write a whole file where a person wants it; raises FileProblem."""
    with while_publishing(path):
        _check_target(path, replace=replace)
        target = Path(os.path.realpath(path))
        # In the same folder, because a file moves at once only within a disk. A short name of its
        # own, because that of the document may be as long as names can be.
        temporary = target.with_name(f"~{os.urandom(4).hex()}.tmp")
        try:
            there = replace and target.exists()
            system.write(temporary, whole.data, _mode(target) if there else None)
            if there:
                settle(target)
                system.replace(temporary, target)
            elif not _put_new(temporary, target, system):
                raise _is_there(path)
        finally:
            with contextlib.suppress(OSError):
                system.remove(temporary)
        system.sync_folder(target.parent)


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
        raise _is_there(path)


def _is_there(path: Path) -> FileProblem:
    return FileProblem(
        _(
            "“{name}” is already there and was left as it is; choose another name or move it"
            " away first."
        ).format(name=name_of(path))
    )


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# ----------------------------------------------------------------------- the person's own file


def put_back(
    whole: Whole,
    path: Path,
    known: Collection[str],
    mark: str,
    *,
    system: System = SYSTEM,
    replacing: Callable[[bytes], None] | None = None,
    late: LateWriters | None = None,
) -> Written:
    """Put an edited document in the place of the file that was last seen there.

    `known` are the fingerprints that file may have. When another one stands there, it is left,
    and the document goes beside it under a name with `mark` in it. A file that is gone is made
    anew. `replacing` is told what stood there before, as soon as it does not any more; `late`
    holds on to it. Raises OSError; what stands at the path is then what it was, or all of what
    is new.
    """
    target = Path(os.path.realpath(path))
    temporary = _own_temporary(target)
    _clear(temporary, target, {*known, whole.fingerprint}, system)
    ours = True  # what the temporary file holds
    try:
        before, is_known = _look(target, {*known, whole.fingerprint}, system)
        replaced = b""
        system.write(temporary, whole.data, _mode(target) if before else None)
        if not before:
            done = _put_new(temporary, target, system)
        elif is_known:
            ours = False
            done, replaced = _swap(temporary, target, {*known, before}, system)
        else:
            done = False
        if not done:
            return _put_aside(whole, target, temporary, mark, system)
        system.sync_folder(target.parent)
        ours = True
        if late is not None and before and temporary.exists():
            late.watch(temporary, before)
        if before and replacing is not None:
            replacing(replaced)
        return Written(path, whole.fingerprint)
    finally:
        if ours:
            with contextlib.suppress(OSError):
                system.remove(temporary)
        else:  # of a swap that failed: what came out is kept, what never went in is not
            clear_left(target, {whole.fingerprint}, system)


def _own_temporary(target: Path) -> Path:
    """Return the one name this machine and person writes beside a document before the swap."""
    who = os.fsencode(f"{target}\n{Path.home()}\n{host_name()}")
    return target.with_name(f"~{blake2b(who, digest_size=4).hexdigest()}.tmp")


def _clear(temporary: Path, target: Path, known: Collection[str], system: System) -> None:
    """Take away what an interrupted swap left; what could be somebody's document is kept."""
    try:
        left = system.read(temporary)
    except FileNotFoundError:
        return
    if seal.fingerprint(left) not in known and _is_document(temporary):
        system.put_new(temporary, free_name(target, _("found beside it")))
    else:
        system.remove(temporary)


def clear_left(path: Path, known: Collection[str], system: System = SYSTEM) -> None:
    """Take away what a fall in the middle of a swap left beside a file, where it was ours."""
    temporary = _own_temporary(Path(os.path.realpath(path)))
    with contextlib.suppress(OSError):
        if seal.fingerprint(system.read(temporary)) in known:
            system.remove(temporary)


def _is_document(path: Path) -> bool:
    try:
        check_file(path)
    except FileProblem:
        return False
    return True


def _look(target: Path, known: Collection[str], system: System) -> tuple[str, bool]:
    """Return the fingerprint of what stands at a path ('' for no file), and whether it is known.

    What an older program left there of an edit that was cut off is taken back first.
    """
    try:
        fingerprint = seal.fingerprint(system.read(target))
    except FileNotFoundError:
        return "", False
    is_known = fingerprint in known
    if is_known and cut_edit(target):
        settle(target)
        fingerprint = seal.fingerprint(system.read(target))
    return fingerprint, is_known


def _put_new(temporary: Path, target: Path, system: System) -> bool:
    try:
        system.put_new(temporary, target)
    except FileExistsError:  # it came in this moment
        return False
    return True


def _swap(
    temporary: Path, target: Path, known: Collection[str], system: System
) -> tuple[bool, bytes]:
    """Exchange the two and return what came out; when that is not what was seen, it goes back."""
    try:
        system.exchange(temporary, target)
    except CannotExchangeError:
        replaced = system.read(target)
        system.replace(temporary, target)
        return True, replaced
    replaced = system.read(temporary)
    if seal.fingerprint(replaced) in known:
        return True, replaced
    system.exchange(temporary, target)
    return False, b""


def _put_aside(whole: Whole, target: Path, temporary: Path, mark: str, system: System) -> Written:
    """Give the document a name of its own beside the one that stands in its place."""
    if seal.fingerprint(system.read(temporary)) != whole.fingerprint:
        # Somebody was faster twice: what came out is theirs too, and stays beside the other.
        system.put_new(temporary, free_name(target, _("found beside it")))
        system.write(temporary, whole.data)
    while True:
        aside = free_name(target, mark)
        with contextlib.suppress(FileExistsError):
            system.put_new(temporary, aside)
            system.sync_folder(target.parent)
            return Written(aside, whole.fingerprint, aside=True)


def keep_beside(data: bytes, path: Path, system: System = SYSTEM) -> None:
    """Give what somebody else wrote a name beside a document."""
    target = Path(os.path.realpath(path))
    system.write(free_name(target, _("found beside it")), data)


def free_name(path: Path, mark: str) -> Path:
    """Return a path beside another that is free: “name (mark).ocimap”, with a number if need be."""
    for number in count(1):
        words = mark if number == 1 else f"{mark}, {number}"
        ending = f" ({words}){path.suffix}"
        room = _LONGEST_NAME - _ROOM - len(os.fsencode(ending))
        stem = os.fsencode(path.stem)[: max(room, 1)].decode("utf-8", "ignore") or "map"
        found = path.with_name(stem + ending)
        if not os.path.lexists(found):
            return found
    raise AssertionError  # numbers do not end


def settle(path: Path) -> None:
    """Take back an edit of the old file that was cut off, lest SQLite takes it back in ours."""
    if cut_edit(path):
        with closing(sqlite3.connect(address(path, "rw"), uri=True)) as old:
            old.execute("SELECT count(*) FROM sqlite_schema").fetchone()
