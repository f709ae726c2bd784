"""What would change if organisations worked together or took a seat, before anything is saved.

A pure function of a snapshot, a filter and what is supposed: the findings of the map as it is
and of the map as it would be, side by side. Expected ties are reckoned in closed form on both.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.graph.analysis import Analysis
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.filters import Filter
from oci_map.graph.finding import SECTOR_DOMAIN, SECTOR_LEVEL, SECTORS, Gap
from oci_map.graph.organisation_gaps import gap_between
from oci_map.graph.pair_gaps import LARGEST_TABLE, PairGapFinder
from oci_map.model.change import RecordChange
from oci_map.model.dates import overlap
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership, Record, Tie
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass

_MORE: Final = 1e-9
_COMPARED: Final = (SECTORS, SECTOR_LEVEL, SECTOR_DOMAIN)


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What is supposed: ties between two organisations, and seats of organisations in groups."""

    ties: tuple[tuple[RecordId, RecordId], ...] = ()
    seats: tuple[tuple[RecordId, RecordId], ...] = ()  # organisation, working group
    strength: int = 3  # of each tie
    kind: str = "cooperation"


@dataclass(frozen=True, slots=True)
class RankChange:
    """The place of an organisation among the bridges, (place, of how many), before and after."""

    organisation: RecordId
    before: tuple[int, int] | None  # None for who bridges nothing
    after: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Hold:
    """How the map hangs together: its parts, who is alone, and what it hangs on."""

    parts: int  # of two organisations or more
    largest: int  # organisations in the largest part
    alone: int  # organisations that work with nobody
    cut_points: tuple[RecordId, ...]  # without whom others would be cut off


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What would change: gaps, bridging and how the map hangs together."""

    hypothesis: Hypothesis
    closed: tuple[Gap, ...]  # gaps that would be none any more, as they are now
    opened: tuple[Gap, ...]  # gaps there would be, as they would be then
    narrowed: tuple[tuple[Gap, Gap], ...]  # gaps that stay with more ties: now, then
    only_touched: bool  # large maps: of gaps between organisations, only those of who is named
    ranks: tuple[RankChange, ...]  # of those the hypothesis names
    estimated: bool  # ranks on large maps are
    before: Hold
    after: Hold
    left_out: int  # ties and seats that are there already, or of what is not shown


def what_if(snapshot: Snapshot, view: Filter, hypothesis: Hypothesis) -> WhatIf:
    """Return what would change in a view if the hypothesis came true."""
    now = Analysis(snapshot, view)
    records = _records(now, hypothesis)
    then = now
    if records:
        changes = [RecordChange(noun, one.id, None, one) for noun, one in records]
        then = Analysis(snapshot.after(changes), view)
    touched = tuple(dict.fromkeys(_touched(now, hypothesis)))
    before, after = _gaps(now, touched), _gaps(then, touched)
    moved = [
        (gap, after[key])
        for key, gap in before.items()
        if key in after and after[key].observed > gap.observed + _MORE and gap.kind in _COMPARED
    ]
    found = WhatIf(
        hypothesis=hypothesis,
        closed=tuple(
            gap for key, gap in before.items() if key not in after and _has_more(then, gap)
        ),
        # More ties never open a gap between classes; only what is expected moves.
        opened=tuple(
            gap for key, gap in after.items() if key not in before and gap.kind not in _COMPARED
        ),
        narrowed=tuple(moved),
        only_touched=_is_large(now),
        ranks=tuple(
            RankChange(one, now.brokerage_rank(one), then.brokerage_rank(one)) for one in touched
        ),
        estimated=now.brokerage_is_estimated,
        before=hold_of(now),
        after=hold_of(then) if records else hold_of(now),
        left_out=len(hypothesis.ties) + len(hypothesis.seats) - len(records),
    )
    for each in (now, then):  # else they would stay until garbage is looked for
        each.let_go()
    return found


def _has_more(then: Analysis, gap: Gap) -> bool:
    """Say whether a gap that is none any more has more ties, and not only less expected."""
    if gap.kind not in _COMPARED:
        return True
    classes = then.findings.classes
    names = list(zip(classes.nouns, classes.between.sectors, strict=True))
    row, column = (names.index((side.noun, side.record)) for side in gap.sides)
    return bool(classes.between.weights[row, column] > gap.observed + _MORE)


def hold_of(analysis: Analysis) -> Hold:
    """Return how a map hangs together."""
    from oci_map.graph.cuts import find_cuts

    sizes = part_sizes(analysis.cooperation)
    return Hold(
        parts=int((sizes > 1).sum()),
        largest=int(sizes.max()) if len(sizes) else 0,
        alone=int((sizes == 1).sum()),
        cut_points=tuple(cut.organisation for cut in find_cuts(analysis.cooperation).organisations),
    )


def part_sizes(cooperation: Cooperation) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return how many organisations each part that hangs together has, in no order."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not cooperation.size:
        return np.zeros(0, dtype=np.intp)
    # The members of a large gathering hang together by its first one.
    one = [cooperation.pairs[:, 0], *(np.repeat(g.members[:1], len(g.members) - 1)
                                      for g in cooperation.whole)]  # fmt: skip
    other = [cooperation.pairs[:, 1], *(group.members[1:] for group in cooperation.whole)]
    rows, columns = np.concatenate(one), np.concatenate(other)
    table = coo_array((np.ones(len(rows)), (rows, columns)), shape=(cooperation.size,) * 2)
    labels = connected_components(table, directed=False)[1]
    return np.bincount(labels)


def _records(now: Analysis, hypothesis: Hypothesis) -> list[tuple[str, Record]]:
    """Return the records that would be added; what is there already or not shown is left out."""
    found: list[tuple[str, Record]] = []
    for number, (one, other) in enumerate(dict.fromkeys(hypothesis.ties)):
        if one != other and one in now.index and other in now.index:
            tie = Tie(
                id=RecordId(f"what-if tie {number}"),
                organisation=one,
                other=other,
                kind=hypothesis.kind,
                strength=hypothesis.strength,
            )
            found.append(("tie", tie))
    snapshot = now.snapshot
    for number, (organisation, group) in enumerate(dict.fromkeys(hypothesis.seats)):
        if organisation not in now.index or group not in snapshot.groups:
            continue
        if not _sits(snapshot, organisation, group, now.filter.as_of):
            seat = Membership(
                id=RecordId(f"what-if seat {number}"), organisation=organisation, group=group
            )
            found.append(("membership", seat))
    return found


def _sits(snapshot: Snapshot, organisation: RecordId, group: RecordId, as_of: str) -> bool:
    return any(
        seat.group == group and overlap(seat.active_from, seat.active_to, as_of, as_of)
        for seat in snapshot.memberships_of.get(organisation, ())
    )


def _touched(now: Analysis, hypothesis: Hypothesis) -> list[RecordId]:
    named = [one for tie in hypothesis.ties for one in tie]
    named += [organisation for organisation, _group in hypothesis.seats]
    return [one for one in named if one in now.index]


def _gaps(analysis: Analysis, touched: tuple[RecordId, ...]) -> dict[str, Gap]:
    """Return the gaps that are open by the records, whatever was noted about them.

    Recommendations have nothing to do with ties. On large maps, of the gaps between
    organisations only those of whoever is named are looked for.
    """
    levels = ("sector", "level", "domain", "need", "group")
    listed = [gap for level in levels for gap in analysis.findings.at_level(level)]
    if _is_large(analysis):
        finder = PairGapFinder(analysis.snapshot, analysis.cooperation, analysis.needs)
        for one in touched:
            listed += map(gap_between, finder.of(analysis.index[one]))
    else:
        listed += analysis.findings.at_level("organisation")
    return {gap.key: gap for gap in listed if not gap.closed}


def _is_large(analysis: Analysis) -> bool:
    return len(analysis.organisations) > LARGEST_TABLE
