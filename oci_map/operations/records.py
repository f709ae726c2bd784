"""Adding, editing and deleting a record of any noun."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from oci_map.document import Document, Edit
from oci_map.i18n import N_, NN_
from oci_map.model.change import Label
from oci_map.model.fields import NOUNS, Field, Kind, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE, Record
from oci_map.model.rules import dependants, pointing_at
from oci_map.model.snapshot import Snapshot
from oci_map.operations import evidence
from oci_map.operations.labels import counted, name_of, wanted
from oci_map.operations.texts import cleaned

_NAMES: Final = frozenset({"name", "name_nl", "name_en", "short_name", "title"})


def add(document: Document, record: Record) -> RecordId:
    """Add a record and return its id; one with that id must not be there yet."""
    kept = cleaned(record)
    if document.snapshot.get(noun_of(kept).name, kept.id) is not None:
        raise ValueError(f"{noun_of(kept).name} {kept.id} is there already")
    label = Label(N_("Added {name}"), {"name": name_of(document.snapshot, kept)})
    with document.transaction(label) as edit:
        edit.put(kept)
    return kept.id


def edit(
    document: Document, noun: str, record_id: RecordId, /, *, joins: bool = False, **values: object
) -> None:
    """Give fields of a record other values; a field may be called `noun`.

    With `joins`, further typing in the same fields of the same record belongs to the step before.
    """
    before = wanted(document.snapshot, noun, record_id)
    after = cleaned(replace(before, **values), before)  # type: ignore[arg-type]  # of its fields
    label = edit_label(document.snapshot, before, after)
    same_step = joins and _continues(document, before, values)
    with document.transaction(label, joins=same_step) as change:
        change.put(after)
        for mark in evidence.answered(document.snapshot, before, after):
            change.remove("evidence", mark.id)


def remove(document: Document, noun: str, record_id: RecordId) -> None:
    """Delete a record, what cannot stand without it, and every mention of it."""
    remove_all(document, [(noun, record_id)])


def remove_all(document: Document, chosen: Sequence[tuple[str, RecordId]]) -> None:
    """Delete several records in one step, with what cannot stand without them."""
    snapshot = document.snapshot
    records = [wanted(snapshot, noun, record_id) for noun, record_id in chosen]
    if not records:
        return
    going: dict[tuple[str, RecordId], Record] = {}
    for record in records:
        noun = noun_of(record).name
        for one in (*dependants(snapshot, noun, record.id), record):
            going[noun_of(one).name, one.id] = one
    with document.transaction(_remove_label(snapshot, records, going)) as change:
        for noun, record_id in going:
            _clear_mentions(change, noun, record_id, going)
        for noun, record_id in going:
            change.remove(noun, record_id)


def _clear_mentions(
    change: Edit, noun: str, record_id: RecordId, going: Mapping[tuple[str, RecordId], Record]
) -> None:
    for record, field in pointing_at(change.snapshot, noun, record_id):
        if (noun_of(record).name, record.id) not in going:
            present = change.snapshot.get(noun_of(record).name, record.id) or record
            change.put(_without(present, field, record_id))


def _without(record: Record, field: Field, record_id: RecordId) -> Record:
    value: object = NONE
    if field.kind is Kind.REFERENCES:
        value = tuple(one for one in getattr(record, field.name) if one != record_id)
    return replace(record, **{field.name: value})  # type: ignore[arg-type]  # of its own kind


def _remove_label(
    snapshot: Snapshot, records: Sequence[Record], going: Mapping[tuple[str, RecordId], Record]
) -> Label:
    if len(records) > 1:
        return counted(NN_("Deleted {count} record", "Deleted {count} records"), len(records))
    name = name_of(snapshot, records[0])
    along = sum(NOUNS[noun].listed for noun, _id in going) - NOUNS[noun_of(records[0]).name].listed
    if not along:
        return Label(N_("Deleted {name}"), {"name": name})
    texts = NN_(
        "Deleted {name} and {count} record that belonged to it",
        "Deleted {name} and {count} records that belonged to it",
    )
    return counted(texts, along, name=name)


def edit_label(snapshot: Snapshot, before: Record, after: Record) -> Label:
    """Return the name of the step that turns one record into another."""
    name = {"name": name_of(snapshot, before)}
    differing = [
        field
        for field in noun_of(before).fields
        if getattr(before, field.name) != getattr(after, field.name)
    ]
    if {field.name for field in differing} & _NAMES:
        return Label(N_("Renamed {name}"), name)
    if len(differing) == 1:
        return Label(N_("Changed “{field}” of {name}"), name | {"field": differing[0].text})
    return Label(N_("Changed {name}"), name)


def _continues(document: Document, record: Record, values: Mapping[str, object]) -> bool:
    """Say whether the step before changed these fields of this record and nothing else."""
    last = document.last_change
    if last is None or [(one.noun, one.id) for one in last.records] != [
        (noun_of(record).name, record.id)
    ]:
        return False
    before, after = last.records[0].before, last.records[0].after
    if before is None or after is None:
        return False
    return all(
        getattr(before, field.name) == getattr(after, field.name)
        for field in noun_of(record).fields
        if field.name not in values
    )
