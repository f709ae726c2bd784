"""The inspector's page of several records: what joins them and what does not."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oci_map.graph.gaps import PairGap, pair_key
from oci_map.graph.wording import pair_bridge_sentence, pair_gap_sentence
from oci_map.i18n import _, listing, ngettext
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.ui import naming
from oci_map.ui.inspector.page import Page
from oci_map.ui.inspector.partners import KIND_WORDS
from oci_map.ui.inspector.row import RowData, Rows
from oci_map.ui.inspector.section import SIDE, Section
from oci_map.ui.plain import PlainLabel, Sentence
from oci_map.ui.session import Session

_MOST_ROWS = 60
_MOST_SENTENCES = 6


class SeveralPage(Page):
    """For two organisations: the gap or the tie between them; for more, the gaps among them."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        head = QWidget(self)
        column = QVBoxLayout(head)
        column.setContentsMargins(SIDE, 18, SIDE, 14)
        self.title = PlainLabel(role="title", wrap=True, parent=head)
        column.addWidget(self.title)
        self.column.addWidget(head)
        self.between = BetweenSection(session, self)
        self.column.addWidget(self.between)
        self.listed = ListedSection(session, self)
        self.column.addWidget(self.listed)
        self.column.addStretch(1)

    def refresh(self) -> None:
        count = len(self.session.selection)
        self.title.setText(
            ngettext("{count} selected", "{count} selected", count).format(count=count)
        )
        self.between.refresh()
        self.listed.refresh()


class BetweenSection(Section):
    """Sentences on how the selected organisations stand to each other."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.sentences: list[Sentence] = []

    def refresh(self) -> None:
        self.set_title(_("Between them"))
        texts = self._texts()
        self.setVisible(bool(texts))
        while len(self.sentences) < len(texts):
            label = Sentence(parent=self)
            label.setContentsMargins(0, 2, 4, 6)
            self.body.addWidget(label)
            self.sentences.append(label)
        for place, label in enumerate(self.sentences):
            label.setVisible(place < len(texts))
            label.setText(texts[place] if place < len(texts) else "")

    def _texts(self) -> list[str]:
        chosen = self._session.selected("organisation")
        if len(chosen) == 2:
            return self._of_pair(chosen[0], chosen[1])
        among = set(chosen)
        gaps = [
            gap
            for gap in self._session.analysis.pair_gaps
            if gap.one in among and gap.other in among
        ]
        snapshot = self._session.snapshot
        return [pair_gap_sentence(snapshot, gap) for gap in gaps[:_MOST_SENTENCES]]

    def _of_pair(self, one: RecordId, other: RecordId) -> list[str]:
        analysis, snapshot = self._session.analysis, self._session.snapshot
        gap = next((g for g in analysis.gaps_of(one) if g.key == pair_key(one, other)), None)
        if gap is not None:
            return [pair_gap_sentence(snapshot, gap), *self._bridges(gap)]
        names = {
            "one": snapshot.organisations[one].short[:80],
            "other": snapshot.organisations[other].short[:80],
        }
        for partner in analysis.partners_of(one):
            if partner.organisation == other:
                kinds = listing([_(KIND_WORDS[kind]) for kind in partner.kinds])
                return [_("{one} and {other} work together: {kinds}.").format(kinds=kinds, **names)]
        steps = analysis.steps_between(one, other)
        if steps is None:
            return [_("No way of cooperation leads from {one} to {other}.").format(**names)]
        return [
            ngettext(
                "{one} and {other} do not work together; they are {count} step apart.",
                "{one} and {other} do not work together; they are {count} steps apart.",
                steps,
            ).format(count=steps, **names)
        ]

    def _bridges(self, gap: PairGap) -> list[str]:
        found = self._session.analysis.bridges_of(gap)
        return [pair_bridge_sentence(self._session.snapshot, gap, one) for one in found]


class ListedSection(Section):
    """The selected records by name."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.rows = Rows(session, self)
        self.body.addWidget(self.rows)
        self.rows.chosen.connect(self._select_one)

    def refresh(self) -> None:
        self.set_title(_("Selected"))
        snapshot = self._session.snapshot
        rows = []
        for noun, record in self._session.selection[:_MOST_ROWS]:
            organisation = noun == "organisation"
            rows.append(
                RowData(
                    key=f"{noun} {record}",
                    text=naming.short(snapshot, noun, record),
                    mark=record if organisation else RecordId(""),
                    aside="" if organisation else NOUNS[noun].label,
                    aside_role="third",
                )
            )
        self.rows.show_rows(rows)
        rest = len(self._session.selection) - len(rows)
        self.aside.setText(_("and {count} more").format(count=rest) if rest else "")

    def _select_one(self, key: str) -> None:
        noun, _space, record = key.partition(" ")
        self._session.select((noun, RecordId(record)))
