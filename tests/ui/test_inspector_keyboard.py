"""The way back and forward, and where the keyboard is while one works in the inspector."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.operations import records
from oci_map.ui.inspector.editors import TextEditor
from oci_map.ui.main_window import MainWindow
from tests.ui.inspector_windows import organisation_page, record_page
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    return shown_window(qtbot, path)


# ----------------------------------------------------------------------------- back and forward


def selected(window: MainWindow) -> list[tuple[str, RecordId]]:
    """Return what is selected now."""
    return list(window.session.selection)


def test_back_and_forward_go_through_what_was_selected(window: MainWindow) -> None:
    session, back, forward = window.session, window.actions_["back"], window.actions_["forward"]
    assert not back.isEnabled()
    group = ("working_group", INTERNATIONALISATION)
    for one in (("organisation", HOWEST), group, ("need", next(iter(session.snapshot.needs)))):
        session.select(one)
    back.trigger()
    assert selected(window) == [group]
    back.trigger()
    assert selected(window) == [("organisation", HOWEST)]
    forward.trigger()
    assert selected(window) == [group]
    back.trigger()
    back.trigger()
    assert selected(window) == []
    assert not back.isEnabled()


def test_what_was_deleted_is_passed_over(window: MainWindow) -> None:
    session = window.session
    for one in (("organisation", HOWEST), ("working_group", INTERNATIONALISATION)):
        session.select(one)
    session.run(records.remove, "working_group", INTERNATIONALISATION)
    assert selected(window) == []
    window.actions_["back"].trigger()
    assert selected(window) == [("organisation", HOWEST)]


def test_the_buttons_at_the_side_of_a_mouse(window: MainWindow) -> None:
    window.session.select(("organisation", HOWEST))
    QTest.mouseClick(window.inspector.bar, Qt.MouseButton.BackButton)
    assert selected(window) == []
    QTest.mouseClick(window.inspector.bar, Qt.MouseButton.ForwardButton)
    assert selected(window) == [("organisation", HOWEST)]


# ------------------------------------------------------------------------------- the keyboard


def test_after_choosing_the_keyboard_is_where_it_was_asked_for(
    window: MainWindow, path: Path
) -> None:
    page = organisation_page(window)
    page.ask_name()  # the name is marked: the next letter would replace it
    QTest.mouseClick(page.groups.button, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.groups.picker.list, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not page.header.title.hasFocus()
    QTest.keyClicks(focused, "x")
    assert in_file(path).organisations[HOWEST].short_name == "Howest"
    assert page.header.title.text() == "Howest"
    page.header.title.setFocus()
    QTest.mouseClick(page.needs.button, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.needs.picker.list, Qt.Key.Key_Escape)
    assert not page.header.title.hasFocus()


def test_a_row_that_goes_hands_the_keyboard_to_the_row_before(window: MainWindow) -> None:
    page = organisation_page(window)
    shown = [row for row in page.needs.rows.rows if row.isVisible()]
    shown[-1].setFocus()
    page.needs.rows.asked.emit(shown[-1].data.key, "withdraw")
    assert shown[-2].hasFocus()


def test_escape_in_a_refused_date_takes_it_back_and_keeps_the_selection(
    window: MainWindow,
) -> None:
    page = organisation_page(window)
    page._show_all_fields()
    editor = page.form.editors["active_from"]
    assert isinstance(editor, TextEditor)
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "soon")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    assert page.form.problems["active_from"].isVisible()
    QTest.keyClick(editor.line, Qt.Key.Key_Escape)
    assert window.session.selection == (("organisation", HOWEST),)
    assert editor.line.text() == ""
    assert not page.form.problems["active_from"].isVisible()


def test_the_inspector_over_a_narrow_map_closes_and_lets_the_keyboard_out(
    window: MainWindow,
) -> None:
    window.resize(1200, 720)
    page = organisation_page(window)
    page.header.title.setFocus()
    assert window.inspector.isVisible()
    left = False
    for _step in range(200):
        window.focusNextPrevChild(True)
        focused = QApplication.focusWidget()
        assert focused is not None
        left = left or not window.inspector.isAncestorOf(focused)
    assert left
    page.header.title.setFocus()
    window.actions_["inspector"].trigger()
    assert not window.inspector.isVisible()
    assert window.canvas.hasFocus()
    window.actions_["inspector"].trigger()
    page.header.title.setFocus()
    QTest.keyClick(page.header.title, Qt.Key.Key_Escape)
    window.actions_["select_none"].trigger()
    assert not window.inspector.isVisible()
    assert window.canvas.hasFocus()


def test_going_to_another_record_never_puts_the_keyboard_into_its_name(
    window: MainWindow,
) -> None:
    page = organisation_page(window)
    page.form.marks["policy_level"].click()
    assert page.form.sources is not None
    assert page.form.sources.adder.hasFocus()
    for noun in ("source", "sector", "tie"):
        shown = record_page(window, noun)
        assert not shown.header.title.hasFocus()
        assert not shown.header.subtitle.hasFocus()
    assert window.inspector.hasFocus()
    window.focusNextPrevChild(True)
    focused: QWidget | None = QApplication.focusWidget()
    assert focused is not None
    assert window.inspector.isAncestorOf(focused)


def test_a_box_to_tick_shows_that_it_has_the_keyboard(window: MainWindow) -> None:
    box = record_page(window, "tie").form.editors["directed"].box  # type: ignore[attr-defined]
    window.canvas.setFocus()
    before = box.grab().toImage()
    box.setFocus(Qt.FocusReason.TabFocusReason)
    assert box.grab().toImage() != before
