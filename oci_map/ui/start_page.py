"""What the window shows while no document is open: the examples, recent documents, a new one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.ui import icons
from oci_map.ui.actions import Actions
from oci_map.ui.card import WIDTH, Card
from oci_map.ui.commands import Commands
from oci_map.ui.examples import EXAMPLES
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.session import Session


class StartPage(QWidget):
    """One column in the middle."""

    def __init__(
        self, session: Session, actions: Actions, commands: Commands, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._commands = commands
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = PlainLabel(role="hero", parent=self)
        self._title.setText("OCI Map")
        self._purpose = PlainLabel(role="second", wrap=True, parent=self)
        self._examples_head = PlainLabel(role="head", parent=self)
        self.examples = [Card(one.name, "waypoints", self) for one in EXAMPLES]
        self._recent_head = PlainLabel(role="head", parent=self)
        self.recent: list[Card] = []
        self._recent_box = QVBoxLayout()
        self.open_button = PushButton(self)
        self.new_button = PushButton(self)
        self.open_button.setIcon(icons.icon("folder-open"))
        self.new_button.setIcon(icons.icon("file-plus"))
        self.open_button.clicked.connect(actions["open"].trigger)
        self.new_button.clicked.connect(actions["new"].trigger)
        for choice in self.examples:
            choice.taken.connect(self._open_example)
        self._lay_out()
        session.document_changed.connect(self.refresh)
        session.language_changed.connect(self.retranslate)
        session.theme_changed.connect(self.update)
        self.retranslate()

    def _lay_out(self) -> None:
        middle = QWidget(self)
        middle.setFixedWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self._purpose)
        column.addSpacing(24)
        column.addWidget(self._examples_head)
        for choice in self.examples:
            column.addWidget(choice)
        column.addSpacing(18)
        column.addWidget(self._recent_head)
        self._recent_box.setSpacing(6)
        column.addLayout(self._recent_box)
        column.addSpacing(18)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.new_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._purpose.setText(
            _(
                "Who cooperates with whom in a federation of organisations,"
                " and where cooperation is missing."
            )
        )
        self._examples_head.setText(_("Start with an example"))
        self._recent_head.setText(_("Go on with"))
        self.open_button.setText(icons.beside(_("Open a document…")))
        self.new_button.setText(icons.beside(_("New document…")))
        for choice, example in zip(self.examples, EXAMPLES, strict=True):
            choice.set_texts(_(example.title), _(example.description))
        self.refresh()

    def refresh(self) -> None:
        """List the documents opened last."""
        if self._session.document is not None:
            return
        files = self._commands.recent_files()[:4]
        while len(self.recent) < len(files):
            choice = Card("", "file-text", self)
            choice.taken.connect(self._open_recent)
            self._recent_box.addWidget(choice)
            self.recent.append(choice)
        for place, choice in enumerate(self.recent):
            choice.setVisible(place < len(files))
            if place < len(files):
                choice.key = str(files[place])
                choice.set_texts(files[place].stem, str(files[place].parent))
        self._recent_head.setVisible(bool(files))

    def _open_example(self, name: str) -> None:
        self._session.open_example(name)

    def _open_recent(self, path: str) -> None:
        self._session.open(Path(path))
