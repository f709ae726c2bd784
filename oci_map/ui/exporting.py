"""Exports from the window: the dialog, the same once more, and what was chosen the last time."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from oci_map import i18n
from oci_map.i18n import _
from oci_map.ui import messages
from oci_map.ui.asking import Asking
from oci_map.ui.jobs import Jobs
from oci_map.ui.session import Session

if TYPE_CHECKING:
    from oci_map.ui.export.choice import Choice
    from oci_map.ui.export.dialog import ExportDialog

_KEPT: Final = "export"


class Exporter(QObject):
    """Opens the dialog, writes the last choice again, and says what was written."""

    written = Signal(object)  # tuple[Path, ...]

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._asking = Asking(jobs, self)
        self._asking.answered.connect(self._finished)
        self._asking.refused.connect(self._refused)
        self.dialog: ExportDialog | None = None

    def ask(self) -> None:
        """Show the dialog, with what was chosen the last time."""
        from oci_map.ui.export import choice as c
        from oci_map.ui.export.dialog import ExportDialog

        session = self._session
        if session.document is None:
            return
        if self.dialog is None:
            parent = self.parent()
            window = parent if isinstance(parent, QWidget) else None
            self.dialog = ExportDialog(session, self, self._jobs, window)
        if self.dialog.isVisible():
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        chosen = self.last or c.Choice(language=i18n.language(), theme=session.theme)
        if session.view == "gaps" and session.gap_focus.key:
            chosen = replace(chosen, what=c.FINDING, record=session.gap_focus.key)
        if session.view == "compare":
            chosen = replace(chosen, what=c.THEN_AND_NOW, record="").sound()
        elif chosen.what == c.THEN_AND_NOW:
            chosen = replace(chosen, what=c.PRESENT)
        if chosen.what != c.SAVED:
            # A title was written for one picture; the next one has its own.
            chosen = replace(chosen, title="")
        self.dialog.open_with(chosen, self.folder)

    def repeat(self) -> None:
        """Write what was written last once more, to the same place; ask when there was nothing."""
        from oci_map.ui.export.making import write
        from oci_map.ui.showing import showing

        choice, path = self.last, self.last_path
        if self._session.document is None or self._asking.is_asking:
            return
        if choice is None or path is None:
            self.ask()
            return
        self._asking.ask(partial(write, showing(self._session), choice, path), (choice, path))

    def tell(self, *paths: Path) -> None:
        """Say that files were written."""
        self.written.emit(paths)

    # ---------------------------------------------------------------------------- the last time

    def remember(self, choice: Choice, path: Path) -> None:
        """Keep what was chosen and where it went."""
        document = self._session.document
        values = {
            **choice.plain(),
            "path": str(path),
            "document": str(document.path) if document is not None else "",
        }
        self._session.preferences.keep(_KEPT, values)

    @property
    def last(self) -> Choice | None:
        """What was chosen the last time; None when nothing was exported yet."""
        from oci_map.ui.export.choice import choice_of

        kept = self._session.preferences.kept(_KEPT)
        return choice_of(kept) if kept else None

    @property
    def last_path(self) -> Path | None:
        """Where it goes again; of another document, a file beside it that is not there yet."""
        from oci_map.ui.export.target import untaken

        kept = self._session.preferences.kept(_KEPT)
        path, choice, document = kept.get("path"), self.last, self._session.document
        if not isinstance(path, str) or not path or choice is None or document is None:
            return None
        if kept.get("document") == str(document.path):
            return Path(path)
        return untaken(Path(path).with_name(self.proposed_name(choice) + choice.suffix))

    @property
    def folder(self) -> Path:
        """The folder of the last export while it is there, else that of documents."""
        kept = self._session.preferences.kept(_KEPT).get("path")
        if isinstance(kept, str) and kept and Path(kept).parent.is_dir():
            return Path(kept).parent
        return messages.documents_folder()

    def proposed_name(self, choice: Choice) -> str:
        """Return a name for the file: that of the document, and of what is shown of it."""
        from oci_map.exchange.selection import file_stem
        from oci_map.model.records import SavedView
        from oci_map.ui.export import choice as c

        document = self._session.document
        stem = file_stem(document.path.stem) if document is not None else "map"
        view = self._session.snapshot.get("saved_view", choice.view)
        more = {
            c.SAVED: view.name if isinstance(view, SavedView) else "",
            c.ALL_SAVED: _("views"),
            c.FINDING: _("gap"),
            c.THEN_AND_NOW: _("Then and now"),
            c.DECK: _("roundtable"),
            c.REPORT: _("report"),
        }.get(choice.what, "")
        return f"{stem} - {file_stem(more)}" if more.strip() else stem

    # ------------------------------------------------------------------------------- the answer

    def _finished(self, about: tuple[Choice, Path], paths: list[Path]) -> None:
        self.remember(*about)
        self.tell(*paths)

    def _refused(self, _about: object, sentence: str) -> None:
        messages.problem(_("It could not be exported again"), sentence)
