"""The fourth step: the time plan, what each table talks about, and the papers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from oci_map.i18n import _, number
from oci_map.model.ids import RecordId
from oci_map.operations import table_sheets
from oci_map.roundtable.names import need_name
from oci_map.roundtable.timing import missing_time, slots_of
from oci_map.ui import theme
from oci_map.ui.notice_bar import NoticeBar
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable.desk import Desk
from oci_map.ui.roundtable.listing import Entry, EntryDelegate, EntryModel
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.papers import Papers
from oci_map.ui.roundtable.sections import Sections
from oci_map.ui.roundtable.sheet_detail import SheetDetail
from oci_map.ui.roundtable.steps import Step, beside
from oci_map.ui.segments import Segments

_LEFT: Final = 300
_RIGHT: Final = 400
_HOURS: Final = 84


class AgendaStep(Step):
    """When what happens at the left, the tables in the middle, one table's sheet at the right."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent)
        self._meeting: Meeting | None = None
        self._table = 1
        self.papers = Papers(desk, self)
        self.times = Sections(self, "planTimes")
        self.rounds = Segments(self)
        self._head = PlainLabel(role="head", parent=self)
        self.words = PlainLabel(role="second", wrap=True, parent=self)
        self.seat = PushButton(self)
        self.seat.setProperty("primary", True)
        self.model = EntryModel(self)
        self.list = QListView(self)
        self.list.setObjectName("checkList")
        self.list.setModel(self.model)
        self.list.setItemDelegate(EntryDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.sheet = SheetDetail(desk, self)
        self.notice = NoticeBar(self)
        self._lay_out()
        self.rounds.chosen.connect(self._show_round)
        self.seat.clicked.connect(self._go_to_tables)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.sheet.host_wanted.connect(self._set_host)
        self.papers.written.connect(self._say_written)

    def _lay_out(self) -> None:
        left = QWidget(self)
        left.setObjectName("planSide")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 1, 12)
        side.setSpacing(8)
        side.addWidget(self.times, 1)
        self.times.keep(self.papers)
        self._left = left
        middle = QVBoxLayout()
        middle.setContentsMargins(16, 12, 8, 0)
        middle.setSpacing(8)
        middle.addWidget(self.rounds, 0, Qt.AlignmentFlag.AlignLeft)
        middle.addWidget(self._head)
        middle.addWidget(self.words)
        middle.addWidget(self.seat, 0, Qt.AlignmentFlag.AlignLeft)
        middle.addWidget(self.list, 1)
        middle.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addLayout(middle, 1)
        row.addWidget(self.sheet)

    # --------------------------------------------------------------------------- what it shows

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._head.setText(_("Tables"))
        self.list.setAccessibleName(_("Tables"))
        self.rounds.setAccessibleName(_("Round"))
        self.words.setText(_("The guests have no seats yet, so there are no sheets to write."))
        self.seat.setText(_("Go to the tables"))
        self.papers.retranslate()
        self.sheet.retranslate()
        self.notice.retranslate()

    @property
    def round(self) -> int:
        """The round that is shown, from 1."""
        return int(self.rounds.choice or 1)

    def fit(self) -> None:
        """Give panels the width that there is room for."""
        # With large text the papers need more than their share.
        wide = min(self.times.least_width(), beside(self, _LEFT * 2, 0.4))
        self._left.setFixedWidth(max(beside(self, _LEFT, 0.28), wide))
        self.sheet.setFixedWidth(beside(self, _RIGHT, 0.36))

    def show_meeting(self, meeting: Meeting) -> None:
        """Show this roundtable."""
        if self._meeting is not None and self._meeting.id != meeting.id:
            self._table = 1
        self._meeting = meeting
        self.fit()
        count = len(meeting.plan)
        self.rounds.set_choices(
            [(str(one), _("Round {round}").format(round=one)) for one in range(1, count + 1)]
        )
        self.rounds.setVisible(count > 1)
        for part in (self.words, self.seat):
            part.setVisible(not count)
        for shown in (self._head, self.list, self.sheet):
            shown.setVisible(bool(count))
        self._show_times(meeting)
        self.papers.show_meeting(meeting)
        if count:
            self._show_tables(meeting)
        self.fit()  # now that it is known how wide the papers are

    def _show_times(self, meeting: Meeting) -> None:
        record, times = meeting.roundtable, self.times
        times.begin()
        times.text(_("Time plan"), "head")
        lacking = missing_time(record)
        if lacking:
            times.text(lacking, "second")
            times.button(_("Go to the first step")).clicked.connect(self._go_to_theme)
        else:
            for slot in slots_of(record):
                row = times.row(slot.text, "strong" if slot.kind == "round" else "")
                hours = PlainLabel(slot.hours, role="second", parent=times.body)
                hours.setFont(theme.font(figures=True))
                hours.setMinimumWidth(theme.px(_HOURS))
                row.insertWidget(0, hours)
        times.rule()
        times.part(self.papers)
        times.end()

    def _show_tables(self, meeting: Meeting) -> None:
        at = min(self.round, len(meeting.plan))
        rows = []
        for table in range(1, meeting.tables + 1):
            guests = meeting.at(at, table)
            if not guests:
                continue
            topics = meeting.topics(at, table)
            title = _("Table {table}").format(table=number(table))
            if topics:
                title = f"{title} · {need_name(meeting.snapshot, topics[0])}"
            names = [meeting.task.company.names[one] for one in guests]
            rows.append(Entry(title, RecordId(str(table)), ", ".join(names)))
        with QSignalBlocker(self.list.selectionModel()):
            self.model.show_rows(rows)
            codes = [row.id for row in rows]
            if str(self._table) not in codes and codes:
                self._table = int(codes[0])
            if codes:
                self.list.setCurrentIndex(self.model.index(codes.index(RecordId(str(self._table)))))
        self.list.viewport().update()
        if rows:
            self.sheet.show_sheet(meeting, at, self._table)
        self.sheet.setVisible(bool(rows))

    def _show_round(self, _round: str) -> None:
        if self._meeting is not None and self.isVisible():
            self._show_tables(self._meeting)

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        code = self.model.code(now)
        if code and self._meeting is not None:
            self._table = int(code)
            at = min(self.round, len(self._meeting.plan))
            self.sheet.show_sheet(self._meeting, at, self._table)

    def _set_host(self, organisation: str) -> None:
        self._desk.run(
            table_sheets.set_host, self._desk.chosen, self.round, self._table,
            RecordId(organisation),
        )  # fmt: skip

    def _say_written(self, paths: tuple[Path, ...]) -> None:
        self.notice.stand_over(self, 0)
        self.notice.show_written(paths)

    def _go_to_theme(self) -> None:
        self._desk.step_wanted.emit("theme")

    def _go_to_tables(self) -> None:
        self._desk.step_wanted.emit("tables")

    def take_focus(self) -> None:
        """Put the keyboard into the list of tables."""
        (self.list if self.list.isVisibleTo(self) else self.seat).setFocus()
