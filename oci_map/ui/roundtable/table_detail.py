"""The table that is looked at: host, guests, what it talks about, which gaps sit here, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation, Wish
from oci_map.roundtable.hosts import host_sentence, hosts_at
from oci_map.roundtable.names import need_name, organisation_name
from oci_map.roundtable.score import (
    TableNow,
    detail_sentences,
    limit_sentence,
    score_sentence,
    table_now,
    table_sentence,
)
from oci_map.ui.actions import menu_text
from oci_map.ui.plain import PlainLabel
from oci_map.ui.roundtable.guest_names import GuestNames
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.sections import Sections
from oci_map.ui.session import Session

_MOST: Final = 8


class TableDetail(Sections):
    """Sentences about one table; says which host, guest or wish is wanted."""

    host_wanted = Signal(int, str)  # table, organisation
    wish_withdrawn = Signal(str)
    guest_chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.guests = GuestNames(session, self)
        self.guests.chosen.connect(self.guest_chosen)
        self.keep(self.guests)
        self._menu = QMenu(self)
        self._menu.triggered.connect(self._choose_host)
        self._table = 1

    def show_table(
        self,
        meeting: Meeting,
        round_: int,
        table: int,
        *,
        can_edit: bool,
        differences: Sequence[str] = (),
    ) -> None:
        """Show a table in a round, under what differs from another plan where that is asked."""
        self._table = table
        self.begin()
        if differences:
            self.text(_("What differs from plan A"), "head")
            for sentence in differences:
                self.text(sentence)
            self.rule()
        title = self.text(_("Table {table}").format(table=number(table)), "title")
        title.setAccessibleName(title.text())
        minutes = meeting.roundtable.minutes
        self.text(
            _("Round {round}, {minutes} minutes").format(
                round=number(round_), minutes=number(minutes)
            )
            if minutes
            else _("Round {round}").format(round=number(round_)),
            "second",
        )
        guests = meeting.at(round_, table)
        if not guests:
            self.text(_("Nobody sits here yet."), "second")
            self._show_wishes(meeting, can_edit=can_edit)
            self.end()
            return
        now = table_now(meeting.task.company, meeting.plan, round_, table)
        self._show_host(meeting, round_, table, can_edit=can_edit)
        self.head(_("Who sits here"))
        self.guests.show_guests(meeting, guests)
        self.part(self.guests)
        self._show_topics(meeting, round_, table)
        self._show_gaps(meeting, now)
        self._show_why(meeting, now)
        self._show_wishes(meeting, can_edit=can_edit)
        self.head(_("The whole plan"))
        found = meeting.score
        for sentence in (
            score_sentence(found), limit_sentence(found, meeting.limits), *detail_sentences(found)
        ):  # fmt: skip
            self.text(sentence, "second")
        self.end()

    def _show_host(self, meeting: Meeting, round_: int, table: int, *, can_edit: bool) -> None:
        company = meeting.task.company
        chosen = meeting.host(round_, table)
        ranked = hosts_at(company, meeting.at(round_, table))
        host = next((one for one in ranked if one.guest == chosen), ranked[0])
        self.head(_("Host"))
        name = PlainLabel(company.names[host.guest], parent=self.body)
        name.setProperty("role", "strong")
        self.part(name)
        self.text(host_sentence(company, host), "second")
        if not chosen:
            self.text(_("Proposed; nobody was chosen yet."), "caption")
        if not can_edit:
            return
        self._menu.clear()
        for one in ranked:
            organisation = meeting.task.organisations[one.guest]
            action = self._menu.addAction(menu_text(company.names[one.guest]))
            action.setData(organisation)
            action.setCheckable(True)
            action.setChecked(one.guest == chosen)
        self._menu.addSeparator()
        self._menu.addAction(_("Nobody in particular")).setData("")
        button = self.button(_("Choose the host…"))
        button.setMenu(self._menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _show_topics(self, meeting: Meeting, round_: int, table: int) -> None:
        sheet = meeting.sheet(round_, table)
        self.head(_("What to talk about"))
        kept = meeting.sheets.get((round_, table))
        if kept is not None and kept.question:
            self.text(kept.question)
        questions = {topic.need: topic.question for topic in sheet.topics}
        for place, need in enumerate(meeting.topics(round_, table), start=1):
            self.text(f"{number(place)}  {need_name(meeting.snapshot, need)}", "strong")
            if questions.get(need):
                asked = questions[need].partition(": ")[2] or questions[need]
                self.text(asked[:1].upper() + asked[1:], "second")
        if not sheet.topics:
            self.text(_("The guests at this table share no need."), "second")
        if sheet.recommendations:
            self.head(_("Recommendations to follow up"))
            for followed in sheet.recommendations:
                one = meeting.snapshot.all(Recommendation)[followed.recommendation]
                self.text(f"{number(one.number)}  {one.name}" if one.number else one.name)

    def _show_gaps(self, meeting: Meeting, now: TableNow) -> None:
        if not now.gaps:
            return
        names = meeting.task.company.names
        self.head(_("Gaps at this table"))
        for one, other in now.gaps[:_MOST]:
            self.text(f"{names[one]} – {names[other]}", "gap")
        if len(now.gaps) > _MOST:
            more = len(now.gaps) - _MOST
            self.text(ngettext("and {count} more", "and {count} more", more).format(
                count=number(more)), "caption")  # fmt: skip

    def _show_why(self, meeting: Meeting, now: TableNow) -> None:
        """Say what the other pairs are: why this table is as good as it is, or not better."""
        names = meeting.task.company.names
        self.head(_("Why this table"))
        self.text(table_sentence(now) + ".")
        for text, pairs in (
            (_("Work together already: {pairs}."), now.known),
            (_("Sat at one table before: {pairs}."), now.met),
            (_("Sit together once more: {pairs}."), now.again),
        ):
            if pairs:
                shown = "; ".join(f"{names[one]} – {names[other]}" for one, other in pairs[:_MOST])
                self.text(text.format(pairs=shown), "second")

    def _show_wishes(self, meeting: Meeting, *, can_edit: bool) -> None:
        pairs = [one for one in meeting.wishes if one.other]
        if not pairs and not meeting.task.remarks:
            return
        self.head(_("Wishes"))
        for wish in pairs:
            row = self.row(wish_sentence(meeting, wish))
            if can_edit:
                button = QToolButton(self.body)
                button.setProperty("look", "link")
                button.setText(_("Take away"))
                button.setAccessibleName(
                    _("Take away: {wish}").format(wish=wish_sentence(meeting, wish))
                )
                button.setProperty("wish", wish.id)
                button.clicked.connect(self._withdraw)
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        for remark in meeting.task.remarks:
            self.text(remark, "error")

    def _withdraw(self) -> None:
        button = self.sender()
        if isinstance(button, QToolButton):
            self.wish_withdrawn.emit(str(button.property("wish")))

    def _choose_host(self, action: QAction) -> None:
        self.host_wanted.emit(self._table, action.data() or "")


def wish_sentence(meeting: Meeting, wish: Wish) -> str:
    """Say who must always or never sit together."""
    text = (
        _("{one} and {other} always sit together.")
        if wish.kind == "together"
        else _("{one} and {other} never sit together.")
    )
    return text.format(
        one=organisation_name(meeting.snapshot, wish.organisation),
        other=organisation_name(meeting.snapshot, RecordId(wish.other)),
    )
