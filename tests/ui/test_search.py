"""Search everything: a real window, real keys, records, commands and settings."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from oci_map import i18n
from oci_map.drawing.picture import Key
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.records import Evidence, Organisation
from oci_map.operations import records
from oci_map.ui import theme
from oci_map.ui.finder import finder_of
from oci_map.ui.main_window import MainWindow
from oci_map.ui.search.commands import why_not
from oci_map.ui.search.palette import Palette
from oci_map.ui.search.rows import RowKind, SearchRow
from tests.ui.windows import HOWEST, copied_example, shown_window

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def opened(window: MainWindow, typed: str = "") -> Palette:
    QTest.keyClick(window, Qt.Key.Key_K, CONTROL)
    palette = window.findChild(Palette)
    assert isinstance(palette, Palette)
    while window.session.document is not None and not finder_of(window.session).complete:
        QApplication.processEvents()
    assert palette.isVisible()
    QTest.keyClicks(palette.search, typed)
    return palette


def rows(palette: Palette) -> list[SearchRow]:
    found = [palette.model.row_at(place) for place in range(palette.model.rowCount())]
    return [row for row in found if row is not None]


def texts(palette: Palette) -> list[str]:
    return [row.text for row in rows(palette) if row.kind is not RowKind.HEAD]


def current(palette: Palette) -> str:
    return str(palette.list.currentIndex().data())


def press(palette: Palette, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(palette.search, key, modifier or Qt.KeyboardModifier.NoModifier)


@pytest.mark.parametrize("typed", ["howest", "Howset", "hwv", "hogeschool west", "HÓWEST"])
def test_enter_goes_to_what_was_typed(window: MainWindow, typed: str) -> None:
    palette = opened(window, typed)
    assert current(palette) == "Howest"
    press(palette, Qt.Key.Key_Return)
    assert window.session.selection == (("organisation", HOWEST),)
    assert not palette.isVisible()
    picture = window.session.picture
    assert picture is not None
    node = picture.node(Key(HOWEST))
    assert node is not None
    middle = window.canvas.widget_point(node.x, node.y)
    assert abs(middle.x() - window.canvas.width() / 2) < window.canvas.width() / 4


def test_escape_gives_the_keyboard_back_and_keeps_the_selection(window: MainWindow) -> None:
    window.session.select(("organisation", HOWEST))
    window.navigator.list.setFocus()
    palette = opened(window, "vaf")
    assert palette.search.hasFocus()
    press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.navigator.list.hasFocus()
    assert window.session.selection == (("organisation", HOWEST),)


def test_arrows_and_tab_move_and_pass_over_heads(window: MainWindow) -> None:
    palette = opened(window, "design")
    heads = [place for place, row in enumerate(rows(palette)) if row.kind is RowKind.HEAD]
    seen = []
    for _turn in range(palette.model.rowCount()):
        seen.append(palette.list.currentIndex().row())
        press(palette, Qt.Key.Key_Down)
    assert not set(seen) & set(heads)
    assert set(seen) == set(range(palette.model.rowCount())) - set(heads)
    press(palette, Qt.Key.Key_PageUp)
    press(palette, Qt.Key.Key_PageUp)
    press(palette, Qt.Key.Key_PageUp)
    assert palette.list.currentIndex().row() == 1
    press(palette, Qt.Key.Key_Tab)
    assert palette.list.currentIndex().row() == heads[1] + 1
    press(palette, Qt.Key.Key_Backtab)
    assert palette.list.currentIndex().row() == 1
    assert palette.search.hasFocus()


def test_ctrl_enter_only_selects(window: MainWindow) -> None:
    before = window.canvas.viewport
    palette = opened(window, "howest")
    press(palette, Qt.Key.Key_Return, CONTROL)
    assert window.session.selection == (("organisation", HOWEST),)
    assert window.canvas.viewport == before


def test_a_click_chooses_and_a_click_elsewhere_closes(window: MainWindow) -> None:
    palette = opened(window, "howest")
    where = palette.list.visualRect(palette.model.index(1)).center()
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.session.selection == (("organisation", HOWEST),)
    palette = opened(window)
    QTest.mouseClick(window.status_line, Qt.MouseButton.LeftButton)
    assert not palette.isVisible()


def test_every_kind_of_record_is_found_and_opens_beside_the_map(window: MainWindow) -> None:
    for noun in ("working_group", "need", "sector", "initiative", "roundtable", "source"):
        record = next(iter(window.session.snapshot.table(noun).values()))
        palette = opened(window, str(getattr(record, "name", "") or getattr(record, "title", "")))
        place = next(n for n, row in enumerate(rows(palette)) if row.item == (noun, record.id))
        palette._go_to(place)
        press(palette, Qt.Key.Key_Return)
        assert window.session.selection == ((noun, record.id),)
        assert window.inspector.isVisible()


def test_evidence_leads_to_what_it_supports(window: MainWindow) -> None:
    source = next(iter(window.session.snapshot.table("source")))
    evidence = Evidence(
        id=RecordId("e"), source=source, noun="organisation", record=HOWEST, passage="Xylofoon"
    )
    window.session.run(records.add, evidence)
    palette = opened(window, "xylo")
    assert "Xylofoon" in rows(palette)[1].aside
    press(palette, Qt.Key.Key_Return)
    assert window.session.selection == (("organisation", HOWEST),)


def test_a_command_is_run_and_a_setting_is_set(window: MainWindow) -> None:
    palette = opened(window, "without coord")
    assert current(palette) == "Without coordinator"
    press(palette, Qt.Key.Key_Return)
    assert window.session.filter.without_coordinator
    palette = opened(window, "colours dark")
    assert current(palette) == "Dark"
    press(palette, Qt.Key.Key_Return)
    assert theme.current_name() == "dark"
    palette = opened(window, "nederl")
    press(palette, Qt.Key.Key_Return)
    assert i18n.language() == "nl"
    # English words still lead to commands.
    palette = opened(window, "without coordinator")
    assert rows(palette)[1].action is window.actions_["without_coordinator"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("import", "view_tables"),
        ("rekenblad", "view_tables"),
        ("excel", "table_paste"),
        ("samenvoegen", "view_duplicates"),
        ("merge", "view_duplicates"),
        ("powerpoint", "export"),
        ("reservekopie", "view_versions"),
        ("gdpr", "copy_impersonal"),
    ],
)
def test_commands_are_found_by_what_people_call_them(
    window: MainWindow, typed: str, name: str
) -> None:
    palette = opened(window, typed)
    found = [row.action.objectName() for row in rows(palette) if row.action is not None]
    assert name in found


def test_everything_in_the_menus_is_found(window: MainWindow) -> None:
    palette = opened(window)
    left = [
        action
        for action in window.actions_.all()
        if any(isinstance(one, QMenu) for one in action.associatedObjects())
    ]
    assert len(left) > 30
    for action in left:
        palette.search.setText(action.text().replace("&", ""))
        assert action in [row.action for row in rows(palette)], action.objectName()


def test_what_cannot_be_used_says_why_and_does_nothing(window: MainWindow) -> None:
    palette = opened(window, "delete what is selected")
    row = next(r for r in rows(palette) if r.action is window.actions_["remove"])
    assert not row.enabled
    assert row.aside == "Select something first"
    before = window.session.snapshot
    palette._go_to(rows(palette).index(row))
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert window.session.snapshot is before
    assert why_not(window.session, window.actions_["undo"]) == "There is no step for that"
    assert why_not(window.session, QAction()) == "Not possible at the moment"


def test_without_a_document_there_are_commands(qtbot: QtBot) -> None:
    window = shown_window(qtbot)
    with qtbot.waitActive(window):
        window.activateWindow()
    palette = opened(window, "export")
    row = next(r for r in rows(palette) if r.action is window.actions_["export"])
    assert (row.enabled, row.aside) == (False, "Open a document first")
    palette.search.setText("new")
    assert rows(palette)[1].action is window.actions_["new"]


def test_what_was_opened_lately_is_offered_and_comes_first(window: MainWindow) -> None:
    opened(window).close_search()
    for one in ("vaf", "howest"):
        window.session.select(("organisation", RecordId(one)))
    palette = opened(window)
    assert texts(palette)[:2] == ["Howest", "VAF"]
    assert "Map" in texts(palette)
    assert "Nothing" not in palette.nothing.text() or not palette.nothing.isVisible()


def test_nothing_found_is_said(window: MainWindow) -> None:
    palette = opened(window, "qqqqzz")
    assert palette.nothing.isVisible()
    assert "qqqqzz" in palette.nothing.text()
    assert not palette.list.isVisible()
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.search.setText("x" * 10_000)
    assert len(palette.nothing.text()) < 300


def test_hostile_names_are_plain_text(window: MainWindow) -> None:
    name = "<img src=x>" * 900
    window.session.run(records.add, Organisation(id=RecordId("x"), name=name))
    window.session.run(
        records.add, Organisation(id=RecordId("y"), name="שלום 👩🏽‍🎨", short_name="line\nbreak")
    )
    palette = opened(window, "img src")
    assert rows(palette)[1].item == ("organisation", "x")
    assert "<img" not in str(palette.model.index(1).data(Qt.ItemDataRole.ToolTipRole))
    palette.search.setText("שלום")
    assert rows(palette)[1].item == ("organisation", "y")
    palette.grab()


def test_it_follows_steps_while_open(window: MainWindow) -> None:
    palette = opened(window, "aardvark")
    window.session.run(records.edit, "organisation", HOWEST, short_name="Aardvark")
    palette.search.setText("aardvar")
    assert texts(palette) == ["Aardvark"]


def test_a_closed_document_closes_it(window: MainWindow) -> None:
    palette = opened(window, "howest")
    window.session.close()
    assert not palette.isVisible()
    assert finder_of(window.session).matches("howest") == {}


def test_a_reader_hears_the_current_row(window: MainWindow) -> None:
    palette = opened(window, "howest")
    assert palette.search.accessibleName() == "Search everything"
    assert palette.search.accessibleDescription().startswith("Howest")
    assert palette.list.accessibleName() == "What was found"
    press(palette, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is not palette.search


def test_model_keeps_the_rules_of_qt(window: MainWindow) -> None:
    palette = opened(window)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(palette.model, mode)
    for typed in ("a", "vlaams", "zzzz", ""):
        palette.search.setText(typed)
    assert palette.model.rowCount() > 0
    tester.deleteLater()


def test_names_of_all_nouns_have_a_head(window: MainWindow) -> None:
    palette = opened(window, "e")
    heads = {row.text for row in rows(palette) if row.kind is RowKind.HEAD}
    assert NOUNS["organisation"].plural in heads
    assert len(rows(palette)) <= 200
