"""The grid as a person uses it: keys and clicks on a real window, and what is in the file after."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.model.records import NeedStatement
from oci_map.operations import groups, organisations, records
from oci_map.ui.main_window import MainWindow
from tests.ui.grid_windows import (
    CONTROL,
    KEY,
    LEFT,
    SHIFT,
    free_rows,
    label,
    opened,
    page_of,
    press,
    roles,
    stand,
    type_,
)
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    return opened(shown_window(qtbot, path))


# ---------------------------------------------------------------------------------- what is shown


def test_rows_columns_and_counts_are_those_of_the_document(window: MainWindow) -> None:
    page, snapshot = page_of(window), window.session.snapshot
    assert set(page.model.rows) == set(snapshot.organisations)
    assert set(page.model.columns) == set(snapshot.groups)
    assert page.model.columns[-1] == snapshot.info.platform
    assert page.model.row_counts[HOWEST] == len(snapshot.memberships_of[HOWEST])
    for group in snapshot.groups:
        assert page.model.column_counts[group] == len(snapshot.members_of.get(group, ()))
    assert page.bar.summary.text() == "36 organisations · 70 seats"
    assert page.table.isVisible()


def test_needs_have_the_same_grid(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.actions_["grid_columns"].trigger()
    page, snapshot = page_of(window), window.session.snapshot
    assert set(page.model.columns) == set(snapshot.needs)
    need = next(one for one in page.model.columns if not page.model.cells.at((HOWEST, one)))
    stand(window, HOWEST, need)
    type_(qtbot, window, "3")
    assert priority(window, need) == 3
    press(qtbot, window, KEY.Key_Space)
    assert priority(window, need) == 1
    press(qtbot, window, KEY.Key_Space)
    assert priority(window, need) == 2
    held = in_file(path).needs_of[HOWEST]
    assert [one.priority for one in held if one.need == need] == [2]
    type_(qtbot, window, "m")  # a role means nothing here
    assert priority(window, need) == 2
    press(qtbot, window, KEY.Key_Backspace)
    assert priority(window, need) is None


def priority(window: MainWindow, need: RecordId) -> int | None:
    link = page_of(window).model.cells.holding((HOWEST, need))
    return link.priority if isinstance(link, NeedStatement) else None


# ------------------------------------------------------------------------------------- by keyboard


def test_letters_of_both_languages_give_roles_and_undo_takes_them_back(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    page = page_of(window)
    row = free_rows(window, INTERNATIONALISATION, 1)
    organisation = page.model.rows[row]
    stand(window, organisation, INTERNATIONALISATION)
    before = page.model.column_counts[INTERNATIONALISATION]
    for letter, role in (("m", "member"), ("v", "chair"), ("s", "secretary"), ("w", "observer")):
        type_(qtbot, window, letter)
        assert roles(window, organisation, INTERNATIONALISATION) == [role]
        shown = page.model.shown(row, page.model.column_of(INTERNATIONALISATION))
        assert shown is not None
        assert shown.tone == role
    assert not window.session.filter.without_coordinator  # W is a key of the window elsewhere
    assert page.model.column_counts[INTERNATIONALISATION] == before + 1
    assert [one.role for one in in_file(path).memberships_of[organisation]][-1:] == ["observer"]
    for _step in range(4):
        window.actions_["undo"].trigger()
    assert roles(window, organisation, INTERNATIONALISATION) == []
    assert page.model.shown(row, page.model.column_of(INTERNATIONALISATION)) is None
    assert page.model.column_counts[INTERNATIONALISATION] == before


def test_space_goes_round_in_one_step_and_never_clears(qtbot: QtBot, window: MainWindow) -> None:
    row = free_rows(window, INTERNATIONALISATION, 1)
    organisation = page_of(window).model.rows[row]
    stand(window, organisation, INTERNATIONALISATION)
    seen = []
    for _press in range(6):
        press(qtbot, window, KEY.Key_Space)
        seen.append(roles(window, organisation, INTERNATIONALISATION))
    assert seen == [["member"], ["chair"], ["secretary"], ["observer"], ["member"], ["chair"]]
    press(qtbot, window, KEY.Key_Down, KEY.Key_Up, KEY.Key_Space)  # moved: a step of its own
    assert roles(window, organisation, INTERNATIONALISATION) == ["secretary"]
    window.actions_["undo"].trigger()
    assert roles(window, organisation, INTERNATIONALISATION) == ["chair"]
    window.actions_["undo"].trigger()
    assert roles(window, organisation, INTERNATIONALISATION) == []


def test_a_block_chosen_with_shift_becomes_one_step(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    row = free_rows(window, INTERNATIONALISATION, 3)
    stand(window, page.model.rows[row], INTERNATIONALISATION)
    press(qtbot, window, KEY.Key_Down, KEY.Key_Down, held=SHIFT)
    assert page.readout.text.text() == "3 cells chosen, 0 of them filled"
    type_(qtbot, window, "o")
    assert label(window) == "Set 3 seats in Internationalisation"
    assert page.readout.text.text() == "3 cells chosen, 3 of them filled"
    press(qtbot, window, KEY.Key_Delete)
    assert label(window) == "Cleared 3 seats in Internationalisation"
    window.actions_["undo"].trigger()
    window.actions_["undo"].trigger()
    assert all(
        not roles(window, one, INTERNATIONALISATION) for one in page.model.rows[row : row + 3]
    )


def test_keys_move_choose_rows_and_columns_and_go_to_the_edges(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    table, model = page.table, page.model
    stand(window, model.rows[3], model.columns[2])
    press(qtbot, window, KEY.Key_Home)
    assert table.current() == (model.rows[3], model.columns[0])
    press(qtbot, window, KEY.Key_End)
    assert table.current() == (model.rows[3], model.columns[-1])
    press(qtbot, window, KEY.Key_PageDown)
    assert table.currentIndex().row() > 15
    press(qtbot, window, KEY.Key_Up, held=CONTROL)
    assert table.current() == (model.rows[0], model.columns[-1])
    press(qtbot, window, KEY.Key_Down, held=CONTROL | SHIFT)
    assert len(table.chosen()) == len(model.rows)
    press(qtbot, window, KEY.Key_Up)
    assert len(table.chosen()) == 1
    press(qtbot, window, KEY.Key_A, held=CONTROL)
    assert {column for _row, column in table.chosen()} == {model.columns[-1]}
    assert len(table.chosen()) == len(model.rows)
    press(qtbot, window, KEY.Key_Space, held=SHIFT)
    assert len(table.chosen()) == len(model.columns)


def test_enter_offers_the_roles_by_name(qtbot: QtBot, window: MainWindow) -> None:
    stand(window, HOWEST, INTERNATIONALISATION)
    press(qtbot, window, KEY.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [one.text() for one in menu.actions() if not one.isSeparator()]
    assert texts == ["Chair", "Secretary", "Member", "Observer", "Since and until…", "Clear"]
    QTest.keyClick(menu, KEY.Key_Down)
    QTest.keyClick(menu, KEY.Key_Return)
    assert roles(window, HOWEST, INTERNATIONALISATION) == ["chair"]
    assert label(window) == "Added Howest to Internationalisation"


def test_tab_leaves_the_grid(qtbot: QtBot, window: MainWindow) -> None:
    stand(window, HOWEST, INTERNATIONALISATION)
    press(qtbot, window, KEY.Key_Tab)
    assert not page_of(window).table.hasFocus()


# --------------------------------------------------------------------------------------- by mouse


def test_a_click_chooses_and_a_further_one_changes(qtbot: QtBot, window: MainWindow) -> None:
    page = page_of(window)
    at = page.table.visualRect(page.model.index_of(HOWEST, INTERNATIONALISATION)).center()
    QTest.mouseClick(page.table.viewport(), LEFT, pos=at)
    assert page.table.current() == (HOWEST, INTERNATIONALISATION)
    assert window.session.selected("organisation") == (HOWEST,)
    assert roles(window, HOWEST, INTERNATIONALISATION) == []
    QTest.mouseClick(page.table.viewport(), LEFT, pos=at)
    assert roles(window, HOWEST, INTERNATIONALISATION) == ["member"]
    QTest.mouseClick(page.table.viewport(), LEFT, pos=at)
    assert roles(window, HOWEST, INTERNATIONALISATION) == ["chair"]


def test_a_slanted_name_selects_its_column_and_shows_its_group(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    header = page.table.columns_
    place = page.model.column_of(INTERNATIONALISATION)
    foot = header.sectionViewportPosition(place) + header.sectionSize(place) // 2
    # A good way up, where another column lies straight below.
    at = QPoint(foot + 70, header.height() - 24 - 70)
    assert header.logicalIndexAt(at) != place
    QTest.mouseClick(header.viewport(), LEFT, pos=at)
    assert len(page.table.chosen()) == len(page.model.rows)
    assert window.session.selection == (("working_group", INTERNATIONALISATION),)


# -------------------------------------------------------------------------------------- with others


def test_what_is_selected_elsewhere_is_gone_to(window: MainWindow) -> None:
    page = page_of(window)
    window.session.select(("organisation", HOWEST))
    assert page.table.current() == (HOWEST, page.model.columns[0])
    window.session.select(("working_group", INTERNATIONALISATION))
    assert page.table.current() == (HOWEST, INTERNATIONALISATION)


def test_an_edit_made_elsewhere_is_seen_at_once_and_the_place_is_kept(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    stand(window, HOWEST, INTERNATIONALISATION)
    resets: list[int] = []
    page.model.modelReset.connect(lambda: resets.append(1))
    changed: list[QModelIndex] = []
    page.model.dataChanged.connect(lambda first, _last: changed.append(first))
    window.session.run(groups.add_member, HOWEST, INTERNATIONALISATION, "observer")
    assert [page.model.cell(one) for one in changed] == [(HOWEST, INTERNATIONALISATION)]
    window.session.run(organisations.add, "A new one")
    assert page.model.rows[0] in window.session.snapshot.organisations
    assert page.table.current() == (HOWEST, INTERNATIONALISATION)
    added = next(
        o.id for o in window.session.snapshot.organisations.values() if o.name == "A new one"
    )
    assert page.model.row_of(added) >= 0
    assert page.table.rows_.current == page.model.row_of(HOWEST)
    window.session.run(records.remove, "organisation", page.model.rows[0])
    assert page.table.current() == (HOWEST, INTERNATIONALISATION)
    assert page.table.rows_.current == page.model.row_of(HOWEST)
    assert not resets


def test_a_group_that_goes_takes_its_column_along(window: MainWindow) -> None:
    page = page_of(window)
    stand(window, HOWEST, page.model.columns[0])
    window.session.run(records.remove, "working_group", INTERNATIONALISATION)
    assert INTERNATIONALISATION not in page.model.columns
    assert page.table.current() == (HOWEST, page.model.columns[0])
    window.actions_["undo"].trigger()
    assert INTERNATIONALISATION in page.model.columns


def test_what_changed_while_another_view_was_shown_is_taken_in(window: MainWindow) -> None:
    page = page_of(window)
    window.session.show_view("map")
    window.session.run(groups.add_member, HOWEST, INTERNATIONALISATION, "chair")
    window.session.show_view("grid")
    assert page.model.cells.at((HOWEST, INTERNATIONALISATION))
