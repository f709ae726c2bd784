"""Beside the guests: what the list covers, the guest that is chosen, and who could still come."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from oci_map.i18n import _, listing
from oci_map.model.guests import GONE
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation, Person
from oci_map.model.vocabulary import INVITATION_STATES
from oci_map.roundtable.coverage import Goal, candidates_for
from oci_map.roundtable.names import organisation_name
from oci_map.roundtable.proposing import asked_sentence
from oci_map.roundtable.reasons import missing_sentence
from oci_map.ui.actions import menu_text
from oci_map.ui.flat_edit import FlatText
from oci_map.ui.plain import PlainLabel
from oci_map.ui.roundtable.coverage_bars import CoverageBars
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.repairing import Told
from oci_map.ui.roundtable.sections import Sections

_CANDIDATES: Final = 3
_MISSING: Final = 6


class GuestDetail(Sections):
    """Says what is wanted; changes nothing itself."""

    status_wanted = Signal(str)
    coming_wanted = Signal(str)  # "must_come", "not_this_time" or ""
    reason_kept = Signal(str)
    person_wanted = Signal(str)
    add_wanted = Signal(str)  # an organisation
    deputy_wanted = Signal()  # decline, and the deputy instead
    deputies_wanted = Signal()  # who could come instead is to be chosen
    repair_wanted = Signal()
    remove_wanted = Signal()
    copy_wanted = Signal()
    free_wanted = Signal(str)  # an organisation that may be asked again

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.bars = CoverageBars(self)
        self.reason = FlatText(self)
        self.reason.setProperty("look", "framed")
        self.reason.kept.connect(self.reason_kept)
        self.keep(self.bars)
        self.keep(self.reason)
        self.deputy = QToolButton(self)
        self.deputy.setProperty("look", "link")
        self.deputy.setMinimumWidth(1)  # a long name does not widen the panel
        self.deputy.setCursor(Qt.CursorShape.PointingHandCursor)
        self.deputy.clicked.connect(self.deputies_wanted)
        self.keep(self.deputy)
        self._states = QMenu(self)
        self._states.triggered.connect(self._choose_status)
        self._people = QMenu(self)
        self._people.triggered.connect(self._choose_person)
        self._kind = ""

    def show_guest(
        self, meeting: Meeting, told: Told | None, invitation: RecordId, *, can_edit: bool
    ) -> None:
        """Show a guest, and what the whole list covers."""
        self.begin()
        self.text(_("What this list covers"), "head")
        self.bars.show_coverage(meeting.snapshot, meeting.goals, meeting.coverage)
        self.part(self.bars)
        guest = next((one for one in meeting.invitations if one.id == invitation), None)
        if guest is not None:
            self._show_guest(meeting, told, guest, can_edit=can_edit)
        self._show_missing(meeting, can_edit=can_edit)
        self._show_set_aside(meeting, can_edit=can_edit)
        self.end()

    def _show_guest(
        self, meeting: Meeting, told: Told | None, guest: Invitation, *, can_edit: bool
    ) -> None:
        snapshot = meeting.snapshot
        record = snapshot.organisations[guest.organisation]
        self.head(_("The chosen guest"))
        self.part(PlainLabel(record.name[:300], role="strong", wrap=True, parent=self.body))
        why = told.reasons.get(guest.organisation, "") if told is not None else ""
        self.reason.setReadOnly(not can_edit)
        self.reason.setPlaceholderText(_("Why this guest is invited"))
        self.reason.setAccessibleName(_("Why this guest is invited"))
        self.reason.show_text(guest.reason or why)
        self.part(self.reason)
        if told is not None and guest.status not in GONE:
            self.text(told.list.lost_sentence(guest.organisation), "second")
        asked = asked_sentence(meeting.before, guest.organisation)
        if asked:
            self.text(asked, "caption")
        if can_edit:
            self._offer(meeting, guest)

    def _offer(self, meeting: Meeting, guest: Invitation) -> None:
        """Offer what can be done with the chosen guest."""
        self._states.clear()
        for place, (code, text) in enumerate(STATES.items(), start=1):
            action = self._states.addAction(f"{place}  {_(text)}")
            action.setData(code)
            action.setCheckable(True)
            action.setChecked(code == guest.status)
        state = _(INVITATION_STATES[guest.status])
        button = self.button(_("Answer: {state}").format(state=state))
        button.setMenu(self._states)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._offer_person(meeting, guest)
        if guest.status in GONE:
            self.button(_("Repair the list…")).clicked.connect(self.repair_wanted)
        self._offer_deputy(meeting, guest)
        kinds = {one.kind for one in meeting.wishes if one.organisation == guest.organisation}
        self._kind = "" if "must_come" in kinds else "must_come"
        text = _("It need not come") if "must_come" in kinds else _("It must come")
        self.button(text).clicked.connect(self._toggle_must)
        self.button(_("Not this time")).clicked.connect(self._set_aside)
        self.button(_("Copy the invitation")).clicked.connect(self.copy_wanted)
        self.button(_("Take off the list")).clicked.connect(self.remove_wanted)

    def _offer_deputy(self, meeting: Meeting, guest: Invitation) -> None:
        """Offer to choose who could come instead, and to ask the one that was chosen."""
        deputy = guest.deputy
        name = organisation_name(meeting.snapshot, deputy) if deputy else _("nobody in particular")
        self.deputy.setText(menu_text(_("Deputy: {organisation}").format(organisation=name)))
        self.deputy.setAccessibleName(self.deputy.text())
        self.deputy.setToolTip(_("Choose which organisation could come instead"))
        self.part(self.deputy, narrow=True)
        if deputy and deputy not in meeting.by_organisation:
            self.button(_("Ask {organisation} instead").format(organisation=name)).clicked.connect(
                self.deputy_wanted
            )

    def _offer_person(self, meeting: Meeting, guest: Invitation) -> None:
        people = [
            one
            for one in meeting.snapshot.all(Person).values()
            if one.organisation == guest.organisation
        ]
        if not people:
            return
        self._people.clear()
        for one in people:
            action = self._people.addAction(menu_text(one.name))
            action.setData(one.id)
            action.setCheckable(True)
            action.setChecked(one.id == guest.person)
        self._people.addAction(_("Nobody in particular")).setData("")
        person = meeting.snapshot.all(Person).get(guest.person)
        name = person.name[:80] if person is not None else _("nobody in particular")
        button = self.button(_("Comes: {person}").format(person=name))
        button.setMenu(self._people)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _show_missing(self, meeting: Meeting, *, can_edit: bool) -> None:
        missing = [goal for goal in meeting.coverage.missing if goal.kind != "gap"]
        if not missing or not meeting.coming:
            return
        left_out = {one.organisation for one in meeting.wishes if one.kind == "not_this_time"}
        left_out |= set(meeting.by_organisation)
        self.head(_("What is missing"))
        for goal in missing[:_MISSING]:
            self.text(missing_sentence(meeting.analysis, goal))
            able = candidates_for(meeting.goals, goal, meeting.coming, left_out)
            if not able:
                self.text(_nobody_left(meeting, goal), "caption")
            for one in able[:_CANDIDATES] if can_edit else ():
                name = organisation_name(meeting.snapshot, one)
                button = self.button(_("Add {organisation}").format(organisation=name))
                button.setProperty("organisation", one)
                button.clicked.connect(self._add)

    def _show_set_aside(self, meeting: Meeting, *, can_edit: bool) -> None:
        aside = [one.organisation for one in meeting.wishes if one.kind == "not_this_time"]
        if not aside:
            return
        self.head(_("Not this time"))
        for one in aside:
            name = organisation_name(meeting.snapshot, one)
            row = self.row(name)
            if can_edit:
                button = QToolButton(self.body)
                button.setProperty("look", "link")
                button.setText(_("May come"))
                button.setAccessibleName(_("{organisation} may come").format(organisation=name))
                button.setProperty("organisation", one)
                button.clicked.connect(self._free)
                row.addWidget(button)

    # ---------------------------------------------------------------------------------- asking

    def _choose_status(self, action: QAction) -> None:
        self.status_wanted.emit(action.data())

    def _choose_person(self, action: QAction) -> None:
        self.person_wanted.emit(action.data() or "")

    def _toggle_must(self) -> None:
        self.coming_wanted.emit(self._kind)

    def _set_aside(self) -> None:
        self.coming_wanted.emit("not_this_time")

    def _add(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.add_wanted.emit(str(button.property("organisation")))

    def _free(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.free_wanted.emit(str(button.property("organisation")))


#: The states in the order of their keys, 1 to 6.
STATES: Final = {
    code: INVITATION_STATES[code]
    for code in ("proposed", "invited", "accepted", "declined", "attended", "absent")
}


def _nobody_left(meeting: Meeting, goal: Goal) -> str:
    """Say that nobody can be added: who could does not come, or there is nobody at all."""
    could = candidates_for(meeting.goals, goal, meeting.coming)
    if not could:
        return _("Nobody in the document can fill this.")
    names = [organisation_name(meeting.snapshot, one) for one in could[:_CANDIDATES]]
    text = _("Who could fill this does not come this time: {organisations}.")
    return text.format(organisations=listing(names))
