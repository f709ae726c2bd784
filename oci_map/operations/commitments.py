"""What was promised at a roundtable, by whom, until when, and whether it was done."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import NONE, Commitment
from oci_map.operations.labels import name_at, wanted
from oci_map.operations.texts import cleaned


def promise(
    document: Document,
    roundtable: RecordId,
    text: str,
    *,
    organisation: RecordId = NONE,
    table: int | None = None,
    due_on: str = "",
    recommendation: RecordId = NONE,
) -> RecordId:
    """Note what was promised and return its id; raises RuleBroken when it says nothing."""
    snapshot = document.snapshot
    wanted(snapshot, "roundtable", roundtable)
    commitment = cleaned(
        Commitment(
            id=new_id(),
            roundtable=roundtable,
            table=table,
            organisation=organisation,
            text=text,
            due_on=due_on,
            recommendation=recommendation,
        )
    )
    who = name_at(snapshot, "organisation", organisation)
    label = (
        Label(N_("Noted what {organisation} promised"), {"organisation": who})
        if who
        else Label(N_("Noted what was promised"))
    )
    with document.transaction(label) as edit:
        edit.put(commitment)
    return commitment.id


def set_done(document: Document, commitment: RecordId, done_on: str) -> None:
    """Note that a promise was kept on a date, or ('') that it was not yet."""
    before = cast("Commitment", wanted(document.snapshot, "commitment", commitment))
    text = N_("Noted as done: {name}") if done_on else N_("Noted as not done yet: {name}")
    label = Label(text, {"name": _short(before.text)})
    with document.transaction(label) as edit:
        edit.put(replace(before, done_on=done_on))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59].rstrip()}…"
