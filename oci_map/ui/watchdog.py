"""Notices that the window does not answer, and where in the program that is.

`Watchdog` runs beside the window on a thread of its own.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from oci_map.ui import value_free
from oci_map.values import dataclass

log = logging.getLogger(__name__)

#: Seconds without an answer after which the stacks are logged.
PATIENCE: Final = 10.0
_PERIOD: Final = 2.0
# A wait that took so much longer than asked: the computer slept, or nobody could run at all.
_GAP: Final = 3.0


@dataclass(frozen=True, slots=True)
class Clocks:
    """What a watchdog looks at; seconds."""

    now: Callable[[], float] = time.monotonic
    worked: Callable[[], float] = time.process_time


class Watchdog(QObject):
    """Asks the window for an answer every other second, and logs all stacks once per hang.

    Time is counted in its own waits: while a laptop sleeps nobody waits, whatever its clocks do
    meanwhile. A wait that lasted far too long counts as a hang only when the program was working
    all that time, which is how code looks that lets no other thread run.
    """

    asked = Signal(int)

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        patience: float = PATIENCE,
        period: float = _PERIOD,
        clocks: Clocks | None = None,
    ) -> None:
        super().__init__(parent)
        self._patience, self._period = patience, period
        self._clocks = clocks or Clocks()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._window = threading.get_ident()
        self._question = self._answer = 0
        self._silent = 0.0  # seconds since the question that waits for an answer
        self._told = False
        self.hangs = 0
        self.asked.connect(self._on_asked, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Watch the thread that calls this."""
        if self._thread is None:
            self._window = threading.get_ident()
            self._stop.clear()
            self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Watch no more; the thread is gone when this returns."""
        if self._thread is not None:
            self._stop.set()
            self._thread.join()
            self._thread = None

    def _on_asked(self, question: int) -> None:
        self._answer = question

    def _watch(self) -> None:
        self._ask()
        while True:
            since, worked = self._clocks.now(), self._clocks.worked()
            if self._stop.wait(self._period):
                return
            self.look(self._clocks.now() - since, self._clocks.worked() - worked)

    def look(self, waited: float, worked: float) -> None:
        """Look whether the window answered, after a wait of so many seconds, worked so long."""
        late = waited > self._period * _GAP
        slept = late and worked < waited / 2
        self._silent += 0.0 if slept else waited
        answered = self._answer == self._question
        # Code that lets no other thread run has ended when this one runs again.
        held = late and not slept and waited - self._period >= self._patience
        if not self._told and (held or (not answered and self._silent >= self._patience)):
            self._told = True
            self.hangs += 1
            log.warning(
                "the window has not answered for %.0f s",
                self._silent,
                extra={"lines": all_stacks(self._window)},
            )
        if answered:
            if self._told:
                log.warning("the window answers again, after %.0f s", self._silent)
            self._told = False
            self._ask()

    def _ask(self) -> None:
        self._silent = 0.0
        self._question += 1
        self.asked.emit(self._question)


def all_stacks(first: int) -> list[str]:
    """Return what every thread is doing now, this one first; places in the program only."""
    frames = sys._current_frames()  # noqa: SLF001 - the one documented way to ask
    names = {one.ident: one.name for one in threading.enumerate()}
    here = threading.get_ident()
    lines: list[str] = []
    for ident in sorted(frames, key=lambda one: one != first):
        if ident != here:
            lines.append("the window" if ident == first else names.get(ident, "a thread of Qt"))
            lines += value_free.stack_lines(frames[ident])
    return lines
