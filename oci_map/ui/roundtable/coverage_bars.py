"""What the list covers, as bars: needs, answers, sectors and levels in pieces, gaps as a share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from oci_map.drawing.marks import sector_colour
from oci_map.drawing.style import Style
from oci_map.i18n import N_, _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.coverage import ANSWER, GAP, LEVEL, NEED, SECTOR, Coverage, Goal
from oci_map.roundtable.names import joined
from oci_map.roundtable.reasons import COVERAGE_LABELS, coverage_sentence
from oci_map.ui import theme
from oci_map.ui.plain import tooltip

_ROWS: Final = (NEED, ANSWER, SECTOR, LEVEL, GAP)
_ROW: Final = 42
_BAR: Final = 9
_BETWEEN: Final = 3
_MOST: Final = 24  # more pieces than that are shown as a share


#: How the figure of a row is counted.
_COUNTED: Final = {
    NEED: N_("Needs of this roundtable that enough guests have to talk about them."),
    ANSWER: N_("Needs of this roundtable for which a guest can answer: a recommendation on it is"
               " addressed to that guest, or it leads the emphasis."),
    SECTOR: N_("Sectors of which somebody is on the list."),
    LEVEL: N_("Policy levels of which somebody is on the list."),
}  # fmt: skip


def how_gaps_count(covered: int, count: int) -> str:
    """Say what is counted as a gap in the step of the guests."""
    return ngettext(
        "Counted are the open gaps between two organisations that share a need of this roundtable,"
        " and those that are planned to be closed at it: {count}, of which {covered} has both"
        " sides on the list. In the step of the tables other gaps are counted: those between two"
        " guests, whatever need they share.",
        "Counted are the open gaps between two organisations that share a need of this roundtable,"
        " and those that are planned to be closed at it: {count}, the largest first, of which"
        " {covered} have both sides on the list. In the step of the tables other gaps are counted:"
        " those between two guests, whatever need they share.",
        count,
    ).format(count=number(count), covered=number(covered))


class CoverageBars(QWidget):
    """One row for each kind; what is missing is a dashed piece, and named beside the title."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._snapshot = Snapshot({})
        self._coverage = Coverage((), ())
        self._order: tuple[Goal, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("ownSize", True)

    def show_coverage(self, snapshot: Snapshot, goals: Sequence[Goal], coverage: Coverage) -> None:
        """Show what is covered of these goals, the pieces in the order of the goals."""
        self._snapshot = snapshot
        self._order = tuple(goals)
        self._coverage = coverage
        self.setAccessibleName(
            ". ".join(coverage_sentence(coverage, kind) for kind in self._kinds())
        )
        self.setAccessibleDescription(how_gaps_count(*coverage.counts(GAP)))
        self.updateGeometry()
        self.update()

    def _kinds(self) -> list[str]:
        there = {goal.kind for goal in self._order}
        return [kind for kind in _ROWS if kind in there]

    def _name(self, goal: Goal) -> str:
        return goal_name(self._snapshot, goal)

    # --------------------------------------------------------------------------- Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(240, theme.px(_ROW) * len(self._kinds()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, kind in enumerate(self._kinds()):
            row = QRectF(0, place * theme.px(_ROW), self.width(), theme.px(_ROW))
            self._paint_row(painter, row, kind)

    def _paint_row(self, painter: QPainter, row: QRectF, kind: str) -> None:
        covered, count = self._coverage.counts(kind)
        words = QRectF(row.left(), row.top(), row.width(), theme.px(20))
        figures = theme.font(12, 600, figures=True)
        painter.setFont(figures)
        painter.setPen(theme.colour("text_1"))
        told = _("{count} of {total}").format(count=number(covered), total=number(count))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.drawText(words, right, told)
        room = words.width() - QFontMetrics(figures).horizontalAdvance(told) - 10
        painter.setFont(theme.font(12, 500))
        title = _(COVERAGE_LABELS[kind])
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(words, left, title)
        begin = QFontMetrics(painter.font()).horizontalAdvance(title) + 8
        text = self._remark(kind)
        if text:
            painter.setFont(theme.font(12))
            painter.setPen(theme.colour("text_3"))
            fits = QFontMetrics(painter.font()).elidedText(
                text, Qt.TextElideMode.ElideRight, max(0, int(room - begin))
            )
            painter.drawText(words.adjusted(begin, 0, 0, 0), left, fits)
        bar = QRectF(row.left(), words.bottom() + 1, row.width(), theme.px(_BAR))
        pieces = [goal for goal in self._order if goal.kind == kind]
        if kind == GAP or len(pieces) > _MOST:
            _paint_share(painter, bar, covered / count if count else 0.0)
        else:
            self._paint_pieces(painter, bar, pieces)

    def _remark(self, kind: str) -> str:
        """Return what stands beside a title: what is missing, or what is counted."""
        if kind == GAP:
            return _("on these needs, with both on the list")
        missing = [self._name(goal) for goal in self._coverage.missing if goal.kind == kind]
        return _("without {names}").format(names=joined(missing, 2)) if missing else ""

    def _paint_pieces(self, painter: QPainter, bar: QRectF, pieces: Sequence[Goal]) -> None:
        keys = {(goal.kind, goal.key) for goal in self._coverage.covered}
        wide = (bar.width() - _BETWEEN * (len(pieces) - 1)) / max(len(pieces), 1)
        style = theme.current()
        for place, goal in enumerate(pieces):
            box = QRectF(bar.left() + place * (wide + _BETWEEN), bar.top(), wide, bar.height())
            if (goal.kind, goal.key) in keys:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._ink(goal, style)))
                painter.drawRoundedRect(box, 3, 3)
            else:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(theme.colour("text_3"), 1, Qt.PenStyle.DashLine))
                painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)

    def _ink(self, goal: Goal, style: Style) -> str:
        if goal.kind == SECTOR and goal.key in self._snapshot.sectors:
            return sector_colour(self._snapshot, RecordId(goal.key), style)
        return style.text_3

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QHelpEvent.Type.ToolTip:
            said = self.explained_at(QPointF(event.pos()))
            if not said:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tooltip(said), self)
            return True
        return super().event(event)

    def explained_at(self, at: QPointF) -> str:
        """Return what the tooltip says at a point: which piece it is, or how a row is counted."""
        kinds = self._kinds()
        place = int(at.y() // theme.px(_ROW))
        if not 0 <= place < len(kinds):
            return ""
        if kinds[place] == GAP:
            return how_gaps_count(*self._coverage.counts(GAP))
        if at.y() - place * theme.px(_ROW) < theme.px(20):
            return _(_COUNTED[kinds[place]])
        pieces = [goal for goal in self._order if goal.kind == kinds[place]]
        number_of = int(at.x() / max(1, self.width()) * len(pieces))
        return self._name(pieces[number_of]) if 0 <= number_of < len(pieces) else ""


def _paint_share(painter: QPainter, bar: QRectF, share: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("track"))
    painter.drawRoundedRect(bar, 3, 3)
    if share > 0:
        painter.setBrush(theme.colour("ok"))
        wide = max(6.0, bar.width() * share)
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), wide, bar.height()), 3, 3)


def goal_name(snapshot: Snapshot, goal: Goal) -> str:
    """Return the name of a need, a sector or a level; a gap has none."""
    noun = {NEED: "need", ANSWER: "need", SECTOR: "sector", LEVEL: "policy_level"}.get(goal.kind)
    record = snapshot.get(noun, RecordId(goal.key)) if noun is not None else None
    return str(getattr(record, "name", ""))
