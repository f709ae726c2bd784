"""What is shown to others: a view of the map or a finding, with its title and its notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from typing import TYPE_CHECKING

from oci_map.drawing.appearance import PLAIN, Appearance
from oci_map.drawing.bounds import united
from oci_map.drawing.fit import Subject, compose_together
from oci_map.drawing.legend import LegendSection, legend
from oci_map.drawing.page import Page
from oci_map.drawing.parts import PanelLine, Part
from oci_map.drawing.picture import Box, Picture
from oci_map.drawing.places import Places
from oci_map.drawing.recolour import Division, divided, division_legend
from oci_map.drawing.sheet import Arrangement, Sheet, arranged, sheet, sheet_text, shown_rows
from oci_map.drawing.spotlight import Spotlight, lit_up, spotlight_legend
from oci_map.drawing.style import Style
from oci_map.i18n import language
from oci_map.progress import Progress
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis


@dataclass(frozen=True, slots=True, eq=False)
class Exhibit:
    """One picture of a deck, a report or an export; `name` is short enough for a file name.

    Without a title it has that of the document. `notes` are what the speaker says: the finding
    in full, how it was measured, from which sources. A `chart` is drawn instead of the map.
    """

    name: str
    analysis: Analysis
    title: str = ""
    subtitle: str = ""
    appearance: Appearance = PLAIN
    places: Places = field(default_factory=dict)
    spotlight: Spotlight | None = None
    division: Division | None = None
    chart: Callable[[Box, Style], tuple[Part, ...]] | None = None
    panel: tuple[PanelLine, ...] = ()
    notes: tuple[str, ...] = ()


def laid_out(
    exhibits: Sequence[Exhibit], page: Page, style: Style, progress: Progress | None = None
) -> list[Sheet]:
    """Return each exhibit on a page, every organisation in the same place on all of them.

    May raise Cancelled.
    """
    texts = [sheet_text(one.analysis, one.title, one.subtitle, one.panel) for one in exhibits]
    # Whether a picture has ring segments is known when it is drawn, so room is kept for them.
    rows = [
        []
        if one.chart
        else shown_rows(
            legend(one.analysis, style, segments=True, appearance=one.appearance), one.analysis
        )
        for one in exhibits
    ]
    places = arranged(page, texts, rows)
    pictures = pictures_in(exhibits, style, places.map, progress)
    boxes = [
        picture.bounds for one, picture in zip(exhibits, pictures, strict=True) if not one.chart
    ]
    bounds = united(boxes) if boxes else (0.0, 0.0, 1.0, 1.0)
    return [
        _sheet(
            one, sheet(text, legend_of(one, picture), picture, places, language(), bounds), places
        )
        for one, text, picture in zip(exhibits, texts, pictures, strict=True)
    ]


def pictures_in(
    exhibits: Sequence[Exhibit],
    style: Style,
    area: Box,
    progress: Progress | None = None,
    *,
    smallest: float = 0.0,
) -> list[Picture]:
    """Return the picture of each exhibit, lettered for an area (px); of a chart, an empty one.

    Else as `compose_together`.
    """
    subjects = [Subject(one.analysis, one.appearance, one.places) for one in exhibits]
    maps = [one for one, exhibit in zip(subjects, exhibits, strict=True) if not exhibit.chart]
    made = compose_together(maps, style, area, progress, smallest=smallest) if maps else []
    drawn = iter(made)
    return [_nothing(style) if one.chart else _shown(one, next(drawn)) for one in exhibits]


def _sheet(exhibit: Exhibit, made: Sheet, places: Arrangement) -> Sheet:
    if exhibit.chart is None:
        return made
    left, top, _right, bottom = places.map
    right = places.aside[2] if not exhibit.panel else places.map[2]
    parts = exhibit.chart((left, top, right, bottom), made.style)
    return Sheet(
        made.text, made.language, made.style, made.page, (*made.parts, *parts), made.picture,
        made.scale, made.dx, made.dy,
    )  # fmt: skip


def _shown(exhibit: Exhibit, picture: Picture) -> Picture:
    if exhibit.division is not None:
        return divided(picture, exhibit.division)
    return picture if exhibit.spotlight is None else lit_up(picture, exhibit.spotlight)


def legend_of(exhibit: Exhibit, picture: Picture) -> list[LegendSection]:
    """Return what explains the picture of an exhibit; of a chart, nothing."""
    if exhibit.chart:
        return []
    analysis = exhibit.analysis
    segments = bool(picture.segments)
    rows = legend(analysis, picture.style, segments=segments, appearance=exhibit.appearance)
    sections = shown_rows(rows, analysis)
    if exhibit.division is not None:
        return division_legend(sections, exhibit.division, picture)
    if exhibit.spotlight is None:
        return sections
    return spotlight_legend(sections, picture, exhibit.spotlight)


def _nothing(style: Style) -> Picture:
    return Picture(style, (), (), (), (), (), (), (), (0.0, 0.0, 1.0, 1.0), 1.0)
