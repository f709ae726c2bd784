"""A block from a spreadsheet in the grid: taken whole, or what does not fit is marked first."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.ui.main_window import MainWindow
from tests.ui.grid_windows import (
    CONTROL,
    KEY,
    free_rows,
    label,
    opened,
    page_of,
    press,
    roles,
    stand,
)
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    return opened(shown_window(qtbot, path))


def paste(qtbot: QtBot, window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    press(qtbot, window, KEY.Key_V, held=CONTROL)


def free(window: MainWindow, count: int) -> list[RecordId]:
    first = free_rows(window, INTERNATIONALISATION, count)
    rows = page_of(window).model.rows[first : first + count]
    page_of(window).table.clearSelection()
    stand(window, rows[0], INTERNATIONALISATION)
    return rows


def test_words_letters_and_ticks_are_taken_as_one_step(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    rows = free(window, 3)
    paste(qtbot, window, "x\nChair\nS\n")
    assert [roles(window, one, INTERNATIONALISATION) for one in rows] == [
        ["member"], ["chair"], ["secretary"],
    ]  # fmt: skip
    assert label(window) == "Pasted 3 cells in Memberships"
    assert len(in_file(path).memberships) == 73
    window.session.undo()
    assert not any(roles(window, one, INTERNATIONALISATION) for one in rows)


def test_what_does_not_fit_is_marked_and_the_rest_is_offered(
    qtbot: QtBot, window: MainWindow
) -> None:
    rows = free(window, 3)
    paste(qtbot, window, "x\nbaas\n<b>\n")
    page = page_of(window)
    assert page.proposal.isVisible()
    assert not roles(window, rows[0], INTERNATIONALISATION)
    assert page.proposal.title.text() == "2 cells do not fit. Nothing has been changed yet."
    assert page.proposal.accept_button.text() == "Paste the 1 that fits"
    first = page.proposal.model.stringList()[0]
    name = page.model.name_of_row(page.model.row_of(rows[1]))
    assert first.startswith(f"{name}, Internationalisation: “baas” is none of these")
    index = page.model.index_of(rows[1], INTERNATIONALISATION)
    assert index.data() == "baas"
    assert "none of these" in index.data(Qt.ItemDataRole.ToolTipRole)
    page.grab()
    page.proposal.list.clicked.emit(page.proposal.model.index(1, 0))
    assert page.table.current() == (rows[2], INTERNATIONALISATION)
    page.proposal.accept_button.click()
    assert roles(window, rows[0], INTERNATIONALISATION) == ["member"]
    assert not page.model.marks
    assert page.proposal.isHidden()


def test_escape_lets_go_of_it_and_a_step_elsewhere_too(qtbot: QtBot, window: MainWindow) -> None:
    rows = free(window, 2)
    page = page_of(window)
    paste(qtbot, window, "baas\n")
    assert not page.proposal.accept_button.isEnabled()
    QTest.keyClick(page.proposal.cancel_button, KEY.Key_Escape)
    assert page.proposal.isHidden()
    assert not page.model.marks
    assert page.table.hasFocus()
    paste(qtbot, window, "x\nbaas\n")
    press(qtbot, window, KEY.Key_Space)
    assert page.proposal.isHidden()
    assert roles(window, rows[0], INTERNATIONALISATION) == ["member"]


def test_a_block_with_names_finds_its_cells_itself(qtbot: QtBot, window: MainWindow) -> None:
    before = roles(window, HOWEST, INTERNATIONALISATION)
    assert not before
    free(window, 1)
    paste(qtbot, window, "\tInternationalisation\tNobody\nHowest\tc\tx\nGone\tx\tx\n")
    page = page_of(window)
    assert page.proposal.notes.text() == "Not known here, and left aside: “Nobody” and “Gone”"
    page.proposal.accept_button.click()
    assert roles(window, HOWEST, INTERNATIONALISATION) == ["chair"]


def test_what_is_copied_here_is_pasted_here(qtbot: QtBot, window: MainWindow) -> None:
    before = window.session.snapshot
    page = page_of(window)
    page.table.setFocus()
    page.table.selectAll()
    press(qtbot, window, KEY.Key_C, held=CONTROL)
    press(qtbot, window, KEY.Key_V, held=CONTROL)
    assert page.proposal.notes.text().startswith("Periods in the block are left aside")
    assert not page.proposal.list.isVisible()
    assert not page.proposal.accept_button.isEnabled()
    assert window.session.snapshot is before


def test_one_text_goes_into_all_chosen_cells(qtbot: QtBot, window: MainWindow) -> None:
    rows = free(window, 3)
    press(qtbot, window, KEY.Key_Down, KEY.Key_Down, held=Qt.KeyboardModifier.ShiftModifier)
    paste(qtbot, window, "o")
    assert all(roles(window, one, INTERNATIONALISATION) == ["observer"] for one in rows)


def test_nothing_on_the_clipboard_is_said(qtbot: QtBot, window: MainWindow) -> None:
    free(window, 1)
    QGuiApplication.clipboard().clear()
    press(qtbot, window, KEY.Key_V, held=CONTROL)
    assert "no text on the clipboard" in page_of(window).readout.text.text()
