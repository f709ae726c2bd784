"""The page of possible duplicates: found, compared, merged, told apart, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.model.records import Distinction, Need, Organisation, Record, Tie
from oci_map.operations import records
from oci_map.ui.duplicates.page import DuplicatesPage
from oci_map.ui.duplicates.pair_list import PairModel
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import HOWEST, copied_example, shown_window

HOWSET = RecordId("howset")
TWICE: tuple[Record, ...] = (
    Organisation(id=HOWSET, name="Howset", website="https://www.howest.be", place="Brugge"),
    Tie(id=RecordId("t1"), organisation=HOWSET, other=RecordId("vaf")),
    Tie(id=RecordId("t2"), organisation=HOWSET, other=HOWEST),
    Need(id=RecordId("n1"), name_nl="Groeikapitaal", description="<b>x</b>"),
)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = shown_window(qtbot, copied_example(tmp_path))
    for one in TWICE:
        assert window.session.run(records.add, one)
    return window


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow) -> DuplicatesPage:
    window.session.show_view("duplicates")
    found = window.views.page
    assert isinstance(found, DuplicatesPage)
    qtbot.waitUntil(lambda: len(found.model.pairs) == 2)
    return found


def show(page: DuplicatesPage, noun: str) -> None:
    place = next(n for n, pair in enumerate(page.model.pairs) if pair.noun == noun)
    page.list.setCurrentIndex(page.model.index(place))


def test_pairs_are_listed_with_their_reasons(page: DuplicatesPage) -> None:
    show(page, "organisation")
    assert "differ by one letter" in page.reasons.text()
    assert page.list.hasFocus()
    texts = {str(page.model.index(row).data()) for row in range(2)}
    assert any("Howest" in text and "Howset" in text for text in texts)
    spoken = page.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Howest" in str(spoken)
    assert "letter" in str(spoken)


def test_merging_keeps_what_was_chosen(
    qtbot: QtBot, window: MainWindow, page: DuplicatesPage
) -> None:
    show(page, "organisation")
    assert (page.comparison.kept, page.comparison.gone) == (HOWEST, HOWSET)
    said = page.comparison.consequences.text()
    assert "tie between the two goes" in said
    assert "Howset" in said
    groups = page.comparison.groups
    assert groups["website"].checkedId() == 1  # the other has one
    groups["place"].button(1).click()
    before = window.session.snapshot
    QTest.mouseClick(page.merge_button, Qt.MouseButton.LeftButton)
    after = window.session.snapshot
    assert HOWSET not in after.organisations
    howest = after.organisations[HOWEST]
    assert (howest.website, howest.place) == ("https://www.howest.be", "Brugge")
    assert "Howset" in howest.aliases
    assert after.ties[RecordId("t1")].organisation == HOWEST
    assert RecordId("t2") not in after.ties
    assert window.session.selection == (("organisation", HOWEST),)
    qtbot.waitUntil(lambda: len(page.model.pairs) == 1)
    window.actions_["undo"].trigger()
    assert window.session.snapshot.organisations == before.organisations
    qtbot.waitUntil(lambda: len(page.model.pairs) == 2)


def test_told_apart_is_remembered(qtbot: QtBot, window: MainWindow, page: DuplicatesPage) -> None:
    show(page, "organisation")
    QTest.mouseClick(page.apart_button, Qt.MouseButton.LeftButton)
    assert [pair.noun for pair in page.model.pairs] == ["need"]
    (said,) = window.session.snapshot.all(Distinction).values()
    assert (said.noun, said.record, said.other) == ("organisation", HOWEST, HOWSET)
    window.session.run(records.edit, "organisation", HOWEST, place="Gent")
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert [pair.noun for pair in page.model.pairs] == ["need"]
    QTest.mouseClick(page.apart_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert page.nothing.text() == "No two records look alike."
    assert "websites" in page.compared.text()
    assert page.compared.isVisible()
    assert not page.list.isVisible()
    assert page.hasFocus()
    assert page.pair is None
    window.actions_["undo"].trigger()
    qtbot.waitUntil(lambda: [pair.noun for pair in page.model.pairs] == ["need"])


def test_it_has_a_tab_while_it_is_shown_and_an_entry_in_the_menu(
    window: MainWindow, page: DuplicatesPage
) -> None:
    tabs = window.command_row.views
    place = next(n for n in range(tabs.count()) if tabs.tabData(n) == "duplicates")
    assert tabs.isTabVisible(place)
    assert tabs.currentIndex() == place
    window.session.show_view("map")
    assert not tabs.isTabVisible(place)
    QTest.keyClick(
        window,
        Qt.Key.Key_D,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert window.session.view == "duplicates"


def test_hidden_it_does_nothing(window: MainWindow, page: DuplicatesPage) -> None:
    window.session.show_view("map")
    about = page._about
    window.session.run(records.edit, "organisation", HOWEST, place="Gent")
    assert page._about is about
    window.session.close()
    assert page.model.pairs == ()


def test_what_was_looked_for_in_a_closed_document_is_not_shown(
    qtbot: QtBot, window: MainWindow, page: DuplicatesPage
) -> None:
    window.session.run(records.edit, "organisation", HOWEST, place="Gent")
    assert window.jobs.running
    window.session.close()
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert page.model.pairs == ()


def test_language_and_hostile_texts(qtbot: QtBot, window: MainWindow, page: DuplicatesPage) -> None:
    name = "<img src=x>&" * 300
    window.session.run(records.edit, "organisation", HOWSET, note=name, short_name="")
    window.session.run(records.edit, "organisation", HOWEST, note=name + "!")
    window.session.set_language("nl")
    qtbot.waitUntil(lambda: not window.jobs.running)
    show(page, "organisation")
    assert page.comparison.groups["note"].button(0).text().startswith("<img src=x>&&")
    page.grab()


def test_model_keeps_the_rules_of_qt(page: DuplicatesPage) -> None:
    owner = QObject()
    model = PairModel(owner)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode, owner)
    for pairs in (page.model.pairs, (), page.model.pairs):
        model.show_pairs(page.session.snapshot, pairs)
    assert model.rowCount() == 2
    assert tester.model() is model


def test_both_is_offered_only_where_both_sides_hold_something(page: DuplicatesPage) -> None:
    show(page, "organisation")
    filled = page.comparison.groups["sectors"]  # Howset has none
    assert [filled.id(button) for button in filled.buttons()] == [0, 1]
    chosen = filled.checkedButton()
    assert chosen is not None
    assert chosen.text() not in ("empty", "both")
