"""Colours for parts of a map that bring none of their own, such as clusters."""

from __future__ import annotations

from typing import Final

from oci_map.drawing.style import CROSS_SECTOR, FURTHER_DARK, FURTHER_LIGHT, Style, mixed

# The colours of sectors that differ most, to every kind of eye; the further ones come after them.
_LIGHT: Final = ("#51A8F0", "#BC8302", "#943258", "#608A5F", "#4850A5", "#DFA588", "#197477",
                 "#9C6FAA", "#E8CD5C", "#765322")  # fmt: skip
_DARK: Final = ("#6AACFC", "#CF8F27", "#AE4760", "#6F9965", "#5164BA", "#E5B99C", "#2E7C85",
                "#B37BBC", "#E2D765", "#866629")  # fmt: skip
_ALL_LIGHT: Final = (*_LIGHT, *FURTHER_LIGHT)
_ALL_DARK: Final = (*_DARK, *FURTHER_DARK)
_IN_NONE: Final = 0.5


def part_colour(number: int, style: Style) -> str:
    """Return the colour '#RRGGBB' of a part; after 22 they come again."""
    colours = _ALL_DARK if style.dark else _ALL_LIGHT
    return colours[number % len(colours)]


def no_part(style: Style) -> str:
    """Return the colour '#RRGGBB' of who is in no part."""
    return mixed(style.canvas, CROSS_SECTOR, _IN_NONE)
