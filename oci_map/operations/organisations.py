"""Adding organisations and saying where they belong."""

from __future__ import annotations

from oci_map.document import Document
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Organisation
from oci_map.operations import records


def add(document: Document, /, name: str, **values: object) -> RecordId:
    """Add an organisation and return its id; `values` are further fields."""
    organisation = Organisation(id=new_id(), name=name, **values)  # type: ignore[arg-type]
    return records.add(document, organisation)
