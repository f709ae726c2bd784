"""The dialogue moment on paper: a page for each body, as Word or PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from oci_map.drawing import captions
from oci_map.errors import UserError
from oci_map.exchange.formats import check_document, write_document
from oci_map.exchange.report import Block as Piece
from oci_map.exchange.report import Bullets, Heading, PageBreak, Paragraph, Report
from oci_map.i18n import _
from oci_map.roundtable.dialogue_page import dialogue_page

if TYPE_CHECKING:
    from oci_map.exchange.options import Options
    from oci_map.graph.analysis import Analysis
    from oci_map.graph.method_page import Block
    from oci_map.model.ids import RecordId
    from oci_map.progress import Progress
    from oci_map.roundtable.follow_up import Register


def write_dialogue(
    analysis: Analysis,
    register: Register,
    bodies: Sequence[RecordId],
    path: Path,
    options: Options | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write what each of these bodies is asked, each from the top of a page.

    Raises UserError for another file than Word or PDF, and when nobody is asked anything;
    FileProblem when the file cannot be written, which leaves what was there whole.
    """
    check_document(path)
    if not bodies:
        raise UserError(_("There is nothing to ask anybody. Nothing was written."))
    return write_document(dialogue_report(analysis, register, bodies), path, options, progress)


def dialogue_report(analysis: Analysis, register: Register, bodies: Sequence[RecordId]) -> Report:
    """Return the pages of these bodies."""
    blocks: list[Piece] = []
    for place, body in enumerate(bodies):
        if place:
            blocks.append(PageBreak())
        blocks += pieces(dialogue_page(register, body))
    snapshot = analysis.snapshot
    return Report(
        _("Dialogue moment"),
        captions.title(snapshot),
        captions.is_illustrative(snapshot),
        tuple(blocks),
    )


def pieces(blocks: Sequence[Block]) -> Iterator[Piece]:
    """Yield the blocks of a page on the screen as those of a document."""
    items: list[str] = []
    for block in blocks:
        if items and block.kind != "item":
            yield Bullets(tuple(items))
            items = []
        match block.kind:
            case "title":
                yield Heading(block.text)
            case "heading":
                yield Heading(block.text, 2)
            case "item":
                # L10n: what it is about, and what there is to say about it.
                text = _("{lead}: {text}").format(lead=block.lead, text=block.text)
                items.append(text if block.lead else block.text)
            case "name":
                yield Heading(block.text, 3)
            case _:
                yield Paragraph(block.text, quiet=block.kind == "quiet")
    if items:
        yield Bullets(tuple(items))
