"""Records as plain values (JSON) and back, following `fields.py`."""

from __future__ import annotations

from collections.abc import Mapping

from oci_map.model.fields import NOUNS, Kind, noun_of
from oci_map.model.records import Record
from oci_map.model.text import clean_text

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
    """Return the record that plain values describe.

    Raises KeyError for a noun or field that is not ours, TypeError for a value that does not fit.
    """
    values: dict[str, object] = {"id": plain["id"]}
    for name, given in plain.items():
        if name != "id":
            value = tuple(given) if isinstance(given, list) else given
            field = NOUNS[noun].field(name)
            if not field.fits(value):
                raise TypeError(f"{noun}.{name}")
            values[name] = _clean(field.kind, value)
    return NOUNS[noun].record(**values)  # type: ignore[arg-type]  # the noun decides the fields


def _clean(kind: Kind, value: object) -> object:
    """Return the value as rows of it are read: with its texts as this program keeps them."""
    if isinstance(value, str) and kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS):
        return clean_text(value)
    if isinstance(value, tuple) and kind is Kind.TEXTS:
        return tuple(map(clean_text, value))
    return value
