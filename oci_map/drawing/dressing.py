"""The colours and sizes of marks for each way to dress the map."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from oci_map.drawing import marks
from oci_map.drawing.appearance import ALIKE, BY_DOMAIN, BY_LEVEL, BY_PARTNERS
from oci_map.drawing.problem import FloatArray
from oci_map.drawing.style import (
    CROSS_SECTOR,
    NODE_ALIKE,
    NODE_LEAST,
    NODE_RANGE,
    SECTOR_DARK,
    SECTOR_LIGHT,
    Style,
)
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation, PolicyDomain
from oci_map.model.snapshot import Snapshot

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis


def fill_of(snapshot: Snapshot, organisation: Organisation, colour_by: str, style: Style) -> str:
    """Return the colour '#RRGGBB' of a mark; grey where what colours it is not known."""
    if colour_by == BY_LEVEL:
        return level_colours(snapshot, style).get(organisation.policy_level, CROSS_SECTOR)
    if colour_by == BY_DOMAIN:
        return domain_colours(snapshot, style).get(organisation.policy_domain, CROSS_SECTOR)
    sector = marks.primary_sector(snapshot, organisation)
    return CROSS_SECTOR if sector is None else marks.sector_colour(snapshot, sector.id, style)


def level_colours(snapshot: Snapshot, style: Style) -> dict[RecordId, str]:
    """Return a colour '#RRGGBB' for each policy level, by their order."""
    levels = sorted(snapshot.levels.values(), key=lambda one: (one.rank, one.id))
    return _coloured([one.id for one in levels], style)


def domain_colours(snapshot: Snapshot, style: Style) -> dict[RecordId, str]:
    """Return a colour '#RRGGBB' for each policy domain, by their order."""
    domains = sorted(snapshot.all(PolicyDomain).values(), key=lambda one: (one.rank, one.id))
    return _coloured([one.id for one in domains], style)


def _coloured(keys: list[RecordId], style: Style) -> dict[RecordId, str]:
    palette = SECTOR_DARK if style.dark else SECTOR_LIGHT
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
