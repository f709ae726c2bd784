"""A roundtable from a gap to printed papers, with a real file; all undone, and all done again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from oci_map.model.records import GapNote, Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.ui import messages
from oci_map.ui.gaps.page import GapsPage
from oci_map.ui.main_window import MainWindow
from oci_map.ui.roundtable.agenda_step import AgendaStep
from oci_map.ui.roundtable.day_step import DayStep
from oci_map.ui.roundtable.guests_step import GuestsStep
from oci_map.ui.roundtable.page import RoundtablePage
from oci_map.ui.roundtable.tables_step import TablesStep
from oci_map.ui.roundtable.theme_step import ThemeStep
from tests.ui.roundtable.windows import at_step, meeting_of, shown_page
from tests.ui.windows import copied_example, in_file, shown_window

_LONG = 30_000  # ms; a job on a busy machine


def _type(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, Qt.Key.Key_Return)


def _invite_both(window: MainWindow) -> None:
    """Choose “Invite both…” to a new roundtable at the largest gap between two organisations."""
    window.session.show_view("gaps")
    page = window.views.page
    assert isinstance(page, GapsPage)
    page.levels.choose("organisation")
    card = page.list.card
    (new,) = [one for one in card.invite.menu_of_tables.actions() if one.data() == ""]
    new.trigger()


def _records(snapshot: Snapshot) -> dict[str, object]:
    return {noun: dict(snapshot.table(noun)) for noun in (
        "roundtable", "invitation", "seat", "wish", "table_sheet", "commitment", "gap_note",
        "recommendation", "membership",
    )}  # fmt: skip


def _plan_theme(page: RoundtablePage) -> None:
    theme = at_step(page, "theme", ThemeStep)
    assert any(row.checked for row in theme.needs.rows)
    for line, text in (
        (theme.title, "Games and fashion"), (theme.date, "14/3/2013"), (theme.place, "Ghent"),
        (theme.starts, "13.30"), (theme.seats, "16"), (theme.tables, "4"), (theme.rounds, "2"),
        (theme.minutes, "30"),
    ):  # fmt: skip
        _type(line, text)
    record = meeting_of(page).roundtable
    assert (record.date, record.starts_at, record.seats) == ("2013-03-14", "13:30", 16)


def _choose_guests(window: MainWindow, page: RoundtablePage, qtbot: QtBot) -> None:
    step = at_step(page, "guests", GuestsStep)
    QTest.mouseClick(step.bar.propose, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(step.bar.propose.isVisible, timeout=_LONG)
    assert 8 <= len(meeting_of(page).coming) <= 16
    for _guest in range(3):
        window.actions_["guest_accepted"].trigger()
        QTest.keyClick(step.list, Qt.Key.Key_Down)


def _seat_guests(window: MainWindow, page: RoundtablePage, qtbot: QtBot) -> None:
    tables = at_step(page, "tables", TablesStep)
    window.actions_["seats_find"].trigger()
    qtbot.waitUntil(lambda: not tables.asking.is_asking and bool(tables.map.tables), timeout=_LONG)
    assert meeting_of(page).is_seated
    tables.map.setFocus()
    tables.map.choose_guest(meeting_of(page).at(1, 1)[0])
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(tables.map, key)
    window.actions_["seats_host"].trigger()


def _print(
    page: RoundtablePage, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agenda = at_step(page, "agenda", AgendaStep)
    agenda.sheet.question.kept.emit("What can we begin together?")
    papers = agenda.papers
    for button, name in (
        (papers.papers, "papers.docx"), (papers.papers, "papers.pdf"),
        (papers.cards, "cards.docx"), (papers.badges, "badges.docx"), (papers.calendar, "day.ics"),
    ):  # fmt: skip
        monkeypatch.setattr(messages, "ask_save_path", _Answer(folder / name))
        with qtbot.waitSignal(papers.written, timeout=_LONG) as said:
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert said.args == [(folder / name,)]
    text = zipfile.ZipFile(folder / "papers.docx").read("word/document.xml").decode()
    assert "Games and fashion" in text
    assert "What can we begin together?" in text
    assert (folder / "papers.pdf").read_bytes().startswith(b"%PDF")
    assert b"DTSTART:20130314T133000" in (folder / "day.ics").read_bytes()


def test_from_a_gap_to_papers_and_back(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copied_example(tmp_path)
    window = shown_window(qtbot, path)
    before = _records(window.session.snapshot)
    known = set(window.session.snapshot.all(Roundtable))
    _invite_both(window)
    (new,) = set(window.session.snapshot.all(Roundtable)) - known
    assert any(one.state == "planned" for one in window.session.snapshot.all(GapNote).values())
    assert window.session.view == "roundtables"  # where it is planned on
    page = shown_page(window)
    assert meeting_of(page).id == new
    _plan_theme(page)
    _choose_guests(window, page, qtbot)
    _seat_guests(window, page, qtbot)
    _print(page, qtbot, tmp_path, monkeypatch)
    day = at_step(page, "day", DayStep)
    window.actions_["day_all"].trigger()
    day.notes.promise.setText("Meet again in May")
    day.notes.add_promise()
    after = _records(window.session.snapshot)
    assert _records(in_file(path)) == after

    undo, redo, steps = window.actions_["undo"], window.actions_["redo"], 0
    while undo.isEnabled():
        undo.trigger()
        steps += 1
    assert _records(window.session.snapshot) == before == _records(in_file(path))
    assert steps > 15
    while redo.isEnabled():
        redo.trigger()
    assert _records(window.session.snapshot) == after == _records(in_file(path))
    assert meeting_of(page).id == new


class _Answer:
    """Says where a file should go."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, *_asked: object) -> Path:
        return self._path
