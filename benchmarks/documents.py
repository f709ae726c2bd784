"""Generated documents of any size that resemble real ones, places on the map included.

The map is that of `benchmarks/maps.py`: sectors, communities of skewed size, groups of 2 to 40
members, ties. Nothing in it is real; the same size gives the same document on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from benchmarks.maps import SECTORS, GeneratedMap, make_map

if TYPE_CHECKING:
    from oci_map.model.ids import RecordId
    from oci_map.model.records import Record

MEMBERSHIPS: Final = 5.0  # of each organisation
_LEVELS: Final = ("circle", "square", "diamond", "hexagon", "triangle")
_KINDS: Final = ("cooperation", "cooperation", "project", "funding", "information")
_PLACES: Final = ("Gent", "Antwerpen", "Brussel", "Leuven", "Hasselt", "Brugge", "Kortrijk", "")
_SYLLABLES: Final = (
    "ba", "den", "ru", "vel", "mi", "tor", "sa", "kel", "no", "pri", "lum", "ga", "stre", "fi",
)  # fmt: skip
_WORDS: Final = ("Atelier", "Huis", "Werkplaats", "Fonds", "Academie", "Netwerk", "Centrum", "Raad")


def write_document(path: Path, size: int, seed: int = 0) -> None:
    """Write a document of `size` organisations, each of which has its place on the map."""
    from oci_map.document import Document

    Document.create(path, records=[*records(size, seed)], replace=True).close()


def records(size: int, seed: int = 0) -> Iterator[Record]:
    """Yield the records of a document of `size` organisations."""
    from oci_map.model import records as r
    from oci_map.model.ids import position_id

    generated = make_map(size, seed, memberships=MEMBERSHIPS)
    chance = np.random.default_rng([size, seed, 1])
    yield r.DocumentInfo(id=_id("document"), title_en=f"{size} organisations")
    for number in range(SECTORS):
        name = _name(chance, 2)
        yield r.Sector(id=_id("s", number), name_nl=name, name_en=name, rank=number)
    for number, shape in enumerate(_LEVELS):
        name = f"Level {number + 1}"
        yield r.PolicyLevel(id=_id("l", number), name_nl=name, name_en=name, shape=shape)
    levels = chance.integers(0, len(_LEVELS), size)
    for number in range(size):
        short = _name(chance, int(chance.integers(2, 4)))
        yield r.Organisation(
            id=_id("o", number),
            name=f"{chance.choice(_WORDS)} {short} {number}",
            short_name=f"{short} {number}",
            sectors=(_id("s", int(generated.sectors[number])),),
            policy_level=_id("l", int(levels[number])),
            place=str(chance.choice(_PLACES)),
        )
    yield from _seats(generated, chance)
    yield from _needs(generated, chance)
    for number, (one, other) in enumerate(generated.edges.tolist()):
        yield r.Tie(
            id=_id("t", number),
            organisation=_id("o", one),
            other=_id("o", other),
            kind=_KINDS[number % len(_KINDS)],
            strength=int(2 * generated.weights[number] - 1),
            active_from=f"{2009 + number % 12}-0{1 + number % 9}",
        )
    from oci_map.drawing.layout import place_new

    for number, (x, y) in enumerate(place_new(generated.problem()).tolist()):
        one = _id("o", number)
        yield r.Position(id=position_id(one), organisation=one, x=float(x), y=float(y))


def _seats(generated: GeneratedMap, chance: np.random.Generator) -> Iterator[Record]:
    from oci_map.model import records as r

    for number, members in enumerate(generated.groups):
        name = f"{_name(chance, 3)} {number}"
        yield r.WorkingGroup(id=_id("g", number), name_nl=name, name_en=name, rank=number)
        for one in members.tolist():
            seat = _id("m", number, one)
            yield r.Membership(id=seat, organisation=_id("o", one), group=_id("g", number))


def _needs(generated: GeneratedMap, chance: np.random.Generator) -> Iterator[Record]:
    """Yield needs; some belong to a sector, and who has them is mostly in it."""
    from oci_map.model import records as r

    size = generated.size
    count = max(9, size // 40)
    for number in range(count):
        name = f"{_name(chance, 2)} {number}"
        yield r.Need(id=_id("n", number), name_nl=name, name_en=name, rank=number)
    for one in range(size):
        spread = (count * chance.random(3) ** 2).astype(int)
        own = (int(generated.sectors[one]) + SECTORS * chance.integers(0, 4, 2)) % count
        for need in np.unique(np.concatenate((spread, own))).tolist():
            yield r.NeedStatement(
                id=_id("h", one, need),
                organisation=_id("o", one),
                need=_id("n", need),
                priority=int(chance.integers(1, 4)),
            )


def _name(chance: np.random.Generator, syllables: int) -> str:
    return "".join(chance.choice(_SYLLABLES, syllables)).capitalize()


def _id(kind: str, *numbers: int) -> RecordId:
    from oci_map.model.ids import RecordId

    return RecordId("-".join([kind, *(f"{number:06d}" for number in numbers)]))
