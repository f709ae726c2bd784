"""Name cards as a Word document: a table whose cells are the cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from oci_map.drawing.text import one_line, text_width
from oci_map.exchange.name_cards import Card, CardGrid
from oci_map.exchange.word_file import FONT, begun, packed

_POINTS: Final = 72 / 25.4  # in a mm


def cards_docx(cards: Sequence[Card], grid: CardGrid, title: str) -> bytes:
    """Return the cards as the bytes of a .docx file."""
    from docx.shared import Mm

    document = begun(title)
    section = document.sections[0]
    section.left_margin = section.right_margin = Mm(grid.left)
    # The table ends with a paragraph, which must not go over to a page of its own.
    section.top_margin = section.bottom_margin = Mm(max(grid.top - 4.0, 5.0))
    section.header_distance = section.footer_distance = Mm(0)
    each = grid.columns * grid.rows
    for begin in range(0, len(cards), each):
        _page(document, cards[begin : begin + each], grid, last=begin + each >= len(cards))
    return packed(document)


def _page(document: Any, cards: Sequence[Card], grid: CardGrid, *, last: bool) -> None:
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Mm

    parts = 2 if grid.folded else 1
    rows = -(-len(cards) // grid.columns)
    table = document.add_table(rows=rows * parts, cols=grid.columns)
    table.autofit = False
    for number_of_row, row in enumerate(table.rows):
        row.height = Mm(grid.height / parts)
        row.height_rule = WD_ROW_HEIGHT_RULE.EXACTLY
        for column, cell in enumerate(row.cells):
            cell.width = Mm(grid.width)
            place = number_of_row // parts * grid.columns + column
            if place >= len(cards):
                continue
            written = number_of_row % parts == parts - 1
            _border(cell, top="dashed" if grid.folded and written else "single",
                    bottom="dashed" if grid.folded and not written else "single")  # fmt: skip
            if written:
                _write(cell, cards[place], grid)
    _between(document, last=last)


def _write(cell: Any, card: Card, grid: CardGrid) -> None:
    from docx.enum.table import WD_ALIGN_VERTICAL
    from docx.shared import Pt

    height = grid.height / (2 if grid.folded else 1) * _POINTS
    room = (grid.width - 10.0) * _POINTS
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    size = height * 0.24
    # Two lines at most; Arial is somewhat wider than the font that is measured.
    while size > height * 0.07 and _too_wide(card.name, size, room):
        size *= 0.92
    _line(cell.paragraphs[0], card.name, size, bold=True)
    if card.below:
        _line(cell.add_paragraph(), card.below, height * 0.085)
    if card.foot:
        foot = cell.add_paragraph()
        foot.paragraph_format.space_before = Pt(height * 0.05)
        _line(foot, card.foot, height * 0.075)


def _too_wide(name: str, size: float, room: float) -> bool:
    longest = max((text_width(word, size, 600) for word in name.split()), default=0.0)
    return 1.05 * longest > room or 1.05 * text_width(name, size, 600) > 1.8 * room


def _line(paragraph: Any, text: str, size: float, *, bold: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(one_line(text))
    run.font.name = FONT
    run.font.size = Pt(round(size * 2) / 2)
    run.bold = bold
    run._element.rPr.rFonts.set(qn("w:cs"), FONT)  # noqa: SLF001 - for other scripts


def _border(cell: Any, *, top: str, bottom: str) -> None:
    """Draw thin lines round a cell, dashed where the card is folded."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - the library has no door to it
    borders = OxmlElement("w:tcBorders")
    for side, kind in (("top", top), ("left", "single"), ("bottom", bottom), ("right", "single")):
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", kind), ("sz", "4"), ("space", "0"), ("color", "B8BCC4")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    properties.append(borders)


def _between(document: Any, *, last: bool) -> None:
    """Put the smallest paragraph after a table; it begins the next page where one follows."""
    from docx.enum.text import WD_BREAK
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(1)
    run = paragraph.add_run()
    run.font.size = Pt(1)
    if not last:
        run.add_break(WD_BREAK.PAGE)
