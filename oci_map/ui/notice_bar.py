"""A line that says what was written and where, with buttons to open it; it goes by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from oci_map import i18n
from oci_map.i18n import _, ngettext
from oci_map.ui import icons, theme
from oci_map.ui.plain import PlainLabel, tooltip
from oci_map.ui.push_button import PushButton

_WIDTH: Final = 700
_LEAST: Final = 240
_EDGE: Final = 16
#: A path may be long; where the file lies can be opened.
_LONGEST: Final = 600
_HEIGHT: Final = 42
_STAYS_MS: Final = 12_000
_ABOVE_FOOT: Final = 56


class NoticeBar(QFrame):
    """Lies over the foot of the map, or of the start page."""

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
        self._clock.timeout.connect(self.hide)
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

    def stand_over(self, area: QWidget, covered: int) -> None:
        """Stand over the foot of this part, of which so many px at the right are covered."""
        self._over, self._covered = area, covered
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
            needed = layout.totalHeightForWidth(wide)
            self.setFixedSize(wide, max(theme.px(_HEIGHT), needed))
        left = area.left() + max(0, (area.width() - self.width()) // 2)
        self.move(left, area.bottom() - self.height() - _ABOVE_FOOT)

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


def _open(path: Path) -> None:
    # The first picture does without.
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
