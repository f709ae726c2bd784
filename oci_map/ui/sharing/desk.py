"""What the copy actions do, and the handle at which the picture is dragged out of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton, QWidget

from oci_map import i18n
from oci_map.i18n import _, ngettext
from oci_map.ui import icons, messages
from oci_map.ui.actions import Actions
from oci_map.ui.asking import Asking
from oci_map.ui.jobs import Jobs
from oci_map.ui.session import Session
from oci_map.ui.sharing.dragging import DragOut
from oci_map.ui.showing import showing

if TYPE_CHECKING:
    from oci_map.ui.sharing.copies import Copies


class SharingDesk(QObject):
    """Copies the picture or its table, and says that it is on the clipboard."""

    said = Signal(str)

    def __init__(
        self, session: Session, actions: Actions, jobs: Jobs, canvas: QWidget, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._take)
        self._asking.refused.connect(self._refuse)
        self.handle = QToolButton(canvas)
        self.handle.setIcon(icons.icon("external-link"))
        self.handle.setIconSize(QSize(14, 14))
        self.handle.setFixedSize(26, 26)
        self.handle.clicked.connect(actions["copy_picture"].trigger)
        self._drags = DragOut(session, jobs, self)
        self._drags.watch(canvas, Qt.KeyboardModifier.AltModifier)
        self._drags.watch(self.handle, Qt.KeyboardModifier.NoModifier)
        actions["copy_picture"].triggered.connect(self.copy_picture)
        actions["copy_drawing"].triggered.connect(self.copy_drawing)
        actions["copy_table"].triggered.connect(self.copy_table)
        session.language_changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        """Give the handle its words in the chosen language."""
        self.handle.setAccessibleName(_("Copy the picture"))
        self.handle.setToolTip(
            _("Drag the picture from here into another program (with Shift as SVG); click to copy")
        )

    def copy_picture(self) -> None:
        """Put the picture on the clipboard as an image."""
        self._copy(drawing=False)

    def copy_drawing(self) -> None:
        """Put the picture on the clipboard as SVG."""
        self._copy(drawing=True)

    def copy_table(self) -> None:
        """Put the organisations and ties that are shown on the clipboard as a table."""
        from oci_map.ui.sharing.copies import as_table
        from oci_map.ui.sharing.rows import shown_rows

        if self._session.document is None:
            return
        rows = shown_rows(self._session.analysis)
        QGuiApplication.clipboard().setMimeData(as_table(rows))
        count = len(self._session.analysis.organisations)
        text = ngettext(
            "Copied as a table: {count} organisation and its ties",
            "Copied as a table: {count} organisations and their ties",
            count,
        )
        self.said.emit(text.format(count=i18n.number(count)))

    def _copy(self, *, drawing: bool) -> None:
        from oci_map.ui.sharing.copies import copies

        if self._session.document is None:
            return
        work = partial(copies, showing(self._session), self._session.theme)
        self._asking.ask(work, drawing)

    def _take(self, drawing: bool, made: Copies) -> None:
        from oci_map.ui.sharing.copies import as_drawing, as_image

        data = as_drawing(made) if drawing else as_image(made)
        QGuiApplication.clipboard().setMimeData(data)
        self.said.emit(_("Copied as SVG") if drawing else _("Copied as an image"))

    def _refuse(self, _about: object, sentence: str) -> None:
        messages.problem(_("The picture could not be copied"), sentence)
