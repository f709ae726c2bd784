"""The inspector's page of any other record: its fields, what points at it, who says so."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from oci_map.i18n import _
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.records import Evidence, GapNote, Record
from oci_map.ui import naming
from oci_map.ui.actions import Actions
from oci_map.ui.inspector.evidence import EvidenceSection
from oci_map.ui.inspector.form import Form
from oci_map.ui.inspector.header import Header, Heading
from oci_map.ui.inspector.links import Link
from oci_map.ui.inspector.needs import NeedSection
from oci_map.ui.inspector.page import Page
from oci_map.ui.inspector.related import RelatedBlock
from oci_map.ui.inspector.row import RowData, Rows
from oci_map.ui.inspector.section import Section
from oci_map.ui.inspector.supported import LINK as EVIDENCE_OF
from oci_map.ui.inspector.supported import SupportedSection
from oci_map.ui.session import Session

#: The program's own order, and keys that stand for other records: shown as those, never raw.
_HIDDEN: Final = {"": ("rank",), "evidence": ("noun", "record", "field"), "gap_note": ("gap",)}


class RecordPage(Page):
    """Every field of a record, following model/fields.py."""

    def __init__(self, session: Session, noun: str, actions: Actions, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._noun = noun
        self.header = Header(session, actions, self)
        if noun == "person":
            self.header.add_action(actions["forget_person"])
        hidden = (*_HIDDEN[""], *_HIDDEN.get(noun, ()))
        names = [f.name for f in NOUNS[noun].fields if f.name not in hidden]
        self.form = Form(session, noun, names, self)
        self.holders = NeedSection(session, "organisation", self) if noun == "need" else None
        self.supported = SupportedSection(session, self) if noun == "source" else None
        self.about = AboutSection(session, self) if noun in ("evidence", "gap_note") else None
        covered = [EVIDENCE_OF, *([Link("need_statement", "need")] if self.holders else ())]
        self.related = RelatedBlock(session, noun, self, covered=covered)
        self.evidence = EvidenceSection(session, self)
        self.column.addWidget(self.header)
        self.add_padded(self.form)
        for part in (self.about, self.holders, self.supported, self.related, self.evidence):
            if part is not None:
                self.column.addWidget(part)
        self.column.addStretch(1)
        self.header.edited.connect(self._rename)
        self.related.made.connect(self.name_wanted)

    def refresh(self) -> None:
        record = self.record_of(self._noun)
        if record is None:
            return
        self.header.show_heading(self._heading(record))
        self.form.show_record(record)
        if self.about is not None:
            self.about.show_record(record)
        if self.holders is not None:
            self.holders.show_owner(record.id)
        if self.supported is not None:
            self.supported.show_owner(record.id)
        self.related.show_owner(record.id)
        self.evidence.show_owner(self._noun, record.id)

    def ask_name(self) -> None:
        self.header.ask_name()

    def _heading(self, record: Record) -> Heading:
        noun = NOUNS[self._noun]
        field = naming.name_field(noun)
        if field.startswith("text_"):  # a whole sentence is edited among the fields
            field = ""
        icon = naming.ICONS.get(self._noun, "file-text")
        return Heading(naming.called(self.session.snapshot, record), field, noun.label, icon=icon)

    def _rename(self, field: str, text: str) -> None:
        self.rename(self.header, self._noun, field, text)


class AboutSection(Section):
    """What a piece of evidence, or a decision, is about: a click goes there."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._record: Record | None = None
        self.rows = Rows(session, self)
        self.body.addWidget(self.rows)
        self.rows.chosen.connect(self._go_to)

    def show_record(self, record: Record) -> None:
        """Show what this record is about."""
        self._record = record
        self.refresh()

    def refresh(self) -> None:
        self.set_title(_("What it is about"))
        snapshot = self._session.snapshot
        self.rows.show_rows(
            [
                RowData(
                    key=f"{noun} {one}",
                    text=naming.short(snapshot, noun, one),
                    mark=one if noun == "organisation" else RecordId(""),
                    icon=naming.ICONS.get(noun, "file-text"),
                    aside=self._field(noun),
                    aside_role="third",
                )
                for noun, one in self._ends()
                if snapshot.get(noun, one) is not None
            ]
        )

    def _ends(self) -> list[tuple[str, RecordId]]:
        record = self._record
        if isinstance(record, Evidence):
            return [(record.noun, record.record)]
        return naming.gap_ends(record.gap) if isinstance(record, GapNote) else []

    def _field(self, noun: str) -> str:
        record = self._record
        if isinstance(record, Evidence) and record.field:
            return NOUNS[noun].field(record.field).label
        return NOUNS[noun].label

    def _go_to(self, key: str) -> None:
        noun, _space, record = key.partition(" ")
        if isinstance(self._record, GapNote):
            self._session.select(*self._ends())
        else:
            self._session.select((noun, RecordId(record)))
