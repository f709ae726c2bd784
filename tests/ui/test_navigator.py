"""The navigator: search while typing, counts, selection both ways."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from oci_map.operations import records
from oci_map.ui.main_window import MainWindow
from oci_map.ui.record_model import RecordModel
from oci_map.ui.record_rows import rows_of
from oci_map.ui.session import ORGANISATION_MIME
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def texts(window: MainWindow) -> list[str]:
    model = window.navigator.model
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_counts_are_those_of_the_document(window: MainWindow) -> None:
    entries = window.navigator.entries
    snapshot = window.session.snapshot
    public = sum(o.kind == "government" for o in snapshot.organisations.values())
    assert entries["government"].count == str(public)
    assert entries["organisation"].count == str(len(snapshot.organisations) - public)
    assert entries["working_group"].count == str(len(snapshot.groups))
    assert entries["recommendation"].count == "54"


def test_search_finds_while_typing(window: MainWindow) -> None:
    everything = len(texts(window))
    QTest.keyClicks(window.navigator.search, "howe")
    assert texts(window) == ["Howest"]
    window.navigator.search.clear()
    assert len(texts(window)) == everything


def test_search_folds_accents_and_reads_aliases(window: MainWindow) -> None:
    window.session.run(records.edit, "organisation", HOWEST, aliases=("Hógeschool Zuid",))
    QTest.keyClicks(window.navigator.search, "HOGESCHOOL zu")
    assert texts(window) == ["Howest"]


def test_search_goes_to_the_noun_that_has_it(window: MainWindow) -> None:
    QTest.keyClicks(window.navigator.search, "growth capital")
    assert window.navigator.model.noun == "need"
    assert texts(window) == ["Growth capital"]
    assert window.navigator.entries["organisation"].count == "0"


def test_search_forgives_a_letter_and_knows_initials(window: MainWindow) -> None:
    QTest.keyClicks(window.navigator.search, "howset")
    assert texts(window) == ["Howest"]
    window.navigator.search.clear()
    QTest.keyClicks(window.navigator.search, "hwv")
    assert texts(window) == ["Howest"]


def test_search_follows_steps(window: MainWindow) -> None:
    QTest.keyClicks(window.navigator.search, "aardvark")
    assert texts(window) == []
    window.session.run(records.edit, "organisation", HOWEST, short_name="Aardvark")
    assert texts(window) == ["Aardvark"]
    window.actions_["undo"].trigger()
    assert texts(window) == []


def test_search_for_what_is_not_there(window: MainWindow) -> None:
    QTest.keyClicks(window.navigator.search, "zzzz")
    assert texts(window) == []
    assert not window.navigator.list.isVisible()


def test_enter_in_the_search_selects_the_first(window: MainWindow) -> None:
    QTest.keyClicks(window.navigator.search, "howe")
    QTest.keyClick(window.navigator.search, Qt.Key.Key_Return)
    assert window.session.selection == (("organisation", HOWEST),)


def test_escape_empties_the_search_and_keeps_the_selection(window: MainWindow) -> None:
    window.session.select(("organisation", HOWEST))
    window.navigator.focus_search()
    QTest.keyClicks(window.navigator.search, "vaf")
    QTest.keyClick(window.navigator.search, Qt.Key.Key_Escape)
    assert window.navigator.search.text() == ""
    assert window.session.selection == (("organisation", HOWEST),)


def test_ctrl_f_goes_to_the_search_from_the_map(window: MainWindow) -> None:
    window.canvas.setFocus()
    window.actions_["navigator"].setChecked(False)
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.navigator.search.hasFocus()
    assert window.actions_["navigator"].isChecked()


def test_list_follows_what_is_selected_elsewhere(window: MainWindow) -> None:
    window.session.select(("working_group", INTERNATIONALISATION))
    assert window.navigator.model.noun == "working_group"
    (chosen,) = window.navigator.list.selectionModel().selectedIndexes()
    assert chosen.data() == "Internationalisation"


def test_click_selects(window: MainWindow) -> None:
    view = window.navigator.list
    place = window.navigator.model.place_of(HOWEST)
    view.scrollTo(place)
    where = view.visualRect(place).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.session.selection == (("organisation", HOWEST),)


def test_drag_carries_the_organisation(window: MainWindow) -> None:
    model = window.navigator.model
    data = model.mimeData([model.place_of(HOWEST)])
    assert bytes(data.data(ORGANISATION_MIME).data()) == HOWEST.encode()
    assert model.flags(model.place_of(HOWEST)) & Qt.ItemFlag.ItemIsDragEnabled


def test_an_undone_rename_is_undone_in_the_list(window: MainWindow) -> None:
    window.session.run(records.edit, "organisation", HOWEST, short_name="Aardvark")
    assert "Aardvark" in texts(window)
    window.actions_["undo"].trigger()
    assert "Aardvark" not in texts(window)
    assert "Howest" in texts(window)


def test_orders(window: MainWindow) -> None:
    for action in window.navigator._orders.actions():
        action.trigger()
        assert sorted(texts(window)) == sorted(set(texts(window)))
    by_level = [
        window.session.snapshot.levels[o.policy_level].rank
        for o in (window.session.snapshot.organisations[one] for one in window.navigator.model.ids)
        if o.policy_level
    ]
    assert by_level == sorted(by_level)


def test_rows_are_not_made_anew_when_nothing_of_theirs_changed(window: MainWindow) -> None:
    before = window.navigator._rows["organisation"]
    window.session.run(records.edit, "working_group", INTERNATIONALISATION, mandate="Other")
    assert window.navigator._rows["organisation"] is before


def test_model_keeps_the_rules_of_qt(qtbot: QtBot, tmp_path: Path) -> None:
    snapshot = in_file(copied_example(tmp_path))
    model = RecordModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for noun in ("organisation", "need", "working_group"):
        model.show_rows(noun, rows_of(snapshot, noun))
        assert model.rowCount() == len(snapshot.table(noun))
    tester.deleteLater()
