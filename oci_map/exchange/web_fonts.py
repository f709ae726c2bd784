"""The bundled font cut to the letters that a page uses, for the page to carry along."""

from __future__ import annotations

import base64
import io
from functools import cache
from typing import Final

from oci_map import resources
from oci_map.drawing.text import one_line
from oci_map.exchange.outlines import FILES

# What a person may type is drawn in the same font.
_ALWAYS: Final = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180)))) + "–—‘’“”…·×−"


def font_addresses(text: str) -> dict[int, str]:
    """Return the font as a data: address by weight, with all letters of a text."""
    letters = one_line("".join(sorted({*text, *_ALWAYS})))
    return {weight: _address(weight, letters) for weight in FILES}


@cache
def _address(weight: int, letters: str) -> str:
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    # Cutting the rules for pairs of letters takes four times as long, and lengths are given.
    options.layout_features = []
    options.drop_tables += ["GPOS", "GSUB", "GDEF"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    # The time of making would make every page another one.
    data = io.BytesIO(resources.path("fonts", FILES[weight]).read_bytes())
    font = TTFont(data, recalcTimestamp=False, lazy=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    font.flavor = "woff"
    out = io.BytesIO()
    font.save(out)
    return "data:font/woff;base64," + base64.b64encode(out.getvalue()).decode()
