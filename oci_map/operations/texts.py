"""The entrance for what a person typed or pasted."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

from oci_map.model.fields import Kind, noun_of
from oci_map.model.records import Record
from oci_map.model.text import clean_text

R = TypeVar("R", bound=Record)

_TYPED: Final = (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS, Kind.COLOUR, Kind.TEXTS)


def cleaned(record: R) -> R:
    """Return the record with its texts as they are kept."""
    values: dict[str, object] = {}
    for field in noun_of(record).fields:
        if field.kind in _TYPED:
            value = getattr(record, field.name)
            values[field.name] = (
                clean_text(value) if isinstance(value, str) else tuple(map(clean_text, value))
            )
    changed = {name: value for name, value in values.items() if value != getattr(record, name)}
    return replace(record, **changed) if changed else record  # type: ignore[arg-type]  # its own
