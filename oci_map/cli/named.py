"""Records as JSON names them: by id and name."""

from __future__ import annotations

from collections.abc import Iterable

from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot


def named(snapshot: Snapshot, noun: str, record_id: RecordId) -> dict[str, str]:
    """Return id and name of a record; the name is empty for one that is gone."""
    record = snapshot.get(noun, record_id)
    return {"id": record_id, "name": getattr(record, "short", "") or getattr(record, "name", "")}


def all_named(snapshot: Snapshot, noun: str, records: Iterable[RecordId]) -> list[dict[str, str]]:
    """Return ids and names of records."""
    return [named(snapshot, noun, one) for one in records]


def rounded(value: float | None) -> float | None:
    """Return a figure with six decimals, None where there is none."""
    return None if value is None else round(value, 6)
