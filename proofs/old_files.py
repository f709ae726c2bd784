"""Old files open with all they hold, also when their migration is cut off; newer are refused."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.operations import organisations
from oci_map.store import migrations
from proofs.children import Child, Report
from proofs.interruption import Interruption
from proofs.promise import Result, Setting, Tally, result

#: One document of each released format, kept for good.
_KEPT: Final = Path(__file__).parent.parent / "tests" / "store"
_ADDED: Final = "Added after the migration"


def prove(setting: Setting) -> Iterator[Result]:
    """Open, migrate, fall, and refuse."""
    yield _opened(setting)
    for version in range(1, migrations.FORMAT):
        yield _killed(setting, version)


def _fixture(version: int) -> Path:
    return _KEPT / f"format_{version}.ocimap"


# ------------------------------------------------------------------------- opened and refused


def _opened(setting: Setting) -> Result:
    trials, controls = Tally(), Tally()
    path = setting.folder / "old.ocimap"
    for version in range(1, migrations.FORMAT):
        shutil.copyfile(_fixture(version), path)
        trials.add(_wrong(path, _names(_fixture(version)), edited=False))
    for newer in (1, 2, 1000):
        shutil.copyfile(_fixture(1), path)
        _set_version(path, migrations.FORMAT + newer)
        for read_only in (True, False):
            trials.add("" if _refused(path, read_only=read_only) else f"+{newer}: not refused")
    # What is not newer must not be refused by the same test.
    shutil.copyfile(_fixture(1), path)
    controls.add("" if _refused(path, read_only=True) else "today’s program reads it")
    return result("released formats opened, newer ones refused", trials, "an old one", controls)


def _refused(path: Path, *, read_only: bool) -> bool:
    """Say whether a file is refused in a sentence, and stays as it is to the byte and the time."""
    before = path.read_bytes(), path.stat().st_mtime_ns
    beside = sorted(path.parent.iterdir())
    try:
        Document.open(path, read_only=read_only).close()
    except UserError as problem:
        same = (path.read_bytes(), path.stat().st_mtime_ns) == before
        return same and sorted(path.parent.iterdir()) == beside and bool(problem.sentence)
    return False


def _set_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


# ------------------------------------------------------------------------ killed while migrating


def _killed(setting: Setting, version: int) -> Result:
    """Kill the program while it opens, migrates, edits and saves an old file."""
    old = _fixture(version)
    calls = int(Child(_Migration(setting.folder / "old.ocimap", old, 0).work).reports()[-1])
    trials, seen = Tally(), {"old": 0, "new": 0}
    for number in range(setting.times(150, 12)):
        path = setting.folder / "old.ocimap"
        at = 1 + setting.random("old", version, number).randrange(calls)
        Child(_Migration(path, old, at).work).reports()
        whole = path.read_bytes() == old.read_bytes()
        seen["old" if whole else "new"] += 1
        failure = "" if whole else _not_whole(path)
        trials.add(failure or _wrong(path, _names(old), edited=None))
    controls = Tally()
    for number in range(setting.times(40, 12)):
        path = setting.folder / "control.ocimap"
        at = 1 + setting.random("control", version, number).randrange(60)
        Child(_InPlace(path, old, at).work).reports()
        controls.add(_not_whole(path, also=version))
    return result(
        f"kill −9 while a file of format {version} is brought up to date",
        trials,
        "migrated where it lies, statement by statement",
        controls,
        [f"{calls} calls to the system; after the kill {seen['old']} old, {seen['new']} new"],
    )


class _Migration:
    """A child that opens an old file, edits it and closes it, and falls on the way."""

    def __init__(self, path: Path, old: Path, at: int) -> None:
        self._path = path
        self._old = old
        self._at = at

    def work(self, report: Report) -> None:
        """Do it on a fresh copy; report how many calls that took."""
        shutil.copyfile(self._old, self._path)
        with Interruption(self._at, _fall) as counted:
            document = Document.open(self._path)
            organisations.add(document, _ADDED)
            document.close()
        report(str(counted.count))


class _InPlace:
    """A control that migrates the person's own file, as `executescript` would."""

    def __init__(self, path: Path, old: Path, at: int) -> None:
        self._path = path
        self._old = old
        self._at = at

    def work(self, _report: Report) -> None:
        """Run the statements of each later format one by one."""
        shutil.copyfile(self._old, self._path)
        with closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            migrations_left = migrations._STEPS[_version(self._path) :]
            with Interruption(self._at, _fall):
                for step in migrations_left:
                    step(_Statements(connection))  # type: ignore[arg-type]


class _Statements:
    """Looks like the database of a migration, without its transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.execute: Callable[[str], object] = connection.execute


def _fall(_name: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


# ------------------------------------------------------------------------------- what is there


def _wrong(path: Path, names: set[str], *, edited: bool | None) -> str:
    """Open a file to change it and say what is missing; `edited`: may, must or must not be."""
    try:
        document = Document.open(path)
    except UserError as problem:
        return f"not opened: {problem.sentence}"
    found = {one.name for one in document.snapshot.organisations.values()}
    format_version = document.format_version
    document.close()
    if format_version != migrations.FORMAT:
        return f"opened as format {format_version}"
    if not names <= found or found - names > {_ADDED} or (edited is False and found != names):
        return f"{len(names)} organisations were there, {len(found)} are"
    return ""


def _not_whole(path: Path, also: int = migrations.FORMAT) -> str:
    """Say what is wrong with a file that must be of today's format, or of one other, all of it."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            built = migrations.fingerprint(connection)
            sound = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    except sqlite3.Error as error:
        return f"not readable: {error}"
    whole = sound and built == migrations.FINGERPRINTS.get(_version(path))
    return "" if whole and _version(path) in {migrations.FORMAT, also} else "half migrated"


def _version(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def _names(path: Path) -> set[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM organisation")}
