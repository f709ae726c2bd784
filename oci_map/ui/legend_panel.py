"""The legend over the map: what colours, shapes and lines mean, and a filter by each of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.drawing.legend import LegendRow, LegendSection, legend, sample
from oci_map.drawing.marks import DASHES
from oci_map.drawing.painter import WordImages, paint
from oci_map.drawing.text import one_line
from oci_map.graph.filters import COORDINATION, DEFAULT_KINDS, INITIATIVE, level_row, sector_row
from oci_map.i18n import _
from oci_map.model import vocabulary as v
from oci_map.model.ids import RecordId
from oci_map.ui import icons, theme
from oci_map.ui.plain import Hairline, tooltip
from oci_map.ui.session import Session

WIDTH: Final = 190
_ROW, _TIGHT_ROW, _HEAD = 24, 22, 28
_SOLID: Final = frozenset({"cooperation", "project", INITIATIVE})
_PASSIVE: Final = ("size", "segment", "outline")
_words = WordImages(200)


class LegendPanel(QFrame):
    """Sections that fold; a click hides, Alt-click leaves only one, the pointer highlights."""

    resized = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("overlay")
        self.setFixedWidth(WIDTH)
        self._shown: list[LegendSection] = []
        self.heads: list[LegendHead] = []
        self.rows: list[LegendButton] = []
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._scroll)
        session.picture_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what the picture's colours, shapes and lines mean."""
        if self._session.document is None:
            return
        sections = self._sections()
        if [_outline(one) for one in sections] != [_outline(one) for one in self._shown]:
            self._build(sections)
        self._shown = sections
        flat = [row for section in sections for row in section.rows]
        for button, row in zip(self.rows, flat, strict=True):
            button.show_row(row, hidden=self._is_hidden(row))
        for head, section in zip(self.heads, sections, strict=True):
            head.setText(section.title)

    def fit_into(self, room: int) -> None:
        """Take the height at which nothing has to scroll, with tighter rows where room lacks."""
        inner = self._scroll.widget()
        if inner is None:
            return
        shown = sum(head.isChecked() * len(head.rows) for head in self.heads)
        # Margins and border, the foot, and between sections a space and a line.
        frame = 4 + 6 + len(self.heads) * (_HEAD + 5)
        row = _ROW if frame + shown * _ROW <= room else _TIGHT_ROW
        for button in self.rows:
            button.setFixedHeight(row)
        self.resize(WIDTH, min(frame + shown * row, room))

    # ------------------------------------------------------------------------------ what it is

    def _sections(self) -> list[LegendSection]:
        picture = self._session.picture
        segments = picture is not None and bool(picture.segments)
        found = legend(self._session.analysis, self._session.style, segments=segments)
        if not found or found[-1].rows[0].kind not in ("line", *_PASSIVE):
            found.append(LegendSection(_("Lines"), ()))
        lines = self._with_hidden(found[-1])
        return [*found[:-1], lines] if lines.rows else found[:-1]

    def _with_hidden(self, lines: LegendSection) -> LegendSection:
        """Add the kinds of lines that were taken off the map: they must find the way back."""
        analysis, style = self._session.analysis, self._session.style
        there = {row.key for row in lines.rows}
        counts = analysis.ties_by_kind
        back = []
        if "strength" not in there and any(counts.get(kind) for kind in _SOLID):
            back.append(LegendRow("line", "strength", _("Weak to strong tie"), colour=style.tie))
        back += [
            LegendRow("line", kind, _(v.TIE_KINDS[kind]), colour=style.tie)
            for kind in DASHES
            if kind not in there and counts.get(kind)
        ]
        if COORDINATION not in there and counts.get(COORDINATION):
            text = _("Coordinator’s role")
            back.append(LegendRow("line", COORDINATION, text, colour=style.tie))
        if "gap" not in there and not analysis.filter.show_gaps:
            back.append(LegendRow("line", "gap", _("Gap"), colour=style.gap))
        active = [row for row in lines.rows if row.kind == "line"]
        rest = [row for row in lines.rows if row.kind != "line"]
        return LegendSection(lines.title, (*active, *back, *rest))

    def _build(self, sections: list[LegendSection]) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(0)
        self.heads, self.rows = [], []
        for number, section in enumerate(sections):
            if number:
                column.addSpacing(4)
                column.addWidget(Hairline())
            head = LegendHead(_fold_key(section), inner)
            head.setChecked(self._session.preferences.is_shown(_fold_key(section)))
            head.toggled.connect(self._fold)
            column.addWidget(head)
            self.heads.append(head)
            for row in section.rows:
                button = LegendButton(row, inner)
                button.setVisible(head.isChecked())
                button.pressed_on.connect(self._choose)
                button.pointed.connect(self._highlight)
                column.addWidget(button)
                head.rows.append(button)
                self.rows.append(button)
        column.addStretch(1)
        self._scroll.setWidget(inner)
        self.resized.emit()

    def _fold(self, _open: bool) -> None:
        for head in self.heads:
            self._session.preferences.set_shown(head.key, head.isChecked())
            for row in head.rows:
                row.setVisible(head.isChecked())
        self.resized.emit()

    # ------------------------------------------------------------------------------- filtering

    def _is_hidden(self, row: LegendRow) -> bool:
        shown = self._session.filter
        if row.kind == "sector":
            return row.key in shown.hidden_sectors
        if row.kind in ("level", "government"):
            return row.key in shown.hidden_levels
        if row.key == "gap":
            return not shown.show_gaps
        return row.kind == "line" and not _kinds(row) & shown.kinds

    def _choose(self, row: LegendRow, alone: bool) -> None:
        session, shown = self._session, self._session.filter
        key = RecordId(row.key)
        if row.kind == "sector":
            hidden = self._toggled(shown.hidden_sectors, key, "sector", alone)
            session.change_filter(hidden_sectors=hidden)
        elif row.kind in ("level", "government"):
            hidden = self._toggled(shown.hidden_levels, key, "level", alone)
            session.change_filter(hidden_levels=hidden)
        elif row.key == "gap":
            session.change_filter(show_gaps=not shown.show_gaps)
        elif row.kind == "line":
            kinds = _kinds(row)
            if alone:
                drawn = _SOLID | set(DASHES) | {COORDINATION}
                others = drawn - kinds
                only = bool(shown.kinds & others)
                session.change_filter(kinds=DEFAULT_KINDS - others if only else DEFAULT_KINDS)
            elif kinds & shown.kinds:
                session.change_filter(kinds=shown.kinds - kinds)
            else:
                session.change_filter(kinds=shown.kinds | kinds)

    def _toggled(
        self, hidden: frozenset[RecordId], key: RecordId, kind: str, alone: bool
    ) -> frozenset[RecordId]:
        """Return what is hidden after a click; Alt-click again shows everything again."""
        if not alone:
            return hidden ^ {key}
        rows = (row for section in self._shown for row in section.rows if row.kind == kind)
        others = frozenset(RecordId(row.key) for row in rows if row.key != key)
        return frozenset() if others <= hidden and key not in hidden else others - {key}

    def _highlight(self, row: LegendRow, there: bool) -> None:
        if not there:
            self._session.set_highlight()
            return
        if row.kind == "line":
            kinds = {"gap"} if row.key == "gap" else _kinds(row)
            self._session.set_highlight(kinds=kinds)
            return
        self._session.set_highlight(self._meant(row))

    def _meant(self, row: LegendRow) -> Iterable[RecordId]:
        organisations = self._session.snapshot.organisations
        for one in self._session.analysis.organisations:
            record = organisations[one]
            if (
                (row.kind == "sector" and sector_row(record) == row.key)
                or (row.kind == "level" and level_row(record) == row.key)
                or (row.kind == "government" and record.kind == v.GOVERNMENT)
            ):
                yield one


class LegendHead(QAbstractButton):
    """The name of a section; a click folds it."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.rows: list[LegendButton] = []
        self.setCheckable(True)
        self.setFixedHeight(_HEAD)
        self.setFont(theme.font(11, 600))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2, _HEAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 5, 5)
        painter.setPen(theme.colour("text_3"))
        painter.drawText(
            self.rect().adjusted(12, 2, -28, 0), int(Qt.AlignmentFlag.AlignVCenter), self.text()
        )
        name = "chevron-down" if self.isChecked() else "chevron-right"
        drawn = icons.pixmap(name, "text_3", 12, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 24, (self.height() - 12) // 2 + 1, drawn)


class LegendButton(QAbstractButton):
    """A row of the legend: its sample, its meaning, how many."""

    pressed_on = Signal(object, bool)  # LegendRow, whether only this one should stay
    pointed = Signal(object, bool)  # LegendRow, whether the pointer is on it

    def __init__(self, row: LegendRow, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        self._hidden = False
        self._alone = False
        passive = row.kind in _PASSIVE
        self.setEnabled(not passive)
        self.setFixedHeight(_ROW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if passive else Qt.FocusPolicy.StrongFocus)
        if not passive:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(theme.font())
        self.clicked.connect(self._choose)

    def show_row(self, row: LegendRow, *, hidden: bool) -> None:
        """Show this row; `hidden` when it was taken off the map."""
        self.row = row
        self._hidden = hidden
        state = _("hidden") if hidden else self._count()
        self.setAccessibleName(f"{one_line(row.text[:200])}, {state}".rstrip(", "))
        if self.isEnabled():
            hint = _("Click hides or shows it, Alt-click shows only this.")
            self.setToolTip(tooltip(f"{row.text}\n{hint}"))
        self.update()

    @property
    def texts(self) -> tuple[str, str]:
        """What it means, and how many."""
        return self.row.text, self._count()

    def _count(self) -> str:
        if self.row.count is None:
            return ""
        return i18n.number(self.row.count) if self.row.used else _("none")

    def _choose(self) -> None:
        alone, self._alone = self._alone, False
        self.pressed_on.emit(self.row, alone)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 2, _ROW)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._alone = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        super().mouseReleaseEvent(event)
        self._alone = False

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self.isEnabled():
            self.pointed.emit(self.row, True)
        self.update()

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        if self.isEnabled():
            self.pointed.emit(self.row, False)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(4, 0, -4, 0)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 5, 5)
        painter.setOpacity(0.35 if self._hidden else 1.0)
        drawn = sample(self.row, 25.0, self.height() / 2, theme.current())
        paint(painter, drawn, self.devicePixelRatioF(), _words)
        painter.setOpacity(1.0)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        quiet = self._hidden or not self.row.used
        count = self._count()
        painter.setPen(theme.colour("text_3" if quiet else "text_2"))
        painter.setFont(theme.font(12, figures=True))
        right = self.width() - 12
        painter.drawText(
            QRectF(0, 0, right, self.height()), middle | int(Qt.AlignmentFlag.AlignRight), count
        )
        taken = painter.fontMetrics().horizontalAdvance(count) + 6 if count else 0
        font = theme.font()
        font.setStrikeOut(self._hidden)
        painter.setFont(font)
        painter.setPen(theme.colour("text_3" if quiet else "text_1"))
        room = int(right - 46 - taken)
        painter.drawText(
            QRectF(46, 0, room, self.height()),
            middle | int(Qt.AlignmentFlag.AlignLeft),
            painter.fontMetrics().elidedText(
                one_line(self.row.text[:200]), Qt.TextElideMode.ElideRight, room
            ),
        )


def _kinds(row: LegendRow) -> frozenset[str]:
    return _SOLID if row.key == "strength" else frozenset({row.key})


def _outline(section: LegendSection) -> tuple[tuple[str, str], ...]:
    """Return what must be the same for the same widgets to serve."""
    return tuple((row.kind, row.key) for row in section.rows)


def _fold_key(section: LegendSection) -> str:
    kind = section.rows[0].kind
    return f"legend/{kind if kind in ('sector', 'level') else 'line'}"
