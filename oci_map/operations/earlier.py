"""Going back to an earlier version of the document, and what changed since it."""

from __future__ import annotations

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.fields import NOUNS
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """How many records of a noun were added, changed and deleted from one snapshot to another."""

    noun: str
    added: int
    changed: int
    deleted: int


def differences(then: Snapshot, now: Snapshot) -> tuple[Difference, ...]:
    """Return what differs, noun by noun; nouns in which nothing does are left out."""
    found = []
    for noun in NOUNS:
        before, after = then.table(noun), now.table(noun)
        if before is after:
            continue
        added = sum(one not in before for one in after)
        deleted = sum(one not in after for one in before)
        changed = sum(
            one in before and before[one] is not record and before[one] != record
            for one, record in after.items()
        )
        if added or changed or deleted:
            found.append(Difference(noun, added, changed, deleted))
    return tuple(found)


def go_back(document: Document, then: Snapshot, moment: str) -> None:
    """Make every record as it was in an earlier version: one step, which can be undone."""
    label = Label(N_("Went back to the version of {moment}"), {"moment": moment})
    with document.transaction(label) as edit:
        now = edit.snapshot
        for noun in NOUNS:
            if noun == "forgotten":
                continue  # for good
            before, after = then.table(noun), now.table(noun)
            for one in after:
                if one not in before:
                    edit.remove(noun, one)
            for one, record in before.items():
                if after.get(one) != record:
                    edit.put(record)


def all_records(snapshot: Snapshot) -> list[Record]:
    """Return every record of a snapshot, for a document that begins with them."""
    return [record for noun in NOUNS for record in snapshot.table(noun).values()]
