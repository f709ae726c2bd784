"""How large the text of the window is, 100 to 200 %, and the heights and widths that follow it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHeaderView, QWidget

from oci_map.ui import theme
from oci_map.ui.actions import Actions
from oci_map.ui.session import Session

STEPS: Final = (100, 110, 125, 150, 175, 200)
#: What is fixed above this is a picture or a panel, which looks after itself.
_TALLEST: Final = 90
_WIDEST: Final = 140
_THINNEST: Final = 2


class TextSize(QObject):
    """Makes the text of the window larger or smaller, and remembers it."""

    changed = Signal()

    def __init__(self, session: Session, actions: Actions, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._actions = actions
        self._window = window
        for name, method in (
            ("text_larger", self.larger),
            ("text_smaller", self.smaller),
            ("text_usual", self.usual),
        ):
            actions[name].triggered.connect(method)
        session.view_changed.connect(self.follow)
        session.document_changed.connect(self.follow)
        self._say()
        self.follow()

    def larger(self) -> None:
        """Make the text a step larger."""
        now = theme.text_percent()
        self.choose(next((step for step in STEPS if step > now), STEPS[-1]))

    def smaller(self) -> None:
        """Make the text a step smaller."""
        now = theme.text_percent()
        self.choose(next((step for step in reversed(STEPS) if step < now), STEPS[0]))

    def usual(self) -> None:
        """Give the text its usual size."""
        self.choose(STEPS[0])

    def choose(self, percent: int) -> None:
        """Give the text this size, in percent of the usual one."""
        percent = max(STEPS[0], min(STEPS[-1], percent))
        if percent == theme.text_percent():
            return
        adopt(self._window)  # what is there now is measured before it changes
        self._session.preferences.text_size = percent
        theme.set_text_percent(percent)
        theme.put_on(self._session.preferences.theme)
        adopt(self._window)
        self._say()
        self._session.theme_changed.emit()
        self._session.picture_changed.emit()
        self.changed.emit()

    def follow(self) -> None:
        """Give what was made meanwhile its size."""
        if theme.text_percent() != STEPS[0]:
            adopt(self._window)

    def _say(self) -> None:
        percent = theme.text_percent()
        self._actions["text_larger"].setEnabled(percent < STEPS[-1])
        self._actions["text_smaller"].setEnabled(percent > STEPS[0])
        self._actions["text_usual"].setEnabled(percent != STEPS[0])


def adopt(root: QWidget) -> None:
    """Let what has a fixed height or width grow with its text; measures are those at 100 %.

    Widgets whose height follows from what is in them say so with the property `ownSize`.
    """
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, QHeaderView) and not widget.property("ownSize"):
            _adopt_sections(widget)
        if isinstance(widget, QAbstractButton) and not widget.icon().isNull():
            _adopt_icon(widget)
        if widget.property("ownSize") or widget.property("_q_stylesheet_maxh") is not None:
            continue
        least, most = widget.minimumHeight(), widget.maximumHeight()
        if widget.property("_q_stylesheet_minh") is not None:
            least = most  # the style sheet gives the least height; the code gave the height
        tall = _base(widget, "baseHeight", least, most, _TALLEST)
        if tall:
            widget.setFixedHeight(theme.px(tall))
        wide = _base(widget, "baseWidth", widget.minimumWidth(), widget.maximumWidth(), _WIDEST)
        if wide:
            widget.setFixedWidth(theme.px(wide))
        size = widget.property("fontSize")
        if size:
            widget.setFont(theme.font(int(size), int(widget.property("fontWeight"))))
            widget.updateGeometry()


def _base(widget: QWidget, name: str, least: int, most: int, limit: int) -> int:
    """Return a measure as it is at 100 %, noted when it is first met; 0 when it is not fixed."""
    kept = widget.property(name)
    if kept is not None:
        return int(kept)
    if least != most or not _THINNEST < least <= limit:
        return 0
    widget.setProperty(name, least)
    return least


def _adopt_icon(button: QAbstractButton) -> None:
    kept = button.property("baseIcon")
    if kept is None:
        kept = button.iconSize().height()
        button.setProperty("baseIcon", kept)
    side = theme.px(int(kept))
    if button.iconSize().height() != side:
        button.setIconSize(QSize(side, side))


def _adopt_sections(header: QHeaderView) -> None:
    kept = header.property("baseSection")
    if kept is None:
        kept = header.defaultSectionSize()
        header.setProperty("baseSection", kept)
        header.setProperty("baseLeast", header.minimumSectionSize())
    if header.orientation() is Qt.Orientation.Vertical:
        header.setMinimumSectionSize(theme.px(int(header.property("baseLeast"))))
        header.setDefaultSectionSize(theme.px(int(kept)))
