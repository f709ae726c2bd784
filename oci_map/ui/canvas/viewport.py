"""What part of the map the canvas shows, and how large; plain numbers, no widgets."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from oci_map.drawing.picture import Box
from oci_map.values import dataclass

LEAST_ZOOM: Final = 0.02
MOST_ZOOM: Final = 4.0
STEP: Final = 1.25
# Fitting a small map does not blow it up beyond this.
_MOST_FIT: Final = 1.15


@dataclass(frozen=True, slots=True)
class Viewport:
    """Map px × zoom + (dx, dy) = widget px."""

    zoom: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def to_map(self, x: float, y: float) -> tuple[float, float]:
        """Return the place on the map under a point of the widget."""
        return (x - self.dx) / self.zoom, (y - self.dy) / self.zoom

    def to_widget(self, x: float, y: float) -> tuple[float, float]:
        """Return where a place of the map is in the widget."""
        return x * self.zoom + self.dx, y * self.zoom + self.dy

    def moved(self, dx: float, dy: float) -> Viewport:
        """Return the view moved by so many px of the widget."""
        return replace(self, dx=self.dx + dx, dy=self.dy + dy)

    def zoomed(self, factor: float, x: float, y: float) -> Viewport:
        """Return the view zoomed by a factor; the point (x, y) of the widget stays."""
        zoom = min(max(self.zoom * factor, LEAST_ZOOM), MOST_ZOOM)
        applied = zoom / self.zoom
        return Viewport(zoom, x - (x - self.dx) * applied, y - (y - self.dy) * applied)

    def centred_on(self, x: float, y: float, room: Box) -> Viewport:
        """Return the view with a place of the map in the middle of a part of the widget."""
        left, top, right, bottom = room
        return Viewport(
            self.zoom, (left + right) / 2 - x * self.zoom, (top + bottom) / 2 - y * self.zoom
        )


def fitting(bounds: Box, room: Box) -> Viewport:
    """Return the view that shows all of `bounds` (map px) within `room` (widget px)."""
    width, height = max(bounds[2] - bounds[0], 1.0), max(bounds[3] - bounds[1], 1.0)
    zoom = min((room[2] - room[0]) / width, (room[3] - room[1]) / height, _MOST_FIT)
    zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
    return Viewport(zoom).centred_on((bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2, room)
