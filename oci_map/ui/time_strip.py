"""The strip under the map: new ties per quarter, the meetings, and the date that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from oci_map.i18n import _
from oci_map.ui import icons
from oci_map.ui.chart_loading import ChartLibrary
from oci_map.ui.jobs import Jobs
from oci_map.ui.plain import PlainLabel
from oci_map.ui.session import Session
from oci_map.ui.turns import Turns

if TYPE_CHECKING:
    from oci_map.ui.time_chart import TimeChart

HEIGHT: Final = 80
_QUARTER_MS: Final = 700
_AFTER_PAINTING_MS: Final = 60


class TimeStrip(QWidget):
    """A button that plays the quarters, the chart, and what its bars mean.

    The chart library takes longer to load than the whole window, so it comes after the first
    picture, and beside the window.
    """

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._library = ChartLibrary(jobs, self)
        self._library.loaded.connect(self.load)
        self.chart: TimeChart | None = None
        self.setObjectName("timeStrip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._loading = QTimer(self)
        self._loading.setSingleShot(True)
        self._loading.timeout.connect(self._library.load)
        self._turns = Turns(self)
        self._clock = QTimer(self)
        self._clock.setInterval(_QUARTER_MS)
        self._clock.timeout.connect(self._play_on)
        self.play = QToolButton(self)
        self.play.setCheckable(True)
        self.play.setObjectName("play")
        self.play.setIconSize(QSize(12, 12))
        self.play.setFixedSize(28, 28)
        self.play.toggled.connect(self._start_or_stop)
        self._caption = PlainLabel(role="caption", parent=self)
        self._caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 1, 16, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self.play)
        self._row.addStretch(1)
        self._row.addWidget(self._caption)
        session.document_changed.connect(self._on_document)
        session.picture_changed.connect(self.refresh)
        self.retranslate()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._caption.setText(_("Bars: new ties per quarter"))
        self._follow_play()
        self.refresh()

    def load(self) -> None:
        """Make the chart."""
        if self.chart is not None:
            return
        from oci_map.ui.time_chart import TimeChart

        self.chart = TimeChart(self._session, self)
        self._row.insertWidget(1, self.chart, 1)
        self._row.setStretch(2, 0)
        self.refresh()

    def refresh(self) -> None:
        """Show the quarters as they are now."""
        session = self._session
        if self.chart is not None and self.isVisibleTo(self.window()):
            if session.document is not None and session.analysis.is_aside and self.chart.has_dates:
                # On a large map the other views answer first: this looks at every tie and seat.
                self._turns.start(self._draw)
            else:
                self._turns.stop()
                self.chart.refresh()
        self.play.setEnabled(self.chart is not None and self.chart.has_dates)

    def _draw(self) -> None:
        if self.chart is not None:
            self.chart.refresh()
            self.play.setEnabled(self.chart.has_dates)

    def _on_document(self) -> None:
        self.play.setChecked(False)

    def _start_or_stop(self, playing: bool) -> None:
        if playing and self.chart is not None:
            self.chart.go_to_begin_if_at_end()
            self._clock.start()
        else:
            self._clock.stop()
        self._follow_play()

    def _play_on(self) -> None:
        if self.chart is None or not self.chart.step(1):
            self.play.setChecked(False)

    def _follow_play(self) -> None:
        playing = self._clock.isActive()
        self.play.setIcon(icons.icon("pause" if playing else "play"))
        text = _("Stop") if playing else _("Play the quarters")
        self.play.setToolTip(text)
        self.play.setAccessibleName(text)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.chart is not None:
            self.chart.refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        # The window is painted as a whole: the picture has been seen when this happens.
        if self.chart is None and not self._loading.isActive():
            self._loading.start(_AFTER_PAINTING_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._loading.stop()
        self._turns.stop()
        self.play.setChecked(False)
