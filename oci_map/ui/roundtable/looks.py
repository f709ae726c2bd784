"""What the map of tables shows: each table with its guests, and the lines between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from oci_map.drawing.marks import map_name, primary_sector, sector_colour
from oci_map.drawing.style import CROSS_SECTOR, Style
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import GOVERNMENT
from oci_map.roundtable.wishes import Pair
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class GuestLook:
    """How a guest is drawn at a table."""

    guest: RecordId
    organisation: RecordId
    name: str  # as short as it can be
    title: str  # in full
    colour: str
    government: bool = False
    host: bool = False
    pinned: bool = False
    unsure: bool = False  # has not said yes


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table in one round: who sits there, who knows whom, and which gaps sit there."""

    table: int  # from 1
    title: str
    words: str
    guests: tuple[GuestLook, ...]
    known: tuple[Pair, ...] = ()
    met: tuple[Pair, ...] = ()
    gaps: tuple[Pair, ...] = ()


def guest_look(
    snapshot: Snapshot,
    guest: RecordId,
    organisation: RecordId,
    style: Style,
    *,
    name: str = "",
    host: bool = False,
    pinned: bool = False,
    unsure: bool = False,
) -> GuestLook:
    """Return how a guest is drawn; it goes by its organisation unless a name is given."""
    record = snapshot.organisations[organisation]
    sector = primary_sector(snapshot, record)
    return GuestLook(
        guest=guest,
        organisation=organisation,
        name=name or map_name(record),
        title=name or record.name,
        colour=CROSS_SECTOR if sector is None else sector_colour(snapshot, sector.id, style),
        government=record.kind == GOVERNMENT,
        host=host,
        pinned=pinned,
        unsure=unsure,
    )


def own_names(
    guests: Mapping[RecordId, RecordId], names: Mapping[RecordId, str]
) -> dict[RecordId, str]:
    """Return the names of those guests who share their organisation with another guest."""
    count = Counter(guests.values())
    return {
        guest: names[guest]
        for guest, organisation in guests.items()
        if count[organisation] > 1 and guest in names
    }


def in_order(before: Sequence[RecordId], now: Sequence[RecordId]) -> tuple[RecordId, ...]:
    """Return who sits at a table now, each who stayed in the same chair.

    Who came takes a chair that came free, so that a swap moves two guests and nobody else.
    """
    stayed = set(now)
    there = set(before)
    new = [one for one in now if one not in there]
    chairs = [one if one in stayed else (new.pop(0) if new else None) for one in before]
    return (*(one for one in chairs if one is not None), *new)
