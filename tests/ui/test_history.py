"""The history in the window: every step in words, found, seen as a map, and gone back to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from oci_map.document import Document
from oci_map.model import records as r
from oci_map.model.change import Label, RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.operations import positions, records
from oci_map.ui.history import words
from oci_map.ui.history.model import ENTRY_ROLE, StepsModel
from oci_map.ui.history.page import HistoryPage
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import HOWEST, copied_example, in_file, shown_window

VAF = RecordId("vaf")


def history(window: MainWindow) -> HistoryPage:
    window.session.show_view("history")
    page = window.views.page
    assert isinstance(page, HistoryPage)
    return page


def titles(page: HistoryPage) -> list[str]:
    return [page.model.index(row).data() for row in range(page.model.rowCount())]


def texts(page: HistoryPage) -> list[str]:
    return [label.text() for label in page.detail.findChildren(QLabel) if label.isVisible()]


def work(window: MainWindow) -> None:
    """Do four things, and take the last one back."""
    session = window.session
    session.run(records.edit, "organisation", HOWEST, note="<b>Café</b>")
    session.run(positions.move, {HOWEST: (10.0, 20.0)})
    session.run(records.remove, "organisation", VAF)
    session.undo()


def test_every_step_is_listed_with_time_and_author(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "els")
    window = shown_window(qtbot, copied_example(tmp_path))
    work(window)
    page = history(window)
    assert [title.partition(" and ")[0] for title in titles(page)] == [
        "Undone: Deleted VAF",
        "Deleted VAF",
        "Moved Howest",
        "Changed “Note” of Howest",
    ]
    entry = page.model.index(1).data(ENTRY_ROLE)
    assert words.beside(entry).endswith(" · els · undone")
    assert str(entry.at[:4]) in words.when(entry)
    assert page.count.text() == "4 steps"


def test_a_step_is_told_field_by_field_as_typed(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    work(window)
    page = history(window)
    page.list.setCurrentIndex(page.model.index(3))
    shown = texts(page)
    assert "Note" in shown
    assert "<b>Café</b>" in shown
    page.list.setCurrentIndex(page.model.index(1))
    assert "Organisation, deleted" in texts(page)
    assert any(text.startswith("and ") and text.endswith("more records") for text in texts(page))


def test_the_map_after_a_step_is_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    work(window)
    page = history(window)
    preview = page.detail.preview
    page.list.setCurrentIndex(page.model.index(1))
    qtbot.waitUntil(lambda: _keys(page) is not None and VAF not in (_keys(page) or set()))
    page.list.setCurrentIndex(page.model.index(2))
    qtbot.waitUntil(lambda: VAF in (_keys(page) or set()))
    assert page.detail.back.isEnabled() is False  # it is how everything is now
    assert "is now" in page.detail.caption.text()
    assert not preview.grab().isNull()


def _keys(page: HistoryPage) -> set[str] | None:
    picture = page.detail.preview.picture
    return None if picture is None else {node.key for node in picture.nodes}


def test_going_back_is_a_step_and_undo_brings_everything_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = copied_example(tmp_path)
    window = shown_window(qtbot, path)
    session = window.session
    work(window)
    before = session.snapshot
    page = history(window)
    page.list.setCurrentIndex(page.model.index(1))
    window.actions_["go_back"].trigger()
    assert VAF not in session.snapshot.organisations
    assert titles(page)[0].startswith("Went back to: Deleted VAF")
    assert page.list.currentIndex().row() == 2  # the chosen step stays chosen
    assert in_file(path) == session.snapshot
    session.undo()
    assert session.snapshot == before
    assert in_file(path) == before


def test_search_and_the_history_of_one_record(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    work(window)
    session.select(("organisation", HOWEST))
    window.actions_["history_of_record"].trigger()
    page = history(window)
    assert titles(page) == ["Moved Howest", "Changed “Note” of Howest"]
    assert page.about.text() == "History of Howest"
    page.search.setText("cafe")
    assert titles(page) == ["Changed “Note” of Howest"]
    page.search.setText("no such thing")
    assert titles(page) == []
    assert page.detail.nothing.isVisible()
    page.search.clear()
    page.all.click()
    assert len(titles(page)) == 4
    assert not page.about.isVisible()
    page.list.setCurrentIndex(page.model.index(1))
    link = next(one for one in page.detail.findChildren(QToolButton) if one.property("record"))
    link.click()
    assert page.about.isVisible()
    session.select()
    window.actions_["history_of_record"].trigger()
    assert len(titles(page)) == 4


def test_the_list_follows_new_steps_row_by_row(qtbot: QtBot, tmp_path: Path) -> None:
    path = copied_example(tmp_path)
    document = Document.open(path)
    for number in range(127):
        records.edit(document, "organisation", HOWEST, note=f"{number}")
    document.close()
    window = shown_window(qtbot, path)
    session = window.session
    model = StepsModel(session, window)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.follow()
    resets: list[int] = []
    model.modelReset.connect(_Counter(resets, window).count)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    for number in range(127, 130):
        session.run(records.edit, "organisation", HOWEST, note=f"{number}")
        model.follow()
    assert model.rowCount() == 130
    session.undo()
    session.undo()
    model.follow()
    assert model.rowCount() == 132
    assert [model.index(row).data(ENTRY_ROLE).stands for row in (2, 3, 4)] == [False, False, True]
    assert resets == []
    model.ask("129", None)
    assert model.rowCount() == 2  # done and undone
    model.ask("", None)
    assert model.rowCount() == 100
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert model.rowCount() == model.count == 132
    assert not model.canFetchMore(QModelIndex())
    tester.deleteLater()


class _Counter(QLabel):
    """Counts in a bound method, as the house asks."""

    def __init__(self, told: list[int], parent: MainWindow) -> None:
        super().__init__(parent)
        self._told = told

    def count(self) -> None:
        self._told.append(1)


def test_ten_thousand_steps_are_fetched_in_pages(qtbot: QtBot, tmp_path: Path) -> None:
    path = copied_example(tmp_path)
    payload = '[["organisation","howest",null,{"id":"howest","name":"Howest"}]]'
    rows = [
        (f"s{one}", "do", 0, "2026-01-01T00:00:00+00:00", "", payload, f"Step {one}")
        for one in range(10_000)
    ]
    with closing(sqlite3.connect(path)) as file, file:
        file.executemany(
            "INSERT INTO journal (id, kind, joins, at, author, payload, label)"
            " VALUES (?, ?, ?, ?, ?, ?, json_object('text', ?, 'values', json('{}')))",
            rows,
        )
    window = shown_window(qtbot, path)
    page = history(window)
    assert page.model.count == 10_000
    assert page.model.rowCount() == 100
    page.list.scrollToBottom()
    page.search.setText("step 777")
    assert page.model.count == sum("777" in str(one) for one in range(10_000))
    window.session.show_view("map")


def test_words_and_titles_follow_the_language(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    work(window)
    page = history(window)
    english = titles(page)
    window.session.set_language("nl")
    assert titles(page)[3] != english[3]
    assert "Howest" in titles(page)[3]


def test_the_keyboard_goes_through_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    work(window)
    page = history(window)
    assert page.focusWidget() is page.list
    assert page.list.currentIndex().row() == 0
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.detail.title.text().startswith("Deleted VAF")
    spoken = page.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Deleted VAF")
    assert spoken.endswith("undone")


def test_a_damaged_step_says_so_and_nothing_is_lost(qtbot: QtBot, tmp_path: Path) -> None:
    path = copied_example(tmp_path)
    document = Document.open(path)
    for text in ("one", "two", "three"):
        records.edit(document, "organisation", HOWEST, note=text)
    middle = document.past.steps()[1].id
    document.close()
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE journal SET payload = '[[1]]' WHERE id = ?", (middle,))
    window = shown_window(qtbot, path)
    page = history(window)
    page.list.setCurrentIndex(page.model.index(1))
    assert page.detail.nothing.isVisible()
    assert not page.detail.back.isVisible()
    page.list.setCurrentIndex(page.model.index(2))
    qtbot.waitUntil(lambda: bool(page.detail.preview.text))
    assert not page.detail.back.isEnabled()


def test_nothing_was_changed_yet(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    page = history(window)
    assert titles(page) == []
    assert "Nothing was changed yet" in page.detail.nothing.text()
    work(window)
    assert page.list.currentIndex().isValid()
    window.session.close()
    assert page.model.count == 0


def test_references_read_as_names_also_of_what_is_gone() -> None:
    group = r.WorkingGroup(id=RecordId("g"), name_en="Export")
    one = r.Organisation(id=RecordId("o"), name="VAF")
    seat = r.Membership(id=RecordId("m"), organisation=one.id, group=group.id)
    added = RecordChange("membership", seat.id, None, seat)

    def then() -> Snapshot:
        return Snapshot.of([group, one, seat])

    known = words.lookup(Snapshot({}), [added], then)
    told, more = words.lines([added], known, 10)
    assert more == 0
    assert told[0].kind == "Membership, added"
    assert told[0].name == "VAF – Export"
    assert [(line.label, line.before, line.after) for line in told[0].fields] == [
        ("Organisation", "", "VAF"),
        ("Working group", "", "Export"),
        ("Role", "", "Member"),
    ]


def test_a_decision_names_the_sides_of_its_gap() -> None:
    sectors = [
        r.Sector(id=RecordId("sector-a"), name_en="Audiovisual"),
        r.Sector(id=RecordId("sector-b"), name_en="Fashion"),
    ]
    note = r.GapNote(id=RecordId("n"), gap="sector:sector-a|sector-b", state="planned")
    change = RecordChange("gap_note", note.id, None, note)
    told, _more = words.lines([change], Snapshot.of(sectors), 10)
    assert told[0].fields[0].after == "Audiovisual – Fashion"
    told, _more = words.lines([change], Snapshot({}), 10)
    assert told[0].fields[0].after == note.gap


def test_many_places_are_one_sentence() -> None:
    organisations = [r.Organisation(id=RecordId(f"o{i}"), name=f"Org {i}") for i in range(30)]
    changes = [
        RecordChange("position", one.id, None, r.Position(id=one.id, organisation=one.id, x=1.0))
        for one in organisations
    ]
    told, more = words.lines(changes, Snapshot.of(organisations), 10)
    assert more == 0
    assert [one.kind for one in told] == ["Places on the map"]
    assert told[0].name.startswith("Org 0, Org 1")
    assert told[0].name.endswith("18 more")


def test_a_moment_that_cannot_be_read_stands_as_it_was_written(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    work(window)
    entry = history(window).model.index(0).data(ENTRY_ROLE)
    for at in ("yesterday", "", "9999-99-99", "0001-01-01T00:00:00+14:00"):
        assert isinstance(
            words.when(type(entry)(entry.id, "do", Label("x"), at, "", False, True)), str
        )
