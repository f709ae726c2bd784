"""A strip at the foot of the view in which an answer, or a date, is written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from oci_map.i18n import _, ngettext, number
from oci_map.model.dates import parse_date
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation
from oci_map.operations import recommendations
from oci_map.roundtable.follow_up_words import title
from oci_map.ui import theme
from oci_map.ui.claimed_key import claimed
from oci_map.ui.plain import ElidedLabel, PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.session import Session

_TALL: Final = 58
_DATE: Final = 170


class NoteStrip(QFrame):
    """Writes down an answer with its date, or by when something is due."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("noteStrip")
        self._session = session
        self._ids: tuple[RecordId, ...] = ()
        self._what = ElidedLabel(role="second", parent=self)
        self.answer = QPlainTextEdit(self)
        self.answer.setTabChangesFocus(True)
        self.answer.installEventFilter(self)
        self.date = QLineEdit(self)
        self.date.setMaxLength(20)
        self.problem = PlainLabel(role="error", parent=self)
        self.save = PushButton(self)
        self.save.setProperty("primary", True)
        self.cancel = PushButton(self)
        self._lay_out()
        self.date.returnPressed.connect(self.write)
        self.date.textEdited.connect(self.problem.hide)
        self.save.clicked.connect(self.write)
        self.cancel.clicked.connect(self.close_strip)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.date)
        row.addWidget(self.problem)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(6)
        column.addWidget(self._what)
        column.addWidget(self.answer)
        column.addLayout(row)

    def ask_answer(self, recommendation: RecordId) -> None:
        """Ask what was answered to a recommendation, and when."""
        record = self._session.snapshot.all(Recommendation).get(recommendation)
        if record is None:
            return
        self._ids = (recommendation,)
        self._what.setText(_("Answer to {recommendation}").format(recommendation=title(record)))
        self.answer.setPlainText(record.answer)
        self.answer.setFixedHeight(theme.px(_TALL))
        self.answer.show()
        self.date.setText(record.answered_on)
        self._open(_("Answered on, for instance 6-7-2012"), self.answer)

    def ask_due(self, wanted: Sequence[RecordId]) -> None:
        """Ask by when these recommendations are due."""
        records = self._session.snapshot.all(Recommendation)
        self._ids = tuple(one for one in wanted if one in records)
        if not self._ids:
            return
        if len(self._ids) == 1:
            text = _("Due date of {recommendation}").format(
                recommendation=title(records[self._ids[0]])
            )
        else:
            text = ngettext(
                "Due date of {count} recommendation", "Due date of {count} recommendations",
                len(self._ids),
            ).format(count=number(len(self._ids)))  # fmt: skip
        self._what.setText(text)
        self.answer.hide()
        dates = {records[one].due_on for one in self._ids}
        self.date.setText(dates.pop() if len(dates) == 1 else "")
        self._open(_("Due on, for instance 2013-06"), self.date)

    def _open(self, hint: str, first: QWidget) -> None:
        self.date.setPlaceholderText(hint)
        self.date.setAccessibleName(hint)
        wide = self.date.fontMetrics().horizontalAdvance(hint) + 28
        self.date.setFixedWidth(max(theme.px_wide(_DATE), wide))
        self.save.setText(_("Write it down"))
        self.cancel.setText(_("Cancel"))
        self.answer.setAccessibleName(_("Answer"))
        self.answer.setPlaceholderText(_("What was answered? Ctrl+Enter writes it down."))
        self.problem.hide()
        self.show()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self) -> None:
        """Keep what was typed as one step; a date that is none is said beside it."""
        try:
            date = parse_date(self.date.text())
        except ValueError:
            self.problem.setText(_("That is not a date. Write 2012, 2012-07 or 2012-07-06."))
            self.problem.show()
            self.date.setFocus()
            return
        if self.answer.isVisibleTo(self):
            text = self.answer.toPlainText()
            kept = self._session.run(recommendations.set_answer, self._ids[0], text, date)
        else:
            kept = self._session.run(recommendations.set_due, self._ids, date)
        if kept:
            self.close_strip()

    def close_strip(self) -> None:
        """Go away without writing anything."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def retranslate(self) -> None:
        """Close: what it asked was asked in another language."""
        self.close_strip()

    # --------------------------------------------------------------------------- Qt overrides

    def event(self, event: QEvent) -> bool:
        # Escape closes this strip, and does not let go of what is selected.
        return claimed(event, Qt.Key.Key_Escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_strip()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.write()
            return True
        return super().eventFilter(watched, event)
