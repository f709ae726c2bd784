"""What an opened gap shows: who could bridge it, what closes it, and the records behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import IntArray
from oci_map.graph import finding as f
from oci_map.graph.finding import (
    Closing,
    EvidenceOf,
    Gap,
    GapDetails,
    PossibleBridge,
    Side,
)
from oci_map.graph.gap_evidence import evidence_of, illustrative
from oci_map.graph.paths import weights_of
from oci_map.graph.recommendation_gaps import supporting_sectors
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE, Emphasis, Recommendation
from oci_map.model.vocabulary import GOVERNMENT, POLICY_GROUP

if TYPE_CHECKING:
    from oci_map.graph.findings import Findings
    from oci_map.graph.group_seats import GroupSeats

MOST_BRIDGES: Final = 3
MOST_INVITED: Final = 4
_BETWEEN_SIDES: Final = (f.PAIR, f.SECTORS, f.SECTOR_LEVEL, f.SECTOR_DOMAIN)


def details_of(findings: Findings, gap: Gap) -> GapDetails:
    """Return what an opened card of a gap shows."""
    same = _same_groups(findings, gap) if gap.kind in _BETWEEN_SIDES else ()
    bridges = _bridges(findings, gap) if gap.kind in (*_BETWEEN_SIDES, f.GROUP_BODY) else ()
    evidence: tuple[EvidenceOf, ...] = evidence_of(findings, gap, same)
    return GapDetails(
        bridges=bridges,
        closings=tuple(_closings(findings, gap, bridges)),
        same_groups=same,
        evidence=evidence,
        illustrative=illustrative(findings.analysis.snapshot, evidence),
    )


def to_invite(gap: Gap, details: GapDetails) -> tuple[RecordId, ...]:
    """Return whom to bring together for a gap: who is proposed, else some of each side."""
    for closing in details.closings:
        if closing.what in (f.INVITE_BOTH, f.INVITE_BODY) and closing.organisations:
            return closing.organisations
    wanted = [one for closing in details.closings for one in closing.organisations[:MOST_INVITED]]
    sides = [one for side in gap.sides for one in side.organisations[:MOST_INVITED]]
    return tuple(dict.fromkeys((*wanted, *sides)))


# ------------------------------------------------------------------------------------- the bridges


def _bridges(findings: Findings, gap: Gap) -> tuple[PossibleBridge, ...]:
    """Return who works with both sides, with the most partners on the side where it has fewer.

    Between two organisations that nobody knows both of: who stands on a shortest way.
    """
    analysis = findings.analysis
    size = len(analysis.organisations)
    one, other = _places(findings, gap.one), _places(findings, gap.other)
    both = np.intersect1d(one, other)
    one, other = np.setdiff1d(one, both), np.setdiff1d(other, both)
    counts = np.stack([_partners(findings, side) for side in (one, other)])
    fewer = counts.min(axis=0)
    able = np.flatnonzero(fewer > 0)
    coordinator = analysis.index.get(analysis.snapshot.info.coordinator)
    is_coordinator = np.zeros(size, dtype=np.bool_)
    if coordinator is not None:
        is_coordinator[coordinator] = True  # she knows everybody: others first
    sits = _meetings(findings, np.concatenate([one, other]))
    keys = (able, -counts.sum(axis=0)[able], -sits[able], -fewer[able], is_coordinator[able])
    order = able[np.lexsort(keys)]
    if not len(order) and gap.kind == f.PAIR:
        return _on_the_way(findings, gap)
    return tuple(
        _bridge(findings, place, one, other, int(fewer[place])) for place in order[:MOST_BRIDGES]
    )


def _partners(findings: Findings, side: IntArray) -> IntArray:
    """Return how many of a side each organisation works with, (n,)."""
    analysis = findings.analysis
    cooperation = analysis.cooperation
    inside = np.zeros(cooperation.size)
    inside[side] = 1.0
    first, second = cooperation.pairs.T
    found = np.bincount(first, weights=inside[second], minlength=cooperation.size)
    found += np.bincount(second, weights=inside[first], minlength=cooperation.size)
    for group in cooperation.whole:
        found[group.members] += inside[group.members].sum() - inside[group.members]
    return found.round().astype(np.intp)


def _meetings(findings: Findings, sides: IntArray) -> IntArray:
    """Return in how many groups each organisation sits with somebody of either side, (n,)."""
    seats = findings.seats
    beside = np.zeros(len(seats.groups), dtype=np.bool_)
    beside[seats.group[np.isin(seats.organisation, sides)]] = True
    return np.bincount(seats.organisation[beside[seats.group]], minlength=seats.size)


def _bridge(
    findings: Findings, place: int, one: IntArray, other: IntArray, fewer: int
) -> PossibleBridge:
    analysis = findings.analysis
    weights = weights_of(analysis.cooperation, analysis.near, int(place))
    sides = []
    for side in (one, other):
        known = side[weights[side] > 0]
        ranked = known[np.argsort(-weights[known].round(9), kind="stable")]
        sides.append(tuple(analysis.organisations[who] for who in ranked.tolist()))
    seats = findings.seats
    beside = np.unique(seats.group[np.isin(seats.organisation, np.concatenate([one, other]))])
    own = np.unique(seats.group[seats.organisation == place])
    return PossibleBridge(
        organisation=analysis.organisations[place],
        partners_in_one=sides[0],
        partners_in_other=sides[1],
        groups=tuple(seats.groups[group] for group in np.intersect1d(own, beside).tolist()),
        dots=max(1, min(4, fewer)),
    )


def _on_the_way(findings: Findings, gap: Gap) -> tuple[PossibleBridge, ...]:
    from oci_map.graph.bridges import pair_bridges

    analysis = findings.analysis
    one, other = analysis.index[gap.one.record], analysis.index[gap.other.record]
    return tuple(
        PossibleBridge(
            bridge.organisation, (), (), (), (bridge.steps_to_one, bridge.steps_to_other)
        )
        for bridge in pair_bridges(analysis.cooperation, analysis.near, one, other)
    )


def _same_groups(findings: Findings, gap: Gap) -> tuple[RecordId, ...]:
    """Return the groups in which different organisations of both sides sit."""
    seats = findings.seats
    one, other = _places(findings, gap.one), _places(findings, gap.other)
    rows_one, rows_other = np.isin(seats.organisation, one), np.isin(seats.organisation, other)
    found = []
    for group in np.intersect1d(seats.group[rows_one], seats.group[rows_other]).tolist():
        here = seats.group == group
        of_one = set(seats.organisation[here & rows_one].tolist())
        of_other = set(seats.organisation[here & rows_other].tolist())
        if len(of_one | of_other) > 1 and (of_one != of_other or len(of_one) > 1):
            found.append(seats.groups[group])
    return tuple(found)


def _places(findings: Findings, side: Side) -> IntArray:
    index = findings.analysis.index
    return np.array(sorted(index[one] for one in side.organisations if one in index), dtype=np.intp)


# ----------------------------------------------------------------------------------- what closes it


def _closings(findings: Findings, gap: Gap, bridges: Sequence[PossibleBridge]) -> Iterator[Closing]:
    if gap.kind in _BETWEEN_SIDES:
        yield from _close_between(findings, gap, bridges)
    elif gap.level == "need":
        yield Closing(f.INVITE_BOTH, _first(findings, gap.one, gap), gap.one.record)
        if gap.kind == f.NEED_WITHOUT_GROUP or len(gap.one.organisations) > 2:
            yield Closing(f.FOUND_GROUP, _first(findings, gap.one, gap), gap.one.record)
    elif gap.kind == f.GROUP_SECTOR:
        yield Closing(f.ADD_TO_GROUP, _first(findings, gap.other, gap), gap.one.record)
    elif gap.kind == f.GROUP_BODY:
        yield Closing(f.INVITE_BODY, gap.other.organisations, gap.one.record)
    elif gap.kind == f.GROUPS:
        yield Closing(f.JOIN_GROUPS, gap.in_both, gap.one.record)
    else:
        yield from _close_recommendation(findings, gap)


def _close_between(
    findings: Findings, gap: Gap, bridges: Sequence[PossibleBridge]
) -> Iterator[Closing]:
    one, other = _first(findings, gap.one, gap), _first(findings, gap.other, gap)
    invited = tuple(dict.fromkeys((*one[:2], *other[:2])))
    if len(invited) > 1:
        yield Closing(f.INVITE_BOTH, invited)
    if bridges:
        yield Closing(f.INTRODUCE, invited, others=(bridges[0].organisation,))
    yield from _seat(findings, gap, one, other)


def _seat(
    findings: Findings, gap: Gap, one: tuple[RecordId, ...], other: tuple[RecordId, ...]
) -> Iterator[Closing]:
    """Yield the groups where one side sits already and one seat more is enough."""
    analysis, seats = findings.analysis, findings.seats
    sizes = seats.sizes
    found: list[tuple[int, int, int, RecordId, IntArray]] = []
    for side, missing in ((gap.one, other), (gap.other, one)):
        places = _places(findings, side)
        present = _counted(seats, places)
        known = [analysis.index[who] for who in missing if who in analysis.index]
        there = np.array(known, dtype=np.intp)
        fits = np.flatnonzero((present > 0) & (_counted(seats, there) == 0))
        best = fits[np.lexsort((fits, sizes[fits], -present[fits]))].tolist()
        chosen = (
            (-int(present[group]), int(sizes[group]), group, newcomer, places)
            for group in best
            for newcomer in [who for who in missing if _may_join(findings, who, group)][:1]
        )
        found += islice(chosen, 2)
    for _present, _size, group, newcomer, places in sorted(found, key=_by_seats)[:2]:
        members = np.intersect1d(seats.members(group), places).tolist()
        others = tuple(sorted(analysis.organisations[one] for one in members))
        yield Closing(f.ADD_TO_GROUP, (newcomer,), seats.groups[group], others)


def _by_seats(found: tuple[int, int, int, RecordId, IntArray]) -> tuple[int, int, int, RecordId]:
    return found[:4]


def _counted(seats: GroupSeats, who: IntArray) -> IntArray:
    """Return how many of some organisations sit in each group, (G,)."""
    sitting = np.zeros(seats.size, dtype=np.bool_)
    sitting[who] = True
    return np.bincount(seats.group[sitting[seats.organisation]], minlength=len(seats.groups))


def _may_join(findings: Findings, organisation: RecordId, group: int) -> bool:
    """Say whether an organisation fits in a group: a policy group is for public bodies."""
    snapshot = findings.analysis.snapshot
    kind = snapshot.groups[findings.seats.groups[group]].kind
    return kind != POLICY_GROUP or snapshot.organisations[organisation].kind == GOVERNMENT


def _close_recommendation(findings: Findings, gap: Gap) -> Iterator[Closing]:
    snapshot = findings.analysis.snapshot
    recommendation = snapshot.all(Recommendation)[gap.one.record]
    if gap.kind == f.UNANSWERED:
        yield Closing(f.ASK_ANSWER, recommendation.addressed_to, gap.one.record)
    elif gap.kind == f.UNADDRESSED:
        need = snapshot.needs.get(recommendation.need)
        emphasis = recommendation.emphasis or (need.emphasis if need is not None else NONE)
        known = snapshot.all(Emphasis).get(emphasis)
        lead = (known.lead,) if known is not None and known.lead else ()
        yield Closing(f.ADDRESS, lead, gap.one.record)
    else:
        own = supporting_sectors(findings.analysis, recommendation)
        holders = [
            statement.organisation
            for statement in snapshot.holders_of.get(recommendation.need, ())
            if statement.organisation in findings.analysis.index
            and statement.organisation not in recommendation.supporters
            and not own & frozenset(snapshot.organisations[statement.organisation].sectors)
        ]
        yield Closing(f.FIND_SUPPORTER, tuple(holders[:MOST_INVITED]), gap.one.record)


def _first(findings: Findings, side: Side, gap: Gap) -> tuple[RecordId, ...]:
    """Return who of a side to invite: who holds most of the shared needs, most urgently."""
    snapshot = findings.analysis.snapshot
    shared = {one.need for one in gap.shared_needs}
    only = set(side.organisations) - set(gap.in_both)
    scored = []
    for one in side.organisations:
        wants = [s.priority for s in snapshot.needs_of.get(one, ()) if s.need in shared]
        if wants:
            scored.append((one not in only, -len(wants), -sum(wants), one))
    return tuple(one for *_rank, one in sorted(scored)[:MOST_INVITED])
