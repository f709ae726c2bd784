"""A page of the inspector: sections under each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget

from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.operations import records
from oci_map.ui.inspector.header import Header
from oci_map.ui.inspector.section import SIDE
from oci_map.ui.plain import Hairline
from oci_map.ui.session import Session


class Page(QScrollArea):
    """Scrolls when its sections need more room than there is."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("inspectorPage")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inner = QWidget()
        self.column = QVBoxLayout(self.inner)
        self.column.setContentsMargins(0, 0, 0, 12)
        self.column.setSpacing(0)
        self.setWidget(self.inner)

    def refresh(self) -> None:
        """Show what holds now."""
        raise NotImplementedError

    def order_tabs(self, before: QWidget) -> None:
        """Let Tab go down the page as the eye does; rows are made when they are wanted."""
        for stop in _tab_stops(self.column):
            QWidget.setTabOrder(before, stop)
            before = stop

    def ask_name(self) -> None:
        """Let the person name what is shown; pages without a name do nothing."""

    def add_padded(self, widget: QWidget) -> None:
        """Put a widget under a hairline with the panel's margins."""
        self.column.addWidget(Hairline())
        box = QVBoxLayout()
        box.setContentsMargins(SIDE, 10, SIDE - 5, 10)
        box.addWidget(widget)
        self.column.addLayout(box)

    def rename(self, header: Header, noun: str, record: RecordId, field: str, text: str) -> None:
        """Keep a typed name, or say at the name why not."""
        try:
            values: dict[str, Any] = {field: text.strip()}
            self.session.apply(records.edit, noun, record, **values)
        except UserError as problem:
            header.refuse(problem.sentence)


def short_hint() -> str:
    """Return what stands where a short name could be typed."""
    return _("Add a short name…")


def _tab_stops(layout: QLayout) -> Iterator[QWidget]:
    """Yield the widgets of a layout at which Tab can stop, from top to bottom."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget = item.widget()
        inner = item.layout() if widget is None else widget.layout()
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        if inner is not None:
            yield from _tab_stops(inner)
