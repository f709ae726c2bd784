"""The view of what came of it: the register as board and list, dialogue moments, and more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from oci_map.graph.analysis import Analysis
from oci_map.graph.names import name_in_sentence
from oci_map.i18n import N_, _
from oci_map.model.ids import RecordId
from oci_map.model.records import Commitment, Roundtable
from oci_map.operations import recommendations
from oci_map.roundtable.follow_up import Chosen, Entry, Register, register
from oci_map.roundtable.follow_up_words import register_sentence
from oci_map.ui.actions import Actions
from oci_map.ui.follow_up.board import Board
from oci_map.ui.follow_up.commitments import CommitmentPanel
from oci_map.ui.follow_up.dialogue import DialoguePanel
from oci_map.ui.follow_up.entry_menu import EntryMenu
from oci_map.ui.follow_up.evidence import EvidencePanel
from oci_map.ui.follow_up.network import NetworkPanel
from oci_map.ui.follow_up.note_strip import NoteStrip
from oci_map.ui.follow_up.register_list import RegisterList
from oci_map.ui.follow_up.sieve import Sieve
from oci_map.ui.follow_up.words import STATES, today
from oci_map.ui.follow_up.writing import Writer
from oci_map.ui.jobs import Jobs
from oci_map.ui.notice_bar import NoticeBar
from oci_map.ui.plain import ElidedLabel, PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.segments import Segments
from oci_map.ui.session import Session
from oci_map.ui.views import Page

_PARTS: Final = {
    "board": N_("Board"),
    "list": N_("List"),
    "dialogue": N_("Dialogue moment"),
    "network": N_("Who is tied"),
    "commitments": N_("Commitments"),
    "evidence": N_("Evidence"),
}
_CHOOSING: Final = ("board", "list", "network")
#: These need the width of the inspector.
_WIDE: Final = ("dialogue", "evidence")
#: These speak of recommendations; the others of what happened at roundtables.
_OF_REGISTER: Final = (*_CHOOSING, "dialogue")

Part = Board | RegisterList | DialoguePanel | NetworkPanel | CommitmentPanel | EvidencePanel


class FollowUpPage(Page):
    """What became of the recommendations; every gesture is one step."""

    shows_filter: ClassVar[bool] = False
    shows_inspector: ClassVar[bool] = True
    wants_room: ClassVar[bool] = True

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self.setObjectName("followUp")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._register: Register | None = None
        self._key: object = None
        self._title = PlainLabel(role="title", parent=self)
        self.parts = Segments(self)
        self.sentence = ElidedLabel(role="second", parent=self)
        self.sieve = Sieve(session, self)
        self.board = Board(self)
        self.list = RegisterList(self)
        self.dialogue = DialoguePanel(self)
        self.network = NetworkPanel(self)
        self.commitments = CommitmentPanel(session, self)
        self.evidence = EvidencePanel(session, jobs, self)
        self.nothing = PlainLabel(role="second", wrap=True, parent=self)
        self.everything = PushButton(self)
        self.strip = NoteStrip(session, self)
        self.menu = EntryMenu(session, actions, self)
        self.notice = NoticeBar(self)
        self.writer = Writer(session, jobs, self)
        self._stack = QStackedWidget(self)
        self._pages: dict[str, Part] = {
            "board": self.board, "list": self.list, "dialogue": self.dialogue,
            "network": self.network,
            "commitments": self.commitments,
            "evidence": self.evidence,
        }  # fmt: skip
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for part in self._pages.values():
            self._stack.addWidget(part)
        empty = QWidget(self)
        inner = QVBoxLayout(empty)
        inner.setContentsMargins(20, 12, 20, 12)
        inner.setSpacing(12)
        inner.addWidget(self.nothing)
        inner.addWidget(self.everything, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        self._empty = empty
        self._stack.addWidget(empty)
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 20, 0)
        head.setSpacing(16)
        head.addWidget(self._title)
        head.addWidget(self.parts)
        head.addStretch(1)
        bar = QVBoxLayout()
        bar.setContentsMargins(20, 10, 20, 12)
        bar.setSpacing(6)
        bar.addWidget(self.sieve)
        bar.addWidget(self.sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)
        column.addWidget(self.strip)

    def _connect(self) -> None:
        session, actions = self.session, self.actions_
        self.parts.chosen.connect(self._on_part)
        self.sieve.changed.connect(self._show)
        self.everything.clicked.connect(self._show_everything)
        self.board.moved.connect(self._move)
        for part in (self.board, self.list):
            part.chosen.connect(self._on_chosen)
            part.menu_wanted.connect(self._open_menu)
        self.menu.state_wanted.connect(self._move_chosen)
        self.dialogue.wanted.connect(self._write_dialogue)
        self.network.picked.connect(self._pick)
        self.commitments.picked.connect(self._pick)
        self.evidence.picked.connect(self._pick_organisations)
        self.evidence.wanted.connect(self._write_evidence)
        self.writer.written.connect(self._say_written)
        self.strip.closed.connect(self.take_focus)
        for name, method in (
            ("recommendation_next", self._move_on),
            ("recommendation_previous", self._move_back),
            ("recommendation_answer", self._ask_answer),
            ("recommendation_due", self._ask_due),
        ):
            actions[name].triggered.connect(method)
        session.picture_changed.connect(self.refresh)
        session.selection_changed.connect(self._follow_selection)
        session.document_changed.connect(self.strip.close_strip)
        session.theme_changed.connect(self._fit_text)

    # --------------------------------------------------------------------------- what it shows

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._title.setText(_("Follow-up"))
        self.parts.setAccessibleName(_("What of the follow-up is shown"))
        self.parts.set_choices([(part, _(text)) for part, text in _PARTS.items()])
        for one in (*self._pages.values(), self.sieve, self.strip, self.notice):
            one.retranslate()
        self._key = None
        self.refresh()

    def refresh(self) -> None:
        """Show the recommendations of the present document."""
        session = self.session
        if not self.isVisible() or session.document is None:
            return
        day = today(session.filter.as_of)
        key = (session.snapshot, day)
        if key != self._key:
            self._key = key
            self._register = register(self._of_all_times(), day)
            self.sieve.show_register(self._register)
            self._show()

    def _of_all_times(self) -> Analysis:
        """Return the analysis without its date: what was answered later stays answered."""
        analysis = self.session.analysis
        if not analysis.filter.as_of:
            return analysis
        return Analysis(self.session.snapshot, replace(analysis.filter, as_of=""))

    def _show(self) -> None:
        found = self._register
        if found is None:
            return
        part = self.parts.choice or "board"
        choosing = part in _CHOOSING
        self.sieve.show_parts(choices=choosing, roundtable=part == "commitments")
        entries = found.chosen(self.sieve.which)
        self.sentence.setText(register_sentence(found) if part in _OF_REGISTER else "")
        self.sentence.setVisible(part in _OF_REGISTER and bool(found.entries))
        self._say_nothing(found, entries, choosing=choosing)
        if part == "board":
            self.board.show_entries(found.snapshot, entries)
        elif part == "list":
            self.list.show_entries(found.snapshot, entries)
        elif part == "network":
            self.network.show_entries(found, entries)
        elif part == "commitments":
            self.commitments.show_day(found.today, self.sieve.which.roundtable)
        elif part == "evidence":
            self.evidence.show_day(found.today)
        else:
            self.dialogue.show_register(found)
        self._follow_selection()

    def _say_nothing(self, found: Register, entries: Sequence[Entry], *, choosing: bool) -> None:
        text = ""
        if not found.entries and self.parts.choice in _OF_REGISTER:
            text = _(
                "There are no recommendations yet. Add them in the view “Data tables” (Ctrl+3), or"
                " paste them there from a spreadsheet: text, addressee, supporters."
            )
        elif choosing and not entries:
            text = self._why_nothing(found)
        self.nothing.setText(text)
        self.everything.setText(_("Show all recommendations"))
        self.everything.setVisible(bool(found.entries))
        part = self._pages[self.parts.choice or "board"]
        self._stack.setCurrentWidget(self._empty if text else part)

    def _why_nothing(self, found: Register) -> str:
        roundtable = self.sieve.which.roundtable
        if not roundtable or found.chosen(Chosen(roundtable=roundtable)):
            return _("None of them is chosen by these filters.")
        name = name_in_sentence(found.snapshot.all(Roundtable)[roundtable].name)
        return _(
            "“{roundtable}” has no recommendations yet. Tick those it follows up in its first step,"
            " or note new ones on the day. What was promised there is under “Commitments”."
        ).format(roundtable=name)

    def _show_everything(self) -> None:
        self.sieve.choose(Chosen())
        self.take_focus()

    def _look_at(self, roundtable: RecordId) -> None:
        """Show what came of a roundtable: its recommendations, else what was promised there."""
        self.evidence.prefer([roundtable])
        self.sieve.choose(replace(self.sieve.which, roundtable=roundtable))
        found = self._register
        if found is None or self.parts.choice == "evidence":
            return
        promised = any(
            one.roundtable == roundtable for one in self.session.snapshot.all(Commitment).values()
        )
        if not found.chosen(Chosen(roundtable=roundtable)) and promised:
            self.parts.choose("commitments")
        elif self.parts.choice not in _CHOOSING:
            self.parts.choose("board")

    def show_record(self, noun: str, record: str) -> None:
        """Show a recommendation on the board, or what is asked of a body."""
        if noun == "recommendation":
            self.session.select((noun, RecordId(record)))
        elif noun == "organisation":
            self.parts.choose("dialogue")
            self.dialogue.choose(RecordId(record))
        elif noun == "roundtable":
            self.parts.choose("evidence")
            self.evidence.choose(RecordId(record))

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        part = self._stack.currentWidget()
        if isinstance(part, Part):
            part.take_focus()
        else:
            self.parts.setFocus()

    def _on_part(self, part: str) -> None:
        self.strip.close_strip()
        self._take_room(part)
        self._show()

    def _take_room(self, part: str) -> None:
        """Have the inspector beside what is edited there, and its room where there is much to read.

        The window places its panels when the selection changes; so it is told once more.
        """
        beside = part not in _WIDE
        if beside != self.shows_inspector:
            self.shows_inspector = beside  # type: ignore[misc]  # a part of the page, not the class
            self.session.selection_changed.emit()

    def _fit_text(self) -> None:
        for one in self._pages.values():
            one.fit_text()

    # -------------------------------------------------------------------------------- choosing

    def chosen_ids(self) -> list[RecordId]:
        """Return the recommendations that are selected."""
        return list(self.session.selected("recommendation"))

    def _on_chosen(self, ids: list[RecordId]) -> None:
        self.session.select(*(("recommendation", one) for one in ids))

    def _pick(self, noun: str, record: str) -> None:
        self.session.select((noun, RecordId(record)))

    def _pick_organisations(self, ids: list[RecordId]) -> None:
        self.session.select(*(("organisation", one) for one in ids))

    def _follow_selection(self) -> None:
        if self.isVisible():
            ids = self.chosen_ids()
            self.board.select(ids)
            self.list.select(ids)

    def _open_menu(self, at: QPoint) -> None:
        if self.chosen_ids():
            self.menu.open_for(self.chosen_ids(), at)

    # -------------------------------------------------------------------------------- gestures

    def _move(self, ids: list[RecordId], state: str) -> None:
        """Give recommendations a state; the keyboard goes with them."""
        if ids and self.session.run(recommendations.set_status, ids, state):
            self.session.select(*(("recommendation", one) for one in ids))
            if self.parts.choice == "board":
                self.board.follow(ids[0])

    def _move_chosen(self, state: str) -> None:
        self._move(self.chosen_ids(), state)

    def _move_on(self) -> None:
        self._move_by(1)

    def _move_back(self) -> None:
        self._move_by(-1)

    def _move_by(self, by: int) -> None:
        """Move what is selected to the state beside that of the first one."""
        ids = self._chosen_or_say()
        if ids and self._register is not None and self.session.can_edit:
            entry = self._register.by_id.get(ids[0])
            place = STATES.index(entry.record.status) + by if entry is not None else -1
            if 0 <= place < len(STATES):
                self._move(ids, STATES[place])

    def _ask_answer(self) -> None:
        ids = self._chosen_or_say()
        if ids and self.session.can_edit:
            self.strip.ask_answer(ids[0])

    def _ask_due(self) -> None:
        ids = self._chosen_or_say()
        if ids and self.session.can_edit:
            self.strip.ask_due(ids)

    def _chosen_or_say(self) -> list[RecordId]:
        """Return what is selected; where nothing is, lead to where it can be, and say so."""
        ids = self.chosen_ids()
        if not ids and self._register is not None and self._register.entries:
            if self.parts.choice not in ("board", "list"):
                self.parts.choose("board")
            self.take_focus()
            self._tell_over()
            self.notice.show_said(_("Choose a recommendation first: a click, or the arrow keys."))
        return ids

    def _tell_over(self) -> None:
        self.notice.stand_over(self._stack, 0)

    # --------------------------------------------------------------------------------- writing

    def _write_dialogue(self, body: str) -> None:
        if self._register is not None:
            bodies = [RecordId(body)] if body else [one.body for one in self._register.loads]
            self.writer.write_dialogue(self._register, bodies)

    def _write_evidence(self, what: str) -> None:
        if self.evidence.found is not None:
            self.writer.write_evidence(self.evidence.found, as_page=what == "page")

    def _say_written(self, paths: tuple[Path, ...]) -> None:
        self._tell_over()
        self.notice.show_written(paths)

    # ----------------------------------------------------------------------------- Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        # The page of a roundtable leads here with that one selected.
        for roundtable in self.session.selected("roundtable")[:1]:
            self._look_at(roundtable)
        if self._register is not None and self.parts.choice == "evidence":
            self.evidence.show_day(self._register.today)
        self._follow_selection()
