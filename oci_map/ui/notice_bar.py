"""A line that says what was written and where, with buttons to open it; it goes by itself.

What somebody must know stays until it is closed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QToolButton,
    QWidget,
)

from oci_map import i18n
from oci_map.i18n import _, ngettext
from oci_map.ui import icons, theme
from oci_map.ui.plain import PlainLabel, tooltip
from oci_map.ui.push_button import PushButton

_WIDTH: Final = 700
_LEAST: Final = 240
_WORDS: Final = 200
_EDGE: Final = 16
#: A path may be long; where the file lies can be opened.
_LONGEST: Final = 600
_HEIGHT: Final = 42
_STAYS_MS: Final = 9_000
#: While the pointer or the keyboard is on it, it is asked again after that long.
_AGAIN_MS: Final = 2_500
_ABOVE_FOOT: Final = 56


class NoticeBar(QFrame):
    """Lies over the foot of what is shown, where it covers nothing that can be pressed."""

    taken = Signal()  # what was offered is wanted

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("overlay")
        self._paths: tuple[Path, ...] = (Path(),)
        self._said = self._verb = ""
        self._covered = 0
        self._over: QWidget | None = None
        self._label = PlainLabel(wrap=True, parent=self)
        self._offer = PushButton(self)
        self._open = PushButton(self)
        self._folder = PushButton(self)
        self._close = QToolButton(self)
        self._close.setIcon(icons.icon("x"))
        self._close.setIconSize(QSize(14, 14))
        self._close.setFixedSize(26, 26)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(self._label, 1)
        for button in (self._offer, self._open, self._folder):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._go)
        self._offer.clicked.connect(self._take_offer)
        self._open.clicked.connect(self._open_file)
        self._folder.clicked.connect(self._open_folder)
        self._close.clicked.connect(self.hide)
        self.hide()
        self.retranslate()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self._open.setText(_("Open it"))
        self._close.setToolTip(_("Close"))
        self._close.setAccessibleName(_("Close"))
        self._folder.setText(_("Open folder"))
        self._offer.setText(self._verb)
        self._offer.setVisible(bool(self._verb))
        # Of several files, the first says how they are called.
        self._open.setVisible(not self._said and len(self._paths) == 1)
        self._folder.setVisible(not self._said)
        first, more = self._paths[0], len(self._paths) - 1
        text = ngettext(
            "Written: {name} and {count} more, in {folder}",
            "Written: {name} and {count} more, in {folder}",
            more,
        ) if more else _("Written: {name}, in {folder}")  # fmt: skip
        told = text.format(name=first.name, count=i18n.number(more), folder=first.parent)
        whole = self._said or told
        self._label.setText(whole if len(whole) <= _LONGEST else whole[:_LONGEST] + "…")
        self._label.setToolTip(tooltip(whole))

    def show_written(self, paths: tuple[Path, ...]) -> None:
        """Say which files were written, and where they are."""
        self._paths, self._said, self._verb = paths, "", ""
        self._tell(stays=False)

    def show_said(self, text: str) -> None:
        """Say something that needs no button."""
        self._said, self._verb = text, ""
        self._tell(stays=False)

    def show_note(self, text: str) -> None:
        """Say something that stays until it is closed."""
        self.show_offer(text, "")

    def show_offer(self, text: str, verb: str) -> None:
        """Say something that stays until it is closed, with a button that emits `taken`."""
        self._said, self._verb = text, verb
        self._tell(stays=True)

    def _tell(self, *, stays: bool) -> None:
        self.retranslate()
        self._stand()
        self.show()
        self.raise_()
        if stays:
            self._clock.stop()
        else:
            self._clock.start(_STAYS_MS)

    def _go(self) -> None:
        """Go away, unless somebody is reading or about to press a button of it."""
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._clock.start(_AGAIN_MS)
        else:
            self.hide()

    def stand_over(self, area: QWidget, covered: int) -> None:
        """Stand over the foot of this part, of which so many px at the right are covered."""
        self._over, self._covered = area, covered
        if not self.isHidden():
            self._stand()

    def _stand(self) -> None:
        window, over = self.parentWidget(), self._over
        if window is None or over is None:
            return
        area = window.rect()
        if over.isVisible():  # else the start page fills the window
            area = QRect(over.mapTo(window, QPoint()), over.size())
            area.adjust(0, 0, -self._covered, 0)
        wide = min(theme.px_wide(_WIDTH), max(_LEAST, area.width() - 2 * _EDGE))
        layout = self.layout()
        if layout is not None:
            layout.activate()
            # Where the part is narrow it rather lies over its neighbour than cuts its buttons.
            least = self._beside(layout) + theme.px_wide(_WORDS)
            wide = max(wide, min(least, window.width() - 2 * _EDGE))
            wide = min(wide, self._natural_width(layout))
            needed = layout.totalHeightForWidth(wide)
            self.setFixedSize(wide, max(theme.px(_HEIGHT), needed))
        self.move(free_place(window, self, area))

    def _natural_width(self, layout: QLayout) -> int:
        """Return the width at which the words need one line."""
        words = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 8
        return max(_LEAST, words + self._beside(layout))

    def _beside(self, layout: QLayout) -> int:
        """Return how wide all is that stands beside the words."""
        return layout.sizeHint().width() - self._label.sizeHint().width()

    def _take_offer(self) -> None:
        self.hide()
        self.taken.emit()

    def _open_file(self) -> None:
        _open(self._paths[0])
        self.hide()

    def _open_folder(self) -> None:
        _open(self._paths[0].parent)
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()


def free_place(window: QWidget, notice: QWidget, area: QRect) -> QPoint:
    """Return where in an area of a window a notice covers nothing that can be pressed.

    In the middle of the foot if that can be; where every place covers something, the one that
    covers least.
    """
    taken = _controls(window, notice)
    wide, tall = notice.width(), notice.height()
    middle = area.left() + max(0, (area.width() - wide) // 2)
    right = max(area.left(), area.right() - wide - _EDGE)
    left = area.left() + min(_EDGE, max(0, area.width() - wide))
    foot, low = area.bottom() - tall - _EDGE, area.bottom() - tall - _ABOVE_FOOT
    half, top = area.center().y() - tall // 2, area.top() + _EDGE
    places = [
        QPoint(x, y)
        for y in (low, foot, low - _ABOVE_FOOT, half, top)
        for x in (middle, right, left)
        if y >= area.top()
    ]

    def covered(at: QPoint) -> int:
        box = QRect(at, notice.size())
        return sum(_size(box.intersected(one)) for one in taken)

    return min(places, key=covered, default=QPoint(middle, max(area.top(), low)))


def _controls(window: QWidget, notice: QWidget) -> list[QRect]:
    """Return where in a window there is something to press or to write in."""
    found = []
    for kind in (QAbstractButton, QLineEdit, QTabBar, QComboBox, QPlainTextEdit):
        for one in window.findChildren(kind):
            if one.isVisible() and not notice.isAncestorOf(one):
                seen = one.visibleRegion().boundingRect()
                found.append(QRect(one.mapTo(window, seen.topLeft()), seen.size()))
    return [one for one in found if not one.isEmpty()]


def _size(box: QRect) -> int:
    return box.width() * box.height() if box.isValid() else 0


def _open(path: Path) -> None:
    # The first picture does without.
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
