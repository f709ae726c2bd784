"""What the map shows, in sentences with pictures and tables: the same content for Word and PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from oci_map import i18n
from oci_map.drawing import captions
from oci_map.drawing.page import Page
from oci_map.exchange import deck_exhibits as shown
from oci_map.exchange.exhibit import Exhibit
from oci_map.i18n import N_, _, ngettext
from oci_map.model import records as r
from oci_map.model import vocabulary as v
from oci_map.progress import Progress, part
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis
    from oci_map.graph.finding import Gap
    from oci_map.graph.findings import Findings

#: Pictures in a report: as wide as the text, names large enough on paper.
FIGURE: Final = Page("figure", N_("Figure"), 860, 780, "below", top=1.0, left=8, right=8, bottom=6)
_MOST_LISTED: Final = 10
_MEASURES: Final = ("tie-weight", "betweenness", "clusters", "ei-index", "cuts", "dependence")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences; a quiet one is small and grey."""

    text: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences one below the other."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A picture, with its title as the caption."""

    exhibit: Exhibit


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads; `widths` are shares of the text's width."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a page of its own."""


Block = Heading | Paragraph | Bullets | Figure | Table | PageBreak


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """A title, what it is about, and its blocks."""

    title: str
    subtitle: str
    illustrative: bool
    blocks: tuple[Block, ...]


def report(analysis: Analysis, progress: Progress | None = None) -> Report:
    """Return the report on a map; may raise Cancelled."""
    findings = analysis.findings.refine(part(progress, 0.0, 0.8))
    blocks = (
        *_who(analysis),
        *_clusters(analysis),
        *_gaps(findings),
        *_bridges(analysis),
        *_change(analysis),
        *_method(findings),
        *_sources(analysis),
    )
    return _report(analysis, captions.title(analysis.snapshot), blocks)


def report_of(exhibits: Sequence[Exhibit]) -> Report:
    """Return a document of chosen views and findings: each a section with its notes."""
    first = exhibits[0].analysis
    blocks: list[Block] = []
    for one in exhibits:
        blocks += [
            Heading(one.title or captions.title(one.analysis.snapshot)),
            Paragraph(captions.in_words(one.analysis), quiet=True),
            Figure(one),
            *(Paragraph(note) for note in one.notes),
        ]
    blocks += _sources(first)
    return _report(first, captions.title(first.snapshot), tuple(blocks))


def _report(analysis: Analysis, title: str, blocks: tuple[Block, ...]) -> Report:
    illustrative = captions.is_illustrative(analysis.snapshot)
    return Report(title, captions.in_words(analysis), illustrative, blocks)


# ---------------------------------------------------------------------------------- the sections


def _who(analysis: Analysis) -> Iterator[Block]:
    from oci_map.graph.wording import isolates_sentence

    snapshot = analysis.snapshot
    count = len(analysis.organisations)
    yield Heading(_("Who is here"))
    sentence = ngettext(
        "The map shows {count} organisation.", "The map shows {count} organisations.", count
    ).format(count=i18n.number(count))
    alone = isolates_sentence(snapshot, analysis.isolates)
    yield Paragraph(" ".join(part for part in (sentence, alone) if part))
    yield Figure(shown.overview(analysis))
    rows = _by_sector(analysis)
    if rows:
        yield Heading(_("Organisations by sector"), 2)
        yield Table((_("Sector"), _("How many"), _("Organisations")), rows, (0.26, 0.13, 0.61))


def _by_sector(analysis: Analysis) -> tuple[tuple[str, ...], ...]:
    from oci_map.graph.filters import CROSS_SECTOR, GOVERNMENT_BODY, NO_SECTOR, sector_row

    snapshot = analysis.snapshot
    names: dict[str, str] = {
        one.id: one.name for one in sorted(snapshot.sectors.values(), key=_by_rank)
    }
    names |= {
        CROSS_SECTOR: _("Cross-sector"),
        GOVERNMENT_BODY: _("Government body"),
        NO_SECTOR: _("Sector unknown"),
    }
    members: dict[str, list[str]] = {}
    for one in analysis.organisations:
        record = snapshot.organisations[one]
        members.setdefault(sector_row(record), []).append(record.short)
    return tuple(
        (name, i18n.number(len(members[key])), ", ".join(sorted(members[key])))
        for key, name in names.items()
        if key in members
    )


def _by_rank(sector: r.Sector) -> tuple[int, str]:
    return sector.rank, sector.name


def _clusters(analysis: Analysis) -> Iterator[Block]:
    found = shown.clusters(analysis)
    if found is None:
        return
    yield Heading(_("Where they already work together"))
    yield Paragraph(found.notes[0])
    yield Figure(replace(found, panel=()))
    yield from (Paragraph(note) for note in found.notes[1:])


def _gaps(findings: Findings) -> Iterator[Block]:
    from oci_map.graph.finding import LEVELS
    from oci_map.graph.gap_summary import level_sentence
    from oci_map.graph.gap_wording import gap_sentence

    snapshot = findings.analysis.snapshot
    yield Heading(_("Where they do not, although they should"))
    yield Bullets(tuple(level_sentence(findings, level) for level in LEVELS))
    for exhibit in shown.gaps(findings):
        yield Heading(exhibit.title, 2)
        yield Figure(replace(exhibit, panel=()))
        yield Bullets(exhibit.notes[:-1])
    for level, title in (
        ("sector", _("The largest gaps between sectors")),
        ("organisation", _("The largest gaps between organisations")),
    ):
        listed = [gap for gap in findings.at_level(level) if not gap.closed][:_MOST_LISTED]
        if listed:
            yield Heading(title, 2)
            rows = tuple(
                (i18n.number(place), gap_sentence(snapshot, gap), _confidence(gap), _state(gap))
                for place, gap in enumerate(listed, 1)
            )
            heads = (_("No."), _("Gap"), _("Confidence"), _("State"))
            yield Table(heads, rows, (0.07, 0.57, 0.2, 0.16))
    matrix = shown.matrix(findings)
    if matrix is not None:
        yield Heading(_("Ties between sectors"), 2)
        yield Figure(matrix)


def _confidence(gap: Gap) -> str:
    from oci_map.graph.gap_remarks import confidence_word

    return confidence_word(gap.confidence)


_STATES: Final = {
    "open": N_("Open"),
    "planned": N_("Planned"),
    "bridged": N_("Bridged"),
    "dismissed": N_("Not relevant"),
}


def _state(gap: Gap) -> str:
    return _(_STATES[gap.state.state])


def _bridges(analysis: Analysis) -> Iterator[Block]:
    found = shown.bridges(analysis)
    if found is None:
        return
    yield Heading(_("Who builds the bridges"))
    yield Paragraph(found.title + ".")
    yield Figure(replace(found, panel=()))
    yield Bullets(found.notes)


def _change(analysis: Analysis) -> Iterator[Block]:
    pictures = list(shown.then_and_now(analysis))
    if not pictures:
        return
    yield Heading(_("What came of it"))
    yield from (Paragraph(note) for note in pictures[0].notes)
    yield from (Figure(one) for one in pictures)


def _method(findings: Findings) -> Iterator[Block]:
    from oci_map.graph.gap_summary import large_groups_sentence, method_sentence
    from oci_map.graph.method import MEASURES

    yield Heading(_("How it was measured"))
    yield Paragraph(
        _(
            "A gap is affinity without cooperation: two sides need the same, or support the same, "
            "and have no tie, or far fewer than chance would give."
        )
    )
    for sentence in (method_sentence(findings), large_groups_sentence(findings)):
        if sentence:
            yield Paragraph(sentence)
    for key in _MEASURES:
        measure = MEASURES.get(key)
        if measure is None:
            continue
        yield Heading(_(measure.name), 2)
        yield Paragraph(_(measure.formula))
        yield Paragraph(f"{_(measure.meaning)} {_(measure.not_meaning)}")
        yield Paragraph(measure.source, quiet=True)


def _sources(analysis: Analysis) -> Iterator[Block]:
    snapshot = analysis.snapshot
    evidence = snapshot.all(r.Evidence).values()
    yield Heading(_("Sources"))
    sources = [one for one in snapshot.all(r.Source).values() if one.kind != "none"]
    if sources:
        yield Bullets(tuple(_source(one) for one in sorted(sources, key=_by_title)))
    else:
        yield Paragraph(_("No sources are recorded."))
    counts = Counter(one.certainty for one in evidence)
    words = [
        f"{_(label)}: {i18n.number(counts[key])}"
        for key, label in v.CERTAINTIES.items()
        if counts[key]
    ]
    if words:
        yield Paragraph(_("Evidence by certainty: {counts}.").format(counts="; ".join(words)))


def _by_title(source: r.Source) -> tuple[str, str]:
    return source.title, source.id


def _source(source: r.Source) -> str:
    return ", ".join(
        part for part in (source.title, i18n.date(source.date), source.address) if part
    )
