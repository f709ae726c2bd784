"""Bridging between two dates, or two states of a document: ties, openness, reach and gaps.

    found = compare(Analysis(snapshot, Filter(as_of="2010")), Analysis(snapshot))

Ties and gaps are those of the two views as they are; the indicators leave the coordinator out,
who is tied to everybody by role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from oci_map.arrays import IntArray
from oci_map.graph.analysis import Analysis
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.filters import Filter
from oci_map.graph.finding import PAIR, Gap
from oci_map.graph.outwardness import Outwardness
from oci_map.graph.reach import Reach
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

Pair = tuple[RecordId, RecordId]

# Whoever has a partner in common has no gap: two steps.
_NEAR: Final = 2


@dataclass(frozen=True, slots=True)
class Indicators:
    """Figures of one view, without the coordinator."""

    organisations: int
    ties: int
    outwardness: Outwardness
    reach: Reach


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one view to another."""

    before: Indicators
    after: Indicators
    new: tuple[Pair, ...]  # who works together now and did not; smaller id first, rising
    lost: tuple[Pair, ...]
    kept: tuple[Pair, ...]
    joined: tuple[RecordId, ...]  # organisations that are shown now and were not
    left: tuple[RecordId, ...]
    closed: tuple[Gap, ...]  # as they were before; the sides are still there and no gap is
    opened: tuple[Gap, ...]  # on very large maps without gaps between organisations
    gone: tuple[Gap, ...]  # whose sides, or whose common need, are no longer there
    large: int  # gatherings of either view that are too large to compare their pairs


def compare(before: Analysis, after: Analysis) -> Comparison:
    """Return what changed from one analysis to another."""
    return _compared(before, after, indicators(before), indicators(after))


def _compared(
    before: Analysis, after: Analysis, figures_before: Indicators, figures_after: Indicators
) -> Comparison:
    new, lost, kept = changed_pairs(before.cooperation, after.cooperation)
    whole = not (_is_cut(before) or _is_cut(after))
    were, are = _gaps(before), _gaps(after)
    missing = [gap for key, gap in were.items() if key not in are]
    closed = tuple(gap for gap in missing if _is_closed(gap, after))
    return Comparison(
        before=figures_before,
        after=figures_after,
        new=new,
        lost=lost,
        kept=kept,
        joined=tuple(one for one in after.organisations if one not in before.index),
        left=tuple(one for one in before.organisations if one not in after.index),
        closed=closed,
        opened=tuple(
            gap for key, gap in are.items() if key not in were and (whole or gap.kind != PAIR)
        ),
        gone=tuple(gap for gap in missing if gap not in closed and (whole or gap.kind != PAIR)),
        large=len(before.cooperation.whole) + len(after.cooperation.whole),
    )


def compare_dates(snapshot: Snapshot, view: Filter, before: str, after: str) -> Comparison:
    """Return what changed between two partial dates; an empty one counts all times."""
    return compare_within(Analysis(snapshot, view), before, after)


def compare_within(analysis: Analysis, before: str, after: str) -> Comparison:
    """Return what changed between two partial dates of what an analysis shows.

    What it knows already and no date changes is not found again.
    """
    one, other = (analysis.under(replace(analysis.filter, as_of=date)) for date in (before, after))
    figures = []
    for each in (one, other):
        figures.append(indicators(each))
        each.let_go()  # of what is large, before more is found
    found = _compared(one, other, *figures)
    for each in (one, other):  # else they would stay until garbage is looked for
        each.let_go()
    return found


def indicators(analysis: Analysis) -> Indicators:
    """Return the figures of a view without its coordinator."""
    structure = analysis.structure.without_coordinator
    return Indicators(
        organisations=len(structure.analysis.organisations),
        ties=structure.analysis.cooperation.count,
        outwardness=structure.outwardness,
        reach=structure.reach,
    )


def changed_pairs(
    before: Cooperation, after: Cooperation
) -> tuple[tuple[Pair, ...], tuple[Pair, ...], tuple[Pair, ...]]:
    """Return the pairs that are tied in the second network only, in the first only, in both."""
    names = tuple(sorted({*before.organisations, *after.organisations}))
    index = {one: place for place, one in enumerate(names)}
    were, are = _codes(before, index), _codes(after, index)
    only = [
        np.setdiff1d(are, were, assume_unique=True),
        np.setdiff1d(were, are, assume_unique=True),
        np.intersect1d(were, are, assume_unique=True),
    ]
    new, lost, kept = (_pairs(np.sort(some), names) for some in only)
    return new, lost, kept


def _codes(cooperation: Cooperation, index: Mapping[RecordId, int]) -> IntArray:
    place = np.array([index[one] for one in cooperation.organisations], dtype=np.intp)
    ends = np.sort(place[cooperation.pairs], axis=1)
    return ends[:, 0] * len(index) + ends[:, 1]


def _pairs(codes: IntArray, names: tuple[RecordId, ...]) -> tuple[Pair, ...]:
    one, other = np.divmod(codes, max(1, len(names)))
    return tuple((names[i], names[j]) for i, j in zip(one.tolist(), other.tolist(), strict=True))


def _gaps(analysis: Analysis) -> dict[str, Gap]:
    """Return the gaps of a view by key; those that are listed for their note only are none."""
    return {gap.key: gap for gap in analysis.findings.gaps if not gap.closed}


def _is_cut(analysis: Analysis) -> bool:
    """Say whether the map is so large that not all gaps between organisations are listed."""
    summary = analysis.pair_gap_summary
    return summary.count > len(summary.listed)


def _is_closed(gap: Gap, after: Analysis) -> bool:
    """Say whether a gap that is no longer there was closed; else what it was about is gone."""
    snapshot = after.snapshot
    if any(snapshot.get(side.noun, side.record) is None for side in gap.sides):
        return False
    if gap.kind != PAIR:
        return True
    steps = after.steps_between(gap.sides[0].record, gap.sides[1].record)
    return steps is not None and steps <= _NEAR
