"""Which organisation needs what, and how much."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import NeedStatement
from oci_map.model.snapshot import Snapshot
from oci_map.operations import records
from oci_map.operations.labels import name_at, wanted


def state(
    document: Document, organisation: RecordId, need: RecordId, priority: int = 2
) -> RecordId:
    """Say that an organisation holds a need (1 some, 3 most) and return the statement's id."""
    wanted(document.snapshot, "organisation", organisation)
    wanted(document.snapshot, "need", need)
    statement = NeedStatement(id=new_id(), organisation=organisation, need=need, priority=priority)
    label = Label(N_("Noted that {organisation} needs “{need}”"), _names(document, statement))
    with document.transaction(label) as edit:
        edit.put(statement)
    return statement.id


def set_priority(document: Document, statement: RecordId, priority: int) -> None:
    """Say how much a need matters to the organisation that holds it, 1 to 3."""
    before = _statement(document.snapshot, statement)
    label = Label(N_("Changed how much {organisation} needs “{need}”"), _names(document, before))
    with document.transaction(label) as edit:
        edit.put(replace(before, priority=priority))


def withdraw(document: Document, statement: RecordId) -> None:
    """Take back that an organisation holds a need."""
    _statement(document.snapshot, statement)
    records.remove(document, "need_statement", statement)


def _statement(snapshot: Snapshot, statement: RecordId) -> NeedStatement:
    return cast("NeedStatement", wanted(snapshot, "need_statement", statement))


def _names(document: Document, statement: NeedStatement) -> dict[str, str]:
    return {
        "organisation": name_at(document.snapshot, "organisation", statement.organisation),
        "need": name_at(document.snapshot, "need", statement.need),
    }
