"""One earlier version in full: its map, what changed since, and the two ways to use it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.ui.jobs import Jobs
from oci_map.ui.map_preview import Preview
from oci_map.ui.plain import Hairline, PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.versions import words
from oci_map.ui.versions.entries import Entry, Looked

_MAP_HEIGHT: Final = 420


class VersionDetail(QScrollArea):
    """Follows the version that is chosen in the list."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("stepDetail")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = PlainLabel(role="second", wrap=True)
        self.title = PlainLabel(role="title", wrap=True)
        self.beside = PlainLabel(role="second", wrap=True)
        self.back = PushButton()
        self.back.setProperty("primary", "true")
        self.copy = PushButton()
        self.preview = Preview(jobs, self)
        self.preview.setFixedHeight(_MAP_HEIGHT)
        self.caption = PlainLabel(role="caption", wrap=True)
        self.since = PlainLabel(role="head")
        self._differences = QWidget()
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(24, 20, 24, 24)
        self._column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self.copy)
        row.addStretch(1)
        for part in (self.nothing, self.title, self.beside):
            self._column.addWidget(part)
        self._column.addLayout(row)
        self._column.addSpacing(4)
        self._column.addWidget(self.preview)
        self._column.addWidget(self.caption)
        self._column.addSpacing(8)
        self._column.addWidget(self.since)
        self._column.addWidget(self._differences)
        self._column.addStretch(1)
        self.setWidget(inner)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.setAccessibleName(_("The chosen version"))
        self.back.setText(_("Go back to this version"))
        self.copy.setText(_("Open as a copy…"))
        self.since.setText(_("What changed since then"))

    def show_nothing(self, text: str) -> None:
        """Say why no version is shown."""
        self.nothing.setText(text)
        self._show_parts(False)
        self._replace(QWidget())
        self.preview.show_nothing()
        self.allow(back=False, copy=False)

    def show_entry(self, entry: Entry, below: str) -> None:
        """Name a version that is being read."""
        self._show_parts(True)
        self.title.setText(words.title(entry))
        self.beside.setText(below)
        self.allow(back=False, copy=False)
        self._replace(QWidget())
        for part in (self.back, self.copy, self.since):
            part.setVisible(entry.whole)
        self.caption.setText(
            _("The map as it was. Going back is one step, which can be undone.")
            if entry.whole
            else _("A date to compare with: “Then and now” shows what changed since.")
        )
        self.verticalScrollBar().setValue(0)

    def show_looked(self, looked: Looked) -> None:
        """Show the map of a version, and what changed since, noun by noun."""
        self.preview.show_snapshot(looked.then)
        part = QWidget()
        grid = QGridLayout(part)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        told = words.told(looked.differences)
        for row, (noun, happened) in enumerate(told):
            grid.addWidget(PlainLabel(noun, role="second"), row, 0)
            grid.addWidget(PlainLabel(happened), row, 1)
        if not told:
            grid.addWidget(PlainLabel(_("Nothing: this is how everything is now."), role="third"))
        self._replace(part)

    def show_problem(self, sentence: str) -> None:
        """Say why a version cannot be read."""
        self.preview.show_nothing(_("This version cannot be shown."))
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Hairline())
        column.addWidget(PlainLabel(sentence, role="error", wrap=True))
        self.since.hide()
        self._replace(part)

    def allow(self, *, back: bool, copy: bool) -> None:
        """Say what can be done with the version."""
        self.back.setEnabled(back)
        self.copy.setEnabled(copy)

    def _replace(self, part: QWidget) -> None:
        self._differences.hide()  # it is deleted a moment later
        self._column.replaceWidget(self._differences, part)
        self._differences.deleteLater()
        self._differences = part
        part.show()

    def _show_parts(self, shown: bool) -> None:
        self.nothing.setVisible(not shown)
        for part in (
            self.title, self.beside, self.back, self.copy, self.preview, self.caption, self.since,
        ):  # fmt: skip
            part.setVisible(shown)
