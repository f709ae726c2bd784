"""What came of each table: notes, promises, a new recommendation, a seat in a working group."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.i18n import _, number
from oci_map.model.dates import parse_date
from oci_map.model.ids import RecordId
from oci_map.model.records import Commitment
from oci_map.operations import commitments, on_the_spot, table_sheets
from oci_map.roundtable.names import need_name, organisation_name
from oci_map.ui import theme
from oci_map.ui.flat_edit import FlatText
from oci_map.ui.plain import Hairline, PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable.check_list import CheckList, Choice
from oci_map.ui.roundtable.desk import Desk, today
from oci_map.ui.roundtable.fields import LineField
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.segments import Segments

_MOST_ROWS: Final = 5
_ROW: Final = 46


class Notes(QWidget):
    """Fields for one table at a time; what is noted stands under them."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("planNotes")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._meeting: Meeting | None = None
        self.rounds = Segments(self)
        self.tables = Segments(self)
        self.who = PlainLabel(role="second", wrap=True, parent=self)
        self.notes = FlatText(self)
        self.notes.setProperty("look", "framed")
        self.promises_head = PlainLabel(role="head", parent=self)
        self.promises = CheckList(self)
        self.promises.setProperty("ownSize", True)
        self.by = QComboBox(self)
        self.promise = LineField(self)
        self.until = LineField(self)
        self.note_promise = PushButton(self)
        self.problem = PlainLabel(role="error", wrap=True, parent=self)
        self.recommend_head = PlainLabel(role="head", parent=self)
        self.recommendation = LineField(self)
        self.about = QComboBox(self)
        self.note_recommendation = PushButton(self)
        self.join_head = PlainLabel(role="head", parent=self)
        self.member = QComboBox(self)
        self.group = QComboBox(self)
        self.note_member = PushButton(self)
        self.done = PlainLabel(role="caption", wrap=True, parent=self)
        self.problem.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(18, 12, 16, 16)
        column.setSpacing(8)
        column.addWidget(self.rounds, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.tables)
        column.addWidget(self.who)
        column.addWidget(self.notes)
        column.addWidget(Hairline(parent=body))
        column.addWidget(self.promises_head)
        column.addWidget(self.promises)
        column.addLayout(_row(self.by))
        column.addLayout(_row(self.promise))
        column.addLayout(_row(self.until, self.note_promise))
        column.addWidget(self.problem)
        column.addWidget(Hairline(parent=body))
        column.addWidget(self.recommend_head)
        column.addLayout(_row(self.recommendation))
        column.addLayout(_row(self.about, self.note_recommendation))
        column.addWidget(Hairline(parent=body))
        column.addWidget(self.join_head)
        column.addLayout(_row(self.member))
        column.addLayout(_row(self.group, self.note_member))
        column.addWidget(self.done)
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _connect(self) -> None:
        self.rounds.chosen.connect(self._choose_place)
        self.tables.chosen.connect(self._choose_place)
        self.notes.kept.connect(self._keep_notes)
        self.promises.ticked.connect(self._tick_promise)
        self.note_promise.clicked.connect(self.add_promise)
        self.promise.returnPressed.connect(self.add_promise)
        self.until.returnPressed.connect(self.add_promise)
        self.note_recommendation.clicked.connect(self.add_recommendation)
        self.recommendation.returnPressed.connect(self.add_recommendation)
        self.note_member.clicked.connect(self.add_member)

    # --------------------------------------------------------------------------- what it shows

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.rounds.setAccessibleName(_("Round"))
        self.tables.setAccessibleName(_("Table"))
        self.notes.setPlaceholderText(_("What was said at this table"))
        self.notes.setAccessibleName(_("What was said at this table"))
        self.promises_head.setText(_("Promises"))
        self.promises.setAccessibleName(_("Promises"))
        self.by.setAccessibleName(_("Who promises"))
        for field, text in (
            (self.promise, _("What is promised")), (self.until, _("Until when (dd/mm/yyyy)")),
            (self.recommendation, _("A new recommendation, in a sentence")),
        ):  # fmt: skip
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
        self.recommend_head.setText(_("New recommendation"))
        self.about.setAccessibleName(_("Need it is about"))
        self.join_head.setText(_("New seat in a working group"))
        self.member.setAccessibleName(_("Organisation"))
        self.group.setAccessibleName(_("Working group"))
        for button in (self.note_promise, self.note_recommendation, self.note_member):
            button.setText(_("Note down"))

    @property
    def place(self) -> tuple[int, int]:
        """The round and the table that are noted, both from 1."""
        return int(self.rounds.choice or 1), int(self.tables.choice or 1)

    def show_meeting(self, meeting: Meeting) -> None:
        """Show this roundtable."""
        other = self._meeting is None or self._meeting.id != meeting.id
        self._meeting = meeting
        self.rounds.set_choices(
            [
                (str(one), _("Round {round}").format(round=number(one)))
                for one in range(1, meeting.rounds + 1)
            ]
        )
        self.rounds.setVisible(meeting.rounds > 1)
        self.tables.set_choices(
            [
                (str(one), _("Table {table}").format(table=number(one)))
                for one in range(1, max(meeting.tables, 1) + 1)
            ]
        )
        if other:
            self.rounds.choose("1")
            self.tables.choose("1")
            self.done.setText("")
        self._fill(meeting)
        self._show_place()
        self._show_promises(meeting)
        can_edit = self._desk.session.can_edit
        self.notes.setReadOnly(not can_edit)
        for part in (self.promise, self.until, self.recommendation):
            part.setEnabled(can_edit)
        self.note_promise.setEnabled(can_edit)
        self.note_recommendation.setEnabled(can_edit)
        self.note_member.setEnabled(can_edit and self.member.count() > 0 and self.group.count() > 0)

    def _fill(self, meeting: Meeting) -> None:
        snapshot = meeting.snapshot
        there = sorted(
            {one.organisation for one in meeting.invitations if one.status != "declined"},
            key=lambda one: snapshot.organisations[one].short.casefold(),
        )
        names = [(organisation_name(snapshot, one), one) for one in there]
        _offer(self.by, [(_("nobody in particular"), RecordId("")), *names])
        _offer(self.member, names)
        needs = sorted(snapshot.needs.values(), key=lambda one: (one.rank, one.name))
        _offer(
            self.about,
            [(_("no need in particular"), RecordId("")),
             *((need_name(snapshot, one.id), one.id) for one in needs)],
        )  # fmt: skip
        groups = sorted(snapshot.groups.values(), key=lambda one: one.name.casefold())
        _offer(self.group, [(" ".join(one.name[:80].split()), one.id) for one in groups])

    def _choose_place(self, _code: str) -> None:
        if self._meeting is not None and self.isVisible():
            self._show_place()

    def _show_place(self) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        kept = meeting.sheets.get(self.place)
        self.notes.show_text(kept.notes if kept is not None else "")
        names = [meeting.task.company.names[one] for one in meeting.at(*self.place)]
        self.who.setText(", ".join(names) or _("Nobody is seated here."))

    def _show_promises(self, meeting: Meeting) -> None:
        rows = [
            Choice(one.id, one.text, _promise_words(meeting, one), bool(one.done_on))
            for one in meeting.commitments
        ]
        self.promises.show_rows(rows)
        self.promises.setVisible(bool(rows))
        self.promises.setFixedHeight(min(len(rows), _MOST_ROWS) * theme.px(_ROW) + 4)

    # --------------------------------------------------------------------------------- changing

    def _keep_notes(self, text: str) -> None:
        self._desk.run(table_sheets.set_notes, self._desk.chosen, *self.place, text)

    def _tick_promise(self, code: str, done: bool) -> None:
        self._desk.run(commitments.set_done, RecordId(code), today() if done else "")

    def add_promise(self) -> None:
        """Note what was promised."""
        text = self.promise.text().strip()
        if not text:
            self.promise.setFocus()
            return
        try:
            due = parse_date(self.until.text())
        except ValueError:
            self._say(_("This is no date. Write it like 2012-11-22 or 22/11/2012."))
            return
        self._say("")
        who = RecordId(self.by.currentData() or "")
        if self._desk.run(
            commitments.promise, self._desk.chosen, text,
            organisation=who, table=self.place[1], due_on=due,
        ):  # fmt: skip
            self.promise.clear()
            self.until.clear()
            self.promise.setFocus()

    def add_recommendation(self) -> None:
        """Note a recommendation that came up; those at the table support it."""
        meeting, text = self._meeting, self.recommendation.text().strip()
        if meeting is None or not text:
            self.recommendation.setFocus()
            return
        supporters = [meeting.task.organisations[one] for one in meeting.at(*self.place)]
        if self._desk.run(
            on_the_spot.recommend, meeting.id, text,
            need=RecordId(self.about.currentData() or ""), supporters=supporters,
        ):  # fmt: skip
            self.recommendation.clear()
            self.done.setText(_("Noted as a recommendation, supported by those at this table."))

    def add_member(self) -> None:
        """Note that somebody joins a working group from now on."""
        member, group = self.member.currentData(), self.group.currentData()
        if (
            member
            and group
            and self._desk.run(
                on_the_spot.join_group, self._desk.chosen, RecordId(member), RecordId(group)
            )
        ):
            self.done.setText(
                _("{organisation} now sits in {group}.").format(
                    organisation=self.member.currentText(), group=self.group.currentText()
                )
            )

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for place, part in enumerate(parts):
        row.addWidget(part, 1 if place == 0 else 0)
    return row


def _offer(box: QComboBox, offers: list[tuple[str, RecordId]]) -> None:
    """Offer these; what was chosen stays chosen."""
    if [(box.itemText(place), box.itemData(place)) for place in range(box.count())] == offers:
        return
    chosen = box.currentData()
    box.clear()
    for text, code in offers:
        box.addItem(text, code)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(8)


def _promise_words(meeting: Meeting, one: Commitment) -> str:
    said = []
    if one.organisation:
        said.append(organisation_name(meeting.snapshot, one.organisation))
    if one.table:
        said.append(_("table {tables}").format(tables=number(one.table)))
    if one.done_on:
        said.append(_("done on {date}").format(date=i18n.date(one.done_on)))
    elif one.due_on:
        said.append(_("until {date}").format(date=i18n.date(one.due_on)))
    return " · ".join(said)
