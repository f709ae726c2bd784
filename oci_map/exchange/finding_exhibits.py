"""A finding as a picture: who it is about, the arcs between them, the facts beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from oci_map import i18n
from oci_map.drawing.marks import primary_sector, sector_colour
from oci_map.drawing.parts import PanelLine
from oci_map.drawing.picture import Key
from oci_map.drawing.spotlight import Spotlight
from oci_map.drawing.style import CROSS_SECTOR, LIGHT
from oci_map.exchange.exhibit import Exhibit
from oci_map.graph.filters import COORDINATION
from oci_map.graph.finding import Gap, PossibleBridge, SharedNeed
from oci_map.i18n import _, ngettext

if TYPE_CHECKING:
    from oci_map.graph.findings import Findings
    from oci_map.model.ids import RecordId

_MOST_NEEDS: Final = 3
_MOST_DOTS: Final = 8
_MOST_BRIDGES: Final = 1
# A side of more organisations than that would light up the whole map.
_MOST_LIT: Final = 12

Pair = frozenset[Key]


def finding_exhibit(findings: Findings, gap: Gap) -> Exhibit:
    """Return a finding with its sentence as the title, its facts and what the speaker says."""
    from oci_map.graph.gap_remarks import (
        closing_sentence,
        confidence_sentence,
        figures_sentence,
        state_sentence,
    )
    from oci_map.graph.gap_summary import method_sentence
    from oci_map.graph.gap_wording import gap_sentence, needs_words

    analysis = findings.analysis
    snapshot = analysis.snapshot
    details = findings.details(gap)
    bridges = details.bridges[:_MOST_BRIDGES]
    notes = (
        needs_words(snapshot, gap),
        figures_sentence(gap),
        confidence_sentence(gap.confidence),
        state_sentence(gap),
        *(closing_sentence(snapshot, closing) for closing in details.closings),
        method_sentence(findings),
    )
    return Exhibit(
        name=gap.key.replace(":", "-").replace("|", "-")[:60],
        analysis=analysis,
        title=headline(gap_sentence(snapshot, gap)),
        subtitle=snapshot.info.title,
        spotlight=_spotlight(findings, gap, bridges),
        panel=tuple(_panel(findings, gap, bridges)),
        notes=tuple(note for note in notes if note),
    )


def headline(sentence: str) -> str:
    """Return a sentence as a title: without its full stop, unless another one follows."""
    return sentence[:-1] if sentence.endswith(".") and ". " not in sentence else sentence


def _spotlight(findings: Findings, gap: Gap, bridges: tuple[PossibleBridge, ...]) -> Spotlight:
    analysis = findings.analysis
    sides = [
        tuple(Key(one) for one in side.organisations if one in analysis.index) for side in gap.sides
    ]
    tied = {frozenset((Key(line.one), Key(line.other))) for line in analysis.lines
            if line.kind != COORDINATION}  # fmt: skip
    lit = {key for side in sides for key in side[:_MOST_LIT]}
    spanned: set[Pair] = set()
    for bridge in bridges:
        one = Key(bridge.organisation)
        lit.add(one)
        partners = (*bridge.partners_in_one, *bridge.partners_in_other)
        spanned |= {frozenset((one, Key(partner))) for partner in partners}
    return Spotlight(
        frozenset(lit), tuple(_arcs(findings, gap, sides, tied)), frozenset(spanned & tied)
    )


def _arcs(
    findings: Findings, gap: Gap, sides: list[tuple[Key, ...]], tied: set[Pair]
) -> Iterator[tuple[Key, Key, str]]:
    """Yield the pairs across the gap that share a need and have no tie, with what they share."""
    analysis = findings.analysis
    snapshot = analysis.snapshot
    first, last = sides[0][:_MOST_LIT], sides[-1][:_MOST_LIT]
    pairs = {
        (min(one, other), max(one, other)): None
        for one in first
        for other in last
        if one != other and frozenset((one, other)) not in tied
    }

    def needs(key: Key) -> set[RecordId]:
        return {held.need for held in snapshot.needs_of.get(_id(key), ())}

    found = []
    for one, other in pairs:
        count = len(needs(one) & needs(other))
        if count or not gap.shared_needs:
            found.append((-count, one, other))
    for negative, one, other in sorted(found):
        count = -negative
        text = ngettext("{count} shared need", "{count} shared needs", count)
        # Two pills say it; more would hide the map.
        yield one, other, text.format(count=i18n.number(count)) if len(found) <= 2 else ""


def _id(key: Key) -> RecordId:
    from oci_map.model.ids import RecordId

    return RecordId(key)


def _panel(
    findings: Findings, gap: Gap, bridges: tuple[PossibleBridge, ...]
) -> Iterator[PanelLine]:
    from oci_map.graph.gap_remarks import amount, bridge_words
    from oci_map.graph.names import organisation_name

    snapshot = findings.analysis.snapshot
    count = len(gap.shared_needs)
    if count:
        heading = ngettext("{count} shared need", "{count} shared needs", count)
        yield PanelLine("heading", heading.format(count=i18n.number(count)))
        for shared in gap.shared_needs[:_MOST_NEEDS]:
            yield from _need(findings, gap, shared)
        if count > _MOST_NEEDS:
            more = _("… and {count} more").format(count=i18n.number(count - _MOST_NEEDS))
            yield PanelLine("plain", more)
    if gap.pairs:
        yield PanelLine("rule")
        yield PanelLine("heading", _("Cooperation"))
        ties = ngettext("tie", "ties", gap.ties)
        if gap.expected is not None:
            ties = _("{ties}; expected weight: {amount}").format(
                ties=ties, amount=amount(gap.expected)
            )
        yield PanelLine("number", i18n.number(gap.ties), ties)
    for bridge in bridges:
        yield PanelLine("rule")
        yield PanelLine("heading", _("Possible bridge"))
        yield PanelLine("strong", organisation_name(snapshot, bridge.organisation))
        yield PanelLine("plain", bridge_words(snapshot, gap, bridge))


def _need(findings: Findings, gap: Gap, shared: SharedNeed) -> Iterator[PanelLine]:
    """Yield a need, with a dot for each organisation: open for who does not hold it."""
    from oci_map.graph.gap_wording import holders_words, need_words

    snapshot = findings.analysis.snapshot
    yield PanelLine("strong", need_words(snapshot, shared))
    holders = {held.organisation for held in snapshot.holders_of.get(shared.need, ())}
    shown = gap.organisations
    dots = tuple(_colour(findings, one) if one in holders else "" for one in shown)
    words = holders_words(shared)
    yield PanelLine("dots", more=words, dots=dots if len(dots) <= _MOST_DOTS else ())


def _colour(findings: Findings, organisation: RecordId) -> str:
    snapshot = findings.analysis.snapshot
    sector = primary_sector(snapshot, snapshot.organisations[organisation])
    return CROSS_SECTOR if sector is None else sector_colour(snapshot, sector.id, LIGHT)
