"""Prepares the dialogue moment: who must answer at the left, what to ask them at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.roundtable.dialogue_page import dialogue_page
from oci_map.roundtable.follow_up import Register
from oci_map.ui import icons, theme
from oci_map.ui.flow import Flow
from oci_map.ui.follow_up.body_list import BodyList
from oci_map.ui.follow_up.load_key import LoadKey
from oci_map.ui.plain import Hairline
from oci_map.ui.prose import Prose
from oci_map.ui.push_button import PushButton

_LEFT: Final = 268
_TEXT: Final = 760  # px of a line
_BESIDE: Final = 90  # px of margins, and the bar to scroll with


class DialoguePanel(QWidget):
    """One body's page at a time; the button writes it, or those of all bodies."""

    wanted = Signal(str)  # write the page of this body; '' for all of them

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._register: Register | None = None
        self.bodies = BodyList(self)
        self._key = LoadKey(self)
        self.page = Prose(self)
        self.one = PushButton(self)
        self.all = PushButton(self)
        for button in (self.one, self.all):
            button.setIcon(icons.icon("file-text", "text_2"))
            button.setIconSize(QSize(14, 14))
        self._lay_out()
        self.bodies.chosen.connect(self._show_body)
        self.one.clicked.connect(self._want_one)
        self.all.clicked.connect(self._want_all)

    def _lay_out(self) -> None:
        left = QWidget(self)
        left.setFixedWidth(theme.px_wide(_LEFT))
        self._left = left
        column = QVBoxLayout(left)
        column.setContentsMargins(8, 0, 0, 8)
        column.addWidget(self.bodies, 1)
        column.addWidget(self._key)
        right = QVBoxLayout()
        right.setContentsMargins(28, 4, 20, 8)
        buttons = Flow(between=8)
        buttons.addWidget(self.one)
        buttons.addWidget(self.all)
        right.addWidget(self.page, 1)
        right.addLayout(buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(Hairline(upright=True))
        row.addLayout(right, 1)
        # Lines stay short, and the bar to scroll with at the edge.
        self.page.setLineWrapMode(Prose.LineWrapMode.FixedPixelWidth)

    def fit_text(self) -> None:
        """Give the list the width that the size of the text needs."""
        self._left.setFixedWidth(theme.px_wide(_LEFT))
        self._fit_page()
        self._key.updateGeometry()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.bodies.setAccessibleName(_("Who must answer"))
        self.page.setAccessibleName(_("What to ask"))
        self.one.setText(icons.beside(_("This page as Word or PDF…")))
        self.all.setText(icons.beside(_("A page for each body…")))
        self._key.retranslate()

    def show_register(self, register: Register) -> None:
        """Show what lies with each body."""
        self._register = register
        self.bodies.show_loads(register.snapshot, register.loads)
        self._show_body(self.bodies.body)

    def choose(self, body: RecordId) -> None:
        """Show the page of a body."""
        self.bodies.choose(body)

    def take_focus(self) -> None:
        """Put the keyboard on the bodies."""
        self.bodies.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_body(self, body: str) -> None:
        if self._register is not None and body:
            at = self.page.verticalScrollBar().value()
            same = self.page.property("body") == body
            self.page.show_blocks(dialogue_page(self._register, RecordId(body)))
            self.page.setProperty("body", body)
            if same:
                self.page.verticalScrollBar().setValue(at)

    def _fit_page(self) -> None:
        # What stands beside it is known before the page itself has its size.
        room = self.width() - self._left.width() - _BESIDE
        self.page.setLineWrapColumnOrWidth(max(200, min(room, theme.px_wide(_TEXT))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_page()

    def _want_one(self) -> None:
        self.wanted.emit(self.bodies.body)

    def _want_all(self) -> None:
        self.wanted.emit("")
