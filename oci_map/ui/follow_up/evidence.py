"""What came of a roundtable: the gaps at its tables, asked about once, and figures with bands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.graph.names import name_in_sentence
from oci_map.i18n import N_, _, number
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.operations import outcomes
from oci_map.progress import Progress
from oci_map.roundtable import evidence_words as words
from oci_map.roundtable.evidence import (
    MONTHS,
    Evidence,
    SeatedGap,
    compared,
    eve_of,
    evidence,
    moment,
    roundtables_held,
)
from oci_map.ui import icons, theme
from oci_map.ui.actions import menu_text
from oci_map.ui.asking import Asking
from oci_map.ui.drop_button import DropButton
from oci_map.ui.flow import Flow
from oci_map.ui.follow_up.evidence_chart import EvidenceChart
from oci_map.ui.follow_up.row_list import Column, RowList
from oci_map.ui.indicator_table import IndicatorTable
from oci_map.ui.jobs import Jobs
from oci_map.ui.plain import Hairline, PlainLabel, Sentence, tooltip
from oci_map.ui.push_button import PushButton
from oci_map.ui.segments import Segments
from oci_map.ui.session import Session

if TYPE_CHECKING:
    from oci_map.graph.compare import Comparison

_RIGHT: Final = 400
_RIGHT_SHARE: Final = 0.36
#: The height from which it is said in sentences what came of the gaps.
_WITH_WORDS: Final = 320
#: The height from which it is said what to do with the list.
_WITH_HINT: Final = 220
_ANSWERS: Final = {
    "tie": N_("They work together"),
    "no_tie": N_("They do not"),
    "unknown": N_("Unknown"),
}
_INKS: Final = {
    "recorded": "ok", "tie": "ok", "no_tie": "text_2", "unknown": "text_3", "to_ask": "warn",
    "later": "text_3",
}  # fmt: skip


class EvidencePanel(QWidget):
    """One roundtable at a time; an answer for what is selected is one step."""

    picked = Signal(list)  # ids of organisations
    wanted = Signal(str)  # "slide" or "page"

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._asking = Asking(jobs, self)
        self._today = ""
        self._eve = ""  # the day before, with which it is compared
        self._key: object = None
        self._roundtable = RecordId("")
        self.found: Evidence | None = None
        self.where = DropButton(self)
        self._menu = QMenu(self)
        self.where.setMenu(self._menu)
        self.headline = Sentence(size=15, line=21, parent=self)
        self.sentences = PlainLabel(role="second", wrap=True, parent=self)
        self.months = Segments(self)
        self.answers = {code: PushButton(self) for code in _ANSWERS}
        self.hint = PlainLabel(role="caption", wrap=True, parent=self)
        self.with_tie = QCheckBox(self)
        self.list = RowList(self._columns(), _key, self)
        self.chart = EvidenceChart(self)
        self._table_title = PlainLabel(role="head", parent=self)
        self.table = IndicatorTable(self)
        self.note = PlainLabel(role="caption", wrap=True, parent=self)
        self.slide, self.page = PushButton(self), PushButton(self)
        self._lay_out()
        self._connect()

    def _columns(self) -> tuple[Column[SeatedGap], ...]:
        return (
            Column(N_("Gap"), 0, self._pair, ink=_plain),
            Column(N_("Shared needs"), 220, self._needs, spare=True),
            Column(N_("Where"), 136, self._tables, order=_by_table),
            Column(N_("3 months"), 138, _after_3, ink=_ink_3),
            Column(N_("12 months"), 138, _after_12, ink=_ink_12),
        )

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(20, 0, 12, 10)
        left.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.where)
        top.addStretch(1)
        left.addLayout(top)
        left.addWidget(self.headline)
        left.addWidget(self.sentences)
        asked = Flow(between=8)
        for button in self.answers.values():
            asked.addWidget(button)
        self._asked = [self.hint, self.months, *self.answers.values(), self.with_tie, self.list]
        left.addWidget(self.hint)
        left.addWidget(self.months, 0, Qt.AlignmentFlag.AlignLeft)
        left.addLayout(asked)
        left.addWidget(self.with_tie)
        left.addWidget(self.list, 1)
        left.addStretch()  # takes the room while there is nothing to ask
        self._right = QWidget(self)
        side = QVBoxLayout(self._right)
        side.setContentsMargins(20, 4, 20, 10)
        side.setSpacing(10)
        side.addWidget(self.chart)
        side.addWidget(self._table_title)
        side.addWidget(self.table)
        side.addWidget(self.note)
        side.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button, icon in ((self.slide, "play"), (self.page, "file-text")):
            button.setIcon(icons.icon(icon, "text_2"))
            button.setIconSize(QSize(14, 14))
            buttons.addWidget(button)
        buttons.addStretch(1)
        side.addLayout(buttons)
        self._area = area = QScrollArea(self)
        area.setWidget(self._right)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(Hairline(upright=True))
        row.addWidget(area)
        self.with_tie.setChecked(True)
        self.fit_text()

    def _connect(self) -> None:
        self._menu.aboutToShow.connect(self._list_roundtables)
        self._menu.triggered.connect(self._choose)
        self.months.chosen.connect(self._name_buttons)
        self.list.chosen.connect(self._on_chosen)
        for button in self.answers.values():
            button.clicked.connect(self._answer)
        self.slide.clicked.connect(self._want_slide)
        self.page.clicked.connect(self._want_page)
        self._asking.answered.connect(self._show_compared)

    def fit_text(self) -> None:
        """Give everything the width that the size of the text needs."""
        self.list.fit_text()
        self._fit()
        self.chart.updateGeometry()
        self.table.updateGeometry()

    def _fit(self) -> None:
        """Leave the questions room: beside the chart, and below what is known already."""
        wide = theme.px_wide(_RIGHT)
        share = round(self.width() * _RIGHT_SHARE)
        self._area.setFixedWidth(min(wide, max(share, _RIGHT)))
        low = self.height() < theme.px(_WITH_WORDS)
        self.sentences.setHidden(low)
        # Where there is still less height, the chart alone tells what came of them.
        asks_only = not self.list.isHidden() and self.height() < theme.px(_WITH_HINT)
        self.hint.setHidden(self.list.isHidden() or asks_only)
        self.headline.setHidden(asks_only)
        told = f"{self.headline.text()} {self.sentences.text()}"
        for part in (self.where, self.headline):
            part.setToolTip(tooltip(told) if low else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.list.retranslate()
        self.list.setAccessibleName(_("The gaps that sat at one table"))
        self.months.setAccessibleName(_("Asked about"))
        self.months.set_choices(
            [(str(one), _("After {months} months").format(months=number(one))) for one in MONTHS]
        )
        for code, button in self.answers.items():
            button.setText(_(_ANSWERS[code]))
        self.hint.setText(_("Choose one or more gaps below, then say what became of them."))
        self.with_tie.setText(_("Record the tie too, when they work together"))
        self._table_title.setText(_("Before and after, without the coordinator"))
        self.slide.setText(icons.beside(_("One slide…")))
        self.page.setText(icons.beside(_("One page…")))
        self._key = None

    # --------------------------------------------------------------------------- what it shows

    def show_day(self, today: str) -> None:
        """Show the roundtable that was chosen, or the last one held, as it stands on a day."""
        snapshot = self._session.snapshot
        self._today = today
        held = roundtables_held(snapshot)
        if self._roundtable not in {one.id for one in held}:
            earlier = [one for one in held if one.date[:10] <= today]
            self._roundtable = earlier[0].id if earlier else held[0].id if held else RecordId("")
        key = (snapshot, today, self._roundtable, i18n.language())
        if key == self._key:
            return
        self._key = key
        self.found = evidence(snapshot, self._roundtable, today) if self._roundtable else None
        self._show(snapshot)

    def prefer(self, roundtables: Sequence[RecordId]) -> None:
        """Show this roundtable the next time; nothing changes when none is given."""
        for one in roundtables:
            self._roundtable = one

    def choose(self, roundtable: RecordId) -> None:
        """Show another roundtable."""
        self._roundtable = roundtable
        self.show_day(self._today)

    def _show(self, snapshot: Snapshot) -> None:
        found = self.found
        for part in (self.slide, self.page):
            part.setEnabled(found is not None)
        self.chart.show_evidence(found)
        self.list.show_rows(() if found is None else found.gaps)
        for asked in self._asked:
            asked.setVisible(found is not None and bool(found.gaps))
        self._fit()
        self.table.setVisible(False)
        self._table_title.setVisible(False)
        if found is None:
            self.where.setText(_("No roundtable yet"))
            self.headline.setText(
                _("Nobody is noted as present at a roundtable yet, so nothing came of one.")
            )
            self.sentences.setText("")
            self.note.setText("")
        else:
            self.where.setText(words.roundtable_name(snapshot, found)[:60])
            self.headline.setText(words.headline(snapshot, found))
            self.sentences.setText(" ".join(words.said_together(found)))
            self.note.setText(words.filter_sentence(snapshot))
            self._eve = eve_of(snapshot, found)
            work = partial(_compared, snapshot, found)
            self._asking.ask(work, self._key)
        self.where.updateGeometry()
        self._name_buttons()

    def _show_compared(self, about: object, answer: Comparison) -> None:
        found = self.found
        if about != self._key or found is None:
            return
        later = min(moment(found.date, MONTHS[-1]), found.today) if found.date else found.today
        self.table.show_comparison(answer, i18n.date(self._eve) or "–", i18n.date(later))
        self.table.setVisible(True)
        self._table_title.setVisible(True)
        self.note.setText(
            f"{words.band_sentence(answer)} {words.filter_sentence(self._session.snapshot)}"
        )

    def _name_buttons(self, *_of_the_signal: object) -> None:
        months = self._months
        chosen = [one for one in self.list.chosen_rows() if one.states[months] != "recorded"]
        can = bool(chosen) and self._session.can_edit
        for button in self.answers.values():
            button.setEnabled(can)
        self.with_tie.setEnabled(self._session.can_edit)

    @property
    def _months(self) -> int:
        return int(self.months.choice or MONTHS[0])

    def _pair(self, gap: SeatedGap) -> str:
        return words.pair_name(self._session.snapshot, gap)

    def _needs(self, gap: SeatedGap) -> str:
        return words.needs_words(self._session.snapshot, gap)

    def _tables(self, gap: SeatedGap) -> str:
        return words.tables_words(gap, 1 if self.found is None else self.found.rounds)

    def take_focus(self) -> None:
        """Put the keyboard on the gaps."""
        self.list.take_focus()

    # -------------------------------------------------------------------------------- gestures

    def answer(self, outcome: str) -> None:
        """Note what became of the gaps that are selected, with the tie itself when asked."""
        found, months = self.found, self._months
        chosen = [one for one in self.list.chosen_rows() if one.states[months] != "recorded"]
        if found is None or not chosen or not self._session.can_edit:
            return
        ties: Sequence[tuple[RecordId, RecordId]] = ()
        if outcome == "tie" and self.with_tie.isChecked():
            ties = [(one.one, one.other) for one in chosen]
        since = moment(found.date, months)[:7] if found.date else ""
        self._session.run(
            outcomes.note,
            found.roundtable,
            months,
            {one.key: outcome for one in chosen},
            asked_on=self._today,
            ties=ties,
            since=since,
        )

    def _answer(self) -> None:
        for code, button in self.answers.items():
            if button is self.sender():
                self.answer(code)

    def _on_chosen(self, _keys: list[str]) -> None:
        self._name_buttons()
        ids = [end for one in self.list.chosen_rows() for end in (one.one, one.other)]
        self.picked.emit(ids)

    def _list_roundtables(self) -> None:
        self._menu.clear()
        for table in roundtables_held(self._session.snapshot):
            name = menu_text(name_in_sentence(table.name), 60)
            action = self._menu.addAction(f"{name}\t{i18n.date(table.date)}")
            action.setData(table.id)
            action.setCheckable(True)
            action.setChecked(table.id == self._roundtable)

    def _choose(self, action: QAction) -> None:
        self.choose(RecordId(action.data()))

    def _want_slide(self) -> None:
        self.wanted.emit("slide")

    def _want_page(self) -> None:
        self.wanted.emit("page")


def _compared(snapshot: Snapshot, found: Evidence, progress: Progress) -> Comparison:
    made = compared(snapshot, found)
    progress.report(1.0)
    return made


def _key(gap: SeatedGap) -> str:
    return gap.key


def _plain(_gap: SeatedGap) -> str:
    return "text_1"


def _by_table(gap: SeatedGap) -> int:
    round_, table = gap.tables[0]
    return round_ * 10_000 + table


def _after_3(gap: SeatedGap) -> str:
    return _(words.STATES[gap.states[MONTHS[0]]])


def _after_12(gap: SeatedGap) -> str:
    return _(words.STATES[gap.states[MONTHS[1]]])


def _ink_3(gap: SeatedGap) -> str:
    return _INKS[gap.states[MONTHS[0]]]


def _ink_12(gap: SeatedGap) -> str:
    return _INKS[gap.states[MONTHS[1]]]
