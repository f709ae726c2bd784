"""Findings as sentences in the chosen language; names stand as they were typed."""

from __future__ import annotations

from collections.abc import Sequence

from oci_map.graph.analysis import Analysis
from oci_map.graph.bridges import Bridge, Bridging
from oci_map.graph.gaps import PairGap
from oci_map.graph.names import (
    inside,
    joined,
    need_names,
    organisation_name,
    organisation_names,
    sector_name,
)
from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot


def pair_gap_sentence(snapshot: Snapshot, gap: PairGap) -> str:
    """Say what two organisations share and that they do not work together."""
    count = len(gap.shared_needs)
    return ngettext(
        "{one} and {other} share a need ({needs}), but do not work together.",
        "{one} and {other} share {count} needs ({needs}), but do not work together.",
        count,
    ).format(
        one=organisation_name(snapshot, gap.one),
        other=organisation_name(snapshot, gap.other),
        count=number(count),
        needs=need_names(snapshot, gap.shared_needs),
    )


def pair_gaps_sentence(analysis: Analysis) -> str:
    """Say how many gaps between organisations there are, or why there is none."""
    summary = analysis.pair_gap_summary
    if summary.pending:
        return _("Looking for gaps …")
    if summary.count:
        return ngettext(
            "{count} pair of organisations shares a need and does not work together.",
            "{count} pairs of organisations share a need and do not work together.",
            summary.count,
        ).format(count=number(summary.count))
    if summary.sharing == 0:
        return _nothing_shared(analysis)
    if summary.tied == summary.sharing:
        return _("Every pair that shares a need also cooperates.")
    return _("Every pair that shares a need also cooperates, or has a partner in common.")


def _nothing_shared(analysis: Analysis) -> str:
    if not analysis.snapshot.organisations:
        return _("There are no organisations yet.")
    if not analysis.organisations:
        return _("No organisation is shown.")
    if not analysis.needs.needs:
        return _("No needs are recorded yet, so gaps cannot be found.")
    return _("No two organisations share a need.")


def bridge_sentence(snapshot: Snapshot, found: Bridging) -> str:
    """Say what an organisation bridges, and what would be lost without it."""
    organisation = organisation_name(snapshot, found.organisation)
    if found.partners == 0:
        return _("{organisation} is not connected yet.").format(organisation=organisation)
    if found.lost and found.sector is not None:
        return _lost(snapshot, found, organisation)
    if found.sector is not None and found.reached:
        count = len(found.reached)
        return ngettext(
            "Without {organisation}, {sector} still reaches the one sector that it reaches now.",
            "Without {organisation}, {sector} still reaches all {count} sectors "
            "that it reaches now.",
            count,
        ).format(
            organisation=organisation,
            sector=inside(sector_name(snapshot, found.sector)),
            count=number(count),
        )
    if found.sector is None and found.apart:
        return _joined(snapshot, found, organisation)
    return ngettext(
        "{organisation} works with {count} organisation.",
        "{organisation} works with {count} organisations.",
        found.partners,
    ).format(organisation=organisation, count=number(found.partners))


def _lost(snapshot: Snapshot, found: Bridging, organisation: str) -> str:
    assert found.sector is not None  # noqa: S101 - the caller knows
    sector = inside(sector_name(snapshot, found.sector))
    first = _("{organisation} is the bridge from {sector} to {sectors}.").format(
        organisation=organisation,
        sector=sector,
        sectors=joined([inside(sector_name(snapshot, one)) for one in found.lost]),
    )
    rest, all_now = len(found.reached) - len(found.lost), len(found.reached)
    if rest:
        second = ngettext(
            "Without {organisation}, {sector} reaches {count} sector instead of {now}.",
            "Without {organisation}, {sector} reaches {count} sectors instead of {now}.",
            rest,
        )
    else:
        second = _("Without {organisation}, {sector} reaches no other sector.")
    return f"{first} " + second.format(
        organisation=organisation, sector=sector, count=number(rest), now=number(all_now)
    )


def _joined(snapshot: Snapshot, found: Bridging, organisation: str) -> str:
    one, other = (inside(sector_name(snapshot, sector)) for sector in found.apart[0])
    count = len(found.apart)
    return ngettext(
        "{organisation} works with {one} and with {other}, which have no other tie.",
        "{organisation} joins {count} pairs of sectors that have no other tie, "
        "such as {one} and {other}.",
        count,
    ).format(organisation=organisation, one=one, other=other, count=number(count))


def rank_sentence(rank: tuple[int, int]) -> str:
    """Say an organisation's place among how many, in a few words."""
    return _("no. {place} of {count}").format(place=number(rank[0]), count=number(rank[1]))


def pair_bridge_sentence(snapshot: Snapshot, gap: PairGap, bridge: Bridge) -> str:
    """Say how an organisation stands between the two sides of a gap."""
    names = {
        "organisation": organisation_name(snapshot, bridge.organisation),
        "one": organisation_name(snapshot, gap.one),
        "other": organisation_name(snapshot, gap.other),
    }
    if bridge.steps_to_one == 1 and bridge.steps_to_other == 2:
        return _("{organisation} works with {one} and with a partner of {other}.").format(**names)
    if bridge.steps_to_other == 1 and bridge.steps_to_one == 2:
        return _("{organisation} works with {other} and with a partner of {one}.").format(**names)
    return _("{organisation} is {near} steps from {one} and {far} from {other}.").format(
        near=number(bridge.steps_to_one), far=number(bridge.steps_to_other), **names
    )


def isolates_sentence(snapshot: Snapshot, isolates: Sequence[RecordId]) -> str:
    """Say who works with nobody yet; nothing when there is nobody."""
    if not isolates:
        return ""
    return ngettext(
        "{organisations} is not connected yet.",
        "{organisations} are not connected yet.",
        len(isolates),
    ).format(organisations=organisation_names(snapshot, isolates))
