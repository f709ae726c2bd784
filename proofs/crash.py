"""A finished gesture survives a crash: the process is killed, and what it reported is there.

Half of the kills come at a random moment, half at a random call of SQLite to the disk: between two
writes of one gesture, which random moments seldom meet.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from oci_map.document import Document
from proofs import crash_of_window, gestures
from proofs.children import Child, Report
from proofs.gestures import Beginning, Hands
from proofs.promise import Result, Setting, Tally, result
from proofs.sqlite_layer import OK, Call, hearing

_LONGEST: Final = 0.08  # seconds from the first finished gesture to the kill
_CALLS: Final = 300  # of SQLite to the disk; about thirty a small gesture


def prove(setting: Setting) -> Iterator[Result]:
    """Kill the store at work, then the window at work."""
    path = setting.folder / "map.ocimap"
    begin = gestures.small_beginning(path)
    trials, finished = _kill(setting, path, begin, setting.times(2000, 40), "")
    controls, _finished = _kill(setting, path, begin, setting.times(100, 20), "MEMORY")
    off, _finished = _kill(setting, path, begin, setting.times(100, 20), "OFF")
    notes = [
        f"{finished} finished gestures were reported before the kills",
        (
            f"journal_mode=MEMORY: {controls.failed} of {controls.tried} bad;"
            f" OFF: {off.failed} of {off.tried} bad"
        ),
    ]
    if not off.failed:
        controls.failures.clear()  # both must fail
    controls.tried += off.tried
    controls.failures += off.failures
    yield result("kill −9 of the store", trials, "journal_mode=MEMORY and OFF", controls, notes)
    yield crash_of_window.prove(setting)


def _kill(
    setting: Setting, start: Path, begin: Beginning, times: int, journal: str
) -> tuple[Tally, int]:
    tally, finished = Tally(), 0
    for number in range(times):
        chances = setting.random("crash", journal, number)
        path = setting.folder / "fallen.ocimap"
        shutil.copyfile(start, path)
        fall = _Fall(path, chances.random(), chances.randrange(_CALLS), number % 2 == 0, journal)
        child = Child(fall.work)
        if fall.at_a_moment:
            child.wait_report()
            reports = child.kill_after(chances.random() * _LONGEST)
        else:
            reports = child.reports()
        failure = gestures.wrong(path, begin, reports, in_folder=number % 4 == 0)
        tally.add(f"number {number}: {failure}" if failure else "")
        finished += len(reports)
    return tally, finished


class _Fall:
    """A child at work in a document until it is killed."""

    def __init__(
        self, path: Path, seed: float, calls: int, at_a_moment: bool, journal: str
    ) -> None:
        self._path = path
        self._seed = seed
        self._left = calls
        self.at_a_moment = at_a_moment
        self._journal = journal

    def work(self, report: Report) -> None:
        """Make gestures, and report each one that is finished."""
        weaker = {"journal_mode": self._journal} if self._journal else {}
        with gestures.settings_instead(**weaker):
            if self.at_a_moment:
                self._work(report)
            else:
                with hearing(self._count):
                    self._work(report)

    def _work(self, report: Report) -> None:
        import random

        hands = Hands(Document.open(self._path), random.Random(self._seed))
        while True:
            for step in hands.gesture():
                report(step)

    def _count(self, _call: Call) -> int:
        self._left -= 1
        if self._left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return OK
