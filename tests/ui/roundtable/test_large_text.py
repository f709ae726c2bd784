"""The steps of a roundtable in a small window with large text: nothing of them is cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from oci_map.ui.main_window import MainWindow
from oci_map.ui.push_button import PushButton
from oci_map.ui.roundtable.agenda_step import AgendaStep
from oci_map.ui.roundtable.header import STEPS
from oci_map.ui.roundtable.page import RoundtablePage
from oci_map.ui.roundtable.sections import Sections
from oci_map.ui.roundtable.tables_step import TablesStep
from oci_map.ui.roundtable.theme_step import ThemeStep
from tests.ui.roundtable.windows import at_step, shown_page
from tests.ui.windows import copied_example, shown_window

NAMES = [name for name in STEPS if name != "follow_up"]


def page_at(qtbot: QtBot, folder: Path, percent: int) -> tuple[MainWindow, RoundtablePage]:
    window = shown_window(qtbot, copied_example(folder), language="nl")
    window.resize(1200, 720)
    page = shown_page(window)
    window.text_size.choose(percent)
    settle()
    return window, page


def settle() -> None:
    """Let the layouts do what was asked of them."""
    for _turn in range(5):
        QApplication.processEvents()


def whole(button: QWidget) -> bool:
    """Say whether a button is as large as it asks to be, and within what it stands in."""
    parent = button.parentWidget()
    inside = parent is not None and parent.rect().contains(button.geometry())
    return inside and button.width() >= button.sizeHint().width()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_each_step_is_named_and_the_present_one_as_a_whole(
    qtbot: QtBot, tmp_path: Path, percent: int
) -> None:
    _window, page = page_at(qtbot, tmp_path, percent)
    stepper = page.header.stepper
    for name in NAMES:
        page.go(name)
        settle()
        room = stepper._room_for_words()
        for place in range(stepper.count()):
            assert room[place] >= stepper._words(place)
            assert stepper.rect().contains(stepper.tabRect(place))
        assert page.header.rect().contains(stepper.geometry())


def test_where_there_is_no_room_the_words_of_the_others_are_cut(
    qtbot: QtBot, tmp_path: Path
) -> None:
    _window, page = page_at(qtbot, tmp_path, 200)
    stepper = page.header.stepper
    for wide in (stepper.minimumSizeHint().width(), 760, 900):
        stepper.resize(wide, stepper.height())
        for place in range(len(NAMES)):
            stepper.setCurrentIndex(place)
            assert stepper._room_for_words()[place] == stepper._words(place)
            for other in range(stepper.count()):
                assert stepper.rect().contains(stepper.tabRect(other)), (wide, place, other)
                assert bool(stepper.tabToolTip(other)) == (
                    stepper._room_for_words()[other] < stepper._words(other)
                )


@pytest.mark.parametrize("percent", [150, 200])
def test_no_button_and_no_panel_is_cut(qtbot: QtBot, tmp_path: Path, percent: int) -> None:
    _window, page = page_at(qtbot, tmp_path, percent)
    for name in NAMES:
        page.go(name)
        step = page.step
        assert step is not None
        settle()
        for panel in step.findChildren(Sections):
            inner = panel.widget()
            if panel.isVisible() and inner is not None:
                assert inner.width() <= panel.viewport().width(), (name, panel.objectName())
        for button in step.findChildren(PushButton):
            if button.isVisible() and not _is_in_panel(button, step):
                assert whole(button), (name, button.text())


def _is_in_panel(part: QWidget, step: QWidget) -> bool:
    above = part.parentWidget()
    while above is not None and above is not step:
        if isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_date_is_read_as_a_whole(qtbot: QtBot, tmp_path: Path, percent: int) -> None:
    _window, page = page_at(qtbot, tmp_path, percent)
    date = at_step(page, "theme", ThemeStep).date
    assert date.text()
    wide = date.fontMetrics().horizontalAdvance(date.text())
    qtbot.waitUntil(lambda: date.width() >= wide + 16)


def test_without_a_plan_the_words_have_the_room_of_the_tables(qtbot: QtBot, tmp_path: Path) -> None:
    _window, page = page_at(qtbot, tmp_path, 200)
    step = at_step(page, "tables", TablesStep)
    qtbot.waitUntil(lambda: step.words.height() >= step.words.heightForWidth(step.words.width()))
    assert not step._area.isVisible()
    step.seat_again()
    qtbot.waitUntil(lambda: not step.asking.is_asking and bool(step.map.tables), timeout=20_000)
    assert step._area.isVisible()
    assert at_step(page, "agenda", AgendaStep).papers.isVisible()


@pytest.mark.parametrize("percent", [150, 200])
def test_a_form_made_with_large_text_has_its_width(
    qtbot: QtBot, tmp_path: Path, percent: int
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    window.resize(1200, 720)
    window.text_size.choose(percent)
    step = at_step(shown_page(window), "theme", ThemeStep)
    qtbot.waitUntil(lambda: step._left.width() <= step._area.viewport().width())
    settle()
    assert step._left.minimumSizeHint().width() <= step._area.viewport().width()
