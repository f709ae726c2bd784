"""Records as rows of a list, and in what order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import is_
from typing import Final, Literal

from oci_map.i18n import N_
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation, Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import folded
from oci_map.ui import naming
from oci_map.values import dataclass

Order = Literal["name", "sector", "level"]
_Place = tuple[float, str, float, str]
ORDERS: Final[dict[Order, str]] = {
    "name": N_("A–Z"),
    "sector": N_("By sector"),
    "level": N_("By policy level"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One record as the list shows it."""

    id: RecordId
    text: str
    aside: str
    full: str


def rows_of(snapshot: Snapshot, noun: str, without: Collection[RecordId] = ()) -> list[Row]:
    """Return rows for all records of a noun but some, in order."""
    records = [one for one in snapshot.table(noun).values() if one.id not in without]
    return ordered(snapshot, records, "name")


def _row(snapshot: Snapshot, record: Record) -> Row:
    name = naming.name_of(record) if naming.has_name(record) else naming.called(snapshot, record)
    full = record.name if isinstance(record, Organisation) else name
    return Row(record.id, name, naming.aside(snapshot, record), full)


def ordered(snapshot: Snapshot, records: Sequence[Record], order: Order) -> list[Row]:
    """Return rows for these records, in an order."""
    placed = sorted(records, key=lambda one: _place(snapshot, one, order))
    return [_row(snapshot, one) for one in placed]


class OrderedRows:
    """Rows in an order; those of records that an edit left as they were are not made again."""

    def __init__(self) -> None:
        self._known: dict[RecordId, tuple[Record, _Place, Row]] = {}
        self._made_with: tuple[object, ...] = ()

    def of(
        self,
        snapshot: Snapshot,
        records: Sequence[Record],
        order: Order,
        made_with: Sequence[object],
    ) -> list[Row]:
        """Return rows for these records; `made_with` is what else they follow from."""
        same = len(made_with) == len(self._made_with) and all(map(is_, made_with, self._made_with))
        known = self._known if same else {}
        made: dict[RecordId, tuple[Record, _Place, Row]] = {}
        for one in records:
            kept = known.get(one.id)
            if kept is None or kept[0] is not one:
                kept = (one, _place(snapshot, one, order), _row(snapshot, one))
            made[one.id] = kept
        self._known, self._made_with = made, tuple(made_with)
        return [row for _record, _at, row in sorted(made.values(), key=_by_place)]


def _by_place(kept: tuple[Record, _Place, Row]) -> _Place:
    return kept[1]


def _place(snapshot: Snapshot, record: Record, order: Order) -> _Place:
    """Return what a row is sorted by: a chosen order, a date, a rank or number, the name."""
    rank = float(getattr(record, "rank", 0) or getattr(record, "number", 0) or 0)
    when = str(getattr(record, "date", ""))
    first = 0.0
    if isinstance(record, Organisation) and order == "sector":
        sector = snapshot.sectors.get(record.sectors[0]) if record.sectors else None
        first = float("inf") if sector is None or record.cross_sector else float(sector.rank)
    if isinstance(record, Organisation) and order == "level":
        level = snapshot.levels.get(record.policy_level)
        first = float("inf") if level is None else float(level.rank)
    name = naming.name_of(record) if naming.has_name(record) else naming.called(snapshot, record)
    return (first, when, rank, folded(name[:200]))
