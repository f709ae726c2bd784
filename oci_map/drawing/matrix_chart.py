"""A matrix as a drawing: rows by name, columns by initials, cells from far fewer to far more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from oci_map.drawing.page import SMALL_SIZE
from oci_map.drawing.parts import Part
from oci_map.drawing.picture import Box
from oci_map.drawing.shapes import rounded_box
from oci_map.drawing.strokes import Ink, Path, Stroke, Words
from oci_map.drawing.style import Style, ink_on
from oci_map.drawing.text import shortened, text_width
from oci_map.graph.matrix import COUNTED, NO_MEMBER, Matrix
from oci_map.i18n import _
from oci_map.values import dataclass

_LIGHT: Final = ("#C4501F", "#E4905F", "#F6D3BE", "#F2F1ED", "#CBDFEE", "#86B4DA", "#2F73AE")
_DARK: Final = ("#E5763F", "#A9572F", "#5A3423", "#27292C", "#25394B", "#2F6090", "#5C9BD6")
_HEAD: Final = 22.0
_NAMES: Final = (100.0, 0.3)  # for the names of rows: px at least, a share of the width at most
_GAP: Final = 2.0
_CELL: Final = (76.0, 42.0)  # the largest, width and height
_LEAST_NUMBER: Final = 15.0  # px of height that a number needs
_SCALE: Final = (26.0, 14.0)


@dataclass(frozen=True, slots=True)
class MatrixWords:
    """What a matrix says: names of rows, heads of columns, cells as numbers and as sentences."""

    rows: tuple[str, ...]
    heads: tuple[str, ...]
    number: Callable[[int, int], str]
    sentence: Callable[[int, int], str]


def matrix_parts(matrix: Matrix, words: MatrixWords, box: Box, style: Style) -> tuple[Part, ...]:
    """Return the matrix in a box (px); each cell is a part that says what it holds."""
    if not matrix.rows or not matrix.columns:
        return ()
    left, top, right, bottom = box
    widest = max(text_width(name, SMALL_SIZE, 400) for name in words.rows) + 12
    names = max(min(widest, _NAMES[1] * (right - left)), _NAMES[0])
    width = min((right - left - names) / len(matrix.columns), _CELL[0])
    height = min((bottom - top - 2 * _HEAD - 8) / len(matrix.rows), _CELL[1])
    grid = (left + names, top + _HEAD, width, height)
    return (
        *_heads(words.heads, grid, style),
        *_names(words.rows, left, grid, style),
        *_cells(matrix, words, grid, style),
        _scale(left + names, top + _HEAD + height * len(matrix.rows) + 10, style),
    )


Grid = tuple[float, float, float, float]  # left, top, width and height of a cell


def _heads(heads: Sequence[str], grid: Grid, style: Style) -> Iterator[Part]:
    left, top, width, _height = grid
    for number, head in enumerate(heads):
        text = shortened(head, SMALL_SIZE, 600, width - 2)
        x = left + width * (number + 0.5) - text_width(text, SMALL_SIZE, 600) / 2
        drawn = Words(text, x, top - 7, SMALL_SIZE, 600, style.text_2)
        box = (left + width * number, top - _HEAD, left + width * (number + 1), top)
        yield Part("panel", head, box, (drawn,))


def _names(names: Sequence[str], left: float, grid: Grid, style: Style) -> Iterator[Part]:
    edge, top, _width, height = grid
    for number, name in enumerate(names):
        text = shortened(name, SMALL_SIZE, 400, edge - left - 10)
        y = top + height * (number + 0.5) + 0.36 * SMALL_SIZE
        drawn = Words(text, left, y, SMALL_SIZE, 400, style.text_1)
        box = (left, top + height * number, edge, top + height * (number + 1))
        yield Part("panel", name, box, (drawn,))


def _cells(matrix: Matrix, words: MatrixWords, grid: Grid, style: Style) -> Iterator[Part]:
    left, top, width, height = grid
    for row, cells in enumerate(matrix.cells):
        for column, cell in enumerate(cells):
            x, y = left + width * column, top + height * row
            box = (x + _GAP / 2, y + _GAP / 2, x + width - _GAP / 2, y + height - _GAP / 2)
            counted = cell.kind == COUNTED
            fill = _ramp(style)[cell.step + 3] if counted else ""
            ink = Ink(fill, 1.0, style.gap if cell.gap else "", 1.6)
            if not counted:
                ink = Ink(line=style.hairline, dash=(3.0, 3.0) if cell.kind == NO_MEMBER else ())
            drawn: list[Stroke] = [Path(rounded_box(*box, 4), ink)]
            number = words.number(row, column) if counted else "–"
            if height >= _LEAST_NUMBER and number:
                size = min(SMALL_SIZE, 0.7 * height)
                at = x + width / 2 - text_width(number, size, 500) / 2
                colour = ink_on(fill) if counted else style.text_3
                drawn.append(Words(number, at, y + height / 2 + 0.36 * size, size, 500, colour))
            yield Part("panel", words.sentence(row, column), box, tuple(drawn))


def _scale(left: float, top: float, style: Style) -> Part:
    """Return what the colours mean."""
    drawn: list[Stroke] = []
    fewer, more = _("fewer ties than expected"), _("more")
    base = top + _SCALE[1] / 2 + 0.36 * SMALL_SIZE
    drawn.append(Words(fewer, left, base, SMALL_SIZE, 400, style.text_2))
    x = left + text_width(fewer, SMALL_SIZE, 400) + 10
    for colour in _ramp(style):
        box = (x, top, x + _SCALE[0] - _GAP, top + _SCALE[1])
        drawn.append(Path(rounded_box(*box, 3), Ink(fill=colour)))
        x += _SCALE[0]
    drawn.append(Words(more, x + 8, base, SMALL_SIZE, 400, style.text_2))
    x += 8 + text_width(more, SMALL_SIZE, 400) + 28
    box = (x, top, x + _SCALE[0] - _GAP, top + _SCALE[1])
    drawn.append(Path(rounded_box(*box, 3), Ink(line=style.gap, width=1.6)))
    gap = _("gap")
    drawn.append(Words(gap, x + _SCALE[0] + 6, base, SMALL_SIZE, 400, style.text_2))
    right = x + _SCALE[0] + 6 + text_width(gap, SMALL_SIZE, 400)
    return Part("legend", fewer, (left, top, right, top + _SCALE[1] + 4), tuple(drawn))


def _ramp(style: Style) -> tuple[str, ...]:
    return _DARK if style.dark else _LIGHT
