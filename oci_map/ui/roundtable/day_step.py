"""The day itself: who is here, who sat where in the end, and what came of each table."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.i18n import _, ngettext, number
from oci_map.model.guests import lies_ahead
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation, Roundtable
from oci_map.operations import attendance, guests, seating
from oci_map.roundtable.names import organisation_name
from oci_map.ui import icons, theme
from oci_map.ui.actions import menu_text
from oci_map.ui.picker import Picker
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable.desk import Desk, today
from oci_map.ui.roundtable.folding import Folding
from oci_map.ui.roundtable.guest_rows import rows_of
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.notes import Notes
from oci_map.ui.roundtable.steps import Step, beside
from oci_map.ui.roundtable.tiles import NEXT, Tiles

_NOTES: Final = 420
_NOBODY: Final = RecordId("")


class DayStep(Step):
    """Tiles for attendance at the left, the notes of the tables at the right."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._meeting: Meeting | None = None
        self.count = PlainLabel(parent=self)
        theme.letter(self.count, 13, 600)
        self.all_here = PushButton(self)
        self.all_here.setIcon(icons.icon("check", "text_1"))
        self.unasked = PushButton(self)
        self.unasked.setIcon(icons.icon("plus", "text_1"))
        self.tiles = Tiles(self)
        self.words = PlainLabel(role="second", wrap=True, parent=self)
        self.notes = Notes(desk, self)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._chose)
        self._picker: Picker | None = None
        self._instead_of = _NOBODY  # the guest in whose place the picked one came
        self._lay_out()
        self.all_here.clicked.connect(self.note_all)
        self.unasked.clicked.connect(self.offer_all)
        self.tiles.pressed_on.connect(self.press)
        self.tiles.menu_wanted.connect(self._open_menu)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 12, 16, 8)
        row.addWidget(Folding(self, [self.count], [self.unasked, self.all_here]))
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(row)
        inset = QVBoxLayout()
        inset.setContentsMargins(12, 0, 4, 0)
        inset.setSpacing(8)
        inset.addWidget(self.words)
        inset.addWidget(self.tiles, 1)
        left.addLayout(inset, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(left, 1)
        whole.addWidget(self.notes)

    # --------------------------------------------------------------------------- what it shows

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.all_here.setText(icons.beside(_("All others are here")))
        self.unasked.setText(icons.beside(_("Somebody else came")))
        self.tiles.setAccessibleName(_("Attendance"))
        self.notes.retranslate()

    def fit(self) -> None:
        """Give panels the width that there is room for."""
        self.notes.setFixedWidth(beside(self, _NOTES, 0.4))

    def show_meeting(self, meeting: Meeting) -> None:
        """Show this roundtable."""
        self._meeting = meeting
        self.fit()
        rows = [row for row in rows_of(meeting, {}) if row.status != "declined"]
        # A tile stays in its place when it is pressed.
        rows.sort(key=lambda row: (row.name.casefold(), row.invitation))
        self.tiles.show_rows(meeting.snapshot, rows)
        states = [row.status for row in rows]
        here, away = states.count("attended"), states.count("absent")
        text = ngettext("{here} is here", "{here} are here", here).format(here=number(here))
        away_text = ngettext("{count} is not", "{count} are not", away).format(count=number(away))
        rest = len(rows) - here - away
        rest_text = ngettext("{count} to be noted", "{count} to be noted", rest).format(
            count=number(rest)
        )
        can_edit, ahead = self._desk.session.can_edit, self._lies_ahead()
        said = [text, away_text, rest_text]
        if ahead and not here + away:
            said = [ngettext("{count} is expected", "{count} are expected", rest).format(
                count=number(rest)
            )]  # fmt: skip
        self.count.setText(" · ".join(said))
        self.all_here.setEnabled(can_edit and rest > 0 and not ahead)
        self.unasked.setEnabled(can_edit and not ahead)
        self.words.setText(
            words(meeting.roundtable, here + away, ahead=ahead) if rows
            else _("Nobody is on the list yet. Choose the guests first.")
        )  # fmt: skip
        self.words.setVisible(can_edit)
        self.notes.show_meeting(meeting)

    def take_focus(self) -> None:
        """Put the keyboard onto the tiles."""
        self.tiles.setFocus()

    # --------------------------------------------------------------------------------- changing

    def _guest(self, invitation: str) -> Invitation | None:
        if self._meeting is None:
            return None
        return next((one for one in self._meeting.invitations if one.id == invitation), None)

    def _lies_ahead(self) -> bool:
        return self._meeting is not None and lies_ahead(self._meeting.roundtable, today())

    def press(self, invitation: str) -> None:
        """Note the next state of a guest: here, not here, not noted; before the day only that."""
        guest = self._guest(invitation)
        if guest is None or not self._desk.session.can_edit:
            return
        if not self._lies_ahead():
            self._note(guest, NEXT.get(guest.status, "attended"))
        elif guest.status in ("attended", "absent"):
            self._note(guest, "accepted")

    def _note(self, guest: Invitation, status: str) -> None:
        came = {"attended": True, "absent": False}.get(status)
        self._desk.run(attendance.mark, guest.id, came)

    def set_status(self, status: str) -> None:
        """Note a state of the guest on whom the keyboard is."""
        guest = self._guest(self.tiles.guest)
        if guest is not None and guest.status != status:
            self._desk.run(guests.set_status, [guest.id], status)

    def note_all(self) -> None:
        """Note that all who are not noted yet are here, in one step."""
        if self._meeting is not None:
            self._desk.run(attendance.mark_all, self._meeting.id)

    def offer_all(self) -> None:
        """Offer who came without being asked."""
        self.offer()

    def offer(self, instead_of: RecordId = _NOBODY) -> None:
        """Offer all organisations that are not on the list: one came, perhaps for a guest."""
        if self._meeting is None:
            return
        self._instead_of = instead_of
        if self._picker is None:
            self._picker = Picker(self._desk.session, self)
            self._picker.picked.connect(self._came)
        here = {one.organisation for one in self._meeting.invitations if one.status != "declined"}
        self._picker.offer("organisation", self.unasked, without=here)

    def _came(self, organisation: str) -> None:
        if self._instead_of:
            self._desk.run(attendance.came_instead, self._instead_of, RecordId(organisation))
        else:
            self._desk.run(attendance.came_unasked, self._desk.chosen, RecordId(organisation))

    def _open_menu(self, invitation: str, at: QPoint) -> None:
        guest = self._guest(invitation)
        if guest is not None and self._desk.session.can_edit:
            self.fill_menu(guest)
            self._menu.popup(at)

    def fill_menu(self, guest: Invitation) -> QMenu:
        """Fill the menu of a guest, and return it."""
        meeting, menu = self._meeting, self._menu
        menu.clear()
        if meeting is None:
            return menu
        for status, text in (
            ("attended", _("Here")), ("absent", _("Not here")), ("accepted", _("Not noted yet")),
        ):  # fmt: skip
            action = menu.addAction(text)
            action.setData((guest.id, status, 0, 0))
            action.setCheckable(True)
            action.setChecked(guest.status == status)
            action.setEnabled(status == "accepted" or not self._lies_ahead())
        if self._lies_ahead():
            return menu
        if guest.deputy:
            name = menu_text(organisation_name(meeting.snapshot, guest.deputy))
            menu.addAction(_("{organisation} came instead").format(organisation=name)).setData(
                (guest.id, "deputy", 0, 0)
            )
        menu.addAction(_("Somebody else came instead…")).setData((guest.id, "other", 0, 0))
        tables = range(1, max(meeting.tables, 1) + 1)
        menu.addSeparator()
        for at in range(1, meeting.rounds + 1):
            text = _("Sat in round {round} at…").format(round=number(at))
            sub = menu.addMenu(text) if meeting.rounds > 1 else menu.addMenu(_("Sat at…"))
            for table in tables:
                action = sub.addAction(_("Table {table}").format(table=number(table)))
                action.setData((guest.id, "sat", at, table))
                action.setCheckable(True)
                action.setChecked(guest.id in meeting.at(at, table))
            if any(seat.invitation == guest.id and seat.round >= at for seat in meeting.seats):
                sub.addSeparator()
                text = _("No table any more: it left") if at > 1 else _("No table at all")
                sub.addAction(text).setData((guest.id, "left", at, 0))
        return menu

    def _chose(self, action: QAction) -> None:
        if not action.data():
            return
        invitation, what, at, table = action.data()
        guest, meeting = self._guest(invitation), self._meeting
        if guest is None or meeting is None:
            return
        if what == "sat":
            self._desk.run(seating.note_place, meeting.id, at, guest.id, table)
        elif what == "left":
            self._desk.run(seating.leave, meeting.id, guest.id, at)
        elif what == "deputy":
            self.let_deputy_come(guest.id)
        elif what == "other":
            self.offer(guest.id)
        else:
            self._note(guest, what)

    def let_deputy_come(self, guest: RecordId) -> None:
        """Note that the deputy came in a guest's place, at its tables."""
        self._desk.run(attendance.came_instead, guest)


def words(roundtable: Roundtable, noted: int, *, ahead: bool) -> str:
    """Say how attendance is noted, or why not yet, and what it means where no day is known."""
    if ahead and noted:
        return _(
            "The day is still to come, yet somebody is noted already and counts as having met the "
            "others. Press a guest to take it back, or change the date in the first step."
        )
    if ahead:
        return _(
            "Who came can be noted from {date} on, since it counts as having met. Until then this "
            "is who is expected, and where they sit."
        ).format(date=i18n.date(roundtable.date, short=False))
    said = _("Press a guest once for here, twice for not here. The menu key or the right button "
             "offers a deputy and another table.")  # fmt: skip
    if roundtable.date:
        return said
    undated = _("Give this roundtable a date in the first step: else nobody can tell what was "
                "before it and what came after.")  # fmt: skip
    return f"{said} {undated}"
