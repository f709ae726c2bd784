"""Gaps at every level as sentences in the chosen language; names stand as they were typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from oci_map.graph import finding as f
from oci_map.graph.finding import Gap, Side
from oci_map.graph.names import (
    first_word,
    inside,
    joined,
    name_in_sentence,
    need_names,
    organisation_name,
    sector_name,
)
from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation
from oci_map.model.snapshot import Snapshot


def gap_sentence(snapshot: Snapshot, gap: Gap) -> str:
    """Say what is missing, or that it no longer is."""
    return _SENTENCES[gap.kind](snapshot, gap)


def needs_words(snapshot: Snapshot, gap: Gap) -> str:
    """Name the shared needs and how many hold them: "Growth capital (held by 4 of 4)"."""
    text = _("{need} (held by {holders})")
    return joined(
        [
            text.format(need=need_words(snapshot, one), holders=holders_words(one))
            for one in gap.shared_needs
        ]
    )


def need_words(snapshot: Snapshot, shared: f.SharedNeed) -> str:
    """Name a shared need."""
    return name_in_sentence(snapshot.needs[shared.need].name)


def holders_words(shared: f.SharedNeed) -> str:
    """Say how many of the organisations on both sides hold a need: "3 of 4"."""
    return _("{count} of {all}").format(count=number(shared.holders), all=number(shared.of))


def side_name(snapshot: Snapshot, side: Side) -> str:
    """Return the name of a side of a gap as it stands inside a sentence."""
    if side.noun == "organisation":
        return organisation_name(snapshot, side.record)
    if side.noun == "sector":
        return inside(sector_name(snapshot, side.record))
    record = snapshot.get(side.noun, side.record)
    return name_in_sentence(getattr(record, "name", ""))


# ------------------------------------------------------------------------------ sectors and levels


def _sectors(snapshot: Snapshot, gap: Gap) -> str:
    one = first_word(side_name(snapshot, gap.one))
    other = side_name(snapshot, gap.other)
    if gap.closed:
        return _no_longer(gap, one, other)
    if gap.ties:
        return _few_ties(gap, one, other)
    return ngettext(
        "{one} and {other} share a need, "
        "but no organisation from either sector works with the other.",
        "{one} and {other} share {count} needs, "
        "but no organisation from either sector works with the other.",
        len(gap.shared_needs),
    ).format(one=one, other=other, count=number(len(gap.shared_needs)))


def _sector_and_policy(snapshot: Snapshot, gap: Gap) -> str:
    one = first_word(side_name(snapshot, gap.one))
    name = side_name(snapshot, gap.other)
    if gap.kind == f.SECTOR_LEVEL:
        other = _("the level “{level}”").format(level=name)
    else:
        other = _("the domain “{domain}”").format(domain=name)
    if gap.closed:
        return _no_longer(gap, one, other)
    if gap.ties:
        return _few_ties(gap, one, other)
    return ngettext(
        "{one} and {other} share a need, but no organisation of the one works with the other.",
        "{one} and {other} share {count} needs, "
        "but no organisation of the one works with the other.",
        len(gap.shared_needs),
    ).format(one=one, other=other, count=number(len(gap.shared_needs)))


def _few_ties(gap: Gap, one: str, other: str) -> str:
    ties = ngettext(
        "only {ties} of {pairs} pairs of organisations works together",
        "only {ties} of {pairs} pairs of organisations work together",
        gap.ties,
    ).format(ties=number(gap.ties), pairs=number(gap.pairs))
    # L10n: {ties} is the part "only 1 of 8 pairs of organisations works together".
    return ngettext(
        "{one} and {other} share a need, but {ties}.",
        "{one} and {other} share {count} needs, but {ties}.",
        len(gap.shared_needs),
    ).format(one=one, other=other, count=number(len(gap.shared_needs)), ties=ties)


def _no_longer(gap: Gap, one: str, other: str) -> str:
    if not gap.shared_needs:
        return _("{one} and {other} no longer share a need.").format(one=one, other=other)
    return ngettext(
        "{one} and {other} are connected now: "
        "{ties} of {pairs} pairs of organisations works together.",
        "{one} and {other} are connected now: "
        "{ties} of {pairs} pairs of organisations work together.",
        gap.ties,
    ).format(one=one, other=other, ties=number(gap.ties), pairs=number(gap.pairs))


# ------------------------------------------------------------------------- organisations and needs


def _pair(snapshot: Snapshot, gap: Gap) -> str:
    names = {"one": side_name(snapshot, gap.one), "other": side_name(snapshot, gap.other)}
    count = len(gap.shared_needs)
    if gap.closed and gap.ties:
        return _("{one} and {other} work together now.").format(**names)
    if gap.closed and not count:
        return _("{one} and {other} no longer share a need.").format(**names)
    if gap.closed:
        return _("{one} and {other} have a partner in common now.").format(**names)
    return ngettext(
        "{one} and {other} share a need, but do not work together.",
        "{one} and {other} share {count} needs, but do not work together.",
        count,
    ).format(count=number(count), **names)


def _need(snapshot: Snapshot, gap: Gap) -> str:
    need = side_name(snapshot, gap.one)
    count = len(gap.one.organisations)
    if gap.closed and count < 2:
        return _("Fewer than two organisations need “{need}” now.").format(need=need)
    if gap.closed:
        return _("“{need}” is taken up now: holders meet.").format(need=need)
    if gap.kind == f.NEED_APART:
        text = ngettext(
            "{count} organisation needs “{need}”, but works with no other that does.",
            "{count} organisations need “{need}”, but no two of them work together.",
            count,
        )
    else:
        text = ngettext(
            "{count} organisation needs “{need}”, but no working group takes it up.",
            "{count} organisations need “{need}”, "
            "but no working group brings two of them together.",
            count,
        )
    return text.format(count=number(count), need=need)


# ------------------------------------------------------------------------------------------ groups


def _group_sector(snapshot: Snapshot, gap: Gap) -> str:
    names = {"group": side_name(snapshot, gap.one), "sector": side_name(snapshot, gap.other)}
    if gap.closed and not gap.shared_needs:
        return _("{group} and {sector} no longer share a need.").format(**names)
    if gap.closed:
        return _("{group} has somebody from {sector} now.").format(**names)
    return ngettext(
        "{group} has nobody from {sector}, though they share a need ({needs}).",
        "{group} has nobody from {sector}, though they share {count} needs ({needs}).",
        len(gap.shared_needs),
    ).format(needs=_needs(snapshot, gap), count=number(len(gap.shared_needs)), **names)


def _group_body(snapshot: Snapshot, gap: Gap) -> str:
    names = {"group": side_name(snapshot, gap.one), "body": side_name(snapshot, gap.other)}
    if gap.closed and not gap.shared_needs:
        return _("{group} and {body} no longer share a need.").format(**names)
    if gap.closed:
        return _("{body} sits in {group} now.").format(**names)
    return ngettext(
        "{body} does not sit in {group}, though it is concerned with the need there ({needs}).",
        "{body} does not sit in {group}, "
        "though it is concerned with {count} needs there ({needs}).",
        len(gap.shared_needs),
    ).format(needs=_needs(snapshot, gap), count=number(len(gap.shared_needs)), **names)


def _groups(snapshot: Snapshot, gap: Gap) -> str:
    names = {"one": side_name(snapshot, gap.one), "other": side_name(snapshot, gap.other)}
    if gap.closed:
        return _("{one} and {other} no longer have nearly the same members.").format(**names)
    return ngettext(
        "{one} and {other} have nearly the same members: {count} organisation sits in both.",
        "{one} and {other} have nearly the same members: {count} organisations sit in both.",
        len(gap.in_both),
    ).format(count=number(len(gap.in_both)), **names)


def _needs(snapshot: Snapshot, gap: Gap) -> str:
    return need_names(snapshot, [shared.need for shared in gap.shared_needs])


# --------------------------------------------------------------------------------- recommendations


def _recommendation(snapshot: Snapshot, gap: Gap) -> str:
    text = _recommendation_text(gap, bool(gap.one.organisations))
    record = snapshot.all(Recommendation)[gap.one.record]
    return text.format(
        recommendation=recommendation_name(snapshot, gap.one.record),
        text=name_in_sentence(record.name),
        sector=side_name(snapshot, gap.other) if gap.other.noun == "sector" else "",
    )


def _recommendation_text(gap: Gap, supported: bool) -> str:
    if gap.kind == f.UNANSWERED:
        if gap.closed:
            return _("{recommendation} is answered: “{text}”")
        return _("{recommendation} has no answer yet: “{text}”")
    if gap.kind == f.UNADDRESSED:
        if gap.closed:
            return _("{recommendation} is addressed now, or settled: “{text}”")
        return _("{recommendation} is addressed to nobody: “{text}”")
    if gap.closed:
        return _("{recommendation} has support beyond one sector now, or is settled: “{text}”")
    if gap.other.noun == "sector":
        return _("{recommendation} is supported from {sector} only: “{text}”")
    if supported:
        return _("{recommendation} is supported from one sector only: “{text}”")
    return _("{recommendation} has no supporters yet: “{text}”")


def recommendation_name(snapshot: Snapshot, recommendation: RecordId) -> str:
    """Return "Recommendation 16", or "A recommendation" for one without a number."""
    known = snapshot.all(Recommendation)[recommendation].number
    if known is None:
        return _("A recommendation")
    return _("Recommendation {number}").format(number=known)


_SENTENCES: Final[Mapping[str, Callable[[Snapshot, Gap], str]]] = {
    f.SECTORS: _sectors,
    f.SECTOR_LEVEL: _sector_and_policy,
    f.SECTOR_DOMAIN: _sector_and_policy,
    f.PAIR: _pair,
    f.NEED_APART: _need,
    f.NEED_WITHOUT_GROUP: _need,
    f.GROUP_SECTOR: _group_sector,
    f.GROUP_BODY: _group_body,
    f.GROUPS: _groups,
    f.UNANSWERED: _recommendation,
    f.UNADDRESSED: _recommendation,
    f.ONE_SECTOR: _recommendation,
}
