"""Processor time from a membership change to the repainted picture with new gaps."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Final

RUNS: Final = 60
FRAME_MS: Final = 1000 / 60


def measure() -> dict[str, float]:
    """Return the median processor milliseconds of adding a member and of undoing that."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[name] = folder
        return _measure(Path(folder))


def _measure(folder: Path) -> dict[str, float]:
    import shutil

    from PySide6.QtWidgets import QApplication

    from oci_map import resources
    from oci_map.model.ids import RecordId
    from oci_map.operations import groups
    from oci_map.ui import app, preferences

    path = folder / "example.ocimap"
    shutil.copyfile(resources.path("examples", "oci-worked-example.ocimap"), path)
    application = QApplication([])
    preferences.name_application()
    window = app.make_window(preferences.Preferences())
    window.resize(1600, 1000)
    window.session.open(path)
    window.show()
    session, canvas = window.session, window.canvas
    canvas.grab()
    organisation, group = RecordId("howest"), RecordId("group-internationalisation")
    added, undone = [], []
    for _run in range(RUNS):
        begin = time.process_time()
        session.run(groups.add_member, organisation, group)
        canvas.grab()
        session.analysis.pair_gaps  # noqa: B018 - the list of gaps is part of what is shown
        added.append(time.process_time() - begin)
        begin = time.process_time()
        session.undo()
        canvas.grab()
        undone.append(time.process_time() - begin)
    window.close()
    application.processEvents()
    return {"add a member": median(added) * 1000, "undo": median(undone) * 1000}


def report() -> list[str]:
    """Return the lines of the report."""
    return [
        f"{name:<30}{value:.1f} ms (target: under one frame, {FRAME_MS:.1f} ms)"
        for name, value in measure().items()
    ]
