"""The entrance for what a person typed or pasted."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeVar

from oci_map.errors import RuleBroken
from oci_map.i18n import _, number
from oci_map.model.fields import Field, Kind, noun_of
from oci_map.model.records import Record
from oci_map.model.text import LONGEST, clean_text

R = TypeVar("R", bound=Record)

_TYPED: Final = (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS, Kind.COLOUR, Kind.TEXTS)


def cleaned(record: R, before: Record | None = None) -> R:
    """Return the record with its texts as they are kept; raise RuleBroken when one is too long.

    What a file brought along may be longer: only what differs from `before` is measured.
    """
    values: dict[str, object] = {}
    for field in noun_of(record).fields:
        if field.kind in _TYPED:
            value = getattr(record, field.name)
            kept = clean_text(value) if isinstance(value, str) else tuple(map(clean_text, value))
            if kept != value:
                values[field.name] = kept
            if _is_long(kept) and (before is None or kept != getattr(before, field.name)):
                raise RuleBroken(
                    too_long(field, kept),
                    noun=noun_of(record).name,
                    record_id=record.id,
                    field=field.name,
                )
    return replace(record, **values) if values else record  # type: ignore[arg-type]  # its own


def too_long(field: Field, value: str | tuple[str, ...]) -> str:
    """Say that a text has more signs than a field keeps."""
    signs = len(value) if isinstance(value, str) else sum(map(len, value))
    return _(
        "“{field}” would hold {count} signs and can hold {most}; it was left as it was, so make"
        " the text shorter."
    ).format(field=field.label, count=number(signs), most=number(LONGEST))


def _is_long(value: str | tuple[str, ...]) -> bool:
    return (len(value) if isinstance(value, str) else sum(map(len, value))) > LONGEST
