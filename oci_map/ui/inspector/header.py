"""The head of the inspector: the mark, the name and the full name, both edited in place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE
from oci_map.ui import icons, theme
from oci_map.ui.actions import Actions
from oci_map.ui.flat_edit import FlatEdit
from oci_map.ui.inspector.field_editor import restyle
from oci_map.ui.inspector.section import SIDE
from oci_map.ui.mark_image import mark_pixmap
from oci_map.ui.plain import PlainLabel
from oci_map.ui.session import Session
from oci_map.values import dataclass

_MARK = 40
_LONG = 200


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head shows; a field without a name cannot be edited."""

    title: str
    title_field: str
    subtitle: str = ""
    subtitle_field: str = ""
    subtitle_hint: str = ""
    mark: RecordId = NONE
    dot: str = ""
    icon: str = ""


class Header(QWidget):
    """Says what is selected; `edited` gives a field and the text typed for it."""

    edited = Signal(str, str)

    def __init__(self, session: Session, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._heading = Heading("", "")
        self._sign = QLabel(self)
        self._sign.setFixedSize(_MARK, _MARK)
        self._sign.setProperty("ownSize", True)
        self.title = FlatEdit(self)
        self.title.setProperty("tone", "title")
        self.subtitle = FlatEdit(self)
        self.subtitle.setProperty("tone", "second")
        self.problem = PlainLabel(role="error", wrap=True, parent=self)
        self.problem.hide()
        self._menu = QMenu(self)
        for name in ("centre", "pin", "remove"):
            self._menu.addAction(actions[name])
        self._more = QToolButton(self)
        self._more.setIcon(icons.icon("ellipsis"))
        self._more.setIconSize(QSize(16, 16))
        self._more.setFixedSize(28, 28)
        self._more.setMenu(self._menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        self.title.kept.connect(self._keep_title)
        self.subtitle.kept.connect(self._keep_subtitle)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDE - 3, 14, 12, 12)
        row.setSpacing(6)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        names.addWidget(self.problem)
        row.addLayout(names, 1)
        row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)

    def show_heading(self, heading: Heading) -> None:
        """Show this name and sign."""
        self._heading = heading
        self.problem.hide()
        self.title.show_text(heading.title)
        self._fit_title()
        self.title.setAccessibleName(_("Name"))
        self.title.setReadOnly(not (heading.title_field and self._session.can_edit))
        self.subtitle.show_text(heading.subtitle)
        editable = bool(heading.subtitle_field) and self._session.can_edit
        self.subtitle.setReadOnly(not editable)
        self.subtitle.setPlaceholderText(heading.subtitle_hint if editable else "")
        self.subtitle.setAccessibleName(heading.subtitle_hint or _("Type"))
        self.subtitle.setVisible(bool(heading.subtitle) or editable)
        self._more.setToolTip(_("More"))
        self._more.setAccessibleName(_("More"))
        self._sign.setPixmap(self._drawn())

    def add_action(self, action: QAction) -> None:
        """Offer something more in the menu behind the name."""
        self._menu.addAction(action)

    def ask_name(self) -> None:
        """Let the person type the name at once."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.title.selectAll()

    def refuse(self, reason: str) -> None:
        """Say why a name was not kept."""
        self.problem.setText(reason)
        self.problem.show()

    def _fit_title(self) -> None:
        """Write a long name in smaller letters."""
        room = self.title.width() - 12
        long = QFontMetrics(theme.font(18, 600)).horizontalAdvance(self.title.text()[:_LONG]) > room
        restyle(self.title, tone="longtitle" if long else "title")

    def _keep_title(self, text: str) -> None:
        self.problem.hide()
        self.edited.emit(self._heading.title_field, text)

    def _keep_subtitle(self, text: str) -> None:
        self.problem.hide()
        self.edited.emit(self._heading.subtitle_field, text)

    def _drawn(self) -> QPixmap:
        scale = self.devicePixelRatioF()
        heading = self._heading
        if heading.mark in self._session.snapshot.organisations:
            return mark_pixmap(self._session.snapshot, heading.mark, _MARK, scale, coded=True)
        drawn = QPixmap(round(_MARK * scale), round(_MARK * scale))
        drawn.setDevicePixelRatio(scale)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heading.dot:
            soft = QColor(heading.dot)
            soft.setAlphaF(0.2)
            painter.setBrush(soft)
            painter.setPen(QPen(QColor(heading.dot), 1.5))
            painter.drawRoundedRect(5, 5, 30, 30, 10, 10)
        elif heading.icon:
            painter.setBrush(theme.colour("neutral"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(4, 4, 32, 32, 8, 8)
            painter.drawPixmap(11, 11, icons.pixmap(heading.icon, "text_2", 18, scale))
        painter.end()
        return drawn

    # --------------------------------------------------------------------------- Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()
