"""The picture of the tables: names without overlap, swaps by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.ui.roundtable.looks import GuestLook, TableLook, in_order
from oci_map.ui.roundtable.seat_map import SeatMap
from oci_map.ui.roundtable.seat_places import places, rows_of
from tests.examples import snapshot_of

ids = st.sampled_from([RecordId(one) for one in "abcdefgh"])


def look(guest: str, name: str = "") -> GuestLook:
    return GuestLook(RecordId(guest), RecordId("howest"), name or guest, name or guest, "#197477")


def table(number: int, *names: str) -> TableLook:
    guests = tuple(look(f"{number}-{place}", name) for place, name in enumerate(names))
    return TableLook(number, f"Table {number}", "", guests)


def width_of(guest: GuestLook) -> float:
    return 40.0 + min(len(guest.name), 24) * 7.0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(st.lists(st.integers(1, 30), max_size=14), min_size=1, max_size=9),
    st.integers(300, 2000),
    st.integers(200, 1200),
)
def test_names_overlap_neither_each_other_nor_a_table(
    sizes: list[list[int]], width: int, height: int
) -> None:
    looks = [
        table(number, *("x" * size for size in names)) for number, names in enumerate(sizes, 1)
    ]
    placed = places(looks, width_of, float(width), float(height))
    assert [one.look.table for one in placed.tables] == list(range(1, len(sizes) + 1))
    for one in placed.tables:
        boxes = [chair.chip for chair in one.chairs]
        for box, other in combinations(boxes, 2):
            assert not box.adjusted(1, 1, -1, -1).intersects(other.adjusted(1, 1, -1, -1))
        for box in boxes:
            # The nearest point of a name lies outside the round table.
            x = min(max(one.centre.x(), box.left()), box.right()) - one.centre.x()
            y = min(max(one.centre.y(), box.top()), box.bottom()) - one.centre.y()
            assert x * x + y * y >= one.radius * one.radius
        assert one.area.bottom() <= placed.height
    areas = [one.area.adjusted(2, 2, -2, -2) for one in placed.tables]
    assert not any(one.intersects(other) for one, other in combinations(areas, 2))


@given(st.integers(1, 60), st.integers(1, 8))
def test_tables_stand_in_even_rows(count: int, columns: int) -> None:
    rows = rows_of(count, columns)
    assert sum(rows) == count
    assert max(rows) <= columns
    assert rows == rows[::-1] or len(rows) % 2 == 0 or max(rows) - min(rows) <= columns


@given(st.lists(ids, unique=True), st.lists(ids, unique=True))
def test_who_stays_keeps_the_chair(before: list[RecordId], now: list[RecordId]) -> None:
    order = in_order(before, now)
    assert sorted(order) == sorted(now)
    if len(before) == len(now):
        for place, one in enumerate(before):
            if one in now:
                assert order[place] == one


@pytest.fixture
def seats(qtbot: QtBot) -> Iterator[SeatMap]:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    made = SeatMap(area.viewport())
    area.setWidget(made)
    area.resize(900, 500)
    area.show()
    made.show_tables(snapshot_of("oci-worked-example"), [table(1, "A", "B"), table(2, "C", "D")])
    yield made
    area.close()


def middle(seats: SeatMap, guest: str) -> QPointF:
    chair = seats.chair(RecordId(guest))
    assert chair is not None
    return chair.chip.center()


def test_a_drag_onto_another_guest_asks_for_a_swap_and_tries_it_on_the_way(
    seats: SeatMap, qtbot: QtBot
) -> None:
    begin, end = middle(seats, "1-0").toPoint(), middle(seats, "2-1").toPoint()
    with qtbot.waitSignal(seats.swap_wanted) as asked, qtbot.waitSignal(seats.tried) as tried:
        QTest.mousePress(seats, Qt.MouseButton.LeftButton, pos=begin)
        QTest.mouseMove(seats, begin + (end - begin) / 2)
        QTest.mouseMove(seats, end)
        QTest.mouseRelease(seats, Qt.MouseButton.LeftButton, pos=end)
    assert asked.args == ["1-0", "2-1"]
    assert tried.args[0] == "1-0"


def test_a_drag_onto_an_empty_part_of_a_table_asks_for_a_move(seats: SeatMap, qtbot: QtBot) -> None:
    begin = middle(seats, "1-0").toPoint()
    end = seats.tables[1].centre.toPoint()
    with qtbot.waitSignal(seats.move_wanted) as asked:
        QTest.mousePress(seats, Qt.MouseButton.LeftButton, pos=begin)
        QTest.mouseMove(seats, begin + (end - begin) / 2)
        QTest.mouseMove(seats, end)
        QTest.mouseRelease(seats, Qt.MouseButton.LeftButton, pos=end)
    assert asked.args == ["1-0", 2]


def test_two_guests_are_swapped_with_the_keyboard_alone(seats: SeatMap, qtbot: QtBot) -> None:
    seats.setFocus()
    seats.choose_guest(RecordId("1-0"))
    QTest.keyClick(seats, Qt.Key.Key_Return)
    assert seats.lifted == "1-0"
    QTest.keyClick(seats, Qt.Key.Key_Down)
    assert seats.guest == "2-0"
    with qtbot.waitSignal(seats.swap_wanted) as asked:
        QTest.keyClick(seats, Qt.Key.Key_Return)
    assert asked.args == ["1-0", "2-0"]
    assert not seats.lifted


def test_escape_puts_a_lifted_guest_down(seats: SeatMap) -> None:
    seats.setFocus()
    seats.choose_guest(RecordId("1-1"))
    QTest.keyClick(seats, Qt.Key.Key_Space)
    QTest.keyClick(seats, Qt.Key.Key_Escape)
    assert not seats.lifted
    assert seats.guest == "1-1"


def test_where_the_keyboard_is_is_said_in_words(seats: SeatMap) -> None:
    seats.setFocus()
    seats.choose_guest(RecordId("2-0"))
    assert seats.accessibleDescription() == "C, table 2, with D"
    QTest.keyClick(seats, Qt.Key.Key_Right)
    assert seats.accessibleDescription() == "D, table 2, with C"
