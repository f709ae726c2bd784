"""Adding organisations and saying where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Organisation
from oci_map.operations import records
from oci_map.operations.labels import name_at


def add(document: Document, /, name: str, **values: object) -> RecordId:
    """Add an organisation and return its id; `values` are further fields."""
    organisation = Organisation(id=new_id(), name=name, **values)  # type: ignore[arg-type]
    return records.add(document, organisation)


def set_sectors(
    document: Document,
    organisation: RecordId,
    sectors: Sequence[RecordId],
    *,
    cross_sector: bool = False,
) -> None:
    """Say in which sectors an organisation works, the primary one first."""
    records.edit(
        document, "organisation", organisation, sectors=tuple(sectors), cross_sector=cross_sector
    )


def set_coordinator(document: Document, organisation: RecordId) -> None:
    """Say which organisation coordinates the platform; '' for none."""
    info = document.snapshot.info
    label = Label(N_("Took the coordinator’s role away"))
    if organisation:
        name = name_at(document.snapshot, "organisation", organisation)
        label = Label(N_("Made {organisation} the coordinator"), {"organisation": name})
    with document.transaction(label) as edit:
        edit.put(replace(info, coordinator=organisation))
