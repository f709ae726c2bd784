"""Puts the connected parts of a map side by side: the largest in the middle, the rest below."""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.drawing.problem import FloatArray, IntArray
from oci_map.values import dataclass

# px between two parts, and the least width of a row of small parts.
_GAP: Final = 46.0
_LEAST_WIDTH: Final = 600.0
# A mark takes this much more room below it, for its label.
_LABEL_ROOM: Final = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A connected part of the map with positions of its own."""

    nodes: IntArray  # (k,)
    positions: FloatArray  # (k, 2) px


def packed(parts: list[Part], radii: FloatArray, label_widths: FloatArray) -> FloatArray:
    """Return positions (n, 2) in px: the first part round the origin, the others in rows below.

    `radii` (n,) and `label_widths` (n,) say how much room each mark takes.
    """
    positions = np.zeros((len(radii), 2))
    if not parts:
        return positions
    first = parts[0]
    middle = (first.positions.min(axis=0) + first.positions.max(axis=0)) / 2
    positions[first.nodes] = first.positions - middle
    size = np.ptp(first.positions, axis=0)
    width = max(float(size[0]), _LEAST_WIDTH)
    x, y, height = -width / 2, float(size[1]) / 2 + 2 * _GAP, 0.0
    for one in parts[1:]:
        low, high = _box(one, radii, label_widths)
        across, down = high - low
        if x + across > width / 2 and x > -width / 2:
            x, y, height = -width / 2, y + height + _GAP / 2, 0.0
        positions[one.nodes] = one.positions - low + (x, y)
        x += float(across) + _GAP / 2
        height = max(height, float(down))
    return positions


def _box(one: Part, radii: FloatArray, label_widths: FloatArray) -> tuple[FloatArray, FloatArray]:
    radius, half = radii[one.nodes], label_widths[one.nodes] / 2
    wide = np.column_stack((np.maximum(radius, half), radius))
    low = (one.positions - wide).min(axis=0)
    high = (one.positions + wide).max(axis=0) + (0.0, _LABEL_ROOM)
    return np.asarray(low), np.asarray(high)
