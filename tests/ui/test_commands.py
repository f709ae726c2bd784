"""Documents from the menus: examples, recent files, copies, exports, closing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from oci_map import i18n
from oci_map.model.records import Invitation
from oci_map.operations import groups, records
from oci_map.ui import examples
from oci_map.ui.actions import SPECS
from oci_map.ui.main_window import MainWindow
from oci_map.ui.views import VIEWS
from tests.ui.windows import HOWEST, INTERNATIONALISATION, copied_example, in_file, shown_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


def test_start_page_opens_an_example(qtbot: QtBot) -> None:
    window = shown_window(qtbot)
    assert window.start_page.isVisible()
    QTest.mouseClick(window.start_page.examples[1], Qt.MouseButton.LeftButton)
    assert window.session.example == "oci-worked-example"
    assert not window.start_page.isVisible()
    assert "invented" in window.banner.text
    assert window.navigator.isVisible()


def test_edits_of_an_example_stay_and_reset_takes_them_away(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown_window(qtbot)
    session = window.session
    session.open_example("oci-worked-example")
    session.run(groups.add_member, HOWEST, INTERNATIONALISATION)
    session.close()
    session.open_example("oci-worked-example")
    assert window.actions_["undo"].isEnabled()
    monkeypatch.setattr("oci_map.ui.messages.confirm", lambda *_texts: False)
    window.actions_["reset_example"].trigger()
    assert window.actions_["undo"].isEnabled()
    monkeypatch.setattr("oci_map.ui.messages.confirm", lambda *_texts: True)
    window.actions_["reset_example"].trigger()
    assert not window.actions_["undo"].isEnabled()
    assert session.example == "oci-worked-example"


def test_examples_are_not_among_the_recent_files(qtbot: QtBot) -> None:
    window = shown_window(qtbot)
    window.session.open_example("oci-sources")
    assert window.commands.recent_files() == ()


@pytest.mark.parametrize("example", examples.EXAMPLES, ids=lambda one: one.name)
def test_both_examples_are_shown(qtbot: QtBot, example: examples.Example) -> None:
    window = shown_window(qtbot)
    assert window.session.open_example(example.name)
    assert window.session.picture is not None
    assert window.session.picture.nodes
    window.grab()


def test_an_unknown_example_is_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("oci_map.ui.messages.problem", lambda _title, text: said.append(text))
    assert not shown_window(qtbot).session.open_example("nonsense")
    assert "oci-sources" in said[0]


def test_recent_files(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "map.ocimap"
    assert window.commands.recent_files() == (path,)
    window.session.close()
    assert window.start_page.recent[0].texts == ("map", str(tmp_path))
    QTest.mouseClick(window.start_page.recent[0], Qt.MouseButton.LeftButton)
    assert window.session.document is not None
    window.actions_["forget_files"].trigger()
    assert window.commands.recent_files() == ()


def test_new_and_copy(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy, new = tmp_path / "copy.ocimap", tmp_path / "new.ocimap"
    answers = iter([copy, new, None])
    monkeypatch.setattr("oci_map.ui.messages.ask_save_path", lambda *_texts: next(answers))
    monkeypatch.setattr("oci_map.ui.messages.ask_beginning", lambda _choices: 0)
    window.actions_["save_copy"].trigger()
    assert in_file(copy) == window.session.snapshot
    assert "copy.ocimap" in window.notice.text
    window.notice.hide()
    window.actions_["new"].trigger()
    assert window.session.document is not None
    assert window.session.document.path == new
    window.actions_["new"].trigger()
    assert window.session.document.path == new


def test_new_over_the_open_document(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.ocimap"
    monkeypatch.setattr("oci_map.ui.messages.ask_save_path", lambda *_texts: path)
    monkeypatch.setattr("oci_map.ui.messages.ask_beginning", lambda _choices: 0)
    window.actions_["new"].trigger()
    assert window.session.snapshot.organisations == {}
    assert in_file(path).organisations == {}


def test_select_all_and_nothing(window: MainWindow) -> None:
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(window.session.selection) == len(window.session.analysis.organisations)
    window.actions_["select_none"].trigger()
    assert window.session.selection == ()


def test_pin(window: MainWindow, tmp_path: Path) -> None:
    window.session.select(("organisation", HOWEST))
    pin = window.actions_["pin"]
    pin.trigger()
    assert pin.isChecked()
    assert window.session.is_pinned(HOWEST)
    pin.trigger()
    assert not window.session.is_pinned(HOWEST)


def test_panels_are_hidden_shown_and_remembered(qtbot: QtBot, window: MainWindow) -> None:
    window.actions_["navigator"].trigger()
    assert window.navigator.width() == 48
    window.actions_["inspector"].trigger()
    assert not window.inspector.isVisible()
    window.actions_["legend"].trigger()
    window.actions_["time_strip"].trigger()
    assert not window.legend.isVisible()
    assert not window.time_strip.isVisible()
    again = shown_window(qtbot)
    assert not again.actions_["legend"].isChecked()
    button = window.navigator._rail_buttons["need"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.navigator.width() == 232
    assert window.navigator.model.noun == "need"


def test_narrow_windows_lay_the_inspector_over_the_map(qtbot: QtBot, window: MainWindow) -> None:
    window.resize(1200, 720)
    qtbot.waitUntil(lambda: not window.inspector.isVisible())
    wide = window.canvas.width()
    window.session.select(("organisation", HOWEST))
    assert window.inspector.isVisible()
    assert window.canvas.width() == wide
    node = window.session.picture.node(HOWEST)  # type: ignore[union-attr, arg-type]
    assert node is not None
    free = wide - window.inspector.width()
    assert 0 < window.canvas.widget_point(node.x, node.y).x() < free


def test_every_action_is_in_a_menu_and_no_key_is_used_twice(window: MainWindow) -> None:
    window.command_row._list_recent()
    in_menus = {
        name for menu in window.command_row._menus.values() for name in _actions_below(menu)
    }
    assert {spec.name for spec in SPECS} <= in_menus
    views = {view.name for view in VIEWS}
    for view in views:
        # What belongs to another view cannot be used at the same time.
        there = [spec for spec in SPECS if spec.needs not in views - {view}]
        keys = [key for spec in there for key in spec.keys]
        assert len(keys) == len(set(keys)), view


def _actions_below(menu: QMenu) -> Iterator[str]:
    for action in menu.actions():
        yield action.objectName()
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _actions_below(below)


def test_alt_and_a_letter_opens_a_menu(window: MainWindow) -> None:
    menu = window.command_row._menus["edit"]
    window.command_row._keys["edit"].activated.emit()
    assert menu.isVisible()
    menu.close()


def test_help(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("oci_map.ui.messages.notice", lambda _title, text: said.append(text))
    window.actions_["keys"].trigger()
    window.actions_["about"].trigger()
    assert "Ctrl+F\tFind" in said[0]
    assert "EUPL-1.2" in said[1]


def test_everything_is_there_after_closing_and_opening_again(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.session.run(groups.add_member, HOWEST, INTERNATIONALISATION)
    window.session.run(records.edit, "organisation", HOWEST, place="Brugge")
    window.close()
    again = shown_window(qtbot, tmp_path / "map.ocimap")
    assert again.session.snapshot.organisations[HOWEST].place == "Brugge"
    again.actions_["undo"].trigger()
    assert again.actions_["undo"].text() == "Undo: Added Howest to Internationalisation"
    assert again.session.snapshot.organisations[HOWEST].place == "Kortrijk"


def test_progress_of_placing_is_said(window: MainWindow) -> None:
    window.placer.progressed.emit(0.4)
    assert window.status_line._progress.text() == "Placing on the map… 40%"
    assert window.status_line._progress.isVisible()
    window.placer.progressed.emit(1.0)
    assert not window.status_line._progress.isVisible()


@pytest.mark.parametrize(("language", "reason"), [("en", "Speaks for gaming"), ("nl", "Spreekt")])
def test_an_example_is_copied_in_the_language_of_the_program(
    home: Path, language: i18n.Language, reason: str
) -> None:
    i18n.set_language(language)
    path = examples.working_copy("oci-worked-example")
    assert path.name == "oci-worked-example.ocimap"
    assert examples.name_of(path) == "oci-worked-example"
    said = {one.reason for one in in_file(path).all(Invitation).values()}
    assert any(one.startswith(reason) for one in said)
    assert not any("\n" in one for one in said)
