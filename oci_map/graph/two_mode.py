"""Organisations and where they meet, as seats: what the null model keeps and what it shuffles.

Seats fall into layers that are shuffled apart: working groups, initiatives, and each roundtable,
whose guests were the same wherever they sat. Stated ties have no gathering and come as pairs.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.graph.filters import ROUNDTABLE
from oci_map.graph.gatherings import Gathering
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """k seats of n organisations in G gatherings of one sort; nobody sits twice in one."""

    organisation: IntArray  # (k,) organisation indices
    gathering: IntArray  # (k,) 0 to G − 1, rising
    sizes: IntArray  # (G,) how many sit in each, at least two
    weights: FloatArray  # (G,) the weight of a pair of members


@dataclass(frozen=True, slots=True, eq=False)
class TwoMode:
    """All seats in layers, and t stated ties."""

    size: int  # n
    layers: tuple[Layer, ...]
    ends: IntArray  # (t, 2) organisation indices
    strengths: FloatArray  # (t,)

    @property
    def seats(self) -> int:
        """How many seats there are in all layers."""
        return sum(len(layer.organisation) for layer in self.layers)


def two_mode(
    size: int, gatherings: Sequence[Gathering], ends: IntArray, strengths: FloatArray
) -> TwoMode:
    """Return the seats of these gatherings among `size` organisations, and the stated ties."""
    by_layer: dict[str, list[Gathering]] = {}
    for one in gatherings:
        layer = f"{one.kind} {one.record}" if one.kind == ROUNDTABLE else one.kind
        by_layer.setdefault(layer, []).append(one)
    return TwoMode(size, tuple(map(_layer, by_layer.values())), ends, strengths)


def _layer(gatherings: Sequence[Gathering]) -> Layer:
    sizes = np.array([len(one.members) for one in gatherings], dtype=np.intp)
    return Layer(
        organisation=np.concatenate([np.array(one.members, dtype=np.intp) for one in gatherings]),
        gathering=np.repeat(np.arange(len(gatherings)), sizes),
        sizes=sizes,
        weights=np.array([one.weight for one in gatherings], dtype=np.float64),
    )
