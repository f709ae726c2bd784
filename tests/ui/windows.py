"""A real window on a real file, for the tests of its parts."""

from __future__ import annotations

import shutil
from pathlib import Path

from pytestqt.qtbot import QtBot

from oci_map import resources
from oci_map.document import Document
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.store.workspace import working_copy
from oci_map.ui.app import make_window
from oci_map.ui.main_window import MainWindow
from oci_map.ui.preferences import Preferences

HOWEST = RecordId("howest")
INTERNATIONALISATION = RecordId("group-internationalisation")


def copied_example(folder: Path) -> Path:
    """Return a copy of the worked example that a test may change."""
    path = folder / "map.ocimap"
    shutil.copyfile(resources.path("examples", "oci-worked-example.ocimap"), path)
    return path


def shown_window(
    qtbot: QtBot, path: Path | None = None, *, language: str = "en", theme: str = "light"
) -> MainWindow:
    """Return a window on the screen, with a document or with the start page."""
    preferences = Preferences()
    preferences.reduced_motion = True
    preferences.language = language
    preferences.theme = "dark" if theme == "dark" else "light"
    window = make_window(preferences)
    qtbot.addWidget(window)
    # Nobody holds a window but Python: it must live until it is closed, and not be thrown away
    # in the middle of an event when a test ends.
    setattr(qtbot, "windows", [*getattr(qtbot, "windows", []), window])  # noqa: B010
    window.resize(1600, 1000)
    if path is not None:
        assert window.session.open(path)
    window.show()
    qtbot.waitExposed(window)
    return window


def in_file(path: Path) -> Snapshot:
    """Return what is kept of a document: in its working copy, while it is open."""
    document = Document.open(working_copy(path) or path, read_only=True)
    try:
        return document.snapshot
    finally:
        document.close()
