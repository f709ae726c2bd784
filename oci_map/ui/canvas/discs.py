"""Clusters seen from afar on the canvas: hovered, walked to with arrow keys, opened by a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter

from oci_map.ui.crowd.pointing import WAYS, PointedDisc, opening, paint_pointed, said
from oci_map.ui.plain import tooltip

if TYPE_CHECKING:
    from oci_map.ui.canvas.view import CanvasView


class Discs:
    """What pointer and keyboard do with the discs; there are none on a small map, or from near."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._pointed = PointedDisc()
        self._opened = False  # by the click that may become a double click

    @property
    def _number(self) -> int | None:
        return self._pointed.number(self._view.picture, self._view.viewport.zoom)

    def is_at(self, at: QPointF) -> bool:
        """Say whether a point of the widget lies on a disc, which then is the one pointed at."""
        self._opened = False
        view = self._view
        if self._pointed.move_to(view.picture, view.viewport.zoom, *view.map_point(at)):
            self._tell()
        return self._number is not None

    def leave(self) -> None:
        """Point at none."""
        if self._pointed.forget():
            self._tell()

    def open(self) -> bool:
        """Come so near to the disc that it shows who is in it; say whether there is one."""
        number, picture = self._number, self._view.picture
        if number is None or picture is None:
            return False
        self._opened = True
        self._view.come_near(*opening(picture, number))
        return True

    def has_just_opened(self) -> bool:
        """Say whether the click before opened one: the second of a double click does no more."""
        return self._opened

    def key(self, key: int) -> bool:
        """Walk from disc to disc, or open one; say whether there was anything to do."""
        view = self._view
        if key in WAYS:
            if not self._pointed.walk(view.picture, view.viewport.zoom, WAYS[key]):
                return False
            self._tell()
            return True
        return key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.open()

    def tip(self) -> str:
        """Return the tooltip of the disc pointed at; '' for none."""
        number, picture = self._number, self._view.picture
        return "" if number is None or picture is None else tooltip(said(picture, number))

    def paint(self, painter: QPainter) -> None:
        """Light the disc pointed at; the painter looks at the map."""
        number, picture = self._number, self._view.picture
        if number is not None and picture is not None:
            paint_pointed(painter, picture, number, self._view.viewport.zoom)

    def _tell(self) -> None:
        """Show it, and say it to who does not see."""
        number, picture = self._number, self._view.picture
        if number is not None and picture is not None:
            self._view.setAccessibleDescription(said(picture, number).replace("\n", ". "))
        self._view.update()
