"""An opened gap: all that is known of it, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.graph.finding import DISMISSED, Gap, GapDetails
from oci_map.graph.findings import Findings
from oci_map.graph.gap_details import to_invite
from oci_map.graph.gap_remarks import (
    bridge_words,
    closing_sentence,
    confidence_sentence,
    state_sentence,
)
from oci_map.graph.gap_wording import gap_sentence, needs_words
from oci_map.graph.what_if import Hypothesis
from oci_map.i18n import _, ngettext, number
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.ui import naming, theme
from oci_map.ui.actions import menu_text
from oci_map.ui.explain import ExplainButton
from oci_map.ui.flow import Flow
from oci_map.ui.gaps import deciding
from oci_map.ui.gaps.card_foot import CardFoot
from oci_map.ui.gaps.figures import Dots, Figures
from oci_map.ui.gaps.row_delegate import PAD, marks_left, text_left
from oci_map.ui.gaps.side_mark import paint_sides, side
from oci_map.ui.gaps.state_button import StateButton
from oci_map.ui.jobs import Jobs
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.plain import ElidedLabel, PlainLabel, Sentence
from oci_map.ui.session import Session

_NARROW = 440  # px at 100 % below which words do not stand beside the marks
_MOST_RECORDS = 12  # of one noun in the menu of evidence


class GapCard(QFrame):
    """The gap that is looked at, with its figures, bridges, actions and evidence."""

    resized = Signal()
    asked = Signal()  # something has to be typed
    record_wanted = Signal(str, str)  # noun, id
    map_wanted = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("gapCard")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self.gap: Gap | None = None
        self._details: GapDetails | None = None
        self._rank = 0
        self.sentence = Sentence(size=15, line=21, parent=self)
        self.state = StateButton(self)
        self.figures = Figures(self)
        self.explained = ExplainButton(session, self)
        self._needs = PlainLabel(role="second", wrap=True, parent=self)
        self._confidence = PlainLabel(role="caption", wrap=True, parent=self)
        self._remark = PlainLabel(role="gap", wrap=True, parent=self)
        self._reason = PlainLabel(role="second", wrap=True, parent=self)
        self._bridges_title = PlainLabel(role="section", parent=self)
        self._bridges = QWidget(self)
        self._closings_title = PlainLabel(role="section", parent=self)
        self._closings = PlainLabel(role="second", wrap=True, parent=self)
        self.foot = CardFoot(session, jobs, self)
        self._foot_place = QWidget(self)  # keeps its place at the end of the text
        self.effect = self.foot.effect
        self._make_buttons()
        self._lay_out()
        self.state.decided.connect(self._decide)
        self.effect.changed.connect(self.resized)

    def _make_buttons(self) -> None:
        self.invite = self.foot.invite
        self.invite.chosen.connect(self._invite)
        self.seat = self.foot.seat
        self._seat_menu = QMenu(self.seat)
        self._seat_menu.hovered.connect(self._preview)
        self._seat_menu.triggered.connect(self._seat)
        self._seat_menu.aboutToHide.connect(self.effect.forget)
        self.seat.clicked.connect(self._open_seats)
        self.dismiss = self.foot.dismiss
        self.dismiss.clicked.connect(self._ask_reason)
        self.on_map = QToolButton(self)
        self.on_map.setProperty("look", "link")
        self.on_map.clicked.connect(self.map_wanted)
        self.suppose = QToolButton(self)
        self.suppose.setProperty("look", "link")
        self.suppose.clicked.connect(self._suppose_tie)
        self.evidence = QToolButton(self)
        self.evidence.setProperty("look", "link")
        self.evidence.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._evidence_menu = QMenu(self.evidence)
        self._evidence_menu.triggered.connect(self._go_to)
        self.evidence.setMenu(self._evidence_menu)
        self.reason = self.foot.reason
        self.reason.returnPressed.connect(self._dismiss)

    def _lay_out(self) -> None:
        column = self._column = QVBoxLayout(self)
        column.setSpacing(8)
        head = self._head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.sentence, 1, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        column.addLayout(head)
        figures = QHBoxLayout()
        figures.setSpacing(8)
        figures.addWidget(self.figures, 1)
        figures.addWidget(self.explained, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addWidget(self._remark)
        column.addWidget(self._reason)
        column.addLayout(figures)
        column.addWidget(self._needs)
        column.addWidget(self._confidence)
        column.addWidget(self._bridges_title)
        column.addWidget(self._bridges)
        column.addWidget(self._closings_title)
        column.addWidget(self._closings)
        links = QHBoxLayout()
        links.addSpacing(4)
        beside = Flow(between=12)
        beside.addWidget(self.on_map)
        beside.addWidget(self.evidence)
        links.addLayout(beside, 1)
        column.addLayout(links)
        supposing = QHBoxLayout()  # a row of its own: two names are long
        supposing.addSpacing(4)
        supposing.addWidget(self.suppose)
        supposing.addStretch(1)
        column.addLayout(supposing)
        column.addWidget(self._foot_place)

    # --------------------------------------------------------------------------- what it shows

    def show_gap(self, findings: Findings, gap: Gap, rank: int) -> None:
        """Show a gap and what is known of it."""
        snapshot = self._session.snapshot
        other = self.gap is None or gap.key != self.gap.key
        self.gap, self._rank = gap, rank
        details = self._details = findings.details(gap)
        can_edit = self._session.can_edit
        self.sentence.setText(gap_sentence(snapshot, gap))
        self.state.show_state(gap.state, can_edit=can_edit)
        self.figures.show_gap(gap, len(snapshot.needs), len(details.same_groups))
        self.explained.use(*_measures(gap))
        self.explained.say(self.sentence.text(), _behind(details))
        _say(self._remark, state_sentence(gap))
        _say(self._reason, self._noted(gap))
        _say(self._needs, needs_words(snapshot, gap))
        _say(self._confidence, confidence_sentence(gap.confidence))
        self._show_bridges(gap, details)
        self._closings_title.setText(_("What closes it"))
        lines = [closing_sentence(snapshot, one) for one in details.closings]
        _say(self._closings, "\n".join(f"• {line}" for line in lines))
        self._closings_title.setVisible(bool(lines))
        self._name_buttons(gap, can_edit)
        if other:
            self.reason.hide()
            self.reason.clear()
            self.effect.forget()
        self.effect.follow()
        self.setAccessibleName(self.sentence.text())
        self.update()

    def _noted(self, gap: Gap) -> str:
        state = gap.state
        if not state.reason:
            return ""
        if not state.noted_on:
            return state.reason
        return _("{date}: {reason}").format(date=i18n.date(state.noted_on), reason=state.reason)

    def _show_bridges(self, gap: Gap, details: GapDetails) -> None:
        self._bridges_title.setText(_("Who could bridge it"))
        self._bridges_title.setVisible(bool(details.bridges))
        self._bridges.setVisible(bool(details.bridges))
        old = self._bridges
        fresh = QWidget(self)
        rows = QVBoxLayout(fresh)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        snapshot = self._session.snapshot
        for bridge in details.bridges:
            row = QHBoxLayout()
            row.setSpacing(8)
            mark = PlainLabel(parent=fresh)
            scale = self.devicePixelRatioF()
            mark.setPixmap(mark_pixmap(snapshot, bridge.organisation, 18, scale))
            name = PlainLabel(
                naming.short(snapshot, "organisation", bridge.organisation)[:80], parent=fresh
            )
            theme.letter(name, 13, 500)
            words = ElidedLabel(bridge_words(snapshot, gap, bridge), role="caption", parent=fresh)
            for widget in (mark, name):
                row.addWidget(widget)
            row.addWidget(words, 1)
            row.addWidget(Dots(bridge, fresh))
            rows.addLayout(row)
        self._column.replaceWidget(old, fresh)
        self._bridges = fresh
        fresh.setVisible(bool(details.bridges))
        old.hide()
        old.deleteLater()

    def _name_buttons(self, gap: Gap, can_edit: bool) -> None:
        details = self._details
        if details is None:
            return
        both = gap.level in ("organisation", "sector", "level", "domain")
        self.invite.setText(_("Invite both…") if both else _("Invite them…"))
        who = to_invite(gap, details)
        self.invite.setVisible(can_edit and bool(who))
        self.invite.offer(self._session.snapshot, who)
        self.seat.setText(_("Add to working group"))
        self._list_groups(details)
        self.dismiss.setText(_("Dismiss…"))
        self.dismiss.setVisible(can_edit and gap.state.state != DISMISSED)
        self._name_supposed(deciding.tie_across(gap, details))
        self.on_map.setText(_("Show on the map"))
        self.on_map.setVisible(bool(gap.organisations))
        self.reason.setPlaceholderText(_("Why is it not relevant? Then press Enter."))
        self.reason.setAccessibleName(_("Why it is not relevant"))
        self._list_evidence(details)

    def height_at(self, width: int) -> int:
        """Return the height (px) that all of it needs at a width."""
        # Large text in a narrow list begins at its edge, the sentence below the marks.
        narrow = width < theme.px(_NARROW)
        left = PAD if narrow else text_left()
        way = QBoxLayout.Direction
        self._head.setDirection(way.BottomToTop if narrow else way.LeftToRight)
        self._column.setContentsMargins(left, PAD - 2, PAD, 0)
        self._foot_place.setFixedHeight(self.foot.height_at(width, left, PAD))
        self._column.activate()
        return self._column.totalHeightForWidth(width)

    def keep_in_sight(self, seen: int, room: int) -> None:
        """Let what can be done stand where what is seen of the card ends (px from its top).

        The list shows `room` px at a time.
        """
        self.foot.stand(self.sentence.geometry().bottom() + PAD, seen, room)

    def _name_supposed(self, hypothesis: Hypothesis | None) -> None:
        self.suppose.setVisible(hypothesis is not None)
        if hypothesis is not None:
            snapshot = self._session.snapshot
            one, other = (
                naming.short(snapshot, "organisation", end)[:40] for end in hypothesis.ties[0]
            )
            text = _("What if {one} and {other} worked together?")
            self.suppose.setText(text.format(one=one, other=other))

    # ------------------------------------------------------------------------------- the menus

    def _list_groups(self, details: GapDetails) -> None:
        self._seat_menu.clear()
        found = deciding.seatings(details)
        snapshot = self._session.snapshot
        for place, closing in enumerate(found):
            group = naming.short(snapshot, "working_group", closing.record)
            who = i18n.listing(
                [naming.short(snapshot, "organisation", one)[:40] for one in closing.organisations]
            )
            action = self._seat_menu.addAction(menu_text(f"{group}: {who}", 90))
            action.setData(place)
        self.seat.setVisible(bool(found) and self._session.can_edit)

    def _list_evidence(self, details: GapDetails) -> None:
        self._evidence_menu.clear()
        count = sum(len(one.records) for one in details.evidence)
        text = ngettext("{count} record behind it", "{count} records behind it", count)
        self.evidence.setText(text.format(count=number(count)))
        self.evidence.setVisible(count > 0)
        snapshot = self._session.snapshot
        for part in details.evidence:
            self._evidence_menu.addSection(NOUNS[part.noun].plural)
            for record in part.records[:_MOST_RECORDS]:
                name = menu_text(naming.short(snapshot, part.noun, record))
                self._evidence_menu.addAction(name).setData((part.noun, record))
            left = len(part.records) - _MOST_RECORDS
            if left > 0:
                more = ngettext("and {count} more", "and {count} more", left)
                self._evidence_menu.addAction(more.format(count=number(left))).setEnabled(False)
        if details.illustrative:
            note = ngettext(
                "{count} of them is illustrative", "{count} of them are illustrative",
                details.illustrative,
            )  # fmt: skip
            self._evidence_menu.addSeparator()
            made_up = self._evidence_menu.addAction(note.format(count=number(details.illustrative)))
            made_up.setEnabled(False)

    # -------------------------------------------------------------------------------- gestures

    def _invite(self, table: str) -> None:
        if self.gap is not None and self._details is not None:
            who = to_invite(self.gap, self._details)
            deciding.invite(self._session, self.gap, who, RecordId(table) or None)

    def _suppose_tie(self) -> None:
        if self.gap is not None and self._details is not None:
            supposed = deciding.tie_across(self.gap, self._details)
            if supposed is not None:
                self.effect.ask(supposed)

    def _preview(self, action: QAction) -> None:
        if self._details is not None:
            closing = deciding.seatings(self._details)[action.data()]
            self.effect.ask(deciding.hypothesis(closing))

    def _seat(self, action: QAction) -> None:
        if self._details is not None:
            deciding.seat(self._session, deciding.seatings(self._details)[action.data()])

    def _open_seats(self) -> None:
        # Upwards: what an entry would change is said below.
        above = self._seat_menu.sizeHint().height()
        self._seat_menu.popup(self.seat.mapToGlobal(QPoint(0, -above)))

    def _decide(self, state: str) -> None:
        self.effect.forget()
        if state == DISMISSED:
            self._ask_reason()
        elif self.gap is not None:
            deciding.decide(self._session, self.gap, state)

    def _ask_reason(self) -> None:
        self.reason.show()
        self.reason.setFocus()
        self.resized.emit()
        self.asked.emit()

    def _dismiss(self) -> None:
        if self.gap is not None:
            reason = self.reason.text()
            self.reason.hide()
            self.effect.forget()
            deciding.decide(self._session, self.gap, DISMISSED, reason)

    def _go_to(self, action: QAction) -> None:
        if action.data():
            self.record_wanted.emit(*action.data())

    # --------------------------------------------------------------------------- Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.gap is None:
            return
        painter = QPainter(self)
        middle = PAD + side() / 2 - 3
        painter.setPen(theme.colour("text_3"))
        painter.setFont(theme.font(12, figures=True))
        painter.drawText(QPoint(PAD, round(middle + 4)), number(self._rank))
        scale = self.devicePixelRatioF()
        paint_sides(painter, self._session.snapshot, self.gap, marks_left(), middle, scale)


def _say(label: PlainLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)


def _measures(gap: Gap) -> list[str]:
    """Return the figures that a gap shows."""
    measures = ["expected", "tie-weight"] if gap.expected is not None else []
    if gap.shared_needs:
        measures.append("affinity")
    if gap.jaccard is not None:
        measures.append("overlap")
    return [*measures, "gap-confidence"]


def _behind(details: GapDetails) -> list[tuple[str, RecordId]]:
    return [(part.noun, one) for part in details.evidence for one in part.records]
