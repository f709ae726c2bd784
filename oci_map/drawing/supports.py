"""Convex outlines as support functions: how far a set of discs reaches in each direction.

The convex hull of discs reaches h(t) = max(x·u_t + r) along the unit vector u_t. With a handful
of directions every question about outlines (who is inside, how far apart, how long) becomes a
small array, for many pictures at once; no polygon is ever made.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from oci_map.arrays import FloatArray, IntArray


@lru_cache
def compass(count: int) -> FloatArray:
    """Return `count` unit vectors (count, 2) all the way round; `count` is even."""
    angles = np.arange(count) * (2 * np.pi / count)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    vectors.setflags(write=False)
    return vectors


def reach(positions: FloatArray, radii: FloatArray, rays: FloatArray) -> FloatArray:
    """Return how far each disc reaches along each ray: (…, n, 2) gives (…, n, k), px."""
    along: FloatArray = positions @ rays.T
    return along + radii[:, None]


def supports(reaches: FloatArray, sets: IntArray) -> tuple[FloatArray, IntArray]:
    """Return the reach of each set (…, q, k) and the node that gives it (…, q, k)."""
    inside = reaches[..., sets, :]
    who = inside.argmax(axis=-2)
    height = np.take_along_axis(inside, who[..., None, :], axis=-2)[..., 0, :]
    return height, np.take_along_axis(
        np.broadcast_to(sets[:, :, None], inside.shape), who[..., None, :], axis=-2
    )[..., 0, :]


def heights(reaches: FloatArray, sets: IntArray) -> FloatArray:
    """Return the reach of each set (…, q, k) without asking which node gives it."""
    return np.asarray(reaches[..., sets, :].max(axis=-2))


def perimeters(height: FloatArray) -> FloatArray:
    """Return the length of each outline (…) from its reaches (…, k), by Cauchy's formula."""
    return np.asarray(2 * np.pi * height.mean(axis=-1))


def clearances(
    reaches: FloatArray, radii: FloatArray, height: FloatArray
) -> tuple[FloatArray, IntArray]:
    """Return the free room (…, g, n) between each outline and each disc, and the ray of it.

    Below 0 the disc reaches into the hull of the discs; below -2 r it is wholly inside.
    """
    inner = reaches - 2 * radii[:, None]
    room = inner[..., None, :, :] - height[..., :, None, :]
    ray = room.argmax(axis=-1)
    return np.take_along_axis(room, ray[..., None], axis=-1)[..., 0], ray


def opposite(height: FloatArray) -> FloatArray:
    """Turn reaches (…, k) round, so that entry t is the reach along -u_t."""
    return np.roll(height, height.shape[-1] // 2, axis=-1)


def gaps(height: FloatArray, first: IntArray, second: IntArray) -> tuple[FloatArray, IntArray]:
    """Return the widest straight strip (…, p) between pairs of sets, and its ray first → second."""
    strips = -opposite(height[..., second, :]) - height[..., first, :]
    ray = strips.argmax(axis=-1)
    return np.take_along_axis(strips, ray[..., None], axis=-1)[..., 0], ray
