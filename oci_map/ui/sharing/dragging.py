"""Dragging the picture out of the window: a file that is made while the pointer sets off."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.ui import messages
from oci_map.ui.asking import Asking
from oci_map.ui.jobs import Jobs
from oci_map.ui.session import Session
from oci_map.ui.showing import showing

if TYPE_CHECKING:
    from oci_map.ui.sharing.copies import Copies

_WIDTH: Final = 240  # px of the picture under the pointer


class DragOut(QObject):
    """Watches widgets; a drag from one of them carries the picture, with Shift as SVG."""

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._keys: dict[QObject, Qt.KeyboardModifier] = {}
        self._source: QWidget | None = None
        self._pressed = QPoint()
        self._moved = False
        self._drawing = False
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._take)
        self._made: Copies | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        session.document_changed.connect(self.clean)

    def watch(self, widget: QWidget, keys: Qt.KeyboardModifier) -> None:
        """Let drags begin on a widget, with these keys held."""
        self._keys[widget] = keys
        widget.installEventFilter(self)

    def clean(self) -> None:
        """Take away the file of the last drag."""
        self._let_go()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    # --------------------------------------------------------------------------------- the drag

    def _press(self, widget: QWidget, event: QMouseEvent) -> bool:
        keys = self._keys[widget]
        held = (event.modifiers() & keys) == keys
        if event.button() != Qt.MouseButton.LeftButton or not held or not self._session.document:
            return False
        from oci_map.ui.sharing.copies import copies

        self._let_go()
        self._source, self._pressed = widget, event.globalPosition().toPoint()
        self._drawing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._asking.ask(partial(copies, showing(self._session), self._session.theme))
        return keys != Qt.KeyboardModifier.NoModifier

    def _move(self, event: QMouseEvent) -> bool:
        if self._source is None:
            return False
        way = event.globalPosition().toPoint() - self._pressed
        self._moved = self._moved or way.manhattanLength() >= QApplication.startDragDistance()
        self._set_off()
        return True

    def _take(self, _about: object, made: Copies) -> None:
        self._made = made
        self._set_off()

    def _set_off(self) -> None:
        """Drag once the pointer has moved and the picture is there."""
        source, made = self._source, self._made
        if source is None or made is None or not self._moved:
            return
        from oci_map.exchange.selection import file_stem
        from oci_map.ui.sharing.copies import as_file

        drawing, document = self._drawing, self._session.document
        self.clean()
        self._folder = tempfile.TemporaryDirectory(prefix="oci-map-")
        name = file_stem(document.path.stem) if document is not None else "map"
        try:
            data = as_file(made, Path(self._folder.name), name, drawing=drawing)
        except UserError as problem:
            messages.problem(_("The picture could not be dragged"), problem.sentence)
            return
        drag = QDrag(source)
        drag.setMimeData(data)
        image = QPixmap()
        image.loadFromData(made.png)
        mode = Qt.TransformationMode.SmoothTransformation
        drag.setPixmap(image.scaledToWidth(_WIDTH, mode))
        drag.exec(Qt.DropAction.CopyAction)

    def _let_go(self) -> None:
        self._asking.forget()
        self._made = self._source = None
        self._moved = False

    # ----------------------------------------------------------------------------- Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and isinstance(watched, QWidget):
            kind = event.type()
            if kind == QEvent.Type.MouseButtonPress:
                return self._press(watched, event)
            if kind == QEvent.Type.MouseMove:
                return self._move(event)
            if kind == QEvent.Type.MouseButtonRelease and self._source is not None:
                self._let_go()
                return self._keys[watched] != Qt.KeyboardModifier.NoModifier
        return super().eventFilter(watched, event)
