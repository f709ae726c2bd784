"""Puts the parts that are not tied to the rest of a map in tidy lines round it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.progress import Progress
from oci_map.values import dataclass

# Width over height that the whole picture tends to.
_ASPECT: Final = 1.6
# px round each part, and round the core. Sizes are rounded up, so that equal parts make columns.
_AROUND: Final = 12.0
_ROUND_CORE: Final = 50.0
_ROUNDED: Final = 20.0


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A connected part of the map with positions of its own."""

    nodes: IntArray  # (k,)
    positions: FloatArray  # (k, 2) px


def pack(
    positions: FloatArray,
    core: IntArray,
    parts: Sequence[Part],
    room: FloatArray,
    progress: Progress | None = None,
) -> FloatArray:
    """Return positions (n, 2) in px with all parts placed round the core, which stays.

    `room` (n, 2) is half the width and height that each node wants with its name. Large parts
    stand nearest; each line is as long as the picture so far, beside it while it is too narrow
    and below or above it while it is too low. Raises Cancelled when `progress` does.
    """
    placed = positions.copy()
    boxes = [_bounds(part.positions, room[part.nodes]) for part in parts]
    sizes = _sizes(boxes, [len(part.nodes) for part in parts])
    waiting = np.lexsort((np.arange(len(parts)), -sizes[:, 0], -sizes.prod(axis=1))).tolist()
    low, high = _bounds(positions[core], room[core])
    low, high = low - _ROUND_CORE, high + _ROUND_CORE
    side = 0
    while waiting:
        if progress is not None:
            progress.report(1 - len(waiting) / len(parts))
        across, down = high - low
        line = _line(sizes, waiting, along=1 if across < _ASPECT * down else 0, most=high - low)
        waiting = waiting[len(line) :]
        corners, low, high = _beside(sizes[line], low, high, beside=across < _ASPECT * down,
                                     after=side % 2 == 0)  # fmt: skip
        side += 1
        for number, corner in zip(line, corners, strict=True):
            own_low, own_high = boxes[number]
            middle = corner + sizes[number] / 2
            placed[parts[number].nodes] = (
                parts[number].positions + middle - (own_low + own_high) / 2
            )
    return placed


def _sizes(boxes: Sequence[tuple[FloatArray, FloatArray]], counts: Sequence[int]) -> FloatArray:
    """Return width and height (k, 2) of each part's cell; all single nodes have the same."""
    sizes = np.array([high - low for low, high in boxes]).reshape(-1, 2) + 2 * _AROUND
    sizes = np.ceil(sizes / _ROUNDED) * _ROUNDED
    single = np.array(counts, dtype=np.intp) == 1
    if single.any():
        sizes[single] = sizes[single].max(axis=0)
    return sizes


def _line(sizes: FloatArray, waiting: Sequence[int], along: int, most: FloatArray) -> list[int]:
    """Return the first parts that fit in one line, one at least."""
    lengths = np.cumsum(sizes[list(waiting), along])
    return list(waiting[: max(1, int(np.searchsorted(lengths, most[along] + 1e-6, side="right")))])


def _beside(
    sizes: FloatArray, low: FloatArray, high: FloatArray, beside: bool, after: bool
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the low corners of a line of cells right (or left), or below (or above), of a box.

    The box with the line is returned too. The cells begin where the box does.
    """
    along, across = (1, 0) if beside else (0, 1)
    thick = sizes[:, across].max()
    corners = np.empty_like(sizes)
    corners[:, along] = low[along] + np.concatenate(([0.0], np.cumsum(sizes[:-1, along])))
    low, high = low.copy(), high.copy()
    if after:
        corners[:, across] = high[across] + (thick - sizes[:, across]) / 2
        high[across] += thick
    else:
        low[across] -= thick
        corners[:, across] = low[across] + (thick - sizes[:, across]) / 2
    high[along] = max(high[along], float((corners + sizes)[:, along].max()))
    return corners, low, high


def _bounds(positions: FloatArray, room: FloatArray) -> tuple[FloatArray, FloatArray]:
    if not len(positions):
        return np.zeros(2), np.zeros(2)
    return (positions - room).min(axis=0), (positions + room).max(axis=0)
