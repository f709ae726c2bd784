"""Makes room: marks and names that lie on each other step aside, the others hardly move."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.progress import Progress

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

#: Free room between two discs that nothing may fill, in px.
GAP = 16.0
#: Rounds in which names make room, and in which discs may still lie on each other.
_NAME_ROUNDS, _DISC_ROUNDS = 32, 160
#: Neighbours are looked up once for so many rounds.
_LOOK = 4
_SLACK = 12.0
_SPARE = 2.0


def remove_overlaps(
    positions: FloatArray,
    radii: FloatArray,
    room: FloatArray,
    fixed: BoolArray,
    progress: Progress | None = None,
) -> FloatArray:
    """Return positions (n, 2) in px without overlapping discs, and with room for names.

    `radii` (n,) and `room` (n, 2), half the width and height wanted with the name, are in px.
    Names get their room as far as a number of rounds allows; discs are GAP apart in the end,
    except where both are fixed.
    """
    if len(positions) < 2:
        return positions.copy()
    # By axis: far faster than rows of two numbers.
    x = np.ascontiguousarray(_parted(positions, fixed).T)
    free = np.where(fixed, 0.0, 1.0)
    _step_aside(x, room, free, progress)
    _part_discs(x, radii + GAP / 2, free, progress)
    return np.ascontiguousarray(x.T)


def _parted(positions: FloatArray, fixed: BoolArray) -> FloatArray:
    """Return positions of which no two free ones are equal: equal ones know no way out."""
    order = np.lexsort((positions[:, 1], positions[:, 0]))
    same = np.zeros(len(positions), dtype=bool)
    same[order[1:]] = (np.diff(positions[order], axis=0) == 0).all(axis=1)
    turn = np.arange(len(positions)) * 2.399963  # the golden angle: no two go the same way
    aside = np.column_stack((np.cos(turn), np.sin(turn)))
    return np.asarray(positions + aside * (same & ~fixed)[:, None], dtype=np.float64)


def _step_aside(
    x: FloatArray, boxes: FloatArray, free: FloatArray, progress: Progress | None
) -> None:
    """Push boxes that overlap apart along the axis on which it takes the smaller part of them.

    `x` (2, n) is changed.
    """
    reach = 2 * boxes.max(axis=0) + _SLACK
    for done in range(_NAME_ROUNDS):
        if progress is not None:
            progress.report(0.3 * done / _NAME_ROUNDS)
        if done % _LOOK == 0:
            pairs = _near(x.T / reach, 1.0, norm=np.inf)
            # A little more than needed: a room that is nearly there is not there.
            wanted = np.ascontiguousarray((boxes[pairs[0]] + boxes[pairs[1]] + _SPARE).T)
            share = _shares(free, pairs)
        apart = x.take(pairs[0], axis=1) - x.take(pairs[1], axis=1)
        within = np.abs(apart) < wanted
        hit = np.flatnonzero(within[0] & within[1])
        if not len(hit):
            break
        apart, needed = apart.take(hit, axis=1), wanted.take(hit, axis=1)
        overlap = needed - np.abs(apart)
        relative = overlap / needed
        push = 0.8 * overlap * np.where(apart < 0, -1.0, 1.0)
        upright = relative[0] > relative[1]
        push *= np.stack((~upright, upright))
        _apply(x, pairs.take(hit, axis=1), push, share.take(hit, axis=1))


def _part_discs(
    x: FloatArray, radii: FloatArray, free: FloatArray, progress: Progress | None
) -> None:
    """Push discs apart until none overlaps; the last ones are helped with ever stronger pushes.

    `x` (2, n) is changed.
    """
    for done in range(_DISC_ROUNDS):
        if progress is not None:
            progress.report(0.3 + 0.7 * done / _DISC_ROUNDS)
        if done % _LOOK == 0:
            pairs = _near_discs(x, radii)
            wanted = radii[pairs[0]] + radii[pairs[1]]
            share = _shares(free, pairs)
            if not _overlapping(x, pairs, wanted, share).any():
                break
        apart = x.take(pairs[0], axis=1) - x.take(pairs[1], axis=1)
        length = np.maximum(np.hypot(*apart), 1e-9)
        # A little more than needed, so that rounding does not bring a pair back.
        push = np.maximum(0, wanted * 1.01 - length) * (1 + done / _DISC_ROUNDS)
        _apply(x, pairs, apart * (push / length), share)


def _overlapping(
    x: FloatArray, pairs: IntArray, wanted: FloatArray, share: FloatArray
) -> BoolArray:
    close = np.hypot(*(x.take(pairs[0], axis=1) - x.take(pairs[1], axis=1))) < wanted
    return np.asarray(close & (share.sum(axis=0) > 0), dtype=np.bool_)


def _near_discs(x: FloatArray, radii: FloatArray) -> IntArray:
    """Return the pairs (2, p) that might touch; a few huge discs do not make it all pairs."""
    usual = radii <= 2 * np.median(radii)
    rows = np.arange(len(radii))
    small = np.flatnonzero(usual)
    reach = 2 * radii[small].max() + _SLACK
    pairs = small[_near(x[:, small].T, reach)]
    found = [pairs]
    for one in np.flatnonzero(~usual):
        distance = np.hypot(*(x - x[:, one, None]))
        near = np.flatnonzero((distance < radii + radii[one] + _SLACK) & (usual | (rows > one)))
        found.append(np.vstack((np.full(len(near), one), near)))
    return np.concatenate(found, axis=1)


def _near(points: FloatArray, reach: float, norm: float = 2.0) -> IntArray:
    from scipy.spatial import cKDTree

    tree: cKDTree = cKDTree(points, balanced_tree=False, compact_nodes=False)
    pairs: npt.NDArray[np.intp] = tree.query_pairs(reach, p=norm, output_type="ndarray")
    return np.ascontiguousarray(pairs.T)


def _shares(free: FloatArray, pairs: IntArray) -> FloatArray:
    """Return what part (2, p) of a push either end takes: all of it beside a fixed node."""
    both = free[pairs]
    return np.asarray(both / np.maximum(both.sum(axis=0), 1e-9), dtype=np.float64)


def _apply(x: FloatArray, pairs: IntArray, push: FloatArray, share: FloatArray) -> None:
    count = x.shape[1]
    for axis in (0, 1):
        x[axis] += np.bincount(pairs[0], push[axis] * share[0], minlength=count)
        x[axis] -= np.bincount(pairs[1], push[axis] * share[1], minlength=count)
