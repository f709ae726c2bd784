"""Colours and measures of the pictures and the window: light, dark and for paper."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final

from oci_map.values import dataclass

LABEL_SIZE: Final = 12.0
CODE_SIZE: Final = 10.0

NODE_LEAST: Final = 9.5
NODE_RANGE: Final = 11.0
# When nobody bridges anything, all marks have this size.
NODE_ALIKE: Final = 12.0
NODE_GOVERNMENT: Final = 10.5
NODE_COORDINATOR: Final = 23.0

CROSS_SECTOR: Final = "#8E939A"
DARK_INK: Final = "#121315"
WHITE: Final = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Style:
    """The tokens of one theme; every colour is '#RRGGBB'."""

    name: str
    dark: bool
    bar: str  # title and command row
    window: str
    sidebar: str
    surface: str
    canvas: str
    hairline: str
    hairline_strong: str
    hover: str
    track: str
    tie: str
    text_1: str
    text_2: str
    text_3: str
    accent: str
    on_accent: str
    accent_text: str
    accent_soft: str
    gap: str
    gap_text: str
    gap_soft: str
    gap_border: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    neutral: str
    hull: tuple[str, ...]
    hull_policy: str
    hull_fill_opacity: float
    hull_line_opacity: float


LIGHT: Final = Style(
    name="light", dark=False,
    bar="#EFEFEC", window="#F5F5F3", sidebar="#F8F8F6", surface="#FFFFFF", canvas="#FCFCFA",
    hairline="#E7E6E2", hairline_strong="#D5D4CF", hover="#EEEEEB", track="#E9E9E5",
    tie="#8A8D93", text_1="#1D1E20", text_2="#55585D", text_3="#666970",
    accent="#3257C8", on_accent="#FFFFFF", accent_text="#2A49AB", accent_soft="#E8EDFA",
    gap="#D65A28", gap_text="#AD4217", gap_soft="#FBEDE5", gap_border="#EFCDB9",
    warn="#8A5A00", warn_soft="#FAF0D9", ok="#256B45", ok_soft="#E6F2EA", neutral="#EFEFEC",
    hull=("#5E7FA6", "#4F8F8B", "#A0799A", "#A8865A", "#8480B4", "#7E9160"),
    hull_policy="#7C8087", hull_fill_opacity=0.085, hull_line_opacity=0.55,
)  # fmt: skip

DARK: Final = Style(
    name="dark", dark=True,
    bar="#1A1B1D", window="#1E1F21", sidebar="#1C1D1F", surface="#232427", canvas="#17181A",
    hairline="#2E3033", hairline_strong="#3D4044", hover="#292B2E", track="#2A2C2F",
    tie="#9A9DA3", text_1="#ECECEA", text_2="#B2B4B9", text_3="#94979D",
    accent="#6F93F2", on_accent="#0F1114", accent_text="#A4BBFA", accent_soft="#27304A",
    gap="#F08A55", gap_text="#F5A57B", gap_soft="#3A271E", gap_border="#6A412B",
    warn="#E3B768", warn_soft="#362C19", ok="#7CC79A", ok_soft="#1E3127", neutral="#2B2D30",
    hull=("#7FA3CF", "#6DB5B0", "#C597BD", "#CCA773", "#A5A0DC", "#9DB47A"),
    hull_policy="#9A9EA6", hull_fill_opacity=0.085, hull_line_opacity=0.5,
)  # fmt: skip

# Paper: the light colours on white, with outlines strong enough for a grey printer.
PRINT: Final = replace(
    LIGHT, name="print", canvas="#FFFFFF", tie="#6B6E74", hull_fill_opacity=0.06,
    hull_line_opacity=0.8,
)  # fmt: skip

STYLES: Final = {style.name: style for style in (LIGHT, DARK, PRINT)}

# For sectors that bring no colour of their own: the palette of look-alike-safe hues, in turn.
SECTOR_LIGHT: Final = (
    "#9C6FAA", "#51A8F0", "#DFC2E8", "#E8CD5C", "#197477", "#765322",
    "#4850A5", "#608A5F", "#943258", "#BC8302", "#A8DBC6", "#DFA588",
)  # fmt: skip
SECTOR_DARK: Final = (
    "#B37BBC", "#6AACFC", "#D8C2E3", "#E2D765", "#2E7C85", "#866629",
    "#5164BA", "#6F9965", "#AE4760", "#CF8F27", "#B1DFCF", "#E5B99C",
)  # fmt: skip

# For further sectors: found in the same way, in calm tones. Of all 24 and the grey, the two that
# are most alike differ by 11.3 (CIEDE2000) in the light and 11.9 in the dark, and by 7.0 to 7.7
# where red, green or blue is not seen (Machado 2009, severity 100).
FURTHER_LIGHT: Final = (
    "#B05788", "#355753", "#A994C1", "#71782B", "#D87180", "#545137",
    "#9DA65A", "#1ACBBD", "#6C77DE", "#7D6255", "#6D1E75", "#69A38D",
)  # fmt: skip
FURTHER_DARK: Final = (
    "#830A44", "#94B9BD", "#605269", "#4B4A18", "#E996A0", "#958335",
    "#A7AF63", "#30977F", "#7480E9", "#695342", "#68217C", "#527164",
)  # fmt: skip


@lru_cache(maxsize=2000)
def mixed(colour: str, other: str, share: float) -> str:
    """Return `colour` with a `share` (0 to 1) of `other` mixed in, linearly in sRGB."""
    parts = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in parts)


@lru_cache(maxsize=500)
def ink_on(colour: str) -> str:
    """Return white or near-black, whichever stands out more on this colour (WCAG 2 contrast)."""
    light = _luminance(colour)
    on_dark_ink = (light + 0.05) / (_luminance(DARK_INK) + 0.05)
    return WHITE if 1.05 / (light + 0.05) >= min(on_dark_ink, 4.5) else DARK_INK


def mark_outline(fill: str, style: Style) -> str:
    """Return the line round a mark: its fill darkened, or lightened on a dark canvas."""
    return mixed(fill, WHITE, 0.28) if style.dark else mixed(fill, "#000000", 0.34)


def is_colour(text: str) -> bool:
    """Say whether this is a colour as '#RRGGBB'."""
    digits = text[1:]
    return len(text) == 7 and text[0] == "#" and all(c in "0123456789abcdefABCDEF" for c in digits)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
