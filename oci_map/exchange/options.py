"""How something is exported: page, colours, sharpness, template, and what may leave the house."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from oci_map import i18n
from oci_map.drawing.page import PAGES, WIDE, Page
from oci_map.drawing.style import STYLES, Style
from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.values import dataclass

# A picture has this many px for each of the page: a slide 16:9 becomes 1600 px wide.
_USUAL: Final = 1.25
DEFAULT_WIDTH: Final = round(WIDE.width * _USUAL)
LEAST_WIDTH: Final = 200
MOST_WIDTH: Final = 16_000
SCALES: Final = (1, 2, 3, 4)


@dataclass(frozen=True, slots=True)
class Options:
    """What a person chose; the same for every format, each takes what it knows.

    `width` is in px, None for the usual one times `scale`. `personal` lets persons and their
    addresses into a web page. `as_picture` puts the map on a slide as one picture.
    """

    size: str = WIDE.key
    theme: str = "light"
    width: int | None = None
    scale: int = 1
    transparent: bool = False
    template: Path | None = None
    personal: bool = False
    as_picture: bool = False

    @property
    def page(self) -> Page:
        """Return the page."""
        return PAGES[self.size]

    @property
    def style(self) -> Style:
        """Return the colours."""
        return STYLES[self.theme]

    @property
    def pixels(self) -> int:
        """Return how wide a picture is, in px."""
        usual = round(self.page.width * _USUAL * self.scale)
        return usual if self.width is None else self.width


def checked(options: Options) -> Options:
    """Return the options when all of them are known; raises UserError for one that is not."""
    if options.theme not in STYLES:
        raise UserError(
            _("There is no theme “{theme}”; choose one of {themes}. Nothing was written.").format(
                theme=options.theme, themes=", ".join(STYLES)
            )
        )
    if options.size not in PAGES:
        raise UserError(
            _("There is no page “{size}”; choose one of {sizes}. Nothing was written.").format(
                size=options.size, sizes=", ".join(PAGES)
            )
        )
    if options.scale not in SCALES or not LEAST_WIDTH <= options.pixels <= MOST_WIDTH:
        raise UserError(
            _("The width must be between {least} and {most} px. Nothing was written.").format(
                least=LEAST_WIDTH, most=i18n.number(MOST_WIDTH)
            )
        )
    return options
