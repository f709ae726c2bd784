"""What a document does not say: the counts that belong beside every finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from oci_map.graph.filters import NO_LEVEL, NO_SECTOR, level_row, sector_row
from oci_map.i18n import _, ngettext, number
from oci_map.model import records as r
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import CERTAINTIES, PLATFORM, UNKNOWN
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """How many records there are of a kind, and how many of them lack something."""

    missing: int
    total: int


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not known in a document, as counts."""

    sector: Part  # of organisations; cross-sector ones and government bodies need none
    level: Part
    domain: Part
    needs: Part  # organisations without a stated need
    seat_dates: Part  # seats in groups, the platform left out, without a begin
    tie_dates: Part  # stated ties without a begin
    meeting_dates: Part  # roundtables without a date
    sources: Part  # organisations, seats, ties and needs held that nothing supports
    certainties: Mapping[str, int]  # how much evidence there is of each certainty


def missing(snapshot: Snapshot) -> Missing:
    """Return what is not known in a document."""
    organisations = list(snapshot.organisations.values())
    count = len(organisations)
    holders = {one.organisation for one in snapshot.all(r.NeedStatement).values()}
    groups = snapshot.groups
    seats = [
        one
        for one in snapshot.all(r.Membership).values()
        if one.group in groups and groups[one.group].kind != PLATFORM
    ]
    ties = list(snapshot.all(r.Tie).values())
    meetings = list(snapshot.all(r.Roundtable).values())
    evidence = list(snapshot.all(r.Evidence).values())
    certainties = Counter(one.certainty for one in evidence)
    return Missing(
        sector=Part(sum(sector_row(one) == NO_SECTOR for one in organisations), count),
        level=Part(sum(level_row(one) == NO_LEVEL for one in organisations), count),
        domain=Part(sum(not one.policy_domain for one in organisations), count),
        needs=Part(sum(one.id not in holders for one in organisations), count),
        seat_dates=Part(sum(not one.active_from for one in seats), len(seats)),
        tie_dates=Part(sum(not one.active_from for one in ties), len(ties)),
        meeting_dates=Part(sum(not one.date for one in meetings), len(meetings)),
        sources=_sources(snapshot, evidence),
        certainties=MappingProxyType({kind: certainties[kind] for kind in CERTAINTIES}),
    )


def _sources(snapshot: Snapshot, evidence: list[r.Evidence]) -> Part:
    supported = {(one.noun, one.record) for one in evidence if one.certainty != UNKNOWN}
    facts = [
        (noun, one)
        for noun, records in (
            ("organisation", snapshot.organisations),
            ("membership", snapshot.all(r.Membership)),
            ("tie", snapshot.all(r.Tie)),
            ("need_statement", snapshot.all(r.NeedStatement)),
        )
        for one in records
    ]
    return Part(sum(fact not in supported for fact in facts), len(facts))


def missing_sentences(found: Missing) -> list[str]:
    """Say what is not known, one sentence for each thing; what is complete is not mentioned."""
    return [*_gaps_in_facts(found), _certainty_sentence(found)]


def _gaps_in_facts(found: Missing) -> Iterator[str]:
    for part, text in (
        (found.sector, _("The sector is unknown of {missing} of {total} organisations: "
                         "they take part in no figure about sectors.")),
        (found.level, _("The policy level is unknown of {missing} of {total} organisations.")),
        (found.domain, _("The policy domain is unknown of {missing} of {total} organisations.")),
        (found.needs, _("Of {missing} of {total} organisations no need is recorded: "
                        "they can have no gap by shared needs.")),
        (found.seat_dates, _("Of {missing} of {total} seats in groups the beginning is unknown: "
                             "they count from the start at every date.")),
        (found.tie_dates, _("Of {missing} of {total} stated ties the beginning is unknown: "
                            "they count from the start at every date.")),
        (found.meeting_dates, _("Of {missing} of {total} roundtables the date is unknown.")),
        (found.sources, _("Of {missing} of {total} organisations, seats, ties and needs held "
                          "no source is recorded.")),
    ):  # fmt: skip
        if part.missing:
            yield text.format(missing=number(part.missing), total=number(part.total))


def _certainty_sentence(found: Missing) -> str:
    total = sum(found.certainties.values())
    if not total:
        return _("No evidence is recorded.")
    counts = "; ".join(
        f"{_(CERTAINTIES[kind])}: {number(count)}"
        for kind, count in found.certainties.items()
        if count
    )
    first = ngettext(
        "{count} piece of evidence is recorded ({counts}).",
        "{count} pieces of evidence are recorded ({counts}).",
        total,
    )
    return first.format(count=number(total), counts=counts)
