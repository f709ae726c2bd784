"""The foot of an opened gap: what can be done about it stays in sight while the text scrolls."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from oci_map.ui import theme
from oci_map.ui.flow import Flow
from oci_map.ui.gaps.effect import Effect
from oci_map.ui.gaps.inviting import InviteButton
from oci_map.ui.jobs import Jobs
from oci_map.ui.push_button import PushButton
from oci_map.ui.session import Session

# The line round the card.
_LINE: Final = 2
_ABOVE, _BELOW = 8, 12
# The text keeps at least this share of what is seen of the list.
_TEXT_SHARE: Final = 0.4


class CardFoot(QWidget):
    """Stands at the end of the card; at the lower edge of the list while that is out of sight."""

    def __init__(self, session: Session, jobs: Jobs, card: QWidget) -> None:
        super().__init__(card)
        self._card = card
        self.invite = InviteButton(self)
        self.seat = PushButton(self)
        self.dismiss = PushButton(self)
        self.reason = QLineEdit(self)
        self.reason.setMaxLength(1000)
        self.reason.hide()
        self.effect = Effect(session, jobs, self)
        self._floats = False
        self._column = QVBoxLayout(self)
        self._column.setSpacing(8)
        self._column.addWidget(self.reason)
        self._buttons = Flow(between=8)
        for button in (self.invite, self.seat, self.dismiss):
            self._buttons.addWidget(button)
        self._column.addLayout(self._buttons)
        self._column.addWidget(self.effect)

    def height_at(self, width: int, left: int, right: int) -> int:
        """Return the height (px) it needs in a card of this width, with these margins.

        Buttons that would need a second row begin further to the left, at the right margin's width.
        """
        if self._buttons.sizeHint().width() > width - left - right:
            left = right
        self._column.setContentsMargins(left - _LINE, _ABOVE, right - _LINE, _BELOW - _LINE)
        parts = (self.invite, self.seat, self.dismiss, self.reason, self.effect)
        if all(part.isHidden() for part in parts):
            return _BELOW
        self._column.activate()
        return self._column.totalHeightForWidth(width - 2 * _LINE) + _LINE

    @property
    def floats(self) -> bool:
        """Whether the text of the card goes on beneath it."""
        return self._floats

    def stand(self, head: int, seen: int, room: int) -> None:
        """Stand at the end of the card, or where what is `seen` of it ends (px from its top).

        It stays below the `head` of the card, and leaves the text its share of the `room`.
        """
        wide = self._card.width() - 2 * _LINE
        tall = self._column.totalHeightForWidth(wide)
        end = self._card.height() - _LINE - tall
        y = max(head, seen - tall) if tall <= room * (1 - _TEXT_SHARE) else end
        floats = y < end
        if floats != self._floats:
            self._floats = floats
            self.update()
        self.setGeometry(_LINE, min(y, end), wide, tall)
        self.raise_()

    # --------------------------------------------------------------------------- Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._floats:  # over the text, which goes on beneath it
            painter = QPainter(self)
            painter.fillRect(self.rect(), theme.colour("surface"))
            painter.setPen(theme.colour("hairline_strong"))
            painter.drawLine(0, 0, self.width(), 0)
