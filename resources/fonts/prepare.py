"""Makes the bundled fonts out of Inter: the same letters under a family name of their own.

For people who build the program, when Inter has a new version: `python resources/fonts/prepare.py
REGULAR.ttf MEDIUM.ttf SEMIBOLD.ttf` (needs fonttools and skia-pathops), then
`python resources/fonts/measure.py`.

A machine may have another version of Inter, whose digits and letters are wider or narrower. Qt
then takes that one for the family "Inter", and labels no longer fit the room that was measured.
The Open Font Licence allows the change; Inter has no reserved name, the copyright stays inside.

Letters whose strokes overlap are melted into one outline: labels are painted as paths, with a
halo, and overlapping strokes would leave holes in them.

Quotation marks are drawn by the glyphs of two modifier letters that look alike. A PDF tells what a
glyph stands for by its first character, so a copied “foto’s” would hold a letter that is not typed
and not found: each of the two letters has a glyph of its own.
"""

from __future__ import annotations

import sys
from copy import copy
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped, import-not-found, unused-ignore]
from fontTools.ttLib.removeOverlaps import removeOverlaps  # type: ignore[import-untyped, import-not-found, unused-ignore]

FOLDER = Path(__file__).parent
FAMILY = "OCI Inter"
STYLES = ("Regular", "Medium", "SemiBold")
#: Family, full name, unique id, PostScript name, typographic family (name table of OpenType).
NAMED_BY_FAMILY = (1, 3, 4, 16)
POSTSCRIPT = 6
#: Modifier letters, and the quotation marks that look like them.
LOOK_ALIKE = {0x02BC: 0x2019, 0x02EE: 0x201D}


def renamed(source: Path) -> TTFont:
    """Return the font with "Inter" replaced by the family name in every name a program reads."""
    font = TTFont(source, recalcTimestamp=False)
    for record in font["name"].names:
        if record.nameID in NAMED_BY_FAMILY:
            record.string = str(record).replace("Inter", FAMILY)
        elif record.nameID == POSTSCRIPT:
            record.string = str(record).replace("Inter", FAMILY.replace(" ", ""))
    removeOverlaps(font)
    tell_apart(font)
    return font


def tell_apart(font: TTFont) -> None:
    """Give each modifier letter that shares the glyph of a quotation mark one of its own."""
    named = font.getBestCmap()
    glyphs, widths = font["glyf"], font["hmtx"].metrics
    for letter, mark in LOOK_ALIKE.items():
        if named.get(letter) != named[mark]:
            continue
        name = f"uni{letter:04X}"
        glyphs[name] = copy(glyphs[named[mark]])
        widths[name] = widths[named[mark]]
        for table in font["cmap"].tables:
            if letter in table.cmap:
                table.cmap[letter] = name


if __name__ == "__main__":
    for style, path in zip(STYLES, sys.argv[1:], strict=True):
        renamed(Path(path)).save(FOLDER / f"Inter-{style}.ttf")
