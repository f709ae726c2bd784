"""The report as a Word document: headings, tables and pictures with alternative texts."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from oci_map import i18n
from oci_map.drawing.sheet import Sheet
from oci_map.drawing.style import Style
from oci_map.drawing.text import one_line
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
from oci_map.exchange.report_figures import figure_title, figures
from oci_map.exchange.word_file import FONT, begun, packed
from oci_map.i18n import _
from oci_map.progress import Progress, part

if TYPE_CHECKING:
    from docx.document import Document

# A picture, its PNG, and what stands under it.
_Drawn = tuple[Sheet, bytes, str]

_WIDTH: Final = 170.0  # mm of text on an A4 sheet
# Word shows no more of an alternative text.
_LONGEST: Final = 500
_SHARPNESS: Final = 1.6  # some 200 dots an inch
_HAIRLINE: Final = "D5D4CF"


def docx(report: Report, style: Style, progress: Progress | None = None) -> bytes:
    """Return the report as the bytes of a .docx file; may raise Cancelled."""
    document = begun(report.title)
    _dress(document)
    _styled(document, report.title, "Title")
    _paragraph(document, report.subtitle, quiet=True)
    if report.illustrative:
        text = _("Illustrative data: some of what is shown was invented as an example.")
        run = document.add_paragraph().add_run(text)
        run.bold = True
    sheets = figures(report, style, part(progress, 0.0, 0.3))
    drawn = iter(_images(sheets, part(progress, 0.3, 1.0)))
    for block, following in zip_longest(report.blocks, report.blocks[1:]):
        _add(document, block, drawn)
        if isinstance(block, Paragraph) and isinstance(following, Figure):
            # A sentence that a picture shows stands on the page of the picture.
            _keep_with_next(document)
    return packed(document)


def _images(sheets: Sequence[Sheet], progress: Progress | None) -> Iterator[_Drawn]:
    """Yield the pictures as PNG; what is written on several of them is drawn once."""
    if not sheets:
        return
    from oci_map.drawing.painter import WordImages
    from oci_map.exchange.image import png

    letters = WordImages()
    for place, sheet in enumerate(sheets):
        share = part(progress, place / len(sheets), (place + 1) / len(sheets))
        width = round(_SHARPNESS * sheet.width)
        image = png(sheet, width, images=letters, progress=share)
        yield sheet, image, figure_title(sheet, place + 1)


def _styled(document: Document, text: str, style: str) -> None:
    """Add a paragraph in a style of the template, by its id: the library looks long for names."""
    paragraph = document.add_paragraph(one_line(text))
    paragraph._p.style = style  # noqa: SLF001 - the library has no door to it


def _add(document: Document, block: Block, drawn: Iterator[_Drawn]) -> None:
    if isinstance(block, Heading):
        _styled(document, block.text, f"Heading{block.level}")
    elif isinstance(block, Paragraph):
        _paragraph(document, block.text, quiet=block.quiet)
    elif isinstance(block, Bullets):
        for item in block.items:
            _styled(document, item, "ListBullet")
    elif isinstance(block, Figure):
        _figure(document, *next(drawn))
    elif isinstance(block, PageBreak):
        _break_page(document)
    else:
        _table(document, block)


def _keep_with_next(document: Document) -> None:
    """Keep the paragraph that was added last on the page of what follows."""
    from docx.oxml.ns import qn

    body = document.element.body
    body.findall(qn("w:p"))[-1].get_or_add_pPr().get_or_add_keepNext()


def _break_page(document: Document) -> None:
    from docx.enum.text import WD_BREAK

    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _paragraph(document: Document, text: str, *, quiet: bool = False) -> None:
    from docx.shared import Pt, RGBColor

    run = document.add_paragraph().add_run(one_line(text))
    if quiet:
        run.font.size = Pt(9)
        run.font.color.rgb = RGBColor(0x55, 0x58, 0x5D)


def _figure(document: Document, sheet: Sheet, image: bytes, title: str) -> None:
    from docx.shared import Mm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(image), width=Mm(_WIDTH))
    inline: Any = shape._inline  # noqa: SLF001 - the library has no door to the alternative text
    described = one_line(f"{sheet.title}. {sheet.description}")[:_LONGEST]
    inline.docPr.set("descr", described)
    inline.docPr.set("name", one_line(sheet.title)[:250])
    _styled(document, title, "Caption")


def _table(document: Document, block: Table) -> None:
    from docx.shared import Mm, Pt

    table = document.add_table(rows=1, cols=len(block.heads), style="Table Grid")
    table.autofit = False
    _rule(table)
    for number, share in enumerate(block.widths):
        table.columns[number].width = Mm(_WIDTH * share)
    for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
        cell.paragraphs[0].add_run(one_line(head)).bold = True
    _repeat(table.rows[0])
    for row in block.rows:
        added = table.add_row()
        _keep_whole(added)
        cells = added.cells
        for cell, text in zip(cells, row, strict=True):
            cell.text = one_line(text)
    for row_of_cells in table.rows:
        for cell, share in zip(row_of_cells.cells, block.widths, strict=True):
            cell.width = Mm(_WIDTH * share)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_after = Pt(2)
                for run in paragraph.runs:
                    run.font.size = Pt(9)
    document.add_paragraph()


def _rule(table: Any) -> None:
    """Draw hairlines between the rows and none between the columns."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        flat = side in ("top", "bottom", "insideH")
        line.set(qn("w:val"), "single" if flat else "nil")
        if flat:
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), _HAIRLINE)
        borders.append(line)
    # What a table says of itself has an order: its lines stand before its layout.
    properties = table._tbl.tblPr  # noqa: SLF001 - the library has no door to it
    layout = properties.find(qn("w:tblLayout"))
    if layout is None:
        properties.append(borders)
    else:
        layout.addprevious(borders)


def _keep_whole(row: Any) -> None:
    """Let a row go over to the next page as a whole."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no door to it
    properties.append(OxmlElement("w:cantSplit"))


def _repeat(row: Any) -> None:
    """Let the heads stand on every page that the table goes over."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no door to it
    properties.append(OxmlElement("w:tblHeader"))


def _dress(document: Document) -> None:
    """Set page, fonts and language."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.left_margin = section.right_margin = Mm((210 - _WIDTH) / 2)
    section.top_margin = section.bottom_margin = Mm(20)
    sizes = {"Normal": 10.5, "Title": 24, "Heading 1": 16, "Heading 2": 12, "Heading 3": 10.5,
             "Caption": 9,
             "List Bullet": 10.5}  # fmt: skip
    title: Any = document.styles["Title"]
    title.font.bold = True
    for line in title.element.iter(qn("w:pBdr")):
        line.getparent().remove(line)
        break
    for name, size in sizes.items():
        chosen: Any = document.styles[name]
        chosen.font.name = FONT
        chosen.font.size = Pt(size)
        chosen.font.color.rgb = RGBColor(0x1D, 0x1E, 0x20)
        fonts = chosen.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(key), None)
        fonts.set(qn("w:hAnsi"), FONT)
        fonts.set(qn("w:cs"), FONT)
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if defaults is not None:
        defaults.set(qn("w:val"), i18n.region())
