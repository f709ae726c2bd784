"""Makes records of what could be read, and lets go of what cannot stand without what is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from oci_map.errors import RuleBroken
from oci_map.i18n import N_, _
from oci_map.model import rules
from oci_map.model.change import RecordChange
from oci_map.model.dates import is_date
from oci_map.model.fields import NOUNS, Field, Kind, Noun, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import clean_text
from oci_map.store.damaged_rows import UNREADABLE, Row
from oci_map.values import dataclass

Key = tuple[str, RecordId]
Links = Mapping[tuple[str, str], Sequence[str]]

_TEXTS: Final = (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS)
#: A record that breaks more rules than this is let go.
_MOST_MENDINGS: Final = 40
_NAMES: Final = ("name", "title", "name_nl", "text_nl")
LOST_NAME: Final = N_("(name lost)")


@dataclass(frozen=True, slots=True)
class Loss:
    """A record that could not be saved, or a field of one that was emptied."""

    noun: str
    record: RecordId
    field: str = ""  # '' when the whole record was lost
    reason: str = ""  # a sentence, where one is known


def record_from(
    noun: Noun, row: Row, links: Links, told: Record | None
) -> tuple[Record, list[Loss]]:
    """Return the record of a row, with what could not be read from the history or left empty."""
    record_id = RecordId(str(row["id"]))
    values: dict[str, Any] = {"id": record_id}
    losses: list[Loss] = []
    for field in noun.fields:
        if field.kind is Kind.REFERENCES:
            values[field.name] = tuple(
                dict.fromkeys(links.get((f"{noun.name}.{field.name}", record_id), ()))
            )
            continue
        if field.name not in row:  # a format that did not have it yet
            values[field.name] = noun.default(field.name)
            continue
        value = _value(field, row[field.name])
        if value is UNREADABLE:
            value = _empty(noun, field) if told is None else getattr(told, field.name)
            if told is None:
                losses.append(Loss(noun.name, record_id, field.name))
        values[field.name] = value
    return noun.record(**values), losses


def _empty(noun: Noun, field: Field) -> object:
    """Return what stands in a field whose value is lost."""
    if field.required and field.name in _NAMES:
        return _(LOST_NAME)
    return noun.default(field.name)


def _value(field: Field, value: object) -> object:
    """Return a value as the field holds it, or UNREADABLE."""
    if value is None and field.kind is Kind.REFERENCE:
        return ""
    if field.kind in _TEXTS and isinstance(value, str):
        return clean_text(value)
    if field.kind is Kind.YES_NO and value in (0, 1):
        return bool(value)
    if field.kind is Kind.TEXTS:
        return _texts(value)
    if not field.fits(value):
        return UNREADABLE
    fits = {
        Kind.CHOICE: lambda one: one in field.choices,
        Kind.DATE: is_date,
        Kind.DATA: _is_object,
    }.get(field.kind)
    return value if fits is None or fits(str(value)) else UNREADABLE


def _texts(value: object) -> object:
    try:
        plain = json.loads(value) if isinstance(value, str) else None
    except (ValueError, RecursionError):
        return UNREADABLE
    if not isinstance(plain, list):
        return UNREADABLE
    return tuple(clean_text(one) for one in plain if isinstance(one, str))


def _is_object(value: str) -> bool:
    try:
        return isinstance(json.loads(value), dict)
    except (ValueError, RecursionError):
        return False


class Mender:
    """Empties fields and lets records go until all rules hold, and says which."""

    def __init__(self, records: Mapping[Key, Record]) -> None:
        self._snapshot = Snapshot.of(records.values())
        self.losses: list[Loss] = []

    @property
    def records(self) -> dict[Key, Record]:
        """Return the records as they stand."""
        return {
            (noun, one): record
            for noun in NOUNS
            for one, record in self._snapshot.table(noun).items()
        }

    def mend(self) -> None:
        """Look at every record until none breaks a rule; what is let go may break another."""
        broken = True
        while broken:
            broken = False
            self._drop_dangling()
            for noun in NOUNS:
                for record in list(self._snapshot.table(noun).values()):
                    broken |= self._mend(record)

    def _drop_dangling(self) -> None:
        """Empty what points at nothing, in one pass a round: there may be thousands."""
        changes: list[RecordChange] = []
        for noun in NOUNS.values():
            fields = [field for field in noun.fields if field.is_reference]
            for record in self._snapshot.table(noun.name).values() if fields else ():
                after = self._without_dangling(noun, record, fields)
                if after is not record:
                    changes.append(RecordChange(noun.name, record.id, record, after))
        if changes:
            self._snapshot = self._snapshot.after(changes)
            self._drop_dangling()

    def _without_dangling(
        self, noun: Noun, record: Record, fields: Sequence[Field]
    ) -> Record | None:
        values: dict[str, Any] = {}
        for field in fields:
            table = self._snapshot.table(field.target)
            value = getattr(record, field.name)
            if field.kind is Kind.REFERENCES:
                kept = tuple(one for one in value if one in table)
                if kept != value:
                    values[field.name] = kept
            elif (value or field.required) and value not in table:
                if field.required:
                    self.losses.append(Loss(noun.name, record.id, reason=_dangling(field)))
                    return None
                values[field.name] = ""
        for name in values:
            self.losses.append(Loss(noun.name, record.id, name, _dangling(noun.field(name))))
        return replace(record, **values) if values else record

    def _mend(self, record: Record) -> bool:
        """Make one record keep the rules; say whether anything had to be done."""
        noun = noun_of(record)
        touched = False
        present: Record = record
        for _trial in range(_MOST_MENDINGS):
            try:
                rules.check(self._snapshot, [RecordChange(noun.name, record.id, None, present)])
            except RuleBroken as problem:
                touched = True
                mended = self._without(noun, present, problem.field)
                emptied = problem.field if mended is not None else ""
                self.losses.append(Loss(noun.name, record.id, emptied, problem.sentence))
                self._put(noun.name, record.id, mended)
                if mended is None:
                    return True
                present = mended
            else:
                return touched
        self._put(noun.name, record.id, None)
        self.losses.append(Loss(noun.name, record.id))
        return True

    def _put(self, noun: str, record_id: RecordId, after: Record | None) -> None:
        self._snapshot = self._snapshot.after([RecordChange(noun, record_id, None, after)])

    @staticmethod
    def _without(noun: Noun, record: Record, name: str) -> Record | None:
        """Return the record with a field as in an empty one; None when it cannot stand so."""
        known = next((field for field in noun.fields if field.name == name), None)
        if known is None or (known.is_reference and known.required):
            return None
        empty = noun.default(name)
        if name in _NAMES and not getattr(record, name).strip():
            empty = _(LOST_NAME)
        if getattr(record, name) == empty:
            return None
        return replace(record, **{name: empty})  # type: ignore[arg-type]  # its own field


def _dangling(field: Field) -> str:
    return _("“{field}” points at something that is not in the document.").format(field=field.label)
