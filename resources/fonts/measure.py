"""Writes inter-widths.json: how wide each character of the bundled fonts is.

For people who build the program, after the fonts changed: `python resources/fonts/measure.py`
(needs fonttools). The program itself reads the table, never the fonts, to place its labels.

Widths are those of the font, in units of 1/2048 em. They stand in runs of neighbouring code
points: `[first code point, [width, width, …]]`. Kerning stands beside them for pairs of the
characters of ASCII, as `{first character: {units: characters that follow}}`; steps below one
hundredth of an em are left out. The weights are kerned so alike that one table serves them all.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped, import-not-found, unused-ignore]

KERNED = [chr(code) for code in range(32, 127)] + ["’"]
KERNING_WEIGHT = 500
KERNING_STEP = 20

FOLDER = Path(__file__).parent
FONTS = {400: "Inter-Regular.ttf", 500: "Inter-Medium.ttf", 600: "Inter-SemiBold.ttf"}
#: Runs are joined over gaps of this many characters that the font does not have (width -1).
GAP = 4


def widths_of(font: TTFont) -> dict[int, int]:
    """Return the width of each code point of the font; marks that combine take no room."""
    advances = font["hmtx"].metrics
    return {
        code: 0 if _takes_no_room(code) else advances[name][0]
        for code, name in sorted(font.getBestCmap().items())
        if unicodedata.category(chr(code)) not in ("Cc", "Co")
    }


def runs_of(widths: dict[int, int]) -> list[list[object]]:
    """Return the widths as runs of neighbouring code points."""
    runs: list[tuple[int, list[int]]] = []
    for code, width in widths.items():
        missing = code - runs[-1][0] - len(runs[-1][1]) if runs else GAP + 1
        if missing > GAP:
            runs.append((code, [width]))
        else:
            runs[-1][1].extend([-1] * missing + [width])
    return [[first, values] for first, values in runs]


def kerning_of(font: TTFont) -> dict[str, dict[int, str]]:
    """Return for each character by how much those that follow are moved, in units."""
    names = font.getBestCmap()
    lookups = _kern_subtables(font)
    kerning: dict[str, dict[int, str]] = {}
    for first in KERNED:
        for second in KERNED:
            value = _kern(lookups, names[ord(first)], names[ord(second)])
            if abs(value) >= KERNING_STEP:
                steps = kerning.setdefault(first, {})
                steps[value] = steps.get(value, "") + second
    return kerning


def table() -> dict[str, object]:
    """Return the content of inter-widths.json."""
    fonts = {weight: TTFont(FOLDER / name) for weight, name in FONTS.items()}
    head, lines = fonts[400]["head"], fonts[400]["hhea"]
    return {
        "em": head.unitsPerEm,
        "ascent": lines.ascent,
        "descent": -lines.descent,
        "kerning": kerning_of(fonts[KERNING_WEIGHT]),
        "runs": {str(weight): runs_of(widths_of(font)) for weight, font in fonts.items()},
    }


def _kern_subtables(font: TTFont) -> list[list[Any]]:
    """Return the pair adjustments of each lookup of the feature "kern"."""
    positions = font["GPOS"].table
    indices = {
        index
        for record in positions.FeatureList.FeatureRecord
        if record.FeatureTag == "kern"
        for index in record.Feature.LookupListIndex
    }
    lookups = []
    for index in sorted(indices):
        subtables = positions.LookupList.Lookup[index].SubTable
        plain = [getattr(subtable, "ExtSubTable", subtable) for subtable in subtables]
        lookups.append([subtable for subtable in plain if subtable.LookupType == 2])
    return lookups


def _kern(lookups: list[list[Any]], first: str, second: str) -> int:
    """Return the sum over the lookups; in each lookup the first subtable that knows the pair."""
    return sum(_pair_value(subtables, first, second) for subtables in lookups)


def _pair_value(subtables: list[Any], first: str, second: str) -> int:
    for subtable in subtables:
        if first not in subtable.Coverage.glyphs:
            continue
        if subtable.Format == 1:
            pairs = subtable.PairSet[subtable.Coverage.glyphs.index(first)].PairValueRecord
            values = [pair.Value1 for pair in pairs if pair.SecondGlyph == second]
            if not values:
                continue
            return getattr(values[0], "XAdvance", 0)
        one = subtable.ClassDef1.classDefs.get(first, 0)
        two = subtable.ClassDef2.classDefs.get(second, 0)
        return getattr(subtable.Class1Record[one].Class2Record[two].Value1, "XAdvance", 0)
    return 0


def _takes_no_room(code: int) -> bool:
    return unicodedata.category(chr(code)) in ("Mn", "Me", "Cf")


if __name__ == "__main__":
    text = json.dumps(table(), separators=(",", ":"))
    (FOLDER / "inter-widths.json").write_text(text + "\n", encoding="ascii")
