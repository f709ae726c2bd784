"""Blocks of text in a text view: headings, paragraphs, words before a paragraph, sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from oci_map.drawing.style import DARK_INK
from oci_map.graph.method_page import Block
from oci_map.ui import theme

#: Size, weight, colour and px above, by the kind of block.
_LOOKS: Final = {
    "title": (22, 650, "text_1", 0),
    "heading": (16, 600, "text_1", 22),
    "name": (14, 600, "text_1", 14),
    "text": (13, 400, "text_1", 6),
    "item": (13, 400, "text_1", 4),
    "quiet": (12, 400, "text_3", 4),
}
_LINE: Final = 135.0


class Prose(QTextBrowser):
    """Shows blocks; nothing that a person typed is read as markup."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("prose")
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setTabChangesFocus(True)

    def show_blocks(self, blocks: Iterable[Block]) -> None:
        """Show these blocks instead of what stood here."""
        document = self.document()
        document.clear()
        cursor = QTextCursor(document)
        for number, block in enumerate(blocks):
            _write(cursor, block, first=number == 0)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def darken(self) -> None:
        """Write everything in black, for paper."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        ink = QTextCharFormat()
        ink.setForeground(QColor(DARK_INK))
        cursor.mergeCharFormat(ink)


def _write(cursor: QTextCursor, block: Block, *, first: bool) -> None:
    size, weight, colour, above = _LOOKS[block.kind]
    layout = QTextBlockFormat()
    layout.setTopMargin(0 if first else theme.px(above))
    layout.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if block.kind in ("title", "heading", "name"):
        layout.setHeadingLevel({"title": 1, "heading": 2, "name": 3}[block.kind])
    if first:
        cursor.setBlockFormat(layout)
    else:
        cursor.insertBlock(layout)
    if block.lead:
        cursor.insertText(f"{block.lead}: ", _letters(size, 600, "text_2"))
    cursor.insertText(block.text, _letters(size, weight, colour))


def _letters(size: int, weight: int, colour: str) -> QTextCharFormat:
    letters = QTextCharFormat()
    font: QFont = theme.font(size, weight)
    font.setFeature(QFont.Tag("calt"), 0)  # else what is copied from a saved page lacks its "("
    letters.setFont(font)
    letters.setForeground(theme.colour(colour))
    return letters
