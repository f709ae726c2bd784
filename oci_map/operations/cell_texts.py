"""What a field holds as text: as a person reads it in a cell, and as a spreadsheet takes it."""

from __future__ import annotations

from typing import Final

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.fields import Field, Kind
from oci_map.model.records import Record
from oci_map.operations.record_names import RecordNames

#: Between several values of one cell, also where they are typed.
BETWEEN: Final = "; "


def shown(names: RecordNames, field: Field, record: Record) -> str:
    """Return what a field of a record holds, as a person reads it; '' when it is empty."""
    value = getattr(record, field.name)
    match field.kind:
        case Kind.DATE:
            return i18n.date(value)
        case Kind.EURO:
            return "" if value is None else i18n.euro(value)
        case Kind.YES_NO:
            return _("yes") if value else _("no")
        case Kind.REFERENCES:
            return ", ".join(names.called(field.target, one) for one in value)
        case _:
            return written(names, field, record)


def written(names: RecordNames, field: Field, record: Record) -> str:
    """Return what a field of a record holds, in the form in which it can be typed again."""
    value = getattr(record, field.name)
    match field.kind:
        case Kind.CHOICE:
            return _(field.choices[value]) if value in field.choices else str(value)
        case Kind.YES_NO:
            return _("yes") if value else _("no")
        case Kind.REFERENCE:
            return names.called(field.target, value) if value else ""
        case Kind.REFERENCES:
            return BETWEEN.join(names.called(field.target, one) for one in value)
        case Kind.TEXTS:
            return BETWEEN.join(value)
        case _:
            return "" if value is None else str(value)
