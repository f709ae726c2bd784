"""The menu of saved views, and of what colours and sizes mean: under a chip and in the menu row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from oci_map.drawing.appearance import COLOURS, GROUPS, OUTLINES, SIZES
from oci_map.i18n import _
from oci_map.model.records import WorkingGroup
from oci_map.model.vocabulary import PLATFORM
from oci_map.operations import views
from oci_map.ui import saved_view
from oci_map.ui.actions import Actions, menu_text
from oci_map.ui.plain import tooltip
from oci_map.ui.session import Session

# With more groups than this a map draws the outlines of a few.
_MANY_GROUPS = 100
_VERBS = ("view_save", "view_update", "view_places", "view_arrange")


class StayingMenu(QMenu):
    """A menu of ticks that stays open while they are set."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick(self.activeAction()):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() not in keys or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class ViewsMenu(QMenu):
    """Saved views to open, what can be done with them, and how the map is dressed."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._opening = QActionGroup(self)
        self._colours = QMenu(self)
        self._sizes = QMenu(self)
        self._outlines = StayingMenu(self)
        self._around = self._choices(self._outlines, list(OUTLINES))
        self._colouring = self._choices(self._colours, list(COLOURS))
        self._sizing = self._choices(self._sizes, list(SIZES))
        self._opening.triggered.connect(self._open)
        self._colouring.triggered.connect(self._colour)
        self._sizing.triggered.connect(self._size)
        self._around.triggered.connect(self._outline_others)
        self._outlines.triggered.connect(self._outline)
        self.aboutToShow.connect(self.fill)
        session.document_changed.connect(self.fill)
        self._outlines.aboutToShow.connect(self._fill_outlines)
        session.language_changed.connect(self.fill)
        self.fill()

    def _choices(self, menu: QMenu, codes: list[str]) -> QActionGroup:
        group = QActionGroup(self)
        for code in codes:
            action = menu.addAction("")
            action.setCheckable(True)
            action.setData(code)
            group.addAction(action)
        return group

    def fill(self) -> None:
        """List the views as they are now, and what is chosen."""
        for action in self._opening.actions():
            self._opening.removeAction(action)
            action.setParent(None)  # it is gone now, not only soon
            action.deleteLater()
        self.clear()
        session = self._session
        self._entry(_("Whole document"), "", session.shown.saved(session.snapshot) is None)
        for view in views.in_order(session.snapshot):
            self._entry(menu_text(view.name, 50), view.id, view.id == session.shown.view)
            self._opening.actions()[-1].setToolTip(tooltip(view.name))
        self.addSeparator()
        self.addActions([self._actions[name] for name in _VERBS])
        self.addSeparator()
        self._fill_dress()

    def _entry(self, text: str, view: str, chosen: bool) -> None:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.setData(view)
        self._opening.addAction(action)

    def _fill_dress(self) -> None:
        looks = self._session.shown.appearance
        for menu, title in (
            (self._colours, _("&Colour by")),
            (self._sizes, _("&Size by")),
            (self._outlines, _("&Outlines")),
        ):
            menu.setTitle(title)
            self.addMenu(menu)
            menu.setEnabled(self._session.document is not None)
        for group, words, chosen in (
            (self._colouring, COLOURS, looks.colour_by),
            (self._sizing, SIZES, looks.size_by),
            (self._around, OUTLINES, looks.outlines),
        ):
            for action in group.actions():
                action.setText(_(words[action.data()]))
                action.setChecked(action.data() == chosen)
        self._fill_outlines()

    def _fill_outlines(self) -> None:
        """List what outlines are drawn round, and the groups that can be left out."""
        looks = self._session.shown.appearance
        kept = self._around.actions()
        for action in self._outlines.actions():
            if action not in kept:
                self._outlines.removeAction(action)
                action.deleteLater()
        self._outlines.addSeparator()
        outlined = self._outlined()
        for one in sorted(outlined, key=lambda one: (one.rank, one.name)):
            if one.kind != PLATFORM:
                action = self._outlines.addAction(menu_text(one.name, 50))
                action.setCheckable(True)
                action.setChecked(one.id not in looks.hidden_outlines)
                action.setEnabled(looks.outlines == GROUPS)
                action.setData(one.id)

    def _outlined(self) -> list[WorkingGroup]:
        """Return the groups that can be left out; where there are very many, those seen."""
        session = self._session
        groups = list(session.snapshot.groups.values())
        if len(groups) <= _MANY_GROUPS:
            return groups
        if not session.drawing.is_made or session.picture is None:
            return []
        seen = {str(outline.key) for outline in session.picture.outlines}
        hidden = session.shown.appearance.hidden_outlines
        return [one for one in groups if one.id in seen or one.id in hidden]

    def _open(self, action: QAction) -> None:
        if action.data():
            saved_view.open_view(self._session, action.data())
        else:
            saved_view.leave(self._session)

    def _colour(self, action: QAction) -> None:
        saved_view.dress(self._session, colour_by=action.data())

    def _size(self, action: QAction) -> None:
        saved_view.dress(self._session, size_by=action.data())

    def _outline_others(self, action: QAction) -> None:
        saved_view.dress(self._session, outlines=action.data())
        self._fill_outlines()

    def _outline(self, action: QAction) -> None:
        if action in self._around.actions():
            return  # told apart by the group of the action
        hidden = self._session.shown.appearance.hidden_outlines ^ {action.data()}
        saved_view.dress(self._session, hidden_outlines=hidden)
