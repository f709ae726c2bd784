"""Parts side by side that go on in another row where the room ends."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Gives each part the size it asks for, row after row."""

    def __init__(
        self, parent: QWidget | None = None, between: int = 6, *, apart: bool = False
    ) -> None:
        super().__init__(parent)
        self._apart = apart  # where one row has room for all, the last part stands at its end
        self._items: list[QLayoutItem] = []
        self._between = between
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def _place(self, area: QRect, *, really: bool) -> int:
        """Place the parts in an area, or only reckon; return the height they take."""
        x, y, tall = area.x(), area.y(), 0
        shown = [item for item in self._items if not item.isEmpty()]
        spread = self._apart and self.sizeHint().width() <= area.width()
        for item in shown:
            size = item.sizeHint()
            if x > area.x() and x + size.width() > area.right() + 1:
                x, y, tall = area.x(), y + tall + self._between, 0
            if really:
                wide = min(size.width(), max(1, area.width()))
                left = area.right() + 1 - wide if spread and item is shown[-1] else x
                top = y + (self.sizeHint().height() - size.height()) // 2 if spread else y
                item.setGeometry(QRect(left, top, wide, size.height()))
            x += size.width() + self._between
            tall = max(tall, size.height())
        return y + tall - area.y()

    # --------------------------------------------------------------------------- Qt overrides

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), really=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, really=True)

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in sizes) + self._between * max(0, len(sizes) - 1)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items if not item.isEmpty()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )
