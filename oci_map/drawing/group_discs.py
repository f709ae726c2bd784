"""The last word: whatever the forces left, no disc lies on another."""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.group_setting import Setting
from oci_map.drawing.supports import compass

#: Free room between two discs that is kept whatever else happens.
APART = 4.0
#: Rounds in which all overlapping discs push each other, before the rest look for a free spot.
PUSHES = 40


def part_discs(positions: FloatArray, setting: Setting) -> FloatArray:
    """Move overlapping discs of a picture (n, 2) just apart; returns a new one.

    Only discs that are both fixed can still overlap afterwards.
    """
    now = positions.copy()
    share = np.where(setting.fixed, 0.0, 1.0)
    share = share[:, None] / np.maximum(share[:, None] + share, 1.0)
    wanted = setting.radii[:, None] + setting.radii + APART
    np.fill_diagonal(wanted, -1.0)
    place = np.arange(len(now))
    # Discs on exactly the same spot part sideways, the later one to the right.
    sideways = np.sign(place[:, None] - place).astype(np.float64)
    for _ in range(PUSHES):
        apart = now[:, None] - now
        distance = np.sqrt((apart**2).sum(axis=-1))
        lack = share * np.maximum(wanted - distance, 0.0)
        if lack.max(initial=0.0) < 0.01:
            return now
        same = distance < 1e-6
        apart[..., 0] = np.where(same, sideways, apart[..., 0])
        now += ((lack / np.where(same, 1.0, distance))[..., None] * apart).sum(axis=1)
    for node in np.flatnonzero(~setting.fixed):
        now[node] = _free_spot(int(node), now, wanted[node])
    return now


def _free_spot(node: int, now: FloatArray, wanted: FloatArray) -> FloatArray:
    """Return the nearest spot on growing circles where a disc overlaps nobody, its own first."""
    spots = [now[node]]
    for circle in range(1, 2 * len(now) + 2):
        distance = np.sqrt(((np.array(spots)[:, None] - now) ** 2).sum(axis=-1))
        free = (distance >= wanted - 0.01).all(axis=1)
        if free.any():
            return np.asarray(spots[int(free.argmax())])
        spots = list(now[node] + circle * float(wanted.max()) / 2 * compass(24))
    return np.array(now[node], dtype=np.float64)
