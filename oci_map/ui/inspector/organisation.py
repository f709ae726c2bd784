"""The inspector's page of one organisation."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from oci_map.graph.wording import bridge_sentence, pair_gaps_sentence, rank_sentence
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation
from oci_map.operations.evidence import unknown
from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.inspector.evidence import EvidenceSection
from oci_map.ui.inspector.form import Form
from oci_map.ui.inspector.gaps import GapSection
from oci_map.ui.inspector.header import Header, Heading
from oci_map.ui.inspector.links import Link, Pointing
from oci_map.ui.inspector.memberships import MembershipSection
from oci_map.ui.inspector.needs import NeedSection
from oci_map.ui.inspector.page import Page, short_hint
from oci_map.ui.inspector.partners import PartnerSection
from oci_map.ui.inspector.related import RelatedBlock
from oci_map.ui.inspector.section import Section
from oci_map.ui.plain import Sentence
from oci_map.ui.session import Session
from oci_map.ui.text_size import adopt
from oci_map.ui.turns import Turns

_FIRST: Final = ("sectors", "policy_level", "kind", "place")
_FURTHER: Final = (
    "cross_sector", "policy_domain", "abbreviation", "aliases", "parent", "website",
    "active_from", "active_to", "note",
)  # fmt: skip


#: What has a list of its own on this page.
_COVERED: Final = (
    Link("membership", "organisation"),
    Link("need_statement", "organisation"),
)


class OrganisationPage(Page):
    """Who it is, what it bridges, where it sits, what it needs, whom it misses, who says so."""

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._all_fields = False
        self._was_shown = False  # as it is now, but for what an edit changed
        self._turns = Turns(self)
        self.header = Header(session, actions, self)
        self.form = Form(session, "organisation", (*_FIRST, *_FURTHER), self)
        self._more = QToolButton(self)
        self._more.setProperty("look", "link")
        self.bridge = BridgeSection(session, self)
        self.groups = MembershipSection(session, "working_group", self)
        self.needs = NeedSection(session, "need", self)
        self.gaps = GapSection(session, self)
        pointing = Pointing()
        self.partners = PartnerSection(session, pointing, self)
        self.related = RelatedBlock(
            session, "organisation", self, covered=_COVERED, pointing=pointing
        )
        self.evidence = EvidenceSection(session, self)
        self.column.addWidget(self.header)
        fields = QWidget(self)
        self.add_padded(fields)
        self._lay_out_fields(fields)
        for section in (
            self.bridge, self.groups, self.needs, self.gaps, self.partners, self.related,
            self.evidence,
        ):  # fmt: skip
            self.column.addWidget(section)
        self.column.addStretch(1)
        self.header.edited.connect(self._rename)
        self._more.clicked.connect(self._show_all_fields)
        self.related.made.connect(self.name_wanted)

    def _lay_out_fields(self, fields: QWidget) -> None:
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.form)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self) -> None:
        former = self._id
        record = self.record_of("organisation")
        if not isinstance(record, Organisation):
            self._turns.stop()
            return
        self.header.show_heading(_heading(record))
        self.form.show_record(record)
        self._show_fields(record)
        self.groups.show_owner(record.id)
        self.needs.show_owner(record.id)
        self.partners.show_owner(record.id)
        self.related.show_owner(record.id)
        self.evidence.show_owner("organisation", record.id)
        if self.session.analysis.is_aside and self._was_shown and record.id == former:
            # After an edit of a large map the others answer first; these follow from all ties.
            self._turns.start(self._show_bridge, self._show_gaps, self._fit_found)
        else:
            self._turns.stop()
            self._show_bridge()
            self._show_gaps()
        self._was_shown = True

    def _show_bridge(self) -> None:
        if self.session.document is not None:
            self.bridge.show_owner(self._id)

    def _show_gaps(self) -> None:
        if self.session.document is None:
            return
        analysis = self.session.analysis
        gaps = analysis.gaps_of(self._id)
        self.gaps.setVisible(bool(gaps))
        self.gaps.show_gaps(gaps, owner=self._id, why_none=pair_gaps_sentence(analysis))

    def _fit_found(self) -> None:
        """Give what came later the measures of the chosen size of text."""
        if theme.text_percent() != 100:
            adopt(self)
            self.fit()

    def ask_name(self) -> None:
        self.header.ask_name()

    def _show_fields(self, record: Organisation) -> None:
        filled = [name for name in _FURTHER if getattr(record, name)]
        snapshot = self.session.snapshot
        filled += [name for name in _FURTHER if unknown(snapshot, "organisation", record, name)]
        names = (*_FIRST, *(_FURTHER if self._all_fields else filled))
        self.form.show_only(names)
        self._more.setVisible(len(filled) < len(_FURTHER))
        self._more.setText(_("Fewer fields") if self._all_fields else _("More fields…"))

    def _show_all_fields(self) -> None:
        self._all_fields = not self._all_fields
        self.refresh()

    def _rename(self, field: str, text: str) -> None:
        self.rename(self.header, "organisation", field, text)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._turns.stop()
        self._was_shown = False


class BridgeSection(Section):
    """One sentence: what would be lost without this organisation."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._owner = RecordId("")
        self.sentence = Sentence(parent=self)
        self.body.addWidget(self.sentence)
        self.explained = self.explain(session, "betweenness", "constraint", "brokerage-roles")

    def show_owner(self, owner: RecordId) -> None:
        """Say what this organisation bridges."""
        self._owner = owner
        self.refresh()

    def refresh(self) -> None:
        self.set_title(_("What it bridges"))
        analysis = self._session.analysis
        found = analysis.bridging_of(self._owner)
        rank = analysis.brokerage_rank(self._owner)
        self.setVisible(found is not None)
        if found is not None:
            self.sentence.setText(bridge_sentence(self._session.snapshot, found))
            partners = [("organisation", one.organisation) for one in
                        analysis.partners_of(self._owner)]  # fmt: skip
            self.explained.say(self.sentence.text(), partners)
        self.aside.setText("" if rank is None else rank_sentence(rank))
        self.aside.setToolTip(
            _("Rank by how many shortest ways between others lead over it, without coordinator")
        )


def _heading(record: Organisation) -> Heading:
    if record.short_name:
        return Heading(
            record.short_name, "short_name", record.name, "name", _("Full name"), mark=record.id
        )
    # Without a short name the full one leads, and the line under it asks for a short one.
    return Heading(record.name, "name", "", "short_name", short_hint(), mark=record.id)
