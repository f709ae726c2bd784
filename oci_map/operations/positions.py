"""Where organisations stand on the map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from oci_map.document import Document, Edit
from oci_map.i18n import N_, NN_
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, position_id
from oci_map.model.records import Position
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import counted, name_at

Places = Mapping[RecordId, tuple[float, float]]


def move(document: Document, places: Places, *, pinned: bool | None = None) -> None:
    """Let organisations stand elsewhere, in px at 100 %; None leaves them pinned or not."""
    label = _label(
        document.snapshot,
        places,
        N_("Moved {organisation}"),
        NN_("Moved {count} organisation", "Moved {count} organisations"),
    )
    with document.transaction(label) as edit:
        put_places(edit, places, pinned=pinned)


def tidy(document: Document, places: Places) -> None:
    """Let all organisations stand where a new layout puts them; pinned ones stay."""
    snapshot = document.snapshot
    movable = {
        organisation: place
        for organisation, place in places.items()
        if organisation in snapshot.organisations and not _is_pinned(snapshot, organisation)
    }
    with document.transaction(Label(N_("Tidied up the map"))) as edit:
        put_places(edit, movable)


def pin(document: Document, organisations: Iterable[RecordId], *, pinned: bool = True) -> None:
    """Keep organisations where they stand, or let tidying up move them again.

    One that has no place yet stays without.
    """
    chosen = [one for one in organisations if _place(document.snapshot, one) is not None]
    one, many = (
        (
            N_("Pinned {organisation}"),
            NN_("Pinned {count} organisation", "Pinned {count} organisations"),
        )
        if pinned
        else (
            N_("Unpinned {organisation}"),
            NN_("Unpinned {count} organisation", "Unpinned {count} organisations"),
        )
    )
    with document.transaction(_label(document.snapshot, chosen, one, many)) as edit:
        for organisation in chosen:
            place = _place(document.snapshot, organisation)
            if place is not None:
                edit.put(replace(place, pinned=pinned))


def keep_automatic(document: Document, places: Places) -> bool:
    """Keep places that were computed, as part of the step before; say whether they were kept.

    They are not where the document may not be written, and not while a step waits to be redone:
    they would stand in its way. Pinned organisations and ones that are gone are left out.
    """
    if document.read_only or document.redo_label is not None:
        return False
    snapshot = document.snapshot
    movable = {
        organisation: place
        for organisation, place in places.items()
        if organisation in snapshot.organisations and not _is_pinned(snapshot, organisation)
    }
    with document.transaction(Label(N_("Placed on the map")), joins=True) as edit:
        put_places(edit, movable)
    return True


def put_places(edit: Edit, places: Places, *, pinned: bool | None = None) -> None:
    """Write places within a transaction; None leaves organisations pinned or not."""
    snapshot = edit.snapshot
    for organisation, (x, y) in places.items():
        keeps = _is_pinned(snapshot, organisation) if pinned is None else pinned
        edit.put(
            Position(
                id=position_id(organisation),
                organisation=organisation,
                x=float(x),
                y=float(y),
                pinned=keeps,
            )
        )


def _place(snapshot: Snapshot, organisation: RecordId) -> Position | None:
    return cast("Position | None", snapshot.get("position", position_id(organisation)))


def _is_pinned(snapshot: Snapshot, organisation: RecordId) -> bool:
    place = _place(snapshot, organisation)
    return place is not None and place.pinned


def _label(
    snapshot: Snapshot, organisations: Iterable[RecordId], one: str, many: tuple[str, str]
) -> Label:
    chosen = list(organisations)
    if len(chosen) == 1:
        return Label(one, {"organisation": name_at(snapshot, "organisation", chosen[0])})
    return counted(many, len(chosen))
