"""Records as rows of a list, and in what order."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Sequence
from operator import is_
from typing import Final, Literal

from oci_map.i18n import N_
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation, Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import folded_texts
from oci_map.ui import naming
from oci_map.values import dataclass

Order = Literal["name", "sector", "level"]
_Place = tuple[float, str, float, str, RecordId]
_COMPARED: Final = 200  # letters of a name
#: So many records that an edit touched are put in their places one by one.
_FEW: Final = 50
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


_Kept = tuple[Record, _Place, Row]


def rows_of(snapshot: Snapshot, noun: str, without: Collection[RecordId] = ()) -> list[Row]:
    """Return rows for all records of a noun but some, in order."""
    records = [one for one in snapshot.table(noun).values() if one.id not in without]
    return ordered(snapshot, records, "name")


def ordered(snapshot: Snapshot, records: Sequence[Record], order: Order) -> list[Row]:
    """Return rows for these records, in an order."""
    made = sorted(_made(snapshot, records, order), key=_by_place)
    return [row for _record, _place, row in made]


class OrderedRows:
    """Rows in an order; those of records that an edit left as they were are not made again."""

    def __init__(self) -> None:
        self._known: dict[RecordId, Record] = {}
        self._ordered: list[_Kept] = []
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
        known, self._made_with = self._known, tuple(made_with)
        self._known = {one.id: one for one in records}
        fresh = [one for one in records if known.get(one.id) is not one]
        if not same or len(fresh) > _FEW:
            self._ordered = sorted(_made(snapshot, records, order), key=_by_place)
        else:
            now = self._known
            self._ordered = [kept for kept in self._ordered if now.get(kept[0].id) is kept[0]]
            for kept in _made(snapshot, fresh, order):
                insort(self._ordered, kept, key=_by_place)
        return [row for _record, _place, row in self._ordered]


def _by_place(kept: _Kept) -> _Place:
    return kept[1]


def _made(snapshot: Snapshot, records: Sequence[Record], order: Order) -> list[_Kept]:
    """Return records with what they are sorted by and their rows; names are folded together."""
    names = [
        naming.name_of(one) if naming.has_name(one) else naming.called(snapshot, one)
        for one in records
    ]
    folds = folded_texts([name[:_COMPARED] for name in names])
    return [
        (one, (_first(snapshot, one, order), *_then(one), fold, one.id), _row(snapshot, one, name))
        for one, name, fold in zip(records, names, folds, strict=True)
    ]


def _row(snapshot: Snapshot, record: Record, name: str) -> Row:
    full = record.name if isinstance(record, Organisation) else name
    return Row(record.id, name, naming.aside(snapshot, record), full)


def _first(snapshot: Snapshot, record: Record, order: Order) -> float:
    """Return what comes first in an order that was chosen; nothing where it is that by name."""
    if order == "name" or not isinstance(record, Organisation):
        return 0.0
    if order == "sector":
        sector = snapshot.sectors.get(record.sectors[0]) if record.sectors else None
        return float("inf") if sector is None or record.cross_sector else float(sector.rank)
    level = snapshot.levels.get(record.policy_level)
    return float("inf") if level is None else float(level.rank)


def _then(record: Record) -> tuple[str, float]:
    """Return what is looked at before the name: a date, a rank or number."""
    if isinstance(record, Organisation):
        return "", 0.0
    rank = float(getattr(record, "rank", 0) or getattr(record, "number", 0) or 0)
    return str(getattr(record, "date", "")), rank
