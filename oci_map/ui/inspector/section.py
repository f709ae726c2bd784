"""A part of the inspector: a heading, perhaps a button beside it, and what stands under it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from oci_map.ui import icons
from oci_map.ui.explain import ExplainButton
from oci_map.ui.plain import Hairline, PlainLabel
from oci_map.ui.session import Session

SIDE = 20


class Section(QWidget):
    """Stands under a hairline; hidden as a whole when it has nothing to say."""

    def __init__(self, parent: QWidget, *, icon: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("inspectorSection")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        inner = QVBoxLayout()
        inner.setContentsMargins(SIDE, 8, SIDE - 4, 12)
        inner.setSpacing(2)
        column.addLayout(inner)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        self._title = PlainLabel(role="head", parent=self)
        self._title.setFixedHeight(26)
        self.aside = PlainLabel(role="caption", parent=self)
        head.addWidget(self._title, 1)
        head.addWidget(self.aside)
        self.head = head
        self.button = QToolButton(self)
        self.button.setVisible(bool(icon))
        if icon:
            self.button.setIcon(icons.icon(icon))
            self.button.setIconSize(QSize(14, 14))
            self.button.setFixedSize(26, 26)
            head.addWidget(self.button)
        else:
            head.addSpacing(4)
        inner.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        inner.addLayout(self.body)

    def set_title(self, title: str, button: str = "") -> None:
        """Give the heading its words, and the button's purpose."""
        self._title.setText(title)
        self.button.setToolTip(button)
        self.button.setAccessibleName(button)

    def explain(self, session: Session, *measures: str) -> ExplainButton:
        """Put a question mark beside the heading that explains its figures."""
        button = ExplainButton(session, self, *measures)
        self.head.insertSpacing(2, 4)
        self.head.insertWidget(3, button)
        return button

    def refresh(self) -> None:
        """Show what holds now; pages call it for each of their sections."""
        raise NotImplementedError
