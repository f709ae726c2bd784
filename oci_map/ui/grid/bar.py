"""The head of the grid: what the columns are, which rows are shown, at what date."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.ui import icons, theme
from oci_map.ui.chip import Chip
from oci_map.ui.date_menu import DateMenu
from oci_map.ui.flow import Flow
from oci_map.ui.folding_tabs import FoldingTabs
from oci_map.ui.grid.cells import GROUPS, NEEDS, SUBJECTS, Subject
from oci_map.ui.grid.choices import ChoiceChip
from oci_map.ui.grid.neither import Neither
from oci_map.ui.grid.rows import RowFilter, level_choices, sector_choices
from oci_map.ui.plain import ElidedLabel, PlainLabel
from oci_map.ui.session import Session

_LEAST_SEARCH, _MOST_SEARCH = 110, 220
_SEARCH = 28
_LEAST_WORDS = 180


class GridBar(QWidget):
    """Two lines: what to look for, and what is there, in words."""

    subject_changed = Signal()
    filter_changed = Signal()
    renew_wanted = Signal()
    neither_wanted = Signal()
    search_begun = Signal()  # the keyboard came to the search: somebody is about to type
    left = Signal()  # Enter or Down in the search: on to the grid

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("gridBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.subjects = FoldingTabs(self)
        self.search = QLineEdit(self)
        self.sectors = ChoiceChip(self)
        self.levels = ChoiceChip(self)
        self.ask = Chip(parent=self)
        self.date = Chip(icon="calendar", parent=self)
        self.neither = Neither(self)
        self.summary = ElidedLabel(role="caption", parent=self)
        self.summary.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.renew = QToolButton(self)
        self.show_all = QToolButton(self)
        self._note = PlainLabel(role="caption", parent=self)
        self._rows = 1  # over which the chips are shared out
        self._prepare()
        self._lay_out()

    def _prepare(self) -> None:
        self.subjects.setObjectName("viewSwitch")  # it looks like the one at the top
        for _subject in SUBJECTS:
            self.subjects.addTab("")
        self.subjects.currentChanged.connect(self._change_subject)
        self.search.setFixedHeight(theme.px(_SEARCH))
        self.search.setProperty("baseHeight", _SEARCH)  # for whoever makes the text larger
        self.search.setMinimumWidth(_LEAST_SEARCH)
        self.search.setMaximumWidth(_MOST_SEARCH)
        self.search.setMaxLength(500)
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            icons.icon("search", "text_3"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(self.filter_changed)
        self.search.installEventFilter(self)
        self.sectors.changed.connect(self.filter_changed)
        self.levels.changed.connect(self.filter_changed)
        self.ask.setCheckable(True)
        self.ask.clicked.connect(self.neither_wanted)
        self.neither.changed.connect(self.filter_changed)
        self.date.set_menu(DateMenu(self._session, self))
        for button in (self.renew, self.show_all):
            button.setProperty("look", "link")
            button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.renew.clicked.connect(self.renew_wanted)
        self.show_all.clicked.connect(self.clear)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 2)
        column.setSpacing(2)
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self._chips = Flow()
        first, second = self._first, self._second
        first.setSpacing(6)
        first.addWidget(self.subjects)
        first.addSpacing(6)
        first.addWidget(self.search, 1)
        for chip in (self.sectors, self.levels, self.ask):
            first.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        first.addStretch(1)
        first.addWidget(self.date)
        second.setSpacing(12)
        for part in (self.summary, self.renew, self.show_all):
            second.addWidget(part)
        second.addStretch(1)
        second.addWidget(self._note)
        second.addStrut(26)  # the grid stays where it is when the buttons come and go
        column.addLayout(first)
        column.addLayout(self._chips)
        column.addLayout(second)
        column.addWidget(self.neither)

    def _share_out(self) -> None:
        """Let chips go on in the second line where the first is too narrow, or in their own."""
        tabs, room = self.subjects.sizeHint().width(), self.width()
        filters, others = (self.sectors, self.levels), (self.ask, self.date)
        self.date.set_short(False)  # measured with all its words
        first = tabs + _LEAST_SEARCH + 6 * 8 + 24 + _width(filters)
        second = _width(others) + _LEAST_WORDS + 3 * 12 + 24
        rows = 2 if first <= room and second <= room else 3
        if first + _width(others) <= room:
            rows = 1
        self.date.set_short(rows == 3)
        if rows == self._rows:
            return
        self._rows = rows
        for chip in (*filters, *others):
            for line in (self._first, self._second, self._chips):
                line.removeWidget(chip)
        if rows == 3:
            for chip in (*filters, *others):
                self._chips.addWidget(chip)
            return
        middle = Qt.AlignmentFlag.AlignVCenter
        for place, chip in enumerate(filters, 3):  # behind tabs, a space and the search
            self._first.insertWidget(place, chip, 0, middle)
        if rows == 2:
            self._second.insertWidget(0, self.date, 0, middle)
            self._second.insertWidget(0, self.ask, 0, middle)
        else:
            # Before the stretch, and after it.
            self._first.insertWidget(self._first.count() - 1, self.ask, 0, middle)
            self._first.addWidget(self.date, 0, middle)

    @property
    def subject(self) -> Subject:
        """What the columns are to be."""
        return SUBJECTS[max(0, self.subjects.currentIndex())]

    @property
    def wanted(self) -> RowFilter:
        """Which rows are to be shown."""
        return RowFilter(
            self.search.text(), self.sectors.chosen, self.levels.chosen, self.neither.pair
        )

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        for place, subject in enumerate(SUBJECTS):
            text = _("Working groups") if subject is GROUPS else _("Needs")
            self.subjects.setTabText(place, text)
        self.subjects.setAccessibleName(_("Columns of the grid"))
        self.search.setPlaceholderText(_("Find organisations"))
        self.search.setAccessibleName(_("Find organisations"))
        self.renew.setText(_("Ask again"))
        self.renew.setToolTip(_("Leaves out the organisations that are in one of the two by now"))
        self.show_all.setText(_("Show all organisations"))

    def refresh(self, columns: Sequence[RecordId]) -> None:
        """Offer what there is to choose from now; `columns` are those of the grid."""
        snapshot = self._session.snapshot
        self.sectors.offer(_("Sector"), sector_choices(snapshot))
        self.levels.offer(_("Policy level"), level_choices(snapshot))
        self.neither.offer(snapshot, self.subject, columns)
        groups = self.subject is GROUPS
        self.ask.set_texts(
            _("In neither of two groups") if groups else _("With neither of two needs")
        )
        self.ask.setEnabled(len(columns) > 1)
        read_only = self._session.document is not None and not self._session.can_edit
        self._note.setText(_("Open for reading only: nothing can be changed.") if read_only else "")
        self.follow()

    def follow(self) -> None:
        """Show what is asked for."""
        as_of = self._session.filter.as_of
        self.ask.setChecked(self.neither.pair is not None)
        self.neither.setVisible(self.neither.pair is not None)
        when = _("As of") if as_of else _("Date")
        self.date.set_texts(when, i18n.date(as_of) or _("all dates"))
        self.date.setVisible(self.subject is not NEEDS)
        self._share_out()

    def say(self, summary: str, *, stale: bool) -> None:
        """Say what is shown; `stale` when it is no longer quite what was asked for."""
        self.summary.setText(summary)
        self.renew.setVisible(stale)
        self.show_all.setVisible(self.wanted != RowFilter())

    def clear(self) -> None:
        """Ask for all rows."""
        self.blockSignals(True)
        self.search.clear()
        self.sectors.choose(frozenset())
        self.levels.choose(frozenset())
        self.neither.stop()
        self.blockSignals(False)
        self.filter_changed.emit()

    def _change_subject(self, _place: int) -> None:
        self.neither.stop()
        self.subject_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def minimumSizeHint(self) -> QSize:
        return QSize(320, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and event.type() == QEvent.Type.FocusIn:
            self.search_begun.emit()
        if (
            watched is self.search
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.left.emit()
            return True
        return super().eventFilter(watched, event)


def _width(chips: Sequence[Chip]) -> int:
    """Return the room that those take that are shown."""
    return sum(chip.sizeHint().width() + 6 for chip in chips if not chip.isHidden())
