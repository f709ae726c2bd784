"""Blocks of cells: copied, pasted, filled and emptied; what does not fit is marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from oci_map.operations import organisations
from tests.ui.tables.sheets import (
    Window,
    clipboard,
    draft,
    go_to,
    value,
)
from tests.ui.windows import HOWEST

# -------------------------------------------------------------------------------------- blocks


def test_a_block_is_copied_as_text_and_as_html(window: Window) -> None:
    sheet = window.page.sheet
    row = sheet.model.row_of(HOWEST)
    sheet.view.select_block(row, 0, row + 1, 3)
    window.actions_["table_copy"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().split("\n")
    assert lines[0].split("\t") == [
        "Howest",
        "Howest",
        "Knowledge institution",
        "Gaming; Design; New media",
    ]
    assert len(lines) == 3
    assert lines[2] == ""
    assert "<td" in data.html()
    window.actions_["table_copy_heads"].trigger()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Full name\tShort name\tType\tSectors\n")


def pull(window: Window, field: str, row: int, *, far: bool) -> None:
    """Press on a cell, move, and let go when it is not far enough for a drag."""
    sheet = window.page.sheet
    place = sheet.view.visualRect(sheet.model.index(row, sheet.model.column_of(field))).center()
    port = sheet.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=place)
    there = place + (QPoint(60, 30) if far else QPoint(1, 1))
    moved = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(there), QPointF(port.mapToGlobal(there)),
        Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(port, moved)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=there)


def test_selected_cells_can_be_dragged_into_another_program(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried: list[tuple[str, str]] = []

    def execute(drag: QDrag, *_actions: Qt.DropAction) -> Qt.DropAction:
        carried.append((drag.mimeData().text(), drag.mimeData().html()))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", execute)
    sheet = window.page.sheet
    sheet.view.select_block(0, 0, 1, 1)
    pull(window, "short_name", 1, far=True)
    ((text, html),) = carried
    assert text.startswith("Full name\tShort name\n")
    assert len(text.split("\n")) == 4
    assert "<td" in html
    assert len(sheet.view.selectedIndexes()) == 4
    pull(window, "short_name", 1, far=False)  # a click, not a drag
    assert len(carried) == 1
    assert len(sheet.view.selectedIndexes()) == 1
    pull(window, "name", 0, far=True)  # one cell: new cells are selected, nothing is dragged
    assert len(carried) == 1


def test_what_was_copied_can_be_pasted_elsewhere_and_undone(window: Window) -> None:
    sheet = window.page.sheet
    before = window.session.snapshot
    first, column = sheet.model.row_of(HOWEST), sheet.model.column_of("kind")
    sheet.view.select_block(first, column, first, column + 2)
    window.actions_["table_copy"].trigger()
    sheet.view.select_block(0, column, 1, column + 2)
    window.actions_["table_paste"].trigger()
    for row in (0, 1):
        assert value(window, sheet.model.id_at(row), "sectors") == value(window, HOWEST, "sectors")
    window.session.undo()
    assert window.session.snapshot == before


def test_an_html_table_is_pasted_with_its_line_breaks(window: Window) -> None:
    window.page.sheet.show_columns(["name", "place", "note"])
    go_to(window, HOWEST, "place")
    clipboard("x", "<table><tr><td>Gent</td><td>one<br>two</td></tr></table>")
    window.actions_["table_paste"].trigger()
    assert (value(window, HOWEST, "place"), value(window, HOWEST, "note")) == ("Gent", "one\ntwo")


def test_one_value_is_pasted_over_a_selection(window: Window) -> None:
    sheet = window.page.sheet
    column = sheet.model.column_of("place")
    sheet.view.select_block(0, column, 3, column)
    clipboard("Aalst\n")
    window.actions_["table_paste"].trigger()
    assert [value(window, sheet.model.id_at(row), "place") for row in range(4)] == ["Aalst"] * 4


def test_a_bad_block_is_marked_and_nothing_is_done_before_one_agrees(window: Window) -> None:
    page, sheet = window.page, window.page.sheet
    before = window.session.snapshot
    column = sheet.model.column_of("sectors")
    ids = [sheet.model.id_at(row) for row in range(3)]
    sheet.view.go_to(0, column)
    clipboard("Music\tFlemish\nMusik\tFlemish\nFashion\tNowhere\n")
    window.actions_["table_paste"].trigger()
    assert window.session.snapshot is before
    assert page.proposal.isVisible()
    assert page.proposal.title.text() == "2 cells do not fit. Nothing has been changed yet."
    assert page.proposal.accept_button.text() == "Paste the 4 that fit"
    assert "Did you mean “Music”?" in page.proposal.model.stringList()[0]
    marked = sheet.model.index(1, column)
    assert marked.data() == "Musik"
    assert "is not in the document" in marked.data(Qt.ItemDataRole.ToolTipRole)
    page.proposal.accept_button.click()
    assert not page.proposal.isVisible()
    assert value(window, ids[2], "sectors") != value(window, ids[1], "sectors")
    assert marked.data() != "Musik"
    window.session.undo()
    assert window.session.snapshot == before


def test_a_bad_block_can_be_let_go_of_with_escape(window: Window) -> None:
    before = window.session.snapshot
    go_to(window, HOWEST, "active_from")
    clipboard("soon")
    window.actions_["table_paste"].trigger()
    page = window.page
    assert page.proposal.isVisible()
    assert not page.proposal.accept_button.isEnabled()
    QTest.keyClick(page.proposal.cancel_button, Qt.Key.Key_Escape)
    assert not page.proposal.isVisible()
    assert window.session.snapshot is before
    assert page.sheet.model.index(page.sheet.model.row_of(HOWEST), 7).data() == ""


def test_enter_pastes_what_fits(window: Window) -> None:
    sheet = window.page.sheet
    sheet.view.go_to(draft(window), 0)
    clipboard("One\nTwo\n")
    window.actions_["table_paste"].trigger()
    QTest.keyClick(window.page.proposal.accept_button, Qt.Key.Key_Return)
    names = {one.name for one in window.session.snapshot.organisations.values()}
    assert {"One", "Two"} <= names


def test_a_block_that_is_too_wide_says_so(window: Window) -> None:
    go_to(window, HOWEST, "active_from")
    clipboard("2012\tmore\tstill more")
    window.actions_["table_paste"].trigger()
    assert "3 columns wide, and from here there is room for 1" in window.page.proposal.notes.text()
    window.page.proposal.accept_button.click()
    assert value(window, HOWEST, "active_from") == "2012"


def test_rows_beyond_the_end_are_offered(window: Window) -> None:
    page = window.page
    page.sheet.view.go_to(draft(window), 0)
    clipboard("Full name\tType\nOne\tCompany\nTwo\tFund or financier\n")
    window.actions_["table_paste"].trigger()
    assert page.proposal.title.text().startswith("2 rows would be added (Organisations).")
    page.proposal.accept_button.click()
    kinds = {one.name: one.kind for one in window.session.snapshot.organisations.values()}
    assert (kinds["One"], kinds["Two"]) == ("company", "fund")
    assert len(window.session.selection) == 2


def test_headings_in_the_other_language_and_of_hidden_columns_are_known(window: Window) -> None:
    page = window.page
    assert page.sheet.model.column_of("note") < 0
    page.sheet.view.go_to(draft(window), 0)
    clipboard("Volledige naam\tTYPE\tTelefoon\tNotitie\nOne\tCompany\t09 1\tNew\n")
    window.actions_["table_paste"].trigger()
    assert page.proposal.notes.text() == "Column “Telefoon” is not known and is skipped."
    assert page.proposal.title.text().startswith("1 row would be added")
    page.proposal.accept_button.click()
    one = next(o for o in window.session.snapshot.organisations.values() if o.name == "One")
    assert (one.kind, one.note) == ("company", "New")


def test_headings_are_known_when_half_of_them_are_and_in_dutch(window: Window) -> None:
    page = window.page
    window.session.set_language("nl")
    page.sheet.view.go_to(draft(window), 0)
    clipboard("x\tFull name\t\tName\t\tFull name\n1\tOne\t2\tA\t\tB\n1\tTwo\t2\tA\t\tB\n")
    window.actions_["table_paste"].trigger()
    assert len(page.proposal.notes.text().split("\n")) == 3
    assert "“x”" in page.proposal.notes.text()
    page.proposal.accept_button.click()
    names = {one.name for one in window.session.snapshot.organisations.values()}
    assert {"One", "Two"} <= names
    assert not {"Full name", "1", "B"} & names


def test_a_row_with_one_known_word_among_many_is_no_heading(window: Window) -> None:
    page = window.page
    page.sheet.view.go_to(draft(window), 0)
    clipboard("One\tShort name\tCompany\nTwo\tT\tCompany\n")
    window.actions_["table_paste"].trigger()
    assert page.proposal.notes.text() == ""
    page.proposal.accept_button.click()
    short = {one.name: one.short_name for one in window.session.snapshot.organisations.values()}
    assert (short["One"], short["Two"]) == ("Short name", "T")


def test_a_cell_of_a_hidden_column_that_does_not_fit_says_so(window: Window) -> None:
    page = window.page
    go_to(window, HOWEST, "name")
    clipboard("Volledige naam\tWebsite\tUntil\nHowest\thttps://howest.be\tsoon\n")
    window.actions_["table_paste"].trigger()
    assert len(page.proposal.model.stringList()) == 1
    page.proposal.list.clicked.emit(page.proposal.model.index(0, 0))
    page.proposal.accept_button.click()
    assert page.proposal.isHidden()


def test_a_step_takes_a_proposal_away(window: Window) -> None:
    go_to(window, HOWEST, "active_from")
    clipboard("soon")
    window.actions_["table_paste"].trigger()
    assert window.session.run(organisations.add, "Other")
    assert not window.page.proposal.isVisible()


def test_a_step_made_elsewhere_keeps_the_keyboard_there(window: Window) -> None:
    go_to(window, HOWEST, "active_from")
    clipboard("soon")
    window.actions_["table_paste"].trigger()
    window.page.filter.setFocus()
    assert window.session.run(organisations.add, "Other")
    assert not window.page.proposal.isVisible()
    assert window.page.filter.hasFocus()


def test_filling_down_and_emptying(window: Window) -> None:
    sheet = window.page.sheet
    ids = [sheet.model.id_at(row) for row in range(4)]
    wanted = value(window, ids[0], "policy_domain")
    column = sheet.model.column_of("policy_domain")
    sheet.view.select_block(0, column, 3, column)
    window.actions_["table_fill"].trigger()
    assert [value(window, one, "policy_domain") for one in ids] == [wanted] * 4
    window.actions_["table_empty"].trigger()
    assert [value(window, one, "policy_domain") for one in ids] == [""] * 4
    document = window.session.document
    assert document is not None
    assert str(document.undo_label) == "Emptied 4 cells in Organisations"
    sheet.view.go_to(1, sheet.model.column_of("name"))
    window.actions_["table_empty"].trigger()
    assert "must be filled in" in window.page.proposal.model.stringList()[0]
