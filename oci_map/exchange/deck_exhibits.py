"""What a roundtable is shown: the whole, its clusters, gaps and bridges, then and now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from oci_map import i18n
from oci_map.drawing.matrix_chart import MatrixWords, matrix_parts
from oci_map.drawing.parts import PanelLine, Part
from oci_map.drawing.picture import Box, Key
from oci_map.drawing.recolour import Division
from oci_map.drawing.spotlight import Spotlight
from oci_map.drawing.style import Style
from oci_map.exchange.exhibit import Exhibit
from oci_map.exchange.finding_exhibits import finding_exhibit, headline
from oci_map.exchange.selection import whole
from oci_map.graph.matrix import SECTOR_SECTOR
from oci_map.i18n import _
from oci_map.model import records as r
from oci_map.model.ids import RecordId

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis
    from oci_map.graph.finding import Gap
    from oci_map.graph.findings import Findings

MOST_GAPS: Final = 3
_MOST_BRIDGES: Final = 3
_LEVELS: Final = ("sector", "organisation", "level", "domain", "need", "group")


def overview(analysis: Analysis) -> Exhibit:
    """Return the whole map."""
    return replace(whole(analysis), name="overview")


def clusters(analysis: Analysis) -> Exhibit | None:
    """Return the map by clusters; None when there is none."""
    from oci_map.graph import wording_clusters as words

    snapshot, structure = analysis.snapshot, analysis.structure
    found = structure.clusters
    if not found.listed:
        return None
    names = structure.cluster_names
    parts = tuple(
        (words.cluster_name(snapshot, names[one.key]), tuple(Key(m) for m in one.members))
        for one in found.listed
    )
    sentence = words.clusters_sentence(snapshot, found)
    notes = (
        sentence,
        *(
            f"{place}. {name}. {words.cluster_sentence(snapshot, one)}"
            for place, ((name, _keys), one) in enumerate(zip(parts, found.listed, strict=True), 1)
        ),
        words.agreement_sentence(structure.agreement),
    )
    return Exhibit(
        "clusters",
        analysis,
        first_sentence(sentence),
        snapshot.info.title,
        division=Division(_("Clusters"), tuple(_numbered(parts))),
        panel=(
            PanelLine("heading", _("Clusters")),
            *(PanelLine("plain", f"{place}. {name}") for place, (name, _keys) in _listed(parts)),
        ),
        notes=tuple(note for note in notes if note),
    )


Parts = tuple[tuple[str, tuple[Key, ...]], ...]


def _listed(parts: Parts) -> Iterator[tuple[int, tuple[str, tuple[Key, ...]]]]:
    return iter(enumerate(parts, 1))


def _numbered(parts: Parts) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """Yield the parts under numbers: their names stand in full beside the map."""
    for place, (_name, keys) in _listed(parts):
        yield _("Cluster {number}").format(number=i18n.number(place)), keys


def largest_gaps(findings: Findings, most: int = MOST_GAPS) -> list[Gap]:
    """Return the gaps to talk about first: open ones between sectors, then between others."""
    chosen: list[Gap] = []
    for level in _LEVELS:
        chosen += [gap for gap in findings.at_level(level) if not gap.closed]
        if len(chosen) >= most:
            break
    return chosen[:most]


def gaps(findings: Findings, most: int = MOST_GAPS) -> list[Exhibit]:
    """Return the largest gaps, each as a picture."""
    return [
        replace(finding_exhibit(findings, gap), name=f"gap-{number}")
        for number, gap in enumerate(largest_gaps(findings, most), 1)
    ]


def bridges(analysis: Analysis) -> Exhibit | None:
    """Return who stands between others; None when nobody does."""
    from oci_map.graph.brokers import strongest
    from oci_map.graph.names import organisation_name, organisation_names
    from oci_map.graph.wording import bridge_sentence
    from oci_map.graph.wording_structure import cuts_sentence, dependence_sentence

    ranked = strongest(analysis.organisations, analysis.brokerage, _MOST_BRIDGES)
    if not ranked:
        return None
    snapshot, structure = analysis.snapshot, analysis.structure
    told = [(one, found) for one in ranked if (found := analysis.bridging_of(one)) is not None]
    panel: list[PanelLine] = []
    for one, found in told:
        panel.append(PanelLine("strong", organisation_name(snapshot, one)))
        panel.append(PanelLine("plain", bridge_sentence(snapshot, found)))
    dependence = structure.dependence
    notes = [bridge_sentence(snapshot, found) for _one, found in told]
    notes.append(cuts_sentence(structure.cuts, structure.reach))
    if dependence is not None:
        notes.append(dependence_sentence(snapshot, dependence))
    lit = frozenset(Key(one) for one in ranked)
    spanned = frozenset(
        frozenset((Key(one), Key(partner.organisation)))
        for one in ranked
        for partner in analysis.partners_of(one)
    )
    title = _("Most ways between others lead over {organisations}").format(
        organisations=organisation_names(snapshot, ranked)
    )
    return Exhibit(
        "bridges", analysis, title, snapshot.info.title,
        spotlight=Spotlight(lit, bridging=spanned), panel=tuple(panel), notes=tuple(notes),
    )  # fmt: skip


def matrix(findings: Findings) -> Exhibit | None:
    """Return the ties between sectors beside what chance would give; None without sectors."""
    from oci_map.graph.gap_remarks import amount
    from oci_map.graph.gap_summary import (
        cell_sentence,
        heading_name,
        level_sentence,
        method_sentence,
        number_sentence,
    )

    snapshot = findings.analysis.snapshot
    table = findings.matrix(SECTOR_SECTOR)
    if not table.rows:
        return None

    def number(row: int, column: int) -> str:
        return amount(table.cells[row][column].weight)

    def sentence(row: int, column: int) -> str:
        return cell_sentence(snapshot, table, row, column)

    words = MatrixWords(
        tuple(heading_name(snapshot, one.noun, one.record) for one in table.rows),
        tuple(_initials(findings.analysis, one.record) for one in table.columns),
        number,
        sentence,
    )

    def chart(box: Box, style: Style) -> tuple[Part, ...]:
        return matrix_parts(table, words, box, style)

    told = level_sentence(findings, "sector")
    return Exhibit(
        "matrix", findings.analysis, first_sentence(told), snapshot.info.title,
        chart=chart, notes=(told, number_sentence(), method_sentence(findings)),
    )  # fmt: skip


def _initials(analysis: Analysis, record: RecordId) -> str:
    sector = analysis.snapshot.sectors.get(record)
    return sector.initials or sector.name if sector is not None else ""


def then_and_now(analysis: Analysis) -> Iterator[Exhibit]:
    """Yield the map at the first named date and now, new ties in colour; nothing without a date."""
    from oci_map.graph.compare import compare
    from oci_map.graph.wording_compare import comparison_sentences

    date = first_date(analysis)
    if not date or date == analysis.filter.as_of:
        return
    snapshot = analysis.snapshot
    before = type(analysis)(snapshot, replace(analysis.filter, as_of=date))
    if not before.organisations:
        return
    found = compare(before, analysis)
    sentences = tuple(comparison_sentences(snapshot, snapshot, found))
    words = i18n.date(date, short=False)
    off = replace(analysis.filter, show_gaps=False)
    yield Exhibit(
        "then", type(analysis)(snapshot, replace(off, as_of=date)),
        _("Who worked together: {date}").format(date=words), snapshot.info.title, notes=sentences,
    )  # fmt: skip
    new = frozenset(frozenset((Key(one), Key(other))) for one, other in found.new)
    everybody = frozenset(Key(one) for one in analysis.organisations)
    yield Exhibit(
        "now", type(analysis)(snapshot, off), first_sentence(sentences[0]), snapshot.info.title,
        spotlight=Spotlight(
            everybody, bridging=new, bridging_text=_("New since {date}").format(date=words)
        ),
        notes=sentences,
    )  # fmt: skip


def first_date(analysis: Analysis) -> str:
    """Return the date that the map is compared with; '' when nothing has a date."""
    named = [one.date for one in analysis.snapshot.all(r.NamedSnapshot).values() if one.date]
    return min(named) if named else next((event.date for event in analysis.events), "")


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, as a title."""
    return headline(text.partition(". ")[0].rstrip(".") + ".")
