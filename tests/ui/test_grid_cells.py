"""What the cells of the grid hold and how many do, against the records themselves, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.model.change import RecordChange
from oci_map.model.dates import holds_at
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership, NeedStatement, Organisation, WorkingGroup
from oci_map.model.snapshot import Snapshot
from oci_map.operations.grid import in_time, seat_at
from oci_map.ui.finder import finder_of
from oci_map.ui.grid.cells import GROUPS, NEEDS, Cells
from oci_map.ui.grid.rows import RowFilter, Rows
from oci_map.ui.main_window import MainWindow
from tests.ui.grid_windows import CONTROL, KEY, opened, page_of, press
from tests.ui.windows import HOWEST, copied_example, shown_window

ROWS = [RecordId(one) for one in ("a", "b", "c")]
COLUMNS = [RecordId(one) for one in ("x", "y")]
CELLS = [(row, column) for row in ROWS for column in COLUMNS]
DATES = ("", "2010", "2012-05", "2015-03-01", "2020")
SEAT_IDS = [RecordId(f"m{place}") for place in range(8)]

seats = st.builds(
    Membership,
    id=st.sampled_from(SEAT_IDS),
    organisation=st.sampled_from(ROWS),
    group=st.sampled_from(COLUMNS),
    role=st.sampled_from(("member", "chair", "observer")),
    active_from=st.sampled_from(DATES),
    active_to=st.sampled_from(DATES),
)
steps = st.lists(
    st.lists(st.tuples(st.sampled_from(SEAT_IDS), st.none() | seats), max_size=4), max_size=5
)


def check(cells: Cells, snapshot: Snapshot, shown: Sequence[RecordId]) -> None:
    """Compare everything that is told with what the records say."""
    held: dict[tuple[RecordId, RecordId], bool] = {}
    for cell in CELLS:
        own = [
            one for one in snapshot.memberships.values() if (one.organisation, one.group) == cell
        ]
        assert cells.at(cell) == tuple(sorted(own, key=in_time))
        assert cells.holding(cell) == seat_at(own, cells.as_of)
        held[cell] = any(holds_at(one.active_from, one.active_to, cells.as_of) for one in own)
        painted = cells.shown(cell)
        assert (painted is not None) == bool(own)
        if painted is not None:
            assert (painted.holds, painted.more) == (held[cell], len(own) - 1)
    counts = cells.column_counts(frozenset(shown))
    for column in COLUMNS:
        assert counts[column] == sum(held[row, column] for row in shown)
        assert cells.count_of(column) == sum(held[row, column] for row in ROWS)
    for row in ROWS:
        assert cells.row_counts()[row] == sum(held[row, column] for column in COLUMNS)


@settings(max_examples=150, deadline=None)
@given(
    first=st.lists(seats, max_size=8),
    further=steps,
    as_of=st.sampled_from(DATES),
    later=st.sampled_from(DATES),
    shown=st.sets(st.sampled_from(ROWS)),
)
def test_cells_and_counts_follow_each_step(
    first: list[Membership],
    further: list[list[tuple[RecordId, Membership | None]]],
    as_of: str,
    later: str,
    shown: set[RecordId],
) -> None:
    snapshot = Snapshot.of(first)
    cells = Cells(snapshot, GROUPS, as_of)
    check(cells, snapshot, sorted(shown))
    for step in further:
        net = {one: None if after is None else replace(after, id=one) for one, after in step}
        changes = [
            RecordChange("membership", one, snapshot.get("membership", one), after)
            for one, after in net.items()
        ]
        before = {cell: cells.holding(cell) is not None for cell in CELLS}
        counted = cells.take(changes)
        snapshot = snapshot.after(changes)
        check(cells, snapshot, sorted(shown))
        for cell, by in counted.items():
            assert by == (cells.holding(cell) is not None) - before[cell]
        check(Cells(snapshot, GROUPS, as_of), snapshot, ROWS)
    cells.set_date(later)
    check(cells, snapshot, ROWS)


def test_needs_hold_at_every_date() -> None:
    stated = NeedStatement(
        id=RecordId("n"), organisation=ROWS[0], need=COLUMNS[0], priority=3, since="2019"
    )
    cells = Cells(Snapshot.of([stated]), NEEDS, "2010")
    assert cells.holding((ROWS[0], COLUMNS[0])) == stated
    assert cells.row_counts() == {ROWS[0]: 1}
    assert cells.take([RecordChange("need_statement", stated.id, stated, None)]) == {
        (ROWS[0], COLUMNS[0]): -1
    }
    assert cells.count_of(COLUMNS[0]) == 0
    assert cells.at((ROWS[0], COLUMNS[0])) == ()


def test_rows_come_by_name_without_case_and_accents_and_then_by_what_is_asked() -> None:
    names = {"1": "zoo", "2": "Élan", "3": "elan", "4": "Aula", "5": "aula"}
    organisations = [Organisation(id=RecordId(one), name=name) for one, name in names.items()]
    seat = Membership(id=RecordId("m"), organisation=RecordId("1"), group=COLUMNS[0])
    group = WorkingGroup(id=COLUMNS[0], name_nl="X")
    snapshot = Snapshot.of([*organisations, group, seat])
    cells, rows = Cells(snapshot, GROUPS), Rows()
    asked = RowFilter()
    assert rows.chosen(snapshot, cells, asked, "name", None) == ["4", "5", "2", "3", "1"]
    assert rows.chosen(snapshot, cells, asked, "most", None) == ["1", "4", "5", "2", "3"]
    named = {RecordId("3"), RecordId("1")}
    assert rows.chosen(snapshot, cells, asked, "name", named) == ["3", "1"]
    later = snapshot.after(
        [RecordChange("organisation", RecordId("1"), organisations[0],
                      replace(organisations[0], name="Aa"))]
    )  # fmt: skip
    assert rows.chosen(later, cells, asked, "name", None)[0] == "1"


# ------------------------------------------------------------------------------- in the window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return opened(shown_window(qtbot, copied_example(tmp_path)))


def test_counts_over_the_columns_are_of_the_rows_that_are_shown(
    qtbot: QtBot, window: MainWindow
) -> None:
    page, snapshot = page_of(window), window.session.snapshot
    with qtbot.waitSignal(page.model.headerDataChanged):
        page.bar.search.setText("howest")
    own = {seat.group for seat in snapshot.memberships_of[HOWEST]}
    assert {one for one in page.model.columns if page.model.column_counts[one]} == own
    assert page.model.row_counts[HOWEST] == len(own)
    group = next(iter(own))
    tip = page.model.column_tip(page.model.column_of(group))
    assert f"{len(snapshot.members_of[group])}, of which 1 shown" in tip


def test_going_to_a_cell_selects_it_alone_whatever_key_is_down(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = page_of(window)
    page.table.setFocus()
    page.table.go_to(0, 0)
    press(qtbot, window, KEY.Key_C, held=CONTROL)  # Qt takes Ctrl for held from here on
    page.table.go_to(3, 2)
    assert page.table.chosen() == [(page.model.rows[3], page.model.columns[2])]


def test_records_are_read_as_soon_as_the_keyboard_is_in_the_search(
    qtbot: QtBot, window: MainWindow
) -> None:
    page, finder = page_of(window), finder_of(window.session)
    assert not finder.complete
    page.bar.search.setFocus()
    qtbot.waitUntil(lambda: finder.complete)
    QTest.keyClicks(page.bar.search, "howest")
    assert page.model.rows == [HOWEST]


def test_the_time_strip_is_not_drawn_anew_for_a_view_without_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.session.show_view("map")
    qtbot.waitUntil(window.time_strip.isVisible)
    before = window.time_strip.size()
    window.session.show_view("grid")
    assert not window.time_strip.isVisible()
    assert window.time_strip.size() == before
