"""Stated cooperation between two organisations."""

from __future__ import annotations

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Tie
from oci_map.operations import records
from oci_map.operations.labels import name_at, wanted
from oci_map.operations.texts import cleaned


def add(
    document: Document,
    /,
    organisation: RecordId,
    other: RecordId,
    *,
    kind: str = "cooperation",
    strength: int = 3,
    **values: object,
) -> RecordId:
    """State that two organisations work together and return the tie's id.

    `values` are further fields, such as `directed`, `active_from` and `note`.
    """
    snapshot = document.snapshot
    wanted(snapshot, "organisation", organisation)
    wanted(snapshot, "organisation", other)
    tie = cleaned(
        Tie(
            id=new_id(),
            organisation=organisation,
            other=other,
            kind=kind,
            strength=strength,
            **values,  # type: ignore[arg-type]
        )
    )
    label = Label(
        N_("Added a tie between {one} and {other}"),
        {
            "one": name_at(snapshot, "organisation", organisation),
            "other": name_at(snapshot, "organisation", other),
        },
    )
    with document.transaction(label) as edit:
        edit.put(tie)
    return tie.id


def change(document: Document, /, tie: RecordId, **values: object) -> None:
    """Give fields of a tie other values, for instance its strength."""
    records.edit(document, "tie", tie, joins=False, **values)


def remove(document: Document, tie: RecordId) -> None:
    """Take back that two organisations work together."""
    records.remove(document, "tie", tie)
