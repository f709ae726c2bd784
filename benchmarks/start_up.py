"""Processor time from process start to the first painted picture, against a bare window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.targets import at_most

RUNS: Final = 11

_BARE: Final = """
import time
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.process_time(), flush=True)
        import os; os._exit(0)
window = Window()
window.resize(1600, 1000)
window.show()
app.exec()
"""

# The program as it is started by hand, ended by the first picture it paints.
_PROGRAM: Final = """
import os, sys, time

def watch():
    from oci_map.ui.canvas.view import CanvasView
    painted = CanvasView.paintEvent
    def paint(self, event):
        painted(self, event)
        if self.session.picture is not None:
            print(time.process_time(), flush=True)
            os._exit(0)
    CanvasView.paintEvent = paint

class Finder:  # wraps the canvas when it has been imported, in the order of the program
    def find_spec(self, name, path=None, target=None):
        if name == "oci_map.ui.time_strip":
            sys.meta_path.remove(self)
            watch()

sys.meta_path.insert(0, Finder())
sys.argv = ["oci-map", sys.argv[1]]
from oci_map.__main__ import main
main()
"""


def measure() -> dict[str, list[float]]:
    """Return the processor seconds of each start of a bare window and of the program."""
    with tempfile.TemporaryDirectory() as folder:
        example = Path(folder) / "example.ocimap"
        # As a person has it: with the compiled files of the run before.
        kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment = {
            **kept,
            "QT_QPA_PLATFORM": "offscreen",
            "OMP_NUM_THREADS": "1",
            "HOME": folder,
            "XDG_DATA_HOME": folder,
            "XDG_CONFIG_HOME": folder,
        }
        new = [sys.executable, "-m", "oci_map", "new", str(example), "--example"]
        subprocess.run([*new, "oci-worked-example"], check=True, env=environment)
        seconds: dict[str, list[float]] = {"bare window": [], "program": []}
        for _run in range(RUNS):
            for name, code in (("bare window", _BARE), ("program", _PROGRAM)):
                command = [sys.executable, "-c", code, str(example)]
                done = subprocess.run(
                    command, check=True, env=environment, capture_output=True, text=True
                )
                seconds[name].append(float(done.stdout.split()[-1]))
        return seconds


def report() -> list[str]:
    """Return the lines of the report."""
    found = measure()
    bare, program = found["bare window"], found["program"]
    # Each start beside its bare window: what else the machine does then counts for both.
    ratios = [one / other for one, other in zip(program, bare, strict=True)]
    best = min(program) / min(bare)
    return [
        f"bare QMainWindow painted      {median(bare):.3f} s (at best {min(bare):.3f})",
        f"worked example painted        {median(program):.3f} s (at best {min(program):.3f})",
        f"ratio                         {median(ratios):.2f}, best {best:.2f}"
        + at_most(median(ratios), 3),
    ]
