"""Records as plain values (JSON) and back, following `fields.py`."""

from __future__ import annotations

from collections.abc import Mapping

from oci_map.model.fields import NOUNS, Kind, noun_of
from oci_map.model.records import Record

Plain = dict[str, object]


def to_plain(record: Record) -> Plain:
    """Return the record as plain values; fields that hold their default are left out."""
    noun = noun_of(record)
    plain: Plain = {"id": record.id}
    for field in noun.fields:
        value = getattr(record, field.name)
        if value != noun.default(field.name):
            plain[field.name] = list(value) if isinstance(value, tuple) else value
    return plain


def from_plain(noun: str, plain: Mapping[str, object]) -> Record:
    """Return the record that plain values describe; a field that is not ours raises TypeError."""
    values: dict[str, object] = {"id": plain["id"]}
    for name, value in plain.items():
        if name != "id":
            several = NOUNS[noun].field(name).kind in (Kind.TEXTS, Kind.REFERENCES)
            values[name] = tuple(value) if several and isinstance(value, list) else value
    return NOUNS[noun].record(**values)  # type: ignore[arg-type]  # the noun decides the fields
