"""What came of a roundtable as one slide and as one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from oci_map import i18n
from oci_map.drawing import captions
from oci_map.drawing.evidence_chart import evidence_parts
from oci_map.drawing.parts import PanelLine, Part
from oci_map.drawing.picture import Box
from oci_map.drawing.style import Style
from oci_map.exchange.exhibit import Exhibit
from oci_map.exchange.finding_exhibits import headline as as_title
from oci_map.exchange.formats import check_document, export_all, write_document
from oci_map.exchange.report import (
    Block,
    Bullets,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    Table,
)
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.i18n import _, ngettext
from oci_map.progress import Progress, part
from oci_map.roundtable import evidence_words as words
from oci_map.roundtable.evidence import BECAME_TIES, MONTHS, OTHER_KINDS, Evidence, compared

if TYPE_CHECKING:
    from oci_map.exchange.options import Options
    from oci_map.graph.compare import Comparison
    from oci_map.model.snapshot import Snapshot


def export_evidence(
    snapshot: Snapshot,
    found: Evidence,
    path: Path,
    options: Options | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write one slide (or picture), or one page when it is to be a Word document.

    Raises UserError for an unknown kind of file, FileProblem when it cannot be written.
    """
    if path.suffix.lower() == ".docx":
        return export_evidence_page(snapshot, found, path, options, progress)
    exhibit = evidence_exhibit(snapshot, found, compared(snapshot, found))
    return export_all([exhibit], path, options, part(progress, 0.5, 1.0))


def export_evidence_page(
    snapshot: Snapshot,
    found: Evidence,
    path: Path,
    options: Options | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the page as Word or PDF; raises as `export_evidence`."""
    check_document(path)
    made = evidence_report(snapshot, found, compared(snapshot, found))
    return write_document(made, path, options, part(progress, 0.5, 1.0))


def evidence_exhibit(snapshot: Snapshot, found: Evidence, comparison: Comparison) -> Exhibit:
    """Return the slide: what became of the gaps, and openness against chance."""

    def chart(box: Box, style: Style) -> tuple[Part, ...]:
        return evidence_parts(found, comparison, box, style, roomy=True)

    name = words.roundtable_name(snapshot, found)
    date = i18n.date(found.date, short=False)
    return Exhibit(
        name="evidence",
        analysis=Analysis(snapshot, Filter(as_of=found.today, kinds=OTHER_KINDS)),
        title=as_title(words.headline(snapshot, found)),
        subtitle=f"{name}, {date}" if date else name,
        chart=chart,
        panel=tuple(_panel(found)),
        notes=(
            *words.said_together(found),
            words.band_sentence(comparison),
            words.filter_sentence(snapshot),
        ),
    )


def _panel(found: Evidence) -> Iterator[PanelLine]:
    yield PanelLine("heading", _("At the roundtable"))
    for text, count in (
        (ngettext("{count} organisation", "{count} organisations", found.came), found.came),
        (
            ngettext("{count} new acquaintance", "{count} new acquaintances", found.new_pairs),
            found.new_pairs,
        ),
    ):
        yield PanelLine("strong", text.format(count=i18n.number(count)))
    gaps = len(found.gaps)
    yield PanelLine(
        "number", i18n.number(gaps), ngettext("gap at one table", "gaps at one table", gaps)
    )
    for months in MONTHS:
        if found.due(months) and found.gaps:
            yield PanelLine("rule")
            yield PanelLine("heading", _("After {months} months").format(
                months=i18n.number(months)))  # fmt: skip
            ties = found.count(months, *BECAME_TIES)
            text = ngettext("{count} became a tie", "{count} became ties", ties)
            yield PanelLine("strong", text.format(count=i18n.number(ties)))


def evidence_report(snapshot: Snapshot, found: Evidence, comparison: Comparison) -> Report:
    """Return the page: sentences, the drawing, the figures and each gap."""
    exhibit = evidence_exhibit(snapshot, found, comparison)
    title = _("What came of it: {roundtable}").format(
        roundtable=words.roundtable_name(snapshot, found)
    )
    return Report(
        title,
        exhibit.subtitle,
        captions.is_illustrative(snapshot),
        tuple(_blocks(snapshot, found, comparison, exhibit)),
    )


def _blocks(
    snapshot: Snapshot, found: Evidence, comparison: Comparison, exhibit: Exhibit
) -> Iterator[Block]:
    yield Paragraph(words.headline(snapshot, found))
    yield Bullets(tuple(words.said_together(found)))

    def close(box: Box, style: Style) -> tuple[Part, ...]:
        return evidence_parts(found, None, box, style)

    if found.gaps and any(
        found.due(months) or found.count(months, "tie", "no_tie") for months in MONTHS
    ):
        yield Figure(replace(exhibit, panel=(), chart=close))
    yield Heading(_("Before and after"), 2)
    yield Table(
        ("", _("The day before"), _("Afterwards")),
        tuple(words.indicator_rows(comparison)),
        (0.5, 0.25, 0.25),
    )
    yield Paragraph(words.band_sentence(comparison))
    yield Paragraph(words.filter_sentence(snapshot), quiet=True)
    yield Paragraph(
        _("As it stands on {date}.").format(date=i18n.date(found.today, short=False)), quiet=True
    )
    if found.gaps:
        yield PageBreak()
        yield Heading(_("The gaps that sat at one table"), 2)
        heads = (
            _("Gap"), _("Shared needs"), _("Where"),
            *(_("After {months} months").format(months=i18n.number(one)) for one in MONTHS),
        )  # fmt: skip
        rows = tuple(
            (
                words.pair_name(snapshot, gap),
                words.needs_words(snapshot, gap),
                words.tables_words(gap, found.rounds),
                *(_(words.STATES[gap.states[one]]) for one in MONTHS),
            )
            for gap in found.gaps
        )
        yield Table(heads, rows, (0.26, 0.28, 0.14, 0.16, 0.16))
