"""Who sits in which working group, and as what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Membership
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import name_at, wanted
from oci_map.operations.positions import put_places


def add_member(
    document: Document,
    organisation: RecordId,
    group: RecordId,
    role: str = "member",
    active_from: str = "",
    *,
    places: Mapping[RecordId, tuple[float, float]] | None = None,
) -> RecordId:
    """Let an organisation sit in a group and return the membership's id.

    `places` moves marks in the same step, for instance the one that was dropped onto the group.
    Raises RuleBroken when it already sits there at that time.
    """
    snapshot = document.snapshot
    wanted(snapshot, "organisation", organisation)
    wanted(snapshot, "working_group", group)
    membership = Membership(
        id=new_id(), organisation=organisation, group=group, role=role, active_from=active_from
    )
    label = Label(N_("Added {organisation} to {group}"), _names(snapshot, membership))
    with document.transaction(label) as edit:
        edit.put(membership)
        put_places(edit, places or {})
    return membership.id


def remove_member(document: Document, membership: RecordId) -> None:
    """Take an organisation out of a group, as if it had never sat there."""
    snapshot = document.snapshot
    seat = _membership(snapshot, membership)
    label = Label(N_("Took {organisation} out of {group}"), _names(snapshot, seat))
    with document.transaction(label) as edit:
        for evidence in snapshot.evidence_of.get(membership, ()):
            if evidence.noun == "membership":
                edit.remove("evidence", evidence.id)
        edit.remove("membership", membership)


def change_role(document: Document, membership: RecordId, role: str) -> None:
    """Let an organisation sit in its group in another role."""
    seat = _membership(document.snapshot, membership)
    label = Label(
        N_("Changed the role of {organisation} in {group}"), _names(document.snapshot, seat)
    )
    with document.transaction(label) as edit:
        edit.put(replace(seat, role=role))


def set_period(document: Document, membership: RecordId, active_from: str, active_to: str) -> None:
    """Say since when and until when an organisation sits in its group; '' is open."""
    seat = _membership(document.snapshot, membership)
    label = Label(
        N_("Changed the period of {organisation} in {group}"), _names(document.snapshot, seat)
    )
    with document.transaction(label) as edit:
        edit.put(replace(seat, active_from=active_from, active_to=active_to))


def _membership(snapshot: Snapshot, membership: RecordId) -> Membership:
    return cast("Membership", wanted(snapshot, "membership", membership))


def _names(snapshot: Snapshot, membership: Membership) -> dict[str, str]:
    return {
        "organisation": name_at(snapshot, "organisation", membership.organisation),
        "group": name_at(snapshot, "working_group", membership.group),
    }
