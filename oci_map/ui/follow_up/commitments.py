"""What was promised at roundtables: a list in which a promise is ticked off, or a new one noted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.graph.names import name_in_sentence
from oci_map.i18n import N_, _, number
from oci_map.model.dates import last_day, parse_date
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE, Roundtable
from oci_map.operations import commitments
from oci_map.roundtable.follow_up_words import body_name
from oci_map.roundtable.promises import Promise, promises, promises_sentence
from oci_map.ui import theme
from oci_map.ui.actions import menu_text
from oci_map.ui.drop_button import DropButton
from oci_map.ui.flow import Flow
from oci_map.ui.follow_up.row_list import Column, RowList
from oci_map.ui.picker import Picker
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.segments import Segments
from oci_map.ui.session import Session

_STATES: Final = {
    "all": N_("All of them"),
    "overdue": N_("Overdue"),
    "open": N_("Open"),
    "done": N_("Done"),
}
_INKS: Final = {"overdue": "warn", "open": "text_2", "done": "ok"}
_DATE: Final = 150
_ONE_ROW: Final = 640  # px from which a promise is noted in one row


class CommitmentPanel(QWidget):
    """Open, overdue and done; Space ticks off what is selected."""

    picked = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._today = ""
        self._only = RecordId("")  # the roundtable whose promises are shown; '' shows all
        self._found: tuple[Promise, ...] = ()
        self._roundtable = self._organisation = RecordId("")
        self.states = Segments(self)
        self.sentence = PlainLabel(role="second", wrap=True, parent=self)
        self.list = RowList(self._columns(), _key, self)
        self.list.setSelectionMode(RowList.SelectionMode.SingleSelection)
        self.done = PushButton(self)
        self.where = DropButton(self)
        self._menu = QMenu(self)
        self.where.setMenu(self._menu)
        self.who = PushButton(self)
        self._picker = Picker(session, self)
        self.text = QLineEdit(self)
        self.date = QLineEdit(self)
        self.add = PushButton(self)
        self.problem = PlainLabel(role="error", parent=self)
        self._folded: bool | None = None
        self._lay_out()
        self._connect()

    def _columns(self) -> tuple[Column[Promise], ...]:
        return (
            Column(N_("What was promised"), 0, _text, ink=_plain),
            Column(N_("Who"), 140, self._who),
            Column(N_("Roundtable"), 150, self._where),
            Column(N_("Table"), 60, _table, order=_by_table, figures=True, spare=True),
            Column(N_("Due on"), 92, _due, order=_by_due, ink=_ink),
            Column(N_("Done on"), 92, _done, ink=_ink),
            Column(N_("Recommendation"), 118, self._number, spare=True),
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 0, 20, 0)
        row = Flow(between=12, apart=True)  # with large text the button goes below
        row.addWidget(self.states)
        row.addWidget(self.done)
        head.addLayout(row, 1)
        told = QHBoxLayout()
        told.setContentsMargins(20, 0, 20, 0)
        told.addWidget(self.sentence)
        foot = QGridLayout()
        foot.setContentsMargins(20, 6, 20, 12)
        foot.setSpacing(8)
        self._foot = foot
        self.text.setMaxLength(2000)
        self.date.setMaxLength(20)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(told)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        said = QHBoxLayout()
        said.setContentsMargins(20, 0, 20, 10)
        said.addWidget(self.problem)
        column.addLayout(said)
        self.problem.hide()
        self.fit_text()

    def _connect(self) -> None:
        self.states.chosen.connect(self._on_state)
        self.list.chosen.connect(self._on_chosen)
        self.list.pressed_space.connect(self.toggle)
        self.done.clicked.connect(self.toggle)
        self._menu.aboutToShow.connect(self._list_roundtables)
        self._menu.triggered.connect(self._choose_roundtable)
        self.who.clicked.connect(self._ask_who)
        self._picker.picked.connect(self._choose_who)
        self.text.returnPressed.connect(self.note)
        self.date.returnPressed.connect(self.note)
        self.add.clicked.connect(self.note)

    def fit_text(self) -> None:
        """Give everything the width that the size of the text needs."""
        self.list.fit_text()
        self.date.setFixedWidth(theme.px_wide(_DATE))
        self._fold()

    def _fold(self) -> None:
        """Let what is typed stand below where and who where there is no room for one row."""
        folded = self.width() < theme.px_wide(_ONE_ROW)
        if folded == self._folded:
            return
        self._folded = folded
        left = Qt.AlignmentFlag.AlignLeft
        for at, part in enumerate((self.where, self.who)):
            self._foot.addWidget(part, 0, at, 1, 1, left)
        self._foot.addWidget(self.text, int(folded), 0 if folded else 2, 1, 3 if folded else 1)
        self._foot.addWidget(self.date, int(folded), 3)
        self._foot.addWidget(self.add, int(folded), 4)
        self._foot.setColumnStretch(2, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.list.retranslate()
        self.list.setAccessibleName(_("Commitments"))
        self.states.setAccessibleName(_("How they stand"))
        self.text.setPlaceholderText(_("What was promised? Enter notes it."))
        self.text.setAccessibleName(_("What was promised"))
        self.date.setPlaceholderText(_("Due on"))
        self.date.setAccessibleName(_("Due on"))
        self.add.setText(_("Note it"))
        self._show()

    # --------------------------------------------------------------------------- what it shows

    def show_day(self, today: str, roundtable: RecordId = NONE) -> None:
        """Show what was promised at a roundtable, or at all, as it stands on a day."""
        self._today = today
        found = promises(self._session.snapshot, today)
        self._found = tuple(
            one for one in found if not roundtable or one.record.roundtable == roundtable
        )
        if roundtable and roundtable != self._only:
            self._roundtable = roundtable  # what is noted now is of this one too
        self._only = roundtable
        tables = self._session.snapshot.all(Roundtable)
        if self._roundtable not in tables:
            latest = sorted(tables.values(), key=_by_date)
            self._roundtable = latest[-1].id if latest else NONE
        if self._organisation not in self._session.snapshot.organisations:
            self._organisation = NONE
        self._show()

    def _show(self) -> None:
        counts = {state: sum(one.state == state for one in self._found) for state in _INKS}
        counts["all"] = len(self._found)
        self.states.set_choices(
            [(state, f"{_(text)}  {number(counts[state])}") for state, text in _STATES.items()]
        )
        self.sentence.setText(promises_sentence(self._found))
        state = self.states.choice or "all"
        self.list.show_rows([one for one in self._found if state in ("all", one.state)])
        can_edit = self._session.can_edit
        for part in (self.where, self.who, self.text, self.date, self.add):
            part.setEnabled(can_edit and bool(self._roundtable))
        self._name_buttons()

    def _name_buttons(self) -> None:
        snapshot = self._session.snapshot
        table = snapshot.all(Roundtable).get(self._roundtable)
        self.where.setText(
            _("No roundtable yet") if table is None else name_in_sentence(table.name)[:28]
        )
        self.where.updateGeometry()
        who = body_name(snapshot, self._organisation) if self._organisation else _("Who…")
        self.who.setText(who[:24])
        chosen = self.list.chosen_rows()
        kept = bool(chosen) and all(one.state == "done" for one in chosen)
        self.done.setText(_("Not done yet") if kept else _("Done today"))
        self.done.setEnabled(bool(chosen) and self._session.can_edit)

    def _who(self, one: Promise) -> str:
        organisation = one.record.organisation
        return body_name(self._session.snapshot, organisation) if organisation else ""

    def _where(self, one: Promise) -> str:
        table = self._session.snapshot.all(Roundtable).get(one.record.roundtable)
        return "" if table is None else name_in_sentence(table.name)

    def _number(self, one: Promise) -> str:
        record = self._session.snapshot.get("recommendation", one.record.recommendation)
        value = getattr(record, "number", None)
        if record is None:
            return ""
        return _("yes") if value is None else str(value)

    def take_focus(self) -> None:
        """Put the keyboard on the list, or where the first one is noted."""
        if self._found:
            self.list.take_focus()
        else:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_state(self, _state: str) -> None:
        self._show()

    def _on_chosen(self, keys: Sequence[str]) -> None:
        self._name_buttons()
        if len(keys) == 1:
            self.picked.emit("commitment", keys[0])

    # -------------------------------------------------------------------------------- gestures

    def toggle(self) -> None:
        """Tick off what is selected; what is done already is taken back."""
        chosen = self.list.chosen_rows()
        if not chosen or not self._session.can_edit:
            return
        kept = all(one.state == "done" for one in chosen)
        day = "" if kept else self._today
        for one in chosen:
            if bool(one.record.done_on) == kept:
                self._session.run(commitments.set_done, one.record.id, day)

    def note(self) -> None:
        """Note what was typed; a date that is none is said under it."""
        text = self.text.text().strip()
        if not text or not self._session.can_edit:
            self.text.setFocus()
            return
        try:
            due = parse_date(self.date.text())
        except ValueError:
            self.problem.setText(_("That is not a date. Write 2012, 2012-07 or 2012-07-06."))
            self.problem.show()
            self.date.setFocus()
            return
        self.problem.hide()
        noted = self._session.run(
            commitments.promise,
            self._roundtable,
            text,
            organisation=self._organisation,
            due_on=due,
        )
        if noted:
            self.text.clear()
            self.date.clear()
            self.text.setFocus()

    def _list_roundtables(self) -> None:
        self._menu.clear()
        for table in sorted(self._session.snapshot.all(Roundtable).values(), key=_by_date):
            name = menu_text(table.name, 50)
            action = self._menu.addAction(f"{name}\t{i18n.date(table.date)}")
            action.setData(table.id)
            action.setCheckable(True)
            action.setChecked(table.id == self._roundtable)

    def _choose_roundtable(self, action: QAction) -> None:
        self._roundtable = RecordId(action.data())
        self._name_buttons()

    def _ask_who(self) -> None:
        self._picker.offer("organisation", self.who, none=_("Nobody in particular"))

    def _choose_who(self, organisation: str) -> None:
        self._organisation = RecordId(organisation)
        self._name_buttons()


def _key(one: Promise) -> str:
    return one.record.id


def _text(one: Promise) -> str:
    return " ".join(one.record.text[:300].split())


def _plain(_one: Promise) -> str:
    return "text_1"


def _table(one: Promise) -> str:
    return "" if one.record.table is None else number(one.record.table)


def _by_table(one: Promise) -> int:
    return one.record.table or 0


def _due(one: Promise) -> str:
    return i18n.date(one.record.due_on)


def _by_due(one: Promise) -> str:
    return last_day(one.record.due_on)


def _done(one: Promise) -> str:
    return i18n.date(one.record.done_on)


def _ink(one: Promise) -> str:
    return _INKS[one.state]


def _by_date(table: Roundtable) -> tuple[str, str]:
    return table.date, table.id
