"""Saved views: a filter, colours, sizes, a title and places under a name.

What a view keeps is a text here; `drawing/view_settings.py` writes and reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from oci_map.document import Document, Edit
from oci_map.i18n import N_, NN_, _
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import SavedView
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import counted, name_at, name_of, wanted
from oci_map.operations.positions import put_places
from oci_map.operations.texts import cleaned


def in_order(snapshot: Snapshot) -> list[SavedView]:
    """Return the saved views in the order the person gave them."""
    return sorted(snapshot.all(SavedView).values(), key=lambda one: (one.rank, one.id))


def save(document: Document, settings: str, *, name_nl: str = "", name_en: str = "") -> RecordId:
    """Keep what is shown as a new view, the last one, and return its id."""
    last = max((one.rank for one in in_order(document.snapshot)), default=0)
    view = cleaned(
        SavedView(id=new_id(), name_nl=name_nl, name_en=name_en, settings=settings, rank=last + 1)
    )
    with document.transaction(_label(N_("Saved the view “{view}”"), view, document)) as edit:
        edit.put(view)
    return view.id


def update(document: Document, view: RecordId, settings: str) -> None:
    """Let a view keep what is shown now instead of what it kept."""
    before = _view(document.snapshot, view)
    with document.transaction(_label(N_("Updated the view “{view}”"), before, document)) as edit:
        edit.put(replace(before, settings=settings))


def retitle(document: Document, view: RecordId, settings: str) -> None:
    """Give the picture of a view another title; `settings` holds it."""
    before = _view(document.snapshot, view)
    label = _label(N_("Changed the title of the view “{view}”"), before, document)
    with document.transaction(label) as edit:
        edit.put(replace(before, settings=settings))


def rename(
    document: Document, view: RecordId, *, name_nl: str | None = None, name_en: str | None = None
) -> None:
    """Call a view something else in one language or both; None leaves a name as it is."""
    before = _view(document.snapshot, view)
    after = cleaned(
        replace(
            before,
            name_nl=before.name_nl if name_nl is None else name_nl,
            name_en=before.name_en if name_en is None else name_en,
        )
    )
    with document.transaction(_label(N_("Renamed the view “{view}”"), before, document)) as edit:
        edit.put(after)


def duplicate(document: Document, view: RecordId) -> RecordId:
    """Put a copy of a view after it, and return the copy's id."""
    before = _view(document.snapshot, view)
    copy = replace(
        before, id=new_id(), name_nl=_copied(before.name_nl), name_en=_copied(before.name_en)
    )
    order = [one.id for one in in_order(document.snapshot)]
    order.insert(order.index(view) + 1, copy.id)
    with document.transaction(_label(N_("Duplicated the view “{view}”"), before, document)) as edit:
        edit.put(copy)
        _put_order(edit, order)
    return copy.id


def reorder(document: Document, order: Sequence[RecordId]) -> None:
    """List the views in this order; those that are not named keep theirs, after these."""
    named = [_view(document.snapshot, one).id for one in dict.fromkeys(order)]
    rest = [one.id for one in in_order(document.snapshot) if one.id not in named]
    with document.transaction(Label(N_("Changed the order of the views"))) as edit:
        _put_order(edit, [*named, *rest])


def delete(document: Document, view: RecordId) -> None:
    """Delete a view; what it showed stays in the document."""
    before = _view(document.snapshot, view)
    with document.transaction(_label(N_("Deleted the view “{view}”"), before, document)) as edit:
        for evidence in document.snapshot.evidence_of.get(view, ()):
            if evidence.noun == "saved_view":
                edit.remove("evidence", evidence.id)
        edit.remove("saved_view", view)


def move(
    document: Document,
    view: RecordId,
    settings: str,
    organisations: Iterable[RecordId],
    *,
    joins: bool = False,
) -> None:
    """Let organisations stand elsewhere in one view only; `settings` holds their new places.

    `joins` makes it part of the step before, such as the joining of a group they were dropped on.
    """
    before = _view(document.snapshot, view)
    moved = list(organisations)
    name = {"view": name_of(document.snapshot, before)}
    if len(moved) == 1:
        organisation = name_at(document.snapshot, "organisation", moved[0])
        label = Label(
            N_("Moved {organisation} in the view “{view}”"), name | {"organisation": organisation}
        )
    else:
        texts = NN_(
            "Moved {count} organisation in the view “{view}”",
            "Moved {count} organisations in the view “{view}”",
        )
        label = counted(texts, len(moved), **name)
    with document.transaction(label, joins=joins) as edit:
        edit.put(replace(before, settings=settings))


def use_places(
    document: Document, view: RecordId, places: Mapping[RecordId, tuple[float, float]]
) -> None:
    """Let organisations stand in the document where they stand in a view; pins stay pins."""
    snapshot = document.snapshot
    kept = _view(snapshot, view)
    here = {one: place for one, place in places.items() if one in snapshot.organisations}
    label = _label(N_("Used the places of the view “{view}” for the document"), kept, document)
    with document.transaction(label) as edit:
        put_places(edit, here)


def _view(snapshot: Snapshot, view: RecordId) -> SavedView:
    return cast("SavedView", wanted(snapshot, "saved_view", view))


def _label(text: str, view: SavedView, document: Document) -> Label:
    return Label(text, {"view": name_of(document.snapshot, view)})


def _copied(name: str) -> str:
    return _("{name} (copy)").format(name=name) if name else ""


def _put_order(edit: Edit, order: Sequence[RecordId]) -> None:
    for rank, one in enumerate(order, 1):
        edit.put(replace(_view(edit.snapshot, one), rank=rank))
