"""Choosing what is not there yet, by its name: it is added and chosen in one step."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.i18n import N_, _
from oci_map.model.change import Label
from oci_map.model.fields import NOUNS, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.operations import evidence
from oci_map.operations.cells import Row, field_of_name, plan
from oci_map.operations.labels import name_of, wanted
from oci_map.operations.record_names import RecordNames
from oci_map.operations.texts import cleaned


def choose(document: Document, noun: str, record_id: RecordId, field: str, name: str) -> RecordId:
    """Let a field hold the record of this name, added where there is none; return its id.

    Where a field holds several, it comes behind them. Raises UserError when the rules forbid it.
    """
    snapshot = document.snapshot
    before = wanted(snapshot, noun, record_id)
    described = NOUNS[noun].field(field)
    found = known_by(snapshot, described.target, name)
    chosen = _made(snapshot, described.target, name) if found is None else found
    held: Any = chosen.id
    if described.kind is Kind.REFERENCES:
        held = tuple(dict.fromkeys((*getattr(before, field), chosen.id)))
    values: dict[str, Any] = {field: held}
    after = cleaned(replace(before, **values), before)
    names = {"name": name_of(snapshot, chosen), "record": name_of(snapshot, before)}
    with document.transaction(Label(N_("Chose {name} for {record}"), names)) as edit:
        if found is None:
            edit.put(chosen)
        edit.put(after)
        for mark in evidence.answered(snapshot, before, after):
            edit.remove("evidence", mark.id)
    return chosen.id


def stands_by_name(noun: str) -> bool:
    """Say whether a record of this noun can be added with nothing but a name."""
    return bool(field_of_name(noun))


def known_by(snapshot: Snapshot, noun: str, name: str) -> Record | None:
    """Return the record of a noun that a typed name means; None when none is called that."""
    found = RecordNames(snapshot).meant(noun, name)
    return snapshot.get(noun, found[0]) if found else None


def _made(snapshot: Snapshot, noun: str, name: str) -> Record:
    planned = plan(snapshot, noun, [Row(None, {field_of_name(noun): name})])
    if not planned.added:
        said = [one.reason for one in planned.misfits]
        raise UserError(said[0] if said else _("Give it a name first."))
    return planned.added[0]
