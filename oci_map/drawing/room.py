"""The room that a mark and its name take on the map."""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.problem import LayoutProblem

# Nobody needs more: longer names are not shown in full, and larger marks are not drawn.
_WIDEST: Final = 160.0
_BESIDE: Final = 4.0
_BELOW: Final = 10.0


def room_of(problem: LayoutProblem) -> FloatArray:
    """Return half the width and half the height (n, 2) in px that each disc wants with its name.

    The name may stand below, above or beside, so the room is the same on all sides.
    """
    names = np.minimum(problem.label_widths, _WIDEST) / 2
    return np.column_stack((np.maximum(problem.radii, names) + _BESIDE, problem.radii + _BELOW))
