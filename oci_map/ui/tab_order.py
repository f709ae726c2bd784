"""Where Tab stops in the window, in the order of the eye; parts made later stand in their place.

The chain of Qt itself is not asked for: `nextInFocusChain` tells PySide that each widget belongs to
the one before it, and when that one goes, Python holds the rest of the window for deleted.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QMainWindow, QSplitter, QWidget


def stops(window: QWidget, focused: QWidget | None = None) -> list[QWidget]:
    """Return what Tab stops at, in order, and the widget that has the keyboard now."""
    return [one for one in _within(window) if _stops_at(one, focused)]


def _stops_at(widget: QWidget, focused: QWidget | None) -> bool:
    if widget is focused:
        return True
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled() and not widget.focusProxy()


def _within(widget: QWidget) -> Iterator[QWidget]:
    """Yield what is in a widget: as it is laid out, then what stands over that."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    for child in dict.fromkeys((*_laid_out(widget), *widget.findChildren(QWidget, options=direct))):
        if not child.isWindow():
            yield child
            yield from _within(child)


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter):
        parts = [widget.widget(place) for place in range(widget.count())]
        yield from (part for part in parts if part is not None)
    # The layout of a main window has its parts in an order of its own.
    elif not isinstance(widget, QMainWindow):
        layout = widget.layout()
        if layout is not None:
            yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = None if item is None else item.widget()
        if widget is not None:
            yield widget
        elif isinstance(item, QLayout):
            yield from _in_layout(item)
