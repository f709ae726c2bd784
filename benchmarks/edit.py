"""Processor time from a membership change to the repainted picture with its new gaps."""

from __future__ import annotations

import gc
import os
import random
import tempfile
import time
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from benchmarks.targets import at_most

if TYPE_CHECKING:
    from oci_map.ui.main_window import MainWindow

RUNS: Final = 60
FRAME_MS: Final = 1000 / 60
_TURNS: Final = 4


def measure() -> dict[str, list[float]]:
    """Return the processor milliseconds of each run, by what was waited for."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[name] = folder
        return _measure(Path(folder))


def _measure(folder: Path) -> dict[str, list[float]]:
    import shutil

    from PySide6.QtWidgets import QApplication

    from oci_map import resources
    from oci_map.document import Document
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
    window.time_strip.load()
    application.processEvents()
    gc.freeze()  # as the program does when its window stands
    import_module("scipy.ndimage")  # and this when nobody does anything
    session = window.session
    # Each time another one, so that nothing is found again from the time before.
    there = {(one.organisation, one.group) for one in session.snapshot.memberships.values()}
    new = [
        (organisation, group)
        for organisation in session.snapshot.organisations
        for group in session.snapshot.groups
        if (organisation, group) not in there
    ]
    taken: dict[str, list[float]] = {}
    for change in random.Random(0).sample(new, RUNS):
        _time(window, taken, "a member added", groups.add_member, *change)
        _time(window, taken, "that undone", Document.undo)
    window.close()
    application.processEvents()
    return taken


def _time(
    window: MainWindow, taken: dict[str, list[float]], name: str, operation: Any, *given: Any
) -> None:
    """Do it, and note when the canvas had painted and when the whole window had."""
    from PySide6.QtWidgets import QApplication

    painted: list[float] = []
    canvas, repaint = window.canvas, window.canvas.repaint

    def noted(*region: Any) -> None:
        repaint(*region)
        painted.append(time.process_time())

    canvas.repaint = noted  # type: ignore[method-assign]
    begin = time.process_time()
    window.session.run(operation, *given)
    # What the panels put off to the next turns is theirs, not the next edit's.
    for _turn in range(_TURNS):
        QApplication.processEvents()
    end = time.process_time()
    del canvas.repaint
    assert window.session.picture is not None  # noqa: S101 - what was painted
    taken.setdefault(f"{name}: picture", []).append((painted[0] - begin) * 1000)
    taken.setdefault(f"{name}: panels too", []).append((end - begin) * 1000)


def report() -> list[str]:
    """Return the lines of the report."""
    return [
        f"{name:<30}{median(values):>6.1f} ms = {median(values) / FRAME_MS:.2f} frames at 60 Hz"
        f" (at best {min(values):.1f})"
        + (at_most(median(values) / FRAME_MS, 1) if name.endswith("picture") else "")
        for name, values in measure().items()
    ]
