"""The gaps between organisations as findings, and those noted before that are closed by now."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from oci_map.graph.finding import (
    HIGH,
    LOW,
    MANY_NEEDS,
    MEDIUM,
    NOTHING_RECORDED,
    ONE_NEED,
    PAIR,
    SOME_NEEDS,
    Confidence,
    Gap,
    SharedNeed,
    Side,
)
from oci_map.graph.gaps import PairGap, pair_key
from oci_map.model.ids import RecordId

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis


def organisation_gaps(analysis: Analysis, keep: Collection[str] = ()) -> tuple[Gap, ...]:
    """Return the gaps between organisations, largest first; on large maps the first ones.

    Those whose keys are to be kept are there even when they are small or closed.
    """
    alone = frozenset(analysis.isolates)
    listed = [gap_between(one, alone) for one in analysis.pair_gaps]
    known = {gap.key for gap in listed}
    for key in sorted(set(keep) - known):
        listed += _kept(analysis, key, alone)
    return tuple(listed)


def needs_confidence(count: int, organisations: int) -> Confidence:
    """Return the confidence of what follows from how many needs are shared."""
    if count >= 3:
        return Confidence(HIGH, MANY_NEEDS, count, organisations=organisations)
    if count == 2:
        return Confidence(MEDIUM, SOME_NEEDS, count, organisations=organisations)
    return Confidence(LOW, ONE_NEED, count, organisations=organisations)


def gap_between(found: PairGap, alone: Collection[RecordId] = ()) -> Gap:
    """Return a gap between organisations as a finding; `alone` are those with no tie at all."""
    unknown = sum(one in alone for one in (found.one, found.other))
    confidence = needs_confidence(len(found.shared_needs), 2)
    if unknown:
        # Perhaps nobody wrote down what they do together.
        confidence = Confidence(LOW, NOTHING_RECORDED, unknown, organisations=2)
    return Gap(
        key=found.key,
        kind=PAIR,
        sides=(_side(found.one), _side(found.other)),
        score=found.affinity,
        confidence=confidence,
        shared_needs=tuple(SharedNeed(need, 2, 2) for need in found.shared_needs),
        shared_recommendations=found.shared_recommendations,
        affinity=found.affinity,
        pairs=1,
    )


def _kept(analysis: Analysis, key: str, alone: Collection[RecordId]) -> Iterator[Gap]:
    """Yield the gap with this key if its two organisations are shown."""
    _about, _colon, names = key.partition(":")
    first, _bar, second = names.partition("|")
    one, other = RecordId(first), RecordId(second)
    if one not in analysis.index or other not in analysis.index or one == other:
        return
    if pair_key(one, other) != key:
        return
    for gap in analysis.gaps_of(one):
        if gap.key == key:
            yield gap_between(gap, alone)
            return
    held = analysis.snapshot.needs_of
    needs = {statement.need for statement in held.get(one, ())}
    shared = tuple(s.need for s in held.get(other, ()) if s.need in needs)
    weight = sum(p.weight for p in analysis.partners_of(one) if p.organisation == other)
    yield Gap(
        key=key,
        kind=PAIR,
        sides=(_side(one), _side(other)),
        score=0.0,
        confidence=needs_confidence(len(shared), 2),
        shared_needs=tuple(SharedNeed(need, 2, 2) for need in shared),
        ties=int(weight > 0),
        pairs=1,
        observed=weight,
        closed=True,
    )


def _side(organisation: RecordId) -> Side:
    return Side("organisation", organisation, (organisation,))
