"""Letters as outlines, read from the bundled font: a picture that needs no font where it is shown.

Only letters that Inter has; an emoji or a name in another script stays text.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from oci_map import resources
from oci_map.drawing.text import text_width
from oci_map.values import dataclass

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FILES: Final = {400: "Inter-Regular.ttf", 500: "Inter-Medium.ttf", 600: "Inter-SemiBold.ttf"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter: a name that is unique among fonts and letters, its outline in font units."""

    name: str
    path: str  # as an SVG path, y up
    at: float = 0.0  # where it begins in its text, in font units


def outlined(text: str, weight: int) -> tuple[Glyph, ...] | None:
    """Return the letters of a line of text in one weight; None when the font lacks one of them."""
    known = _characters(weight)
    if any(ord(character) not in known for character in text):
        return None
    em = units_per_em(weight)
    glyphs = []
    for place, character in enumerate(text):
        name, path = _outline(character, weight)
        if path:
            # The width up to here, with what this letter is moved towards the one before.
            before = text_width(text[: place + 1], em, weight) - text_width(character, em, weight)
            glyphs.append(Glyph(name, path, before))
    return tuple(glyphs)


def units_per_em(weight: int) -> int:
    """Return how many font units the size of a letter is."""
    return int(_font(weight)["head"].unitsPerEm)


@cache
def _outline(character: str, weight: int) -> tuple[str, str]:
    from fontTools.pens.svgPathPen import SVGPathPen

    glyphs = _glyphs(weight)
    pen = SVGPathPen(glyphs)
    glyphs[_characters(weight)[ord(character)]].draw(pen)
    return f"g{weight // 100}{ord(character):x}", pen.getCommands()


@cache
def _glyphs(weight: int) -> Any:
    return _font(weight).getGlyphSet()


@cache
def _characters(weight: int) -> dict[int, str]:
    return dict(_font(weight).getBestCmap())


@cache
def _font(weight: int) -> TTFont:
    from fontTools.ttLib import TTFont

    # From memory: the font stays open as long as the program runs.
    return TTFont(io.BytesIO(resources.path("fonts", FILES[weight]).read_bytes()), lazy=True)
