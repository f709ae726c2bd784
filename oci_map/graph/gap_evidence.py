"""The records behind a gap: who is on its sides, what they need, how they are tied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from oci_map.graph.filters import Moment
from oci_map.graph.finding import GROUP_BODY, GROUP_SECTOR, GROUPS, EvidenceOf, Gap
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import ILLUSTRATIVE

if TYPE_CHECKING:
    from oci_map.graph.findings import Findings

#: More records than anybody opens; the counts of the gap say how many there are.
MOST_RECORDS: Final = 200


def evidence_of(
    findings: Findings, gap: Gap, same_groups: tuple[RecordId, ...]
) -> tuple[EvidenceOf, ...]:
    """Return the records behind a gap by noun, each noun once and at most 200 of it."""
    found: dict[str, dict[RecordId, None]] = {}
    for noun, record in _records(findings, gap, same_groups):
        kept = found.setdefault(noun, {})
        if len(kept) < MOST_RECORDS:
            kept[record] = None
    return tuple(EvidenceOf(noun, tuple(records)) for noun, records in found.items())


def illustrative(snapshot: Snapshot, evidence: Iterable[EvidenceOf]) -> int:
    """Return how many of these records are marked as made up."""
    return sum(
        any(
            one.noun == part.noun and one.certainty == ILLUSTRATIVE
            for one in snapshot.evidence_of.get(record, ())
        )
        for part in evidence
        for record in part.records
    )


def _records(
    findings: Findings, gap: Gap, same_groups: tuple[RecordId, ...]
) -> Iterator[tuple[str, RecordId]]:
    index = findings.analysis.index
    people = [one for one in gap.organisations[:MOST_RECORDS] if one in index]
    for side in gap.sides:
        yield side.noun, side.record
    for one in people:
        yield "organisation", one
    yield from _needs(findings, gap, people)
    yield from _ties(findings, gap)
    groups = set(same_groups)
    if gap.kind in (GROUPS, GROUP_SECTOR, GROUP_BODY):
        groups |= {side.record for side in gap.sides if side.noun == "working_group"}
    for group in sorted(groups):
        yield from _members(findings, group)
    for recommendation in gap.shared_recommendations:
        yield "recommendation", recommendation
    if gap.state.note:
        yield "gap_note", gap.state.note


def _needs(
    findings: Findings, gap: Gap, people: Iterable[RecordId]
) -> Iterator[tuple[str, RecordId]]:
    needs = {shared.need: None for shared in gap.shared_needs}
    for need in needs:
        yield "need", need
    for one in people:
        for statement in findings.analysis.snapshot.needs_of.get(one, ()):
            if statement.need in needs:
                yield "need_statement", statement.id


def _members(findings: Findings, group: RecordId) -> Iterator[tuple[str, RecordId]]:
    yield "working_group", group
    for membership in findings.analysis.members_of(group):
        yield "membership", membership.id


def _ties(findings: Findings, gap: Gap) -> Iterator[tuple[str, RecordId]]:
    """Yield the stated ties that run across a gap."""
    if len(gap.sides) < 2 or not gap.ties:
        return
    analysis = findings.analysis
    one, other = (frozenset(side.organisations) for side in gap.sides)
    moment = Moment(analysis.filter.as_of)
    for tie in analysis.snapshot.ties.values():
        across = (tie.organisation in one and tie.other in other) or (
            tie.organisation in other and tie.other in one
        )
        if (
            across
            and tie.kind in analysis.filter.kinds
            and moment.has(tie.active_from, tie.active_to)
        ):
            yield "tie", tie.id
