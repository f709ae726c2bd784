"""The view of roundtables: their list at the left, and the chosen one in steps."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from oci_map.document import Step
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.jobs import Jobs
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable import steps
from oci_map.ui.roundtable.desk import Desk
from oci_map.ui.roundtable.header import STEPS, Header
from oci_map.ui.roundtable.keys import Keys
from oci_map.ui.roundtable.listing import RoundtableList
from oci_map.ui.session import Session
from oci_map.ui.views import VIEWS, Page

_LIST: Final = 224
#: A page narrower than that has no room for the list beside the tables.
_WIDE: Final = 1290


class RoundtablePage(Page):
    """Plans, seats and notes roundtables; every step can be visited at any time."""

    shows_filter: ClassVar[bool] = False
    shows_inspector: ClassVar[bool] = False
    wants_room: ClassVar[bool] = True

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self.setObjectName("roundtablePage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = Desk(session, jobs, self)
        self.list = RoundtableList(session, self)
        self.header = Header(self)
        self.stack = QStackedWidget(self)
        self._steps: dict[str, steps.Step] = {}
        self._none = QWidget(self)
        self._none_words = PlainLabel(role="second", wrap=True, parent=self._none)
        self.first = PushButton(self._none)
        self.first.setProperty("primary", True)
        self._list_wanted: bool | None = None  # by the person; else the room decides
        self._lay_out()
        self._connect()
        Keys(self, actions)
        self.desk.look_for_new(session.last_step)

    def _lay_out(self) -> None:
        nothing = QVBoxLayout(self._none)
        nothing.setContentsMargins(32, 32, 32, 32)
        nothing.setSpacing(14)
        nothing.addWidget(self._none_words)
        nothing.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        nothing.addStretch(1)
        self._right = QWidget(self)
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._right, 1)
        row.addWidget(self._none, 1)

    def _connect(self) -> None:
        session = self.session
        self.list.chosen.connect(self.choose)
        self.list.plan_wanted.connect(self.plan)
        self.first.clicked.connect(self.plan_empty)
        self.header.stepper.chosen.connect(self._show_step)
        self.header.next.clicked.connect(self.go_on)
        self.header.list.clicked.connect(self.toggle_list)
        self.desk.step_wanted.connect(self.go)
        session.stepped.connect(self._follow_step)
        session.document_changed.connect(self._follow_document)
        session.theme_changed.connect(self._follow)

    # --------------------------------------------------------------------------- what it shows

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.list.retranslate()
        self.header.retranslate()
        self._none_words.setText(
            _("No roundtable is planned yet. Begin with an empty one, or with “Invite both…” "
              "at a gap.")
        )  # fmt: skip
        self.first.setText(_("Plan a roundtable"))
        self.first.setToolTip(_("An empty one; undo takes it away again"))
        for step in self._steps.values():
            step.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Show the roundtable as it is now."""
        if not self.isVisible() or self.session.document is None:
            return
        meeting = self.desk.meeting
        self.list.refresh(self.desk.chosen)
        # What has the keyboard goes away with the last roundtable, or when the first one comes.
        turns = self._none.isHidden() != (meeting is not None)
        loses_it = turns and self.isAncestorOf(self.window().focusWidget())
        self._none.setVisible(meeting is None)
        self._right.setVisible(meeting is not None)
        self.first.setEnabled(self.session.can_edit)
        self._place_list()
        if meeting is not None:
            self.header.show_meeting(meeting)
            self.step.show_meeting(meeting)
        if loses_it:
            self.take_focus()

    @property
    def step(self) -> steps.Step:
        """The step that is shown; it is made when it is first wanted."""
        name = self.header.stepper.step or "theme"
        if name not in self._steps:
            made = steps.step_class(name)(self.desk, self)
            made.retranslate()
            self._steps[name] = made
            self.stack.addWidget(made)
        return self._steps[name]

    def _show_step(self, name: str) -> None:
        if name == "follow_up":
            self._open_follow_up()
            return
        self.header.show_step(name)
        self.stack.setCurrentWidget(self.step)
        self.refresh()

    def _open_follow_up(self) -> None:
        """Go to the view of what came of it; this page stays where it was."""
        shown = [name for name, step in self._steps.items() if step is self.stack.currentWidget()]
        self.header.stepper.go(shown[0] if shown else "theme")
        if any(view.name == "follow_up" for view in VIEWS):
            if self.desk.chosen:  # so that what came of this one is told
                self.session.select(("roundtable", self.desk.chosen))
            self.session.show_view("follow_up")

    def _follow(self) -> None:
        self.refresh()

    def _follow_step(self, step: Step) -> None:
        self.desk.look_for_new(step)
        self.refresh()

    def _follow_document(self) -> None:
        self.desk.forget()
        for step in self._steps.values():
            step.forget()
        self._list_wanted = None
        self.refresh()

    # --------------------------------------------------------------------------------- choosing

    def choose(self, roundtable: str) -> None:
        """Show another roundtable."""
        if roundtable != self.desk.chosen:
            self.desk.wanted = RecordId(roundtable)
            self.refresh()

    def go(self, step: str) -> None:
        """Show a step of the roundtable."""
        if step != self.header.stepper.step:
            self.header.stepper.go(step)
        else:
            self.refresh()
        self.take_focus()

    def go_on(self) -> None:
        """Show the next step."""
        names = list(STEPS)
        place = names.index(self.header.stepper.step)
        self.go(names[min(place + 1, len(names) - 1)])

    def go_back(self) -> None:
        """Show the step before."""
        names = list(STEPS)
        place = names.index(self.header.stepper.step)
        self.go(names[max(place - 1, 0)])

    def plan(self, how: str, need: str = "") -> None:
        """Begin a new roundtable."""
        self.desk.plan(how, RecordId(need))

    def plan_empty(self) -> None:
        """Begin an empty roundtable."""
        self.plan("empty")

    def show_record(self, noun: str, record: str) -> None:
        """Show a roundtable."""
        if noun == "roundtable":
            self.choose(record)

    # ------------------------------------------------------------------------------ the list

    def toggle_list(self) -> None:
        """Show the list of roundtables, or hide it."""
        self._list_wanted = not self.list.isVisibleTo(self)
        self._place_list()

    def _place_list(self) -> None:
        wide = self.width() >= theme.px_wide(_WIDE)
        shown = wide if self._list_wanted is None else self._list_wanted
        self.list.setVisible(shown)
        self.list.setFixedWidth(theme.px_wide(_LIST))
        self.header.list.setChecked(shown)

    # --------------------------------------------------------------------------- Qt overrides

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        if self.desk.meeting is None:
            self.first.setFocus()
        else:
            self.step.take_focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.stack.setCurrentWidget(self.step)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_list()
