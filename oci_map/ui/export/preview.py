"""The preview: the page that will be written, drawn aside by what writes it."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.i18n import _
from oci_map.ui import icons, theme
from oci_map.ui.asking import Asking
from oci_map.ui.export.choice import Choice
from oci_map.ui.export.making import Pages, Shot, shot
from oci_map.ui.jobs import Jobs
from oci_map.ui.plain import PlainLabel
from oci_map.ui.showing import Showing

#: Typing a title does not begin a drawing at each letter.
_PAUSE_MS: Final = 160
_MARGIN: Final = 16
_WIDEST: Final = 2400
_SQUARE: Final = 8


class PageImage(QWidget):
    """One page, as large as there is room; a chequered ground shows what is transparent."""

    turned = Signal(int)  # by how many pages

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.image = QPixmap()
        self.text = ""
        self.setObjectName("exportPreview")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(280, 200)

    def show_image(self, image: QPixmap, text: str) -> None:
        """Show an image, or a text where there is none."""
        self.image, self.text = image, text
        self.update()

    def _box(self) -> QRectF:
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        size = self.image.size().toSizeF()
        size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        at = room.center() - QPointF(size.width() / 2, size.height() / 2)
        return QRectF(at, size)

    # ----------------------------------------------------------------------------- Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(640, 420)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("sidebar"))
        if self.image.isNull():
            painter.setPen(theme.colour("text_2"))
            room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), self.text)
        else:
            box = self._box()
            if self.image.hasAlphaChannel():
                _chequer(painter, box)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(box, self.image, QRectF(self.image.rect()))
            painter.setPen(theme.colour("hairline_strong"))
            painter.drawRect(box)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_PageDown: 1, Qt.Key.Key_Right: 1,
            Qt.Key.Key_PageUp: -1, Qt.Key.Key_Left: -1,
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turned.emit(step)


class Preview(QWidget):
    """Asks for the page of a choice and shows it; a late page never takes a newer one's place."""

    arrived = Signal()
    refused = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._show)
        self._asking.refused.connect(self._refuse)
        self._wanted: tuple[Showing, Choice] | None = None
        self._drawn: object = None  # for what `pages` were made
        self.pages: Pages | None = None
        self._number = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._draw)
        self.page = PageImage(self)
        self.page.turned.connect(self.turn)
        self._back = QToolButton(self)
        self._back.setIcon(icons.icon("chevron-left"))
        self._on = QToolButton(self)
        self._on.setIcon(icons.icon("chevron-right"))
        self._count = PlainLabel(role="second", parent=self)
        row = QHBoxLayout()
        row.addStretch(1)
        for part in (self._back, self._count, self._on):
            row.addWidget(part)
        row.addStretch(1)
        for button in (self._back, self._on):
            button.setIconSize(QSize(16, 16))
            button.setFixedSize(30, 28)
            button.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.page, 1)
        column.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        for button, text in ((self._back, _("Page before")), (self._on, _("Next page"))):
            button.setToolTip(text)
            button.setAccessibleName(text)
        self._say()

    @property
    def drawing(self) -> bool:
        """Say whether a page is being drawn, or about to be."""
        return self._asking.is_asking or self._pause.isActive()

    def ask(self, showing: Showing, choice: Choice) -> None:
        """Show the first page of a choice, soon; of the same thing, the page that was shown."""
        before = self._wanted
        if before is None or before[1].what != choice.what or before[1].record != choice.record:
            self._number = 0
        if before != (showing, choice):
            self._asking.forget()
        self._wanted = (showing, choice)
        self._pause.start()

    def turn(self, step: int) -> None:
        """Show another page."""
        number = self._number + step
        if self.pages is not None and 0 <= number < len(self.pages.sheets):
            self._number = number
            self._draw()

    def stop(self) -> None:
        """Draw nothing any more."""
        self._pause.stop()
        self._wanted = None
        self._asking.forget()

    def _turn(self) -> None:
        self.turn(-1 if self.sender() is self._back else 1)

    def _draw(self) -> None:
        if self._wanted is None:
            return
        showing, choice = self._wanted
        asked = (showing, choice, self._number)
        if self._asking.about == asked:
            return
        known = self.pages if self._drawn == asked[:2] else None
        if known is None and self.pages is None:
            self.page.show_image(QPixmap(), _("Drawing the preview…"))
        ratio = self.devicePixelRatioF()
        width = min(_WIDEST, max(200, round(self.page.width() * ratio)))
        self._asking.ask(partial(shot, showing, choice, self._number, width, known), asked)

    def _show(self, asked: tuple[Showing, Choice, int], result: Shot) -> None:
        self._drawn = asked[:2]
        self.pages, self._number = result.pages, result.number
        image = QPixmap()
        image.loadFromData(result.image)
        self.page.show_image(image, "")
        self._say()
        self.arrived.emit()

    def _refuse(self, _asked: object, sentence: str) -> None:
        self.pages = None
        self.page.show_image(QPixmap(), sentence)
        self._say()
        self.refused.emit(sentence)

    def _say(self) -> None:
        count = len(self.pages.sheets) if self.pages is not None else 0
        several = count > 1
        for part in (self._back, self._on, self._count):
            part.setVisible(several)
        self._back.setEnabled(self._number > 0)
        self._on.setEnabled(self._number < count - 1)
        self._count.setText(
            _("Page {number} of {count}").format(
                number=i18n.number(self._number + 1), count=i18n.number(count)
            )
        )
        title = self.pages.sheets[self._number].title if self.pages is not None else ""
        self.page.setAccessibleName(_("Preview"))
        self.page.setAccessibleDescription(f"{title} {self._count.text() if several else ''}"[:600])

    # ----------------------------------------------------------------------------- Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.stop()


def _chequer(painter: QPainter, box: QRectF) -> None:
    """Fill a box with the squares that mean nothing is there."""
    painter.fillRect(box, QColor("#FFFFFF"))
    grey = QColor("#D9D9DE")
    across, down = int(box.width() // _SQUARE) + 1, int(box.height() // _SQUARE) + 1
    painter.save()
    painter.setClipRect(box)
    for row in range(down):
        for column in range(row % 2, across, 2):
            at = QPointF(box.left() + column * _SQUARE, box.top() + row * _SQUARE)
            painter.fillRect(QRectF(at, at + QPointF(_SQUARE, _SQUARE)), grey)
    painter.restore()
