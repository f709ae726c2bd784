"""What tells policy levels and sectors apart where nobody chose it: shapes, colours and letters.

All of it follows from the lists themselves. What stands first in a list chooses first, by its id;
so what is added behind the others changes none of them, and what goes frees its own for nobody
but those who wanted the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeVar, cast
from zlib import crc32

from oci_map.drawing.remembered import by_identity
from oci_map.drawing.shapes import SHAPES, Shape
from oci_map.drawing.style import (
    FURTHER_DARK,
    FURTHER_LIGHT,
    SECTOR_DARK,
    SECTOR_LIGHT,
    is_colour,
)
from oci_map.i18n import language
from oci_map.model.ids import RecordId
from oci_map.model.records import PolicyLevel, Sector

L = TypeVar("L", PolicyLevel, Sector)

#: The shape of a level for which nobody chose one.
_USUAL: Final = "circle"
_FURTHER: Final = SHAPES[5:]
LIGHT_COLOURS: Final = (*SECTOR_LIGHT, *FURTHER_LIGHT)
DARK_COLOURS: Final = (*SECTOR_DARK, *FURTHER_DARK)
_FIRST: Final = len(SECTOR_LIGHT)


@by_identity(8)
def shapes_of(levels: Mapping[RecordId, PolicyLevel]) -> dict[RecordId, Shape]:
    """Return the shape of each policy level.

    It is the one it has; of several circles the first stays one, the others get further shapes.
    After seven of these they come again.
    """
    shapes = {one.id: cast("Shape", one.shape) for one in levels.values()}
    circles = [one.id for one in _in_order(levels.values()) if one.shape == _USUAL]
    free = set(range(len(_FURTHER)))
    for one in circles[1:]:
        place = _taken(one, free, range(len(_FURTHER)))
        shapes[one] = _FURTHER[place]
    return shapes


@by_identity(8)
def colours_of(sectors: Mapping[RecordId, Sector], dark: bool) -> dict[RecordId, str]:
    """Return the colour '#RRGGBB' of each sector: its own, else one that no other sector has.

    There are twelve, which every kind of eye tells apart best, then twelve further ones; after
    them they come again.
    """
    owned = {one.colour.upper() for one in sectors.values()}
    owned |= {one.colour_dark.upper() for one in sectors.values()}
    pairs = zip(LIGHT_COLOURS, DARK_COLOURS, strict=True)
    free = {place for place, pair in enumerate(pairs) if owned.isdisjoint(pair)}
    palette = DARK_COLOURS if dark else LIGHT_COLOURS
    colours: dict[RecordId, str] = {}
    for one in _in_order(sectors.values()):
        if not (is_colour(one.colour) and is_colour(one.colour_dark)):
            colours[one.id] = palette[_taken(one.id, free, _offered(free))]
        own = one.colour_dark if dark else one.colour
        if is_colour(own):
            colours[one.id] = own
    return colours


def _offered(free: set[int]) -> range:
    """Return the first colours as long as one of them is free, then the further ones, then all."""
    if any(place < _FIRST for place in free):
        return range(_FIRST)
    return range(_FIRST if free else 0, len(LIGHT_COLOURS))


def codes_of(sectors: Mapping[RecordId, Sector]) -> dict[RecordId, str]:
    """Return the letters inside the marks of each sector: its initials, else two of its name.

    No two sectors get the same letters from their names; '' for a name without letters.
    """
    return _codes(sectors, language())


@by_identity(8)
def _codes(sectors: Mapping[RecordId, Sector], _language: str) -> dict[RecordId, str]:
    codes = {one.id: one.initials for one in sectors.values()}
    taken = {code.casefold() for code in codes.values()}
    for one in _in_order(sectors.values()):
        if not codes[one.id]:
            fitting = (code for code in _from_name(one.name) if code.casefold() not in taken)
            codes[one.id] = next(fitting, "")
            taken.add(codes[one.id].casefold())
    return codes


def _from_name(name: str) -> Iterator[str]:
    """Yield what can stand for a name: its first two letters, or the first and a later one."""
    signs = [one for one in unicodedata.normalize("NFC", name[:80]) if one.isalnum()]
    if not signs:
        return
    first = signs[0].upper() if len(signs[0].upper()) == 1 else signs[0]
    if unicodedata.east_asian_width(first) in "WF":
        yield first  # as wide as two letters
        return
    words = unicodedata.normalize("NFC", name[:80]).split()[1:]
    heads = [one for word in words for one in word[:1] if one.isalnum()]
    later = [one.lower() for one in (*signs[1:2], *heads, *signs[2:]) if len(one.lower()) == 1]
    yield from (first + one for one in (*later, *"23456789"))


def _in_order(listed: Iterable[L]) -> list[L]:
    return sorted(listed, key=lambda one: (one.rank, one.id))


def _taken(wanting: RecordId, free: set[int], among: range) -> int:
    """Return the place that a record gets: the one it wants, or the next that is free."""
    first = crc32(wanting.encode()) % len(among)
    turn = (among[(first + step) % len(among)] for step in range(len(among)))
    place = next((one for one in turn if one in free), among[first])
    free.discard(place)
    return place
