"""The colours and sizes of marks for each way to dress the map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing import marks
from oci_map.drawing.appearance import ALIKE, BY_CLUSTER, BY_DOMAIN, BY_LEVEL, BY_PARTNERS
from oci_map.drawing.style import (
    CROSS_SECTOR,
    NODE_ALIKE,
    NODE_LEAST,
    NODE_RANGE,
    Style,
)
from oci_map.drawing.told_apart import DARK_COLOURS, LIGHT_COLOURS
from oci_map.model.ids import RecordId
from oci_map.model.records import PolicyDomain
from oci_map.model.snapshot import Snapshot

if TYPE_CHECKING:
    from oci_map.drawing.clustering import Clustering
    from oci_map.graph.analysis import Analysis


def fills_of(
    analysis: Analysis, colour_by: str, style: Style, clustering: Clustering | None = None
) -> list[str]:
    """Return the colour '#RRGGBB' of each of the n organisations shown.

    Grey where what colours it is not known; '' for that of its sector, which marks have anyhow.
    """
    snapshot, shown = analysis.snapshot, analysis.organisations
    records = [snapshot.organisations[one] for one in shown]
    if colour_by == BY_LEVEL:
        levels = level_colours(snapshot, style)
        return [levels.get(one.policy_level, CROSS_SECTOR) for one in records]
    if colour_by == BY_DOMAIN:
        domains = domain_colours(snapshot, style)
        return [domains.get(one.policy_domain, CROSS_SECTOR) for one in records]
    if colour_by == BY_CLUSTER and clustering is not None:
        return clustering.fills(shown, style)
    return [""] * len(records)


def level_colours(snapshot: Snapshot, style: Style) -> dict[RecordId, str]:
    """Return a colour '#RRGGBB' for each policy level, by their order."""
    levels = sorted(snapshot.levels.values(), key=lambda one: (one.rank, one.id))
    return _coloured([one.id for one in levels], style)


def domain_colours(snapshot: Snapshot, style: Style) -> dict[RecordId, str]:
    """Return a colour '#RRGGBB' for each policy domain, by their order."""
    domains = sorted(snapshot.all(PolicyDomain).values(), key=lambda one: (one.rank, one.id))
    return _coloured([one.id for one in domains], style)


def _coloured(keys: list[RecordId], style: Style) -> dict[RecordId, str]:
    palette = DARK_COLOURS if style.dark else LIGHT_COLOURS
    return {one: palette[number % len(palette)] for number, one in enumerate(keys)}


def radii_of(analysis: Analysis, size_by: str) -> list[float]:
    """Return the radius (px) of the mark of each of the n organisations shown, by `size_by`."""
    shown = analysis.organisations
    if size_by == ALIKE:
        return [NODE_ALIKE] * len(shown)
    if size_by != BY_PARTNERS:
        return marks.node_radii(analysis.snapshot, shown, analysis.brokerage)
    counts = partner_counts(analysis)
    most = float(counts.max(initial=0.0))
    return [NODE_LEAST + NODE_RANGE * math.sqrt(one / most if most else 0.0) for one in counts]


def partner_counts(analysis: Analysis) -> FloatArray:
    """Return with how many others each of the n organisations shown works, (n,)."""
    cooperation = analysis.cooperation
    size = cooperation.size
    counts = np.bincount(cooperation.pairs.ravel(), minlength=size).astype(np.float64)
    if not cooperation.whole:
        return counts
    # Pairs of very large gatherings are not listed: their members are counted one by one.
    for one in sorted({int(i) for group in cooperation.whole for i in group.members}):
        near = np.zeros(size, dtype=np.bool_)
        for group in cooperation.whole:
            if one in group.members:
                near[group.members] = True
        listed = cooperation.pairs[(cooperation.pairs == one).any(axis=1)]
        near[listed.ravel()] = True
        near[one] = False
        counts[one] = np.count_nonzero(near)
    return counts
