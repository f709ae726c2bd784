"""What a document brought is set apart from what comes and goes, and thrown away with it."""

from __future__ import annotations

from pathlib import Path

from tests.programs import at_home, said_by

_PROGRAM = """
import gc
import threading
from PySide6.QtWidgets import QApplication
app = QApplication([])
from oci_map.ui.app import make_window
from oci_map.ui.preferences import Preferences
from oci_map.ui.standing import Standing
window = make_window(Preferences())
session, jobs = window.session, window.jobs
standing = Standing(session, jobs)
assert not standing.is_looking
for example in ("oci-worked-example", "oci-sources"):
    session.open_example(example)
    assert gc.get_freeze_count() == 0, "the one before can be thrown away"
    may_end = threading.Event()
    jobs.start(jobs.make(lambda progress: may_end.wait()))
    for _ in range(3):
        standing._look()
    assert standing.is_looking, "a job runs"
    may_end.set()
    while standing.is_looking:
        app.processEvents()
    assert gc.get_freeze_count() > 10_000
jobs.close()
session.close()
print("done")
"""


def test_each_document_is_set_apart(home: Path) -> None:
    assert said_by(_PROGRAM, environment=at_home(home)).endswith("done\n")
