"""The method page: boundary, ties, missing data and every figure, to be read and printed."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QGuiApplication, QPageLayout, QPageSize, QPdfWriter, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oci_map import i18n
from oci_map.graph.method_page import method_page, plain_text
from oci_map.i18n import _
from oci_map.ui import messages, theme
from oci_map.ui.actions import Actions
from oci_map.ui.jobs import Jobs
from oci_map.ui.prose import Prose
from oci_map.ui.push_button import PushButton
from oci_map.ui.session import Session
from oci_map.ui.views import Page

_WIDEST: Final = 760


class MethodPage(Page):
    """What a sceptical reader asks first; in both languages, about this document."""

    shows_inspector: ClassVar[bool] = False

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self._shown: object = None
        self.prose = Prose(self)
        self.copy = PushButton(self)
        self.save = PushButton(self)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.copy)
        row.addWidget(self.save)
        self._sheet = QWidget(self)
        inner = QVBoxLayout(self._sheet)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(row)
        inner.addWidget(self.prose, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 16)
        outer.addStretch(1)
        outer.addWidget(self._sheet, 20)
        outer.addStretch(1)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        session.picture_changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.copy.setText(_("Copy text"))
        self.save.setText(_("Save as PDF…"))
        self.prose.setAccessibleName(_("Method"))
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        """Say what holds for the document as it is now."""
        session = self.session
        if not self.isVisible() or session.document is None:
            return
        shown = (
            session.snapshot, session.filter, i18n.language(), theme.current(),
            theme.text_percent(),
        )  # fmt: skip
        if shown == self._shown:
            return
        place = self.prose.verticalScrollBar().value()
        self._shown = shown
        self._sheet.setMaximumWidth(theme.px(_WIDEST))
        self.prose.show_blocks(method_page(session.analysis))
        self.prose.verticalScrollBar().setValue(place)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(plain_text(method_page(self.session.analysis)))

    def _save(self) -> None:
        document = self.session.document
        if document is None:
            return
        what = _("Method")
        name = f"{document.path.stem} - {what}.pdf"
        path = messages.ask_save_path(
            _("Save the method as PDF"), document.path.with_name(name), "PDF (*.pdf)"
        )
        if path is not None:
            self._write(path)

    def _write(self, path: Path) -> None:
        try:
            # The writer of the toolkit says nothing when a folder may not be written.
            path.touch()
        except OSError:
            messages.problem(
                _("The page could not be saved"),
                _("“{path}” cannot be written. Nothing was saved; choose another folder.").format(
                    path=path
                ),
            )
            return
        writer = QPdfWriter(str(path))
        writer.setTitle(_("Method"))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(20, 18, 20, 18), QPageLayout.Unit.Millimeter)
        # On paper letters are dark, whatever the colours of the window.
        paper = Prose(self)
        paper.hide()
        paper.show_blocks(method_page(self.session.analysis))
        paper.darken()
        paper.document().print_(writer)
        paper.deleteLater()

    # ----------------------------------------------------------------------------- Qt overrides

    def take_focus(self) -> None:
        """Put the keyboard into the text."""
        self.prose.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
