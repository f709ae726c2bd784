"""Who says so: sources for a record or one of its fields, and what nobody knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.fields import NOUN_OF, NOUNS, Field, Kind
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Evidence, Record, Source
from oci_map.model.rules import dependants
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import UNKNOWN
from oci_map.operations.labels import name_at, name_of, wanted
from oci_map.operations.texts import cleaned

#: The source that stands for having none; two copies that need it agree on the record.
NO_SOURCE: Final = RecordId("source-none")
_NO_SOURCE_TITLE: Final = "Geen bron zegt dit / No source says this"
_NEVER_UNKNOWN: Final = (Kind.YES_NO, Kind.DATA, Kind.REAL)


def add(
    document: Document,
    noun: str,
    record: RecordId,
    source: RecordId,
    *,
    field: str = "",
    certainty: str = "stated",
    passage: str = "",
) -> RecordId:
    """Say that a source supports a record, or one field of it; return the evidence's id."""
    snapshot = document.snapshot
    supported = wanted(snapshot, noun, record)
    wanted(snapshot, "source", source)
    evidence = cleaned(
        Evidence(
            id=new_id(),
            source=source,
            noun=noun,
            record=record,
            field=field,
            certainty=certainty,
            passage=passage,
        )
    )
    names = {
        "name": name_of(snapshot, supported),
        "source": name_at(snapshot, "source", source),
    }
    with document.transaction(Label(N_("Noted “{source}” as a source for {name}"), names)) as edit:
        edit.put(evidence)
    return evidence.id


def may_be_unknown(field: Field) -> bool:
    """Say whether “unknown” is an answer for a field: it may be empty, and is not yes or no."""
    return not field.required and field.kind not in _NEVER_UNKNOWN


def unknown(snapshot: Snapshot, noun: str, record: Record, field: str) -> tuple[Evidence, ...]:
    """Return what says that nobody knows a field, which is empty; () when nothing says so."""
    if getattr(record, field) != NOUNS[noun].default(field):
        return ()
    return tuple(
        one
        for one in snapshot.evidence_of.get(record.id, ())
        if one.noun == noun and one.field == field and one.certainty == UNKNOWN
    )


def mark_unknown(document: Document, noun: str, record: RecordId, field: str) -> None:
    """Say that nobody knows a field: it is emptied, and that no source says it is kept."""
    snapshot = document.snapshot
    before = wanted(snapshot, noun, record)
    described = NOUNS[noun].field(field)
    if not may_be_unknown(described):
        raise ValueError(f"{noun}.{field} cannot be unknown")
    emptied = _with(before, field, NOUNS[noun].default(field))
    if unknown(snapshot, noun, before, field):
        return
    label = Label(
        N_("Noted that “{field}” of {name} is unknown"),
        {"field": described.text, "name": name_of(snapshot, before)},
    )
    with document.transaction(label) as edit:
        edit.put(emptied)
        if snapshot.get("source", NO_SOURCE) is None:
            edit.put(Source(id=NO_SOURCE, title=_NO_SOURCE_TITLE, kind="none"))
        edit.put(
            Evidence(
                id=new_id(),
                source=NO_SOURCE,
                noun=noun,
                record=record,
                field=field,
                certainty=UNKNOWN,
            )
        )


def unmark_unknown(document: Document, noun: str, record: RecordId, field: str) -> None:
    """Take back that nobody knows a field; it stays empty."""
    snapshot = document.snapshot
    before = wanted(snapshot, noun, record)
    label = Label(
        N_("“{field}” of {name} is no longer unknown"),
        {"field": NOUNS[noun].field(field).text, "name": name_of(snapshot, before)},
    )
    with document.transaction(label) as edit:
        for one in unknown(snapshot, noun, before, field):
            for gone in (*dependants(snapshot, "evidence", one.id), one):
                edit.remove("evidence", gone.id)


def answered(snapshot: Snapshot, before: Record, after: Record) -> tuple[Record, ...]:
    """Return the marks “unknown” that no longer hold, because their fields were filled in."""
    noun = NOUN_OF[type(before)].name
    marks = [
        mark
        for mark in snapshot.evidence_of.get(before.id, ())
        if mark.noun == noun
        and mark.certainty == UNKNOWN
        and mark.field
        and getattr(before, mark.field) == NOUNS[noun].default(mark.field)
        and getattr(after, mark.field) != NOUNS[noun].default(mark.field)
    ]
    return tuple(
        gone for mark in marks for gone in (*dependants(snapshot, "evidence", mark.id), mark)
    )


def _with(record: Record, field: str, value: object) -> Record:
    return replace(record, **{field: value})  # type: ignore[arg-type]  # of its own kind
