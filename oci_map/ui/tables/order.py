"""In what order the rows of a table stand: by one column, what is empty last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from operator import attrgetter, not_
from typing import Any, Final

from oci_map.model.fields import NOUNS, Field, Kind, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import folded, folded_texts
from oci_map.operations.record_names import RecordNames
from oci_map.values import dataclass

_COMPARED: Final = 400
_TEXTS: Final = (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS)

Place = tuple[bool, Any, str]


@dataclass(frozen=True, slots=True)
class Order:
    """The column that rows are sorted by, and which way."""

    field: Field
    descending: bool = False

    def sort(self, snapshot: Snapshot, noun: str, names: RecordNames) -> list[RecordId]:
        """Return all records of a noun in this order."""
        table = snapshot.table(noun)
        records = list(table.values())
        nothing, keys = self._keys(records, names)
        placed = list(zip(keys, _titles(noun, records, names), table, strict=True))
        empty: list[tuple[Any, int, RecordId]] = []
        if any(nothing):
            empty = sorted(compress(placed, nothing))
            placed = list(compress(placed, map(not_, nothing)))
        placed.sort(reverse=self.descending)
        return [record_id for _key, _title, record_id in (*placed, *empty)]

    def _keys(
        self, records: Sequence[Record], names: RecordNames
    ) -> tuple[Sequence[bool], Sequence[Any]]:
        """Return whether the field of each record is empty, and what it is sorted by."""
        values = list(map(attrgetter(self.field.name), records))
        if self.field.kind is Kind.REFERENCE:
            # Places in the order of names compare faster than names.
            keys = _places(values, names.ranks(self.field.target))
            return [key < 0 for key in keys], keys
        if self.field.kind in _TEXTS:
            texts = folded_texts([value[:_COMPARED] for value in values])
            return [text == "" for text in texts], texts
        placed = [self._key(value, names) for value in values]
        return [one[0] for one in placed], [one[1] for one in placed]

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
        return (*self._key(getattr(record, self.field.name), names), _title(record, names))

    def _key(self, value: Any, names: RecordNames) -> tuple[bool, Any]:
        field = self.field
        key = value
        match field.kind:
            case Kind.CHOICE:
                codes = list(field.choices)
                key = codes.index(value) if value in field.choices else len(codes)
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
                pass
            case _:
                key = folded(value[:_COMPARED])
        return (value is None or key == "", key)

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


def _titles(noun: str, records: Sequence[Record], names: RecordNames) -> list[int]:
    """Return the same for many records, as numbers."""
    fields = [
        field for field in NOUNS[noun].fields if field.required and field.kind is Kind.REFERENCE
    ]
    if not fields:
        ranks = names.ranks(noun)
        return [ranks[one.id] for one in records]
    titles = [0] * len(records)
    for field in fields:
        ranks = names.ranks(field.target)
        places = _places(list(map(attrgetter(field.name), records)), ranks)
        count = len(ranks) + 1
        titles = [title * count + place for title, place in zip(titles, places, strict=True)]
    return titles


def _places(ids: Sequence[RecordId], ranks: Mapping[RecordId, int]) -> list[int]:
    """Return the place of each record from A to Z; -1 for none."""
    return [ranks.get(one, -1) for one in ids]
