"""The report as A4 sheets: sentences, tables and pictures set on as many pages as they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from oci_map.drawing.page import Page
from oci_map.drawing.parts import Part
from oci_map.drawing.picture import Picture
from oci_map.drawing.shapes import Step
from oci_map.drawing.sheet import Sheet, SheetText
from oci_map.drawing.strokes import HALO_WIDTH, Disc, Ink, Path, Stroke, Words, strokes
from oci_map.drawing.style import Style
from oci_map.drawing.text import line_height, text_width, wrapped
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
from oci_map.i18n import N_, _, language, number
from oci_map.progress import Progress

_MM: Final = 96 / 25.4
_A4: Final = Page("report", N_("A4 sheet"), 210 * _MM, 297 * _MM)
_LEFT: Final = 20 * _MM
_RIGHT: Final = 190 * _MM
_TOP: Final = 20 * _MM
_BOTTOM: Final = 275 * _MM
_TEXT: Final = 14.0  # px: 10.5 points
_SMALL: Final = 12.0
_TITLE: Final = 32.0
_HEADINGS: Final = {1: 21.0, 2: 16.0, 3: 14.0}
_MOST_LINES: Final = 400
_CELL: Final = 6.0


def report_sheets(report: Report, style: Style, progress: Progress | None = None) -> list[Sheet]:
    """Return the pages of a report; may raise Cancelled."""
    return _Setter(report, style).sheets(progress)


class _Setter:
    """Sets one block after the other, and begins a page where one does not fit."""

    def __init__(self, report: Report, style: Style) -> None:
        self.report = report
        self.style = style
        self.pages: list[list[Stroke]] = [[]]
        self.y = _TOP
        self.figures = 0

    def sheets(self, progress: Progress | None) -> list[Sheet]:
        self._lines(self.report.title, _TITLE, 600, self.style.text_1)
        self.y += 4
        self._lines(self.report.subtitle, _SMALL, 400, self.style.text_2)
        if self.report.illustrative:
            said = _("Illustrative data: some of what is shown was invented as an example.")
            self._lines(said, _TEXT, 600, self.style.warn)
        self.y += 10
        drawn = figures(self.report, self.style, progress)
        blocks = self.report.blocks
        for place, block in enumerate(blocks):
            if isinstance(block, Figure):
                self._figure(drawn.pop(0))
                continue
            if isinstance(block, Heading):
                # A heading stands on the page of the picture that it is over.
                self._room(self._with_picture(block, blocks[place + 1 : place + 3], drawn))
            self._block(block)
        return [self._sheet(place, page) for place, page in enumerate(self.pages, 1)]

    def _with_picture(self, heading: Heading, below: Sequence[Block], drawn: list[Sheet]) -> float:
        """Return how high a heading is with the picture below it, and the sentence between."""
        high = 4 * _HEADINGS[heading.level]
        for block in below:
            if isinstance(block, Figure):
                return high + _height_of(drawn[0])
            if not isinstance(block, Paragraph):
                break
            lines = wrapped(block.text, _TEXT, 400, _RIGHT - _LEFT, _MOST_LINES)
            high += len(lines) * line_height(_TEXT) + 7
        return 0.0

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            size = _HEADINGS[block.level]
            # A heading stands with some lines of what follows.
            self._room(size * 1.5 + 5 * _TEXT)
            self.y += 0.9 * size if self.y > _TOP else 0.0
            self._lines(block.text, size, 600, self.style.text_1)
            self.y += 4
        elif isinstance(block, Paragraph):
            colour = self.style.text_3 if block.quiet else self.style.text_1
            self._lines(block.text, _SMALL if block.quiet else _TEXT, 400, colour)
            self.y += 7
        elif isinstance(block, Bullets):
            for item in block.items:
                self._room(1.12 * line_height(_TEXT))
                dot = Disc(_LEFT + 5, self.y + 0.55 * line_height(_TEXT), 1.8,
                           Ink(fill=self.style.text_2))  # fmt: skip
                self.pages[-1].append(dot)
                self._lines(item, _TEXT, 400, self.style.text_1, left=_LEFT + 16)
                self.y += 3
            self.y += 6
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, PageBreak) and self.y > _TOP:
            self.pages.append([])
            self.y = _TOP

    def _room(self, height: float) -> None:
        if self.y + height > _BOTTOM and self.y > _TOP:
            self.pages.append([])
            self.y = _TOP

    def _lines(self, text: str, size: float, weight: int, colour: str, left: float = _LEFT) -> None:
        height = line_height(size) * 1.12
        for line in wrapped(text, size, weight, _RIGHT - left, _MOST_LINES, even=False):
            self._room(height)
            self.pages[-1].append(Words(line, left, self.y + 0.8 * height, size, weight, colour))
            self.y += height

    def _figure(self, sheet: Sheet) -> None:
        scale = (_RIGHT - _LEFT) / sheet.width
        height = scale * sheet.height
        self._room(_height_of(sheet))
        self.pages[-1] += [
            *(_moved(one, scale, _LEFT, self.y) for one in sheet.furniture),
            *(
                _moved(one, scale * sheet.scale, _LEFT + scale * sheet.dx,
                       self.y + scale * sheet.dy)
                for one in strokes(sheet.picture)
            ),
        ]  # fmt: skip
        self.y += height + 4
        self.figures += 1
        self._lines(figure_title(sheet, self.figures), _SMALL, 500, self.style.text_2)
        self.y += 12

    def _table(self, table: Table) -> None:
        edges = [_LEFT]
        for share in table.widths:
            edges.append(edges[-1] + share * (_RIGHT - _LEFT))
        self._row(table.heads, edges, 600)
        for row in table.rows:
            if self._row_height(row, edges, 400) + self.y > _BOTTOM:
                self.pages.append([])
                self.y = _TOP
                self._row(table.heads, edges, 600)
            self._row(row, edges, 400)
        self.y += 12

    def _cells(
        self, row: tuple[str, ...], edges: list[float], weight: int
    ) -> list[tuple[str, ...]]:
        return [
            wrapped(
                text, _SMALL, weight, edges[column + 1] - edges[column] - 2 * _CELL, 40, even=False
            )
            for column, text in enumerate(row)
        ]

    def _row_height(self, row: tuple[str, ...], edges: list[float], weight: int) -> float:
        lines = max(len(cell) for cell in self._cells(row, edges, weight))
        return lines * line_height(_SMALL) + 2 * _CELL

    def _row(self, row: tuple[str, ...], edges: list[float], weight: int) -> None:
        height = self._row_height(row, edges, weight)
        self._room(height)
        for column, lines in enumerate(self._cells(row, edges, weight)):
            for place, line in enumerate(lines):
                y = self.y + _CELL + (place + 0.8) * line_height(_SMALL)
                self.pages[-1].append(
                    Words(line, edges[column] + (_CELL if column else 0), y, _SMALL, weight,
                          self.style.text_1)
                )  # fmt: skip
        self.y += height
        steps: tuple[Step, ...] = (("M", _LEFT, self.y), ("L", _RIGHT, self.y))
        self.pages[-1].append(Path(steps, Ink(line=self.style.hairline_strong)))

    def _sheet(self, place: int, drawn: list[Stroke]) -> Sheet:
        style = self.style
        said = _("{page} of {pages}").format(page=number(place), pages=number(len(self.pages)))
        x = _RIGHT - text_width(said, _SMALL, 400)
        foot = Words(said, x, 287 * _MM, _SMALL, 400, style.text_3)
        box = (0.0, 0.0, _A4.width, _A4.height)
        empty = Picture(style, (), (), (), (), (), (), (), box, 1.0)
        text = SheetText(self.report.title, "", self.report.subtitle, "", self.report.illustrative)
        part = Part("panel", said, box, tuple(chain(drawn, [foot])))
        return Sheet(text, language(), style, _A4, (part,), empty, 1.0, 0.0, 0.0)


def _height_of(sheet: Sheet) -> float:
    """Return the room (px) that a picture takes with the line under it."""
    return (_RIGHT - _LEFT) / sheet.width * sheet.height + 2.2 * _SMALL


def _moved(stroke: Stroke, scale: float, dx: float, dy: float) -> Stroke:
    """Return a stroke made smaller and put elsewhere."""
    if isinstance(stroke, Words):
        # A halo keeps its width, and would be too wide round small letters.
        halo = stroke.halo if scale * HALO_WIDTH > 1.0 else ""
        return replace(
            stroke, x=dx + scale * stroke.x, y=dy + scale * stroke.y, size=scale * stroke.size,
            halo=halo,
        )  # fmt: skip
    ink = replace(
        stroke.ink,
        width=scale * stroke.ink.width,
        dash=tuple(scale * length for length in stroke.ink.dash),
    )
    if isinstance(stroke, Disc):
        return replace(
            stroke, x=dx + scale * stroke.x, y=dy + scale * stroke.y,
            radius=scale * stroke.radius, ink=ink,
        )  # fmt: skip
    steps = tuple(_step(step, scale, dx, dy) for step in stroke.steps)
    return replace(stroke, steps=steps, ink=ink)


def _step(step: Step, scale: float, dx: float, dy: float) -> Step:
    moved: list[str | float] = [step[0]]
    for place in range(1, len(step), 2):
        moved.append(dx + scale * float(step[place]))
        moved.append(dy + scale * float(step[place + 1]))
    return tuple(moved)
