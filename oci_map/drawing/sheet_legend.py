"""The legend on a sheet: the rows that are used, in a column or flowing below the map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from oci_map import i18n
from oci_map.drawing.legend import LegendRow, LegendSection, sample
from oci_map.drawing.page import LEGEND_ROW, SMALL_SIZE
from oci_map.drawing.parts import Part
from oci_map.drawing.picture import Box
from oci_map.drawing.strokes import Stroke, Words
from oci_map.drawing.style import Style
from oci_map.drawing.text import shortened, text_width
from oci_map.i18n import _

_HEADING: Final = 12.0  # px above a heading
_SAMPLE: Final = 32.0  # px that the little drawing takes
_LEAST_ROW: Final = 16.5
_APART: Final = 22.0  # px between entries that flow
_WIDEST: Final = 260.0


def used(sections: Sequence[LegendSection]) -> list[LegendSection]:
    """Return the sections with only the rows that the picture shows."""
    kept = (
        LegendSection(section.title, tuple(row for row in section.rows if row.used))
        for section in sections
    )
    return [section for section in kept if section.rows]


def column(sections: Sequence[LegendSection], box: Box, style: Style) -> Iterator[Part]:
    """Yield the rows from the top down; when there are too many, the last ones are counted."""
    left, y, right, bottom = box
    shown = used(sections)
    high = _row_height(shown, bottom - y)
    left_out = 0
    # The last line is kept for saying how much is left out.
    room = bottom if y + _column_height(shown, high) <= bottom + 0.5 else bottom - high
    for number, section in enumerate(shown):
        y += _HEADING if number else 0.0
        if y + 2 * high > room + 0.5:
            left_out += len(section.rows)
            continue
        if section.title:
            yield _heading(section.title, (left, y, right, y + high), style)
            y += high
        for row in section.rows:
            if y + high > room + 0.5:
                left_out += 1
                continue
            yield _row(row, (left, y, right, y + high), style, counted=True)
            y += high
    if left_out:
        yield _left_out(left_out, (left, y, right, y + high), style)


def _row_height(sections: Sequence[LegendSection], room: float) -> float:
    """Return how high rows are: a little less than usual where that makes all of them fit."""
    rows = _lines(sections)
    high = (room - _HEADING * (len(sections) - 1)) / max(rows, 1)
    return min(LEGEND_ROW, high) if high >= _LEAST_ROW else LEGEND_ROW


def _column_height(sections: Sequence[LegendSection], high: float) -> float:
    rows = _lines(sections)
    return _HEADING * (len(sections) - 1) + high * rows


def _lines(sections: Sequence[LegendSection]) -> int:
    return sum(bool(section.title) + len(section.rows) for section in sections)


def least_height(sections: Sequence[LegendSection]) -> float:
    """Return how high (px) the rows are in a column, as near together as they may be."""
    shown = used(sections)
    return _column_height(shown, _LEAST_ROW) if shown else 0.0


def flow_height(sections: Sequence[LegendSection], width: float) -> float:
    """Return how high (px) the rows are when they flow over this width."""
    lines = [place[1] for place in _flowing(sections, width)]
    return (max(lines) + 1) * LEGEND_ROW if lines else 0.0


def flow(sections: Sequence[LegendSection], box: Box, style: Style) -> Iterator[Part]:
    """Yield the rows one after the other, line below line."""
    left, top, _right, bottom = box
    most = int((bottom - top + 0.5) // LEGEND_ROW)
    placed = list(_flowing(sections, box[2] - left))
    fitting = [one for one in placed if one[1] < most]
    if len(fitting) < len(placed) and fitting:
        fitting.pop()
    for row, line, x, width in fitting:
        y = top + line * LEGEND_ROW
        yield _row(row, (left + x, y, left + x + width, y + LEGEND_ROW), style, counted=False)
    if len(fitting) < len(placed):
        _row_left_out, line, x, width = placed[len(fitting)]
        line, x = (line, x) if line < most else (most - 1, 0.0)
        y = top + line * LEGEND_ROW
        box_of_rest = (left + x, y, left + x + width, y + LEGEND_ROW)
        yield _left_out(len(placed) - len(fitting), box_of_rest, style)


def _flowing(
    sections: Sequence[LegendSection], width: float
) -> Iterator[tuple[LegendRow, int, float, float]]:
    """Yield each row with its line, its place in it and its width."""
    line, x = 0, 0.0
    for section in used(sections):
        for row in section.rows:
            needed = min(_SAMPLE + text_width(row.words, SMALL_SIZE, 400) + 1, _WIDEST)
            if x > 0 and x + needed > width:
                line, x = line + 1, 0.0
            yield row, line, x, needed
            x += needed + _APART


def _heading(text: str, box: Box, style: Style) -> Part:
    drawn = shortened(text, SMALL_SIZE, 600, box[2] - box[0])
    words = Words(drawn, box[0], _base(box), SMALL_SIZE, 600, style.text_3)
    return Part("legend", text, box, (words,), text)


def _row(row: LegendRow, box: Box, style: Style, *, counted: bool) -> Part:
    left, top, right, bottom = box
    count = i18n.number(row.count) if counted and row.count is not None else ""
    width = text_width(count, SMALL_SIZE, 400)
    room = right - left - _SAMPLE - (width + 8 if count else 0)
    text = shortened(row.words, SMALL_SIZE, 400, room)
    drawn: list[Stroke] = sample(row, left + 12, (top + bottom) / 2, style)
    drawn.append(Words(text, left + _SAMPLE, _base(box), SMALL_SIZE, 400, style.text_1))
    if count:
        drawn.append(Words(count, right - width, _base(box), SMALL_SIZE, 400, style.text_3))
    return Part("legend", row.words, box, tuple(drawn))


def _left_out(count: int, box: Box, style: Style) -> Part:
    text = _("… and {count} more").format(count=i18n.number(count))
    words = Words(text, box[0] + _SAMPLE, _base(box), SMALL_SIZE, 400, style.text_3)
    return Part("legend", text, box, (words,), text)


def _base(box: Box) -> float:
    return (box[1] + box[3]) / 2 + 0.36 * SMALL_SIZE
