"""The menus that open on the canvas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from oci_map.drawing.text import shortened
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import WorkingGroup
from oci_map.operations import groups, positions
from oci_map.ui import saved_view
from oci_map.ui.session import Session

if TYPE_CHECKING:
    from oci_map.ui.canvas.view import CanvasView

_WIDEST: Final = 420.0
_MOST_GAPS: Final = 12
_MOST_GROUPS: Final = 60
Places = Mapping[RecordId, tuple[float, float]]


class _Deed(QObject):
    """What a menu entry does; lives as long as its menu, so that no closure must."""

    def __init__(self, menu: QMenu, session: Session, organisation: RecordId) -> None:
        super().__init__(menu)
        self._session = session
        self._organisation = organisation
        self.group = RecordId("")
        self.places: Places = {}
        self.gap = ""

    def join(self) -> None:
        """Add the organisation to the group and let it stand where it was dropped."""
        saved_view.join(self._session, self._organisation, self.group, self.places)

    def leave(self) -> None:
        """Take the organisation out of the group."""
        for membership in self._session.snapshot.memberships_of.get(self._organisation, ()):
            if membership.group == self.group:
                self._session.run(groups.remove_member, membership.id)

    def show_gap(self) -> None:
        """Show the card of a gap."""
        open_gap(self._session, self.gap)

    def stand(self) -> None:
        """Only move the organisation."""
        saved_view.move(self._session, self.places)

    def pin(self) -> None:
        """Keep the organisation where it is."""
        self._session.run(positions.pin, [self._organisation], pinned=True)

    def unpin(self) -> None:
        """Let tidying up move the organisation again."""
        self._session.run(positions.pin, [self._organisation], pinned=False)


def membership_menu(
    session: Session, organisation: RecordId, group: RecordId, places: Places, parent: QWidget
) -> QMenu:
    """Return the menu that asks what dropping an organisation inside an outline means."""
    menu = _menu(parent)
    deed = _Deed(menu, session, organisation)
    deed.group, deed.places = group, places
    name = session.snapshot.organisations[organisation].short
    text = _("Add {organisation} to {group}").format(
        organisation=name, group=session.snapshot.groups[group].name
    )
    first = _entry(menu, text, deed.join)
    _entry(menu, _("Only move it here"), deed.stand)
    menu.setActiveAction(first)
    return menu


def organisation_menu(session: Session, view: CanvasView, organisation: RecordId) -> QMenu:
    """Return the menu of an organisation's mark."""
    menu = _menu(view)
    snapshot = session.snapshot
    sits_in = {m.group for m in snapshot.memberships_of.get(organisation, ())}
    deed = _Deed(menu, session, organisation)
    joining = menu.addMenu(_("Add to working group"))
    leaving = menu.addMenu(_("Take out of working group"))
    for group in _groups_for(session, organisation):
        of_group = _Deed(menu, session, organisation)
        of_group.group = group.id
        if group.id in sits_in:
            _entry(leaving, group.name, of_group.leave)
        else:
            _entry(joining, group.name, of_group.join)
    for below in (joining, leaving):
        below.setEnabled(session.can_edit and not below.isEmpty())
    menu.addSeparator()
    gaps = menu.addMenu(_("Open in Gaps"))
    for gap in session.analysis.gaps_of(organisation)[:_MOST_GAPS]:
        about = _Deed(menu, session, organisation)
        about.gap = gap.key
        other = gap.other if gap.one == organisation else gap.one
        _entry(gaps, snapshot.organisations[other].short, about.show_gap)
    gaps.setEnabled(not gaps.isEmpty())
    if session.is_pinned(organisation):
        _entry(menu, _("Unpin"), deed.unpin).setEnabled(session.can_edit)
    else:
        _entry(menu, _("Pin here"), deed.pin).setEnabled(session.can_edit)
    return menu


def _groups_for(session: Session, organisation: RecordId) -> list[WorkingGroup]:
    """Return the groups to choose from: where there are very many, its own and its partners'."""
    snapshot = session.snapshot
    groups = snapshot.groups
    if len(groups) > _MOST_GROUPS:
        seats = snapshot.memberships_of
        # What it sits in comes first: it may be taken out of all of these.
        near = Counter({seat.group: 1_000_000 for seat in seats.get(organisation, ())})
        for partner in session.analysis.partners_of(organisation):
            near.update(seat.group for seat in seats.get(partner.organisation, ()))
        chosen = [groups[one] for one, _count in near.most_common(_MOST_GROUPS)]
    else:
        chosen = list(groups.values())
    return sorted(chosen, key=lambda one: (one.rank, one.name))


def gap_menu(session: Session, view: CanvasView, key: str) -> QMenu:
    """Return the menu of the arc of a gap."""
    menu = _menu(view)
    deed = _Deed(menu, session, RecordId(""))
    deed.gap = key
    menu.setActiveAction(_entry(menu, _("Open in Gaps"), deed.show_gap))
    return menu


def open_gap(session: Session, key: str) -> None:
    """Show the card of a gap in the view of gaps."""
    session.gap_focus.look_at(key)
    session.show_view("gaps")


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _entry(menu: QMenu, text: str, deed: Callable[[], None]) -> QAction:
    # An ampersand would underline the letter behind it.
    action = menu.addAction(shortened(text, 13, 400, _WIDEST).replace("&", "&&"))
    action.triggered.connect(deed)
    return action
