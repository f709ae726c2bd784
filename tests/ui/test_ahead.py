"""The modules of the other views are there before somebody asks for them."""

from __future__ import annotations

from pathlib import Path

from tests.programs import at_home, said_by

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
    assert int(said_by(_PROGRAM, environment=at_home(home))) > 6  # not all in one turn
