"""The view of gaps: levels and states over a ranked list, and the matrix beside it."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from oci_map.graph import finding as f
from oci_map.graph import matrix as m
from oci_map.graph.analysis import Analysis
from oci_map.graph.finding import Gap
from oci_map.graph.findings import Findings
from oci_map.graph.gap_remarks import confidence_word
from oci_map.graph.gap_summary import large_groups_sentence, level_sentence
from oci_map.i18n import _, number
from oci_map.model.ids import RecordId
from oci_map.progress import Progress
from oci_map.ui import theme
from oci_map.ui.actions import Actions, menu_text
from oci_map.ui.asking import Asking
from oci_map.ui.chip import Chip
from oci_map.ui.emptiness import what_gaps_need
from oci_map.ui.gaps.gap_list import GapList
from oci_map.ui.gaps.matrix_panel import MatrixPanel
from oci_map.ui.gaps.words import ALL, LEVELS, STATES
from oci_map.ui.halves import Halves
from oci_map.ui.jobs import Jobs
from oci_map.ui.plain import PlainLabel, tooltip
from oci_map.ui.segments import Segments
from oci_map.ui.session import Session
from oci_map.ui.views import MAP, Page

_LIST_WIDTH: Final = 724
_MATRIX_WIDTH: Final = 828
#: The height of the page from which a sentence says what the list is.
_SENTENCE_FROM: Final = 430
#: The matrix that belongs to a level of gaps.
_MATRIX_OF: Final = {
    "sector": m.SECTOR_SECTOR,
    "level": m.SECTOR_LEVEL,
    "domain": m.SECTOR_DOMAIN,
    "group": m.ORGANISATION_GROUP,
}
_CONFIDENCES: Final = (f.HIGH, f.MEDIUM, f.LOW)


class GapsPage(Page):
    """Where needs are shared and nobody works together; what can be done about it."""

    shows_filter: ClassVar[bool] = True
    shows_inspector: ClassVar[bool] = False
    wants_room: ClassVar[bool] = True

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self._findings: Findings | None = None
        self._looked_at: Analysis | None = None
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._take)
        self._state = ALL
        self._need = RecordId("")
        self._confidence = ""
        self._title = PlainLabel(role="title", parent=self)
        self.levels = Segments(self)
        self.states = Segments(self)
        self.need = Chip(parent=self)
        self.confidence = Chip(parent=self)
        self._need_menu, self._confidence_menu = QMenu(self), QMenu(self)
        self.need.set_menu(self._need_menu)
        self.confidence.set_menu(self._confidence_menu)
        self.sentence = PlainLabel(role="second", wrap=True, parent=self)
        self.progress = PlainLabel(role="caption", parent=self)
        self.list = GapList(session, jobs, self)
        self.nothing = PlainLabel(role="second", wrap=True, parent=self)
        self.panel = MatrixPanel(self.list, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(20, 16, 16, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addSpacing(12)
        head.addWidget(self.progress)
        head.addStretch(1)
        head.addWidget(self.need)
        head.addWidget(self.confidence)
        column.addLayout(head)
        column.addWidget(self.levels, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.sentence)
        column.addWidget(self.states, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        column.addStretch()  # takes the room while the list is hidden
        Halves(self, left, self.panel, (_LIST_WIDTH, _MATRIX_WIDTH), left_grows=True)

    def _connect(self) -> None:
        session = self.session
        self.levels.chosen.connect(self._choose_level)
        self.states.chosen.connect(self._choose_state)
        self.panel.chosen.connect(self._choose_matrix)
        self.panel.gap_wanted.connect(self.look_at)
        self.list.looked_at.connect(session.gap_focus.look_at)
        self.list.pointed.connect(self.panel.table.light_gap)
        self.list.card.record_wanted.connect(self._show_record)
        self.list.card.map_wanted.connect(self._show_on_map)
        self._need_menu.aboutToShow.connect(self._list_needs)
        self._need_menu.triggered.connect(self._choose_need)
        self._confidence_menu.aboutToShow.connect(self._list_confidences)
        self._confidence_menu.triggered.connect(self._choose_confidence)
        session.picture_changed.connect(self.refresh)
        session.gap_focus.changed.connect(self._follow_focus)

    # --------------------------------------------------------------------------- what it shows

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._title.setText(_("Gaps"))
        self.levels.setAccessibleName(_("Between what"))
        self.states.setAccessibleName(_("What was decided"))
        self.levels.set_choices([(level, _(text)) for level, text in LEVELS.items()])
        self.list.retranslate()
        self.panel.retranslate()
        self.refresh()

    def refresh(self) -> None:
        """Show the gaps of the present view; refine them aside where that takes longer."""
        if not self.isVisible() or self.session.document is None:
            return
        analysis = self.session.analysis
        if self._looked_at is not analysis:
            self._looked_at = analysis
            if analysis.is_aside:
                self._asking.ask(partial(_found, analysis.apart()), analysis)
                self.progress.setText(_("Looking for gaps …"))
            else:
                self._findings = analysis.findings
                self._refine(self._findings)
        self._show()

    def _refine(self, findings: Findings) -> None:
        self._asking.forget()
        self.progress.setText("")
        if findings.refined:
            return
        self._asking.ask(findings.refine, findings)
        self.progress.setText(_("Comparing with chance…"))

    def _take(self, _asked: object, findings: Findings) -> None:
        self._findings = findings
        self.progress.setText("")
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        findings = self._findings
        if findings is None:
            return
        snapshot, level = findings.analysis.snapshot, self.levels.choice
        counts = findings.states(level)
        all_of_them = sum(counts.values())
        self.states.set_choices(
            [
                (state, f"{_(text)}  {number(counts.get(state, all_of_them))}")
                for state, text in STATES.items()
            ]
        )
        self.states.choose(self._state)
        parts = (level_sentence(findings, level), large_groups_sentence(findings))
        self.sentence.setText(" ".join(part for part in parts if part))
        self._make_room()
        gaps = tuple(gap for gap in findings.at_level(level) if self._is_wanted(gap))
        self.list.setVisible(bool(gaps))
        by_needs = not all_of_them and level != "recommendation"
        missing = what_gaps_need(self.session) if by_needs else ""
        self.nothing.setVisible(not gaps and (all_of_them > 0 or bool(missing)))
        self.nothing.setText(missing or _("None of them is chosen by these filters."))
        self._name_chips()
        self.list.show_gaps(snapshot, findings, gaps, self.session.gap_focus.key)
        self.panel.show_findings(snapshot, findings)
        self.panel.mark_gap(self.list.key)

    def _is_wanted(self, gap: Gap) -> bool:
        return (
            self._state in (ALL, gap.state.state)
            and (not self._confidence or gap.confidence.word == self._confidence)
            and (not self._need or any(one.need == self._need for one in gap.shared_needs))
        )

    def _name_chips(self) -> None:
        need = self.session.snapshot.needs.get(self._need)
        if need is None:
            self._need = RecordId("")
        self.need.set_texts(_("Need"), _("any") if need is None else need.name[:24])
        word = confidence_word(f.Confidence(self._confidence, "")) if self._confidence else _("any")
        self.confidence.set_texts(_("Confidence"), word)

    # --------------------------------------------------------------------------------- choosing

    def look_at(self, key: str) -> None:
        """Open a gap, at its own level and whatever the filters hide."""
        findings = self._findings
        gap = findings.gap(key) if findings is not None else None
        if gap is None:
            return
        self.session.gap_focus.look_at(key)
        if not self._is_wanted(gap):
            self._state, self._need, self._confidence = ALL, RecordId(""), ""
            self._show()
        if gap.level != self.levels.choice:
            self.levels.choose(gap.level)
        self.list.look_at(key)

    def _choose_level(self, level: str) -> None:
        if level in _MATRIX_OF:
            self.panel.names.choose(_MATRIX_OF[level])
        if self.isVisible():
            self._show()

    def _choose_matrix(self, _name: str) -> None:
        if self.isVisible():
            self._show()

    def _choose_state(self, state: str) -> None:
        if state != self._state:
            self._state = state
            self._show()

    def _list_needs(self) -> None:
        self._need_menu.clear()
        self._need_menu.addAction(_("Any need")).setData("")
        needs = sorted(self.session.snapshot.needs.values(), key=_by_rank)
        for need in needs:
            action = self._need_menu.addAction(menu_text(need.name))
            action.setData(need.id)
            action.setCheckable(True)
            action.setChecked(need.id == self._need)

    def _choose_need(self, action: QAction) -> None:
        self._need = RecordId(action.data())
        self._show()

    def _list_confidences(self) -> None:
        self._confidence_menu.clear()
        self._confidence_menu.addAction(_("Any confidence")).setData("")
        for code in _CONFIDENCES:
            action = self._confidence_menu.addAction(confidence_word(f.Confidence(code, "")))
            action.setData(code)
            action.setCheckable(True)
            action.setChecked(code == self._confidence)

    def _choose_confidence(self, action: QAction) -> None:
        self._confidence = action.data()
        self._show()

    def _follow_focus(self) -> None:
        key = self.session.gap_focus.key
        if self.isVisible():
            if key != self.list.key:
                self.look_at(key)
            self.panel.mark_gap(self.list.key)

    def _make_room(self) -> None:
        """With large text in a low window the gaps themselves come first."""
        low = self.height() < theme.px(_SENTENCE_FROM)
        self.sentence.setHidden(low)
        self._title.setToolTip(tooltip(self.sentence.text()) if low else "")

    # ------------------------------------------------------------------------------ other views

    def _show_record(self, noun: str, record: str) -> None:
        self.session.select((noun, RecordId(record)))
        self.session.show_view(MAP)

    def _show_on_map(self) -> None:
        gap = self.list.card.gap
        if gap is not None:
            self.session.select(*(("organisation", one) for one in gap.organisations))
            self.session.show_view(MAP)

    # ----------------------------------------------------------------------------- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        key = self.session.gap_focus.key
        if key and key != self.list.key:
            self.look_at(key)


def _found(analysis: Analysis, progress: Progress) -> Findings:
    """Return the findings of a large map with all that the page shows of them."""
    findings = analysis.findings.refine(progress)
    for level in LEVELS:
        findings.states(level)
        progress.report(0.5)
    for name in m.MATRICES:
        findings.matrix(name)
    return findings


def _by_rank(need: Any) -> tuple[int, str]:
    return (need.rank, need.name)
