"""Finds what a window would render of what a person typed, instead of showing it as typed."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QMenu, QTextEdit, QWidget

#: What our own tooltips and prose consist of.
_OURS = frozenset(
    (
        "p",
        "br",
        "b",
        "i",
        "span",
        "html",
        "head",
        "meta",
        "style",
        "body",
        "qt",
        "hr",
        "title",
        "h1",
        "h2",
        "h3",
    )
)
_MOST_ROWS = 60


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _OURS or {"src", "href", "onerror"} & {name for name, _value in attrs}:
            self.found.add(tag)


def foreign_tags(text: str) -> set[str]:
    """Return the tags that Qt would act on in a text that it takes for rich text."""
    if not Qt.mightBeRichText(text):
        return set()
    tags = _Tags()
    tags.feed(text)
    return tags.found


def rendered(window: QWidget, mark: str) -> Iterator[str]:
    """Yield each place where markup that was typed would be rendered."""
    for widget in window.findChildren(QWidget):
        name = f"{type(widget).__name__} {widget.objectName()}"
        if foreign_tags(widget.toolTip()):
            yield f"tooltip of {name}: {widget.toolTip()[:80]!r}"
        if isinstance(widget, QLabel) and _guesses(widget) and mark in widget.text():
            yield f"label {name}: {widget.text()[:80]!r}"
        if isinstance(widget, QTextEdit) and foreign_tags(widget.toHtml()):
            yield f"text of {name}: {foreign_tags(widget.toHtml())}"
        silent = isinstance(widget, QMenu) and not widget.toolTipsVisible()
        for action in () if silent else widget.actions():
            if foreign_tags(action.toolTip()):
                yield f"tooltip of an action of {name}: {action.toolTip()[:80]!r}"
        if isinstance(widget, QAbstractItemView) and not isinstance(widget, QHeaderView):
            yield from _in_model(name, widget.model())


def _guesses(label: QLabel) -> bool:
    return label.textFormat() != Qt.TextFormat.PlainText


def _in_model(name: str, model: QAbstractItemModel | None) -> Iterator[str]:
    if model is None:
        return
    parent = QModelIndex()
    # In Python a list does not tell how many columns it has.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
    rows = min(_MOST_ROWS, model.rowCount(parent))
    for row in range(rows):
        for column in range(columns):
            tip = model.index(row, column, parent).data(Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str) and foreign_tags(tip):
                yield f"tooltip in {name}, row {row}, column {column}: {tip[:80]!r}"
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    for orientation, count in ((across, columns), (down, rows)):
        for section in range(count):
            tip = model.headerData(section, orientation, Qt.ItemDataRole.ToolTipRole)
            if isinstance(tip, str) and foreign_tags(tip):
                yield f"tooltip in a heading of {name}: {tip[:80]!r}"
