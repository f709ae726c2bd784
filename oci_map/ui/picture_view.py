"""Shows a picture that is not the map of the window: to look at, to zoom and to move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from oci_map.drawing.crowd import CROWDED
from oci_map.drawing.line_widths import SeenLines
from oci_map.drawing.page import FEW, fitting_scale, text_scale
from oci_map.drawing.painter import WordImages, fill_background, paint
from oci_map.drawing.strokes import Emphasis, strokes
from oci_map.ui import theme
from oci_map.ui.crowd.painting import Sight
from oci_map.ui.crowd.pointing import WAYS, PointedDisc, opening, paint_pointed, said
from oci_map.ui.crowd.rendering import CrowdRendering
from oci_map.ui.plain import tooltip

if TYPE_CHECKING:
    from oci_map.drawing.picture import Box, Picture
    from oci_map.drawing.places import Places

_MARGIN: Final = 24.0
# px that labels and outlines usually take round the outermost marks.
_ROUND_MARKS: Final = 60.0
_STEP: Final = 1.2
_MOST: Final = 6.0
# A picture fits up to this size; one of thousands may be enlarged until it has it.
_LARGEST: Final = 1.4
# px that the pointer may travel between pressing and letting go of a click.
_SLACK: Final = 5.0
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
    """The whole picture fits at first; the wheel zooms, a drag moves, F fits again.

    A picture of thousands is painted as closely as is seen of it, as on the map of the window.
    """

    lettering_changed = Signal()  # lettering of another size would be read better

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._marks: Box | None = None  # round the places of a map that has many
        self._lettered = 1.0
        self.picture: Picture | None = None
        self.text = ""
        self.emphasis: Emphasis | None = None
        self._words = WordImages()
        self._lines = SeenLines()
        self._zoom = 1.0  # over what fits
        self._shift = QPointF()
        self._grip: QPointF | None = None
        self._pressed = QPointF()
        self._pointed = PointedDisc()
        self._crowd = CrowdRendering(self)
        self._crowd.due.connect(self.update)
        self._image: QPixmap | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMouseTracking(True)

    def lettering_for(self, places: Places) -> float:
        """Return how many times as large as usual lettering must be to be read on a map, here.

        Maps of few organisations have it in its usual size, and crowds are lettered as they are
        painted.
        """
        self._marks = _around(places) if FEW < len(places) <= CROWDED else None
        self._lettered = self._scale_of_text()
        return self._lettered

    def show_picture(self, picture: Picture | None, text: str = "") -> None:
        """Show a picture, or a text while there is none."""
        before, zoomed = self.sight, self.picture is not None and self._zoom != 1.0
        self.picture, self.text = picture, text
        if zoomed and picture is not None:
            self._look_as(before)
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
        zoom = min(self._most(), max(1.0, self._zoom * factor))
        middle = QPointF(self.width() / 2, self.height() / 2)
        from_middle = (at if at is not None else middle) - middle - self._shift
        self._shift += from_middle * (1 - zoom / self._zoom)
        self._zoom = zoom
        if zoom == 1.0:
            self._shift = QPointF()
        self._renew()

    @property
    def sight(self) -> Sight:
        """From where the picture is looked at."""
        scale = self._fitting() * self._zoom
        left, top, right, bottom = (0.0,) * 4 if self.picture is None else self.picture.bounds
        dx = self.width() / 2 + self._shift.x() - scale * (left + right) / 2
        dy = self.height() / 2 + self._shift.y() - scale * (top + bottom) / 2
        return Sight(scale, dx, dy, self.size(), self.devicePixelRatioF())

    def _fitting(self) -> float:
        """Return the scale at which the whole picture fits."""
        if self.picture is None:
            return 1.0
        return fitting_scale(self.picture.bounds, self._room(), _LARGEST)

    def _most(self) -> float:
        """Return how much larger than what fits it may be."""
        crowded = self.picture is not None and self.picture.is_crowded
        return max(_MOST, _LARGEST / max(self._fitting(), 1e-6)) if crowded else _MOST

    def _look_as(self, before: Sight) -> None:
        """Keep what is seen where it is, though another picture fits otherwise."""
        self._zoom = min(self._most(), max(1.0, before.zoom / self._fitting()))
        now = self.sight
        self._shift += QPointF(before.dx - now.dx, before.dy - now.dy)

    def _scale_of_text(self) -> float:
        if self._marks is None:
            return 1.0
        return text_scale(fitting_scale(self._marks, self._room(), _LARGEST) * self._zoom)

    def _room(self) -> Box:
        return (_MARGIN, _MARGIN, self.width() - _MARGIN, self.height() - _MARGIN)

    def _renew(self) -> None:
        self._image = None
        self.update()
        if self.isVisible() and self._scale_of_text() != self._lettered:
            self.lettering_changed.emit()

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        image = QPixmap(self.size() * ratio)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        fill_background(painter, QRectF(self.rect()), theme.current().canvas)
        picture = self.picture
        if picture is not None:
            sight = self.sight
            picture = self._lines.of(picture, sight.zoom)
            painter.translate(sight.dx, sight.dy)
            painter.scale(sight.zoom, sight.zoom)
            paint(painter, strokes(picture, self.emphasis), sight.zoom * ratio, self._words)
        painter.end()
        return image

    def _draw_crowd(self, painter: QPainter, picture: Picture) -> None:
        sight = self.sight
        self._crowd.draw(painter, picture, self.emphasis, sight, self.size(), sight.ratio)
        number = self._pointed.number(picture, sight.zoom)
        if number is not None:
            painter.save()
            painter.translate(sight.dx, sight.dy)
            painter.scale(sight.zoom, sight.zoom)
            paint_pointed(painter, picture, number, sight.zoom)
            painter.restore()

    # ------------------------------------------------------------------------ discs from afar

    def _point_at(self, at: QPointF) -> None:
        sight = self.sight
        x, y = (at.x() - sight.dx) / sight.zoom, (at.y() - sight.dy) / sight.zoom
        if self._pointed.move_to(self.picture, sight.zoom, x, y):
            self.update()
        hand = self._pointed.number(self.picture, sight.zoom) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def _open_disc(self) -> bool:
        """Come so near to the disc pointed at that it shows who is in it; say if there is one."""
        number = self._pointed.number(self.picture, self.sight.zoom)
        if number is None or self.picture is None:
            return False
        x, y, zoom = opening(self.picture, number)
        self._zoom = min(self._most(), max(1.0, zoom / self._fitting()))
        left, top, right, bottom = self.picture.bounds
        scale = self._fitting() * self._zoom
        self._shift = QPointF((left + right) / 2 - x, (top + bottom) / 2 - y) * scale
        self._renew()
        return True

    def _walk(self, key: int) -> bool:
        """Go to the next disc; say whether there is one."""
        if not self._pointed.walk(self.picture, self.sight.zoom, WAYS[key]):
            return False
        number = self._pointed.number(self.picture, self.sight.zoom)
        if number is not None and self.picture is not None:
            self.setAccessibleDescription(said(self.picture, number).replace("\n", ". "))
        self.update()
        return True

    # ----------------------------------------------------------------------------- Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.picture is not None and self.picture.is_crowded:
            self._draw_crowd(painter, self.picture)
        else:
            if self._image is None:
                self._image = self._drawn()
            painter.drawPixmap(0, 0, self._image)
        if self.picture is None and self.text:
            painter.setPen(theme.colour("text_2"))
            painter.setFont(theme.font())
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(24, 0, -24, 0), flags, self.text)
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
        self._grip = self._pressed = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._shift += event.position() - self._grip
            self._grip = event.position()
            self._renew()
        else:
            self._point_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        if (event.position() - self._pressed).manhattanLength() <= _SLACK:
            self._point_at(event.position())
            self._open_disc()

    def leaveEvent(self, event: QEvent) -> None:
        if self._pointed.forget():
            self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._crowd.stop()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            picture, number = self.picture, self._pointed.number(self.picture, self.sight.zoom)
            there = picture is not None and number is not None
            text = tooltip(said(picture, number)) if there else ""  # type: ignore[arg-type]
            QToolTip.showText(event.globalPos(), text, self)
            return True
        # The map of the window has the same keys: here they are this picture's.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _MOVES and not shift and self._walk(key):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._open_disc():
            return
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


def _around(places: Places) -> Box:
    across, down = [x for x, _y in places.values()], [y for _x, y in places.values()]
    left, top = min(across) - _ROUND_MARKS, min(down) - _ROUND_MARKS
    return left, top, max(across) + _ROUND_MARKS, max(down) + _ROUND_MARKS


def _is_own(event: QKeyEvent) -> bool:
    return Qt.Key(event.key()) in _OWN_KEYS and not event.modifiers() & _OTHERS
