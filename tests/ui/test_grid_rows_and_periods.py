"""Dates, filters, copying and odd documents in the grid, in a real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from oci_map.document import Document
from oci_map.exchange.clipboard_table import from_html, from_text
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership, Organisation
from oci_map.operations import groups, organisations, records
from oci_map.ui.grid.cells import Shown
from oci_map.ui.main_window import MainWindow
from tests.ui.grid_windows import (
    KEY,
    SHIFT,
    opened,
    page_of,
    press,
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


def test_a_typing_mistake_finds_as_it_does_in_the_navigator(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    page.bar.search.setText("howset")
    assert page.model.rows == [HOWEST]
    window.session.run(records.edit, "organisation", HOWEST, name="Hogeschool", short_name="")
    page.bar.search.setText("hogescool")
    assert HOWEST in page.model.rows
