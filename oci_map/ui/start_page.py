"""What the window shows while no document is open: the examples, recent documents, a new one."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from oci_map.drawing.text import one_line
from oci_map.i18n import _
from oci_map.ui import icons, theme
from oci_map.ui.actions import Actions
from oci_map.ui.commands import Commands
from oci_map.ui.examples import EXAMPLES
from oci_map.ui.plain import PlainLabel, tooltip
from oci_map.ui.push_button import PushButton
from oci_map.ui.session import Session

_WIDTH: Final = 600


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
        self.examples = [Choice(one.name, "waypoints", self) for one in EXAMPLES]
        self._recent_head = PlainLabel(role="head", parent=self)
        self.recent: list[Choice] = []
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
        middle.setFixedWidth(_WIDTH)
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
            choice = Choice("", "file-text", self)
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


class Choice(QAbstractButton):
    """A card with a name and a line that says more."""

    taken = Signal(str)

    def __init__(self, key: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self._icon = icon
        self._below = ""
        self.setFixedHeight(58)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._take)

    def set_texts(self, title: str, below: str) -> None:
        """Say what it opens."""
        self.setText(one_line(title[:300]).replace("&", "&&"))
        self._below = below
        self.setAccessibleName(one_line(title[:300]))
        self.setAccessibleDescription(one_line(below[:300]))
        self.setToolTip(tooltip(f"{title}\n{below}"))
        self.update()

    @property
    def texts(self) -> tuple[str, str]:
        """What it says."""
        return self.text(), self._below

    def _take(self) -> None:
        self.taken.emit(self.key)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 58)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(
            QPen(theme.colour("accent" if focused else "hairline_strong"), 2 if focused else 1)
        )
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        drawn = icons.pixmap(self._icon, "text_2", 18, self.devicePixelRatioF())
        painter.drawPixmap(18, (self.height() - 18) // 2, drawn)
        where = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
        room = self.width() - 68
        for text, top, token, font in (
            (self.text().replace("&&", "&"), 9, "text_1", theme.font(13, 600)),
            (one_line(self._below[:300]), 29, "text_2", theme.font(12)),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(token))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.drawText(QRectF(52, top, room, 20), where, cut)
