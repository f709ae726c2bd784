"""The export dialog: fields and a file name at the right, the page as it will be at the left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from oci_map import i18n
from oci_map.errors import UserError
from oci_map.i18n import _, ngettext
from oci_map.ui import messages, theme
from oci_map.ui.export import choice as c
from oci_map.ui.export.form import ChoiceForm
from oci_map.ui.export.making import write
from oci_map.ui.export.preview import Preview
from oci_map.ui.export.target import files, target
from oci_map.ui.jobs import Job, Jobs
from oci_map.ui.plain import ElidedLabel, PlainLabel
from oci_map.ui.push_button import PushButton
from oci_map.ui.session import Session
from oci_map.ui.showing import Showing, showing

if TYPE_CHECKING:
    from oci_map.ui.exporting import Exporter

_FORM_WIDTH: Final = 372
_FRAME: Final = QSize(16, 48)  # what the system draws round it
_SPAN: Final = 1000  # of the progress bar


class ExportDialog(QDialog):
    """Stands beside the map, which can be changed meanwhile; a refusal is said in it."""

    def __init__(
        self, session: Session, exporter: Exporter, jobs: Jobs, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("exportDialog")
        self._session = session
        self._exporter = exporter
        self._jobs = jobs
        self._job: Job | None = None
        self._named = ""  # the name that was proposed last
        self._showing: Showing | None = None
        self.folder = Path.home()
        self.preview = Preview(jobs, self)
        self.form = ChoiceForm(self)
        self._name_label = PlainLabel(role="second", parent=self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(255)
        self._folder_name = ElidedLabel(role="caption", parent=self)
        self.choose_folder = PushButton(self)
        self.note = PlainLabel(role="caption", wrap=True, parent=self)
        self.error = PlainLabel(role="error", wrap=True, parent=self)
        self.error.hide()
        self.bar = QProgressBar(self)
        self.bar.setRange(0, _SPAN)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.cancel = PushButton(self)
        self.export = PushButton(self)
        self.export.setProperty("primary", True)
        self.export.setDefault(True)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        right = QWidget(self)
        fields = QVBoxLayout(right)
        fields.setContentsMargins(0, 0, 12, 0)
        fields.setSpacing(10)
        fields.addWidget(self.form)
        fields.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setWidget(right)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        where = QGridLayout()
        where.setSpacing(6)
        where.addWidget(self._name_label, 0, 0, 1, 2)
        where.addWidget(self.name, 1, 0, 1, 2)
        where.addWidget(self._folder_name, 2, 0)
        where.addWidget(self.choose_folder, 2, 1)
        where.setColumnStretch(0, 1)
        self._name_label.setBuddy(self.name)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.export)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self._area, 1)
        column.addLayout(where)
        for part in (self.note, self.error, self.bar):
            column.addWidget(part)
        column.addLayout(buttons)
        self._side = QWidget(self)
        self._side.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        whole.setSpacing(16)
        whole.addWidget(self.preview, 1)
        whole.addWidget(self._side)

    def _connect(self) -> None:
        session = self._session
        self.form.changed.connect(self._follow_choice)
        self.name.textChanged.connect(self._check)
        self.choose_folder.clicked.connect(self._ask_folder)
        self.export.clicked.connect(self.start)
        self.cancel.clicked.connect(self.reject)
        self.preview.arrived.connect(self._follow_preview)
        session.picture_changed.connect(self._follow_document)
        session.gap_focus.changed.connect(self._follow_document)
        session.language_changed.connect(self.retranslate)
        session.document_changed.connect(self.close)

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.setWindowTitle(_("Export"))
        self._area.setAccessibleName(_("Export"))
        self._name_label.setText(_("File name"))
        self.name.setAccessibleName(_("File name"))
        self.choose_folder.setText(_("Folder…"))
        self.bar.setAccessibleName(_("Progress"))
        self.cancel.setText(_("Cancel"))
        self.form.retranslate()
        self.preview.retranslate()
        if self._showing is not None:
            self.form.offer(self._showing)
        self._check()

    # --------------------------------------------------------------------------- what it shows

    def open_with(self, choice: c.Choice, folder: Path) -> None:
        """Show the dialog with a choice to begin with."""
        room = self.screen().availableSize() - _FRAME
        self.resize(min(theme.px_wide(1120), room.width()), min(theme.px_wide(720), room.height()))
        self._side.setFixedWidth(theme.px_wide(_FORM_WIDTH))
        self.folder = folder
        self.error.hide()
        self._showing = showing(self._session)
        self._named = self.name.text()  # the next file has a name of its own
        self.form.set_choice(choice)
        self.form.offer(self._showing)
        self.show()
        self.raise_()
        self.activateWindow()
        self.form.what.setFocus()
        self._follow_choice()

    def _follow_document(self) -> None:
        if self.isVisible() and self._session.document is not None:
            self._showing = showing(self._session)
            self.form.offer(self._showing)
            self._follow_choice()

    def _follow_choice(self) -> None:
        self._propose_name()
        if self._showing is not None and self.isVisible():
            self.preview.ask(self._showing, self.form.choice)
        self._check()

    def _follow_preview(self) -> None:
        if self.preview.pages is not None:
            self.form.show_usual_title(self.preview.pages.title)
        self._check()

    def _propose_name(self) -> None:
        """Propose a name for the file until the person writes another one."""
        if self._session.document is None or self.name.text() != self._named:
            return
        self._named = self._exporter.proposed_name(self.form.choice)
        self.name.setText(self._named)

    @property
    def path(self) -> Path:
        """Where it goes; raises UserError when the name cannot be one."""
        return target(self.folder, self.name.text(), self.form.choice.suffix)

    def _check(self, *_of_the_signal: object) -> None:
        """Say what will be written, and name the button by what it does."""
        self._folder_name.setText(str(self.folder))
        self.export.setText(_("Export"))
        try:
            path = self.path
        except UserError as problem:
            self.note.setText(problem.sentence)
            self.export.setEnabled(False)
            return
        self.export.setEnabled(self._job is None)
        known = self.preview.pages
        written = files(path, known.files if known is not None else ("",))
        notes = []
        if len(written) > 1:
            text = _("{count} files will be written; the first is “{name}”.")
            notes.append(text.format(count=i18n.number(len(written)), name=written[0].name))
        there = sum(one.exists() for one in written)
        if there:
            notes.append(
                ngettext(
                    "A file of this name is there; it will be replaced.",
                    "{count} files of these names are there; they will be replaced.",
                    there,
                ).format(count=i18n.number(there))
            )
            self.export.setText(_("Replace"))
        choice = self.form.choice
        if choice.template and choice.has("template"):
            notes.append(_("The preview shows the map without your template round it."))
        if choice.suffix == ".html":
            notes.append(_("In the web page the map can be zoomed, searched and filtered."))
        self.note.setText(" ".join(notes))

    # -------------------------------------------------------------------------------- gestures

    def _ask_folder(self) -> None:
        chosen = messages.ask_folder(_("Folder to export to"), self.folder)
        if chosen is not None:
            self.folder = chosen
            self._check()

    def start(self) -> None:
        """Write what is chosen."""
        if self._job is not None or self._showing is None:
            return
        try:
            path = self.path
        except UserError:
            return  # it says so already
        self.error.hide()
        choice = self.form.choice
        self._job = self._jobs.make(partial(write, self._showing, choice, path), (choice, path))
        self._job.progressed.connect(self._show_progress)
        self._job.finished.connect(self._finish)
        self._job.refused.connect(self._refuse)
        self._job.ended.connect(self._on_end)
        self.bar.setValue(0)
        self._busy(busy=True)
        self._jobs.start(self._job)

    def _busy(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        for part in (self.form, self.name, self.choose_folder, self.export):
            part.setEnabled(not busy)
        (self.cancel if busy else self.name).setFocus()

    def _show_progress(self, done: float, _text: str) -> None:
        self.bar.setValue(round(done * _SPAN))

    def _finish(self, job: Job, paths: list[Path]) -> None:
        self._exporter.remember(*job.revision)  # type: ignore[misc]  # what `start` gave it
        self._let_go()
        self.close()
        self._exporter.tell(*paths)

    def _refuse(self, _job: Job, sentence: str) -> None:
        self.error.setText(sentence[:900])
        self.error.setAccessibleName(sentence[:900])
        self.error.show()

    def _on_end(self, job: Job) -> None:
        if job is self._job:
            self._let_go()

    def _let_go(self) -> None:
        self._job = None
        self._busy(busy=False)
        self._check()

    # ----------------------------------------------------------------------------- Qt overrides

    def reject(self) -> None:
        # Esc and Cancel end what runs first; the dialog stays for another try.
        if self._job is not None:
            self._job.cancel()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._job is not None:
            self._job.cancel()
            self._let_go()
        super().closeEvent(event)
