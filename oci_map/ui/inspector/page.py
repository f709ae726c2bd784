"""A page of the inspector: sections under each other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.model.records import NONE, Record
from oci_map.operations import records
from oci_map.ui.inspector.header import Header
from oci_map.ui.inspector.section import SIDE
from oci_map.ui.plain import Hairline
from oci_map.ui.session import Session


class Page(QScrollArea):
    """Scrolls when its sections need more room than there is."""

    name_wanted = Signal()  # a record was made on this page, and waits for its name

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self._id = NONE  # of the record that is shown, on a page of one
        self.setObjectName("inspectorPage")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inner = QWidget()
        self.column = QVBoxLayout(self.inner)
        self.column.setContentsMargins(0, 0, 0, 12)
        self.column.setSpacing(0)
        self.setWidget(self.inner)

    def fit(self) -> None:
        """Give the page the height that its parts need now."""
        for widget in self.inner.findChildren(QWidget):
            layout = widget.layout()
            if layout is not None:
                layout.activate()
        self.column.activate()
        # What Qt does when it hears that the layout changed; of some changes it does not hear.
        self.setWidgetResizable(False)
        self.setWidgetResizable(True)

    def refresh(self) -> None:
        """Show what holds now."""
        raise NotImplementedError

    def record_of(self, noun: str) -> Record | None:
        """Return the record of this noun that is selected; another one is read from its top."""
        chosen = self.session.selected(noun)
        record = self.session.snapshot.get(noun, chosen[0]) if chosen else None
        if record is not None and record.id != self._id:
            self._id = record.id
            self.verticalScrollBar().setValue(0)
        return record

    def ask_name(self) -> None:
        """Let the person name what is shown; pages without a name do nothing."""

    def add_padded(self, widget: QWidget) -> None:
        """Put a widget under a hairline with the panel's margins."""
        self.column.addWidget(Hairline())
        box = QVBoxLayout()
        box.setContentsMargins(SIDE, 10, SIDE - 5, 10)
        box.addWidget(widget)
        self.column.addLayout(box)

    def rename(self, header: Header, noun: str, field: str, text: str) -> None:
        """Keep a typed name, or say at the name why not."""
        try:
            values: dict[str, Any] = {field: text.strip()}
            self.session.apply(records.edit, noun, self._id, **values)
        except UserError as problem:
            header.refuse(problem.sentence)


def short_hint() -> str:
    """Return what stands where a short name could be typed."""
    return _("Add a short name…")
