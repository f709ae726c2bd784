"""What a table talks about: the needs its guests share, and the recommendations, with a question.

A need is a topic when two guests hold it, or one holds it and another can answer for it. Topics
of the theme come first, then those that more guests share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from oci_map.graph.analysis import Analysis
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation
from oci_map.roundtable.company import Company
from oci_map.roundtable.coverage import Theme, can_answer, theme_needs
from oci_map.roundtable.hosts import Host, hosts_at
from oci_map.roundtable.names import joined, need_name
from oci_map.values import dataclass

MOST_TOPICS: Final = 3
MOST_RECOMMENDATIONS: Final = 3
_SETTLED: Final = frozenset({"done", "rejected"})


@dataclass(frozen=True, slots=True)
class Topic:
    """A need to talk about: who has it, who can answer, and a question to begin with."""

    need: RecordId
    holders: tuple[RecordId, ...]  # guests
    answering: tuple[RecordId, ...]  # guests
    question: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation that concerns this table: who supports it, who should answer."""

    recommendation: RecordId
    supporters: tuple[RecordId, ...]  # guests
    addressed: tuple[RecordId, ...]  # guests
    question: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a host has to know about a table."""

    guests: tuple[RecordId, ...]
    host: Host | None  # nobody at an empty table
    topics: tuple[Topic, ...]
    recommendations: tuple[Followed, ...]
    gaps: tuple[tuple[RecordId, RecordId], ...]  # guests


def table_sheet(
    analysis: Analysis,
    company: Company,
    organisations: Mapping[RecordId, RecordId],
    theme: Theme,
    guests: Sequence[RecordId],
    host: RecordId | None = None,
    needs: Sequence[RecordId] = (),
) -> Sheet:
    """Return what a table talks about; `organisations` gives that of each guest.

    Without a host that was chosen, the best one of the table is taken; without needs that were
    chosen, those that its guests share.
    """
    ranked = hosts_at(company, guests)
    chosen = next((one for one in ranked if one.guest == host), ranked[0] if ranked else None)
    topics = _topics(analysis, company, organisations, theme, guests, tuple(needs))
    shared = frozenset(topic.need for topic in topics)
    return Sheet(
        guests=tuple(guests),
        host=chosen,
        topics=topics if needs else topics[:MOST_TOPICS],
        recommendations=_recommendations(analysis, organisations, theme, guests, shared),
        gaps=tuple(pair for pair in combinations(guests, 2) if _has(company, pair)),
    )


def _has(company: Company, pair: tuple[RecordId, RecordId]) -> bool:
    return bool(company.gap[company.index[pair[0]], company.index[pair[1]]])


def _topics(
    analysis: Analysis,
    company: Company,
    organisations: Mapping[RecordId, RecordId],
    theme: Theme,
    guests: Sequence[RecordId],
    only: tuple[RecordId, ...],
) -> tuple[Topic, ...]:
    chosen = only or theme_needs(analysis, theme)
    able = can_answer(analysis, Theme(needs=tuple(analysis.snapshot.needs)))
    held = {
        guest: {
            s.need: s.priority for s in analysis.snapshot.needs_of.get(organisations[guest], ())
        }
        for guest in guests
    }
    found: list[tuple[tuple[float, ...], Topic]] = []
    looked_at = only or dict.fromkeys((*chosen, *analysis.needs.needs))
    for rank, need in enumerate(one for one in looked_at if one in analysis.snapshot.needs):
        holders = tuple(guest for guest in guests if need in held[guest])
        answering = tuple(
            guest
            for guest in guests
            if guest not in holders and organisations[guest] in able.get(need, ())
        )
        if not only and (not holders or len(holders) + len(answering) < 2):
            continue
        question = _question(analysis, company, need, holders, answering)
        weight = sum(held[guest][need] for guest in holders)
        # Those of the theme first; then the more people share it, the better.
        order = (float(need not in chosen), -len(holders) - len(answering), -weight, rank)
        if only:
            order = (0.0, 0, 0, rank)  # as they were chosen
        found.append((order, Topic(need, holders, answering, question)))
    return tuple(topic for _order, topic in sorted(found, key=lambda one: one[0]))


def _question(
    analysis: Analysis,
    company: Company,
    need: RecordId,
    holders: Sequence[RecordId],
    answering: Sequence[RecordId],
) -> str:
    name = need_name(analysis.snapshot, need)
    gap = next((pair for pair in combinations(holders, 2) if _has(company, pair)), None)
    if gap is not None:
        return _("{need}: what could {one} and {other} begin together?").format(
            need=name, one=company.names[gap[0]], other=company.names[gap[1]]
        )
    if not holders:
        return _("{need}: who has met this, and what helped?").format(need=name)
    if answering:
        return _("{need}: what can {bodies} offer to {guests}?").format(
            need=name,
            bodies=joined([company.names[one] for one in answering]),
            guests=joined([company.names[one] for one in holders]),
        )
    return _("{need}: what have {guests} tried, and what can the others use?").format(
        need=name, guests=joined([company.names[one] for one in holders])
    )


def _recommendations(
    analysis: Analysis,
    organisations: Mapping[RecordId, RecordId],
    theme: Theme,
    guests: Sequence[RecordId],
    shared: frozenset[RecordId],
) -> tuple[Followed, ...]:
    found: list[tuple[tuple[float, ...], Followed]] = []
    for rank, one in enumerate(analysis.snapshot.all(Recommendation).values()):
        supporters = tuple(guest for guest in guests if organisations[guest] in one.supporters)
        addressed = tuple(guest for guest in guests if organisations[guest] in one.addressed_to)
        chosen = one.id in theme.recommendations
        there = len(set(supporters) | set(addressed))
        if one.status in _SETTLED or not (there >= 2 or (there and chosen)):
            continue
        order = (float(not chosen), float(one.need not in shared), -there, rank)
        question = _recommendation_question(one.status, bool(addressed))
        found.append((order, Followed(one.id, supporters, addressed, question)))
    ranked = sorted(found, key=lambda one: one[0])
    return tuple(followed for _order, followed in ranked[:MOST_RECOMMENDATIONS])


def _recommendation_question(status: str, answerable: bool) -> str:
    if status in ("planned", "answered"):
        return _("What is the next step, and who takes it?")
    if answerable:
        return _("What can be answered today, and what is still needed for it?")
    return _("Who supports this, and who should answer it?")
