"""Puts what is not tied to the main part of a map round it: a tidy frame, largest parts first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oci_map.drawing.problem import BoolArray, FloatArray, IntArray
from oci_map.values import dataclass

ASPECT = 1.6
#: Side of the squares in which free room is counted, and room round each part, in px.
_SQUARE = 20.0
_AROUND = 30.0


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A connected part of the map with positions of its own."""

    nodes: IntArray  # (k,)
    positions: FloatArray  # (k, 2) px


def pack(
    positions: FloatArray, core: IntArray, parts: Sequence[Part], room: FloatArray
) -> FloatArray:
    """Return positions (n, 2) in px with all parts placed round the core, which stays.

    `room` (n, 2) is half the width and height that each node wants with its name. Parts of about
    the same size stand in rows and columns, near the core first, so that the whole keeps ASPECT.
    """
    boxes = [_bounds(part.positions, room[part.nodes]) for part in parts]
    spans = np.array([_span(high - low) for low, high in boxes], dtype=np.intp).reshape(-1, 2)
    low, high = _bounds(positions[core], room[core])
    middle = (low + high) / 2
    taken = _squares(positions[core] - middle, room[core], spans)
    corners = _corners(taken, spans)
    while corners is None:
        taken = np.pad(taken, [(taken.shape[0] // 4 + 1,) * 2, (taken.shape[1] // 4 + 1,) * 2])
        corners = _corners(taken, spans)
    placed = positions.copy()
    centres = middle + (corners + spans / 2 - np.array(taken.shape) / 2) * _SQUARE
    for part, (own_low, own_high), centre in zip(parts, boxes, centres, strict=True):
        placed[part.nodes] = part.positions + centre - (own_low + own_high) / 2
    return placed


def _squares(core: FloatArray, room: FloatArray, spans: IntArray) -> BoolArray:
    """Return squares (across, down) round the middle, probably enough; the core's are taken."""
    low, high = _bounds(core, room)
    area = float(((high - low) / _SQUARE).prod() + 1.3 * spans.prod(axis=1).sum())
    reach = np.sqrt(area * np.array([ASPECT, 1 / ASPECT])) / 2 + spans.max(axis=0, initial=1)
    half = np.ceil(np.maximum(reach, (high - low) / 2 / _SQUARE + 2)).astype(int)
    taken = np.zeros(2 * half, dtype=np.bool_)
    first = np.floor((core - room) / _SQUARE).astype(int) + half - 1
    last = np.ceil((core + room) / _SQUARE).astype(int) + half + 1
    for (left, top), (right, bottom) in zip(first.tolist(), last.tolist(), strict=True):
        taken[max(left, 0) : right, max(top, 0) : bottom] = True
    # No holes: who is not tied to the core must not stand in it.
    return _between(taken, 0) & _between(taken, 1)


def _between(taken: BoolArray, axis: int) -> BoolArray:
    """Say which squares lie between taken ones along an axis."""
    before = np.maximum.accumulate(taken, axis=axis)
    after = np.flip(np.maximum.accumulate(np.flip(taken, axis), axis=axis), axis)
    return np.asarray(before & after, dtype=np.bool_)


def _corners(taken: BoolArray, spans: IntArray) -> IntArray | None:
    """Return the low corner (k, 2) of each part's block, or None when they do not all fit."""
    taken = taken.copy()
    corners = np.zeros_like(spans)
    for span in sorted({(-a * b, -b, -a) for a, b in spans.tolist()}):
        size = np.array([-span[2], -span[1]])
        same = np.flatnonzero((spans == size).all(axis=1))
        found = _free_blocks(taken, size, len(same))
        if len(found) < len(same):
            return None
        corners[same] = found
        for left, top in found.tolist():
            taken[left : left + size[0], top : top + size[1]] = True
    return corners


def _free_blocks(taken: BoolArray, size: IntArray, count: int) -> IntArray:
    """Return the corners of up to `count` free blocks nearest to the middle, as one reads them."""
    whole = np.array(taken.shape)
    # The grid of blocks is laid from the middle, so that left and right look alike.
    offset = (whole // 2) % size
    blocks = (whole - offset) // size
    end = offset + blocks * size
    used = taken[offset[0] : end[0], offset[1] : end[1]]
    free = ~used.reshape(blocks[0], size[0], blocks[1], size[1]).any(axis=(1, 3))
    corners = np.argwhere(free) * size + offset
    off = np.abs((corners + size / 2 - whole / 2) / np.array([ASPECT, 1.0]))
    nearest = corners[np.argsort(np.round(off.max(axis=1), 6), kind="stable")[:count]]
    return nearest[np.lexsort((nearest[:, 0], nearest[:, 1]))]


def _bounds(positions: FloatArray, room: FloatArray) -> tuple[FloatArray, FloatArray]:
    if not len(positions):
        return np.zeros(2), np.zeros(2)
    return (positions - room).min(axis=0), (positions + room).max(axis=0)


def _span(size: FloatArray) -> IntArray:
    """Return how many squares a part needs: few different sizes make tidy rows."""
    needed = np.ceil((size + _AROUND / 2) / _SQUARE)
    step = np.where(needed > 24, 8, np.where(needed > 8, 4, 1))
    return np.asarray(np.ceil(needed / step) * step, dtype=np.intp)
