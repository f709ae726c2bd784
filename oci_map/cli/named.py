"""Records as JSON names them: by id and name."""

from __future__ import annotations

from collections.abc import Iterable

from oci_map.errors import NotFound
from oci_map.i18n import _
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.operations.record_names import RecordNames


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


def record_named(snapshot: Snapshot, noun: str, called: str) -> RecordId:
    """Return the id of the record with this id or name; raises NotFound when it is not one."""
    names = RecordNames(snapshot)
    found = list(names.meant(noun, called))
    if not found and called.isdecimal():  # recommendations have a number
        found = [o.id for o in snapshot.table(noun).values() if _number(o) == called]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(
            _("Several are called “{name}” ({noun}). Give the id instead: {ids}.").format(
                name=called, noun=NOUNS[noun].label, ids=", ".join(found)
            )
        )
    near = names.near(noun, called)
    if near:
        said = _("The document holds nothing called “{name}” ({noun}); perhaps you mean “{near}”.")
        raise NotFound(said.format(name=called, noun=NOUNS[noun].label, near=near))
    raise NotFound(
        _("The document holds nothing called “{name}” ({noun}).").format(
            name=called, noun=NOUNS[noun].label
        )
    )


def _number(record: Record) -> str:
    return str(getattr(record, "number", ""))
