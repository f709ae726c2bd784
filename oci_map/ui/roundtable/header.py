"""Over the steps: which roundtable this is, the steps themselves, and the way on."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.i18n import N_, _, ngettext, number
from oci_map.ui import icons, theme
from oci_map.ui.plain import ElidedLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.stepper import Stepper

STEPS: Final = {
    "theme": N_("Theme"),
    "guests": N_("Guests"),
    "tables": N_("Tables"),
    "agenda": N_("Agenda"),
    "day": N_("The day"),
    "follow_up": N_("Follow-up"),
}
_NEXT: Final = {
    "theme": N_("On to the guests"),
    "guests": N_("On to the tables"),
    "tables": N_("On to the agenda"),
    "agenda": N_("On to the day"),
    "day": N_("On to the follow-up"),
}
_TITLE_LEAST: Final = 210


class Header(QWidget):
    """One row; where the window is narrow the steps stand in a row of their own."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("planHeader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = QToolButton(self)
        self.list.setIcon(icons.icon("panel-left"))
        self.list.setCheckable(True)
        self.list.setFixedSize(30, 28)
        self.title = ElidedLabel(role="title", parent=self)
        theme.letter(self.title, 16, 600)
        self.words = ElidedLabel(role="caption", parent=self)
        self.stepper = Stepper(self)
        self.next = PushButton(self)
        self.next.setProperty("primary", True)
        self._names = QWidget(self)
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(1)
        names.addWidget(self.title)
        names.addWidget(self.words)
        self._first = QHBoxLayout()
        self._first.setSpacing(12)
        self._second = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 16, 10)
        self._column.setSpacing(6)
        self._column.addLayout(self._first)
        self._column.addLayout(self._second)
        self._in_one_row: bool | None = None
        self._fold()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.stepper.setAccessibleName(_("Steps of the roundtable"))
        self.stepper.set_steps([(code, _(text)) for code, text in STEPS.items()])
        self.list.setToolTip(_("Show the list of roundtables"))
        self.list.setAccessibleName(_("Show the list of roundtables"))
        self.show_step(self.stepper.step)
        self._fold()

    def show_step(self, step: str) -> None:
        """Name the way on from a step."""
        self.next.setText(_(_NEXT.get(step, "")))
        self.next.setToolTip(_("Every step can be visited at any time; nothing has to be finished"))
        self.next.setVisible(step in _NEXT)

    def show_meeting(self, meeting: Meeting) -> None:
        """Name a roundtable."""
        record = meeting.roundtable
        self.title.setText(record.name or _("Roundtable without a title"))
        count = len(meeting.coming)
        said = [
            i18n.date(record.date, short=False) if record.date else _("no date yet"),
            record.place,
            ngettext("{count} guest", "{count} guests", count).format(count=number(count)),
        ]
        self.words.setText(" · ".join(part for part in said if part))
        self.stepper.set_done(done(meeting))

    def _fold(self) -> None:
        """Put the steps beside the title, or below it where there is no room."""
        needed = (
            theme.px(_TITLE_LEAST) + self.stepper.sizeHint().width()
            + self.next.sizeHint().width() + 110
        )  # fmt: skip
        one_row = self.width() >= needed
        if one_row == self._in_one_row:
            return
        self._in_one_row = one_row
        for layout in (self._first, self._second):
            while layout.count():
                layout.takeAt(0)
        self._first.addWidget(self.list)
        self._first.addWidget(self._names, 1)
        if one_row:
            self._first.addWidget(self.stepper)
        else:
            self._second.addWidget(self.stepper)
            self._second.addStretch(1)
        self._first.addWidget(self.next)

    # --------------------------------------------------------------------------- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.stepper.updateGeometry()
            self._fold()


def done(meeting: Meeting) -> set[str]:
    """Return the steps that hold what they need."""
    record = meeting.roundtable
    found = set()
    if record.topics or record.recommendations:
        found.add("theme")
    if meeting.coming:
        found.add("guests")
    if meeting.is_seated:
        found.add("tables")
        if record.starts_at and record.minutes:
            found.add("agenda")
    if any(one.status in ("attended", "absent") for one in meeting.invitations):
        found.add("day")
    return found
