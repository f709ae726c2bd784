"""What catches the program when it fails: log, uncaught exceptions, crashes, a hanging window.

Only the start of the program spreads it; tests and tools that make a window do without.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from oci_map import __version__
from oci_map.i18n import _
from oci_map.ui import first_picture, log_file, messages
from oci_map.ui.faults import Faults
from oci_map.ui.log_file import LogFile
from oci_map.ui.running import Run

if TYPE_CHECKING:
    from oci_map.ui.crash_report import Ended
    from oci_map.ui.endings import Endings
    from oci_map.ui.main_window import MainWindow
    from oci_map.ui.watchdog import Watchdog

log = logging.getLogger(__name__)

#: How long a document is shown before it counts as harmless.
_SETTLES_MS: Final = 5_000


class SafetyNet(QObject):
    """Spread before the window is made, and taken away after it has closed."""

    def __init__(self) -> None:
        super().__init__()
        folder = log_file.folder()
        self._folder = folder
        self._log = LogFile(folder)
        self._run = Run(folder)
        self.faults = Faults(self)
        self.watchdog: Watchdog | None = None
        self._endings: Endings | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self._run.settle)
        self._window: MainWindow | None = None
        self._ended: Ended | None = None

    def spread(self) -> None:
        """Catch from now on whatever goes wrong."""
        self._log.install()
        self._run.begin()
        self.faults.install()

    @property
    def crashed_early(self) -> bool:
        """Say whether the last start crashed over its document, which must not come up again."""
        from oci_map.ui import crash_report

        self._ended = crash_report.take_ended(self._folder)
        return self._ended is not None and self._ended.early

    def hold(self, window: MainWindow) -> None:
        """Watch this window, and tell in it how the program ended the last time."""
        self._window = window
        if not first_picture.holds_back(self._hold):
            QTimer.singleShot(0, self._hold)

    def take_away(self) -> None:
        """Tell what went wrong at the end, and leave no trace of a program that ended well."""
        self._settling.stop()
        if self.watchdog is not None:
            self.watchdog.stop()
        self.faults.tell_left()
        if self._endings is not None:
            self._endings.leave()
        self.faults.remove()
        self._run.end()
        self._log.remove()

    def _hold(self) -> None:
        # The first picture does without these.
        from oci_map.ui import crash_report, ended_words
        from oci_map.ui.endings import Endings
        from oci_map.ui.watchdog import Watchdog

        self.watchdog = Watchdog(self)
        self.watchdog.start()
        self._endings = Endings(self)
        self._endings.hear()
        self.faults.tell()
        self._settling.start(_SETTLES_MS)
        ended = self._ended or crash_report.take_ended(self._folder)
        log.info("started %s", __version__)
        if ended is not None and self._window is not None:
            log.info("the program before this one ended: %s", ended.how)
            self._ended = ended
            notice = self._window.notice
            notice.taken.connect(self._show_report)
            document = self._window.session.document
            said = [ended_words.sentence(ended, document), *(document.notices if document else ())]
            notice.show_offer(" ".join(said), _("Show report"))

    def _show_report(self) -> None:
        from oci_map.ui import ended_words

        if self._ended is not None:
            ended = self._ended
            about = ended_words.explanation(ended.how)
            messages.report(_("How OCI Map ended"), about, ended.report)
