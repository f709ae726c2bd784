"""What becomes of rows that are there already: left as they are, or brought up to date."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from oci_map import i18n
from oci_map.i18n import _, ngettext
from oci_map.ui.proposal import Proposal


class ProposalChoice(QWidget):
    """Two buttons, of which the safe one is chosen at first."""

    chosen = Signal(object)  # the Proposal to be shown instead

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._leaving: Proposal | None = None
        self.leave = QRadioButton(self)
        self.update_ = QRadioButton(self)
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for button in (self.leave, self.update_):
            group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        group.buttonClicked.connect(self._choose)

    def show_proposal(self, proposal: Proposal) -> None:
        """Offer the choice where there is one."""
        if not proposal.updating:
            self._leaving = proposal
        with QSignalBlocker(self):
            (self.update_ if proposal.updating else self.leave).setChecked(True)
        self.retranslate()
        self.setVisible(self._leaving is not None and self._leaving.update is not None)

    def retranslate(self) -> None:
        """Give the buttons their words in the chosen language."""
        update = None if self._leaving is None else self._leaving.update
        if update is None:
            return
        cells = len(update.changes)
        self.leave.setText(_("Leave what is there as it is"))
        text = ngettext(
            "Bring what is there up to date ({count} cell changes)",
            "Bring what is there up to date ({count} cells change)",
            cells,
        )
        self.update_.setText(text.format(count=i18n.number(cells)))
        self.update_.setToolTip(
            _("What is filled in the list is written; an empty cell erases nothing.")
        )

    def holds_keyboard(self) -> bool:
        """Say whether one of its buttons has the keyboard."""
        return self.leave.hasFocus() or self.update_.hasFocus()

    def _choose(self, button: QRadioButton) -> None:
        leaving = self._leaving
        if leaving is not None:
            self.chosen.emit(leaving.update if button is self.update_ else leaving)
