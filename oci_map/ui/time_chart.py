"""The chart of the time strip, drawn with pyqtgraph: imported only after the first picture."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from oci_map import i18n
from oci_map.drawing.style import mixed
from oci_map.drawing.text import shortened
from oci_map.graph.timeline import Quarter
from oci_map.i18n import _
from oci_map.model.dates import first_day
from oci_map.ui import theme
from oci_map.ui.plain import tooltip
from oci_map.ui.session import Session

# The line lies at 0, the highest bar reaches 1; below it years, then the names of the meetings.
_BOTTOM: Final = -1.62
_TOP: Final = 1.2
_YEARS_AT: Final = -0.12
_NAMES_AT: Final = -0.78
_BAR: Final = 0.85  # of a quarter
_LONGEST_NAME: Final = 170.0
_LEAST_QUARTERS: Final = 8
_MOST_QUARTERS: Final = 240
_REACH: Final = 6  # px around a meeting in which the pointer finds it


class TimeChart(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no complete annotations
    """Bars for quarters, dots for meetings, a handle for the date; arrow keys move it."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._begin = Quarter(2000, 1)
        self._count = 0
        self._marks: list[tuple[float, str]] = []
        self._drawn: object = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # The bare view: a whole plot brings axes and menus that nobody here sees.
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.setCentralItem(self._box)
        self.setMouseTracking(True)

    @property
    def has_dates(self) -> bool:
        """Say whether anything in the document has a date."""
        return self._count > 0

    def refresh(self) -> None:
        """Draw the quarters, the meetings and the handle as they are now, when they changed."""
        drawn = self._looks()
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.setAccessibleName(_("Time"))
        self.setBackground(theme.colour("sidebar"))
        self._box.clear()
        self._marks = []
        if self._session.document is None:
            self._count = 0
            return
        counts = self._session.analysis.new_ties_per_quarter
        self._set_range(list(counts))
        across = (-0.6, max(self._count, 1) + 0.6)
        self._box.setRange(xRange=across, yRange=(_BOTTOM, _TOP), padding=0)
        if not self._count:
            self._write(_("Nothing in this document has a date yet."), 0.0, 0.4, "text_3", (0, 0.5))
            return
        self._draw_bars(counts)
        self._draw_line()
        self._draw_years()
        self._draw_events()
        self._draw_handle()
        self.setAccessibleDescription(self._words())

    def _looks(self) -> object:
        """Return everything that the drawing follows from."""
        session = self._session
        if session.document is None:
            return None
        return (
            session.analysis.new_ties_per_quarter,
            session.analysis.events,
            session.filter.as_of,
            theme.current_name(),
            i18n.language(),
            self.size().toTuple(),
            self.hasFocus(),
        )

    # -------------------------------------------------------------------------------- the date

    def step(self, by: int) -> bool:
        """Move the date by quarters; say whether there is further to go."""
        if not self._count:
            return False
        place = min(max(self._place() + by, 0), self._count)
        self._look_at(place)
        return place < self._count

    def go_to_begin_if_at_end(self) -> None:
        """Start anew when there is nothing left to play."""
        if self._place() >= self._count:
            self._look_at(0)

    def _place(self) -> int:
        """Return the quarter that is looked at; behind the last one for all dates."""
        as_of = self._session.filter.as_of
        if not as_of:
            return self._count
        return min(max(math.floor(self._at(as_of)), 0), self._count)

    def _look_at(self, place: int) -> None:
        as_of = "" if place >= self._count else self._quarter(place).begin
        self._session.change_filter(as_of=as_of)

    def _quarter(self, place: int) -> Quarter:
        number = self._begin.year * 4 + self._begin.number - 1 + place
        return Quarter(number // 4, number % 4 + 1)

    def _at(self, date: str) -> float:
        """Return how many quarters a partial date lies behind the begin of the chart."""
        day = first_day(date)
        months = (int(day[:4]) - self._begin.year) * 12 + int(day[5:7]) - 1
        months -= 3 * (self._begin.number - 1)
        return (months + (int(day[8:]) - 1) / 31) / 3

    # -------------------------------------------------------------------------------- drawing

    def _set_range(self, quarters: list[Quarter]) -> None:
        for event in self._session.analysis.events:
            day = first_day(event.date)
            quarters.append(Quarter(int(day[:4]), (int(day[5:7]) + 2) // 3))
        if not quarters:
            self._count = 0
            return
        # Whole years; a slip such as 1020 must not press everything else together.
        last = max(quarters).year
        first = max(min(quarters).year, last - _MOST_QUARTERS // 4 + 1)
        self._begin = Quarter(first, 1)
        self._count = max((last - first + 1) * 4, _LEAST_QUARTERS)

    def _draw_bars(self, counts: Mapping[Quarter, float]) -> None:
        style = theme.current()
        place = self._place()
        highest = max(counts.values(), default=0.0) or 1.0
        bars: dict[str, list[tuple[float, float]]] = {}
        for quarter, count in counts.items():
            at = (quarter.year - self._begin.year) * 4 + quarter.number - 1
            if count > 0 and at >= 0:
                past = at < place or place == self._count
                colour = mixed(style.accent, style.sidebar, 0.62) if past else style.hairline_strong
                bars.setdefault(colour, []).append((at + 0.5, 0.1 + 0.9 * count / highest))
        for colour, listed in bars.items():
            x, height = zip(*listed, strict=True)
            self._box.addItem(
                pg.BarGraphItem(
                    x=x, y0=0.0, height=height, width=_BAR, pen=None, brush=QColor(colour)
                )
            )

    def _draw_line(self) -> None:
        place = float(self._handle_at())
        for begin, end, token, width in (
            (0.0, float(self._count), "hairline_strong", 1.0),
            (0.0, place, "accent", 2.0),
        ):
            pen = pg.mkPen(theme.colour(token), width=width)
            self._box.addItem(pg.PlotCurveItem([begin, end], [0.0, 0.0], pen=pen))

    def _draw_years(self) -> None:
        room = self.width() / max(1, self._count) * 4
        every = max(1, math.ceil(44 / max(room, 1)))
        for number, place in enumerate(range(0, self._count + 1, 4)):
            pen = pg.mkPen(theme.colour("hairline_strong"), width=1)
            self._box.addItem(pg.PlotCurveItem([place, place], [-0.38, 0.0], pen=pen))
            if place < self._count and number % every == 0:
                year = str(self._quarter(place).year)
                self._write(year, place + 0.04, _YEARS_AT, "text_2", (0, 0))

    def _draw_events(self) -> None:
        events = [
            (self._at(event.date), event)
            for event in self._session.analysis.events
            if self._at(event.date) >= 0
        ]
        if not events:
            return
        self._box.addItem(
            pg.ScatterPlotItem(
                [at for at, _event in events],
                [0.0] * len(events),
                size=8,
                pen=pg.mkPen(theme.colour("text_2"), width=1.5),
                brush=theme.colour("surface"),
            )
        )
        metrics = QFontMetrics(theme.font(11))
        scale = self.width() / (self._count + 1.2)
        end = -math.inf
        for at, event in events:
            self._marks.append((at, f"{i18n.date(event.date)}: {event.name}"))
            text = shortened(event.name, 11, 400, _LONGEST_NAME)
            half = metrics.horizontalAdvance(text) / 2 / scale
            middle = min(max(at, half - 0.5), self._count + 0.5 - half)
            # A name that would run into the one before it is found under the pointer.
            if middle - half > end:
                self._write(text, middle, _NAMES_AT, "text_2", (0.5, 0))
                end = middle + half + 8 / scale

    def _handle_at(self) -> float:
        as_of = self._session.filter.as_of
        return min(max(self._at(as_of), 0.0), float(self._count)) if as_of else self._count

    def _draw_handle(self) -> None:
        at = self._handle_at()
        ring = "accent" if not self.hasFocus() else "text_1"
        self._box.addItem(
            pg.ScatterPlotItem(
                [at],
                [0.0],
                size=14,
                pen=pg.mkPen(theme.colour(ring), width=2.5),
                brush=theme.colour("surface"),
            )
        )
        words = self._words()
        late = at > self._count * 0.8
        item = self._write(words, at, 0.66, "accent_text", (1.12, 0.5) if late else (-0.12, 0.5))
        item.fill = pg.mkBrush(theme.colour("accent_soft"))
        item.setFont(theme.font(11, 600))

    def _words(self) -> str:
        return i18n.date(self._session.filter.as_of) or _("all dates")

    def _write(
        self, text: str, x: float, y: float, token: str, anchor: tuple[float, float]
    ) -> pg.TextItem:
        item = pg.TextItem(anchor=anchor, color=theme.colour(token))
        # setPlainText: what a person typed is never markup.
        item.setPlainText(text)
        item.setFont(theme.font(11))
        self._box.addItem(item)
        item.setPos(x, y)
        return item

    # -------------------------------------------------------------------------------- gestures

    def _place_under(self, event: QMouseEvent) -> int:
        at = self._box.mapSceneToView(event.position())
        return min(max(round(float(at.x())), 0), self._count)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton and self._count:
            self._look_at(self._place_under(event))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._count:
            self._look_at(self._place_under(event))
        else:
            scale = self.width() / max(self._count + 1.2, 1)
            here = self._box.mapSceneToView(event.position()).x()
            near = [text for at, text in self._marks if abs(at - here) * scale < _REACH]
            self.setToolTip(tooltip("\n".join(near)) if near else "")
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: object) -> None:
        """Do nothing: the quarters stay where they are."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.step(steps[key])
        elif key == Qt.Key.Key_Home and self._count:
            self._look_at(0)
        elif key == Qt.Key.Key_End and self._count:
            self._look_at(self._count)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.refresh()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # pyqtgraph resizes once before this class is ready.
        if hasattr(self, "_marks"):
            self.refresh()
