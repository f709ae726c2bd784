"""Who is tied by recommendations: organisations, recommendations and bodies, paths lit by hover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from oci_map.drawing.painter import WordImages, paint
from oci_map.drawing.threads_chart import (
    ThreadPlaces,
    ThreadWords,
    least_height,
    thread_places,
    thread_strokes,
)
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import Entry, Register
from oci_map.roundtable.thread_words import emphasis_name, spot_name, spot_sentence
from oci_map.roundtable.threads import Spot, Threads, threads
from oci_map.ui import theme
from oci_map.ui.plain import ElidedLabel, Hairline

_EDGE: Final = 20
_LEAST_WIDTH: Final = 640
_COLUMNS: Final = ("organisation", "item", "body")
_NOTHING: Final = Threads((), (), ())


class ThreadsView(QWidget):
    """The drawing; the pointer or the arrow keys light what a row is tied to."""

    said = Signal(str)
    picked = Signal(str, str)  # a noun and the id of one of its records

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.threads = _NOTHING
        self._snapshot = Snapshot({})
        self._register: Register | None = None
        self._places: ThreadPlaces | None = None
        self._pointed: Spot | None = None
        self._kept: Spot | None = None
        self._images = WordImages()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_entries(self, register: Register, entries: Sequence[Entry]) -> None:
        """Show what these recommendations tie."""
        self._register, self._snapshot = register, register.snapshot
        self.threads = threads(register, entries)
        self._places = None
        spots = self._spots()
        self._kept = self._kept if self._kept in spots else None
        self._pointed = None
        self.fit_text()
        self._say()

    def fit_text(self) -> None:
        """Take the height that the size of the text needs."""
        self.setMinimumSize(_LEAST_WIDTH, round(least_height(self.threads, self._scale)))
        self._places = None
        self.update()

    @property
    def lit(self) -> Spot | None:
        """The row whose ties are lit."""
        return self._pointed or self._kept

    @property
    def places(self) -> ThreadPlaces:
        """Where the rows stand now."""
        if self._places is None:
            box = (_EDGE, 0.0, self.width() - _EDGE, float(self.height()))
            self._places = thread_places(self.threads, box, self._scale)
        return self._places

    @property
    def _scale(self) -> float:
        return theme.text_percent() / 100

    def keep(self, spot: Spot | None) -> None:
        """Light the ties of a row until another one is chosen."""
        self._kept = spot
        self._say()
        self.update()

    def _spots(self) -> set[Spot]:
        return {("item", one.key) for one in self.threads.items} | {
            (column, key) for column, key in self._ends()
        }

    def _ends(self) -> list[Spot]:
        left: list[Spot] = [("organisation", one) for one in self.threads.organisations]
        return [*left, *(("body", one) for one in self.threads.bodies)]

    def _column(self, name: str) -> list[Spot]:
        if name == "item":
            return [("item", one.key) for one in self.threads.items]
        return [spot for spot in self._ends() if spot[0] == name]

    def _say(self) -> None:
        text = ""
        if self._register is not None and self.lit is not None:
            text = spot_sentence(self._register, self.threads, self.lit)
        self.setAccessibleDescription(text)
        self.said.emit(text)

    def _name(self, spot: Spot) -> str:
        if self._register is None:
            return ""
        return spot_name(self._register, self.threads, spot)

    def _emphasis(self, emphasis: RecordId) -> str:
        return emphasis_name(self._snapshot, emphasis)

    def _pick(self, spot: Spot) -> None:
        column, key = spot
        if column != "item":
            if key in self._snapshot.organisations:
                self.picked.emit("organisation", key)
            return
        item = next(one for one in self.threads.items if one.key == key)
        if item.noun == "recommendation":
            self.picked.emit("recommendation", key)
        elif key.partition("/")[0]:
            self.picked.emit("need", key.partition("/")[0])

    # --------------------------------------------------------------------------- Qt overrides

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._places = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        lit = None if self.lit is None else self.threads.lit_by(self.lit)
        words = ThreadWords(self._name, self._emphasis)
        drawn = thread_strokes(
            self._snapshot, self.threads, self.places, words, theme.current(), lit
        )
        paint(painter, drawn, self.devicePixelRatioF(), self._images)
        if self.hasFocus() and self._kept is not None and self._kept in self.places.boxes:
            left, top, right, bottom = self.places.boxes[self._kept]
            painter.setPen(theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                round(left) - 8, round(top), round(right - left) + 16, round(bottom - top), 5, 5
            )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = self.places.at(event.position().x(), event.position().y())
        if spot != self._pointed:
            self._pointed = spot
            pointing = Qt.CursorShape.PointingHandCursor
            self.setCursor(pointing if spot is not None else Qt.CursorShape.ArrowCursor)
            self._say()
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._pointed is not None:
            self._pointed = None
            self._say()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self.places.at(event.position().x(), event.position().y())
        self.keep(spot)
        if spot is not None:
            self._pick(spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._kept:
            self._pick(self._kept)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._cross(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _step(self, by: int) -> None:
        """Go up or down in the column."""
        spot = self._kept
        rows = self._column(spot[0] if spot is not None else "item")
        if rows:
            place = rows.index(spot) + by if spot in rows else 0
            self._go_to(rows[max(0, min(len(rows) - 1, place))])

    def _cross(self, by: int) -> None:
        """Go to the nearest row of the next column, one that is tied to this one if there is."""
        if self._kept is None:
            self._step(0)
            return
        column = _COLUMNS.index(self._kept[0]) + by
        if not 0 <= column < len(_COLUMNS):
            return
        lit = self.threads.lit_by(self._kept)
        rows = self._column(_COLUMNS[column])
        tied = [one for one in rows if one in lit] or rows
        boxes = self.places.boxes
        here = boxes[self._kept][1]
        far = [(abs(boxes[one][1] - here), place) for place, one in enumerate(tied)]
        if far:
            self._go_to(tied[min(far)[1]])

    def _go_to(self, spot: Spot) -> None:
        self._pointed = None
        self.keep(spot)
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea):
            left, top, _right, bottom = self.places.boxes[spot]
            area.ensureVisible(round(left), round((top + bottom) / 2), 20, 60)


class NetworkPanel(QWidget):
    """The drawing, and under it what is lit in a sentence."""

    picked = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.view = ThreadsView(self)
        self.readout = ElidedLabel(role="second", parent=self)
        area = QScrollArea(self)
        area.setWidget(self.view)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 8, 20, 10)
        foot.addWidget(self.readout)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(area, 1)
        column.addWidget(Hairline())
        column.addLayout(foot)
        self.view.said.connect(self._say)
        self.view.picked.connect(self.picked)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.view.setAccessibleName(_("Who is tied by recommendations"))
        self._say("")

    def fit_text(self) -> None:
        """Give the rows the height that the size of the text needs."""
        self.view.fit_text()

    def show_entries(self, register: Register, entries: Sequence[Entry]) -> None:
        """Show what these recommendations tie."""
        self.view.show_entries(register, entries)

    def take_focus(self) -> None:
        """Put the keyboard into the drawing."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str) -> None:
        hint = _(
            "Point at an organisation, a recommendation or a body: what it is tied to lights up."
        )
        self.readout.setText(text or hint)
