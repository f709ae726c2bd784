"""Two parts of a page beside each other, with a line between them that can be moved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget


class Halves(QSplitter):
    """Fills a page with a left and a right part, `sizes` px wide at first; none can vanish."""

    def __init__(
        self,
        page: QWidget,
        left: QWidget,
        right: QWidget,
        sizes: tuple[int, int],
        *,
        left_grows: bool = False,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, page)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(left)
        self.addWidget(right)
        if left_grows:
            self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 1)
        self.setSizes(list(sizes))
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self)
