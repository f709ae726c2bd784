"""Text from 100 to 200 %: everything that holds text grows with it, and it is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from oci_map.ui import theme
from oci_map.ui.main_window import MainWindow
from oci_map.ui.preferences import Preferences
from oci_map.ui.text_size import STEPS
from tests.ui.windows import HOWEST, copied_example, shown_window


@pytest.fixture(autouse=True)
def _usual_size() -> Iterator[None]:
    yield
    theme.set_text_percent(100)
    theme.put_on("light")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.session.select(("organisation", HOWEST))
    assert window.inspector.page.isVisible()
    return window


def too_low(window: MainWindow) -> list[str]:
    """Return what shows one line of text and is lower than its letters."""
    found = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QLabel | QLineEdit | QAbstractButton) or not widget.isVisible():
            continue
        if not widget.text() or not widget.visibleRegion().boundingRect().isValid():
            continue
        letters = QFontMetrics(widget.font()).ascent()
        if widget.height() < letters:
            found.append(f"{type(widget).__name__} {widget.text()[:30]!r}: {widget.height()}")
    return found


def test_keys_make_the_text_larger_smaller_and_usual_again(window: MainWindow) -> None:
    actions = window.actions_
    assert not actions["text_smaller"].isEnabled()
    heights = (window.command_row.height(), window.status_line.height(), window.navigator.width())
    for percent in STEPS[1:]:
        actions["text_larger"].trigger()
        assert theme.text_percent() == percent
    assert not actions["text_larger"].isEnabled()
    assert window.command_row.height() == 2 * heights[0]
    assert window.status_line.height() == 2 * heights[1]
    assert window.navigator.width() > heights[2]
    actions["text_smaller"].trigger()
    assert theme.text_percent() == STEPS[-2]
    actions["text_usual"].trigger()
    assert theme.text_percent() == 100
    assert heights == (
        window.command_row.height(), window.status_line.height(), window.navigator.width(),
    )  # fmt: skip


def test_the_size_is_remembered_and_an_odd_one_is_not_taken(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.text_size.choose(150)
    assert Preferences().text_size == 150
    window.close()
    again = shown_window(qtbot, copied_example(tmp_path))
    assert theme.text_percent() == 150
    assert again.command_row.height() == round(1.5 * 44)
    for kept, taken in (("banana", 100), ("900", 200), ("7", 100), ("", 100)):
        again.session.preferences._settings.setValue("text_size", kept)
        assert again.session.preferences.text_size == taken


@pytest.mark.parametrize("size", [(1600, 1000), (1200, 720)])
@pytest.mark.parametrize("percent", [150, 200])
def test_no_line_of_text_is_cut_across(
    window: MainWindow, qtbot: QtBot, percent: int, size: tuple[int, int]
) -> None:
    window.resize(*size)
    window.text_size.choose(percent)
    qtbot.wait(20)
    assert too_low(window) == []
    assert window.width() == size[0]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_at_the_largest_size_a_small_window_keeps_its_menus_and_names(
    window: MainWindow, qtbot: QtBot, language: str
) -> None:
    window.session.set_language(language)
    window.resize(1200, 720)
    window.text_size.choose(200)
    qtbot.wait(20)
    menus = window.command_row.bar
    last = menus.actionGeometry(menus.actions()[-1])
    assert menus.rect().contains(last)
    assert last.right() <= window.command_row.views.geometry().left()
    bar = window.filter_bar
    shown = [bar.views, bar.groups, bar.date, bar.without_coordinator, bar.more]
    boxes = [one.geometry() for one in shown]
    assert all(bar.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])
    names = {"en": "Without coordinator", "nl": "Zonder coördinator"}
    assert names[language] in bar.without_coordinator.toolTip()
    assert bar.groups.toolTip()
    window.text_size.usual()
    window.resize(1600, 1000)
    qtbot.wait(20)
    assert bar.groups.toolTip() == ""
    assert bar.groups.width() > bar.groups.height() * 2


def test_what_is_made_later_has_the_size_too(window: MainWindow, qtbot: QtBot) -> None:
    window.text_size.choose(200)
    window.session.select(("need", next(iter(window.session.snapshot.needs))))
    page = window.inspector.page
    qtbot.wait(20)
    assert too_low(window) == []
    assert page.inner.height() >= page.inner.minimumSizeHint().height() - 1
