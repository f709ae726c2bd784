"""Where Tab stops in the window, in the order of the eye; parts made later stand in their place."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def stops(window: QWidget, panel: QWidget, focused: QWidget | None = None) -> list[QWidget]:
    """Return what Tab stops at, in order, and the widget that has the keyboard now.

    The parts of `panel` come in the order of its layouts: they are made when they are wanted,
    which is not the order in which they stand.
    """
    found: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        if widget is panel:
            if panel is focused:
                found.append(panel)
            layout = panel.layout()
            if panel.isVisible() and layout is not None:
                found += [one for one in _down(layout) if _stops_at(one, focused)]
        elif (
            widget.window() is window
            and not panel.isAncestorOf(widget)
            and _stops_at(widget, focused)
        ):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def _stops_at(widget: QWidget, focused: QWidget | None) -> bool:
    if widget is focused:
        return True
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(policy) and widget.isVisible() and widget.isEnabled() and not widget.focusProxy()


def _down(layout: QLayout) -> Iterator[QWidget]:
    """Yield the widgets of a layout from top to bottom, each before what is in it."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget = item.widget()
        inner = item.layout() if widget is None else _inside(widget)
        if widget is not None:
            yield widget
        if inner is not None:
            yield from _down(inner)


def _inside(widget: QWidget) -> QLayout | None:
    scrolled = getattr(widget, "inner", None)  # of a page that scrolls
    return scrolled.layout() if isinstance(scrolled, QWidget) else widget.layout()
