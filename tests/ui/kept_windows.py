"""A window whose document is kept safe: what it says, and what the person's file holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from oci_map.operations import records
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import HOWEST


def note_in(path: Path) -> str:
    """Return what the person's file itself holds, whoever has it open."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as file:
        row = file.execute("SELECT note FROM organisation WHERE id = ?", (HOWEST,)).fetchone()
    return str(row[0])


def edit(window: MainWindow, note: str) -> None:
    assert window.session.run(records.edit, "organisation", HOWEST, note=note)


def told() -> list[tuple[str, str]]:
    """Return what stands in open notices, and close them."""
    QApplication.processEvents()
    boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
    shown = [box for box in boxes if box.isVisible()]
    found = [(box.text(), box.informativeText()) for box in shown]
    for box in shown:
        box.close()
    return found


def saved(window: MainWindow) -> str:
    return window.status_line.texts[0]
