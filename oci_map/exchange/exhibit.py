"""What is shown to others: a view of the map or a finding, with its title and its notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oci_map.drawing.bounds import united
from oci_map.drawing.fit import compose_together
from oci_map.drawing.legend import LegendSection, legend
from oci_map.drawing.page import Page
from oci_map.drawing.parts import PanelLine
from oci_map.drawing.picture import Picture
from oci_map.drawing.sheet import Sheet, arranged, sheet, sheet_text, shown_rows
from oci_map.drawing.spotlight import Spotlight, lit_up, spotlight_legend
from oci_map.drawing.style import Style
from oci_map.i18n import language
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis


@dataclass(frozen=True, slots=True, eq=False)
class Exhibit:
    """One picture of a deck, a report or an export; `name` is short enough for a file name.

    Without a title it has that of the document. `notes` are what the speaker says: the finding
    in full, how it was measured, from which sources.
    """

    name: str
    analysis: Analysis
    title: str = ""
    subtitle: str = ""
    spotlight: Spotlight | None = None
    panel: tuple[PanelLine, ...] = ()
    notes: tuple[str, ...] = ()


def laid_out(exhibits: Sequence[Exhibit], page: Page, style: Style) -> list[Sheet]:
    """Return each exhibit on a page, every organisation in the same place on all of them."""
    texts = [sheet_text(one.analysis, one.title, one.subtitle, one.panel) for one in exhibits]
    # Whether a picture has ring segments is known when it is drawn, so room is kept for them.
    rows = [
        shown_rows(legend(one.analysis, style, segments=True), one.analysis) for one in exhibits
    ]
    places = arranged(page, texts, rows)
    plain = compose_together([one.analysis for one in exhibits], style, places.map)
    pictures = [_lit(one, picture) for one, picture in zip(exhibits, plain, strict=True)]
    bounds = united([picture.bounds for picture in pictures])
    return [
        sheet(text, _legend(one, picture), picture, places, language(), bounds)
        for one, text, picture in zip(exhibits, texts, pictures, strict=True)
    ]


def _lit(exhibit: Exhibit, picture: Picture) -> Picture:
    return picture if exhibit.spotlight is None else lit_up(picture, exhibit.spotlight)


def _legend(exhibit: Exhibit, picture: Picture) -> list[LegendSection]:
    style, analysis = picture.style, exhibit.analysis
    sections = shown_rows(legend(analysis, style, segments=bool(picture.segments)), analysis)
    if exhibit.spotlight is None:
        return sections
    return spotlight_legend(sections, picture, exhibit.spotlight)
