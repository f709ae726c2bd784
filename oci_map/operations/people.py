"""Forgetting a person for good: said beforehand, done in one go, and never undone."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from oci_map.document import Document
from oci_map.i18n import _, ngettext, number
from oci_map.model.fields import NOUNS, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import Person
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import folded
from oci_map.operations.labels import wanted
from oci_map.store.forget import Forgetting, Reached, changes

_TEXTS: Final = (Kind.TEXT, Kind.LONG_TEXT, Kind.TEXTS)
_LEAST_NAME: Final = 3


def forget(document: Document, person: RecordId) -> Reached:
    """Forget a person: in the records, the history, the earlier versions and the file.

    Cannot be undone. Raises UserError; when only the folder could not be reached, the person is
    forgotten here and the file follows as soon as it can be written.
    """
    wanted(document.snapshot, "person", person)
    today = datetime.now().astimezone().date().isoformat()
    return document.forget(Forgetting("person", person, today))


def what_forgetting_does(snapshot: Snapshot, person: RecordId) -> list[str]:
    """Return what to say before somebody is forgotten, in sentences."""
    record = wanted(snapshot, "person", person)
    said = [
        _(
            "“{name}” is taken out of this document for good: the record, every step of the history"
            " about it, and all earlier versions kept on this computer."
        ).format(name=getattr(record, "name", "")[:120])
    ]
    others = [
        one
        for one in changes(snapshot, Forgetting("person", person, ""))
        if one.noun not in ("person", "forgotten")
    ]
    if others:
        said.append(
            ngettext(
                "{count} other record no longer names this person.",
                "{count} other records no longer name this person.",
                len(others),
            ).format(count=number(len(others)))
        )
    said.append(
        _(
            "This cannot be undone, and what was done before it can then no longer be undone step"
            " by step; the history stays readable."
        )
    )
    said.append(
        _(
            "It does not reach copies that were mailed, saved elsewhere or kept by a synced folder"
            " or backup, nor printed lists: those you must delete yourself."
        )
    )
    named = mentions(snapshot, person)
    if named:
        said.append(
            ngettext(
                "The name also stands in {count} text of another record; that stays, so look at"
                " it.",
                "The name also stands in {count} texts of other records; those stay, so look at"
                " them.",
                len(named),
            ).format(count=number(len(named)))
        )
    return said


def mentions(snapshot: Snapshot, person: RecordId) -> list[tuple[str, RecordId, str]]:
    """Return the texts of other records in which the name stands: noun, id and field."""
    record = snapshot.get("person", person)
    name = folded(record.name) if isinstance(record, Person) else ""
    if len(name) < _LEAST_NAME:
        return []
    return [
        (noun.name, one.id, field.name)
        for noun in NOUNS.values()
        for field in noun.fields
        if field.kind in _TEXTS
        for one in snapshot.table(noun.name).values()
        if (noun.name, one.id) != ("person", person)
        and name in folded(_flat(getattr(one, field.name)))
    ]


def _flat(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "\n".join(value)
