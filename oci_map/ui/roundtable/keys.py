"""What the actions of this view do, each in the step in which it makes sense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QComboBox

from oci_map.ui.actions import Actions
from oci_map.ui.roundtable.agenda_step import AgendaStep
from oci_map.ui.roundtable.day_step import DayStep
from oci_map.ui.roundtable.guests_step import GuestsStep
from oci_map.ui.roundtable.tables_step import TablesStep

if TYPE_CHECKING:
    from oci_map.ui.roundtable.page import RoundtablePage

_STATES: Final = ("proposed", "invited", "accepted", "declined", "attended", "absent")


class Keys(QObject):
    """Connects the actions; one that belongs to another step goes there first."""

    def __init__(self, page: RoundtablePage, actions: Actions) -> None:
        super().__init__(page)
        self._page = page
        for name, method in (
            ("roundtable_plan", page.plan_empty),
            ("roundtable_list", page.toggle_list),
            ("roundtable_next", page.go_on),
            ("roundtable_previous", page.go_back),
            ("guests_propose", self._propose),
            ("guests_add", self._add),
            ("guests_must", self._must),
            ("guests_not_now", self._not_now),
            ("guests_remove", self._remove),
            ("invitation_copy", self._copy),
            ("seats_find", self._seat),
            ("seats_pin", self._pin),
            ("seats_host", self._host),
            ("seats_menu", self._menu),
            ("seats_keep", self._keep),
            ("seats_back", self._back),
            ("papers_save", self._papers),
            ("calendar_save", self._calendar),
            ("day_all", self._all_here),
        ):
            actions[name].triggered.connect(method)
        for state in _STATES:
            action = actions[f"guest_{state}"]
            action.setData(state)
            action.triggered.connect(self._set_status)

    def _in(self, name: str) -> bool:
        """Go to a step; say whether there is a roundtable to work on."""
        page = self._page
        if page.desk.meeting is None:
            return False
        if page.header.stepper.step != name:
            page.go(name)
        return True

    def _guests(self) -> GuestsStep | None:
        step = self._page.step if self._in("guests") else None
        return step if isinstance(step, GuestsStep) else None

    def _tables(self) -> TablesStep | None:
        step = self._page.step if self._in("tables") else None
        return step if isinstance(step, TablesStep) else None

    # ----------------------------------------------------------------------------------- guests

    def _propose(self) -> None:
        if (step := self._guests()) is not None:
            step.ask_proposal()

    def _add(self) -> None:
        if (step := self._guests()) is not None:
            step.offer()

    def _set_status(self) -> None:
        action = self.sender()
        step = self._page.step
        if isinstance(QApplication.focusWidget(), QComboBox):
            return  # there a figure looks for a choice
        if isinstance(action, QAction) and isinstance(step, GuestsStep | DayStep):
            step.set_status(str(action.data()))

    def _must(self) -> None:
        step = self._page.step
        if isinstance(step, GuestsStep):
            step.toggle_must()

    def _not_now(self) -> None:
        step = self._page.step
        if isinstance(step, GuestsStep):
            step.set_coming("not_this_time")

    def _remove(self) -> None:
        step = self._page.step
        if isinstance(step, GuestsStep):
            step.remove()

    def _copy(self) -> None:
        if (step := self._guests()) is not None:
            step.copy_invitation()

    # ----------------------------------------------------------------------------------- tables

    def _seat(self) -> None:
        if (step := self._tables()) is not None:
            step.seat_again()

    def _pin(self) -> None:
        step = self._page.step
        if isinstance(step, TablesStep):
            step.toggle_pin()

    def _host(self) -> None:
        step = self._page.step
        if isinstance(step, TablesStep):
            step.toggle_host()

    def _menu(self) -> None:
        step = self._page.step
        if isinstance(step, TablesStep):
            step.map.open_menu()
        elif isinstance(step, DayStep):
            step.tiles.open_menu()

    def _keep(self) -> None:
        step = self._page.step
        if isinstance(step, TablesStep):
            step.keep()

    def _back(self) -> None:
        step = self._page.step
        if isinstance(step, TablesStep):
            step.go_back()

    # ----------------------------------------------------------------------- papers and the day

    def _papers(self) -> None:
        step = self._page.step if self._in("agenda") else None
        if isinstance(step, AgendaStep):
            step.papers.save()

    def _calendar(self) -> None:
        step = self._page.step if self._in("agenda") else None
        if isinstance(step, AgendaStep):
            step.papers.save_calendar()

    def _all_here(self) -> None:
        step = self._page.step if self._in("day") else None
        if isinstance(step, DayStep):
            step.note_all()
