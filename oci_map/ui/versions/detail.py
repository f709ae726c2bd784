"""One earlier version in full: its map, what changed since, and the two ways to use it."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.ui.jobs import Jobs
from oci_map.ui.moments import MomentDetail
from oci_map.ui.plain import Hairline, PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.versions import words
from oci_map.ui.versions.entries import Entry, Looked

_MAP_HEIGHT: Final = 420


class VersionDetail(MomentDetail):
    """Follows the version that is chosen in the list."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(jobs, parent)
        self.preview.setFixedHeight(_MAP_HEIGHT)
        self.copy = PushButton()
        self._buttons.insertWidget(1, self.copy)
        self.since = PlainLabel(role="head")
        below = self._column.indexOf(self._below)
        self._column.insertSpacing(below, 8)
        self._column.insertWidget(below + 1, self.since)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.setAccessibleName(_("The chosen version"))
        self.back.setText(_("Go back to this version"))
        self.copy.setText(_("Open as a copy…"))
        self.since.setText(_("What changed since then"))

    def show_nothing(self, text: str) -> None:
        """Say why no version is shown."""
        super().show_nothing(text)
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

    def _parts(self) -> tuple[QWidget, ...]:
        return *super()._parts(), self.copy, self.since
