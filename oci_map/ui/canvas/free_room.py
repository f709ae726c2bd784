"""Which part of the canvas no panel lies over, and what of the map lies beneath one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from oci_map.drawing.bounds import united
from oci_map.drawing.picture import Box, Key, Picture
from oci_map.ui.canvas.viewport import Viewport

_MARGIN: Final = 28.0
_LEAST: Final = 50.0
# What is brought out from under a panel stands so far from it (px).
_CLEAR: Final = 12.0


class FreeRoom:
    """The panels over the canvas: some stay, one at the right comes and goes with the selection.

    The whole map is not fitted anew because that one came: it would move at each click. It is
    `minded` from when a person asks for the whole map while it is there.
    """

    def __init__(self) -> None:
        self.insets = (0.0, 0.0, 0.0, 0.0)
        self.cover = 0.0
        self._minded = 0.0

    def set_cover(self, cover: float) -> None:
        """Say how many px at the right lie under the panel that comes and goes."""
        self.cover = cover
        self._minded = min(self._minded, cover)

    def mind(self) -> None:
        """Keep the whole map beside the panel that lies over it now."""
        self._minded = self.cover

    def box(self, width: int, height: int) -> Box:
        """Return the part (px) that no panel covers now."""
        return self._box(width, height, self.cover)

    def box_to_fit(self, width: int, height: int) -> Box:
        """Return the part (px) that the whole map is fitted into."""
        return self._box(width, height, self._minded)

    def uncovering(
        self, viewport: Viewport, picture: Picture, chosen: Sequence[Key], width: int, height: int
    ) -> Viewport:
        """Return the view moved so far that what is chosen stands clear of the panel, if it can.

        All of it, or else at least what was chosen last.
        """
        room, edge = self.box(width, height), width - self.cover
        for keys in (chosen, chosen[-1:]):
            marks = extent(picture, keys)
            if marks is not None and (moved := beside(viewport, marks, room, edge)) != viewport:
                return moved
        return viewport

    def _box(self, width: int, height: int, cover: float) -> Box:
        left, top, right, bottom = self.insets
        left, top = left + _MARGIN, top + _MARGIN
        return (
            left,
            top,
            max(width - max(right, cover) - _MARGIN, left + _LEAST),
            max(height - bottom - _MARGIN, top + _LEAST),
        )


def beside(viewport: Viewport, marks: Box, room: Box, edge: float) -> Viewport:
    """Return the view moved to the left just enough for marks (map px) to stand clear of a panel.

    The panel begins at `edge` (widget px). Marks that are nowhere near it, or that are wider
    than the room, stay where they are.
    """
    left, top = viewport.to_widget(marks[0], marks[1])
    right, bottom = viewport.to_widget(marks[2], marks[3])
    beyond = right - (edge - _CLEAR)
    out_of_sight = bottom < room[1] or top > room[3]
    if beyond <= 0 or out_of_sight or left - beyond < room[0]:
        return viewport
    return viewport.moved(-beyond, 0.0)


def extent(picture: Picture, keys: Sequence[Key]) -> Box | None:
    """Return what marks and outlines take of the map with their names; None when none is there."""
    wanted = set(keys)
    nodes = [node for key in wanted if (node := picture.node(key)) is not None]
    boxes = [(n.x - n.radius, n.y - n.radius, n.x + n.radius, n.y + n.radius) for n in nodes]
    if not picture.is_crowded:  # thousands of names are chosen later
        boxes += [text.box for text in picture.labels if text.key in wanted]
    for outline in picture.outlines:
        if outline.key in wanted:
            low, high = outline.polygon.min(axis=0), outline.polygon.max(axis=0)
            boxes.append((float(low[0]), float(low[1]), float(high[0]), float(high[1])))
    return united(boxes) if boxes else None
