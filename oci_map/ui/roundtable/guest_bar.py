"""The bar over the guests: how many, what a proposal keeps to, and what was found."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from oci_map.i18n import _, ngettext, number
from oci_map.model.guests import PROPOSED
from oci_map.ui import icons, theme
from oci_map.ui.plain import PlainLabel, tooltip
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable.folding import Folding
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.repairing import Options
from oci_map.ui.switch import Switch

_SHARE_LEAST: Final = 120  # px; its words may be cut
_SHARES: Final = (0, 10, 20, 25, 33, 50)


class GuestBar(QWidget):
    """Shows what it is told; its buttons are the step's."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.count = PlainLabel(parent=self)
        theme.letter(self.count, 13, 600)
        self.propose = PushButton(self)
        self.propose.setIcon(icons.icon("sparkles", "on_accent"))
        self.propose.setProperty("primary", True)
        self.add = PushButton(self)
        self.add.setIcon(icons.icon("plus", "text_1"))
        self.cancel = PushButton(self)
        self.one_per_parent = Switch(self)
        self.one_per_parent.setChecked(True)
        self.asked = PushButton(self)
        self.share = QComboBox(self)
        self.share.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.share.setMinimumWidth(_SHARE_LEAST)
        self.words = PlainLabel(role="second", wrap=True, parent=self)
        self.take = PushButton(self)
        self.leave = PushButton(self)
        self.cancel.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        bar = QWidget(self)
        bar.setObjectName("planBar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rows = QVBoxLayout(bar)
        rows.setContentsMargins(18, 8, 16, 8)
        rows.setSpacing(6)
        rows.addWidget(Folding(bar, [self.count], [self.add, self.cancel, self.propose]))
        rows.addWidget(Folding(bar, [self.one_per_parent, self.share], [self.asked]))
        self._notice = QWidget(self)
        notice = QHBoxLayout(self._notice)
        notice.setContentsMargins(20, 12, 16, 6)
        notice.setSpacing(10)
        notice.addWidget(self.words, 1)
        notice.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        notice.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._notice)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.propose.setText(icons.beside(_("Propose guests")))
        self.add.setText(icons.beside(_("Add a guest")))
        self.propose.setToolTip(tooltip(_(
            "Looks for the shortest list that covers the needs, the open gaps, sectors and policy"
            " levels within the seats; who was asked stays. Undo takes it back."
        )))  # fmt: skip
        self.add.setToolTip(_("Choose an organisation to put on the list; it is not asked yet"))
        self.cancel.setText(_("Stop"))
        self.asked.setText(_("All were asked"))
        self.asked.setToolTip(_("Note that everybody on the list was invited"))
        self.take.setText(_("Put on the list"))
        self.leave.setText(_("Leave it"))
        self.one_per_parent.setText(_("One of each parent organisation"))
        self.one_per_parent.setToolTip(
            _("A proposal has at most one of the organisations that are part of the same one")
        )
        with QSignalBlocker(self.share):
            now = max(0, self.share.currentIndex())
            self.share.clear()
            for share in _SHARES:
                self.share.addItem(
                    _("at least {share} % can answer").format(share=number(share))
                    if share
                    else _("any share can answer"),
                    share,
                )
            self.share.setCurrentIndex(now)
        self.share.setAccessibleName(_("Share of guests that can answer"))

    @property
    def options(self) -> Options:
        """What is asked of a proposal."""
        return Options(self.one_per_parent.isChecked(), (self.share.currentData() or 0) / 100)

    def set_editable(self, editable: bool) -> None:
        """Let the list be changed or not."""
        for part in (self.propose, self.add, self.one_per_parent, self.share, self.asked):
            part.setEnabled(editable)

    def show_count(self, meeting: Meeting) -> None:
        """Say how many guests and seats there are."""
        seats, count = meeting.roundtable.seats, len(meeting.coming)
        text = (
            ngettext("{count} guest for {seats} seats", "{count} guests for {seats} seats", count)
            if seats
            else ngettext("{count} guest", "{count} guests", count)
        )
        self.count.setText(text.format(count=number(count), seats=number(seats or 0)))
        self._stress(not count)
        self.asked.setVisible(any(one.status == PROPOSED for one in meeting.invitations))

    def _stress(self, first: bool) -> None:
        """Let the proposal be the first thing to do only while there are no guests."""
        if bool(self.propose.property("primary")) != first:
            self.propose.setProperty("primary", first)
            self.propose.setIcon(icons.icon("sparkles", "on_accent" if first else "text_1"))
            self.propose.style().unpolish(self.propose)
            self.propose.style().polish(self.propose)

    def tell(self, text: str, *, offers: bool = False) -> None:
        """Say something under the bar; `offers` shows the buttons that take it over or leave it."""
        self.words.setText(text)
        self._notice.setVisible(bool(text))
        self.take.setVisible(offers)
        self.leave.setVisible(offers)

    def wait(self, text: str) -> None:
        """Say what is being looked for, and let it be stopped."""
        self.tell(text)
        self.show_running(True)

    def show_running(self, running: bool) -> None:
        """Show the button that stops a search, or the one that begins it."""
        had_focus = self.propose.hasFocus() or self.cancel.hasFocus()
        self.cancel.setVisible(running)
        self.propose.setVisible(not running)
        if had_focus:
            # What is hidden hands the keyboard to whatever comes next.
            (self.cancel if running else self.propose).setFocus()
