"""Spreadsheets from the window: which file, which sheet and table, then the road of pasting."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from oci_map.i18n import _
from oci_map.ui import messages
from oci_map.ui.jobs import Jobs
from oci_map.ui.session import Session

if TYPE_CHECKING:
    from oci_map.exchange.spreadsheet_cells import Block
    from oci_map.ui.pages import Pages
    from oci_map.ui.tables.incoming_dialog import IncomingDialog

_KEPT: Final = "import"


class Importer(QObject):
    """Asks for a file, and leads a sheet of it into a table; the table asks before it changes."""

    def __init__(self, session: Session, jobs: Jobs, pages: Pages, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._jobs = jobs
        self._pages = pages
        self._window = window
        self.dialog: IncomingDialog | None = None

    def ask(self) -> None:
        """Ask for a file, and read it."""
        if not self._session.can_edit:
            return
        path = messages.ask_spreadsheet_path(self.folder)
        if path is not None:
            self._session.preferences.keep(_KEPT, {"folder": str(path.parent)})
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a file, and ask what of it goes where."""
        from oci_map.ui.tables.incoming_dialog import IncomingDialog

        if self.dialog is not None:
            self.dialog.close()
            self.dialog.deleteLater()
        self.dialog = IncomingDialog(self._session, self._jobs, self._shown, self._window)
        self.dialog.chosen.connect(self._lead_on)
        self.dialog.read(path)

    @property
    def folder(self) -> Path:
        """The folder of the last file while it is there, else that of documents."""
        kept = self._session.preferences.kept(_KEPT).get("folder")
        found = Path(kept) if isinstance(kept, str) and kept else None
        return found if found is not None and found.is_dir() else messages.documents_folder()

    @property
    def _shown(self) -> str:
        """The noun that the person looks at: of the table, else of what is selected."""
        from oci_map.ui.tables.columns import TABLES
        from oci_map.ui.tables.page import TablesPage

        page = self._pages.page
        if isinstance(page, TablesPage):
            return page.sheet.noun
        selected = [noun for noun, _id in self._session.selection]
        nouns = [spec.noun for spec in TABLES]
        return next((one for one in selected if one in nouns), nouns[0])

    def _lead_on(self, noun: str, rows: Block) -> None:
        from oci_map.ui.tables.page import TablesPage

        if not self._session.can_edit:
            messages.problem(
                _("It could not be imported"),
                _("This document is open for reading only, so nothing was changed."),
            )
            return
        self._session.show_view("tables")
        page = self._pages.page
        if isinstance(page, TablesPage):
            page.take_in(noun, [list(row) for row in rows])
