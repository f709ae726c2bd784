"""The grid as a person uses it: keys and clicks on a real window, and what is in the file after."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QPainter
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from oci_map.document import Document
from oci_map.exchange.clipboard_table import from_html, from_text
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership, NeedStatement, Organisation
from oci_map.operations import groups, organisations, records
from oci_map.ui.grid.cells import Shown
from oci_map.ui.grid.page import GridPage
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: QApplication) -> Iterator[None]:
    """Leave nothing on the clipboard: without a window system, Qt would free it too late."""
    yield
    qapp.clipboard().clear()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


@pytest.fixture
def window(qtbot: QtBot, path: Path) -> MainWindow:
    return opened(shown_window(qtbot, path))


def opened(window: MainWindow) -> MainWindow:
    window.session.show_view("grid")
    page = window.views.page
    assert isinstance(page, GridPage)
    page.model.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        page.model, QAbstractItemModelTester.FailureReportingMode.Warning, page.model
    )
    return window


def page_of(window: MainWindow) -> GridPage:
    return cast("GridPage", window.views.page)


def press(
    qtbot: QtBot, window: MainWindow, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None
) -> None:
    for key in keys:
        QTest.keyClick(page_of(window).table, key, held or Qt.KeyboardModifier.NoModifier)


def type_(qtbot: QtBot, window: MainWindow, text: str) -> None:
    QTest.keyClicks(page_of(window).table, text)


def stand(window: MainWindow, organisation: RecordId, column: RecordId) -> None:
    page = page_of(window)
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index_of(organisation, column))


def roles(window: MainWindow, organisation: RecordId, group: RecordId) -> list[str]:
    found = window.session.snapshot.memberships_of.get(organisation, ())
    return [one.role for one in found if one.group == group]


def free_rows(window: MainWindow, column: RecordId, count: int) -> int:
    """Return the first of some neighbouring rows whose cells of a column are empty."""
    model = page_of(window).model
    for first in range(len(model.rows) - count):
        if not any(model.cells.at((one, column)) for one in model.rows[first : first + count]):
            return first
    raise AssertionError("no such rows")


def label(window: MainWindow) -> str:
    assert window.session.document is not None
    return str(window.session.document.undo_label)


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


# ------------------------------------------------------------------------------ dates and periods


def test_begin_and_end_are_typed_in_a_panel(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    page = page_of(window)
    window.session.run(groups.add_member, HOWEST, INTERNATIONALISATION, "member")
    stand(window, HOWEST, INTERNATIONALISATION)
    window.actions_["grid_dates"].trigger()
    panel = page.edits.periods
    assert panel.isVisible()
    row = panel.rows[0]
    row.begin.clear()
    QTest.keyClicks(row.begin, "30/2/2012")
    QTest.keyClick(row.begin, KEY.Key_Return)
    assert "is not a date" in row.problem.text()
    assert panel.isVisible()
    row.begin.clear()
    QTest.keyClicks(row.begin, "7/2010")
    QTest.keyClick(row.begin, KEY.Key_Return)
    assert not panel.isVisible()
    (seat,) = [m for m in in_file(path).memberships_of[HOWEST] if m.group == INTERNATIONALISATION]
    assert seat.active_from == "2010-07"
    assert page.readout.text.text() == "Howest in Internationalisation: Member, since Jul 2010"


def test_an_end_before_the_beginning_is_refused_with_the_reason(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    window.session.run(groups.add_member, HOWEST, INTERNATIONALISATION, "member", "2011")
    stand(window, HOWEST, INTERNATIONALISATION)
    page.edits.open_dates()
    row = page.edits.periods.rows[0]
    QTest.keyClicks(row.end, "2010")
    page.edits.periods.hide()  # as a click beside it does
    assert page.readout.text.text() == "The end lies before the beginning."
    held = page.model.cells.at((HOWEST, INTERNATIONALISATION))[0]
    assert isinstance(held, Membership)
    assert held.active_to == ""


def test_a_second_period_is_added_shown_and_never_lost(qtbot: QtBot, window: MainWindow) -> None:
    page, cell = page_of(window), (HOWEST, INTERNATIONALISATION)
    window.session.run(groups.add_member, *cell, "chair", "2009")
    seat = page.model.cells.at(cell)[0]
    window.session.run(groups.set_period, seat.id, "2009", "2010")
    stand(window, *cell)
    page.edits.open_dates()
    panel = page.edits.periods
    panel.add.click()
    second = panel.rows[1]
    QTest.keyClicks(second.begin, "2010")
    QTest.keyClick(second.begin, KEY.Key_Return)
    assert "already sits" in second.problem.text()
    second.begin.clear()
    QTest.keyClicks(second.begin, "2012")
    QTest.keyClick(second.begin, KEY.Key_Return)
    assert len(page.model.cells.at(cell)) == 2
    shown = page.model.cells.shown(cell)
    assert shown is not None
    assert (shown.text, shown.years, shown.more) == ("M", "’12–", 1)
    type_(qtbot, window, "s")
    assert page.model.cells.at(cell)[0] == window.session.snapshot.memberships[seat.id]
    press(qtbot, window, KEY.Key_Delete)
    assert [one.id for one in page.model.cells.at(cell)] == [seat.id]


def test_past_seats_fade_at_the_date_and_are_not_counted(qtbot: QtBot, window: MainWindow) -> None:
    page, cell = page_of(window), (HOWEST, INTERNATIONALISATION)
    window.session.run(groups.add_member, *cell, "chair")
    window.session.run(groups.set_period, page.model.cells.at(cell)[0].id, "2009", "2010")
    count = page.model.column_counts[INTERNATIONALISATION]
    window.session.change_filter(as_of="2012-10")
    shown = page.model.cells.shown(cell)
    assert shown is not None
    assert not shown.holds
    assert page.model.column_counts[INTERNATIONALISATION] < count
    stand(window, *cell)
    press(qtbot, window, KEY.Key_Delete)
    assert "Nothing holds here at this date" in page.readout.text.text()
    assert page.model.cells.at(cell)
    type_(qtbot, window, "m")
    periods = [
        (one.active_from, one.active_to)
        for one in page.model.cells.at(cell)
        if isinstance(one, Membership)
    ]
    assert periods == [("2009", "2010"), ("2012-10", "")]


# ---------------------------------------------------------------------------------------- filters


def test_rows_are_found_by_text_sector_and_level(qtbot: QtBot, window: MainWindow) -> None:
    page, snapshot = page_of(window), window.session.snapshot
    QTest.keyClicks(page.bar.search, "howest")
    assert page.model.rows == [HOWEST]
    assert page.bar.summary.text().startswith("1 of 36 organisations")
    page.bar.search.clear()
    sector = snapshot.organisations[HOWEST].sectors[0]
    choose(page.bar.sectors.findChild(QMenu), sector)
    assert set(page.model.rows) == {
        one.id for one in snapshot.organisations.values() if sector in one.sectors
    }
    level = snapshot.organisations[HOWEST].policy_level
    choose(page.bar.levels.findChild(QMenu), level)
    assert HOWEST in page.model.rows
    assert all(snapshot.organisations[one].policy_level == level for one in page.model.rows)
    page.bar.show_all.click()
    assert len(page.model.rows) == len(snapshot.organisations)
    QTest.keyClicks(page.bar.search, "no such name")
    assert page.empty.isVisible()
    page.empty.show_all.click()
    assert page.table.isVisible()


def choose(menu: object, what: RecordId) -> None:
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.data() == what).trigger()


def test_who_is_in_neither_of_two_groups(qtbot: QtBot, window: MainWindow) -> None:
    page, snapshot = page_of(window), window.session.snapshot
    first, second = page.model.columns[1], page.model.columns[3]
    stand(window, HOWEST, first)
    page.table.columns_.chosen.emit(3)
    page.edits.table.choose_column(3)
    window.actions_["grid_neither"].trigger()
    pair = page.bar.neither.pair
    assert pair is not None
    assert second in pair
    sitting = {m.organisation for group in pair for m in snapshot.members_of.get(group, ())}
    assert set(page.model.rows) == set(snapshot.organisations) - sitting
    assert page.bar.neither.isVisible()
    # Whoever comes in stays in sight until it is asked again.
    stand(window, page.model.rows[0], second)
    count = len(page.model.rows)
    type_(qtbot, window, "m")
    assert len(page.model.rows) == count
    assert page.bar.renew.isVisible()
    page.bar.renew.click()
    assert len(page.model.rows) == count - 1
    assert not page.bar.renew.isVisible()
    window.actions_["grid_neither"].trigger()
    assert len(page.model.rows) == len(snapshot.organisations)


def test_rows_are_sorted_as_asked(window: MainWindow) -> None:
    page = page_of(window)
    orders = {one.data(): one for one in page.corner.button.menu().actions()}
    orders["most"].trigger()
    counts = [page.model.row_counts[one] for one in page.model.rows]
    assert counts == sorted(counts, reverse=True)
    orders["sector"].trigger()
    sectors = window.session.snapshot.sectors
    ranks = [
        sectors[o.sectors[0]].rank
        for one in page.model.rows
        if (o := window.session.snapshot.organisations[one]).sectors and not o.cross_sector
    ]
    assert ranks == sorted(ranks)
    orders["name"].trigger()
    assert page.model.rows == sorted(
        page.model.rows,
        key=lambda one: window.session.snapshot.organisations[one].short.casefold(),
    )


# --------------------------------------------------------------------------- copying, and the rest


def test_a_block_is_copied_as_text_and_as_a_table(qtbot: QtBot, window: MainWindow) -> None:
    window.session.run(groups.add_member, HOWEST, INTERNATIONALISATION, "chair", "2010")
    stand(window, HOWEST, INTERNATIONALISATION)
    window.actions_["grid_copy"].trigger()
    assert QGuiApplication.clipboard().text() == "Chair, since 2010"
    press(qtbot, window, KEY.Key_Left, held=SHIFT)
    window.actions_["grid_copy"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    head, line = data.text().splitlines()
    assert head.split("\t")[0] == "Organisation"
    assert head.split("\t")[-1] == "Internationalisation"
    assert line.startswith("Howest\t")
    assert from_html(data.html()) == [head.split("\t"), line.split("\t")]
    assert line.endswith("\tChair, since 2010")


def test_names_are_never_read_as_markup(window: MainWindow) -> None:
    page = page_of(window)
    name = "<img src=x>\t" + "é" * 10_000
    window.session.run(organisations.add, name, aliases=("😀 مرحبا",))
    window.session.run(records.edit, "working_group", INTERNATIONALISATION, name_en="<b>&" * 500)
    odd = next(
        o.id
        for o in window.session.snapshot.organisations.values()
        if o.name == name.replace("\t", "\t")
    )
    stand(window, odd, INTERNATIONALISATION)
    tip = page.model.headerData(
        page.model.row_of(odd), Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole
    )
    assert "<img" not in str(tip)
    assert page.table.columns_.height() < 260
    page.table.selectAll()
    window.actions_["grid_copy"].trigger()
    html = QGuiApplication.clipboard().mimeData().html()
    assert "&lt;img src=x&gt;" in html
    assert len(from_text(QGuiApplication.clipboard().text())) == len(page.model.rows) + 1
    assert page.grab().width() > 0


def test_a_document_for_reading_only_is_shown_and_not_changed(qtbot: QtBot, path: Path) -> None:
    window = shown_window(qtbot, path)
    window.session._take(Document.open(path, read_only=True))
    opened(window)
    page = page_of(window)
    assert page.bar._note.text() == "Open for reading only: nothing can be changed."
    stand(window, HOWEST, INTERNATIONALISATION)
    before = window.session.snapshot
    type_(qtbot, window, "m")
    press(qtbot, window, KEY.Key_Space, KEY.Key_Delete, KEY.Key_Return)
    assert window.session.snapshot is before
    assert QApplication.activePopupWidget() is None
    page.edits.open_dates()
    assert page.edits.periods.rows[0].begin.isReadOnly()
    page.edits.periods.hide()
    assert window.session.snapshot is before


def test_an_empty_document_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "new.ocimap"
    Document.create(path).close()
    window = opened(shown_window(qtbot, path))
    page = page_of(window)
    for noun, sentence in (
        ("organisation", "There are no organisations yet."),
        ("working_group", "There are no working groups yet."),
    ):
        assert page.empty.isVisible()
        assert page.empty.sentence.text() == sentence
        page.empty.add.click()
        assert len(window.session.snapshot.table(noun)) == 1
    assert page.table.isVisible()
    window.actions_["grid_columns"].trigger()
    assert page.empty.sentence.text() == "There are no needs yet."
    page.empty.add.click()
    assert page.table.isVisible()


def test_the_grid_speaks_the_chosen_language(window: MainWindow) -> None:
    page = page_of(window)
    stand(window, HOWEST, page.model.columns[-1])
    window.session.set_language("nl")
    shown = page.model.cells.shown((HOWEST, page.model.columns[-1]))
    assert shown is not None
    assert shown.text == "L"
    assert page.bar.subjects.tabText(0) == "Werkgroepen"
    assert page.table.current() == (HOWEST, page.model.columns[-1])


def test_a_screen_reader_hears_the_current_cell(window: MainWindow) -> None:
    page = page_of(window)
    stand(window, HOWEST, page.model.columns[-1])
    table = QAccessible.queryAccessibleInterface(page.table)
    assert table.text(QAccessible.Text.Name)
    inside = table.tableInterface() if hasattr(table, "tableInterface") else None
    said = page.model.data(page.table.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert str(said).startswith("Howest in ")
    if inside is not None:
        index = page.table.currentIndex()
        cell = inside.cellAt(index.row(), index.column())
        assert cell.text(QAccessible.Text.Name) == said


def test_only_cells_in_sight_are_painted(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from oci_map.ui.grid import look

    page = page_of(window)
    painted: list[object] = []
    paint = look.paint_cell

    def noted(painter: QPainter, box: QRectF, shown: Shown) -> None:
        painted.append(box)
        paint(painter, box, shown)

    monkeypatch.setattr(look, "paint_cell", noted)
    page.table.viewport().repaint(QRect(0, 0, 66, 28))
    assert len(painted) <= 4


def test_another_document_starts_the_grid_anew(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    page = page_of(window)
    QTest.keyClicks(page.bar.search, "howest")
    other = tmp_path / "other.ocimap"
    Document.create(other, records=[Organisation(id=RecordId("x"), name="X")]).close()
    assert window.session.open(other)
    assert page.bar.search.text() == ""
    assert page.empty.sentence.text() == "There are no working groups yet."
    assert page.model.rows == [RecordId("x")]
