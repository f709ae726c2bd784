"""A panel of sections under each other that is filled anew: headings, sentences, small buttons."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from oci_map.ui.actions import menu_text
from oci_map.ui.plain import Hairline, PlainLabel

_LONGEST: Final = 44  # characters on a small button


class Sections(QScrollArea):
    """Whoever fills it calls `begin`, adds parts, and calls `end`."""

    def __init__(self, parent: QWidget, name: str = "planDetail") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._body = QWidget(self)
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(18, 16, 14, 16)
        self._column.setSpacing(6)
        self.setWidget(self._body)
        self._kept: list[QWidget] = []

    def begin(self) -> None:
        """Take away what was there, but for parts that stay."""
        self.setUpdatesEnabled(False)  # until all is there again
        for widget in self._kept:
            self._column.removeWidget(widget)
            widget.hide()
        _empty(self._column)

    def keep(self, widget: QWidget) -> None:
        """Let a part live on when the panel is filled anew; `part` shows it again."""
        widget.setParent(self._body)
        widget.hide()
        self._kept.append(widget)

    def rule(self) -> None:
        """Draw a line between two sections."""
        self._column.addSpacing(8)
        self.part(Hairline(parent=self._body))
        self._column.addSpacing(6)

    def head(self, text: str) -> None:
        """Begin a section."""
        if self._column.count():
            self.rule()
        self.part(PlainLabel(text, role="head", parent=self._body))

    def text(self, text: str, role: str = "") -> PlainLabel:
        """Add a sentence."""
        label = PlainLabel(text, role=role, wrap=True, parent=self._body)
        self.part(label)
        return label

    def part(self, widget: QWidget, *, narrow: bool = False) -> None:
        """Add a widget of one's own; a narrow one stands at the left."""
        if isinstance(widget, QLabel):
            # A word as long as the panel is wide is cut there, and does not widen it.
            widget.setMinimumWidth(1)
        left = Qt.AlignmentFlag.AlignLeft
        self._column.addWidget(widget, 0, left if narrow else Qt.AlignmentFlag(0))

    def button(self, text: str, name: str = "") -> QToolButton:
        """Add a small button with words; whoever adds it connects it."""
        made = QToolButton(self._body)
        made.setProperty("look", "link")
        made.setText(menu_text(text, _LONGEST))
        made.setAccessibleName(name or text)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setMinimumWidth(1)  # it does not widen the panel: its words are cut
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return made

    def row(self, text: str, role: str = "") -> QHBoxLayout:
        """Add a sentence with room for a button beside it."""
        row = QHBoxLayout()
        row.setSpacing(8)
        label = PlainLabel(text, role=role, wrap=True, parent=self._body)
        label.setMinimumWidth(1)
        row.addWidget(label, 1)
        self._column.addLayout(row)
        return row

    @property
    def body(self) -> QWidget:
        """What its parts belong to."""
        return self._body

    def least_width(self) -> int:
        """Return how wide (px) it must be so that none of its parts is cut."""
        bar = self.verticalScrollBar().sizeHint().width()
        return self._body.minimumSizeHint().width() + bar + 2 * self.frameWidth() + 2

    def end(self) -> None:
        """Let the parts stand at the top, and show them all at once."""
        self._column.addStretch(1)
        _show(self._column)
        self._column.activate()
        self.setUpdatesEnabled(True)


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            _empty(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _show(layout: QLayout) -> None:
    """Show all parts, which else happens one after the other."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if inner is not None:
            _show(inner)
        if widget is not None:
            widget.show()
