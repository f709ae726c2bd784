"""Tab goes through the window without harm to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from oci_map.ui.main_window import MainWindow
from oci_map.ui.tab_order import stops
from tests.ui.windows import HOWEST, copied_example, shown_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def test_to_python_each_part_belongs_to_its_real_parent_after_tab(window: MainWindow) -> None:
    window.focusNextPrevChild(True)
    window.focusNextPrevChild(False)
    assert "\nparent" not in Shiboken.dump(window)
    for one in stops(window):
        said = next(line for line in Shiboken.dump(one).splitlines() if line.startswith("parent"))
        assert hex(id(one.parentWidget())) in said


def test_a_part_that_goes_after_tab_takes_no_other_along(window: MainWindow) -> None:
    for view in ("gaps", "history", "map"):
        window.session.show_view(view)
        window.focusNextPrevChild(True)
        QTest.qWait(50)
    window.session.set_language("nl")
    assert window.command_row.bar.actions()[0].text() == "Bestand"


def test_the_inspector_comes_after_the_view_it_stands_beside(window: MainWindow) -> None:
    window.session.select(("organisation", HOWEST))
    for view in ("map", "tables", "grid"):
        window.session.show_view(view)
        beside = [window.inspector.isAncestorOf(one) for one in stops(window)]
        assert True in beside
        assert beside == sorted(beside)


def test_beside_each_other_the_left_comes_first(window: MainWindow) -> None:
    window.session.show_view("gaps")
    names = [one.objectName() for one in stops(window)]
    assert names.index("gapList") < names.index("matrix")
