"""The inspector's page when nothing is selected: the whole network."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.graph.brokers import strongest
from oci_map.graph.names import organisation_names
from oci_map.graph.wording import (
    bridge_sentence,
    isolates_sentence,
    pair_gap_sentence,
    pair_gaps_sentence,
)
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.vocabulary import GOVERNMENT
from oci_map.ui.inspector.form import Form
from oci_map.ui.inspector.gaps import GapSection
from oci_map.ui.inspector.page import Page
from oci_map.ui.inspector.row import RowData, Rows
from oci_map.ui.inspector.section import SIDE, Section
from oci_map.ui.plain import PlainLabel, Sentence
from oci_map.ui.session import Session

_FEW = 3


class WholePage(Page):
    """Size, ties, the strongest bridge, the largest gap; the document's own fields."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(SIDE, 18, SIDE, 14)
        column.setSpacing(2)
        self.title = PlainLabel(role="title", wrap=True, parent=head)
        self._subtitle = PlainLabel(role="second", parent=head)
        column.addWidget(self.title)
        column.addWidget(self._subtitle)
        self.column.addWidget(head)
        self.figures = SizeSection(session, self)
        self.bridges = BridgesSection(session, self)
        self.gaps = GapSection(session, self)
        self.gap_sentence = Sentence(parent=self.gaps)
        self.gap_sentence.setContentsMargins(0, 0, 4, 6)
        self.gaps.body.insertWidget(0, self.gap_sentence)
        self.about = AboutSection(session, self)
        for section in (self.figures, self.bridges, self.gaps, self.about):
            self.column.addWidget(section)
        self.column.addStretch(1)

    def refresh(self) -> None:
        if self.session.document is None:
            return
        analysis, snapshot = self.session.analysis, self.session.snapshot
        self.title.setText(snapshot.info.title[:300] or self.session.document.path.stem)
        self._subtitle.setText(_("The whole network"))
        self.figures.refresh()
        self.bridges.refresh()
        summary = analysis.pair_gap_summary
        self.gaps.show_gaps(
            summary.listed, count=summary.count, why_none=pair_gaps_sentence(analysis)
        )
        self.gap_sentence.setVisible(bool(summary.listed))
        if summary.listed:
            self.gap_sentence.setText(pair_gap_sentence(snapshot, summary.listed[0]))
        self.about.refresh()


class SizeSection(Section):
    """How large the network is, and who is not connected yet."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.rows = Rows(session, self)
        self.isolates = PlainLabel(role="second", wrap=True, parent=self)
        self.body.addWidget(self.rows)
        self.body.addWidget(self.isolates)
        self.rows.chosen.connect(self._select)
        self.explain(session, "tie-weight")

    def refresh(self) -> None:
        self.set_title(_("Size"))
        analysis, snapshot = self._session.analysis, self._session.snapshot
        shown = analysis.organisations
        public = [one for one in analysis.government if one in analysis.index]
        ties = analysis.drawn_ties
        figures = (
            ("others", _("Organisations"), len(shown) - len(public)),
            ("public", _("Government bodies"), len(public)),
            ("ties", _("Ties drawn"), ties),
            ("pairs", _("Pairs that work together"), analysis.cooperation.count),
        )
        self.rows.show_rows(
            [RowData(key, text, aside=i18n.number(count)) for key, text, count in figures if count]
        )
        sentence = isolates_sentence(snapshot, analysis.isolates)
        self.isolates.setText(sentence)
        self.isolates.setVisible(bool(sentence))

    def _select(self, key: str) -> None:
        organisations = self._session.snapshot.organisations
        wanted = {"others": False, "public": True}.get(key)
        if wanted is None:
            return
        self._session.select(
            *(
                ("organisation", one)
                for one in self._session.analysis.organisations
                if (organisations[one].kind == GOVERNMENT) is wanted
            )
        )


class BridgesSection(Section):
    """The organisations over which most ways lead."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.sentence = Sentence(parent=self)
        self.sentence.setContentsMargins(0, 0, 4, 6)
        self.rows = Rows(session, self)
        self.body.addWidget(self.sentence)
        self.body.addWidget(self.rows)
        self.rows.chosen.connect(self._select)
        self.explained = self.explain(session, "betweenness")

    def refresh(self) -> None:
        self.set_title(_("Strongest bridges"))
        analysis, snapshot = self._session.analysis, self._session.snapshot
        self.aside.setText(_("estimated") if analysis.brokerage_is_estimated else "")
        found = strongest(analysis.organisations, analysis.brokerage, _FEW)
        self.setVisible(bool(found))
        if found:
            self.sentence.setText(self._words(found))
            self.explained.say(self.sentence.text(), [("organisation", one) for one in found])
        self.rows.show_rows(
            [
                RowData(one, snapshot.organisations[one].short, mark=one, aside=f"{place}.")
                for place, one in enumerate(found, 1)
            ]
        )

    def _words(self, ranked: Sequence[RecordId]) -> str:
        """Say what would be lost without the strongest of them without whom anything is lost."""
        analysis, snapshot = self._session.analysis, self._session.snapshot
        for one in ranked:
            found = analysis.bridging_of(one)
            if found is not None and found.lost:
                return bridge_sentence(snapshot, found)
        return (
            _("Most ways between others lead over {organisations}").format(
                organisations=organisation_names(snapshot, ranked)
            )
            + "."
        )

    def _select(self, key: str) -> None:
        self._session.select(("organisation", RecordId(key)))


class AboutSection(Section):
    """The document's own fields: titles, coordinator, platform, boundary."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        names = ("title_nl", "title_en", "coordinator", "platform", "boundary")
        self.form = Form(session, "document", names, self)
        self.body.addWidget(self.form)

    def refresh(self) -> None:
        self.set_title(_("About this document"))
        info = self._session.snapshot.info
        kept = self._session.snapshot.get("document", info.id) is not None
        self.setVisible(kept)
        if kept:
            self.form.show_record(info)
