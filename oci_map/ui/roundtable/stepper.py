"""The steps of a roundtable in a row: each can be gone to at any time, none locks another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from oci_map.i18n import _, number
from oci_map.ui import icons, theme

_DISC: Final = 22
_SIDE: Final = 8
_BETWEEN: Final = 7
_LINE: Final = 18
_HEIGHT: Final = 36
# Words that would get less room than this are left out: the number stays.
_WORDS_LEAST: Final = 30


class Stepper(QTabBar):
    """Numbers with words; a click or the arrow keys go to a step, a tick says that it is done.

    Where there is no room for all, the words of the others are cut: those of this step stay whole.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._done: frozenset[str] = frozenset()
        self.currentChanged.connect(self._tell)

    @property
    def step(self) -> str:
        """The step that is shown."""
        return str(self.tabData(self.currentIndex()) or "")

    def set_steps(self, steps: Sequence[tuple[str, str]]) -> None:
        """Offer these steps, each with its words."""
        with QSignalBlocker(self):
            if [self.tabData(place) for place in range(self.count())] != [c for c, _t in steps]:
                while self.count():
                    self.removeTab(0)
                for code, text in steps:
                    self.setTabData(self.addTab(text), code)
            for place, (_code, text) in enumerate(steps):
                self.setTabText(place, text)
        self._name()
        self.updateGeometry()

    def go(self, step: str) -> None:
        """Show a step."""
        for place in range(self.count()):
            if self.tabData(place) == step:
                self.setCurrentIndex(place)

    def set_done(self, done: Collection[str]) -> None:
        """Say which steps hold what they need."""
        if frozenset(done) != self._done:
            self._done = frozenset(done)
            self._name()
            self.update()

    def _name(self) -> None:
        for place in range(self.count()):
            text = self.tabText(place)
            if self.tabData(place) in self._done:
                text = _("{step}, done").format(step=text)
            cut = self._room_for_words()[place] < self._words(place)
            self.setTabToolTip(place, text if cut else "")
            self.setAccessibleTabName(place, text)

    def _words(self, place: int) -> int:
        """Return how wide the words of a step are (px)."""
        return QFontMetrics(theme.font(13, 600)).horizontalAdvance(self.tabText(place)) + 1

    def _bare(self, place: int, *, line: bool = True) -> int:
        """Return how wide a step is without its words, with the line to the next one (px)."""
        led = line and place < self.count() - 1
        return 2 * _SIDE + theme.px(_DISC) + _BETWEEN + (theme.px(_LINE) if led else 0)

    def _has_lines(self) -> bool:
        """Say whether there is room for the lines between the steps: they are the first to go."""
        return self.width() >= self.sizeHint().width()

    def _room_for_words(self) -> list[int]:
        """Return how wide the words of each step can be (px): this one's are whole."""
        places = range(self.count())
        room = [self._words(place) for place in places]
        line = self._has_lines()
        left = self.width() - sum(self._bare(place, line=line) for place in places)
        if sum(room) <= left:
            return room
        others = sorted((p for p in places if p != self.currentIndex()), key=lambda p: room[p])
        left -= sum(room) - sum(room[place] for place in others)
        # Short words first: what they leave goes to long ones.
        for done, place in enumerate(others):
            share = max(0, left) // (len(others) - done)
            if share < room[place]:
                room[place] = share if share >= theme.px(_WORDS_LEAST) else 0
            left -= room[place]
        return room

    def _tell(self, _place: int) -> None:
        self.setElideMode(self.elideMode())  # another step is whole now: they are laid out anew
        self._name()
        if self.step:
            self.chosen.emit(self.step)

    # --------------------------------------------------------------------------- Qt overrides

    def tabSizeHint(self, index: int) -> QSize:
        bare = self._bare(index, line=self._has_lines())
        return QSize(bare + self._room_for_words()[index], theme.px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        wide = sum(self._bare(place) + self._words(place) for place in range(self.count()))
        return QSize(wide, theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        longest = max((self._words(place) for place in range(self.count())), default=0)
        bare = sum(self._bare(place, line=False) for place in range(self.count()))
        return QSize(bare + longest, theme.px(_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(self.count()):
            self._paint_step(painter, place)

    def _paint_step(self, painter: QPainter, place: int) -> None:
        box = QRectF(self.tabRect(place))
        now = place == self.currentIndex()
        done = self.tabData(place) in self._done
        side = theme.px(_DISC)
        disc = QRectF(box.left() + _SIDE, box.center().y() - side / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if now else "accent_soft" if done else "track"))
        painter.drawEllipse(disc)
        if done and not now:
            drawn = icons.pixmap("check", "accent_text", theme.px(13), self.devicePixelRatioF())
            half = theme.px(13) / 2
            painter.drawPixmap(disc.center() - QPointF(half, half), drawn)
        else:
            painter.setFont(theme.font(12, 600, figures=True))
            painter.setPen(theme.colour("on_accent" if now else "text_2"))
            painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), number(place + 1))
        font = theme.font(13, 600 if now else 400)
        painter.setFont(font)
        painter.setPen(theme.colour("text_1" if now else "text_2"))
        left = disc.right() + _BETWEEN
        room = self._room_for_words()[place]
        words = QRectF(left, box.top(), room, box.height())
        text = self.tabText(place)
        if room < self._words(place):
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), text)
        line = place < self.count() - 1 and self._has_lines()
        if line:
            painter.setPen(QPen(theme.colour("hairline_strong"), 1))
            end = box.right() + _SIDE - 4
            middle = box.center().y()
            painter.drawLine(QPointF(end - theme.px(_LINE) + 4, middle), QPointF(end, middle))
        if now and self.hasFocus():
            ring = QRectF(box.left() + 2, box.top() + 2, box.width() - 4, box.height() - 4)
            if line:
                ring.setRight(ring.right() - theme.px(_LINE) + 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(ring, 7, 7)
