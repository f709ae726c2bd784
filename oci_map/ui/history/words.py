"""What a step did, in words: each record with its fields before and after, references as names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, Field, Kind
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.operations.cell_texts import shown
from oci_map.operations.labels import name_of
from oci_map.operations.record_names import RecordNames
from oci_map.store.journal import Entry
from oci_map.values import dataclass

Key = tuple[str, RecordId]
#: More places than these are summed up in one sentence.
_MOST_PLACES: Final = 4
_NAMED: Final = 12
#: What the sides of a gap can be.
_SIDES: Final = (
    "organisation", "sector", "policy_level", "policy_domain", "working_group", "need",
    "recommendation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field, before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RecordLines:
    """One record that a step touched."""

    noun: str
    id: RecordId
    kind: str  # the noun and what happened to it, as a heading
    name: str
    fields: tuple[FieldLine, ...]


def when(entry: Entry) -> str:
    """Return when a step was made, by the clock of this computer."""
    try:
        at = datetime.fromisoformat(entry.at).astimezone()
    except (ValueError, OverflowError, OSError):
        return entry.at[:40]
    return _("{date}, {time}").format(date=i18n.date(f"{at:%Y-%m-%d}"), time=f"{at:%H:%M}")


def title(entry: Entry) -> str:
    """Return what a row of the history is called."""
    if entry.kind == "undo":
        return _("Undone: {step}").format(step=entry.label)
    if entry.kind == "redo":
        return _("Done again: {step}").format(step=entry.label)
    return str(entry.label)


def beside(entry: Entry) -> str:
    """Return when a step was made, by whom, and that it no longer holds."""
    parts = [when(entry), entry.author]
    if entry.kind == "do" and not entry.stands:
        parts.append(_("undone"))
    return " · ".join(part for part in parts if part)


def lookup(
    present: Snapshot, changes: Iterable[RecordChange], then: Callable[[], Snapshot]
) -> Snapshot:
    """Return a snapshot in which all that these changes name can be looked up.

    What is gone by now comes from the changes themselves, else from `then`, which is only asked
    when something is missing.
    """
    found: dict[Key, r.Record] = {}
    wanted: dict[Key, None] = {}
    for one in changes:
        for record in (one.before, one.after):
            if record is not None:
                found[one.noun, record.id] = record
                wanted |= dict.fromkeys(_named(one.noun, record))
    missing = [key for key in wanted if key not in found and present.get(*key) is None]
    if missing:
        past = then()
        found |= {key: kept for key in missing if (kept := past.get(*key)) is not None}
    return present.after(
        RecordChange(noun, one, None, record)
        for (noun, one), record in found.items()
        if present.get(noun, one) is None
    )


def _named(noun: str, record: r.Record) -> Iterable[Key]:
    for field in NOUNS[noun].fields:
        value = getattr(record, field.name)
        if field.kind is Kind.REFERENCE and value:
            yield field.target, value
        elif field.kind is Kind.REFERENCES:
            yield from ((field.target, one) for one in value)
    if isinstance(record, r.Evidence) and record.noun in NOUNS:
        yield record.noun, record.record


def lines(
    changes: Sequence[RecordChange], known: Snapshot, most: int
) -> tuple[list[RecordLines], int]:
    """Return what changed, up to `most` records, and how many more there were."""
    names = RecordNames(known)
    places = [one for one in changes if one.noun == "position"]
    others: Sequence[RecordChange] = changes
    told: list[RecordLines] = []
    if len(places) > _MOST_PLACES:
        others = [one for one in changes if one.noun != "position"]
    first = sorted(others, key=_weight)
    told += [_record_lines(one, known, names) for one in first[:most]]
    if len(places) > _MOST_PLACES:
        told.append(_places(places, known))
    return told, max(0, len(others) - most)


def _weight(change: RecordChange) -> int:
    """Return 0 for what a step is mostly about, more for what only went along."""
    if any(one.required and one.target for one in NOUNS[change.noun].fields):
        return 2
    return 1 if change.before is not None and change.after is not None else 0


def _places(changes: Sequence[RecordChange], known: Snapshot) -> RecordLines:
    named = [name_of(known, one.after or one.before) for one in changes[:_NAMED]]  # type: ignore[arg-type]  # one of the two is there
    more = len(changes) - len(named)
    if more > 0:
        named.append(_("{count} more").format(count=i18n.number(more)))
    return RecordLines("position", RecordId(""), _("Places on the map"), i18n.listing(named), ())


def _record_lines(change: RecordChange, known: Snapshot, names: RecordNames) -> RecordLines:
    noun = NOUNS[change.noun]
    record = change.after if change.after is not None else change.before
    if change.before is None:
        kind = _("{noun}, added").format(noun=noun.label)
    elif change.after is None:
        kind = _("{noun}, deleted").format(noun=noun.label)
    else:
        kind = noun.label
    fields = []
    for field in noun.fields:
        before, after = (
            "" if one is None else _value(names, field, one)
            for one in (change.before, change.after)
        )
        old, new = (
            None if one is None else getattr(one, field.name)
            for one in (change.before, change.after)
        )
        if old == new or not (before or after):
            continue
        if field.kind is Kind.DATA:
            before = after = ""
        fields.append(FieldLine(field.label, before, after))
    name = "" if record is None else name_of(known, record)
    return RecordLines(change.noun, change.id, kind, name, tuple(fields))


def _value(names: RecordNames, field: Field, record: r.Record) -> str:
    if isinstance(record, r.GapNote) and field.name == "gap":
        return _gap_name(names, record.gap)
    if field.kind is Kind.REAL:
        return i18n.number(getattr(record, field.name))
    if field.kind is Kind.YES_NO:
        return shown(names, field, record)
    if isinstance(record, r.Evidence) and record.noun in NOUNS:
        noun = NOUNS[record.noun]
        if field.name == "noun":
            return noun.label
        if field.name == "record":
            return names.called(record.noun, record.record) or noun.label
        if field.name == "field":
            labels = {one.name: one.label for one in noun.fields}
            return labels.get(record.field, record.field)
    return shown(names, field, record)


def _gap_name(names: RecordNames, key: str) -> str:
    """Return the two sides of a gap by name; its key where one of them is gone."""
    sides = key.partition(":")[2].split("|")
    found = [
        next((name for noun in _SIDES if (name := names.called(noun, RecordId(one)))), "")
        for one in sides
    ]
    return " – ".join(found) if all(found) else key
