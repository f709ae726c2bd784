"""Whoever makes a document says first what it begins with; Enter takes the usual."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.model.records import Sector
from oci_map.operations import beginnings, records
from oci_map.ui import messages
from oci_map.ui.beginning_dialog import BeginningDialog
from oci_map.ui.emptiness import why_empty
from oci_map.ui.inspector.organisation import OrganisationPage
from oci_map.ui.inspector.references import ReferencesEditor
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import copied_example, shown_window

CHOICES = [("waypoints", "Creative", "a"), ("file-plus", "<b>Other</b>", "b"), ("copy", "As", "c")]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    return shown_window(qtbot, copied_example(tmp_path))


class _Asked:
    """Answers both questions, and keeps what was offered."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, path: Path, place: int | None) -> None:
        self.offered: list[str] = []
        self._path, self._place = path, place
        self.saved = 0
        monkeypatch.setattr(messages, "ask_beginning", self._begin)
        monkeypatch.setattr(messages, "ask_save_path", self._save)

    def _begin(self, choices: Sequence[tuple[str, str, str]]) -> int | None:
        self.offered = [name for _icon, name, _below in choices]
        return self._place

    def _save(self, *_texts: object) -> Path:
        self.saved += 1
        return self._path


@pytest.mark.parametrize(("presses", "taken"), [(0, 0), (1, 1), (2, 2)])
def test_enter_takes_the_first_and_arrows_go_to_the_others(
    qtbot: QtBot, presses: int, taken: int
) -> None:
    dialog = BeginningDialog(CHOICES, None)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    for place in range(presses):
        QTest.keyClick(dialog.cards[place], Qt.Key.Key_Down)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.taken == taken
    assert not dialog.isVisible()


def test_escape_and_cancel_take_nothing(qtbot: QtBot) -> None:
    for closing in ("escape", "cancel"):
        dialog = BeginningDialog(CHOICES[:2], None)
        qtbot.addWidget(dialog)
        dialog.open()
        if closing == "escape":
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
        else:
            dialog.cancel.click()
        assert dialog.taken is None
        assert not dialog.isVisible()


def test_a_click_takes_a_card(qtbot: QtBot) -> None:
    dialog = BeginningDialog(CHOICES, None)
    qtbot.addWidget(dialog)
    dialog.open()
    QTest.mouseClick(dialog.cards[1], Qt.MouseButton.LeftButton)
    assert dialog.taken == 1


@pytest.mark.usefixtures("allow_modal")
def test_the_question_waits_for_its_answer(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: BeginningDialog) -> int:
        dialog.cards[1].click()
        return 0

    monkeypatch.setattr(BeginningDialog, "exec", answer)
    assert messages.ask_beginning(CHOICES) == 1


def test_another_platform_has_no_sectors(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The example has the lists of the field, so that nothing more is offered beside it.
    asked = _Asked(monkeypatch, tmp_path / "care.ocimap", 1)
    window.actions_["new"].trigger()
    assert asked.offered == ["Creative industries in Flanders", "Another platform"]
    assert not window.session.snapshot.sectors
    assert len(window.session.snapshot.levels) == 4
    assert window.session.document is not None
    assert window.session.document.undo_label is None


def test_the_lists_of_the_open_document_can_be_taken_over(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    care = Sector(id=RecordId("care"), name_en="Care")
    assert window.session.run(records.add, care)
    lists = beginnings.lists_in(window.session.snapshot)
    asked = _Asked(monkeypatch, tmp_path / "second.ocimap", 2)
    window.actions_["new"].trigger()
    assert asked.offered[2] == "As in “map”"
    assert beginnings.lists_in(window.session.snapshot) == lists
    assert not window.session.snapshot.organisations


def test_without_an_open_document_the_last_one_is_offered(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.session.close()
    asked = _Asked(monkeypatch, tmp_path / "new.ocimap", 2)
    window.start_page.new_button.click()
    assert asked.offered[2] == "As in “map”"
    assert len(window.session.snapshot.sectors) == 12


def test_whoever_takes_nothing_is_not_asked_where(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = window.session.document
    asked = _Asked(monkeypatch, tmp_path / "new.ocimap", None)
    window.actions_["new"].trigger()
    assert not asked.saved
    assert window.session.document is before


def test_an_empty_map_of_another_platform_says_what_to_do_first(
    window: MainWindow, tmp_path: Path
) -> None:
    assert window.session.create(tmp_path / "usual.ocimap")
    assert why_empty(window.session).startswith("No organisations yet. Add the first one")
    assert "Sectors of your own" not in why_empty(window.session)
    assert window.session.create(tmp_path / "care.ocimap", beginnings.OTHER)
    said = why_empty(window.session)
    assert said.startswith("No organisations yet. Add the first one")
    assert "Sectors of your own" in said


def test_the_first_organisation_of_another_platform_names_the_first_sector(
    window: MainWindow, tmp_path: Path
) -> None:
    assert window.session.create(tmp_path / "care.ocimap", beginnings.OTHER)
    window.actions_["add_organisation"].trigger()
    (clinic,) = window.session.snapshot.organisations
    page = window.inspector.page
    assert isinstance(page, OrganisationPage)
    sectors = page.form.editors["sectors"]
    assert isinstance(sectors, ReferencesEditor)
    sectors.button.click()
    QTest.keyClicks(sectors.picker.search, "Home care")
    QTest.keyClick(sectors.picker.search, Qt.Key.Key_Return)
    (care,) = window.session.snapshot.sectors.values()
    assert care.name == "Home care"
    assert window.session.snapshot.organisations[clinic].sectors == (care.id,)


def test_what_an_empty_map_says_stands_in_the_middle(window: MainWindow, tmp_path: Path) -> None:
    beside_legend = window.canvas.room()[0]
    assert window.session.create(tmp_path / "care.ocimap", beginnings.OTHER)
    assert window.canvas.room()[0] < beside_legend - 100
    window.actions_["add_organisation"].trigger()
    assert window.canvas.room()[0] == beside_legend
