"""A page of moments of the document: a list of them at the left, the chosen one at the right."""

from __future__ import annotations

from typing import ClassVar, Final

from PySide6.QtCore import QAbstractItemModel, Qt, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.jobs import Jobs
from oci_map.ui.map_preview import Preview
from oci_map.ui.plain import PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.row_paint import show_painted
from oci_map.ui.session import Session
from oci_map.ui.two_lines import TwoLineDelegate
from oci_map.ui.views import Page

_LIST_WIDTH: Final = 400
_LEAST_LIST: Final = 240
_SETTLE_MS: Final = 120  # while the arrow keys run through the list, no moment is read or drawn


class MomentDetail(QScrollArea):
    """What the chosen moment is called, the way back to it, its map, and what it came to."""

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
        self.preview = Preview(jobs, self)
        self.caption = PlainLabel(role="caption", wrap=True)
        self._below = QWidget()
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(24, 20, 24, 24)
        self._column.setSpacing(8)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.back)
        self._buttons.addStretch(1)
        for words in (self.nothing, self.title, self.beside):
            self._column.addWidget(words)
        self._column.addLayout(self._buttons)
        self._column.addSpacing(4)
        self._column.addWidget(self.preview)
        self._column.addWidget(self.caption)
        self._column.addWidget(self._below)
        self._column.addStretch(1)
        self.setWidget(inner)

    def show_nothing(self, text: str) -> None:
        """Say why no moment is shown."""
        self.nothing.setText(text)
        self._replace(QWidget())
        self._show_parts(False)
        self.preview.show_nothing()

    def _parts(self) -> tuple[QWidget, ...]:
        """Return what is shown of a moment."""
        return self.title, self.beside, self.back, self.preview, self.caption, self._below

    def _show_parts(self, shown: bool) -> None:
        self.nothing.setVisible(not shown)
        for part in self._parts():
            part.setVisible(shown)

    def _replace(self, below: QWidget) -> None:
        """Put this in the place of what stands below the map."""
        self._below.hide()  # it is deleted a moment later
        self._column.replaceWidget(self._below, below)
        self._below.deleteLater()
        self._below = below
        below.show()


class MomentsPage(Page):
    """Works while it is shown, and catches up when it is shown again."""

    shows_filter: ClassVar[bool] = False
    shows_inspector: ClassVar[bool] = False

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self.list = QListView(self)
        show_painted(self.list, TwoLineDelegate(self.list))
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)

    def _lay_out_sides(self, model: QAbstractItemModel, detail: QWidget) -> QVBoxLayout:
        """Lay out the page; return the column at the left, with only the list in it."""
        self.list.setModel(model)
        self._left = left = QWidget(self)
        left.setObjectName("historyList")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        left.setProperty("ownSize", True)
        self._fit_list()
        self.session.theme_changed.connect(self._fit_list)  # also when the text gets larger
        column = QVBoxLayout(left)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left)
        whole.addWidget(detail, 1)
        return column

    def _fit_list(self) -> None:
        """Give the list its width; what stands beside it needs as much."""
        wide = theme.px_wide(_LIST_WIDTH)
        self._left.setFixedWidth(max(_LEAST_LIST, min(wide, self.width() // 2)))

    # ---------------------------------------------------------------------------- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_list()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._settle.stop()
