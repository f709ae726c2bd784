"""Other colours: what is seen has them at once, hidden pages when they are shown or soon after."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from oci_map.drawing.style import DARK, LIGHT
from oci_map.ui import theme
from oci_map.ui.dressing import HiddenPage, dress
from oci_map.ui.main_window import MainWindow
from oci_map.ui.stylesheet import stylesheet
from tests.ui.windows import copied_example, shown_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    """The map of a window in which the grid and the tables were looked at, in light colours."""
    window = shown_window(qtbot, copied_example(tmp_path))
    window.session.set_theme("light")
    for view in ("grid", "tables", "map"):
        window.session.show_view(view)
        QApplication.processEvents()
    wait(qtbot, window)
    return window


def wait(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=30_000)
    qtbot.waitUntil(lambda: not window.findChildren(HiddenPage), timeout=10_000)


def page_of(window: MainWindow, view: str) -> QWidget:
    window.session.show_view(view)
    window.setFocus()  # no cursor blinks
    QApplication.processEvents()
    assert window.views.page is not None
    return window.views.page


def image(qtbot: QtBot, window: MainWindow, view: str) -> QImage:
    """Return what a page looks like once all that it holds has its place."""
    page = page_of(window, view)
    looks = [page.grab().toImage()]

    def stands() -> bool:
        looks.append(page.grab().toImage())
        return looks[-1] == looks[-2]

    qtbot.waitUntil(stands)
    return looks[-1]


def bare(window: MainWindow) -> list[QLabel]:
    polished = Qt.WidgetAttribute.WA_WState_Polished
    return [one for one in window.findChildren(QLabel) if not one.testAttribute(polished)]


def test_what_is_seen_changes_at_once_and_hidden_pages_soon(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.set_theme("dark")
    seen = [one for one in window.findChildren(QLabel) if one.isVisible()]
    assert {one.palette().windowText().color().name().upper() for one in seen} <= colours(DARK)
    waiting = bare(window)
    assert waiting
    assert not any(one.isVisible() for one in waiting)
    wait(qtbot, window)
    assert not bare(window)
    found = {one.palette().windowText().color().name().upper() for one in waiting}
    assert found <= colours(DARK)


@pytest.mark.parametrize("view", ["grid", "tables"])
def test_a_page_that_is_shown_before_looks_as_if_all_were_dressed_together(
    qtbot: QtBot, window: MainWindow, view: str
) -> None:
    window.session.set_theme("dark")
    window.session.set_theme("light")
    window.session.set_theme("dark")
    soon = image(qtbot, window, view)
    wait(qtbot, window)
    later = image(qtbot, window, view)
    dress(stylesheet(DARK), theme.palette(DARK), at_once=True)
    assert not window.findChildren(HiddenPage)
    assert image(qtbot, window, view) == later == soon
    assert QColor(soon.pixel(2, soon.height() - 2)) != QColor(LIGHT.surface)


def test_larger_text_is_put_on_hidden_pages_too(qtbot: QtBot, window: MainWindow) -> None:
    window.session.set_theme("dark")
    assert bare(window)
    window.text_size.choose(150)
    assert not bare(window)
    window.text_size.choose(100)
    wait(qtbot, window)


def test_a_window_that_is_closed_meanwhile_leaves_nothing(window: MainWindow) -> None:
    window.session.set_theme("dark")
    assert window.findChildren(HiddenPage)
    window.close()


def colours(style: object) -> set[str]:
    return {str(getattr(style, name)).upper() for name in dir(style) if not name.startswith("_")}
