"""A sheet: the Picture with title, legend, filters in words and sources, as every export has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from oci_map.drawing import captions, sheet_legend
from oci_map.drawing.legend import LegendRow, LegendSection
from oci_map.drawing.line_widths import readable
from oci_map.drawing.page import GUTTER, SMALL_SIZE, TITLE_SIZE, Page, fitting_scale
from oci_map.drawing.parts import PanelLine, Part, panel_height, panel_parts, text_part
from oci_map.drawing.picture import Box, Picture
from oci_map.drawing.shapes import rounded_box
from oci_map.drawing.strokes import Ink, Path, Stroke, Words
from oci_map.drawing.style import LIGHT, Style
from oci_map.drawing.text import line_height, text_width, wrapped
from oci_map.i18n import _
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

_LONG_TITLE_SIZE: Final = 24.0
_TITLE_LINES: Final = 2
_LONG_TITLE_LINES: Final = 3
_CAPTION_LINES: Final = 2
_BETWEEN: Final = " · "
_SOURCE_LINES: Final = 2
_ABOVE: Final = 26.0  # px above the title
_UNDER: Final = 12.0  # px under what describes the picture, and above the footer's line
_ASPECT: Final = 1.5  # how much wider than high maps are
_PANEL_SHARE: Final = 0.42  # of the width, for the facts beside a legend that flows


@dataclass(frozen=True, slots=True)
class SheetText:
    """What a sheet says in words; `panel` are the facts beside a finding."""

    title: str
    subtitle: str
    described: str
    source: str
    illustrative: bool
    panel: tuple[PanelLine, ...] = ()

    @property
    def caption(self) -> str:
        """Return the line under the title: subtitle, date, filters."""
        return _BETWEEN.join(part for part in (self.subtitle, self.described) if part)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Where on a page each thing goes (px); the same for all sheets that belong together."""

    page: Page
    title: Box
    caption: Box
    map: Box
    aside: Box  # legend and facts
    footer: Box


@dataclass(frozen=True)  # no slots: its furniture is put together on first use
class Sheet:
    """A page with its parts in page px, the picture scaled and moved."""

    text: SheetText
    language: str
    style: Style
    page: Page
    parts: tuple[Part, ...]
    picture: Picture
    scale: float
    dx: float
    dy: float

    @property
    def title(self) -> str:
        """Return the title."""
        return self.text.title

    @property
    def description(self) -> str:
        """Return what is shown, in words."""
        return self.text.caption

    @property
    def width(self) -> float:
        """Return the width in px."""
        return self.page.width

    @property
    def height(self) -> float:
        """Return the height in px."""
        return self.page.height

    @cached_property
    def furniture(self) -> tuple[Stroke, ...]:
        """All that is drawn round the picture."""
        return tuple(chain.from_iterable(part.strokes for part in self.parts))


def sheet_text(
    analysis: Analysis,
    title: str = "",
    subtitle: str = "",
    panel: Sequence[PanelLine] = (),
) -> SheetText:
    """Return what a sheet of this analysis says; without a title, that of the document."""
    snapshot = analysis.snapshot
    return SheetText(
        title=title or captions.title(snapshot),
        subtitle=subtitle,
        described=captions.in_words(analysis),
        source=captions.source_line(snapshot) or _("No sources are recorded."),
        illustrative=captions.is_illustrative(snapshot),
        panel=tuple(panel),
    )


def arranged(
    page: Page, texts: Sequence[SheetText], legends: Sequence[Sequence[LegendSection]]
) -> Arrangement:
    """Return one arrangement with room for all these texts and legends."""
    left, top, right, bottom = page.inner
    y = top
    if not page.top:
        height = max(_height(*_title(text, page)) for text in texts)
        title = (left, top + _ABOVE, right, top + _ABOVE + height)
        y = title[3] + 4
    else:
        title = (left, top, right, top)
    lines = max(len(_caption(text, page)) for text in texts)
    caption = (left, y, right, y + lines * line_height(SMALL_SIZE))
    sources = max(len(_source(text, page)) for text in texts)
    footer = (left, bottom - sources * line_height(SMALL_SIZE) - 8, right, bottom)
    area = (left, caption[3] + _UNDER, right, footer[1] - _UNDER)
    flowing = [
        _flow_height(text, sections, right - left)
        for text, sections in zip(texts, legends, strict=True)
    ]
    beside, below = _beside(page, area), _below(area, max(flowing))
    if page.legend == "below" and _room(beside[0]) > _room(below[0]):
        # Beside many facts the map would be a strip: they stand at its right then.
        page = replace(page, legend="right")
    map_area, aside = beside if page.legend == "right" else below
    return Arrangement(page, title, caption, map_area, aside, footer)


def _beside(page: Page, area: Box) -> tuple[Box, Box]:
    """Return where the map and the legend at its right go."""
    left, top, right, bottom = area
    edge = right - page.column
    return (left, top, edge - GUTTER, bottom), (edge, top, right, bottom)


def _below(area: Box, legend: float) -> tuple[Box, Box]:
    """Return where the map and the legend below it go, which is `legend` px high."""
    left, top, right, bottom = area
    # The map keeps most of the page; of a longer legend the last rows are counted.
    edge = bottom - min(legend, 0.4 * (bottom - top))
    return (left, top, right, edge - _UNDER), (left, edge, right, bottom)


def _room(area: Box) -> float:
    """Return how high a map of the usual shape gets in an area."""
    return min((area[2] - area[0]) / _ASPECT, area[3] - area[1])


def sheet(
    text: SheetText,
    sections: Sequence[LegendSection],
    picture: Picture,
    places: Arrangement,
    language: str,
    bounds: Box | None = None,
) -> Sheet:
    """Return the picture on a page with everything that explains it.

    `bounds` (px of the picture) is what fills the map's part of the page: the same for several
    sheets keeps every organisation in its place from one to the next.
    """
    box = picture.bounds if bounds is None else bounds
    scale = fitting_scale(box, places.map)
    return Sheet(
        text=text,
        language=language,
        style=picture.style,
        page=places.page,
        parts=tuple(_parts(text, sections, places, picture.style)),
        picture=readable(picture, scale),
        scale=scale,
        dx=(places.map[0] + places.map[2]) / 2 - scale * (box[0] + box[2]) / 2,
        dy=(places.map[1] + places.map[3]) / 2 - scale * (box[1] + box[3]) / 2,
    )


def shown_rows(sections: Sequence[LegendSection], analysis: Analysis) -> list[LegendSection]:
    """Return the legend without the rows that the filter hides: an export shows what it shows."""
    hidden = analysis.filter.hidden_sectors | analysis.filter.hidden_levels

    def shown(row: LegendRow) -> bool:
        return row.used and row.key not in hidden

    kept = (
        LegendSection(section.title, tuple(filter(shown, section.rows))) for section in sections
    )
    return [section for section in kept if section.rows]


# ------------------------------------------------------------------------------------ the parts


def _parts(
    text: SheetText, sections: Sequence[LegendSection], places: Arrangement, style: Style
) -> Iterator[Part]:
    page = places.page
    left, top, right, bottom = places.caption
    if not page.top:
        lines, size = _title(text, page)
        title = text_part("title", text.title, places.title, (size, 600, style.text_1), lines)
        yield title
        # A shorter title than the others' has its caption nearer.
        top = title.box[3] + 4
    if text.illustrative:
        yield _mark(page, top, style)
    small = (SMALL_SIZE, 400, style.text_2)
    if text.illustrative:
        right -= _mark_width() + GUTTER
    lines = _caption(text, page)
    yield text_part("caption", text.caption, (left, top, right, bottom), small, lines)
    yield from _aside(text, sections, places, style)
    left, top, right, _bottom = places.footer
    rule = Path((("M", left, top), ("L", right, top)), Ink(line=style.hairline_strong))
    yield Part("rule", "", (left, top, right, top + 1), (rule,))
    quiet = (SMALL_SIZE, 400, style.text_3)
    box = (left, top + 8, right, places.footer[3])
    yield text_part("source", text.source, box, quiet, _source(text, page))


def _aside(
    text: SheetText, sections: Sequence[LegendSection], places: Arrangement, style: Style
) -> Iterator[Part]:
    left, top, right, bottom = places.aside
    if places.page.legend == "right":
        # A legend that lacks rows explains nothing: facts take what it leaves.
        least = min(sheet_legend.least_height(sections), (bottom - top) / 2)
        room = (left, top, right, bottom - least - GUTTER / 2)
        facts = list(panel_parts(text.panel, room, style))
        yield from facts
        y = facts[-1].box[3] + GUTTER / 2 if facts else top
        yield from sheet_legend.column(sections, (left, y, right, bottom), style)
        return
    split = left
    if text.panel:
        split = left + _PANEL_SHARE * (right - left)
        yield from panel_parts(text.panel, (left, top, split - GUTTER, bottom), style)
    yield from sheet_legend.flow(sections, (split, top, right, bottom), style)


def _mark(page: Page, top: float, style: Style) -> Part:
    text = _mark_text()
    right = page.width - page.right
    height = line_height(SMALL_SIZE) + 4
    box = (right - _mark_width(), top - 2, right, top - 2 + height)
    base = box[1] + height / 2 + 0.36 * SMALL_SIZE
    pill = Path(rounded_box(*box, height / 2), Ink(fill=style.warn_soft))
    words = Words(text, box[0] + 10, base, SMALL_SIZE, 500, style.warn)
    return Part("mark", text, box, (pill, words), text)


def _mark_text() -> str:
    return _("Illustrative data")


def _mark_width() -> float:
    return text_width(_mark_text(), SMALL_SIZE, 500) + 20


def _title(text: SheetText, page: Page) -> tuple[tuple[str, ...], float]:
    width = page.inner[2] - page.inner[0]
    # One line more than there may be shows whether the large letters are enough.
    lines = wrapped(text.title, TITLE_SIZE, 600, width, _TITLE_LINES + 1)
    if len(lines) <= _TITLE_LINES:
        return lines, TITLE_SIZE
    return (
        wrapped(text.title, _LONG_TITLE_SIZE, 600, width, _LONG_TITLE_LINES),
        _LONG_TITLE_SIZE,
    )


def _caption(text: SheetText, page: Page) -> tuple[str, ...]:
    """Return the lines of what describes the picture, broken between two things it says."""
    width = page.inner[2] - page.inner[0] - (_mark_width() + GUTTER if text.illustrative else 0)
    lines: list[str] = []
    for said in text.caption.split(_BETWEEN):
        longer = f"{lines[-1]}{_BETWEEN}{said}" if lines else said
        if lines and text_width(longer, SMALL_SIZE, 400) <= width:
            lines[-1] = longer
        else:
            lines.append(said)
    widest = max(text_width(line, SMALL_SIZE, 400) for line in lines)
    if len(lines) > _CAPTION_LINES or widest > width:
        return wrapped(text.caption, SMALL_SIZE, 400, width, _CAPTION_LINES)
    return tuple(lines)


def _source(text: SheetText, page: Page) -> tuple[str, ...]:
    width = page.inner[2] - page.inner[0]
    return wrapped(text.source, SMALL_SIZE, 400, width, _SOURCE_LINES)


def _height(lines: tuple[str, ...], size: float) -> float:
    return len(lines) * line_height(size)


def _flow_height(text: SheetText, sections: Sequence[LegendSection], width: float) -> float:
    if not text.panel:
        return sheet_legend.flow_height(sections, width)
    legend = sheet_legend.flow_height(sections, (1 - _PANEL_SHARE) * width)
    return max(legend, panel_height(text.panel, _PANEL_SHARE * width - GUTTER, LIGHT))
