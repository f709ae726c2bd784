"""What a canvas shows as pixels: a small map painted whole, a large one as closely as is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPainter, QPixmap, QRegion

from oci_map.ui.canvas.emphasis import emphasis
from oci_map.ui.canvas.rendering import Rendering

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture
    from oci_map.ui.canvas.view import CanvasView
    from oci_map.ui.crowd.rendering import CrowdRendering


class Pixels(QObject):
    """Keeps the pixels of one canvas; `due` says that they can be better ones now."""

    due = Signal()

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._rendered: QPixmap | None = None
        self._rendering = Rendering()
        self._answers = False  # whether the next painting shows what a gesture did
        self._crowd: CrowdRendering | None = None  # made for the first large map

    def outdate(self) -> None:
        """Paint anew where something is another: the view, the picture, what is selected."""
        self._rendered = None

    def forget(self) -> None:
        """Paint all anew, for another palette or screen."""
        self._rendered = None
        if self._crowd is not None:
            self._crowd.forget()

    def stop(self) -> None:
        """Refine nothing any more: nobody looks."""
        if self._crowd is not None:
            self._crowd.stop()

    def renew(self, picture: Picture | None) -> QRegion | None:
        """Paint at once; return the part that differs, None when that is not known."""
        if picture is not None and picture.is_crowded:
            return None
        self._rendered = self._render(picture)
        self._answers = True
        return self._rendering.painted

    def draw(self, painter: QPainter, picture: Picture | None) -> None:
        """Draw what is seen of a picture onto the canvas."""
        if picture is not None and picture.is_crowded:
            view = self._view
            self._crowded().draw(
                painter, picture, emphasis(view.session, picture, view.hovered), view.viewport,
                view.size(), view.devicePixelRatioF(),
            )  # fmt: skip
            return
        if self._rendered is None:
            self._rendered = self._render(picture)
        painter.drawPixmap(0, 0, self._rendered)
        if self._answers:
            self._answers = False  # a person waits for this one
        else:
            self._rendering.prepare()

    def _render(self, picture: Picture | None) -> QPixmap:
        view = self._view
        forward = None if picture is None else emphasis(view.session, picture, view.hovered)
        return self._rendering.draw(
            picture, forward, view.viewport,
            view.size(), view.devicePixelRatioF(), view.session.style.canvas,
        )  # fmt: skip

    def _crowded(self) -> CrowdRendering:
        if self._crowd is None:
            from oci_map.ui.crowd.rendering import CrowdRendering

            self._crowd = CrowdRendering(self)
            self._crowd.due.connect(self.due)
        return self._crowd
