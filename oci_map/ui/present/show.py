"""What is shown one after another: the saved views, then the planned and the largest open gaps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from oci_map.drawing.line_widths import readable
from oci_map.drawing.outlined import LARGE
from oci_map.drawing.page import FEW, SMALL_SIZE, Page, least_lettering
from oci_map.drawing.picture import Box
from oci_map.drawing.sheet import Sheet
from oci_map.drawing.style import Style
from oci_map.graph.finding import PLANNED
from oci_map.progress import Progress
from oci_map.ui.present.camera import Camera, nearer, overview, seen
from oci_map.ui.present.clearing import cleared
from oci_map.ui.present.layout import map_area, on_screen, screen
from oci_map.ui.present.lettering import named
from oci_map.ui.showing import Showing
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.exchange.exhibit import Exhibit
    from oci_map.graph.finding import Gap
    from oci_map.graph.findings import Findings

_MOST_PLANNED: Final = 6
_MOST_OPEN: Final = 3
_LEVELS: Final = ("sector", "organisation", "level", "domain", "need", "group", "recommendation")
#: Lettering takes this share of the height; names on a crowded map may be set a tenth smaller, and
#: 2.5 % is what can be read from the last row.
READABLE: Final = 0.0285
#: Upright screens show the page of this aspect, as wide as they are.
LEAST_ASPECT: Final = 1.2


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A page, the part of it that the map may fill, and from where the map is seen."""

    sheet: Sheet
    area: Box
    camera: Camera


def page_of(aspect: float, organisations: int) -> Page:
    """Return the page of a screen (width / height) on which everything can be read from afar."""
    smallest = SMALL_SIZE if organisations <= FEW else least_lettering(organisations)
    height = smallest / READABLE
    return screen(height * aspect, height)


def scenes(showing: Showing, style: Style, aspect: float, progress: Progress) -> list[Scene]:
    """Return what is shown, every organisation in its place throughout. May raise Cancelled."""
    exhibits = shown(showing, progress)
    progress.report(0.5)
    most = max(len(one.analysis.organisations) for one in exhibits)
    page = page_of(aspect, most)
    area = map_area(page)
    sheets = on_screen(exhibits, page, style)
    return [_scene(one, sheet, area) for one, sheet in zip(exhibits, sheets, strict=True)]


def shown(showing: Showing, progress: Progress | None = None) -> list[Exhibit]:
    """Return the saved views, or the map as it is shown where there are none, then the gaps."""
    from oci_map.exchange.selection import saved_views

    views = saved_views(showing.snapshot) or [showing.present()]
    if progress is not None:
        progress.report(0.1)
    return [*views, *(showing.found(gap.key) for gap in gaps(showing.analysis.findings))]


def gaps(findings: Findings) -> list[Gap]:
    """Return the gaps that somebody plans to bridge, then the largest open ones."""
    from oci_map.exchange.deck_exhibits import largest_gaps

    planned = [
        gap
        for level in _LEVELS
        for gap in findings.at_level(level)
        if gap.state.state == PLANNED and not gap.closed
    ][:_MOST_PLANNED]
    return list(dict.fromkeys([*planned, *largest_gaps(findings, _MOST_OPEN)]))


def _scene(exhibit: Exhibit, sheet: Sheet, area: Box) -> Scene:
    whole = overview(sheet.scale, sheet.dx, sheet.dy, area)
    snapshot = exhibit.analysis.snapshot
    lit = exhibit.spotlight.lit if exhibit.spotlight is not None else frozenset()
    picture = named(sheet.picture, lit, snapshot) if lit else sheet.picture
    camera = nearer(whole, picture, lit, area)
    if picture.is_crowded:
        from oci_map.ui.present.large import all_marks, from_afar

        camera = all_marks(picture, area)
        picture = from_afar(picture, exhibit.analysis, lit, camera)
    else:
        picture = cleared(picture, snapshot, seen(camera, area), lit)
        if len(picture.nodes) > LARGE:
            picture = readable(picture, camera.scale)
    return Scene(replace(sheet, picture=picture), area, camera)
