"""The modules of the other views are there before somebody asks for them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

_PROGRAM = """
import sys
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
app = QApplication([])
from oci_map.ui.ahead import Ahead
from oci_map.ui.views import VIEWS
wanted = [view.page.split(":")[0] for view in VIEWS if view.page]
assert not any(one in sys.modules for one in wanted)
ahead = Ahead(app)
ahead._timer.setInterval(1)
ahead.start()
turns = 0
while ahead.is_loading:
    before = sum(one in sys.modules for one in wanted)
    app.processEvents()
    turns += sum(one in sys.modules for one in wanted) > before
assert all(one in sys.modules for one in wanted)
assert "oci_map.ui.inspector.organisation" in sys.modules  # what the first selection needs
print(turns)
"""


def test_they_are_loaded_one_at_a_time(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        capture_output=True, text=True, check=True, cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home)},
    )  # fmt: skip
    assert int(done.stdout) > 6  # not all in one turn
