"""What every layout is made from: plain arrays, no records and no toolkit."""

from __future__ import annotations

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class LayoutProblem:
    """Organisations, ties and drawn groups to be laid out; lengths in px at 100 % zoom, y down.

    The origin is where the hub sits, unless the hub is pinned somewhere else.
    """

    radii: FloatArray  # (n,)
    label_widths: FloatArray  # (n,)
    edges: IntArray  # (m, 2) node indices, no duplicates, no loops
    weights: FloatArray  # (m,) strength of cooperation, above 0
    groups: tuple[IntArray, ...]  # the members of each drawn group
    hub: int | None  # the coordinator, tied to everybody
    centre_group: int | None  # index into groups: the group that sits round the hub
    start: FloatArray  # (n, 2), NaN where a node has no position yet
    pinned: BoolArray  # (n,) pinned nodes keep their start exactly

    @property
    def count(self) -> int:
        """How many nodes there are."""
        return int(self.radii.shape[0])

    @property
    def placed(self) -> BoolArray:
        """The nodes that have a start, shape (n,)."""
        return np.asarray(np.isfinite(self.start).all(axis=1), dtype=np.bool_)

    @property
    def fixed(self) -> BoolArray:
        """The pinned nodes that do have a position to keep, shape (n,)."""
        return np.asarray(self.pinned & self.placed, dtype=np.bool_)
