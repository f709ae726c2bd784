"""The window of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.tables.sheets import Window
from tests.ui.windows import copied_example


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> Iterator[Window]:
    made = Window(path)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.page.take_focus()
    yield made
    made.jobs.close()
    made.session.close()
