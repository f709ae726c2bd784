"""How much larger marks of a large map are drawn where it is shown small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.drawing.outlined import LARGE
from oci_map.drawing.style import LABEL_SIZE

if TYPE_CHECKING:
    from oci_map.arrays import FloatArray

#: The radius of a usual mark beside the size of the letters that stand at it.
_BESIDE_LETTERS: Final = 0.28
#: It reaches over at most this share of the way to the nearest mark, where they stand closely.
_OF_THE_WAY: Final = 0.38
#: Of the marks, this share (%) stands more closely than that.
_CLOSEST: Final = 10.0


def growth(centres: FloatArray, radii: FloatArray, text_scale: float) -> float:
    """Return how many times as large marks are drawn on a map lettered for a small page.

    `centres` (n, 2) and `radii` (n,) in px, `text_scale` is how much larger the lettering is.
    Marks grow with the letters as far as the room between them goes; those of a map that is not
    large, or is shown in its own size, stay as they are.
    """
    if len(radii) <= LARGE or text_scale <= 1.0:
        return 1.0
    from scipy.spatial import cKDTree  # maps that are not large do without

    usual = float(np.median(radii))
    away = np.asarray(cKDTree(centres).query(centres, k=2)[0])[:, 1]
    room = _OF_THE_WAY * float(np.percentile(away, _CLOSEST))
    return max(1.0, min(_BESIDE_LETTERS * LABEL_SIZE * text_scale, room) / usual)
