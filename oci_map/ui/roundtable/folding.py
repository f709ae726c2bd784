"""A row of parts that becomes two rows, or more, where there is no room for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from oci_map.ui.flow import Flow

_BETWEEN: Final = 12


class Folding(QWidget):
    """The first parts stand at the left; the others at the right of them, or below."""

    def __init__(
        self, parent: QWidget, first: Sequence[QWidget], second: Sequence[QWidget]
    ) -> None:
        super().__init__(parent)
        self._parts = (tuple(first), tuple(second))
        self._state: tuple[bool, bool] | None = None
        self._row = QHBoxLayout()
        self._row.setSpacing(_BETWEEN)
        # What finds no room in a row of its own goes on in the next.
        self._flows = (Flow(between=_BETWEEN), Flow(between=_BETWEEN))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for row in (self._row, *self._flows):
            column.addLayout(row)
        self.fold()

    def fold(self) -> None:
        """Use one row or two, as the room is now."""
        shown = [part for some in self._parts for part in some if not part.isHidden()]
        needed = sum(_room_of(part) for part in shown) + _BETWEEN * (len(shown) + 1)
        folded = self.width() < needed
        state = (folded, self._fits(self._parts[0]))
        if state == self._state:
            return
        self._state = state
        for row in (self._row, *self._flows):
            while row.count():
                row.takeAt(0)
        first, second = self._parts
        elastic = any(map(_is_elastic, first))
        flows = folded and not elastic and not self._fits(first)
        for part in first:
            if flows:
                self._flows[0].addWidget(part)
            else:
                self._row.addWidget(part, 1 if _is_elastic(part) else 0)
        if not flows and not elastic:
            self._row.addStretch(1)
        for part in second:
            (self._flows[1] if folded else self._row).addWidget(part)

    def _fits(self, parts: Sequence[QWidget]) -> bool:
        """Say whether parts find room in one row, as narrow as they can be."""
        shown = [part.minimumWidth() or _room_of(part) for part in parts if not part.isHidden()]
        return sum(shown) + _BETWEEN * (len(shown) - 1) <= self.width()

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
