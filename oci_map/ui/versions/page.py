"""The page of earlier versions: moments at the left, the chosen one at the right."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from oci_map import i18n
from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.i18n import _, ngettext
from oci_map.model.snapshot import Snapshot
from oci_map.operations import earlier
from oci_map.ui import messages
from oci_map.ui.actions import Actions
from oci_map.ui.asking import Asking
from oci_map.ui.jobs import Jobs
from oci_map.ui.moments import MomentsPage
from oci_map.ui.plain import PlainLabel
from oci_map.ui.preferences import user_name
from oci_map.ui.push_button import PushButton
from oci_map.ui.session import Session
from oci_map.ui.versions import entries, words
from oci_map.ui.versions.detail import VersionDetail
from oci_map.ui.versions.entries import Entry, Looked
from oci_map.ui.versions.model import VersionsModel


class VersionsPage(MomentsPage):
    """What was kept of the document: named moments, files, and dates to compare with."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(session, actions, jobs, parent)
        self._chosen = ""  # the key of the entry that is shown
        self._looked: Looked | None = None
        self._named: tuple[Entry, ...] = ()
        self._listing = Asking(jobs, self)
        self._listing.answered.connect(self._take_list)
        self._listing.refused.connect(self._refuse_list)
        self._reading = Asking(jobs, self)
        self._reading.answered.connect(self._take_looked)
        self._reading.refused.connect(self._refuse_looked)
        self.count = PlainLabel(role="head", parent=self)
        self.model = VersionsModel(self)
        self.keep = PushButton(self)
        self._hint = PlainLabel(role="caption", wrap=True, parent=self)
        self.detail = VersionDetail(jobs, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column = self._lay_out_sides(self.model, self.detail)
        column.setContentsMargins(12, 14, 12, 12)
        column.insertWidget(0, self.count)
        column.addWidget(self._hint)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        session = self.session
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.keep.clicked.connect(self.actions_["keep_moment"].trigger)
        self.detail.back.clicked.connect(self.actions_["version_back"].trigger)
        self.detail.copy.clicked.connect(self.actions_["version_copy"].trigger)
        self.actions_["version_back"].triggered.connect(self.go_back)
        self.actions_["version_copy"].triggered.connect(self.open_copy)
        self.actions_["keep_moment"].changed.connect(self._follow_keep)
        self._settle.timeout.connect(self._look)
        session.stepped.connect(self.refresh)
        session.keeper.changed.connect(self.refresh)
        session.document_changed.connect(self._on_document)
        session.theme_changed.connect(self._on_theme)
        self._follow_keep()

    def retranslate(self) -> None:
        """Give everything its words in the chosen language."""
        self.list.setAccessibleName(_("Earlier versions, the newest first"))
        self.keep.setText(_("Keep this moment…"))
        self._hint.setText(
            _(
                "Kept on this computer each time the document is written to its folder: one of"
                " every ten minutes of the last hour, then of each hour, day, week and month."
            )
        )
        self.detail.retranslate()
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus()

    @property
    def entry(self) -> Entry | None:
        """The version that is chosen."""
        return self.model.entry(self.list.currentIndex().row())

    # --------------------------------------------------------------------------- what it shows

    def refresh(self, *_of_the_signal: object) -> None:
        """Look again which versions there are."""
        document = self.session.document
        if document is None or not self.isVisible():
            return
        try:
            self._named = entries.named_moments(document)
        except UserError as problem:
            self._named = ()
            self.detail.show_nothing(problem.sentence)
        self._listing.ask(partial(entries.kept_versions, document.path), document)

    def _take_list(self, document: object, kept: tuple[Entry, ...]) -> None:
        if document is self.session.document:
            self._show_list(entries.in_order(self._named, kept))

    def _refuse_list(self, document: object, sentence: str) -> None:
        self._take_list(document, ())
        self.detail.show_nothing(sentence)

    def _show_list(self, found: tuple[Entry, ...]) -> None:
        self.model.show_entries(found, self.session.snapshot.counts())
        text = ngettext("{count} earlier version", "{count} earlier versions", len(found))
        self.count.setText(text.format(count=i18n.number(len(found))))
        if not found:
            self._chosen = ""
            self.detail.show_nothing(
                _(
                    "No earlier version yet. One is kept each time that the document is written"
                    " to its folder, a few seconds after an edit."
                )
            )
            return
        row = max(0, self.model.row_of(self._chosen))
        self._chosen = ""  # what differs since may be different now
        self.list.setCurrentIndex(self.model.index(row))

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        entry = self.entry
        if entry is None or not self.isVisible():
            return
        self._chosen = entry.key
        self._looked = None
        self.detail.show_entry(entry, words.beside(entry, self.session.snapshot.counts()))
        self._settle.start()

    def _look(self) -> None:
        """Read the chosen version and show it."""
        entry, document = self.entry, self.session.document
        if entry is None or document is None or not self.isVisible():
            return
        if entry.file is not None:
            read = partial(entries.read_file, entry.file)
            work = partial(entries.look, read, self.session.snapshot)
            self._reading.ask(work, entry.key)
        elif entry.step is not None:
            try:
                then = document.at(entry.step)
            except UserError as problem:
                self.detail.show_problem(problem.sentence)
                return
            found = earlier.differences(then, self.session.snapshot)
            self._take_looked(entry.key, Looked(then, found))
        else:
            self.detail.preview.show_snapshot(self.session.snapshot, entry.at)

    def _take_looked(self, key: object, looked: Looked) -> None:
        if key == self._chosen:
            self._looked = looked
            self.detail.show_looked(looked)
            self._follow_actions()

    def _refuse_looked(self, key: object, sentence: str) -> None:
        if key == self._chosen:
            self.detail.show_problem(sentence)

    def _follow_actions(self) -> None:
        looked = self._looked
        differs = looked is not None and bool(looked.differences)
        self.detail.allow(back=differs and self.session.can_edit, copy=looked is not None)

    def _follow_keep(self) -> None:
        self.keep.setEnabled(self.actions_["keep_moment"].isEnabled())

    def _on_theme(self) -> None:
        self._settle.start()

    def _on_document(self) -> None:
        self._chosen, self._looked = "", None
        self._listing.forget()
        self._reading.forget()
        self.model.show_entries((), {})
        self.detail.show_nothing("")
        self.refresh()

    # -------------------------------------------------------------------------------- gestures

    def go_back(self) -> None:
        """Make everything as it was in the chosen version."""
        entry, looked = self.entry, self._looked
        if entry is None or looked is None or not self.isVisible() or not self.session.can_edit:
            return
        self.session.run(earlier.go_back, looked.then, words.title(entry))

    def open_copy(self) -> None:
        """Ask where a copy of the chosen version should lie, write it and open it."""
        entry, looked, document = self.entry, self._looked, self.session.document
        if entry is None or looked is None or document is None or not self.isVisible():
            return
        name = _("{name} as of {moment}").format(
            name=document.path.stem, moment=_in_a_file_name(entry)
        )
        proposed = messages.documents_folder() / (name + messages.SUFFIX)
        path = messages.ask_save_path(_("Open an earlier version as a copy"), proposed)
        if path is None:
            return
        if path.absolute() == document.path:
            messages.problem(
                _("That was not done"),
                _("The copy needs another name: this document would be replaced by it."),
            )
            return
        try:
            _write_copy(entry, looked.then, path)
        except UserError as problem:
            messages.problem(_("The copy could not be written"), problem.sentence)
            return
        self.session.open(path)

    # ---------------------------------------------------------------------------- Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()


def _write_copy(entry: Entry, then: Snapshot, path: Path) -> None:
    """Write a version to a file: with its history where it was kept whole; raises FileProblem."""
    if entry.file is None:
        records = earlier.all_records(then)
        Document.create(path, author=user_name(), records=records, replace=True).close()
        return
    version = Document.open(entry.file, read_only=True)
    try:
        version.copy_to(path)
    finally:
        version.close()


def _in_a_file_name(entry: Entry) -> str:
    """Return the moment of a version with signs that every file system takes."""
    try:
        at = datetime.fromisoformat(entry.at).astimezone()
    except ValueError:
        at = datetime.now(UTC).astimezone()
    return f"{at:%Y-%m-%d %H.%M}"
