"""A row of parts that becomes two rows where there is no room for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

_BETWEEN: Final = 12


class Folding(QWidget):
    """The first parts stand at the left; the others at the right of them, or below."""

    def __init__(
        self, parent: QWidget, first: Sequence[QWidget], second: Sequence[QWidget]
    ) -> None:
        super().__init__(parent)
        self._parts = (tuple(first), tuple(second))
        self._folded: bool | None = None
        self._rows = (QHBoxLayout(), QHBoxLayout())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in self._rows:
            row.setSpacing(_BETWEEN)
            column.addLayout(row)
        self.fold()

    def fold(self) -> None:
        """Use one row or two, as the room is now."""
        shown = [part for some in self._parts for part in some if not part.isHidden()]
        needed = sum(_room_of(part) for part in shown) + _BETWEEN * (len(shown) + 1)
        folded = self.width() < needed
        if folded == self._folded:
            return
        self._folded = folded
        for row in self._rows:
            while row.count():
                row.takeAt(0)
        above, below = self._rows
        for part in self._parts[0]:
            above.addWidget(part, 1 if _is_elastic(part) else 0)
        if not any(map(_is_elastic, self._parts[0])):
            above.addStretch(1)
        for part in self._parts[1]:
            (below if folded else above).addWidget(part)
        if folded:
            below.addStretch(1)

    # --------------------------------------------------------------------------- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def event(self, event: QEvent) -> bool:
        # What stands in it was shown, hidden, or has other words.
        if event.type() == QEvent.Type.LayoutRequest:
            self.fold()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())


def _is_elastic(part: QWidget) -> bool:
    """Say whether a part takes the room that is left, however little that is."""
    return part.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Ignored


def _room_of(part: QWidget) -> int:
    return part.minimumWidth() if _is_elastic(part) else part.sizeHint().width()
