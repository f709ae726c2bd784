"""The menu of recommendations: another state, an answer, a date, who must answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation
from oci_map.model.vocabulary import GOVERNMENT
from oci_map.operations import recommendations
from oci_map.roundtable.follow_up_words import body_name
from oci_map.ui.actions import Actions, menu_text
from oci_map.ui.follow_up.words import STATES, state_word
from oci_map.ui.session import Session

_MOST_BODIES: Final = 40


class EntryMenu(QMenu):
    """Opened on what is selected; of several, each gesture changes all in one step."""

    state_wanted = Signal(str)

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._ids: tuple[RecordId, ...] = ()
        self._bodies = QMenu(self)
        self._bodies.triggered.connect(self._address)
        self.triggered.connect(self._choose)

    def open_for(self, ids: Sequence[RecordId], at: QPoint) -> None:
        """Open at a point of the screen."""
        self.fill(ids)
        self.popup(at)

    def fill(self, ids: Sequence[RecordId]) -> None:
        """List what can be done with these recommendations."""
        self._ids = tuple(ids)
        self.clear()
        records = self._session.snapshot.all(Recommendation)
        states = {records[one].status for one in ids if one in records}
        for state in STATES:
            action = self.addAction(state_word(state))
            action.setCheckable(True)
            action.setChecked(states == {state})
            action.setData(state)
            action.setEnabled(self._session.can_edit)
        self.addSeparator()
        self.addAction(self._actions["recommendation_answer"])
        self.addAction(self._actions["recommendation_due"])
        self._list_bodies(ids)
        self._bodies.setTitle(_("Addressed to"))
        self.addMenu(self._bodies)

    def _list_bodies(self, ids: Sequence[RecordId]) -> None:
        """Offer public bodies, and who has recommendations already."""
        self._bodies.clear()
        snapshot = self._session.snapshot
        records = snapshot.all(Recommendation)
        in_use = {body for one in records.values() for body in one.addressed_to}
        bodies = [
            one
            for one, record in snapshot.organisations.items()
            if record.kind == GOVERNMENT or one in in_use
        ]
        chosen = [records[one] for one in ids if one in records]
        names = sorted((body_name(snapshot, one).casefold(), one) for one in bodies)
        for _name, body in names[:_MOST_BODIES]:
            action = self._bodies.addAction(menu_text(body_name(snapshot, body), 40))
            action.setCheckable(True)
            action.setChecked(bool(chosen) and all(body in one.addressed_to for one in chosen))
            action.setData(body)
            action.setEnabled(self._session.can_edit)
        self._bodies.setEnabled(bool(names))

    def _choose(self, action: QAction) -> None:
        if action in self.actions() and action.data() in STATES:
            self.state_wanted.emit(action.data())

    def _address(self, action: QAction) -> None:
        change = recommendations.address if action.isChecked() else recommendations.unaddress
        self._session.run(change, self._ids, RecordId(action.data()))
