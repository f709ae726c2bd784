"""Finds recommendations without an answer, without an addressee, or with one sector behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from oci_map.graph.filters import Moment
from oci_map.graph.finding import (
    FROM_RECORDS,
    HIGH,
    MEDIUM,
    ONE_SECTOR,
    UNADDRESSED,
    UNANSWERED,
    Confidence,
    Gap,
    SharedNeed,
    Side,
    key_of,
)
from oci_map.model.dates import first_day, last_day
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

_WITHOUT_ANSWER: Final = frozenset({"proposed", "discussed"})


def recommendation_gaps(analysis: Analysis, keep: Collection[str] = ()) -> tuple[Gap, ...]:
    """Return what recommendations lack at the date, by kind; those with most supporters first."""
    moment = Moment(analysis.filter.as_of)
    found: list[Gap] = []
    members = _members_of_sectors(analysis)
    for recommendation in analysis.snapshot.all(Recommendation).values():
        if moment.has(recommendation.proposed_on):
            found += _of(analysis, recommendation, keep, members)
    order = {kind: place for place, kind in enumerate((UNANSWERED, UNADDRESSED, ONE_SECTOR))}
    return tuple(sorted(found, key=_Rank(order)))


class _Rank:
    """Sorts by kind, then by score, then by id."""

    def __init__(self, order: Mapping[str, int]) -> None:
        self._order = order

    def __call__(self, gap: Gap) -> tuple[int, float, RecordId]:
        return self._order[gap.kind], -gap.score, gap.one.record


def is_answered(recommendation: Recommendation, as_of: str = "") -> bool:
    """Say whether there was an answer at a (partial) date, or ever."""
    answered = bool(recommendation.answer) or recommendation.status not in _WITHOUT_ANSWER
    if answered and as_of and recommendation.answered_on:
        return first_day(recommendation.answered_on) <= last_day(as_of)
    return answered


def supporting_sectors(analysis: Analysis, recommendation: Recommendation) -> frozenset[RecordId]:
    """Return the sectors that all supporters have in common, when that is all there is.

    Nothing when supporters come from different sectors or one works across sectors.
    """
    records = analysis.snapshot.organisations
    common: frozenset[RecordId] | None = None
    for one in recommendation.supporters:
        record = records.get(one)
        if record is None or record.cross_sector or not record.sectors:
            return frozenset()
        own = frozenset(record.sectors)
        common = own if common is None else common & own
    return common or frozenset()


def _of(
    analysis: Analysis,
    recommendation: Recommendation,
    keep: Collection[str],
    members: Mapping[RecordId, tuple[RecordId, ...]],
) -> Iterator[Gap]:
    status = recommendation.status
    over = status in ("done", "rejected")
    addressed = bool(recommendation.addressed_to) or recommendation.to_the_sector
    one_sector = bool(supporting_sectors(analysis, recommendation)) or (
        not recommendation.supporters
    )
    lacking = {
        UNANSWERED: addressed and not is_answered(recommendation, analysis.filter.as_of),
        UNADDRESSED: not addressed and not over,
        ONE_SECTOR: one_sector and not over,
    }
    for kind, is_gap in lacking.items():
        key = key_of(kind, recommendation.id)
        if is_gap or key in keep:
            yield _gap(analysis, kind, recommendation, members, closed=not is_gap)


def _gap(
    analysis: Analysis,
    kind: str,
    recommendation: Recommendation,
    members: Mapping[RecordId, tuple[RecordId, ...]],
    *,
    closed: bool,
) -> Gap:
    supporters = tuple(one for one in recommendation.supporters if one in analysis.index)
    sides = [Side("recommendation", recommendation.id, supporters)]
    if kind == UNANSWERED:
        sides += [
            Side("organisation", body, (body,))
            for body in recommendation.addressed_to
            if body in analysis.snapshot.organisations
        ][:1]
    if kind == ONE_SECTOR:
        sides += [
            Side("sector", sector, members.get(sector, ()))
            for sector in sorted(supporting_sectors(analysis, recommendation))
        ][:1]
    shared: tuple[SharedNeed, ...] = ()
    if recommendation.need in analysis.snapshot.needs:
        statements = analysis.snapshot.holders_of.get(recommendation.need, ())
        count = len({one.organisation for one in statements} & set(supporters))
        shared = (SharedNeed(recommendation.need, count, len(supporters)),)
    # A blank may also mean that nobody wrote the answer down.
    word = HIGH if kind == UNADDRESSED or recommendation.due_on else MEDIUM
    return Gap(
        key=key_of(kind, recommendation.id),
        kind=kind,
        sides=tuple(sides),
        score=float(len(supporters)),
        confidence=Confidence(word, FROM_RECORDS, organisations=len(supporters)),
        shared_needs=shared,
        closed=closed,
    )


def _members_of_sectors(analysis: Analysis) -> Mapping[RecordId, tuple[RecordId, ...]]:
    members: dict[RecordId, list[RecordId]] = {}
    for one in analysis.organisations:
        for sector in analysis.snapshot.organisations[one].sectors:
            members.setdefault(sector, []).append(one)
    return {sector: tuple(some) for sector, some in members.items()}
