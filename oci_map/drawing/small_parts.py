"""The layout of many small connected parts at once: those of equal size in one array."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oci_map.drawing.problem import FloatArray, IntArray

_ROUNDS = 40


def lay_out_small(sizes: Sequence[int], links: Sequence[IntArray]) -> list[FloatArray]:
    """Return positions (k, 2) for each small connected graph, one hop being one unit.

    `sizes` are the numbers k of nodes, `links` (m, 2) the links of each. Stress majorisation of
    all pairs (Gansner, Koren & North 2005) from classical scaling.
    """
    found: list[FloatArray] = [np.zeros((size, 2)) for size in sizes]
    for size in sorted({size for size in sizes if size > 1}):
        same = [number for number, own in enumerate(sizes) if own == size]
        hops = _hops(size, [links[number] for number in same])
        for number, positions in zip(same, _relaxed(hops), strict=True):
            found[number] = _lying(positions)
    return found


def _hops(size: int, links: Sequence[IntArray]) -> FloatArray:
    """Return the hops (c, size, size) between all pairs, by Floyd and Warshall."""
    hops = np.full((len(links), size, size), 2.0 * size)
    for number, own in enumerate(links):
        hops[number, own[:, 0], own[:, 1]] = 1.0
        hops[number, own[:, 1], own[:, 0]] = 1.0
    hops[:, np.arange(size), np.arange(size)] = 0.0
    for via in range(size):
        np.minimum(hops, hops[:, :, via, None] + hops[:, None, via, :], out=hops)
    return hops


def _relaxed(hops: FloatArray) -> FloatArray:
    size = hops.shape[1]
    squared = hops**2
    centred = squared - squared.mean(axis=1, keepdims=True) - squared.mean(axis=2, keepdims=True)
    values, vectors = np.linalg.eigh(-0.5 * (centred + squared.mean(axis=(1, 2), keepdims=True)))
    x = vectors[:, :, -2:][:, :, ::-1] * np.sqrt(np.maximum(values[:, -2:][:, None, ::-1], 0.25))
    turn = 2.399963 * np.arange(size)  # so that no two start at the same place
    x = x + 0.05 * np.column_stack((np.cos(turn), np.sin(turn)))
    diagonal = np.eye(size)
    weights = (1 - diagonal) / np.maximum(squared, 1.0)
    pulls = weights * hops
    total = weights.sum(axis=2)[..., None]
    for _ in range(_ROUNDS):
        apart = x[:, :, None] - x[:, None]
        scale = pulls / np.maximum(np.sqrt((apart**2).sum(axis=3)), 1e-6)
        x = (weights @ x + (scale[..., None] * apart).sum(axis=2)) / total
    return np.asarray(x, dtype=np.float64)


def _lying(positions: FloatArray) -> FloatArray:
    """Turn a part so that it is wider than high."""
    centred = positions - positions.mean(axis=0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1]
    turned = centred @ axes
    return np.asarray(turned * np.where((turned**3).sum(axis=0) < -1e-9, -1.0, 1.0))
