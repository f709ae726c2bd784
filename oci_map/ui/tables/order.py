"""In what order the rows of a table stand: by one column, what is empty last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from oci_map.model.fields import Field, Kind, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import folded
from oci_map.operations.record_names import RecordNames
from oci_map.values import dataclass

_COMPARED: Final = 400

Place = tuple[bool, Any, str]


@dataclass(frozen=True, slots=True)
class Order:
    """The column that rows are sorted by, and which way."""

    field: Field
    descending: bool = False

    def sort(self, snapshot: Snapshot, noun: str, names: RecordNames) -> list[RecordId]:
        """Return all records of a noun in this order."""
        placed = [(self.place(one, names), one.id) for one in snapshot.table(noun).values()]
        empty = sorted(one for one in placed if one[0][0])
        full = sorted((one for one in placed if not one[0][0]), reverse=self.descending)
        return [record_id for _place, record_id in (*full, *empty)]

    def insert_at(
        self, record: Record, ids: Sequence[RecordId], snapshot: Snapshot, names: RecordNames
    ) -> int:
        """Return where a record belongs among rows that are in this order."""
        noun = noun_of(record).name
        place = self.place(record, names)
        low, high = 0, len(ids)
        while low < high:
            middle = (low + high) // 2
            other = snapshot.get(noun, ids[middle])
            if other is None or not self._comes_before(place, self.place(other, names)):
                low = middle + 1
            else:
                high = middle
        return low

    def place(self, record: Record, names: RecordNames) -> Place:
        """Return what a record is sorted by: whether the field is empty, its value, its name."""
        field = self.field
        value = getattr(record, field.name)
        match field.kind:
            case Kind.CHOICE:
                codes = list(field.choices)
                key: Any = codes.index(value) if value in field.choices else len(codes)
            case Kind.YES_NO:
                key = not value
            case Kind.REFERENCE:
                key = names.folded(field.target, value) if value else ""
            case Kind.REFERENCES:
                key = "\0".join(names.folded(field.target, one) for one in value)
            case Kind.TEXTS:
                key = folded("\0".join(value)[:_COMPARED])
            case Kind.INTEGER | Kind.EURO | Kind.REAL:
                key = 0 if value is None else value
            case Kind.DATE:
                key = value
            case _:
                key = folded(value[:_COMPARED])
        empty = value is None or key == ""
        return (empty, key, _title(record, names))

    def _comes_before(self, one: Place, other: Place) -> bool:
        if one[0] != other[0]:
            return other[0]
        return other[1:] < one[1:] if self.descending and not one[0] else one[1:] < other[1:]


def _title(record: Record, names: RecordNames) -> str:
    """Return what decides between rows that are equal in their column."""
    noun = noun_of(record)
    parts = [
        names.folded(field.target, getattr(record, field.name))
        for field in noun.fields
        if field.required and field.kind is Kind.REFERENCE
    ]
    return "\0".join(parts) if parts else names.folded(noun.name, record.id)
