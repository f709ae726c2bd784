"""What stands round the map on a sheet, in parts that keep their meaning: title, legend, source.

A part is drawn by its strokes. Where a program sets text itself (PowerPoint), it takes the text
and the box instead and breaks the lines anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from oci_map.drawing.page import LEGEND_ROW, SMALL_SIZE
from oci_map.drawing.picture import Box
from oci_map.drawing.strokes import Disc, Ink, Path, Stroke, Words
from oci_map.drawing.style import Style, mark_outline
from oci_map.drawing.text import ELLIPSIS, line_height, shortened, text_width, wrapped
from oci_map.values import dataclass

PartKind = Literal["title", "caption", "mark", "legend", "panel", "rule", "source"]
PanelRole = Literal["heading", "strong", "plain", "number", "dots", "rule"]


@dataclass(frozen=True, slots=True)
class Part:
    """One thing beside the map; `name` says what it is, `text` is what it says, unbroken."""

    kind: PartKind
    name: str
    box: Box
    strokes: tuple[Stroke, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class PanelLine:
    """A line of the facts beside a finding.

    `dots` are colours, '' for an open one; `more` is what follows a number or the dots.
    """

    role: PanelRole
    text: str = ""
    more: str = ""
    dots: tuple[str, ...] = ()


_STRONG: Final = 18.0
_NUMBER: Final = 34.0
_PLAIN_LINES: Final = 6
_STRONG_LINES: Final = 2
_DOT: Final = 5.0
_APART: Final = (1.0, 0.75, 0.5, 0.35)  # of the usual space between two facts
_MOST_DOTS: Final = 10


def text_part(
    kind: PartKind, text: str, box: Box, style: tuple[float, int, str], lines: Sequence[str]
) -> Part:
    """Return a text set on these lines from the top of its box; style is size, weight, colour."""
    size, weight, colour = style
    height = line_height(size)
    words = tuple(
        Words(line, box[0], box[1] + height * number + 0.8 * height, size, weight, colour)
        for number, line in enumerate(lines)
    )
    # What was cut to fit its box is said in full by the name only.
    said = " ".join(lines) if lines and lines[-1].endswith(ELLIPSIS) else text
    return Part(kind, text, (*box[:3], box[1] + height * len(lines)), words, said)


def panel_parts(lines: Sequence[PanelLine], box: Box, style: Style) -> Iterator[Part]:
    """Yield the facts from the top of the box down, nearer together and as far as there is room."""
    for apart in _APART:
        parts = list(_set(lines, box, style, apart))
        if len(parts) == len(lines):
            break
    yield from parts


def _set(lines: Sequence[PanelLine], box: Box, style: Style, apart: float) -> Iterator[Part]:
    """Yield the facts with so much of the usual space between them."""
    left, y, right, bottom = box
    for number, line in enumerate(lines):
        y += apart * _space_before(line, first=number == 0)
        part = _panel_part(line, (left, y, right, bottom), style)
        if part.box[3] > bottom:
            return
        yield part
        y = part.box[3]


def panel_height(lines: Sequence[PanelLine], width: float, style: Style) -> float:
    """Return how high (px) the facts are in a column of this width."""
    parts = list(panel_parts(lines, (0.0, 0.0, width, 1e9), style))
    return parts[-1].box[3] if parts else 0.0


def _space_before(line: PanelLine, *, first: bool) -> float:
    if first:
        return 0.0
    return {"heading": 12.0, "rule": 14.0, "strong": 7.0, "number": 2.0}.get(line.role, 3.0)


def _panel_part(line: PanelLine, box: Box, style: Style) -> Part:
    left, top, right, _bottom = box
    width = right - left
    if line.role == "rule":
        path = Path((("M", left, top), ("L", right, top)), Ink(line=style.hairline_strong))
        return Part("rule", "", (left, top, right, top + 1), (path,))
    if line.role == "heading":
        lines = wrapped(line.text, SMALL_SIZE, 600, width, 2)
        return text_part("panel", line.text, box, (SMALL_SIZE, 600, style.text_2), lines)
    if line.role == "strong":
        lines = wrapped(line.text, _STRONG, 600, width, _STRONG_LINES)
        return text_part("panel", line.text, box, (_STRONG, 600, style.text_1), lines)
    if line.role == "number":
        return _number(line, box, style)
    if line.role == "dots":
        return _dots(line, box, style)
    lines = wrapped(line.text, SMALL_SIZE, 400, width, _PLAIN_LINES)
    return text_part("panel", line.text, box, (SMALL_SIZE, 400, style.text_2), lines)


def _number(line: PanelLine, box: Box, style: Style) -> Part:
    left, top, right, _bottom = box
    height = line_height(_NUMBER)
    base = top + 0.8 * height
    at = left + text_width(line.text, _NUMBER, 600) + 10
    more = shortened(line.more, SMALL_SIZE, 400, right - at)
    return Part(
        "panel",
        f"{line.text} {line.more}",
        (left, top, right, top + height),
        (
            Words(line.text, left, base, _NUMBER, 600, style.gap_text),
            Words(more, at, base, SMALL_SIZE, 400, style.text_1),
        ),
    )


def _dots(line: PanelLine, box: Box, style: Style) -> Part:
    left, top, right, _bottom = box
    x, y = left + _DOT, top + LEGEND_ROW / 2
    drawn: list[Stroke] = []
    for colour in line.dots[:_MOST_DOTS]:
        ink = Ink(line=style.text_3, width=1.1)
        if colour:
            ink = Ink(colour, 1.0, mark_outline(colour, style), 1.0)
        drawn.append(Disc(x, y, _DOT, ink))
        x += 2 * _DOT + 5
    text = shortened(line.more, SMALL_SIZE, 400, right - x)
    drawn.append(Words(text, x, y + 0.36 * SMALL_SIZE, SMALL_SIZE, 400, style.text_2))
    return Part("panel", line.more, (left, top, right, top + LEGEND_ROW), tuple(drawn))
