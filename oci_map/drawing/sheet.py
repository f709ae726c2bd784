"""A sheet: the Picture with title, legend, filters in words and sources, as every export has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from oci_map.drawing import captions
from oci_map.drawing.legend import LegendSection, legend, sample
from oci_map.drawing.picture import Box, Picture
from oci_map.drawing.shapes import rounded_box
from oci_map.drawing.strokes import Ink, Path, Stroke, Words
from oci_map.drawing.style import Style
from oci_map.drawing.text import shortened, text_width, wrapped
from oci_map.i18n import _
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

WIDTH: Final = 1600.0
HEIGHT: Final = 900.0
MARGIN: Final = 44.0
_LEGEND_WIDTH: Final = 226.0
_TITLE_SIZE: Final = 26.0
_CAPTION_SIZE: Final = 13.0
_FOOTER_SIZE: Final = 11.0
_TOP: Final = 112.0
_BOTTOM: Final = HEIGHT - 64.0
# The map's own lettering must not get smaller than this on the sheet.
LEAST_TEXT: Final = 10.5
_MOST_SCALE: Final = 1.35
_ROW: Final = 21.0
_HEADING: Final = 30.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of `width` × `height` px: furniture in page px, the picture scaled and moved."""

    title: str
    description: str
    language: str
    style: Style
    width: float
    height: float
    furniture: tuple[Stroke, ...]
    picture: Picture
    scale: float
    dx: float
    dy: float


def map_area() -> Box:
    """Return the part of a sheet that the picture may fill, in page px."""
    return (MARGIN + _LEGEND_WIDTH + 28, _TOP, WIDTH - MARGIN, _BOTTOM - 12)


def fitting_scale(bounds: Box, area: Box, most: float = _MOST_SCALE) -> float:
    """Return how much a drawing must shrink or may grow to fill an area."""
    width, height = max(bounds[2] - bounds[0], 1.0), max(bounds[3] - bounds[1], 1.0)
    return min((area[2] - area[0]) / width, (area[3] - area[1]) / height, most)


def sheet(analysis: Analysis, picture: Picture, language: str) -> Sheet:
    """Return the picture on a 16:9 page with everything that explains it."""
    area = map_area()
    scale = fitting_scale(picture.bounds, area)
    left, top, right, bottom = picture.bounds
    title = captions.title(analysis.snapshot)
    described = captions.in_words(analysis)
    return Sheet(
        title=title,
        description=described,
        language=language,
        style=picture.style,
        width=WIDTH,
        height=HEIGHT,
        furniture=tuple(_furniture(analysis, picture, title, described)),
        picture=picture,
        scale=scale,
        dx=(area[0] + area[2]) / 2 - scale * (left + right) / 2,
        dy=(area[1] + area[3]) / 2 - scale * (top + bottom) / 2,
    )


def _furniture(
    analysis: Analysis, picture: Picture, title: str, described: str
) -> Iterator[Stroke]:
    style = picture.style
    room = WIDTH - 2 * MARGIN
    if captions.is_illustrative(analysis.snapshot):
        mark = _("Illustrative data")
        width = text_width(mark, 12, 500) + 20
        yield from _pill(mark, WIDTH - MARGIN - width, 40, style)
        room -= width + 24
    yield Words(
        shortened(title, _TITLE_SIZE, 600, room), MARGIN, 62, _TITLE_SIZE, 600, style.text_1
    )
    yield _line_of_text(described, MARGIN, 86, _CAPTION_SIZE, style.text_2, WIDTH - 2 * MARGIN)
    yield from _legend(legend(analysis, style, segments=bool(picture.segments)), style)
    yield Path(
        (("M", MARGIN, _BOTTOM + 12), ("L", WIDTH - MARGIN, _BOTTOM + 12)),
        Ink(line=style.hairline_strong),
    )
    source = captions.source_line(analysis.snapshot) or _("No sources are recorded.")
    lines = wrapped(source, _FOOTER_SIZE, 400, WIDTH - 2 * MARGIN, 2)
    for number, text in enumerate(lines):
        y = _BOTTOM + 32 + 15 * number
        yield _line_of_text(text, MARGIN, y, _FOOTER_SIZE, style.text_3, WIDTH - 2 * MARGIN)


def _line_of_text(text: str, x: float, y: float, size: float, colour: str, width: float) -> Words:
    return Words(shortened(text, size, 400, width), x, y, size, 400, colour)


def _pill(text: str, x: float, y: float, style: Style) -> Iterator[Stroke]:
    width = text_width(text, 12, 500) + 20
    yield Path(rounded_box(x, y, x + width, y + 24, 12), Ink(fill=style.warn_soft))
    yield Words(text, x + 10, y + 16.3, 12, 500, style.warn)


def _legend(sections: list[LegendSection], style: Style) -> Iterator[Stroke]:
    """Yield the used rows from the top down; when there are too many, the last ones are counted."""
    y = _TOP + 8
    room = _BOTTOM - _ROW
    left_out = 0
    for section in sections:
        rows = [row for row in section.rows if row.used]
        if not rows or y + _HEADING + _ROW > room:
            left_out += len(rows)
            continue
        yield Words(section.title, MARGIN, y, 11, 600, style.text_3)
        y += 20
        for row in rows:
            if y > room:
                left_out += 1
                continue
            yield from sample(row, MARGIN + 12, y - 4, style)
            counted = "" if row.count is None else str(row.count)
            width = text_width(counted, 12, 400)
            room_for_text = _LEGEND_WIDTH - 34 - width - 8
            text = shortened(row.text, 12, 400, room_for_text)
            yield Words(text, MARGIN + 34, y, 12, 400, style.text_1)
            if counted:
                at = MARGIN + _LEGEND_WIDTH - width
                yield Words(counted, at, y, 12, 400, style.text_3)
            y += _ROW
        y += _HEADING - 20
    if left_out:
        text = _("… and {count} more").format(count=left_out)
        yield Words(text, MARGIN + 34, _BOTTOM, 12, 400, style.text_3)
