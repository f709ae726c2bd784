"""What catches the program when it fails: log, uncaught exceptions, crashes, a hanging window.

Only the start of the program spreads it; tests and tools that make a window do without.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QTimer

from oci_map import __version__
from oci_map.i18n import _
from oci_map.ui import crash_report, ended_words, first_picture, log_file, messages
from oci_map.ui.crash_report import Ended, Run
from oci_map.ui.faults import Faults
from oci_map.ui.log_file import LogFile
from oci_map.ui.watchdog import Watchdog

if TYPE_CHECKING:
    from oci_map.ui.main_window import MainWindow

log = logging.getLogger(__name__)

#: What the system sends at logging off, at shutting down, and from a terminal.
_ENDINGS: Final = ("SIGTERM", "SIGHUP", "SIGINT")


class SafetyNet(QObject):
    """Spread before the window is made, and taken away after it has closed."""

    def __init__(self) -> None:
        super().__init__()
        folder = log_file.folder()
        self._folder = folder
        self._log = LogFile(folder)
        self._run = Run(folder)
        self.faults = Faults(self)
        self.watchdog = Watchdog(self)
        self._endings = Endings(self)
        self._window: MainWindow | None = None
        self._ended: Ended | None = None

    def spread(self) -> None:
        """Catch from now on whatever goes wrong."""
        self._log.install()
        self._run.begin()
        self.faults.install()

    def hold(self, window: MainWindow) -> None:
        """Watch this window, and tell in it how the program ended the last time."""
        self._window = window
        if not first_picture.holds_back(self._hold):
            QTimer.singleShot(0, self._hold)

    def take_away(self) -> None:
        """Tell what went wrong at the end, and leave no trace of a program that ended well."""
        self.watchdog.stop()
        self.faults.tell_left()
        self._endings.leave()
        self.faults.remove()
        self._run.end()
        self._log.remove()

    def _hold(self) -> None:
        self.watchdog.start()
        self._endings.hear()
        self.faults.tell()
        ended = crash_report.take_ended(self._folder)
        log.info("started %s", __version__)
        if ended is not None and self._window is not None:
            log.info("the program before this one ended: %s", ended.how)
            self._ended = ended
            notice = self._window.notice
            notice.taken.connect(self._show_report)
            document = self._window.session.document
            notice.show_offer(ended_words.sentence(ended, document), _("Show report"))

    def _show_report(self) -> None:
        if self._ended is not None:
            ended = self._ended
            about = ended_words.explanation(ended.how)
            messages.report(_("How OCI Map ended"), about, ended.report)


class Endings(QObject):
    """Closes the window as its own button does when the system wants the program to end."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ends: tuple[int, int] | None = None
        self._notifier: QSocketNotifier | None = None
        self._before: dict[int, object] = {}
        self._wakeup_before = -1

    def hear(self) -> None:
        """Hear of it; Windows closes windows itself."""
        if sys.platform == "win32" or self._ends is not None:
            return
        # Python would hear of a signal only when Qt next calls it: the pipe wakes Qt.
        self._ends = os.pipe()
        for end in self._ends:
            os.set_blocking(end, False)
        self._wakeup_before = signal.set_wakeup_fd(self._ends[1], warn_on_full_buffer=False)
        for name in _ENDINGS:
            number = getattr(signal, name)
            self._before[number] = signal.signal(number, _only_wake)
        self._notifier = QSocketNotifier(self._ends[0], QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)

    def leave(self) -> None:
        """Leave the signals to whoever had them before."""
        if self._ends is None or self._notifier is None:
            return
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # as signal() gave it
        for end in self._ends:
            os.close(end)
        self._ends = self._notifier = None

    def _end(self) -> None:
        if self._ends is not None:
            os.read(self._ends[0], 64)
            QCoreApplication.quit()


def _only_wake(_number: int, _frame: object) -> None:
    """Do nothing: the pipe says it."""
