"""The panel under a table that says what of a block does not fit, and offers to do the rest."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.drawing.text import one_line
from oci_map.i18n import _, ngettext
from oci_map.model.fields import NOUNS
from oci_map.operations.cells import Misfit
from oci_map.ui import theme
from oci_map.ui.claimed_key import claimed
from oci_map.ui.plain import ElidedLabel, PlainLabel
from oci_map.ui.proposal import Proposal
from oci_map.ui.proposal_choice import ProposalChoice
from oci_map.ui.push_button import PushButton

_ROW: Final = 24
_MOST_ROWS: Final = 6
_LEAST_ROWS: Final = 2
_LOW: Final = 600
#: Nobody reads a thousand reasons; the rest is counted.
_MOST_LISTED: Final = 500

_Index = QModelIndex | QPersistentModelIndex


class _Lines(QStringListModel):
    """Lines of which the first are warnings; the others say what would change."""

    _warnings = 0

    def show_lines(self, lines: list[str], warnings: int) -> None:
        self._warnings = warnings
        self.setStringList(lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ForegroundRole and index.row() >= self._warnings:
            return theme.colour("text_2")
        return super().data(index, role)


class ProposalPanel(QFrame):
    """Nothing is changed while it is there."""

    accepted = Signal(object)
    cancelled = Signal()
    widened = Signal(object)  # another Proposal for the same block, to be shown instead
    pointed = Signal(object)  # a Misfit whose cell is asked for

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        # Before anything is in it: a panel that is hidden later is dressed and laid out first.
        self.hide()
        self.setObjectName("proposal")
        self._proposal: Proposal | None = None
        self._misfits: tuple[Misfit, ...] = ()
        self._told = 0  # how many lines of the list stand before those of the misfits
        self.title = PlainLabel(role="sentence", wrap=True, parent=self)
        self.notes = PlainLabel(role="second", wrap=True, parent=self)
        self.model = _Lines(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.clicked.connect(self._point)
        self.list.activated.connect(self._point)
        self.choice = ProposalChoice(self)
        self.choice.chosen.connect(self.widened)
        self.more = ElidedLabel(role="third", parent=self)
        self.accept_button = PushButton(self)
        self.accept_button.setProperty("primary", True)
        self.accept_button.clicked.connect(self._accept)
        self.cancel_button = PushButton(self)
        self.cancel_button.clicked.connect(self.cancel)
        self.wider_button = PushButton(self)
        self.wider_button.clicked.connect(self._widen)
        for button in (self.accept_button, self.cancel_button, self.wider_button):
            button.setAutoDefault(True)  # Enter is for buttons too, outside dialogs
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.more, 1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(6)
        column.addWidget(self.title)
        column.addWidget(self.notes)
        column.addWidget(self.wider_button, 0, Qt.AlignmentFlag.AlignLeft)  # by what it is about
        column.addWidget(self.list)
        column.addWidget(self.choice)  # what stands over it grows upwards, so it stays in place
        column.addLayout(buttons)

    @property
    def proposal(self) -> Proposal | None:
        """What waits for a decision."""
        return self._proposal

    def show_proposal(self, proposal: Proposal) -> None:
        """Ask what is to be done."""
        self._proposal = proposal
        self._misfits = (*proposal.plan.misfits, *proposal.changes)[:_MOST_LISTED]
        choosing = self.choice.holds_keyboard()
        self.choice.show_proposal(proposal)
        self.retranslate()
        self.show()
        if choosing:
            return
        wanted = self.cancel_button if proposal.wider is None else self.wider_button
        (self.accept_button if self.accept_button.isEnabled() else wanted).setFocus()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        proposal = self._proposal
        if proposal is None:
            return
        planned = proposal.plan
        self.title.setText(self._title(proposal))
        self.choice.retranslate()
        # In a low window all that is told is scrolled, so that the buttons have room.
        low = self.window().height() < theme.px(_LOW)
        told = [one_line(one) for one in proposal.notes] if low else []
        self._told = len(told)
        self.notes.setText("\n".join(proposal.notes))
        self.notes.setVisible(bool(proposal.notes) and not low)
        lines = [*told, *(self._line(proposal, one) for one in self._misfits)]
        self.model.show_lines(lines, self._told + len(planned.misfits))
        self.list.setAccessibleName(
            _("What does not fit") if planned.misfits else _("What would change")
        )
        self.list.setVisible(bool(lines))
        rows = min(_LEAST_ROWS if low else _MOST_ROWS, len(lines))
        self.list.setFixedHeight(theme.px(_ROW) * rows + 4)
        rest = len(planned.misfits) + len(proposal.changes) - len(self._misfits)
        self.more.setText("" if not rest else _("and {count} more").format(count=i18n.number(rest)))
        self.cancel_button.setText(_("Cancel"))
        self.wider_button.setVisible(proposal.wider is not None)
        self.wider_button.setText(
            ngettext(
                "Also add the {count} that is missing",
                "Also add the {count} that are missing",
                proposal.missing,
            ).format(count=i18n.number(proposal.missing))
        )
        self.accept_button.setText(self._button(proposal))
        self.accept_button.setEnabled(planned.does_something)

    def holds_keyboard(self) -> bool:
        """Say whether what is typed goes to it."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def cancel(self) -> None:
        """Let go of what was proposed; nothing was changed."""
        if self._proposal is not None:
            self._proposal = None
            self.cancelled.emit()  # while it is known whether the keyboard is here
            self.hide()

    def _title(self, proposal: Proposal) -> str:
        planned = proposal.plan
        sentences = []
        bad = len(planned.misfits) - proposal.unsure
        if bad:
            sentences.append(
                ngettext("{count} cell does not fit.", "{count} cells do not fit.", bad).format(
                    count=i18n.number(bad)
                )
            )
        if planned.added:
            new = len(planned.added)
            noun = NOUNS[planned.noun]
            sentences.append(
                ngettext(
                    "{count} row would be added ({noun}).",
                    "{count} rows would be added ({noun}).",
                    new,
                ).format(count=i18n.number(new), noun=noun.label if new == 1 else noun.plural)
            )
        if proposal.there:
            sentences.append(
                ngettext(
                    "{count} row is there already.",
                    "{count} rows are there already.",
                    proposal.there,
                ).format(count=i18n.number(proposal.there))
            )
        if proposal.unsure:
            sentences.append(
                ngettext(
                    "{count} row is left out.", "{count} rows are left out.", proposal.unsure
                ).format(count=i18n.number(proposal.unsure))
            )
        sentences.append(_("Nothing has been changed yet."))
        return " ".join(sentences)

    def _button(self, proposal: Proposal) -> str:
        planned, verb = proposal.plan, proposal.verb
        if proposal.updating:
            return _("Add and bring up to date") if planned.added else _("Bring up to date")
        if planned.added and not planned.misfits and not proposal.notes:
            return _(verb.adding)
        return ngettext(*verb.button, planned.fitting).format(count=i18n.number(planned.fitting))

    def _line(self, proposal: Proposal, misfit: Misfit) -> str:
        text = (
            _("{row}, {field}: {reason}") if proposal.row_names
            else _("Row {row}, {field}: {reason}")
        )  # fmt: skip
        values = {"row": proposal.row(misfit), "field": proposal.column(misfit)}
        return one_line(text.format(reason=misfit.reason, **values)[:600])

    def _accept(self) -> None:
        proposal = self._proposal
        if proposal is not None:
            self._proposal = None
            self.cancelled.emit()  # while it is known whether the keyboard is here
            self.hide()
            self.accepted.emit(proposal)

    def _widen(self) -> None:
        if self._proposal is not None and self._proposal.wider is not None:
            self.widened.emit(self._proposal.wider)

    def _point(self, index: QModelIndex) -> None:
        if 0 <= (row := index.row() - self._told) < len(self._misfits):
            self.pointed.emit(self._misfits[row])

    def event(self, event: QEvent) -> bool:
        # Escape cancels this, and leaves the selection of the window alone.
        return claimed(event, Qt.Key.Key_Escape) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)
