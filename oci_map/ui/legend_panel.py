"""The legend over the map: what colours, shapes and lines mean, and a filter by each of them."""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from oci_map.drawing.clustering import Clustering
from oci_map.drawing.legend import LegendRow, LegendSection, legend
from oci_map.i18n import _
from oci_map.ui import first_picture, theme
from oci_map.ui.legend_button import HEAD, ROW, WIDTH, LegendButton, LegendHead
from oci_map.ui.legend_filter import (
    after_click,
    is_hidden,
    kinds_of,
    meant,
    with_hidden_lines,
)
from oci_map.ui.plain import Hairline
from oci_map.ui.roving import Roving, RovingButton
from oci_map.ui.session import Session

_TIGHT_ROW: Final = 22
#: Sections that are not the one of lines, by the kind of their first row.
_NO_LINES: Final = ("cluster", "sector", "level", "government", "domain")


class LegendPanel(QFrame):
    """Sections that fold; a click hides, Alt-click leaves only one, the pointer highlights."""

    resized = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("overlay")
        self.setProperty("ownSize", True)
        self.setFixedWidth(theme.px_wide(WIDTH))
        self.heads: list[LegendHead] = []
        self.rows: list[LegendButton] = []
        self._shown: list[LegendSection] = []
        # Kept for good: a row must not be deleted in the click that makes it superfluous.
        self._heads: dict[str, LegendHead] = {}
        self._lines: dict[str, Hairline] = {}
        self._buttons: dict[tuple[str, str], LegendButton] = {}
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 6)
        self._column.setSpacing(0)
        self._scroll.setWidget(self._inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._scroll)
        self._roving = Roving(self._stops, self)
        session.picture_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what the picture's colours, shapes and lines mean; nothing while nobody sees it."""
        if self._session.document is None or not self.isVisible():
            return
        if first_picture.holds_back(self.refresh):
            return
        sections = self._sections()
        before, self._shown = self._shown, sections
        if [_outline(one) for one in sections] != [_outline(one) for one in before]:
            self._arrange(sections)
        flat = [row for section in sections for row in section.rows]
        for button, row in zip(self.rows, flat, strict=True):
            button.show_row(row, hidden=is_hidden(self._session.filter, row))
        for head, section in zip(self.heads, sections, strict=True):
            head.setText(section.title)
            head.name()
        self._roving.refresh()

    def fit_into(self, room: int) -> None:
        """Take the height at which nothing has to scroll, with tighter rows where room lacks."""
        if not self.heads:
            self.resize(self.width(), 0)  # an empty box would look broken
            return
        open_heads = [head for head in self.heads if head.isChecked()]
        shown = math.ceil(sum(row.lines for head in open_heads for row in head.rows))
        # Margins and border, the foot, and between sections a space and a line.
        frame = 4 + 6 + len(self.heads) * (theme.px(HEAD) + 5)
        usual = theme.px(ROW)
        row = usual if frame + shown * usual <= room else theme.px(_TIGHT_ROW)
        for button in self.rows:
            button.setFixedHeight(round(row * button.lines))
        self.setFixedWidth(theme.px_wide(WIDTH))
        self.resize(theme.px_wide(WIDTH), min(frame + shown * row, room))

    def _sections(self) -> list[LegendSection]:
        analysis, style = self._session.analysis, self._session.style
        picture = self._session.picture
        segments = picture is not None and bool(picture.segments)
        looks = self._session.shown.appearance
        clustering = self._clustering()
        found = legend(analysis, style, segments=segments, appearance=looks, clustering=clustering)
        if not found or found[-1].rows[0].kind in _NO_LINES:
            found.append(LegendSection(_("Lines"), ()))
        lines = with_hidden_lines(found[-1], analysis, style)
        return [*found[:-1], lines] if lines.rows else found[:-1]

    def _arrange(self, sections: list[LegendSection]) -> None:
        """Put heads and rows in order; those that are not wanted now wait, hidden."""
        focused: QWidget | None = self.focusWidget()
        had_focus = focused is not None and focused.hasFocus()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
        self.heads, self.rows = [], []
        for section in sections:
            key = _fold_key(section)
            if self.heads:
                self._column.addSpacing(4)
                self._column.addWidget(self._line(key))
            head = self._head(key)
            head.rows = [self._button(row) for row in section.rows]
            for widget in (head, *head.rows):
                self._column.addWidget(widget)
                widget.setVisible(widget is head or head.isChecked())
            self.heads.append(head)
            self.rows += head.rows
        self._column.addStretch(1)
        # A hidden row hands the focus on; it goes back to where it was.
        if focused is not None and had_focus and focused.isVisibleTo(self):
            focused.setFocus()
        self.resized.emit()

    def _stops(self) -> list[RovingButton]:
        found: list[RovingButton] = []
        for head in self.heads:
            found += [head, *head.rows]
        return found

    def _line(self, key: str) -> Hairline:
        if key not in self._lines:
            self._lines[key] = Hairline(parent=self._inner)
        line = self._lines[key]
        line.show()
        return line

    def _head(self, key: str) -> LegendHead:
        if key not in self._heads:
            head = LegendHead(key, self._inner)
            head.setChecked(self._session.preferences.is_shown(key))
            head.toggled.connect(self._fold)
            self._roving.take(head)
            self._heads[key] = head
        return self._heads[key]

    def _button(self, row: LegendRow) -> LegendButton:
        key = (row.kind, row.key)
        if key not in self._buttons:
            button = LegendButton(row, self._inner)
            button.pressed_on.connect(self._choose)
            button.pointed.connect(self._highlight)
            self._roving.take(button)
            self._buttons[key] = button
        return self._buttons[key]

    def _fold(self, _open: bool) -> None:
        for head in self.heads:
            self._session.preferences.set_shown(head.key, head.isChecked())
            for row in head.rows:
                row.setVisible(head.isChecked())
            head.name()
        self._roving.refresh()
        self.resized.emit()

    def _choose(self, row: LegendRow, alone: bool) -> None:
        rows = [one for section in self._shown for one in section.rows]
        # What the click does must be seen while the pointer still rests on the row.
        self._session.set_highlight()
        if row.kind == "cluster":
            members = meant(self._session.analysis, row, self._clustering())
            self._session.select(*(("organisation", one) for one in members))
            return
        self._session.set_filter(after_click(self._session.filter, row, rows, alone=alone))

    def _highlight(self, row: LegendRow, there: bool) -> None:
        if not there or is_hidden(self._session.filter, row):
            self._session.set_highlight()
        elif row.kind == "line":
            self._session.set_highlight(kinds=kinds_of(row))
        else:
            clustering = self._clustering()
            self._session.set_highlight(meant(self._session.analysis, row, clustering))

    def _clustering(self) -> Clustering | None:
        return self._session.clusters.clustering(self._session.shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # In a window that just appears, the canvas has the picture made once it knows its size.
        if self._session.drawing.is_made:
            self.refresh()


def _outline(section: LegendSection) -> tuple[tuple[str, str, bool], ...]:
    """Return what must be the same for the rows to stand as they stand."""
    return tuple((row.kind, row.key, bool(row.note)) for row in section.rows)


def _fold_key(section: LegendSection) -> str:
    kind = section.rows[0].kind
    return f"legend/{kind if kind in ('cluster', 'sector', 'level', 'domain') else 'line'}"
