"""A full disk harms nothing: each write fails in turn, and every export meets a full disk."""

from __future__ import annotations

import resource
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.exchange.formats import FORMATS, export, export_report
from oci_map.graph.analysis import Analysis
from oci_map.operations import organisations
from proofs import gestures
from proofs.children import Child, Report
from proofs.gestures import Beginning, Hands
from proofs.promise import Result, Setting, Tally, result
from proofs.sqlite_layer import FULL, IO_FSYNC, IO_TRUNCATE, IO_WRITE, OK, Call, hearing

_CODES: Final = {"write": (FULL, IO_WRITE), "sync": (IO_FSYNC,), "truncate": (IO_TRUNCATE,)}


def prove(setting: Setting) -> Iterator[Result]:
    """Fail gestures, then publications, then exports."""
    start = setting.folder / "start.ocimap"
    begin = gestures.small_beginning(start)
    yield _gestures(setting, start, begin)
    yield _pages(setting, start, begin)
    yield _exports(setting, start)


# --------------------------------------------------------------------------------- gestures


class _Failing:
    """Refuses one call of SQLite, and all that follow it if the disk stays full."""

    def __init__(self, at: int, *, lasting: bool, second: bool) -> None:
        self.left = at
        self._lasting = lasting
        self._second = second

    def __call__(self, call: Call) -> int:
        codes = _CODES.get(call.kind)
        if codes is None:
            return OK
        self.left -= 1
        if self.left > 0 or (self.left < 0 and not self._lasting):
            return OK
        return codes[-1] if self._second else codes[0]


def _gestures(setting: Setting, start: Path, begin: Beginning) -> Result:
    """Fail each write, sync and truncate of gestures in turn, once or from then on."""
    trials, controls = Tally(), Tally()
    for number in range(setting.times(600, 40)):
        failing = _Failing(1 + number // 4, lasting=number % 2 == 0, second=number % 4 > 1)
        failure = _fail(setting, start, begin, failing, number)
        trials.add(f"number {number}: {failure}" if failure else "")
    for number in range(setting.times(40, 16)):
        failing = _Failing(1 + number * 3, lasting=True, second=False)
        with gestures.settings_instead(journal_mode="OFF"):
            failure = _fail(setting, start, begin, failing, number)
        controls.add(f"number {number}: {failure}" if failure else "")
    way = "each write, sync and truncate of a gesture fails in turn"
    return result(way, trials, "journal_mode=OFF", controls)


def _fail(setting: Setting, start: Path, begin: Beginning, failing: _Failing, number: int) -> str:
    folder = setting.folder / "her folder"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = folder / "map.ocimap"
    shutil.copyfile(start, path)
    finished: list[str] = []
    armed: list[_Failing] = []

    def hook(call: Call) -> int:
        return armed[0](call) if armed else OK

    with hearing(hook):
        document = Document.open(path)
        hands = Hands(document, setting.random("full", number))
        armed.append(failing)
        for _gesture in range(8):
            before = document.snapshot
            steps = hands.gesture()  # a refused one makes no steps
            finished += steps
            if not steps and document.snapshot is not before:
                return "a refused gesture left something in memory"
        armed.clear()  # there is room again
        try:
            document.close()
        except UserError:
            pass
        except sqlite3.Error as error:
            return f"not closed: {error}"
    return gestures.wrong(path, begin, finished)


def _pages(setting: Setting, start: Path, begin: Beginning) -> Result:
    """Let SQLite itself run out of pages; as a control, count what was refused."""
    trials, controls = Tally(), Tally()
    for number in range(setting.times(60, 8)):
        path = setting.folder / "pages.ocimap"
        shutil.copyfile(start, path)
        document = Document.open(path)
        connection = document._file._connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + number % 20}")
        hands, finished, refused = Hands(document, setting.random("pages", number)), [], 0
        for _gesture in range(12):
            steps = hands.gesture()
            finished += steps
            refused += not steps
        connection.execute("PRAGMA max_page_count = 1000000000")
        document.close()
        failure = gestures.wrong(path, begin, [str(step) for step in finished])
        trials.add(f"number {number}: {failure}" if failure else "")
        controls.add("gestures were refused" if refused else "")
    way = "no page left in the database (max_page_count)"
    return result(way, trials, "is anything refused?", controls)


# ---------------------------------------------------------------------------------- exports


def _exports(setting: Setting, start: Path) -> Result:
    """Write every format where only so many bytes may be written."""
    document = Document.open(start)
    organisations.add(document, "One more")
    analysis = Analysis(document.snapshot)
    document.close()
    trials, controls = Tally(), Tally()
    for suffix in sorted(FORMATS):
        for share in (0, 1, 1000) if not setting.short else (1000,):
            exporter = _Exporter(setting.folder / "out", suffix, share, analysis)
            trials.add(exporter.tried())
            if suffix in {".docx", ".pdf"}:
                trials.add(_Exporter(exporter.folder, suffix, share, analysis, "report").tried())
    for share in (0, 1, 1000):
        document_copy = _Exporter(setting.folder / "out", ".ocimap", share, start, "copy")
        trials.add(document_copy.tried())
        controls.add(_Exporter(setting.folder / "out", ".svg", share, None, "careless").tried())
    way = "every export, and a copy of the document, onto a full disk"
    return result(way, trials, "a writer that opens the file itself", controls)


class _Exporter:
    """Writes a file over an older one, in a child that may write only so many bytes."""

    def __init__(
        self, folder: Path, suffix: str, limit: int, given: object, how: str = "export"
    ) -> None:
        self.folder = folder
        self._path = folder / f"out{suffix}"
        self._limit = limit
        self._given = given
        self._how = how

    def tried(self) -> str:
        """Try it; say what is wrong with the folder afterwards."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        older = b"what was there" * 100
        self._path.write_bytes(older)
        said = Child(self._work).reports()
        name = f"{self._how} {self._path.suffix} with room for {self._limit} bytes"
        if self._path.read_bytes() != older:
            return f"{name}: what was there was destroyed"
        if [one.name for one in self.folder.iterdir()] != [self._path.name]:
            return f"{name}: something was left beside it"
        return "" if said == ["told"] else f"{name}: nobody was told"

    def _work(self, report: Report) -> None:
        if self._how == "export":
            import os

            os.environ["QT_QPA_PLATFORM"] = "offscreen"
            from PySide6.QtGui import QGuiApplication

            kept = QGuiApplication([])
        document = (
            Document.open(self._given, read_only=True) if isinstance(self._given, Path) else None
        )
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (self._limit, self._limit))
        try:
            if document is not None:
                document.copy_to(self._path)
            elif self._how == "careless":
                self._path.write_bytes(b"something new" * 1000)
            elif self._how == "report":
                export_report(self._given, self._path)  # type: ignore[arg-type]
            else:
                export(self._given, self._path)  # type: ignore[arg-type]
        except (UserError, OSError):
            report("told")
        del document
        if self._how == "export":
            del kept
