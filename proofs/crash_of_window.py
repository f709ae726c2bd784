"""The window itself is killed at work: started as a person starts it, without a screen."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from oci_map.ui import app
from oci_map.ui.main_window import MainWindow
from proofs import gestures
from proofs.children import Child, Report
from proofs.gestures import Beginning, Hands
from proofs.promise import Result, Setting, Tally, result

if TYPE_CHECKING:
    from oci_map.document import Document

_LONGEST: Final = 0.6  # seconds from the first finished gesture to the kill


class Driver(QObject):
    """Makes gestures in the running window, one each time that it has nothing else to do."""

    def __init__(self, report: Report, seed: float, parent: QObject) -> None:
        super().__init__(parent)
        self._report = report
        self._seed = seed
        self._hands: Hands | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._timer.start(0)

    def _tick(self) -> None:
        document = _open_document()
        if document is None:
            return
        if self._hands is None:
            self._hands = Hands(document, random.Random(self._seed), imports=False)
        for step in self._hands.gesture():
            self._report(step)


def _open_document() -> Document | None:
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow):
            return window.session.document
    return None


def use_window(path: Path, drive: Callable[[QObject], object]) -> None:
    """Start the program on a document, as its command does, with something to drive it."""
    # What `app.main` would make itself; here something is hung on it before it runs.
    application = app._application()
    drive(application)
    app.main(str(path))


def prove(setting: Setting) -> Result:
    """Kill windows at work; as a control, windows that write their file later."""
    start = setting.folder / "start.ocimap"
    begin = gestures.beginning(start)
    trials, reported = _kill(setting, start, begin, setting.times(200, 6), weak=False)
    controls, _reported = _kill(setting, start, begin, setting.times(10, 3), weak=True)
    return result(
        "kill −9 of the window, started and used without a screen",
        trials,
        "gestures written later, not at once",
        controls,
        [f"{reported} finished gestures were reported before the kills"],
    )


def _kill(
    setting: Setting, start: Path, begin: Beginning, times: int, *, weak: bool
) -> tuple[Tally, int]:
    tally, reported = Tally(), 0
    for number in range(times):
        chances = setting.random("window", weak, number)
        path = setting.folder / "window.ocimap"
        shutil.copyfile(start, path)
        fall = _Fall(path, chances.random(), weak)
        child = Child(fall.work)
        child.wait_report()
        reports = child.kill_after(chances.random() * _LONGEST)
        failure = gestures.wrong(path, begin, reports)
        if not reports:
            failure = failure or "the window made no gesture"
        tally.add(f"number {number}: {failure}" if failure else "")
        reported += len(reports)
    return tally, reported


class _Fall:
    """A child that is the whole program, at work until it is killed."""

    def __init__(self, path: Path, seed: float, weak: bool) -> None:
        self._path = path
        self._seed = seed
        self._weak = weak

    def work(self, report: Report) -> None:
        """Use the window, and report each gesture that is finished."""
        self._report = report
        if self._weak:
            _keep_in_memory_only()
        use_window(self._path, self._drive)

    def _drive(self, application: QObject) -> None:
        Driver(self._report, self._seed, application)


def _keep_in_memory_only() -> None:
    """Be a program that writes its file later, as many do."""
    from oci_map.store.file import DocumentFile

    DocumentFile.append = _append_later  # type: ignore[method-assign]


def _append_later(*_arguments: object, **_options: object) -> None:
    """Leave the file as it is."""
