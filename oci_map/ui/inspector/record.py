"""The inspector's page of any other record: its fields, who holds it, who says so."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from oci_map import i18n
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.records import Named, Record
from oci_map.ui import naming
from oci_map.ui.actions import Actions
from oci_map.ui.inspector.evidence import EvidenceSection
from oci_map.ui.inspector.form import Form
from oci_map.ui.inspector.header import Header, Heading
from oci_map.ui.inspector.needs import NeedSection
from oci_map.ui.inspector.page import Page
from oci_map.ui.session import Session

_HIDDEN: Final = ("rank",)  # the program's own order


class RecordPage(Page):
    """Every field of a record, following model/fields.py."""

    def __init__(self, session: Session, noun: str, actions: Actions, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._noun = noun
        self._id = RecordId("")
        self.header = Header(session, actions, self)
        names = [f.name for f in NOUNS[noun].fields if f.name not in _HIDDEN]
        self.form = Form(session, noun, names, self)
        self.holders: NeedSection | None = None
        self.evidence = EvidenceSection(session, self)
        self.column.addWidget(self.header)
        self.add_padded(self.form)
        if noun == "need":
            self.holders = NeedSection(session, "organisation", self)
            self.column.addWidget(self.holders)
        self.column.addWidget(self.evidence)
        self.column.addStretch(1)
        self.header.edited.connect(self._rename)

    def refresh(self) -> None:
        chosen = self.session.selected(self._noun)
        record = self.session.snapshot.get(self._noun, chosen[0]) if chosen else None
        if record is None:
            return
        if record.id != self._id:
            self._id = record.id
            self.verticalScrollBar().setValue(0)
        self.header.show_heading(self._heading(record))
        self.form.show_record(record)
        if self.holders is not None:
            self.holders.show_owner(record.id)
        self.evidence.show_owner(self._noun, record.id)

    def ask_name(self) -> None:
        self.header.ask_name()

    def _heading(self, record: Record) -> Heading:
        field = ""
        if isinstance(record, Named):
            field = "name_nl" if i18n.language() == "nl" else "name_en"
        noun = NOUNS[self._noun].label
        icon = naming.ICONS.get(self._noun, "file-text")
        return Heading(naming.name_of(record), field, noun, icon=icon)

    def _rename(self, field: str, text: str) -> None:
        self.rename(self.header, self._noun, self._id, field, text)
