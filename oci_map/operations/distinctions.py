"""Saying that two records that look alike are not the same one."""

from __future__ import annotations

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Distinction
from oci_map.operations.labels import name_at


def tell_apart(document: Document, noun: str, one: RecordId, other: RecordId) -> None:
    """Keep that two records are not the same; they are not proposed as duplicates again."""
    first, second = sorted((one, other))
    names = {
        "one": name_at(document.snapshot, noun, one),
        "other": name_at(document.snapshot, noun, other),
    }
    with document.transaction(Label(N_("Told {one} and {other} apart"), names)) as edit:
        edit.put(Distinction(id=new_id(), noun=noun, record=first, other=second))
