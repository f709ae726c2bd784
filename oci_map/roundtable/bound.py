"""What no plan can exceed: each guest meets the best others that the seats have room for.

A guest at tables of s₁, s₂, … in R rounds has (s₁ − 1) + (s₂ − 1) + … seats beside it. The bound
gives each guest the best partners for that many seats, without asking whether all of these fit
together; a pair counts half for either side. So it holds for every plan, and is reached only by
perfect ones.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oci_map.graph.cooperation import BoolArray, FloatArray
from oci_map.roundtable.company import Worth


def value_bound(worth: Worth, sizes: Sequence[Sequence[int]]) -> float:
    """Return what no plan exceeds whose tables have these sizes, round by round."""
    rounds = len(sizes)
    # What the first, second, … round together adds; it falls from each to the next.
    steps = [worth.first - worth.each]
    steps += [-worth.each - worth.again * met for met in range(1, rounds)]
    return _best(steps, sizes)


def new_bound(strangers: BoolArray, sizes: Sequence[Sequence[int]]) -> int:
    """Return how many new contacts no plan exceeds whose tables have these sizes."""
    nothing = np.zeros(strangers.shape)
    rounds = len(sizes)
    return int(_best([strangers.astype(np.float64)] + [nothing] * (rounds - 1), sizes) + 1e-9)


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
