"""Findings as sentences in the chosen language; names stand as they were typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from unicodedata import bidirectional

from oci_map.graph.analysis import Analysis
from oci_map.graph.bridges import Bridge, Bridging, SectorBridge
from oci_map.graph.gaps import PairGap, SectorGap
from oci_map.i18n import _, listing, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

# Longer lists are cut: "a, b, c and 4 more".
_MOST_NAMES: Final = 3
_LONGEST_NAME: Final = 80


def pair_gap_sentence(snapshot: Snapshot, gap: PairGap) -> str:
    """Say what two organisations share and that they do not work together."""
    count = len(gap.shared_needs)
    return ngettext(
        "{one} and {other} share a need ({needs}), but do not work together.",
        "{one} and {other} share {count} needs ({needs}), but do not work together.",
        count,
    ).format(
        one=_organisation(snapshot, gap.one),
        other=_organisation(snapshot, gap.other),
        count=number(count),
        needs=_needs(snapshot, gap.shared_needs),
    )


def sector_gap_sentence(snapshot: Snapshot, gap: SectorGap) -> str:
    """Say what two sectors share and how little their organisations work together."""
    sentences = [_sector_gap(snapshot, gap)]
    if gap.in_both:
        sentences.append(
            ngettext(
                "{organisations} belongs to both sectors.",
                "{organisations} belong to both sectors.",
                len(gap.in_both),
            ).format(organisations=_organisations(snapshot, gap.in_both))
        )
    return " ".join(sentences)


def _sector_gap(snapshot: Snapshot, gap: SectorGap) -> str:
    count = len(gap.shared_needs)
    if gap.ties:
        # L10n: {ties} is the part "only 1 of 8 pairs of organisations works together".
        text = ngettext(
            "{one} and {other} share a need ({needs}), but {ties}.",
            "{one} and {other} share {count} needs ({needs}), but {ties}.",
            count,
        )
    else:
        text = ngettext(
            "{one} and {other} share a need ({needs}), "
            "but no organisation from either sector works with the other.",
            "{one} and {other} share {count} needs ({needs}), "
            "but no organisation from either sector works with the other.",
            count,
        )
    ties = ngettext(
        "only {ties} of {pairs} pairs of organisations works together",
        "only {ties} of {pairs} pairs of organisations work together",
        gap.ties,
    ).format(ties=number(gap.ties), pairs=number(gap.pairs))
    return text.format(
        one=_first(_sector(snapshot, gap.one)),
        other=_inside(_sector(snapshot, gap.other)),
        count=number(count),
        needs=_needs(snapshot, gap.shared_needs),
        ties=ties,
    )


def pair_gaps_sentence(analysis: Analysis) -> str:
    """Say how many gaps between organisations there are, or why there is none."""
    summary = analysis.pair_gap_summary
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


def sector_gaps_sentence(analysis: Analysis) -> str:
    """Say how many gaps between sectors there are, or why there is none."""
    summary = analysis.sector_gap_summary
    if summary.listed:
        count = len(summary.listed)
        return ngettext(
            "{count} pair of sectors shares a need and has no ties, or far fewer than usual.",
            "{count} pairs of sectors share a need and have no ties, or far fewer than usual.",
            count,
        ).format(count=number(count))
    if summary.sharing:
        return _("All sectors that share a need also have ties.")
    if not analysis.needs.needs:
        return _nothing_shared(analysis)
    if int(analysis.sector_ties.common.diagonal().astype(bool).sum()) < 2:
        return _("Fewer than two sectors have an organisation, so there is nothing to compare.")
    return _("No two sectors share a need.")


def _nothing_shared(analysis: Analysis) -> str:
    if not analysis.organisations:
        return _("No organisation is shown.")
    if not analysis.needs.needs:
        return _("No needs are recorded yet, so gaps cannot be found.")
    return _("No two organisations share a need.")


def bridge_sentence(snapshot: Snapshot, found: Bridging) -> str:
    """Say what an organisation bridges, and what would be lost without it."""
    organisation = _organisation(snapshot, found.organisation)
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
            sector=_inside(_sector(snapshot, found.sector)),
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
    sector = _inside(_sector(snapshot, found.sector))
    first = _("{organisation} is the bridge from {sector} to {sectors}.").format(
        organisation=organisation,
        sector=sector,
        sectors=_names([_inside(_sector(snapshot, one)) for one in found.lost]),
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
    one, other = (_inside(_sector(snapshot, sector)) for sector in found.apart[0])
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
        "organisation": _organisation(snapshot, bridge.organisation),
        "one": _organisation(snapshot, gap.one),
        "other": _organisation(snapshot, gap.other),
    }
    if bridge.steps_to_one == 1 and bridge.steps_to_other == 2:
        return _("{organisation} works with {one} and with a partner of {other}.").format(**names)
    if bridge.steps_to_other == 1 and bridge.steps_to_one == 2:
        return _("{organisation} works with {other} and with a partner of {one}.").format(**names)
    return _("{organisation} is {near} steps from {one} and {far} from {other}.").format(
        near=number(bridge.steps_to_one), far=number(bridge.steps_to_other), **names
    )


def sector_bridge_sentence(snapshot: Snapshot, bridge: SectorBridge) -> str:
    """Say with whom in both sectors an organisation works."""
    return _("{organisation} works with {partners} and with {others}.").format(
        organisation=_organisation(snapshot, bridge.organisation),
        partners=_organisations(snapshot, bridge.partners_in_one),
        others=_organisations(snapshot, bridge.partners_in_other),
    )


def isolates_sentence(snapshot: Snapshot, isolates: Sequence[RecordId]) -> str:
    """Say who works with nobody yet; nothing when there is nobody."""
    if not isolates:
        return ""
    return ngettext(
        "{organisations} is not connected yet.",
        "{organisations} are not connected yet.",
        len(isolates),
    ).format(organisations=_organisations(snapshot, isolates))


def name_in_sentence(name: str) -> str:
    """Return a name as it stands in a sentence: on one line, cut when very long.

    A name written from right to left is isolated, so that it does not turn its surroundings.
    """
    line = " ".join(name.split())
    if len(line) > _LONGEST_NAME:
        line = line[: _LONGEST_NAME - 1].rstrip() + "…"
    if any(bidirectional(character) in ("R", "AL", "AN") for character in line):
        return f"\u2068{line}\u2069"
    return line


def _organisation(snapshot: Snapshot, organisation: RecordId) -> str:
    return name_in_sentence(snapshot.organisations[organisation].short)


def _sector(snapshot: Snapshot, sector: RecordId) -> str:
    return name_in_sentence(snapshot.sectors[sector].name)


def _organisations(snapshot: Snapshot, organisations: Sequence[RecordId]) -> str:
    return _names([_organisation(snapshot, one) for one in organisations])


def _needs(snapshot: Snapshot, needs: Sequence[RecordId]) -> str:
    return _names([name_in_sentence(snapshot.needs[need].name) for need in needs])


def _names(names: list[str]) -> str:
    """Join names; of more than four, the first three and how many more.

    Where a name has a comma of its own, semicolons keep the names apart.
    """
    between = "; " if any("," in name for name in names) else ", "
    if len(names) > _MOST_NAMES + 1:
        last = _("{count} more").format(count=number(len(names) - _MOST_NAMES))
        return listing([between.join(names[:_MOST_NAMES]), last])
    return listing([between.join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _first(sector: str) -> str:
    """Return the name of a sector as the first word of a sentence; iOS keeps its i."""
    return sector if sector[1:2].isupper() else sector[:1].upper() + sector[1:]


def _inside(sector: str) -> str:
    """Return the name of a sector inside a sentence, where it has no capital; PR keeps its P."""
    return sector[:1].lower() + sector[1:] if sector[1:2].islower() else sector
