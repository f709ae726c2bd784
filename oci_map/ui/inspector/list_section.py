"""A part of the inspector that lists records: to follow, to add to, and to act upon each."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtWidgets import QWidget

from oci_map.model.ids import RecordId
from oci_map.model.records import NONE
from oci_map.ui.inspector.row import Rows
from oci_map.ui.inspector.section import Section
from oci_map.ui.picker import Picker
from oci_map.ui.session import Session


class ListSection(Section):
    """What has to do with the record that is shown: its owner."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent, icon="plus")
        self._session = session
        self._owner = NONE
        self.rows = Rows(session, self)
        self.body.addWidget(self.rows)
        self.button.clicked.connect(self._offer)
        self.rows.chosen.connect(self._go_to)
        self.rows.asked.connect(self._act)

    @cached_property
    def picker(self) -> Picker:
        """The list to choose from; made when it is first wanted."""
        made = Picker(self._session, self)
        made.picked.connect(self._add)
        return made

    def show_owner(self, owner: RecordId) -> None:
        """Show the list of this record."""
        if owner != self._owner:
            self._start_over()
        self._owner = owner
        self.refresh()

    def _start_over(self) -> None:
        """Forget what was opened or asked for: another record is shown."""

    def _offer(self) -> None:
        """Let the person choose what to add."""
        raise NotImplementedError

    def _add(self, picked: str) -> None:
        """Add what was chosen."""
        raise NotImplementedError

    def _go_to(self, key: str) -> None:
        """Select what a row stands for."""
        raise NotImplementedError

    def _act(self, key: str, what: str) -> None:
        """Do what was chosen in the menu of a row."""
        raise NotImplementedError
