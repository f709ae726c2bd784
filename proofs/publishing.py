"""Publishing never damages the file: it is killed, or each of its calls fails.

What stands in the folder afterwards is the old file or the new one, byte-complete by the digest in
it, and every gesture is there when the document is opened again.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.operations import organisations
from oci_map.store.desk import root
from proofs import gestures
from proofs.children import Child, Report
from proofs.gestures import Beginning
from proofs.interruption import Interruption
from proofs.promise import Result, Setting, Tally, result

_GESTURES: Final = 3
_STRAY: Final = "something was left beside it"
_ERRORS: Final = (errno.EIO, errno.ENOSPC, errno.EACCES)


def prove(setting: Setting) -> Iterator[Result]:
    """Kill it at each call in turn, and fail each call in turn."""
    start = setting.folder / "start.ocimap"
    begin = gestures.small_beginning(start)
    counted = _Publication(setting.folder, start, 0, "count")
    calls = int(Child(counted.work).reports()[-1])
    for way, how, share in (
        ("kill −9 at each call to the system in turn", "kill", setting.times(500, 20)),
        ("each call to the system fails in turn", "fail", setting.times(500, 20)),
    ):
        trials, strays = _tried(setting, start, begin, calls, how, share)
        controls, _strays = _tried(
            setting, start, begin, 12, f"{how} in place", setting.times(24, 6)
        )
        notes = [
            f"{calls} moments before and after calls",
            f"an older version stayed beside it under a name of its own in {strays} cases",
        ]
        yield result(way, trials, "the file written where it lies", controls, notes)


def _tried(
    setting: Setting, start: Path, begin: Beginning, calls: int, how: str, times: int
) -> tuple[Tally, int]:
    tally, strays = Tally(), 0
    for number in range(times):
        at = 1 + (number * calls) // times if times < calls else 1 + number % calls
        publication = _Publication(setting.folder, start, at, how)
        shutil.rmtree(publication.folder, ignore_errors=True)
        shutil.rmtree(root(), ignore_errors=True)
        reports = Child(publication.work).reports()
        failure = _wrong(publication, begin, reports)
        if failure == _STRAY and how == "fail":  # the call that failed was to take it away
            strays, failure = strays + 1, ""
        tally.add(f"{how} at {at} ({reports[-1:]}): {failure}" if failure else "")
    return tally, strays


class _Publication:
    """A child that edits a document and publishes it, and meets something on the way."""

    def __init__(self, folder: Path, start: Path, at: int, how: str) -> None:
        self.folder = folder / "her folder"
        self.path = self.folder / "map.ocimap"
        self.start = start
        self.old = start.read_bytes()
        self._at = at
        self._how = how
        self.in_place = how.endswith("in place")

    def work(self, report: Report) -> None:
        """Make gestures, reported each, and publish; report at last how many calls that took."""
        self.folder.mkdir(exist_ok=True)
        shutil.copyfile(self.start, self.path)
        document = Document.open(self.path)
        steps: list[str] = []
        document.subscribe(lambda step: steps.append(step.change.id))
        for number in range(_GESTURES):
            organisations.add(document, f"Published {number}")
            report(steps[-1])
        act = {"k": _kill, "f": self._fail, "c": None}[self._how[0]]
        said = ""
        try:
            with Interruption(self._at, act) as counted:
                if self.in_place:
                    self._write_in_place(document)
                else:
                    assert document.work is not None  # noqa: S101 - it is open for changing
                    document.work.publish()
        except UserError:
            said = "told"
        except OSError:
            if not self.in_place:
                raise
        report(f"after {said}" if self._how[0] != "c" else str(counted.count))
        if self.in_place:
            os.kill(os.getpid(), signal.SIGKILL)
        document.close()

    def _fail(self, name: str) -> None:
        if "sqlite3." in name:
            problem = sqlite3.OperationalError("disk I/O error")
            problem.sqlite_errorcode = sqlite3.SQLITE_IOERR
            raise problem
        number = _ERRORS[self._at % len(_ERRORS)]
        raise OSError(number, os.strerror(number))

    def _write_in_place(self, document: Document) -> None:
        """Do what many programs do."""
        assert document.work is not None  # noqa: S101 - it is open for changing
        data = document.work.image()
        with self.path.open("wb", buffering=0) as file:
            for begin in range(0, len(data), 65536):
                file.write(data[begin : begin + 65536])


def _kill(_name: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _wrong(publication: _Publication, begin: Beginning, reports: list[str]) -> str:
    path = publication.path
    finished = [one for one in reports if not one.startswith("after")]
    said = _not_whole(path, publication.old, begin, finished)
    if said or publication.in_place:
        return said
    said = gestures.wrong(path, begin, finished)
    if said:
        return said
    # A fall may leave a part of a temporary file until the next publication, which is now.
    document = Document.open(path)
    organisations.add(document, "Afterwards")
    document.close()
    beside = sorted(one.name for one in path.parent.iterdir())
    return "" if beside == [path.name] else _STRAY


def _not_whole(path: Path, old: bytes, begin: Beginning, finished: list[str]) -> str:
    """Say what is wrong with the file in her folder; nothing when it is the old or the new one."""
    if not path.exists():
        return "the file is gone"
    if path.read_bytes() == old:
        return ""
    try:
        document = Document.open(path, read_only=True)
    except UserError as problem:
        return f"neither old nor new: {problem.sentence}"
    try:
        if document.notices:
            return f"not byte-complete: {document.notices[0]}"
        return gestures.wrong_in(document, begin, finished)
    finally:
        document.close()
