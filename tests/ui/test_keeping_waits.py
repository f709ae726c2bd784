"""What waits its turn to be written to the folder is not written over what came there meanwhile."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from tests.ui.kept_windows import edit, note_in, saved, told
from tests.ui.windows import copied_example, shown_window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


@pytest.mark.parametrize("closes", [True, False])
def test_what_waits_to_be_written_is_not_put_over_what_is_newer(
    qtbot: QtBot, path: Path, closes: bool
) -> None:
    window = shown_window(qtbot, path)
    qtbot.waitUntil(lambda: not window.jobs.running)
    held = threading.Event()
    for _thread in range(QThread.idealThreadCount()):  # no thread is free for what follows
        window.jobs.start(window.jobs.make(lambda _progress: held.wait(20)))
    edit(window, "one")
    window.session.keeper.write()
    edit(window, "two")
    if closes:
        window.session.close()
    else:
        assert window.session.keeper.save()
    assert note_in(path) == "two"
    held.set()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert note_in(path) == "two"
    if not closes:
        edit(window, "three")
        assert window.session.keeper.save()
    assert told() == []  # of no other version
    assert [one.name for one in path.parent.glob("*.ocimap")] == [path.name]


def test_what_waits_is_not_written_once_more_after_saving(qtbot: QtBot, path: Path) -> None:
    window = shown_window(qtbot, path)
    qtbot.waitUntil(lambda: not window.jobs.running)
    held = threading.Event()
    window.jobs.start(window.jobs.make(lambda _progress: held.wait(20)), in_turn=True)
    edit(window, "one")
    window.session.keeper.write()
    assert window.session.keeper.save()
    before = path.stat()
    held.set()
    qtbot.waitUntil(lambda: not window.jobs.running)
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert saved(window) == "Saved"
    edit(window, "two")
    window.session.keeper.write()
    qtbot.waitUntil(lambda: note_in(path) == "two")
    qtbot.waitUntil(lambda: not window.jobs.running)
