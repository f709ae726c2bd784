"""One table's sheet: its host, its question, its topics to tick, and what to follow up."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from oci_map.i18n import _, number
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation
from oci_map.operations import table_sheets
from oci_map.roundtable.hosts import host_sentence, hosts_at
from oci_map.roundtable.names import joined, need_name
from oci_map.roundtable.sheets import Sheet
from oci_map.ui import theme
from oci_map.ui.actions import menu_text
from oci_map.ui.flat_edit import FlatText
from oci_map.ui.plain import PlainLabel
from oci_map.ui.roundtable.check_list import CheckList, Choice
from oci_map.ui.roundtable.desk import Desk
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.sections import Sections

_ROW: Final = 46
_MOST_ROWS: Final = 7


class SheetDetail(Sections):
    """Edits what a table talks about; each change is a step."""

    host_wanted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._meeting: Meeting | None = None
        self._place = (1, 1)
        self._proposed = ""
        self.question = FlatText(self)
        self.question.setProperty("look", "framed")
        self.question.kept.connect(self._set_question)
        self.topics = CheckList(self)
        self.topics.setProperty("ownSize", True)
        self.topics.ticked.connect(self._tick)
        self.keep(self.question)
        self.keep(self.topics)
        self._hosts = QMenu(self)
        self._hosts.triggered.connect(self._choose_host)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.question.setAccessibleName(_("A question to begin with"))
        self.topics.setAccessibleName(_("Topics of this table"))

    def show_sheet(self, meeting: Meeting, round_: int, table: int) -> None:
        """Show the sheet of a table in a round."""
        self._meeting, self._place = meeting, (round_, table)
        can_edit = self._desk.session.can_edit
        sheet = meeting.sheet(round_, table)
        kept = meeting.sheets.get((round_, table))
        self.begin()
        self.text(_("Table {table}").format(table=number(table)), "title")
        self._show_host(meeting, round_, table, can_edit=can_edit)
        self.head(_("A question to begin with"))
        proposed = sheet.topics[0].question if sheet.topics else ""
        self.question.setReadOnly(not can_edit)
        self.question.setPlaceholderText(_("What should this table find out?"))
        self.question.show_text(kept.question if kept is not None else "")
        self.part(self.question)
        if proposed and can_edit and (kept is None or not kept.question):
            self._proposed = proposed
            self.text(proposed, "second")
            self.button(_("Take this question")).clicked.connect(self._take_question)
        self.head(_("Topics of this table"))
        rows = _topic_rows(meeting, sheet, round_, table)
        if rows:
            self.topics.show_rows(rows)
            self.topics.setEnabled(can_edit)
            self.topics.setFixedHeight(min(len(rows), _MOST_ROWS) * theme.px(_ROW) + 4)
            self.part(self.topics)
        else:
            self.text(_("The guests at this table hold no need."), "second")
        if sheet.recommendations:
            self.head(_("Recommendations to follow up"))
            for followed in sheet.recommendations:
                one = meeting.snapshot.all(Recommendation)[followed.recommendation]
                self.text(f"{number(one.number)}  {one.name}" if one.number else one.name)
                self.text(followed.question, "second")
        self.end()

    def _show_host(self, meeting: Meeting, round_: int, table: int, *, can_edit: bool) -> None:
        company = meeting.task.company
        ranked = hosts_at(company, meeting.at(round_, table))
        chosen = meeting.host(round_, table)
        host = next((one for one in ranked if one.guest == chosen), ranked[0])
        self.head(_("Host"))
        self.part(PlainLabel(company.names[host.guest], role="strong", parent=self.body))
        self.text(host_sentence(company, host), "second")
        if not can_edit:
            return
        self._hosts.clear()
        for one in ranked:
            action = self._hosts.addAction(menu_text(company.names[one.guest]))
            action.setData(meeting.task.organisations[one.guest])
            action.setCheckable(True)
            action.setChecked(one.guest == chosen)
        button = self.button(_("Choose the host…"))
        button.setMenu(self._hosts)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    # --------------------------------------------------------------------------------- changing

    def _choose_host(self, action: QAction) -> None:
        self.host_wanted.emit(action.data() or "")

    def _set_question(self, text: str) -> None:
        self._desk.run(table_sheets.set_question, self._desk.chosen, *self._place, text)

    def _take_question(self) -> None:
        self._set_question(self._proposed)

    def _tick(self, code: str, wanted: bool) -> None:
        if self._meeting is None:
            return
        now = list(self._meeting.topics(*self._place))
        need = RecordId(code)
        topics = [*now, need] if wanted else [one for one in now if one != need]
        self._desk.run(table_sheets.set_topics, self._desk.chosen, *self._place, topics)


def _topic_rows(meeting: Meeting, sheet: Sheet, round_: int, table: int) -> list[Choice]:
    """Return the needs of those at a table: those talked about first, then what more share."""
    chosen = list(meeting.topics(round_, table))
    names = meeting.task.company.names
    holders: dict[RecordId, list[str]] = {}
    for guest in meeting.at(round_, table):
        organisation = meeting.task.organisations[guest]
        for statement in meeting.snapshot.needs_of.get(organisation, ()):
            holders.setdefault(statement.need, []).append(names[guest])
    answering = {topic.need: topic.answering for topic in sheet.topics}
    order = [*chosen, *sorted(
        (need for need in holders if need not in chosen),
        key=lambda need: (-len(holders[need]), need),
    )]  # fmt: skip
    rows = []
    for need in order:
        words = joined(holders.get(need, []), 4)
        if answering.get(need):
            able = joined([names[one] for one in answering[need]])
            words = " · ".join(
                part for part in (words, _("{bodies} can answer").format(bodies=able)) if part
            )
        rows.append(Choice(need, need_name(meeting.snapshot, need), words, need in chosen))
    return rows
