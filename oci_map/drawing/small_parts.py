"""The layout of many small connected parts at once: those of equal size in one array."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.progress import Progress

_ROUNDS = 40
#: So many pairs of nodes are looked at together.
_TOGETHER = 30_000


def lay_out_small(
    sizes: Sequence[int], links: Sequence[IntArray], progress: Progress | None = None
) -> list[FloatArray]:
    """Return positions (k, 2) for each small connected graph, one hop being one unit.

    `sizes` are the numbers k of nodes, `links` (m, 2) the links of each. Stress majorisation of
    all pairs (Gansner, Koren & North 2005) from classical scaling. Raises Cancelled when
    `progress` does.
    """
    found: list[FloatArray] = [np.zeros((size, 2)) for size in sizes]
    alike: dict[int, list[int]] = defaultdict(list)
    for number, size in enumerate(sizes):
        alike[size].append(number)
    alike.pop(1, None)
    for done, size in enumerate(sorted(alike)):
        same = alike[size]
        together = max(1, _TOGETHER // size**2)
        for begin in range(0, len(same), together):
            if progress is not None:
                progress.report((done + begin / len(same)) / len(alike))
            batch = same[begin : begin + together]
            positions = _lying(_relaxed(_hops(size, [links[number] for number in batch])))
            for number, own in zip(batch, positions, strict=True):
                found[number] = own
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
    """Turn each part (c, k, 2) so that it is wider than high."""
    centred = positions - positions.mean(axis=1, keepdims=True)
    turned = centred @ np.linalg.eigh(centred.transpose(0, 2, 1) @ centred)[1][:, :, ::-1]
    skew = (turned**3).sum(axis=1, keepdims=True)
    return np.asarray(turned * np.where(skew < -1e-9, -1.0, 1.0), dtype=np.float64)
