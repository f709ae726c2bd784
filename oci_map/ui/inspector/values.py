"""What a field holds as a person reads it, and what a person types as the field holds it."""

from __future__ import annotations

from oci_map import i18n
from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.model.dates import parse_date
from oci_map.model.fields import Field, Kind
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import clean_text
from oci_map.ui import naming

_BETWEEN_TEXTS = "; "


def shown(snapshot: Snapshot, field: Field, record: Record) -> str:
    """Return what a field of a record holds, as a person reads it; '' when it is empty."""
    value = getattr(record, field.name)
    if field.kind is Kind.DATE:
        return i18n.date(value)
    if field.kind is Kind.EURO:
        return "" if value is None else i18n.euro(value)
    if field.kind is Kind.CHOICE:
        return _(field.choices[value]) if value in field.choices else str(value)
    if field.kind is Kind.YES_NO:
        return _("yes") if value else _("no")
    if field.kind is Kind.REFERENCE:
        return naming.short(snapshot, field.target, value)
    if field.kind is Kind.REFERENCES:
        return _listed([naming.short(snapshot, field.target, one) for one in value])
    return typed(field, record)


def typed(field: Field, record: Record) -> str:
    """Return what a field of a record holds, in the form in which it can be typed."""
    value = getattr(record, field.name)
    if value is None:
        return ""
    if field.kind is Kind.TEXTS:
        return _BETWEEN_TEXTS.join(value)
    return str(value)


def parsed(field: Field, text: str) -> object:
    """Return what was typed as the field holds it; raises UserError with the reason."""
    clean = clean_text(text)
    if field.kind is Kind.LONG_TEXT:
        return clean.strip("\n")
    clean = clean.strip()
    if field.kind is Kind.DATE:
        return _date(clean)
    if field.kind in (Kind.INTEGER, Kind.EURO):
        return _whole_number(clean)
    if field.kind is Kind.TEXTS:
        parts = [part.strip() for part in clean.split(_BETWEEN_TEXTS.strip())]
        return tuple(dict.fromkeys(part for part in parts if part))
    return clean


def _date(text: str) -> str:
    try:
        return parse_date(text)
    except ValueError:
        raise UserError(
            _("“{value}” is not a date. Write 2012, 2012-07 or 2012-07-06.").format(value=text[:60])
        ) from None


def _whole_number(text: str) -> int | None:
    bare = "".join(c for c in text if c not in " .,€\u00a0\u202f")
    if not bare:
        return None
    if not bare.isdecimal() or len(bare) > 15:
        raise UserError(_("“{value}” is not a whole number.").format(value=text[:60]))
    return int(bare)


def _listed(names: list[str]) -> str:
    """Return the first name, which decides the colour on the map, set apart from the others."""
    if len(names) < 2:
        return "".join(names)
    return f"{names[0]} · {', '.join(names[1:])}"
