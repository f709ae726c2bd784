"""What is done with saved views in the window: opening, saving, and moving marks in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from oci_map import i18n
from oci_map.drawing.view_settings import ViewSettings, copied, read, with_places, write
from oci_map.graph.filters import Filter
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import SavedView
from oci_map.operations import groups, positions, views
from oci_map.ui import messages
from oci_map.ui.session import Session
from oci_map.ui.shown import Shown

Places = Mapping[RecordId, tuple[float, float]]


def current(session: Session) -> ViewSettings:
    """Return what is shown now as a view would keep it; titles are those of the open view."""
    view = session.shown.saved(session.snapshot)
    kept = ViewSettings() if view is None else read(view.settings).settings
    return replace(
        kept,
        filter=session.filter,
        appearance=session.shown.appearance,
        places=session.places,
    )


def differs(session: Session) -> bool:
    """Say whether what is shown is no longer what the open view keeps."""
    view = session.shown.saved(session.snapshot)
    if view is None:
        return False
    kept = read(view.settings).settings
    return (kept.filter, kept.appearance) != (session.filter, session.shown.appearance)


def open_view(session: Session, view: RecordId) -> None:
    """Show what a saved view keeps; nothing in the document changes."""
    record = session.snapshot.get("saved_view", view)
    if not isinstance(record, SavedView):
        return
    found = read(record.settings)
    kept = found.settings
    session.show_as(kept.filter, Shown(kept.appearance, view))
    if found.problems:
        title = _("Not all of “{view}” can be shown").format(view=record.name[:100])
        messages.problem(title, "\n\n".join(found.problems))


def leave(session: Session) -> None:
    """Show the whole document again, as it stands."""
    session.show_as(Filter(), Shown())


def save(session: Session) -> RecordId | None:
    """Keep what is shown as a new view with a name to begin with, and open it."""
    if not session.can_edit:
        return None
    number = len(views.in_order(session.snapshot)) + 1
    names = {f"name_{i18n.language()}": _("View {number}").format(number=number)}
    before = {one.id for one in views.in_order(session.snapshot)}
    if not session.run(views.save, write(current(session)), **names):
        return None
    made = next(one.id for one in views.in_order(session.snapshot) if one.id not in before)
    session.show_as(session.filter, replace(session.shown, view=made))
    return made


def update(session: Session) -> None:
    """Let the open view keep what is shown now."""
    view = session.shown.saved(session.snapshot)
    if view is not None:
        text = write(copied(view.settings, current(session)))
        session.run(views.update, view.id, text)


def use_places(session: Session) -> None:
    """Let the organisations stand in the document where they stand in the open view."""
    view = session.shown.saved(session.snapshot)
    if view is not None:
        session.run(views.use_places, view.id, session.shown.places(session.snapshot))


def move(session: Session, places: Places) -> bool:
    """Let organisations stand elsewhere: in the open view, else in the document, pinned there."""
    view = session.shown.saved(session.snapshot)
    if view is None:
        return session.run(positions.move, places, pinned=True)
    return session.run(views.move, view.id, with_places(view.settings, dict(places)), places)


def join(session: Session, organisation: RecordId, group: RecordId, places: Places) -> None:
    """Let an organisation sit in a group, and let marks stand where they were dropped."""
    view = session.shown.saved(session.snapshot)
    if view is None:
        session.run(groups.add_member, organisation, group, places=places)
    elif session.run(groups.add_member, organisation, group) and places:
        text = with_places(view.settings, dict(places))
        session.run(views.move, view.id, text, places, joins=True)


def tidy(session: Session, places: Places) -> None:
    """Let organisations stand where a new layout puts them: in the open view or the document."""
    view = session.shown.saved(session.snapshot)
    if view is None:
        session.run(positions.tidy, places)
        return
    movable = {one: place for one, place in places.items() if not session.is_pinned(one)}
    move(session, movable)


def dress(session: Session, **values: Any) -> None:
    """Give the map another dress, for instance `colour_by="level"`; the filter stays."""
    looks = replace(session.shown.appearance, **values)
    session.show_as(session.filter, replace(session.shown, appearance=looks))


def titled(session: Session, view: SavedView, **texts: str) -> None:
    """Give a saved view other titles, for instance `title_nl="…"`; all else of it stays."""
    kept = read(view.settings).settings
    text = write(replace(kept, **texts))  # type: ignore[arg-type]  # texts are its titles
    if replace(kept, **texts) != kept:  # type: ignore[arg-type]
        session.run(views.retitle, view.id, text)
