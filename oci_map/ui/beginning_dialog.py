"""Asks what a new document begins with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.ui import text_size, theme
from oci_map.ui.card import Card
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton

_WIDTH: Final = 520


class BeginningDialog(QDialog):
    """A card for each beginning; Enter takes the first, a click takes any of them."""

    def __init__(self, choices: Sequence[tuple[str, str, str]], parent: QWidget | None) -> None:
        """Offer choices: an icon, a name and a line that says more."""
        super().__init__(parent)
        self.setObjectName("beginningDialog")
        self.setWindowTitle(_("Make a new document"))
        self.taken: int | None = None
        self.title = PlainLabel(_("What does it begin with?"), role="title", parent=self)
        self.cards = [Card(str(place), icon, self) for place, (icon, _a, _b) in enumerate(choices)]
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addSpacing(4)
        for card, (_icon, name, below) in zip(self.cards, choices, strict=True):
            card.set_texts(name, below)
            card.taken.connect(self._take)
            column.addWidget(card)
        self.later = PlainLabel(
            _("Everything can be changed, added and deleted later."), role="second", wrap=True,
            parent=self,
        )  # fmt: skip
        self.cancel = PushButton(self)
        self.cancel.setText(_("Cancel"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.later, 1)
        foot.addWidget(self.cancel)
        column.addSpacing(4)
        column.addLayout(foot)
        self.setFixedWidth(theme.px_wide(_WIDTH))
        text_size.adopt(self)
        self.cards[0].setFocus()

    def _take(self, key: str) -> None:
        self.taken = int(key)
        self.accept()
