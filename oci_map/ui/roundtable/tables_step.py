"""The third step: who sits with whom, drawn, swapped by hand or found by the program."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.operations import seating, table_sheets, wishes
from oci_map.roundtable import score as scores
from oci_map.roundtable.comparing import compare_plans, comparison_sentences, with_those_expected
from oci_map.roundtable.plan import Plan, swapped
from oci_map.roundtable.seating import Seating
from oci_map.ui import theme
from oci_map.ui.asking import Asking
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable.desk import Desk
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.reseating import is_over, reseat, sizes_sentence, way_on
from oci_map.ui.roundtable.seat_map import SeatMap
from oci_map.ui.roundtable.seat_menu import fill_menu
from oci_map.ui.roundtable.seating_run import SeatingRun
from oci_map.ui.roundtable.steps import Step, beside
from oci_map.ui.roundtable.table_bar import TableBar
from oci_map.ui.roundtable.table_detail import TableDetail
from oci_map.ui.roundtable.table_key import TableKey
from oci_map.ui.roundtable.table_looks import Chairs, table_look

_DETAIL: Final = 316
_LOW: Final = 300  # px; where there is less height, words make way for the tables


class TablesStep(Step):
    """The picture of the tables with its bar above and the chosen table beside it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._meeting: Meeting | None = None
        self._chairs: Chairs = {}
        self._kept: dict[RecordId, Plan] = {}
        self._run: SeatingRun | None = None
        self.asking = Asking(desk.jobs, self)
        self.bar = TableBar(self)
        self._area = QScrollArea(self)
        self._area.setObjectName("seatArea")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.map = SeatMap(self._area.viewport())
        self._area.setWidget(self.map)
        self.words = PlainLabel(role="second", wrap=True, parent=self)
        self.begin = PushButton(self)
        self.begin.setProperty("primary", True)
        self.key = TableKey(self)
        self.detail = TableDetail(desk.session, self)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._chose)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.bar)
        self._notice = QWidget(self)
        notice = QVBoxLayout(self._notice)
        notice.setContentsMargins(20, 14, 20, 4)
        notice.setSpacing(10)
        notice.addWidget(self.words)
        notice.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._notice)
        left.addWidget(self._area, 1)
        left.addWidget(self.key)
        left.addStretch()  # takes the room while there are no tables
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.detail)

    def _connect(self) -> None:
        self.bar.rounds.chosen.connect(self._show_round)
        self.bar.seat_wanted.connect(self.seat_again)
        self.bar.repair_wanted.connect(self.repair)
        self.bar.stop.clicked.connect(self.stop)
        self.bar.keep.clicked.connect(self.keep)
        self.bar.back.clicked.connect(self.go_back)
        self.bar.forget.clicked.connect(self.forget_plan)
        self.bar.differ.toggled.connect(self._show_detail)
        self.begin.clicked.connect(self._begin)
        self.map.table_chosen.connect(self._choose_table)
        self.map.tried.connect(self._try)
        self.map.swap_wanted.connect(self.swap)
        self.map.move_wanted.connect(self.move_to)
        self.map.menu_wanted.connect(self.open_menu)
        self.map.reached.connect(self._reach)
        self.detail.host_wanted.connect(self.set_host)
        self.detail.wish_withdrawn.connect(self._withdraw)
        self.detail.guest_chosen.connect(self._choose_guest)
        self.asking.answered.connect(self._take)
        self.asking.refused.connect(self._refused)
        self.asking.progressed.connect(self._progress)
        self.asking.ended.connect(self._ended)

    # --------------------------------------------------------------------------- what it shows

    @property
    def round(self) -> int:
        """The round that is shown, from 1."""
        return int(self.bar.rounds.choice or 1)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.bar.retranslate()
        self.map.setAccessibleName(_("Tables"))
        self.begin.setText(_("Seat the guests"))
        self.key.retranslate()

    def fit(self) -> None:
        """Give panels the width that there is room for."""
        self.detail.setFixedWidth(beside(self, _DETAIL, 0.4))
        low = self.height() < theme.px(_LOW)
        self.bar.fit(low=low)
        self.key.setVisible(bool(self._meeting and self._meeting.plan) and not low)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show this roundtable."""
        if self._meeting is not None and self._meeting.id != meeting.id:
            self.asking.forget()
            self.bar.rounds.choose("1")
        self._meeting = meeting
        self.fit()
        self.bar.show_rounds(meeting.rounds)
        self.map.can_edit = self._desk.session.can_edit
        self._area.setVisible(bool(meeting.plan))
        self._show_notice(meeting)
        self._show_tables(meeting)
        self._say(meeting)

    def _show_notice(self, meeting: Meeting) -> None:
        """Say why there is no plan, or not for everybody."""
        seated = bool(meeting.plan)
        text = ""
        if not meeting.coming:
            text = _("Nobody is on the list yet. Choose the guests first.")
        elif meeting.task.problems and not self.asking.is_asking:
            text = " ".join(meeting.task.problems)
        elif not seated:
            text = _("The guests have no seats yet. The program looks for tables at which those "
                     "sit together who need the same and do not know each other.")  # fmt: skip
            text = f"{text} {sizes_sentence(meeting)}".strip()
        elif meeting.task.unseated:
            names = [meeting.task.company.names[one] for one in meeting.task.unseated[:6]]
            text = _("Without a seat in some round: {guests}.").format(guests=", ".join(names))
        can_seat = self._desk.session.can_edit and not meeting.task.problems
        self.words.setText(text)
        self._notice.setVisible(bool(text))
        way = way_on(meeting) if text and self._desk.session.can_edit else ""
        self.begin.setText(way)
        self.begin.setVisible(bool(way) and not self.asking.is_asking)
        self.bar.show_seated(
            meeting, can_seat=can_seat and bool(meeting.coming), held=is_over(meeting)
        )
        self.bar.keep.setEnabled(seated)
        self.detail.setVisible(seated or any(one.other for one in meeting.wishes))

    def _show_tables(self, meeting: Meeting) -> None:
        at = min(self.round, max(len(meeting.plan), 1))
        looks = [
            table_look(meeting, at, table, self._chairs) for table in range(1, meeting.tables + 1)
        ] if meeting.plan else []  # fmt: skip
        self.map.show_tables(meeting.snapshot, looks)
        self._show_detail()

    def _show_detail(self, _asked: bool = False) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        kept = self._kept.get(meeting.id)
        found = None if kept is None else compare_plans(meeting.task, kept, meeting.plan)
        self.bar.show_kept(found)
        self.detail.show_table(
            meeting, min(self.round, max(len(meeting.plan), 1)), self.map.table,
            can_edit=self._desk.session.can_edit,
            differences=comparison_sentences(meeting.task, found, self.round)
            if found is not None and self.bar.shows_differences else (),
        )  # fmt: skip

    def _say(self, meeting: Meeting) -> None:
        limits = meeting.limits if meeting.plan else None
        self.bar.show_score(meeting.score, limits)
        at = self.round
        self.bar.show_pinned(sum(1 for _guest, number_of in meeting.pinned if number_of == at))

    def _show_round(self, _round: str) -> None:
        if self._meeting is not None and self.isVisible():
            self._show_tables(self._meeting)
            self._say(self._meeting)

    def _choose_table(self, _table: int) -> None:
        if self._meeting is not None and self._meeting.plan:
            self._show_detail()

    def _choose_guest(self, guest: str) -> None:
        self.map.choose_guest(RecordId(guest))
        self.map.setFocus()

    def _reach(self, at: QPoint) -> None:
        self._area.ensureVisible(at.x(), at.y(), 60, 60)

    def forget(self) -> None:
        """Let go of what belongs to a document that is closed."""
        self.asking.forget()
        self._meeting = self._run = None
        self._kept = {}
        self._chairs = {}

    def take_focus(self) -> None:
        """Put the keyboard where work goes on."""
        if self._meeting is not None and self._meeting.plan:
            self.map.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin.setFocus()

    # ------------------------------------------------------------------------------ by hand

    def _try(self, guest: str, target: str) -> None:
        """Say what a swap would bring, while it is being tried."""
        meeting = self._meeting
        if meeting is None or not meeting.plan:
            return
        if not target:
            self._say(meeting)
            return
        plan = swapped(meeting.plan, self.round, RecordId(guest), RecordId(target))
        after = scores.score(meeting.task.company, plan, None, meeting.task.hosts)
        self.bar.show_score(after, None, meeting.score)
        self.map.announce(f"{self.bar.score.text()} {self.bar.change.text()}")

    def swap(self, one: str, other: str) -> None:
        """Let two guests change places in the round that is shown."""
        self._desk.run(seating.swap, self._desk.chosen, self.round, RecordId(one), RecordId(other))
        self._say_again()

    def move_to(self, guest: str, table: int) -> None:
        """Give a guest a seat at another table."""
        self._desk.run(seating.move, self._desk.chosen, self.round, RecordId(guest), table)
        self._say_again()

    def _say_again(self) -> None:
        # A refused swap leaves everything as it was; the words of the trial must go.
        if self._desk.meeting is not None:
            self._say(self._desk.meeting)

    def toggle_pin(self) -> None:
        """Fix the seat of the chosen guest in this round, or release it."""
        meeting, guest = self._meeting, self.map.guest
        if meeting is not None and guest:
            pinned = (guest, self.round) in meeting.pinned
            self._desk.run(seating.pin, meeting.id, [guest], rounds=[self.round], pinned=not pinned)

    def toggle_host(self) -> None:
        """Let the chosen guest host its table in this round, or not any more."""
        meeting, guest = self._meeting, self.map.guest
        if meeting is None or not guest:
            return
        table = self.map.table
        is_host = meeting.host(self.round, table) == guest
        self.set_host(table, "" if is_host else meeting.task.organisations[guest])

    def set_host(self, table: int, organisation: str) -> None:
        """Choose who hosts a table in the round that is shown."""
        self._desk.run(
            table_sheets.set_host, self._desk.chosen, self.round, table, RecordId(organisation)
        )

    def _withdraw(self, wish: str) -> None:
        self._desk.run(wishes.withdraw, RecordId(wish))

    def open_menu(self, guest: str, at: QPoint) -> None:
        """Offer what can be done with a guest."""
        if self._meeting is not None and self._desk.session.can_edit:
            self.fill_menu(RecordId(guest))
            self._menu.popup(at)

    def fill_menu(self, guest: RecordId) -> QMenu:
        """Fill the menu of a guest, and return it."""
        if self._meeting is not None:
            fill_menu(self._menu, self._meeting, guest, self.round, self.map.table)
        return self._menu

    def _chose(self, action: QAction) -> None:
        meeting, data, guest = self._meeting, action.data(), self.map.guest
        if meeting is None or not data or not guest:
            return
        code, value = data
        if code == "pin":
            self.toggle_pin()
        elif code == "host":
            self.toggle_host()
        elif code == "move":
            self.move_to(guest, int(value))
        else:
            own = meeting.task.organisations[guest]
            self._desk.run(wishes.add_pair, meeting.id, code, own, RecordId(value))

    # ----------------------------------------------------------------------------- by the program

    def seat_again(self) -> None:
        """Look for a plan; when there is one, for another one."""
        meeting = self._meeting
        if meeting is None or self.asking.is_asking or not self._desk.session.can_edit:
            return
        # A second search begins with another number, or it would find the same plan.
        seed = meeting.task.seed + (1 if meeting.plan else 0)
        self._run = SeatingRun(meeting.task, seed)
        self.asking.ask(self._run, meeting)
        self.bar.show_running(True)
        self.bar.score.setText(_("Looking for a plan…"))
        self.bar.change.setText("")
        self.bar.say_more([])
        self._notice.hide()

    def _begin(self) -> None:
        """Do what the notice proposes."""
        meeting = self._meeting
        if meeting is None:
            return
        if not meeting.coming:
            self._desk.step_wanted.emit("guests")
        elif meeting.task.problems:
            self._desk.step_wanted.emit("theme")
        elif meeting.plan:
            self.repair()
        else:
            self.seat_again()

    def repair(self) -> None:
        """Seat those who have no seat; from the round that is shown on, move as few as can be."""
        meeting = self._meeting
        if meeting is not None and meeting.plan and self._desk.session.can_edit:
            first = 1 if meeting.task.unseated else self.round
            self._desk.run(reseat, meeting, first)

    def stop(self) -> None:
        """Be content with the best plan so far."""
        if self._run is not None:
            self._run.stop()

    def _progress(self, done: float, _text: str) -> None:
        self.bar.share.show_share(done, "accent")

    def _take(self, about: object, found: Seating) -> None:
        meeting, run = self._desk.meeting, self._run
        if meeting is None or run is None or not isinstance(about, Meeting):
            return
        if about.id != meeting.id or about.task.company.guests != meeting.task.company.guests:
            return  # somebody declined meanwhile: this plan seats another company
        self._desk.run(seating.put_plan, meeting.id, found.plan, seed=run.seed)

    def _refused(self, _about: object, sentence: str) -> None:
        self.words.setText(sentence)
        self._notice.show()
        self.begin.hide()

    def _ended(self) -> None:
        self._run = None
        self.bar.show_running(False)
        meeting = self._desk.meeting
        if meeting is not None and self.isVisible():
            self.show_meeting(meeting)

    # ------------------------------------------------------------------------------- two plans

    def keep(self) -> None:
        """Keep the plan aside, to compare others with it."""
        meeting = self._meeting
        if meeting is not None and meeting.plan:
            self._kept[meeting.id] = meeting.plan
            self._show_detail()

    def go_back(self) -> None:
        """Seat everybody as the plan that was kept says."""
        meeting = self._meeting
        kept = self._kept.get(meeting.id) if meeting is not None else None
        if meeting is not None and kept is not None:
            plan = with_those_expected(meeting.task, kept)
            self._desk.run(seating.put_plan, meeting.id, plan)

    def forget_plan(self) -> None:
        """Compare with no other plan any more."""
        if self._meeting is not None:
            self._kept.pop(self._meeting.id, None)
            self._show_detail()
