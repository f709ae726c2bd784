"""Text from 100 to 200 %: everything that holds text grows with it, and it is remembered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from oci_map.ui import theme
from oci_map.ui.explain import ExplainButton
from oci_map.ui.flow import Flow
from oci_map.ui.folding_tabs import FoldingTabs
from oci_map.ui.gaps.page import GapsPage
from oci_map.ui.grid.page import GridPage
from oci_map.ui.main_window import MainWindow
from oci_map.ui.moments import MomentsPage
from oci_map.ui.preferences import Preferences
from oci_map.ui.structure.page import StructurePage
from oci_map.ui.tables.page import TablesPage
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


def test_icons_grow_with_the_words_beside_them_and_shrink_again(window: MainWindow) -> None:
    there = [one for one in window.findChildren(QAbstractButton) if not one.icon().isNull()]
    usual = {one: one.iconSize().height() for one in there}
    assert len(usual) > 10
    window.text_size.choose(200)
    assert all(one.iconSize().height() == 2 * usual[one] for one in there)
    window.text_size.choose(125)
    window.text_size.choose(100)
    assert all(one.iconSize().height() == usual[one] for one in there)


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


def cut_or_covered(page: QWidget, widgets: Sequence[QWidget]) -> list[str]:
    """Return what is narrower than it asks for, reaches over the page, or lies on another."""
    found = []
    shown = [one for one in widgets if one.isVisible()]
    boxes = {one: QRect(one.mapTo(page, QPoint(0, 0)), one.size()) for one in shown}
    for one, box in boxes.items():
        if not page.rect().contains(box):
            found.append(f"{one.accessibleName()} reaches over the page")
        if box.width() < one.sizeHint().width() and not isinstance(one, QLineEdit | FoldingTabs):
            found.append(f"{one.accessibleName()} is cut")
        found += [
            f"{one.accessibleName()} lies on {other.accessibleName()}"
            for other, its in boxes.items()
            if other is not one and box.intersects(its)
        ]
    return found


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(1600, 1000), (1200, 800)])
def test_heads_of_pages_go_on_in_another_row_at_two_hundred_percent(
    qtbot: QtBot, tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    theme.set_text_percent(200)
    kept = Preferences()
    kept.text_size = 200
    window = shown_window(qtbot, copied_example(tmp_path), language=language)
    window.resize(*size)
    session = window.session
    session.show_view("grid")
    grid = window.views.page
    assert isinstance(grid, GridPage)
    qtbot.wait(20)
    bar = grid.bar
    chips = [bar.sectors, bar.levels, bar.ask, bar.date]
    assert cut_or_covered(grid, [bar.subjects, bar.search, *chips, grid.readout]) == []
    assert grid.table.columns_.height() <= grid.table.height() * 0.7
    session.show_view("structure")
    structure = window.views.page
    assert isinstance(structure, StructurePage)
    qtbot.wait(20)
    assert cut_or_covered(structure, [structure._title, structure.on_map]) == []
    session.show_view("gaps")
    gaps = window.views.page
    assert isinstance(gaps, GapsPage)
    qtbot.wait(20)
    assert cut_or_covered(gaps, [gaps.panel._title, gaps.panel.names]) == []
    matrix = gaps.panel.table
    qtbot.waitUntil(lambda: matrix.matrix.rowCount() > 0, timeout=30_000)
    assert matrix.viewport().height() > matrix.height() * 0.4
    assert matrix.viewport().width() > matrix.width() * 0.4
    qtbot.waitUntil(lambda: structure.complete or not window.jobs.running, timeout=30_000)


def test_a_page_that_was_made_with_large_text_does_not_grow_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    kept = Preferences()
    kept.text_size = 200
    window = shown_window(qtbot, copied_example(tmp_path))
    assert theme.text_percent() == 200
    window.session.select(("organisation", HOWEST))
    assert window.inspector.page.isVisible()
    for _time in range(2):
        window.session.show_view("tables")
        tables = window.views.page
        assert isinstance(tables, TablesPage)
        view = tables.sheet.view
        assert view.verticalHeader().width() == theme.px(46)
        assert view.horizontalHeader().height() == theme.px(30)
        assert tables.tabs.height() == theme.px(28)
        window.session.show_view("grid")
        grid = window.views.page
        assert isinstance(grid, GridPage)
        assert grid.readout.height() == theme.px(36)
        marks = [one for one in window.findChildren(ExplainButton) if one.isVisible()]
        assert marks
        assert {one.maximumHeight() for one in marks} == {theme.px(20)}
        tall = grid.readout
    window.text_size.choose(100)
    assert {one.maximumHeight() for one in marks} == {20}
    assert tall.height() == 36


def test_parts_go_on_in_another_row_or_stand_apart(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    row = Flow(box, between=10, apart=True)
    first, last = QLabel("first", box), QLabel("last", box)
    for one, wide in ((first, 100), (last, 60)):
        one.setFixedSize(wide, 20)
        row.addWidget(one)
    box.resize(300, 100)
    box.show()
    assert (first.x(), last.x(), last.y()) == (0, 240, 0)
    assert row.heightForWidth(300) == 20
    box.resize(150, 100)
    assert (last.x(), last.y()) == (0, 30)
    assert row.heightForWidth(150) == 50


def test_pages_that_are_there_follow_larger_text(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1200, 800)
    window.session.show_view("versions")
    versions = window.views.page
    assert isinstance(versions, MomentsPage)
    window.session.show_view("grid")
    grid = window.views.page
    assert isinstance(grid, GridPage)
    window.text_size.choose(200)
    qtbot.wait(20)
    bar = grid.bar
    parts = [bar.subjects, bar.search, bar.sectors, bar.levels, bar.ask, bar.date]
    assert cut_or_covered(grid, parts) == []
    window.session.show_view("versions")
    assert 300 < versions._left.width() <= versions.width() / 2
    window.text_size.choose(100)
    window.session.show_view("grid")
    qtbot.wait(20)
    assert cut_or_covered(grid, parts) == []
    assert bar.height() < 80
