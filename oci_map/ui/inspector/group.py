"""The inspector's page of one working group."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from oci_map import i18n
from oci_map.drawing.picture import Key
from oci_map.graph.wording import pair_gaps_sentence
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import WorkingGroup
from oci_map.ui.actions import Actions
from oci_map.ui.inspector.evidence import EvidenceSection
from oci_map.ui.inspector.form import Form
from oci_map.ui.inspector.gaps import GapSection
from oci_map.ui.inspector.header import Header, Heading
from oci_map.ui.inspector.links import Link
from oci_map.ui.inspector.memberships import MembershipSection
from oci_map.ui.inspector.page import Page
from oci_map.ui.inspector.related import RelatedBlock
from oci_map.ui.session import Session

_FIELDS: Final = (
    "kind", "mandate", "parent", "active_from", "active_to", "name_nl", "name_en",
)  # fmt: skip


class GroupPage(Page):
    """What the group is for, who sits in it, and who in it should talk to each other."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.header = Header(session, actions, self)
        self.form = Form(session, "working_group", _FIELDS, self)
        self.members = MembershipSection(session, "organisation", self)
        self.gaps = GapSection(session, self)
        self.related = RelatedBlock(
            session, "working_group", self, covered=[Link("membership", "group")]
        )
        self.evidence = EvidenceSection(session, self)
        self.column.addWidget(self.header)
        self.add_padded(self.form)
        self.column.addWidget(self.members)
        self.column.addWidget(self.gaps)
        self.column.addWidget(self.related)
        self.column.addWidget(self.evidence)
        self.column.addStretch(1)
        self.header.edited.connect(self._rename)
        self.related.made.connect(self.name_wanted)

    def refresh(self) -> None:
        record = self.record_of("working_group")
        if not isinstance(record, WorkingGroup):
            return
        self.header.show_heading(self._heading(record))
        self.form.show_record(record)
        self.members.show_owner(record.id)
        members = {m.organisation for m in self.session.snapshot.members_of.get(record.id, ())}
        analysis = self.session.analysis
        among = [g for g in analysis.pair_gaps if g.one in members and g.other in members]
        self.gaps.setVisible(bool(among))
        self.gaps.show_gaps(among, why_none=pair_gaps_sentence(analysis))
        self.related.show_owner(record.id)
        self.evidence.show_owner("working_group", record.id)

    def ask_name(self) -> None:
        self.header.ask_name()

    def _heading(self, record: WorkingGroup) -> Heading:
        field = "name_nl" if i18n.language() == "nl" else "name_en"
        kind = _(self.form.editors["kind"].field.choices[record.kind])
        return Heading(record.name, field, kind, dot=self._colour_of(record.id))

    def _colour_of(self, group: RecordId) -> str:
        picture = self.session.picture
        for outline in picture.outlines if picture is not None else ():
            if outline.key == Key(group):
                return outline.colour
        return self.session.style.hull_policy

    def _rename(self, field: str, text: str) -> None:
        self.rename(self.header, "working_group", field, text)
