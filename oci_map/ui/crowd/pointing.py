"""The discs of a large map seen from afar: which one is pointed at, what it says, how it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from oci_map import i18n
from oci_map.drawing.overview import OPEN_FROM, closed, disc_at, next_disc
from oci_map.drawing.painter import colour
from oci_map.i18n import _, ngettext

if TYPE_CHECKING:
    from oci_map.drawing.picture import Picture

#: An opened disc is a little larger than what opens it.
_OPENED: Final = 1.15
_LIT: Final = 0.12
_RIM: Final = 3.0  # px on the screen
WAYS: Final[dict[int, tuple[float, float]]] = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class PointedDisc:
    """The disc under the pointer, or the one to which the arrow keys led."""

    def __init__(self) -> None:
        self.key = ""  # of its cluster; '' for none

    def move_to(self, picture: Picture | None, zoom: float, x: float, y: float) -> bool:
        """Follow the pointer to a place of the map (px); say whether another one is pointed at."""
        found = None if picture is None else disc_at(picture, zoom, x, y)
        return self._take(picture, found)

    def walk(self, picture: Picture | None, zoom: float, way: tuple[float, float]) -> bool:
        """Go to the next disc in a direction; say whether there is a disc to be at."""
        if picture is None or not closed(picture, zoom).any():
            return False
        here = self.number(picture, zoom)
        found = next_disc(picture, zoom, here, way)
        self._take(picture, here if found is None else found)
        return True

    def forget(self) -> bool:
        """Point at none; say whether one was pointed at."""
        return self._take(None, None)

    def number(self, picture: Picture | None, zoom: float) -> int | None:
        """Return which disc of a picture it is; None when it is none, or open by now."""
        overview = picture.overview if picture is not None else None
        if picture is None or overview is None or self.key not in overview.keys:
            return None
        place = overview.keys.index(self.key)
        return place if closed(picture, zoom)[place] else None

    def _take(self, picture: Picture | None, found: int | None) -> bool:
        overview = picture.overview if picture is not None else None
        key = "" if overview is None or found is None else overview.keys[found]
        other, self.key = key != self.key, key
        return other


def said(picture: Picture, number: int) -> str:
    """Return the name of a disc, how many it stands for and how it opens, a line each."""
    overview = picture.overview
    assert overview is not None  # noqa: S101 - it is a disc of this picture
    count = int(overview.members[number])
    about = ngettext("{count} organisation", "{count} organisations", count).format(
        count=i18n.number(count)
    )
    return "\n".join((overview.names[number], about, _("Click, or press Enter, to come nearer.")))


def opening(picture: Picture, number: int) -> tuple[float, float, float]:
    """Return the middle of a disc (px of the map), and the zoom at which it shows its members."""
    overview = picture.overview
    assert overview is not None  # noqa: S101 - it is a disc of this picture
    x, y = overview.centres[number].tolist()
    return x, y, _OPENED * OPEN_FROM / max(float(overview.radii[number]), 1e-6)


def paint_pointed(painter: QPainter, picture: Picture, number: int, zoom: float) -> None:
    """Light a disc; the painter looks at the map."""
    overview = picture.overview
    assert overview is not None  # noqa: S101 - it is a disc of this picture
    accent, radius = picture.style.accent, float(overview.radii[number])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush(colour(accent, _LIT)))
    painter.setPen(QPen(colour(accent), _RIM / zoom))
    painter.drawEllipse(QPointF(*overview.centres[number].tolist()), radius, radius)
