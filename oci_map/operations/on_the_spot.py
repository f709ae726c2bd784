"""What comes up during a roundtable: a new recommendation, somebody who joins a working group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from oci_map.document import Document
from oci_map.i18n import N_, language
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import NONE, Recommendation, Roundtable
from oci_map.operations import groups
from oci_map.operations.labels import name_of, wanted
from oci_map.operations.texts import cleaned


def recommend(
    document: Document,
    roundtable: RecordId,
    text: str,
    *,
    need: RecordId = NONE,
    supporters: Sequence[RecordId] = (),
    addressed_to: Sequence[RecordId] = (),
) -> RecordId:
    """Note a recommendation that a roundtable made, on its date; return its id.

    The text is kept in the chosen language. It gets the next number.
    """
    snapshot = document.snapshot
    table = cast("Roundtable", wanted(snapshot, "roundtable", roundtable))
    numbers = [one.number or 0 for one in snapshot.all(Recommendation).values()]
    dutch = language() == "nl"
    made = cleaned(
        Recommendation(
            id=new_id(),
            number=max(numbers, default=0) + 1,
            text_nl=text if dutch else "",
            text_en="" if dutch else text,
            origin_roundtable=roundtable,
            need=need,
            supporters=tuple(dict.fromkeys(supporters)),
            addressed_to=tuple(dict.fromkeys(addressed_to)),
            proposed_on=table.date,
        )
    )
    label = Label(
        N_("Noted a recommendation of {roundtable}"), {"roundtable": name_of(snapshot, table)}
    )
    with document.transaction(label) as edit:
        edit.put(made)
    return made.id


def join_group(
    document: Document,
    roundtable: RecordId,
    organisation: RecordId,
    group: RecordId,
    role: str = "member",
) -> RecordId:
    """Let an organisation sit in a working group since a roundtable; return the membership's id."""
    table = cast("Roundtable", wanted(document.snapshot, "roundtable", roundtable))
    return groups.add_member(document, organisation, group, role, table.date)
