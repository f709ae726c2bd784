"""The bar over the tables: rounds, how good the plan is, seating anew, and the plan kept aside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from oci_map.i18n import _, ngettext, number
from oci_map.roundtable.comparing import Comparison, gone_sentence
from oci_map.roundtable.score import (
    Limits,
    Score,
    comparison_sentence,
    gaps_sentence,
    limit_sentence,
)
from oci_map.ui import icons, theme
from oci_map.ui.plain import ElidedLabel, PlainLabel, tooltip
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable.folding import Folding
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.segments import Segments

_BAR: Final = 72
_ROUNDS: Final = 330
_FOR_SHARE: Final = 560
_COMPARISON: Final = 330


class Share(QWidget):
    """A short bar that is filled as far as something has come."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._ink = "ok"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, ink: str = "ok") -> None:
        """Fill it to a share from 0 to 1."""
        if (share, ink) != (self._share, self._ink):
            self._share, self._ink = min(max(share, 0.0), 1.0), ink
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_BAR, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        box = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        painter.setBrush(theme.colour("track"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setBrush(theme.colour(self._ink))
        if self._share > 0:
            wide = max(6.0, box.width() * self._share)
            painter.drawRoundedRect(QRectF(box.left(), box.top(), wide, box.height()), 3, 3)


class TableBar(QWidget):
    """Shows what it is told; its buttons are the step's."""

    seat_wanted = Signal()
    repair_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._seated = self._low = False
        self.setObjectName("planBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.rounds = Segments(self)
        self.share = Share(self)
        self.score = PlainLabel(parent=self)
        theme.letter(self.score, 13, 600)
        self.change = PlainLabel(role="second", parent=self)
        self.more = PlainLabel(role="caption", wrap=True, parent=self)
        self.pinned = PlainLabel(role="second", parent=self)
        self.keep = PushButton(self)
        self.seat = PushButton(self)
        self.seat.setIcon(icons.icon("sparkles", "text_1"))
        self.seat.clicked.connect(self._press)
        self._again = QMenu(self)
        self.anew = self._again.addAction("")
        self.repair = self._again.addAction("")
        self.anew.triggered.connect(self.seat_wanted)
        self.repair.triggered.connect(self.repair_wanted)
        self.stop = PushButton(self)
        self.back = PushButton(self)
        self.comparison = ElidedLabel(role="second", parent=self)
        self.differ = PushButton(self)
        self.differ.setCheckable(True)
        self.forget = PushButton(self)
        self.stop.hide()
        self.row = Folding(
            self,
            [self.rounds, self.share, self.score, self.change],
            [self.pinned, self.keep, self.stop, self.seat],
        )
        self._kept = Folding(self, [self.comparison], [self.differ, self.back, self.forget])
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(6)
        column.addWidget(self.row)
        column.addWidget(self.more)
        column.addWidget(self._kept)
        self._kept.hide()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.rounds.setAccessibleName(_("Round"))
        self.comparison.setMinimumWidth(theme.px(_COMPARISON))
        self.keep.setText(_("Keep as plan A"))
        self.score.setToolTip(tooltip(_(
            "A contact is two guests who sit at one table in one of the rounds. It is new when they"
            " do not work together yet and never sat at one table before."
        )))  # fmt: skip
        self.more.setToolTip(tooltip(_(
            "Counted are the gaps between two guests on the list, whatever need they share. In the"
            " step of the guests other gaps are counted: those on the needs of this roundtable,"
            " between all organisations."
        )))  # fmt: skip
        self.keep.setToolTip(_("Keep this plan aside, to compare others with it"))
        self.anew.setText(_("Seat everybody anew"))
        self.repair.setText(_("Move as few as can be, from this round on"))
        self.stop.setText(_("Stop, take the best so far"))
        self.differ.setText(_("What differs"))
        self.differ.setToolTip(_("Who sits elsewhere than in plan A, and who meets in one only"))
        self.back.setText(_("Back to plan A"))
        self.forget.setText(_("Forget plan A"))

    def show_seated(self, meeting: Meeting, *, can_seat: bool, held: bool) -> None:
        """Offer to seat the guests, or to do it again; what was held stays as it was."""
        seated = bool(meeting.plan)
        text = _("Seat again") if seated else _("Seat the guests")
        self.seat.setText(icons.beside(text))
        self.seat.setEnabled(can_seat and not held)
        self.seat.setToolTip(
            _("It was held; who sat where stays as noted.")
            if held
            else _(
                "Looks for tables at which those meet who share needs and do not know each other"
            )
        )
        self._seated = seated

    def _press(self) -> None:
        if self._seated:
            self._again.popup(self.seat.mapToGlobal(self.seat.rect().bottomLeft()))
        else:
            self.seat_wanted.emit()

    def show_rounds(self, count: int) -> None:
        """Offer so many rounds."""
        self.rounds.set_choices(
            [(str(one), _("Round {round}").format(round=one)) for one in range(1, count + 1)]
        )
        self.rounds.setVisible(count > 1)
        self.rounds.setMinimumWidth(min(self.rounds.sizeHint().width(), theme.px(_ROUNDS)))

    def show_score(self, found: Score, limit: Limits | None, before: Score | None = None) -> None:
        """Say how good the plan is; `before` is the plan as it is without what is tried."""
        if not found.contacts:
            self.share.show_share(0.0)
            self.score.setText(_("Nobody is seated yet"))
            self.change.setText("")
            self.say_more([])
            return
        self.share.show_share(found.new / found.contacts)
        text = ngettext(
            "{new} of {count} contact is new", "{new} of {count} contacts are new", found.contacts
        )
        self.score.setText(text.format(new=number(found.new), count=number(found.contacts)))
        self.change.setText("" if before is None else _difference(before, found))
        said = [gaps_sentence(found)] if found.all_gaps else []
        if limit is not None and before is None:
            said.append(limit_sentence(found, limit))
        self.say_more(said)

    def say_more(self, sentences: Sequence[str]) -> None:
        """Say what else there is to the plan, in a line of its own."""
        self.more.setText(" ".join(sentences))
        self._show_more()

    def fit(self, *, low: bool) -> None:
        """Leave out what is said elsewhere too where there is little height."""
        self._low = low
        self._show_more()

    def _show_more(self) -> None:
        self.more.setVisible(bool(self.more.text()) and not self._low)

    def show_pinned(self, count: int) -> None:
        """Say how many seats are fixed."""
        text = ngettext("{count} fixed", "{count} fixed", count).format(count=number(count))
        self.pinned.setText(text)
        self.pinned.setVisible(count > 0)

    @property
    def shows_differences(self) -> bool:
        """Say whether it is asked what differs from the plan that was kept."""
        return self.differ.isChecked() and self.differ.isEnabled() and not self._kept.isHidden()

    def show_kept(self, found: Comparison | None) -> None:
        """Compare the plan with the one that was kept."""
        self._kept.setVisible(found is not None)
        self.differ.setEnabled(found is not None and bool(found.moves))
        if found is None:
            return
        count, gone = len(found.moves), gone_sentence(found)
        if count:
            moved = ngettext(
                "{count} seat differs from plan A.", "{count} seats differ from plan A.", count
            ).format(count=number(count))
            said = [comparison_sentence(found.before, found.after), moved, gone]
        elif gone:
            said = [gone, _("All others sit as in plan A.")]
        else:
            said = [_("This is plan A. Seat again, or swap guests, to compare.")]
        self.comparison.setText(" ".join(said).strip())
        self.back.setEnabled(count > 0)

    def show_running(self, running: bool) -> None:
        """Say whether a plan is being searched."""
        had_focus = self.seat.hasFocus() or self.stop.hasFocus()
        self.stop.setVisible(running)
        self.seat.setVisible(not running)
        self.keep.setVisible(not running)
        if had_focus:
            # What is hidden hands the keyboard to whatever comes next.
            (self.stop if running else self.seat).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # With large letters in a narrow window the words need all the room.
        self.share.setVisible(self.width() >= theme.px(_FOR_SHARE))


def _difference(before: Score, after: Score) -> str:
    parts = []
    for text, one, other in (
        (_("{sign}{count} new"), before.new, after.new),
        (_("{sign}{count} gaps"), before.gaps, after.gaps),
    ):
        if one != other:
            sign = "+" if other > one else "−"
            parts.append(text.format(sign=sign, count=number(abs(other - one))))
    return ", ".join(parts) or _("as good")
