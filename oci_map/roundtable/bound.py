"""What no plan can exceed: each guest meets the best others that the seats have room for.

A guest at tables of s₁, s₂, … in R rounds has (s₁ − 1) + (s₂ − 1) + … seats beside it. The bound
gives each guest the best partners for that many seats, without asking whether all of these fit
together; a pair counts half for either side. And a table with more seats than another round has
tables brings some together for a second time, however they are seated. So the bound holds for
every plan, and is reached only by perfect ones.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oci_map.arrays import BoolArray, FloatArray
from oci_map.roundtable.company import Worth


def value_bound(worth: Worth, sizes: Sequence[Sequence[int]]) -> float:
    """Return what no plan exceeds whose tables have these sizes, round by round."""
    rounds = len(sizes)
    # What the first, second, … round together adds; it falls from each to the next.
    steps = [worth.first - worth.each]
    steps += [-worth.each - worth.again * met for met in range(1, rounds)]
    contacts = _contacts(sizes)
    repeats = forced_repeats(sizes)
    # A pair that meets m times has m (m − 1) / 2 ≤ rounds / 2 · (m − 1) repeats.
    different = contacts - 2.0 * repeats / max(rounds, 1)
    crowded = float(worth.first.max(initial=0.0)) * different - worth.again * repeats
    return min(_best(steps, sizes), crowded)


def new_bound(strangers: BoolArray, sizes: Sequence[Sequence[int]]) -> int:
    """Return how many new contacts no plan exceeds whose tables have these sizes."""
    nothing = np.zeros(strangers.shape)
    rounds = len(sizes)
    best = _best([strangers.astype(np.float64)] + [nothing] * (rounds - 1), sizes)
    different = _contacts(sizes) - 2.0 * forced_repeats(sizes) / max(rounds, 1)
    return int(min(best, different) + 1e-9)


def forced_repeats(sizes: Sequence[Sequence[int]]) -> int:
    """Return how often, over all two rounds, a pair at least shares a table in both of them."""
    total = 0
    for number, one in enumerate(sizes):
        for other in sizes[number + 1 :]:
            total += max(_forced(one, other), _forced(other, one))
    return total


def _forced(sizes: Sequence[int], others: Sequence[int]) -> int:
    """Return how many pairs at these tables came from one table, when spread over the others."""
    tables = max(1, sum(1 for size in others if size))
    repeats = 0
    for size in sizes:
        each, more = divmod(size, tables)
        repeats += more * (each + 1) * each // 2 + (tables - more) * each * (each - 1) // 2
    return repeats


def _contacts(sizes: Sequence[Sequence[int]]) -> int:
    return sum(size * (size - 1) // 2 for tables in sizes for size in tables)


def _best(steps: list[FloatArray], sizes: Sequence[Sequence[int]]) -> float:
    count = len(steps[0])
    seated = [[size for size in tables if size] for tables in sizes]
    if count < 2 or not all(seated):
        return 0.0
    least = sum(min(tables) - 1 for tables in seated)
    most = sum(max(tables) - 1 for tables in seated)
    places = sum(size * (size - 1) for tables in seated for size in tables)
    outside = ~np.eye(count, dtype=np.bool_)
    partners = [step[outside].reshape(count, count - 1) for step in steps]
    ranked = -np.sort(-np.concatenate(partners, axis=1), axis=1)[:, :most]
    must = ranked[:, :least]
    # The seats above the least one of every guest go to those who gain most from them.
    rest = -np.sort(-ranked[:, least:].ravel())[: max(0, places - count * least)]
    return float(must.sum() + rest.sum()) / 2.0
