"""The page of a screen: the map as high as it goes, words and legend in a column beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from oci_map.drawing import sheet_legend
from oci_map.drawing.bounds import united
from oci_map.drawing.legend import LegendSection
from oci_map.drawing.page import GUTTER, SMALL_SIZE, Page, fitting_scale
from oci_map.drawing.parts import Part, PartKind, panel_parts, text_part
from oci_map.drawing.picture import Box
from oci_map.drawing.sheet import Sheet, SheetText, sheet_text
from oci_map.drawing.strokes import Ink, Path, Words
from oci_map.drawing.style import Style
from oci_map.drawing.text import ascent, line_height, shortened, text_width, wrapped
from oci_map.i18n import _, language

if TYPE_CHECKING:
    from oci_map.exchange.exhibit import Exhibit

_TITLE: Final = 22.0  # px: a twentieth of the height, or nearly
_TITLE_LINES: Final = 7
#: From the last row a name is read or it is not: so much of the size that is asked for.
_SMALLEST: Final = 0.95
_MARGIN: Final = 20.0
_TOP: Final = 16.0
_BOTTOM: Final = 10.0
_APART: Final = 12.0
_MOST_LEGEND: Final = 0.7  # of the room under the title, where facts need some too
_COLUMN: Final = (215.0, 330.0)
#: Wider than this beside its height, a map leaves room at its sides.
_MAP_ASPECT: Final = 1.45
#: What has to be explained first after the colours.
_LINES: Final = frozenset({"line", "size", "segment"})
_COUNTED: Final = 90.0  # px at the right of the foot, for which scene it is


def screen(width: float, height: float) -> Page:
    """Return the page of a screen; on a wide one the column has what the map does not need."""
    spare = width - 2 * _MARGIN - GUTTER - _MAP_ASPECT * (height - _TOP - _foot_height())
    column = min(max(spare, _COLUMN[0]), _COLUMN[1])
    return Page(
        "screen", "", width, height,
        column=column, top=_TOP, left=_MARGIN, right=_MARGIN, bottom=_BOTTOM,
    )  # fmt: skip


def map_area(page: Page) -> Box:
    """Return the part of the page that the map may fill; the same for all that is shown."""
    left, top, right, bottom = page.inner
    return (left, top, right - page.column - GUTTER, bottom - _foot_height() - _APART)


def on_screen(exhibits: Sequence[Exhibit], page: Page, style: Style) -> list[Sheet]:
    """Return each exhibit on the page, every organisation in the same place on all of them."""
    from oci_map.exchange.exhibit import legend_of, pictures_in

    area = map_area(page)
    pictures = pictures_in(exhibits, style, area, smallest=_SMALLEST)
    box = united([picture.bounds for picture in pictures])
    scale = fitting_scale(box, area)
    dx = (area[0] + area[2]) / 2 - scale * (box[0] + box[2]) / 2
    dy = (area[1] + area[3]) / 2 - scale * (box[1] + box[3]) / 2
    sheets = []
    for exhibit, picture in zip(exhibits, pictures, strict=True):
        text = sheet_text(exhibit.analysis, exhibit.title, exhibit.subtitle, exhibit.panel)
        parts = (
            *_column(text, legend_of(exhibit, picture), page, style),
            *_foot(text, page, style),
        )
        sheets.append(Sheet(text, language(), style, page, parts, picture, scale, dx, dy))
    return sheets


def _column(
    text: SheetText, sections: Sequence[LegendSection], page: Page, style: Style
) -> Iterator[Part]:
    _left, top, right, _bottom = page.inner
    left, bottom = right - page.column, map_area(page)[3]
    lines = wrapped(text.title, _TITLE, 600, page.column, _TITLE_LINES)
    box = (left, top, right, top + len(lines) * line_height(_TITLE))
    yield text_part("title", text.title, box, (_TITLE, 600, style.text_1), lines)
    y = box[3] + _APART
    # A legend that lacks rows explains nothing: facts take what it leaves.
    least = min(sheet_legend.least_height(_untitled(sections)), _MOST_LEGEND * (bottom - y))
    facts = list(panel_parts(text.panel, (left, y, right, bottom - least - _APART), style))
    yield from facts
    y = facts[-1].box[3] + _APART if facts else y
    yield from sheet_legend.column(fitting(sections, bottom - y), (left, y, right, bottom), style)


def fitting(sections: Sequence[LegendSection], room: float) -> list[LegendSection]:
    """Return the colours, then what the lines mean, then the rest: whole sections, while they fit.

    Headings are left out: what is said aloud needs none, and the rows can be read from afar.
    """
    bare = _untitled(sections)
    first = sorted(range(len(bare)), key=lambda place: (place > 0, not _is_lines(bare[place])))
    kept: list[int] = first[:1]
    for place in first[1:]:
        tried = [bare[one] for one in sorted([*kept, place])]
        if sheet_legend.least_height(tried) <= room:
            kept.append(place)
    return _joined([bare[one] for one in sorted(kept)])


def _untitled(sections: Sequence[LegendSection]) -> list[LegendSection]:
    return [LegendSection("", section.rows) for section in sheet_legend.used(sections)]


def _joined(sections: Sequence[LegendSection]) -> list[LegendSection]:
    """Return the sections, one of a single row as the end of that before it."""
    joined: list[LegendSection] = []
    for section in sections:
        if joined and len(section.rows) == 1:
            joined[-1] = LegendSection("", (*joined[-1].rows, *section.rows))
        else:
            joined.append(section)
    return joined


def _is_lines(section: LegendSection) -> bool:
    return any(row.kind in _LINES for row in section.rows)


def _foot(text: SheetText, page: Page, style: Style) -> Iterator[Part]:
    """Yield what the picture shows, and from which sources, a line each."""
    left, _top, right, bottom = page.inner
    high = line_height(SMALL_SIZE)
    top = bottom - _foot_height()
    rule = Path((("M", left, top), ("L", right, top)), Ink(line=style.hairline_strong))
    yield Part("rule", "", (left, top, right, top + 1), (rule,))
    # Of what a view is called and what it shows, the second says more.
    caption = text.caption
    if text_width(caption, SMALL_SIZE, 400) > right - left:
        caption = text.described
    y = bottom - 2 * high
    yield _line("caption", caption, (left, y, right, y + high), style.text_2)
    right -= _COUNTED
    y += high
    if text.illustrative:
        mark = _("Illustrative data")
        begin = right - text_width(mark, SMALL_SIZE, 500)
        words = Words(mark, begin, y + ascent(SMALL_SIZE), SMALL_SIZE, 500, style.warn)
        yield Part("mark", mark, (begin, y, right, y + high), (words,), mark)
        right = begin - GUTTER
    yield _line("source", text.source, (left, y, right, y + high), style.text_3)


def _line(kind: PartKind, text: str, box: Box, colour: str) -> Part:
    shown = shortened(text, SMALL_SIZE, 400, box[2] - box[0])
    return text_part(kind, text, box, (SMALL_SIZE, 400, colour), [shown])


def _foot_height() -> float:
    return 2 * line_height(SMALL_SIZE) + 8
