"""Turns and mirrors a new layout so that it looks like the one before."""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray


def turn_towards(positions: FloatArray, wanted: FloatArray) -> FloatArray:
    """Return the turn, mirrored or not, (2, 2) that brings positions (k, 2) nearest to the wanted.

    Orthogonal Procrustes (Schönemann 1966): centre both, then multiply positions by it.
    """
    product = (positions - positions.mean(axis=0)).T @ (wanted - wanted.mean(axis=0))
    left, _values, right = np.linalg.svd(product)
    return np.asarray(left @ right, dtype=np.float64)


def lying_turn(positions: FloatArray) -> FloatArray:
    """Return the turn (2, 2) after which the picture is wider than high, and always the same."""
    centred = positions - positions.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1]
    skew = ((centred @ axes) ** 3).sum(axis=0)
    return np.asarray(axes * np.where(skew < 0, -1.0, 1.0), dtype=np.float64)


def flip_towards(positions: FloatArray, wanted: FloatArray) -> FloatArray:
    """Return the signs (2,) of the mirroring, if any, that brings positions nearest to the wanted.

    Mirrored or upside down keeps what lies straight straight; any other turn would not.
    """
    centred = positions - positions.mean(axis=0)
    aim = wanted - wanted.mean(axis=0)
    return np.where((centred * aim).sum(axis=0) < 0, -1.0, 1.0)
