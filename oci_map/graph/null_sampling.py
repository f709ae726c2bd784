"""Maps made by chance: everybody keeps as many seats, every gathering its size.

Seats are swapped between two gatherings of the same layer whenever nobody would then sit twice
in one (Gotelli 2000, Ecology 81, 2606: swaps that keep both margins; a refused swap counts as a
step, so that every arrangement is equally likely in the end). Stated ties keep how many each
organisation has: their ends are paired anew (the configuration model). Every sample is a chain
of its own that begins with the map as it is.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.two_mode import Layer, TwoMode
from oci_map.progress import Progress

# Swaps that are tried for each seat before a sample counts as mixed.
_SWAPS_PER_SEAT: Final = 5
_LEAST_SWAPS: Final = 200
_REPORT_EVERY: Final = 64
# Numbers that a table of samples may hold at once.
_AT_ONCE: Final = 2_000_000


def sampled(
    seats: TwoMode,
    inside: FloatArray,
    *,
    samples: int,
    seed: int,
    progress: Progress | None = None,
) -> FloatArray:
    """Return what tie weights add up to between classes in maps made by chance; (samples, C).

    `inside` has shape (n (n − 1) / 2, C): 1 where a pair of organisations, in the order of
    `numpy.triu_indices(n, 1)`, lies between the two classes of a column. May raise Cancelled.
    """
    rng = np.random.default_rng(seed)
    found = np.zeros((samples, inside.shape[1]))
    everything = max(1, seats.seats)
    done = 0
    inside = inside.astype(np.float32)
    for layer in seats.layers:
        share = len(layer.organisation) / everything
        placed = _shuffled(layer, seats.size, samples, rng, progress, (done / everything, share))
        done += len(layer.organisation)
        first, second, weights = _pairs_of_seats(layer)
        found += _summed(seats.size, placed, first, second, weights, inside)
    if len(seats.ends):
        found += _stated(seats, samples, rng, inside)
    if progress is not None:
        progress.report(1.0)
    return found


def _shuffled(
    layer: Layer,
    size: int,
    samples: int,
    rng: np.random.Generator,
    progress: Progress | None,
    part: tuple[float, float],
) -> IntArray:
    """Return who sits on each seat in each sample, (samples, k)."""
    count, gatherings = len(layer.organisation), len(layer.sizes)
    placed = np.tile(layer.organisation, (samples, 1))
    if gatherings < 2:
        return placed
    sits = np.zeros((gatherings, size), dtype=np.bool_)
    sits[layer.gathering, layer.organisation] = True
    flat = np.tile(sits.ravel(), samples)
    base = np.arange(samples) * (gatherings * size)
    row = np.arange(samples) * count
    seat = placed.ravel()
    steps = max(_LEAST_SWAPS, _SWAPS_PER_SEAT * count)
    for step in range(steps):
        one, other = rng.integers(0, count, (2, samples))
        here, there = seat[row + one], seat[row + other]
        to_here = base + layer.gathering[one] * size
        to_there = base + layer.gathering[other] * size
        fits = ~(flat[to_here + there] | flat[to_there + here])
        row_fits, here, there = row[fits], here[fits], there[fits]
        to_here, to_there = to_here[fits], to_there[fits]
        flat[to_here + here] = False
        flat[to_there + there] = False
        flat[to_here + there] = True
        flat[to_there + here] = True
        seat[row_fits + one[fits]] = there
        seat[row_fits + other[fits]] = here
        if progress is not None and step % _REPORT_EVERY == 0:
            progress.report(min(1.0, part[0] + part[1] * step / steps))
    return placed


def _pairs_of_seats(layer: Layer) -> tuple[IntArray, IntArray, FloatArray]:
    """Return the pairs of seats in the same gathering, and their weights."""
    firsts, seconds, weights = [], [], []
    begin = 0
    for size, weight in zip(layer.sizes.tolist(), layer.weights.tolist(), strict=True):
        first, second = np.triu_indices(size, 1)
        firsts.append(begin + first)
        seconds.append(begin + second)
        weights.append(np.full(len(first), weight))
        begin += size
    return np.concatenate(firsts), np.concatenate(seconds), np.concatenate(weights)


def _stated(
    seats: TwoMode, samples: int, rng: np.random.Generator, inside: FloatArray
) -> FloatArray:
    """Return what stated ties add up to when their ends are paired anew, (samples, C)."""
    count = len(seats.ends)
    ends = rng.permuted(np.tile(seats.ends.ravel(), (samples, 1)), axis=1)
    first = np.arange(count)
    return _summed(seats.size, ends, first, first + count, seats.strengths, inside)


def _summed(
    size: int,
    placed: IntArray,
    first: IntArray,
    second: IntArray,
    weights: FloatArray,
    inside: FloatArray,
) -> FloatArray:
    """Return the sums of weights between the classes in each sample; loops count nothing."""
    found = np.zeros((len(placed), inside.shape[1]))
    pairs = len(inside)
    at_once = max(1, _AT_ONCE // max(1, pairs, len(first)))
    for begin in range(0, len(placed), at_once):
        some = placed[begin : begin + at_once]
        one, other = some[:, first], some[:, second]
        low, high = np.minimum(one, other), np.maximum(one, other)
        code = low * (2 * size - low - 1) // 2 + high - low - 1  # as triu_indices counts
        code += (np.arange(len(some)) * pairs)[:, None]
        real = low < high
        table = np.bincount(
            code[real], np.broadcast_to(weights, code.shape)[real], len(some) * pairs
        ).reshape(len(some), pairs)
        found[begin : begin + len(some)] = table.astype(np.float32) @ inside
    return found
