"""Rows come, go and change one by one, whatever happens to the document."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from oci_map import i18n
from oci_map.document import Step
from oci_map.model import records as r
from oci_map.model.change import Change, ChangeId, Label, RecordChange
from oci_map.model.fields import NOUNS, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.ui.tables.columns import TABLES, table
from oci_map.ui.tables.model import DRAFT, ID_ROLE, RecordTable
from oci_map.ui.tables.order import Order
from tests.examples import snapshot_of
from tests.model.any_record import IDS, any_record
from tests.operations.maps import RECORDS, A, B

NAMES = [spec.noun for spec in TABLES]


def step(snapshot: Snapshot, changes: Sequence[tuple[str, str, r.Record | None]]) -> Step:
    """Return a step that leaves these records, or none in their place."""
    net = {
        (noun, one): RecordChange(noun, RecordId(one), snapshot.get(noun, RecordId(one)), after)
        for noun, one, after in changes
    }
    real = tuple(one for one in net.values() if one.before != one.after)
    return Step(Change(ChangeId("c"), Label("x"), "", "", real), "do")


def watched(noun: str, snapshot: Snapshot) -> tuple[RecordTable, QAbstractItemModelTester]:
    model = RecordTable(noun, snapshot)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    return model, QAbstractItemModelTester(model, mode)  # a warning of Qt fails the test


@st.composite
def gestures(draw: st.DrawFn, noun: str) -> Sequence[tuple[str, str, r.Record | None]]:
    """Draw records that are put or taken away, of the noun and of what it names."""
    nouns = [noun, *{f.target for f in NOUNS[noun].fields if f.target}]
    made = []
    for _turn in range(draw(st.integers(1, 5))):
        record = draw(any_record(draw(st.sampled_from(nouns))))
        name = noun_of(record).name
        made.append((name, record.id, None if draw(st.integers(0, 2)) == 0 else record))
    return made


def do_something(data: st.DataObject, model: RecordTable, snapshot: Snapshot) -> Snapshot:
    """Let a step happen, seen or not, or ask for another order, filter or other columns."""
    noun = model.noun
    match data.draw(st.sampled_from(["step", "away", "sort", "filter", "all", "columns"])):
        case "step" | "away" as what:
            happened = step(snapshot, data.draw(gestures(noun)))
            snapshot = snapshot.after(happened.change.records)
            was_reset = QSignalSpy(model.modelReset)
            if what == "step":
                model.take_step(happened, snapshot)
            else:
                model.catch_up(snapshot)
            assert was_reset.count() == 0
        case "sort":
            field = data.draw(st.sampled_from(table(noun).fields))
            model.set_order(Order(field, data.draw(st.booleans())))
        case "columns":
            chosen = data.draw(st.sets(st.sampled_from(range(len(table(noun).fields))), min_size=1))
            model.show_fields([table(noun).fields[one] for one in sorted(chosen)])
        case "filter":
            model.show_only(frozenset(map(RecordId, data.draw(st.sets(IDS)))))
        case _:
            model.show_only(None)
    return snapshot


def check(model: RecordTable, snapshot: Snapshot) -> None:
    """Hold that the rows are the records, each once, and that every cell has a text."""
    assert len(set(model.ids)) == len(model.ids)
    assert set(model.ids) <= set(snapshot.table(model.noun))
    for row, record_id in enumerate(model.ids):
        assert model.record_at(row) is snapshot.get(model.noun, record_id)
        assert model.index(row, 0).data(ID_ROLE) == record_id
        assert model.row_of(record_id) == row
        for column in range(model.columnCount()):
            assert isinstance(model.index(row, column).data(), str)


@pytest.mark.parametrize("noun", NAMES)
@settings(max_examples=10)
@given(data=st.data())
def test_any_steps_are_followed_row_by_row(qapp: object, noun: str, data: st.DataObject) -> None:
    first = data.draw(st.lists(any_record(noun), max_size=8, unique_by=lambda one: one.id))
    snapshot = Snapshot.of(first)
    model, tester = watched(noun, snapshot)
    model.set_editable(data.draw(st.booleans()))
    assert tester.model() is model
    for _turn in range(data.draw(st.integers(1, 3))):
        held = [
            (model.id_at(row), QPersistentModelIndex(model.index(row, 0)))
            for row in range(model.rowCount())
        ]
        was_reset = QSignalSpy(model.modelReset)
        snapshot = do_something(data, model, snapshot)
        if not was_reset.count():
            for record_id, index in held:
                gone = snapshot.get(noun, record_id) is None
                assert (model.id_at(index.row()) == record_id) if index.isValid() else gone
        check(model, snapshot)
    model.show_only(frozenset())
    model.show_only(None)
    assert set(model.ids) == set(snapshot.table(noun))


@pytest.mark.parametrize("noun", NAMES)
def test_the_examples_are_shown_whole(qapp: object, noun: str) -> None:
    snapshot = snapshot_of("oci-worked-example")
    model, _tester = watched(noun, snapshot)
    assert sorted(model.ids) == sorted(snapshot.table(noun))
    model.set_editable(True)
    assert model.rowCount() == len(snapshot.table(noun)) + 1
    assert model.id_at(model.rowCount() - 1) == DRAFT
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            assert index.flags() & Qt.ItemFlag.ItemIsEditable
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
                assert isinstance(index.data(role), str)


@pytest.mark.parametrize("noun", NAMES)
def test_a_record_that_comes_back_stands_where_it_stood(qapp: object, noun: str) -> None:
    snapshot = snapshot_of("oci-worked-example")
    for field in table(noun).fields:
        for descending in (False, True):
            model = RecordTable(noun, snapshot)
            model.set_order(Order(field, descending))
            before = list(model.ids)
            for record_id in before[:3] + before[-3:]:
                record = snapshot.get(noun, record_id)
                gone = step(snapshot, [(noun, record_id, None)])
                without = snapshot.after(gone.change.records)
                model.take_step(gone, without)
                assert record_id not in model.ids
                back = step(without, [(noun, record_id, record)])
                model.take_step(back, without.after(back.change.records))
            places = [
                model.order.place(one, model.names)
                for one in map(model.record_at, range(len(model.ids)))
                if one
            ]
            wanted = [
                model.order.place(one, model.names)
                for one in (snapshot.get(noun, i) for i in before)
                if one
            ]
            assert places == wanted


def test_an_edited_row_keeps_its_place_and_says_only_itself(qapp: object) -> None:
    snapshot = Snapshot.of(RECORDS)
    model, _tester = watched("organisation", snapshot)
    changed = QSignalSpy(model.dataChanged)
    renamed = step(snapshot, [("organisation", A, r.Organisation(id=A, name="Zeta"))])
    model.take_step(renamed, snapshot.after(renamed.change.records))
    assert model.ids[0] == A
    assert [(changed.at(0)[0].row(), changed.at(0)[1].row())] == [(0, 0)]
    model.set_order(model.order)
    assert model.ids[-1] == A


def test_a_renamed_organisation_is_renamed_in_the_tables_that_name_it(qapp: object) -> None:
    snapshot = Snapshot.of(RECORDS)
    model, _tester = watched("membership", snapshot)
    assert model.index(0, 0).data() == "Alpha"
    renamed = step(snapshot, [("organisation", A, r.Organisation(id=A, name="<b>Zeta</b>"))])
    model.take_step(renamed, snapshot.after(renamed.change.records))
    assert model.index(0, 0).data() == "<b>Zeta</b>"
    assert "<b>" not in model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    removed = step(snapshot, [("organisation", A, None)])
    model.catch_up(snapshot.after(removed.change.records))
    assert model.index(0, 0).data() == ""


def test_hundreds_of_rows_that_come_at_once(qapp: object) -> None:
    snapshot = Snapshot.of(RECORDS)
    model, _tester = watched("organisation", snapshot)
    many = [
        ("organisation", f"n{n}", r.Organisation(id=RecordId(f"n{n}"), name=f"N {n:03}"))
        for n in range(300)
    ]
    happened = step(snapshot, many)
    after = snapshot.after(happened.change.records)
    model.take_step(happened, after)
    assert len(model.ids) == 303
    model.take_step(step(after, [(noun, one, None) for noun, one, _r in many]), snapshot)
    assert list(model.ids) == [A, B, "c"]


def test_words_follow_the_language(qapp: object) -> None:
    model, _tester = watched("organisation", snapshot_of("oci-worked-example"))
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert heads[0] == "Full name"
    i18n.set_language("nl")
    model.retranslate()
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Volledige naam"
    names = [model.index(row, 3).data() for row in range(model.rowCount())]
    assert "Mode" in names
