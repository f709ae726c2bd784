"""Turning and stretching a finished picture so that it fills the room it has."""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.group_setting import Setting

#: Half a turn in so many steps; the other half gives the same widths.
TURNS = 36
#: Room kept free at both sides for names and outlines.
MARGIN = np.array([60.0, 50.0])
#: A picture is stretched within these limits, and not much more one way than the other.
SMALLEST, LARGEST, UNEVEN = 0.85, 2.0, 1.5
#: Turning is not worth it for less: what was found for the flat labels is kept.
TURN_PRICE = 0.04


def fit(positions: FloatArray, setting: Setting) -> FloatArray:
    """Turn and stretch a picture (n, 2) about the hub until it fills its box; returns a new one.

    Turning and stretching keep every outline convex and every stranger outside, and discs keep
    their size. Pictures with pins stay as they are.
    """
    free = np.flatnonzero(~setting.fixed)
    pinned = np.flatnonzero(setting.fixed)
    if len(free) < 2 or any(node != setting.hub for node in pinned):
        return positions
    best, best_value = positions, -np.inf
    for step in range(TURNS):
        angle = np.pi * step / TURNS
        turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        turned = positions @ turn
        room = _stretch(turned, setting)
        value = room.min() + 0.15 * room.max() - (TURN_PRICE if step else 0.0)
        if value > best_value:
            best, best_value = turned * _even(room), value
    return best


def _stretch(positions: FloatArray, setting: Setting) -> FloatArray:
    """Return how much wider and higher the picture could be (2,)."""
    size = (np.abs(positions) + setting.radii[:, None]).max(axis=0)
    return np.asarray((setting.half - MARGIN) / np.maximum(size, 1.0))


def _even(room: FloatArray) -> FloatArray:
    room = np.clip(room, SMALLEST, LARGEST)
    return np.asarray(np.minimum(room, room.min() * UNEVEN))
