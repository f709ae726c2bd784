"""The second step: whom to invite and why, what they answered, and who comes instead."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QSignalBlocker
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.guests import DECLINED, GONE, INVITED, PROPOSED
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation
from oci_map.model.snapshot import Snapshot
from oci_map.operations import deputies, guests, wishes
from oci_map.ui import theme
from oci_map.ui.asking import Asking
from oci_map.ui.picker import Picker
from oci_map.ui.roundtable.desk import Desk
from oci_map.ui.roundtable.guest_bar import GuestBar
from oci_map.ui.roundtable.guest_detail import GuestDetail
from oci_map.ui.roundtable.guest_rows import ROW_ROLE, GuestDelegate, GuestModel, rows_of
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.repairing import (
    Found,
    Told,
    deputies_of,
    nobody_yet,
    propose_list,
    repair_list,
    repair_sentence,
    tell_list,
)
from oci_map.ui.roundtable.steps import Step, beside
from oci_map.ui.row_paint import show_painted

_DETAIL: Final = 372
_LEAST_BODY: Final = 60  # px; lower, it was not given its room yet
_COUNT_FROM: Final = 200
_NOBODY: Final = RecordId("")


class GuestsStep(Step):
    """The list with its reasons, and the chosen guest beside it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._meeting: Meeting | None = None
        self._told: Told | None = None
        self._told_of: object = None
        self._proof: dict[RecordId, tuple[Snapshot, str]] = {}
        self._repair: tuple[RecordId, RecordId, Found] | None = None  # meeting, who, the list
        self.guest = _NOBODY
        self.asking = Asking(desk.jobs, self)
        self.telling = Asking(desk.jobs, self)
        self.bar = GuestBar(self)
        self.model = GuestModel(self)
        self.list = QListView(self)
        self.list.setObjectName("checkList")
        self.list.setModel(self.model)
        show_painted(self.list, GuestDelegate(self.model, self.list))
        self.list.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.detail = GuestDetail(self)
        self._picker: Picker | None = None
        self._for_deputy = False  # what is picked comes in the place of the chosen guest
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.bar)
        inset = QHBoxLayout()
        inset.setContentsMargins(8, 6, 4, 0)
        inset.addWidget(self.list)
        left.addLayout(inset, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.detail)

    def _connect(self) -> None:
        self.bar.propose.clicked.connect(self.ask_proposal)
        self.bar.cancel.clicked.connect(self._forget)
        self.bar.add.clicked.connect(self.offer)
        self.bar.asked.clicked.connect(self.note_asked)
        self.bar.take.clicked.connect(self.take_repair)
        self.bar.leave.clicked.connect(self._drop_repair)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.asking.answered.connect(self._take)
        self.asking.refused.connect(self._refused)
        self.asking.ended.connect(self._ended)
        self.telling.answered.connect(self._take_told)
        detail = self.detail
        detail.status_wanted.connect(self.set_status)
        detail.coming_wanted.connect(self.set_coming)
        detail.reason_kept.connect(self._set_reason)
        detail.person_wanted.connect(self._set_person)
        detail.add_wanted.connect(self.put_on)
        detail.deputy_wanted.connect(self.ask_deputy)
        detail.deputies_wanted.connect(self.offer_deputies)
        detail.repair_wanted.connect(self.ask_repair)
        detail.remove_wanted.connect(self.remove)
        detail.copy_wanted.connect(self.copy_invitation)
        detail.free_wanted.connect(self._free)

    # --------------------------------------------------------------------------- what it shows

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.bar.retranslate()
        self.list.setAccessibleName(_("Guests"))

    def fit(self) -> None:
        """Give panels the width that there is room for."""
        self.detail.setFixedWidth(beside(self, _DETAIL, 0.36))
        # In a low window with large text the guests come first; the page's head counts them too.
        self.bar.count.setHidden(_LEAST_BODY < self.height() < theme.px(_COUNT_FROM))

    def show_meeting(self, meeting: Meeting) -> None:
        """Show this roundtable."""
        if self._meeting is not None and self._meeting.id != meeting.id:
            self.asking.forget()
            self._told = None
            self.guest = _NOBODY
        self._meeting = meeting
        self.fit()
        self.bar.set_editable(self._desk.session.can_edit)
        self._explain(meeting)
        self._show_rows(meeting)
        self._say(meeting)

    def _explain(self, meeting: Meeting) -> None:
        asked = (meeting.snapshot, meeting.id, i18n.language())
        if self._told_of is None or not _same(self._told_of, asked):
            self._told_of = asked
            self.telling.ask(partial(tell_list, meeting.snapshot, meeting.id), asked)

    def _take_told(self, about: object, told: Told) -> None:
        if about is self._told_of and self._meeting is not None:
            self._told = told
            self._show_rows(self._meeting)

    def _show_rows(self, meeting: Meeting) -> None:
        reasons = self._told.reasons if self._told is not None else {}
        with QSignalBlocker(self.list.selectionModel()):
            self.model.show_rows(meeting.snapshot, rows_of(meeting, reasons))
            place = self.model.place_of(self.guest)
            if not place.isValid() and self.model.rows:
                place = self.model.index(0)
                self.guest = self.model.rows[0].invitation
            if self.list.currentIndex() != place:
                self.list.setCurrentIndex(place)
        self.list.viewport().update()
        self._show_guest()

    def _show_guest(self) -> None:
        if self._meeting is not None:
            self.detail.show_guest(
                self._meeting, self._told, self.guest, can_edit=self._desk.session.can_edit
            )

    def _say(self, meeting: Meeting) -> None:
        self.bar.show_count(meeting)
        repair = self._repair if self._repair and self._repair[0] == meeting.id else None
        proof = self._proof.get(meeting.id)
        if repair is not None:
            self.bar.tell(repair_sentence(meeting, repair[1], repair[2]), offers=True)
            self.bar.take.setEnabled(bool(set(repair[2].guests) - set(meeting.coming)))
        elif proof is not None and proof[0] is meeting.snapshot:
            self.bar.tell(proof[1])
        elif not self.asking.is_asking:
            self.bar.tell("" if meeting.invitations else nobody_yet(meeting))

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        row = now.data(ROW_ROLE)
        if row is not None and row.invitation != self.guest:
            self.guest = row.invitation
            self._show_guest()

    def forget(self) -> None:
        """Let go of what belongs to a document that is closed."""
        self.asking.forget()
        self.telling.forget()
        self._meeting = self._told = self._told_of = self._repair = None
        self._proof = {}

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        (self.list if self.model.rows else self.bar.propose).setFocus()

    # ------------------------------------------------------------------------------- by the program

    def ask_proposal(self) -> None:
        """Look for the best list, aside."""
        meeting = self._meeting
        if meeting is None or not self._desk.session.can_edit:
            return
        self._repair = None
        work = partial(propose_list, meeting.snapshot, meeting.id, self.bar.options)
        self.asking.ask(work, ("propose", meeting, _NOBODY))
        self.bar.wait(_("Looking for the smallest list that covers the theme…"))

    def ask_repair(self) -> None:
        """Look for the fewest guests who make up for one that will not come, aside."""
        meeting = self._meeting
        guest = self._invitation()
        if meeting is None or guest is None or not self._desk.session.can_edit:
            return
        work = partial(
            repair_list, meeting.snapshot, meeting.id, guest.organisation, self.bar.options
        )
        self.asking.ask(work, ("repair", meeting, guest.organisation))
        self.bar.wait(_("Looking for who could come instead…"))

    def _forget(self) -> None:
        self.asking.forget()
        self._ended()

    def _take(self, about: tuple[str, Meeting, RecordId], found: Found) -> None:
        what, meeting, who = about
        if meeting.id != self._desk.chosen:
            return
        if what == "repair":
            self._repair = (meeting.id, who, found)
            return
        went = self._desk.run(
            guests.accept_proposal, meeting.id, found.guests,
            reasons=found.reasons, deputies=found.deputies,
        )  # fmt: skip
        now = self._desk.meeting
        if went and now is not None:
            self._proof[meeting.id] = (now.snapshot, found.proof)

    def _refused(self, _about: object, sentence: str) -> None:
        meeting = self._meeting
        if meeting is not None:
            # It stands there until the list or what is asked of it changes.
            self._proof[meeting.id] = (meeting.snapshot, sentence)

    def _ended(self) -> None:
        self.bar.show_running(False)
        if self._meeting is not None:
            self._say(self._meeting)

    def take_repair(self) -> None:
        """Put those on the list who make up for one that will not come."""
        meeting, repair = self._meeting, self._repair
        if meeting is None or repair is None:
            return
        found, self._repair = repair[2], None
        # All others stay as they are: only who is new gets a reason.
        self._desk.run(
            guests.accept_proposal, meeting.id, (*meeting.coming, *found.guests),
            reasons=found.reasons, deputies=deputies_of(meeting, found),
        )  # fmt: skip

    def _drop_repair(self) -> None:
        self._repair = None
        if self._meeting is not None:
            self._say(self._meeting)

    # ----------------------------------------------------------------------------------- by hand

    def _invitation(self) -> Invitation | None:
        """Return the chosen guest."""
        if self._meeting is None:
            return None
        return next((one for one in self._meeting.invitations if one.id == self.guest), None)

    def set_status(self, status: str) -> None:
        """Note what the chosen guests answered; a refusal asks at once who could come instead."""
        guest = self._invitation()
        chosen = self._selected()
        if guest is None or all(one.status == status for one in chosen):
            return
        was_expected = guest.status not in GONE
        went = self._desk.run(guests.set_status, [one.id for one in chosen], status)
        if went and status == DECLINED and was_expected and len(chosen) == 1:
            self.ask_repair()

    def _selected(self) -> list[Invitation]:
        """Return the guests that are selected, the one with the keyboard among them."""
        rows = [index.data(ROW_ROLE) for index in self.list.selectionModel().selectedRows()]
        wanted = {row.invitation for row in rows if row is not None} | {self.guest}
        if self.guest not in {row.invitation for row in rows if row is not None}:
            wanted = {self.guest}
        known = self._meeting.invitations if self._meeting is not None else ()
        return [one for one in known if one.id in wanted]

    def note_asked(self) -> None:
        """Note that everybody who is only on the list was invited, in one step."""
        if self._meeting is not None:
            waiting = [one.id for one in self._meeting.invitations if one.status == PROPOSED]
            self._desk.run(guests.set_status, waiting, INVITED)

    def set_coming(self, kind: str) -> None:
        """Say that the chosen guest must come, may, or not this time."""
        guest, meeting = self._invitation(), self._meeting
        if guest is None or meeting is None:
            return
        went = self._desk.run(wishes.set_coming, meeting.id, guest.organisation, kind)
        if went and kind == "not_this_time" and guest.status == "proposed":
            self._desk.run(guests.remove, [guest.id])

    def toggle_must(self) -> None:
        """Say that the chosen guest must come, or need not."""
        guest, meeting = self._invitation(), self._meeting
        if guest is not None and meeting is not None:
            now = wishes.coming(meeting.snapshot, meeting.id, guest.organisation)
            self.set_coming("" if now == "must_come" else "must_come")

    def _free(self, organisation: str) -> None:
        self._desk.run(wishes.set_coming, self._desk.chosen, RecordId(organisation), "")

    def _set_reason(self, text: str) -> None:
        self._desk.run(guests.set_reason, self.guest, text)

    def _set_person(self, person: str) -> None:
        self._desk.run(guests.set_person, self.guest, RecordId(person))

    def remove(self) -> None:
        """Take the chosen guests off the list."""
        if self._invitation() is not None:
            self._desk.run(guests.remove, [one.id for one in self._selected()])

    def offer(self) -> None:
        """Offer all organisations that are not on the list."""
        self._offer(self.bar.add, for_deputy=False)

    def offer_deputies(self) -> None:
        """Offer who could come in the place of the chosen guest."""
        self._offer(self.detail.deputy, for_deputy=True)

    def _offer(self, under: QWidget, *, for_deputy: bool) -> None:
        if self._meeting is None or not self._desk.session.can_edit:
            return
        if self._picker is None:
            self._picker = Picker(self._desk.session, self)
            self._picker.picked.connect(self._picked)
        self._for_deputy = for_deputy
        without = set(self._meeting.by_organisation)
        none = _("Nobody in particular") if for_deputy else ""
        self._picker.offer("organisation", under, without=without, none=none)

    def _picked(self, organisation: str) -> None:
        if self._for_deputy:
            self._desk.run(guests.set_deputy, self.guest, RecordId(organisation))
        else:
            self.put_on(organisation)

    def put_on(self, organisation: str) -> None:
        """Put an organisation on the list, with the reason that speaks for it."""
        meeting = self._meeting
        if meeting is None:
            return
        reason = self._told.list.reason(RecordId(organisation)) if self._told else ""
        if self._desk.run(guests.add, meeting.id, [RecordId(organisation)], reason=reason):
            now = self._desk.meeting
            made = now.by_organisation.get(RecordId(organisation)) if now is not None else None
            if made is not None and now is not None:
                self.guest = made.id
                self._show_rows(now)

    def ask_deputy(self) -> None:
        """Let the deputy of the chosen guest come in its place."""
        guest, meeting = self._invitation(), self._meeting
        if guest is None or meeting is None or not guest.deputy:
            return
        reason = self._told.list.reason(guest.deputy) if self._told is not None else ""
        self._desk.run(deputies.send_deputy, guest.id, status=PROPOSED, reason=reason)

    def copy_invitation(self) -> None:
        """Copy the words of an invitation, to paste them into a mail."""
        guest, meeting = self._invitation(), self._meeting
        if guest is None or meeting is None:
            return
        from oci_map.roundtable.letters import letter

        listed = self._told.list if self._told is not None else None
        QGuiApplication.clipboard().setText(letter(meeting.snapshot, guest, listed).text)
        self.bar.tell(_("The invitation is copied; paste it into a mail."))


def _same(one: object, other: tuple[object, ...]) -> bool:
    """Say whether a question is the one asked before; snapshots are not compared by content."""
    return isinstance(one, tuple) and one[0] is other[0] and one[1:] == other[1:]
