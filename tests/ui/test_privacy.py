"""Forgetting a person, a copy without personal data, and saving what is left of a damaged file."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication, QListView, QMessageBox
from pytestqt.qtbot import QtBot

from oci_map.document import Document
from oci_map.model.ids import RecordId
from oci_map.model.records import Person
from oci_map.operations import records
from oci_map.ui import messages
from oci_map.ui.inspector.record import RecordPage
from oci_map.ui.main_window import MainWindow
from oci_map.ui.report_dialog import ReportDialog
from oci_map.ui.views import VIEWS
from proofs import hostile_documents as spoil
from tests.store.documents import fingerprint, make
from tests.ui.windows import copied_example, shown_window

ONE = RecordId("somebody")


class Answers:
    """Answers the questions of the window and keeps what was asked."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.agreed = True
        self.path: Path | None = None
        self.asked: list[str] = []
        patch.setattr(messages, "confirm", self._confirm)
        patch.setattr(messages, "ask_save_path", self._ask_path)

    def _confirm(self, _title: str, question: str, _verb: str, *, careful: bool = False) -> bool:
        self.asked.append(question)
        return self.agreed

    def _ask_path(self, _title: str, _suggestion: Path, _kinds: str = "") -> Path | None:
        return self.path


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    return Answers(monkeypatch)


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    window = shown_window(qtbot, copied_example(tmp_path))
    one = Person(id=ONE, name="Zyxwv Sentinel", email="zyxwv@sentinel.be")
    assert window.session.run(records.add, one)
    window.session.keeper.save()
    return window


def close_dialogs() -> list[str]:
    """Close the dialogs that stand open; return what they say."""
    said = []
    for one in QApplication.topLevelWidgets():
        if isinstance(one, QMessageBox | ReportDialog) and one.isVisible():
            said.append(one.informativeText() if isinstance(one, QMessageBox) else "report")
            one.done(0)
    return said


def test_a_person_is_forgotten_once_she_agrees(window: MainWindow, answers: Answers) -> None:
    action = window.actions_["forget_person"]
    assert not action.isEnabled()
    window.session.select(("person", ONE))
    assert action.isEnabled()
    answers.agreed = False
    action.trigger()
    assert ONE in window.session.snapshot.table("person")
    assert "cannot be undone" in answers.asked[0]
    assert len(answers.asked[0]) <= 900  # more would be cut in the dialog
    answers.agreed = True
    action.trigger()
    assert ONE not in window.session.snapshot.table("person")
    assert window.session.selection == ()
    assert not action.isEnabled()
    assert not window.actions_["undo"].isEnabled()
    document = window.session.document
    assert document is not None
    assert b"Zyxwv" not in document.path.read_bytes()
    assert close_dialogs() == []


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize("taken", [False, True])
def test_only_an_image_taken_before_keeps_a_person_from_being_forgotten(
    qtbot: QtBot, window: MainWindow, taken: bool
) -> None:
    session, jobs = window.session, window.jobs
    qtbot.waitUntil(lambda: not jobs.running)
    held = threading.Event()
    # Either its turn has come and no thread is free, or a picture is before it.
    for _job in range(QThread.idealThreadCount() if taken else 1):
        jobs.start(jobs.make(lambda _progress: held.wait(20)), in_turn=not taken)
    assert session.run(records.edit, "person", ONE, job="Zyxwv job")
    session.keeper.write()
    session.select(("person", ONE))
    window.actions_["forget_person"].trigger()
    assert (ONE in session.snapshot.table("person")) is taken
    assert ["just now" in one for one in close_dialogs()] == [True] * taken
    held.set()
    qtbot.waitUntil(lambda: not jobs.running)
    if taken:
        window.actions_["forget_person"].trigger()
    assert ONE not in session.snapshot.table("person")
    qtbot.waitUntil(lambda: not jobs.running)
    document = session.document
    assert document is not None
    assert b"Zyxwv" not in document.path.read_bytes()
    assert close_dialogs() == []


def test_nothing_happens_for_any_other_record(window: MainWindow, answers: Answers) -> None:
    window.session.select(("organisation", RecordId("howest")))
    assert not window.actions_["forget_person"].isEnabled()
    window.commands.children()
    window.session.select()
    window.actions_["forget_person"].trigger()
    assert answers.asked == []


def test_it_is_offered_in_the_inspector_of_a_person(window: MainWindow) -> None:
    window.session.select(("person", ONE))
    page = window.inspector.page
    assert isinstance(page, RecordPage)
    assert window.actions_["forget_person"] in page.header._menu.actions()


def test_a_copy_without_personal_data_is_written(
    window: MainWindow, answers: Answers, tmp_path: Path
) -> None:
    answers.path = tmp_path / "copy.ocimap"
    window.actions_["copy_impersonal"].trigger()
    assert "stay behind" in answers.asked[0]
    copy = Document.open(answers.path, read_only=True)
    assert copy.snapshot.table("person") == {}
    assert len(copy.snapshot.organisations) == 36
    copy.close()
    assert b"Zyxwv" not in answers.path.read_bytes()


def test_the_document_itself_is_not_replaced_by_its_copy(
    window: MainWindow, answers: Answers
) -> None:
    document = window.session.document
    assert document is not None
    answers.path = document.path
    before = fingerprint(document.path)
    window.actions_["copy_impersonal"].trigger()
    assert fingerprint(document.path) == before
    assert "choose another name" in close_dialogs()[0]


def test_of_a_damaged_document_is_saved_what_can_be_saved(
    qtbot: QtBot, answers: Answers, tmp_path: Path
) -> None:
    path = make(tmp_path / "map.ocimap", steps=2)
    spoil.pointing_at_nothing(path)
    before = fingerprint(path)
    window = shown_window(qtbot)
    answers.agreed = False
    assert not window.session.open(path)
    assert "0 of 1 memberships" in answers.asked[0]
    answers.agreed, answers.path = True, tmp_path / "saved.ocimap"
    assert window.session.open(path)
    assert window.session.document is not None
    assert window.session.document.path == answers.path
    assert fingerprint(path) == before
    assert "report" in close_dialogs()


def test_what_cannot_be_saved_is_said(qtbot: QtBot, answers: Answers, tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    spoil.encrypted_after_its_header(path)
    window = shown_window(qtbot)
    assert not window.session.open(path)
    assert answers.asked == []
    assert "damaged" in close_dialogs()[0]


def test_every_view_follows_a_forgetting(window: MainWindow, answers: Answers) -> None:
    session = window.session
    assert session.run(records.edit, "person", ONE, job="Zyxwv job")
    for view in VIEWS:
        session.show_view(view.name)
        QApplication.processEvents()
    session.select(("person", ONE))
    session.show_view("history")
    window.actions_["forget_person"].trigger()
    for view in (*VIEWS, VIEWS[0]):
        session.show_view(view.name)
        QApplication.processEvents()
    assert ONE not in session.snapshot.table("person")
    session.show_view("history")
    document = session.document
    assert document is not None
    assert [str(one.label) for one in document.history()] == ["Forgot a person"]
    shown = window.views.page
    assert shown is not None
    texts = [
        view.model().index(row, 0).data()
        for view in shown.findChildren(QListView)
        for row in range(view.model().rowCount())
    ]
    assert not any("Zyxwv" in str(text) for text in texts)
    assert session.run(records.edit, "organisation", RecordId("howest"), place="Kortrijk")
    session.undo()
    assert close_dialogs() == []
