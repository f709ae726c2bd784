"""A finding in the list: its colour, its name, its sentences; a click lights it on the picture."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from oci_map.drawing.part_colours import part_colour
from oci_map.ui import theme
from oci_map.ui.plain import PlainLabel, Sentence
from oci_map.ui.structure.story import Entry

_LEFT: Final = 30


class EntryButton(QAbstractButton):
    """One entry; checked while it is lit."""

    def __init__(self, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{entry.title}. {entry.text}"[:1000])
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(_LEFT), 8, 10, 8)
        column.setSpacing(2)
        title = PlainLabel(entry.title[:300], wrap=True, parent=self)
        theme.letter(title, 13, 600)
        text = Sentence(size=13, line=19, parent=self)
        text.setText(entry.text)
        for part in (title, text):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(part)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # ----------------------------------------------------------------------------- Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(self.width() or 300))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return layout.heightForWidth(width) if layout is not None else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF().adjusted(1, 1, -1, -1)
        ground = "accent_soft" if self.isChecked() else "hover" if self.underMouse() else ""
        painter.setPen(QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)
        if self.entry.number >= 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(part_colour(self.entry.number, theme.current())))
            painter.drawEllipse(QPointF(theme.px(_LEFT) / 2, 8 + theme.px(10)), 6, 6)
