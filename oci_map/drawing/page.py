"""The pages a picture can stand on: their size, their lettering, where legend and map go.

Lengths are CSS px, 96 an inch, so that a page has the same size on paper, on a slide and on the
screen: text of 13.3 px is 10 points high in all of them.
"""

from __future__ import annotations

from typing import Final, Literal

from oci_map.drawing.picture import Box
from oci_map.i18n import N_, _
from oci_map.values import dataclass

PX_PER_INCH: Final = 96.0
_PX_PER_MM: Final = PX_PER_INCH / 25.4

MARGIN: Final = 40.0
GUTTER: Final = 24.0
TITLE_SIZE: Final = 32.0  # 24 pt
SMALL_SIZE: Final = 40 / 3  # 10 pt
LEGEND_ROW: Final = 19.0

# Names on the map of so many organisations are set in at least 10 points; larger maps would
# lose too many of them, so there 8 points have to do.
FEW: Final = 80
_SMALLEST: Final = 32 / 3

Side = Literal["right", "below"]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of `width` × `height` px; the legend stands beside the map or below it.

    `top` is where a given title ends (px), for slides whose template places it; 0 when the page
    has a title of its own. `left`, `right` and `bottom` are the margins.
    """

    key: str
    text: str
    width: float
    height: float
    legend: Side = "right"
    column: float = 248.0  # width of the legend beside the map
    top: float = 0.0
    left: float = MARGIN
    right: float = MARGIN
    bottom: float = 22.0

    @property
    def name(self) -> str:
        """Return the name in the chosen language."""
        return _(self.text)

    @property
    def points(self) -> tuple[float, float]:
        """Return width and height in points, 72 an inch."""
        return (self.width * 72 / PX_PER_INCH, self.height * 72 / PX_PER_INCH)

    @property
    def inner(self) -> Box:
        """Return the page without its margins."""
        return (self.left, self.top, self.width - self.right, self.height - self.bottom)


WIDE: Final = Page("16:9", N_("Slide 16:9"), 1280, 720)
PAGES: Final = {
    page.key: page
    for page in (
        WIDE,
        Page("4:3", N_("Slide 4:3"), 960, 720, "below"),
        Page("a4", N_("A4 sheet"), 297 * _PX_PER_MM, 210 * _PX_PER_MM),
        Page("a3", N_("A3 sheet"), 420 * _PX_PER_MM, 297 * _PX_PER_MM),
        Page("square", N_("Square"), 864, 864, "below"),
    )
}


_MOST_SCALE: Final = 1.35


def fitting_scale(bounds: Box, area: Box, most: float = _MOST_SCALE) -> float:
    """Return how much a drawing must shrink or may grow to fill an area."""
    width, height = max(bounds[2] - bounds[0], 1.0), max(bounds[3] - bounds[1], 1.0)
    return min((area[2] - area[0]) / width, (area[3] - area[1]) / height, most)


#: Lettering on a screen stays near this share of its size at 100 % when a map is shrunk; it grows
#: in steps of a quarter.
_LEAST_TEXT: Final = 0.86
_STEP: Final = 1.25
_MOST_TEXT: Final = 16.0


def text_scale(zoom: float) -> float:
    """Return how much larger the lettering must be on a map to stay readable at this zoom.

    In steps, so that labels are placed anew now and then and not at every turn of the wheel.
    """
    scale = 1.0
    while zoom * scale < _LEAST_TEXT and scale < _MOST_TEXT:
        scale *= _STEP
    return scale


def least_lettering(organisations: int) -> float:
    """Return how small (px) names on a map of so many organisations may be set."""
    return SMALL_SIZE if organisations <= FEW else _SMALLEST
