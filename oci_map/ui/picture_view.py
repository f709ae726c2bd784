"""Shows a picture that is not the map of the window: to look at, to zoom and to move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from oci_map.drawing.page import fitting_scale
from oci_map.drawing.painter import WordImages, fill_background, paint
from oci_map.drawing.strokes import Emphasis, strokes
from oci_map.ui import theme

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture

_MARGIN: Final = 24.0
_STEP: Final = 1.2
_MOST: Final = 6.0
_NOTCH: Final = 120.0
_MOVES: Final = {
    Qt.Key.Key_Left: (40, 0),
    Qt.Key.Key_Right: (-40, 0),
    Qt.Key.Key_Up: (0, 40),
    Qt.Key.Key_Down: (0, -40),
}
_OWN_KEYS: Final = (*_MOVES, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus, Qt.Key.Key_F)
_OTHERS: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class PictureView(QWidget):
    """The whole picture fits at first; the wheel zooms, a drag moves, F fits again."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.picture: Picture | None = None
        self.text = ""
        self.emphasis: Emphasis | None = None
        self._words = WordImages()
        self._zoom = 1.0  # over what fits
        self._shift = QPointF()
        self._grip: QPointF | None = None
        self._image: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_picture(self, picture: Picture | None, text: str = "") -> None:
        """Show a picture, or a text while there is none."""
        self.picture, self.text = picture, text
        self._renew()

    def show_emphasis(self, emphasis: Emphasis | None) -> None:
        """Bring a part of the picture forward; None shows all of it alike."""
        if emphasis != self.emphasis:
            self.emphasis = emphasis
            self._renew()

    def fit(self) -> None:
        """Show the whole picture."""
        self._zoom, self._shift = 1.0, QPointF()
        self._renew()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Show it larger or smaller, with the point `at` staying where it is."""
        zoom = min(_MOST, max(1.0, self._zoom * factor))
        middle = QPointF(self.width() / 2, self.height() / 2)
        from_middle = (at if at is not None else middle) - middle - self._shift
        self._shift += from_middle * (1 - zoom / self._zoom)
        self._zoom = zoom
        if zoom == 1.0:
            self._shift = QPointF()
        self._renew()

    def _renew(self) -> None:
        self._image = None
        self.update()

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        image = QPixmap(self.size() * ratio)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        fill_background(painter, QRectF(self.rect()), theme.current().canvas)
        picture = self.picture
        if picture is not None:
            left, top, right, bottom = picture.bounds
            room = (_MARGIN, _MARGIN, self.width() - _MARGIN, self.height() - _MARGIN)
            scale = fitting_scale(picture.bounds, room, 1.4) * self._zoom
            painter.translate(self.width() / 2, self.height() / 2)
            painter.translate(self._shift)
            painter.scale(scale, scale)
            painter.translate(-(left + right) / 2, -(top + bottom) / 2)
            paint(painter, strokes(picture, self.emphasis), scale * ratio, self._words)
        painter.end()
        return image

    # ----------------------------------------------------------------------------- Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            self._image = self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._image)
        if self.picture is None and self.text:
            painter.setPen(theme.colour("text_2"))
            painter.setFont(theme.font())
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(_STEP ** (event.angleDelta().y() / _NOTCH), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._shift += event.position() - self._grip
            self._grip = event.position()
            self._renew()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def event(self, event: QEvent) -> bool:
        # The map of the window has the same keys: here they are this picture's.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES:
            self._shift += QPointF(*_MOVES[key])
            self._renew()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_by(_STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_by(1 / _STEP)
        elif key == Qt.Key.Key_F:
            self.fit()
        else:
            super().keyPressEvent(event)


def _is_own(event: QKeyEvent) -> bool:
    return Qt.Key(event.key()) in _OWN_KEYS and not event.modifiers() & _OTHERS
