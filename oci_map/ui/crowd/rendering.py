"""Shows a large map at once however it is moved: pixels of before on the way, refined at rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap

from oci_map.drawing.painter import fill_background
from oci_map.ui.crowd.painting import CrowdPainter, Sight

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture
    from oci_map.drawing.strokes import Emphasis


# px round the canvas that are painted too, so that a move does not lead into nothing at once.
_MARGIN: Final = 120
# A view that stays for so long (ms) is painted as it should be.
_REST: Final = 70
# What is left of the rest while something is brought forward; with what it is tied to, it is less.
_DIMMED: Final = 0.4
_BEHIND: Final = 0.65


class Standpoint(Protocol):
    """From where a map is looked at: map px × zoom + (dx, dy) = px of the widget."""

    @property
    def zoom(self) -> float: ...
    @property
    def dx(self) -> float: ...
    @property
    def dy(self) -> float: ...


class CrowdRendering(QObject):
    """Keeps the pixels of one view; `due` says that the view came to rest elsewhere."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._painter = CrowdPainter()
        self._pixels: QPixmap | None = None
        self._kept: tuple[Picture, QSize, float] | None = None
        self._at: Standpoint | None = None  # from where the pixels were painted
        self._rested = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST)
        self._timer.timeout.connect(self._on_rest)

    def stop(self) -> None:
        """Wait for nothing: nobody looks any more."""
        self._timer.stop()

    def forget(self) -> None:
        """Paint anew, for another palette or screen."""
        self._pixels = self._kept = self._at = None

    def draw(
        self,
        painter: QPainter,
        picture: Picture,
        emphasis: Emphasis | None,
        viewport: Standpoint,
        size: QSize,
        ratio: float,
    ) -> None:
        """Draw what is seen onto a canvas of this size (px), `ratio` device px a px."""
        wanted = (picture, size, ratio)
        same = self._kept is not None and all(
            one is other or one == other
            for one, other in zip(self._kept[1:], wanted[1:], strict=True)
        )
        same = same and self._kept is not None and self._kept[0] is picture
        if not same or self._at is None or (self._at != viewport and self._rested):
            self._paint(picture, viewport, size, ratio)
            self._kept = wanted
        self._rested = False
        if self._at != viewport:
            self._timer.start()
        self._copy(painter, picture, viewport, size, share=_share(emphasis))
        if emphasis is not None:
            sight = Sight(viewport.zoom, viewport.dx, viewport.dy, size, ratio)
            self._painter.paint_forward(painter, picture, emphasis, sight)

    def _paint(self, picture: Picture, viewport: Standpoint, size: QSize, ratio: float) -> None:
        whole = QSize(size.width() + 2 * _MARGIN, size.height() + 2 * _MARGIN)
        if self._pixels is None or self._pixels.size() != whole * ratio:
            self._pixels = QPixmap(whole * ratio)
        self._pixels.setDevicePixelRatio(ratio)
        painter = QPainter(self._pixels)
        fill_background(painter, QRectF(0, 0, whole.width(), whole.height()), picture.style.canvas)
        dx, dy = viewport.dx + _MARGIN, viewport.dy + _MARGIN
        self._painter.paint(painter, picture, Sight(viewport.zoom, dx, dy, whole, ratio))
        painter.end()
        self._at = viewport

    def _copy(
        self,
        painter: QPainter,
        picture: Picture,
        viewport: Standpoint,
        size: QSize,
        *,
        share: float,
    ) -> None:
        """Copy the pixels to where they belong in this view, larger or smaller if need be."""
        at = self._at
        if at is None or self._pixels is None:
            return
        covers = at == viewport and share == 1.0
        if not covers:
            fill_background(
                painter, QRectF(0, 0, size.width(), size.height()), picture.style.canvas
            )
        painter.save()
        scale = viewport.zoom / at.zoom
        painter.translate(viewport.dx - at.dx * scale, viewport.dy - at.dy * scale)
        painter.scale(scale, scale)
        painter.setOpacity(share)
        painter.drawPixmap(-_MARGIN, -_MARGIN, self._pixels)
        painter.restore()

    def _on_rest(self) -> None:
        self._rested = True
        self.due.emit()


def _share(emphasis: Emphasis | None) -> float:
    if emphasis is None:
        return 1.0
    return _BEHIND if emphasis.lit is None and not emphasis.kinds else _DIMMED
