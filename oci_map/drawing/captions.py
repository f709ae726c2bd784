"""The words that belong to a picture: what is shown, from which sources, how certain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from oci_map import i18n
from oci_map.i18n import N_, _, ngettext
from oci_map.model import records as r
from oci_map.model import vocabulary as v
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

# What a chip or a caption calls the kinds of ties, in the order they are shown.
KIND_NAMES: Final = {
    "cooperation": N_("Cooperation"),
    "project": N_("Joint projects"),
    "initiative": N_("Initiatives"),
    "funding": N_("Funding"),
    "information": N_("Information"),
    "membership": N_("Same group"),
    "roundtable": N_("Same table"),
    "coordination": N_("Coordinator’s role"),
}
# A line of sources names this many and counts the rest.
_SOURCES_NAMED: Final = 3


def title(snapshot: Snapshot) -> str:
    """Return the title of a picture of the whole network."""
    return snapshot.info.title or _("Network of organisations")


def in_words(analysis: Analysis) -> str:
    """Return what the picture shows: date, size, kinds of ties, coordinator in or out."""
    shown = analysis.filter
    parts = [
        _("As of {date}").format(date=i18n.date(shown.as_of)) if shown.as_of else _("All dates"),
        ngettext(
            "{count} organisation", "{count} organisations", len(analysis.organisations)
        ).format(count=i18n.number(len(analysis.organisations))),
        _kinds_in_words(analysis),
    ]
    coordinator = analysis.snapshot.organisations.get(analysis.snapshot.info.coordinator)
    if coordinator is not None:
        template = _("Without {name}") if shown.without_coordinator else _("With {name}")
        parts.append(template.format(name=coordinator.short))
    hidden = len(shown.hidden_sectors) + len(shown.hidden_levels)
    if hidden:
        text = ngettext("{count} legend row hidden", "{count} legend rows hidden", hidden)
        parts.append(text.format(count=hidden))
    return " · ".join(part for part in parts if part)


def _kinds_in_words(analysis: Analysis) -> str:
    kinds = analysis.filter.kinds - {"coordination"}
    names = [_(name) for kind, name in KIND_NAMES.items() if kind in kinds]
    if not names:
        return _("No ties")
    if kinds >= set(KIND_NAMES) - {"coordination"}:
        return _("All kinds of cooperation")
    return i18n.listing([names[0], *(name.lower() for name in names[1:])])


def source_line(snapshot: Snapshot) -> str:
    """Return the sources that the evidence cites most, in a line; '' when there are none."""
    uses: dict[str, int] = {}
    for evidence in snapshot.all(r.Evidence).values():
        if evidence.certainty != v.ILLUSTRATIVE:
            uses[evidence.source] = uses.get(evidence.source, 0) + 1
    sources = snapshot.all(r.Source)
    cited = [sources[RecordId(one)] for one in sorted(uses, key=lambda one: (-uses[one], one))]
    named = [source.title for source in cited if source.kind != "none"]
    if not named:
        return ""
    shown = named[:_SOURCES_NAMED]
    if len(named) > _SOURCES_NAMED:
        rest = len(named) - _SOURCES_NAMED
        shown.append(ngettext("{count} more", "{count} more", rest).format(count=rest))
    label = ngettext("Source: {names}", "Sources: {names}", len(named))
    return label.format(names="; ".join(shown))


def is_illustrative(snapshot: Snapshot) -> bool:
    """Say whether anything in the document is invented as an illustration."""
    return any(e.certainty == v.ILLUSTRATIVE for e in snapshot.all(r.Evidence).values())
