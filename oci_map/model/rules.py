"""What must hold in a document; an edit that would break it is refused with the reason."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any, Final

from oci_map.i18n import _, number
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.dates import first_day, is_date, last_day
from oci_map.model.fields import NOUNS, Field, Kind, Noun
from oci_map.model.ids import RecordId
from oci_map.model.record_rules import RULES, broken
from oci_map.model.snapshot import Snapshot, Table
from oci_map.model.text import clean_text


def check(after: Snapshot, records: Iterable[RecordChange]) -> None:
    """Raise RuleBroken when one of the changed records cannot stand in the snapshot after it."""
    changed = list(records)
    for one in changed:
        if one.after is not None:
            _check_record(after, NOUNS[one.noun], one.after)
    _check_nothing_returns(after, changed)
    removed = {(one.noun, one.id) for one in changed if one.after is None}
    if removed:
        _check_nothing_points_at(after, removed)


def _check_nothing_returns(after: Snapshot, changed: Iterable[RecordChange]) -> None:
    forgotten = {(one.noun, one.record) for one in after.all(r.Forgotten).values()}
    for one in changed if forgotten else ():
        if one.after is not None and (one.noun, one.id) in forgotten:
            raise broken(
                one.after, "id", _("This record was forgotten for good and cannot come back.")
            )


def dependants(snapshot: Snapshot, noun: str, record_id: RecordId) -> tuple[r.Record, ...]:
    """Return the records that cannot stand without this one, and what in turn needs those."""
    found: dict[tuple[str, RecordId], r.Record] = {}
    waiting = [(noun, record_id)]
    while waiting:
        target, target_id = waiting.pop()
        for other, record in _needing(snapshot, target, target_id):
            if (other, record.id) not in found:
                found[other, record.id] = record
                waiting.append((other, record.id))
    return tuple(found.values())


def _needing(
    snapshot: Snapshot, target: str, target_id: RecordId
) -> Iterator[tuple[str, r.Record]]:
    for noun in NOUNS.values():
        needing = [f.name for f in noun.fields if f.required and f.target == target]
        records = snapshot.table(noun.name).values() if needing else ()
        for get in map(attrgetter, needing):  # of a hundred thousand: one plain loop a field
            yield from ((noun.name, one) for one in records if get(one) == target_id)
    for evidence in snapshot.evidence_of.get(target_id, ()):
        if evidence.noun == target:
            yield "evidence", evidence
    for distinction in snapshot.all(r.Distinction).values():
        if distinction.noun == target and target_id in (distinction.record, distinction.other):
            yield "distinction", distinction


def pointing_at(
    snapshot: Snapshot, noun: str, record_id: RecordId
) -> tuple[tuple[r.Record, Field], ...]:
    """Return the records that may stand without this one but name it in a field."""
    return tuple(
        (record, field)
        for other in NOUNS.values()
        for field in other.fields
        if field.target == noun and not field.required
        for record in snapshot.table(other.name).values()
        if record_id in _ids(record, field)
    )


def _ids(record: r.Record, field: Field) -> tuple[RecordId, ...]:
    value = getattr(record, field.name)
    if field.kind is Kind.REFERENCES:
        return tuple(value)
    return (value,) if value else ()


def _check_record(after: Snapshot, noun: Noun, record: r.Record) -> None:
    for field, fine in _fields(noun.name):
        value = getattr(record, field.name)
        if value != fine:
            _check_value(after, record, field, value)
    special = RULES.get(type(record))
    if special is not None:
        special(after, record)
    if isinstance(record, r.Named) and not (record.name_nl + record.name_en).strip():
        raise broken(record, "name_nl", _("Give it a name in Dutch or in English."))
    if hasattr(record, "active_from"):
        _check_period(record)


@cache
def _fields(noun: str) -> tuple[tuple[Field, object], ...]:
    """Return the fields of a noun, each with the value that needs no check: its default.

    Most fields of most records hold it. What must be filled in has no such value.
    """
    described = NOUNS[noun]
    return tuple(
        (field, _NOTHING if field.required and not default else default)
        for field in described.fields
        for default in [described.default(field.name)]
    )


# Equal to no value of any field.
_NOTHING: Final = object()


def _check_value(after: Snapshot, record: r.Record, field: Field, value: Any) -> None:
    if field.required and (value is None or (isinstance(value, str) and not value.strip())):
        raise broken(
            record, field.name, _("“{field}” must be filled in.").format(field=field.label)
        )
    if field.kind in _OWN_CHECKS:
        _OWN_CHECKS[field.kind](record, field, value)
    elif field.is_reference:
        _check_references(after, record, field)


def _check_text(record: r.Record, field: Field, value: str | tuple[str, ...]) -> None:
    texts = (value,) if isinstance(value, str) else value
    if any(clean_text(text) != text for text in texts):
        raise broken(
            record,
            field.name,
            _("“{field}” holds signs that cannot be kept; type it again.").format(
                field=field.label
            ),
        )


def _check_choice(record: r.Record, field: Field, value: str) -> None:
    if value not in field.choices:
        raise broken(
            record,
            field.name,
            _("“{value}” is not one of the choices for “{field}”.").format(
                value=value, field=field.label
            ),
        )


def _check_date(record: r.Record, field: Field, value: str) -> None:
    if not is_date(value):
        raise broken(
            record,
            field.name,
            _("“{value}” is not a date. Write 2012, 2012-07 or 2012-07-06.").format(value=value),
        )


def _check_colour(record: r.Record, field: Field, value: str) -> None:
    if value and not _COLOUR.fullmatch(value):
        raise broken(
            record, field.name, _("“{value}” is not a colour. Write #1f7a5c.").format(value=value)
        )


def _check_data(record: r.Record, field: Field, value: str) -> None:
    try:
        fits = isinstance(json.loads(value), dict)
    except (ValueError, RecursionError):
        fits = False
    if not fits:
        raise broken(record, field.name, _("“{field}” cannot be read.").format(field=field.label))


def _check_real(record: r.Record, field: Field, value: float) -> None:
    if not math.isfinite(value):
        raise broken(record, field.name, _("“{field}” must be a number.").format(field=field.label))


def _check_integer(record: r.Record, field: Field, value: int | None) -> None:
    if value is None:
        return
    least = -_LARGEST if field.least is None else field.least
    most = _LARGEST if field.most is None else field.most
    if not least <= value <= most:
        raise broken(
            record,
            field.name,
            _("“{field}” must be between {least} and {most}.").format(
                field=field.label, least=number(least), most=number(most)
            ),
        )


# SQLite keeps whole numbers in 64 bits; a budget or a rank is far below this.
_LARGEST: Final = 2**53

_COLOUR: Final = re.compile("#[0-9A-Fa-f]{6}")

_OWN_CHECKS: Final[Mapping[Kind, Callable[..., None]]] = {
    Kind.TEXT: _check_text,
    Kind.LONG_TEXT: _check_text,
    Kind.TEXTS: _check_text,
    Kind.ADDRESS: _check_text,
    Kind.CHOICE: _check_choice,
    Kind.INTEGER: _check_integer,
    Kind.EURO: _check_integer,
    Kind.REAL: _check_real,
    Kind.DATE: _check_date,
    Kind.COLOUR: _check_colour,
    Kind.DATA: _check_data,
}


def _check_references(after: Snapshot, record: r.Record, field: Field) -> None:
    ids = _ids(record, field)
    for target in ids:
        if after.get(field.target, target) is None:
            raise broken(
                record,
                field.name,
                _("“{field}” points at something that is not in the document.").format(
                    field=field.label
                ),
            )
    if len(set(ids)) < len(ids):
        raise broken(
            record, field.name, _("“{field}” names the same one twice.").format(field=field.label)
        )


def _check_period(record: r.Record) -> None:
    begin: str = record.active_from  # type: ignore[attr-defined]  # asked for by the caller
    end: str = record.active_to  # type: ignore[attr-defined]
    if begin and end and last_day(end) < first_day(begin):
        raise broken(record, "active_to", _("The end lies before the beginning."))


def _naming(table: Table, field: Field, gone: set[RecordId]) -> r.Record | None:
    """Return a record of a table whose field names one of these; None when none does."""
    get, several = attrgetter(field.name), field.kind is Kind.REFERENCES
    named = map(get, table.values())
    if gone.isdisjoint(chain.from_iterable(named) if several else named):
        return None
    return next(
        one
        for one in table.values()
        if (not gone.isdisjoint(get(one)) if several else get(one) in gone)
    )


def _check_nothing_points_at(after: Snapshot, removed: set[tuple[str, RecordId]]) -> None:
    for noun in NOUNS.values():
        for field in noun.fields:
            gone = {record_id for target, record_id in removed if target == field.target}
            record = _naming(after.table(noun.name), field, gone) if gone else None
            if record is not None:
                raise broken(
                    record,
                    field.name,
                    _("“{field}” points at something that is not in the document.").format(
                        field=field.label
                    ),
                )
    for evidence in after.all(r.Evidence).values():
        if (evidence.noun, evidence.record) in removed:
            raise broken(
                evidence, "record", _("What this evidence supports is no longer in the document.")
            )
    for distinction in after.all(r.Distinction).values():
        if removed & {(distinction.noun, one) for one in (distinction.record, distinction.other)}:
            raise broken(
                distinction,
                "record",
                _("What this says is not the same is no longer in the document."),
            )
