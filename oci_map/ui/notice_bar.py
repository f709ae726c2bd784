"""A line that says what was written and where, with buttons to open it; it goes by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from oci_map import i18n
from oci_map.i18n import _, ngettext
from oci_map.ui import icons, theme
from oci_map.ui.plain import ElidedLabel
from oci_map.ui.push_button import PushButton

_WIDTH: Final = 560
_HEIGHT: Final = 42
_STAYS_MS: Final = 12_000
_ABOVE_FOOT: Final = 56


class NoticeBar(QFrame):
    """Lies over the foot of the map."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self._paths: tuple[Path, ...] = (Path(),)
        self._said = ""
        self._area = QRect()
        self._label = ElidedLabel(parent=self)
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
        row.addWidget(self._open, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._folder, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._close)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        self._open.clicked.connect(self._open_file)
        self._folder.clicked.connect(self._open_folder)
        self._close.clicked.connect(self.hide)
        self.setFixedSize(_WIDTH, _HEIGHT)
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
        self._label.setText(self._said or told)

    def show_written(self, paths: tuple[Path, ...]) -> None:
        """Say which files were written, and where they are."""
        self._paths, self._said = paths, ""
        self._tell()

    def show_said(self, text: str) -> None:
        """Say something that needs no button."""
        self._said = text
        self._tell()

    def _tell(self) -> None:
        self.retranslate()
        self.setFixedSize(theme.px_wide(_WIDTH), theme.px(_HEIGHT))
        self._stand()
        self.show()
        self.raise_()
        self._clock.start(_STAYS_MS)

    def stand_over(self, area: QRect, covered: int) -> None:
        """Stand over the foot of this area, of which so many px at the right are covered."""
        self._area = area.adjusted(0, 0, -covered, 0)
        self._stand()

    def _stand(self) -> None:
        area = self._area
        left = area.left() + max(0, (area.width() - self.width()) // 2)
        self.move(left, area.bottom() - self.height() - _ABOVE_FOOT)

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
