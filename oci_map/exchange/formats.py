"""The formats that the map can leave in, and the one door to all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from oci_map.errors import UserError
from oci_map.exchange.exhibit import Exhibit, laid_out
from oci_map.exchange.options import DEFAULT_WIDTH, LEAST_WIDTH, MOST_WIDTH, Options, checked
from oci_map.exchange.writing import write_whole
from oci_map.i18n import N_, _
from oci_map.progress import Progress, part
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.exchange.report import Report
    from oci_map.graph.analysis import Analysis

__all__ = [
    "DEFAULT_WIDTH",
    "FORMATS",
    "LEAST_WIDTH",
    "MOST_WIDTH",
    "Exhibit",
    "Options",
    "check_document",
    "export",
    "export_all",
    "export_deck",
    "export_report",
    "write_document",
    "write_whole",
]

Thing = TypeVar("Thing")
# Makes one file of all, or one of each: as many as a format holds.
Make = Callable[[Sequence[Exhibit], Options, Progress | None], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file: its suffix, its name to a person, and what makes its bytes.

    A format of `many` holds several views in one file; of the others there is a file for each.
    """

    suffix: str
    text: str
    make: Make
    many: bool

    @property
    def name(self) -> str:
        """Return the name in the chosen language."""
        return _(self.text)


def _png(
    exhibits: Sequence[Exhibit], options: Options, progress: Progress | None
) -> Iterator[bytes]:
    from oci_map.exchange.image import png

    pages = laid_out(exhibits, options.page, options.style, part(progress, 0.0, 0.5))
    for page, share in _shares(pages, part(progress, 0.5, 1.0)):
        yield png(page, options.pixels, transparent=options.transparent, progress=share)


def _svg(
    exhibits: Sequence[Exhibit], options: Options, progress: Progress | None
) -> Iterator[bytes]:
    from oci_map.exchange.svg import svg

    pages = laid_out(exhibits, options.page, options.style, part(progress, 0.0, 0.5))
    for page, share in _shares(pages, part(progress, 0.5, 1.0)):
        if share is not None:
            share.report(0.0)
        yield svg(page, options.pixels, transparent=options.transparent)


def _pdf(
    exhibits: Sequence[Exhibit], options: Options, progress: Progress | None
) -> Iterator[bytes]:
    from oci_map.exchange.image import pdf

    pages = laid_out(exhibits, options.page, options.style, part(progress, 0.0, 0.5))
    yield pdf(pages, part(progress, 0.5, 1.0))


def _pptx(
    exhibits: Sequence[Exhibit], options: Options, progress: Progress | None
) -> Iterator[bytes]:
    from oci_map.exchange.slides import pptx

    yield pptx(exhibits, options, progress)


def _html(
    exhibits: Sequence[Exhibit], options: Options, progress: Progress | None
) -> Iterator[bytes]:
    from oci_map.exchange.web_page import html

    for exhibit, share in _shares(exhibits, progress):
        yield html(exhibit, options, share)


def _docx(
    exhibits: Sequence[Exhibit], options: Options, progress: Progress | None
) -> Iterator[bytes]:
    from oci_map.exchange.report import report_of
    from oci_map.exchange.report_docx import docx

    yield docx(report_of(exhibits), options.style, progress)


def _shares(
    things: Sequence[Thing], progress: Progress | None
) -> Iterator[tuple[Thing, Progress | None]]:
    """Yield each thing with its share of the progress."""
    for place, thing in enumerate(things):
        yield thing, part(progress, place / len(things), (place + 1) / len(things))


FORMATS: Final = {
    one.suffix: one
    for one in (
        Format(".png", N_("PNG image"), _png, many=False),
        Format(".svg", N_("SVG drawing"), _svg, many=False),
        Format(".pdf", N_("PDF page"), _pdf, many=True),
        Format(".pptx", N_("PowerPoint slides"), _pptx, many=True),
        Format(".docx", N_("Word document"), _docx, many=True),
        Format(".html", N_("Web page"), _html, many=False),
    )
}


def export(
    analysis: Analysis, path: Path, *, theme: str = "light", width: int | None = None
) -> None:
    """Write the picture of an analysis; the format follows from the path's suffix.

    `theme` is light, dark or print; `width` is in px. Raises UserError when the format, theme
    or width is unknown, and FileProblem when the file cannot be written; a file that was there
    stays whole.
    """
    export_all([Exhibit("map", analysis)], path, Options(theme=theme, width=width))


def export_all(
    exhibits: Sequence[Exhibit],
    path: Path,
    options: Options | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the exhibits and return the files: one, or one for each where a file holds one.

    Raises UserError when something asked for is unknown or there is nothing to show, FileProblem
    when a file cannot be written; what was there stays whole. May raise Cancelled.
    """
    chosen = _format(path)
    options = checked(options or Options())
    if not exhibits:
        raise UserError(_("There is nothing to show. Nothing was written."))
    if chosen.many or len(exhibits) == 1:
        targets = [path]
    else:
        targets = [path.with_name(f"{path.stem}-{one.name}{path.suffix}") for one in exhibits]
    made = chosen.make(exhibits, options, part(progress, 0.0, 0.95))
    for target, data in zip(targets, made, strict=True):
        write_whole(target, data)
    return targets


def _format(path: Path) -> Format:
    chosen = FORMATS.get(path.suffix.lower())
    if chosen is None:
        raise UserError(
            _("“{name}” must end in one of {suffixes}. Nothing was written.").format(
                name=path.name, suffixes=", ".join(sorted(FORMATS))
            )
        )
    return chosen


def export_deck(
    analysis: Analysis,
    path: Path,
    options: Options | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the deck for the roundtable, as slides or as the pages of a PDF; else as `export_all`.

    Raises what `export_all` raises.
    """
    from oci_map.exchange.deck import roundtable_deck

    _format(path)
    checked(options or Options())
    exhibits = roundtable_deck(analysis, part(progress, 0.0, 0.3))
    return export_all(exhibits, path, options, part(progress, 0.3, 1.0))


def export_report(
    analysis: Analysis,
    path: Path,
    options: Options | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write the report as a Word document or a PDF.

    Raises UserError for another kind of file, and what `export_all` raises.
    """
    from oci_map.exchange.report import report

    check_document(path)
    made = report(analysis, part(progress, 0.0, 0.4))
    return write_document(made, path, options, part(progress, 0.4, 1.0))


def check_document(path: Path) -> None:
    """Raise UserError when a file is to be neither a Word document nor a PDF."""
    if path.suffix.lower() not in (".docx", ".pdf"):
        raise UserError(
            _("A report is a Word document or a PDF: “{name}” must end in .docx or .pdf.").format(
                name=path.name
            )
        )


def write_document(
    made: Report, path: Path, options: Options | None = None, progress: Progress | None = None
) -> list[Path]:
    """Write sentences, tables and pictures as a Word document or a PDF; raises as the report."""
    check_document(path)
    chosen = checked(options or Options())
    if path.suffix.lower() == ".docx":
        from oci_map.exchange.report_docx import docx

        data = docx(made, chosen.style, part(progress, 0.0, 0.9))
    else:
        from oci_map.exchange.image import pdf
        from oci_map.exchange.report_pages import report_sheets

        sheets = report_sheets(made, chosen.style, part(progress, 0.0, 0.5))
        data = pdf(sheets, part(progress, 0.5, 0.9))
    if progress is not None:
        progress.report(0.9, path.name)
    write_whole(path, data)
    return [path]
