"""The document reaches its folder by itself, and what is in the way is said and not asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from oci_map.operations import organisations
from oci_map.store.system import System
from oci_map.store.workspace import working_copy
from oci_map.ui import messages
from tests.store.crashes import crash_after
from tests.store.documents import make
from tests.ui.kept_windows import edit, note_in, saved, told
from tests.ui.windows import HOWEST, copied_example, in_file, shown_window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copied_example(tmp_path)


def unreachable(path: Path) -> Path:
    """Take the folder away, as when a stick is pulled out."""
    return path.parent.rename(path.parent.with_name("pulled out"))


def answering(asked: list[str], answer: object) -> Callable[..., object]:
    def answer_it(_title: str, question: str, *_verbs: object) -> object:
        asked.append(question)
        return answer

    return answer_it


def test_an_edit_is_kept_at_once_and_reaches_the_folder_by_itself(qtbot: QtBot, path: Path) -> None:
    window = shown_window(qtbot, path)
    edit(window, "one")
    assert in_file(path).organisations[HOWEST].note == "one"
    assert note_in(path) != "one"
    assert saved(window) == "Saved"
    window.session.keeper._clock.setInterval(0)  # as if the seconds had passed
    qtbot.waitUntil(lambda: note_in(path) == "one")
    qtbot.waitUntil(lambda: not window.jobs.running)
    work = window.session.document.work  # type: ignore[union-attr]
    assert work is not None
    assert not work.unpublished
    assert saved(window) == "Saved"


def test_ctrl_s_writes_now(qtbot: QtBot, path: Path) -> None:
    window = shown_window(qtbot, path)
    edit(window, "one")
    window.actions_["save"].trigger()
    qtbot.waitUntil(lambda: note_in(path) == "one")
    qtbot.waitUntil(lambda: not window.jobs.running)
    window.actions_["save"].trigger()  # nothing is left to write
    assert not window.jobs.running


def test_what_is_edited_while_it_is_written_follows(qtbot: QtBot, path: Path) -> None:
    window = shown_window(qtbot, path)
    edit(window, "one")
    window.actions_["save"].trigger()
    edit(window, "two")
    window.actions_["save"].trigger()
    qtbot.waitUntil(lambda: note_in(path) == "two")
    qtbot.waitUntil(lambda: not window.jobs.running)


def test_closing_the_window_writes_what_was_not_written(qtbot: QtBot, path: Path) -> None:
    window = shown_window(qtbot, path)
    edit(window, "one")
    window.close()
    assert note_in(path) == "one"
    assert working_copy(path) is None
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_closing_while_it_is_being_written_loses_nothing(qtbot: QtBot, path: Path) -> None:
    window = shown_window(qtbot, path)
    edit(window, "one")
    window.actions_["save"].trigger()
    edit(window, "two")
    window.close()
    assert note_in(path) == "two"
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_another_document_is_opened_when_the_first_is_in_its_folder(
    qtbot: QtBot, path: Path, tmp_path: Path
) -> None:
    other = make(tmp_path / "other.ocimap")
    window = shown_window(qtbot, path)
    edit(window, "one")
    window.actions_["save"].trigger()
    assert window.session.open(other)
    assert note_in(path) == "one"
    qtbot.waitUntil(lambda: not window.jobs.running)
    assert window.session.document.path == other  # type: ignore[union-attr]


# --------------------------------------------------------------------------- what is in the way


def test_a_folder_that_is_gone_is_said_in_the_line_at_the_foot_and_tried_again(
    qtbot: QtBot, path: Path
) -> None:
    window = shown_window(qtbot, path)
    folder = path.parent.name
    edit(window, "one")
    gone = unreachable(path)
    window.actions_["save"].trigger()
    qtbot.waitUntil(lambda: saved(window) != "Saved")
    assert saved(window) == f"Saved here, not yet in {folder[:40]}: the folder is not there"
    assert told() == []
    edit(window, "two")
    assert in_file(path).organisations[HOWEST].note == "two"
    gone.rename(path.parent)
    qtbot.waitUntil(lambda: not window.jobs.running)
    window.session.keeper._clock.setInterval(0)
    qtbot.waitUntil(lambda: saved(window) == "Saved")
    assert note_in(path) == "two"
    qtbot.waitUntil(lambda: not window.jobs.running)


def test_closing_asks_only_when_the_folder_cannot_be_reached(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown_window(qtbot, path)
    edit(window, "one")
    gone = unreachable(path)
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", answering(asked, answer=False))
    assert not window.close()
    assert window.isVisible()
    assert window.session.document is not None
    assert "kept on this computer" in asked[0]
    monkeypatch.setattr(messages, "confirm", answering(asked, answer=True))
    assert window.close()
    assert len(asked) == 2
    gone.rename(path.parent)
    # The next start opens it again, and writes it where it belongs.
    again = shown_window(qtbot)
    again.session.keeper.take_up()
    assert again.session.snapshot.organisations[HOWEST].note == "one"
    assert "1 step" in again.notice.text
    again.notice.hide()
    qtbot.waitUntil(lambda: note_in(path) == "one")
    qtbot.waitUntil(lambda: not again.jobs.running)


def test_closing_the_document_without_its_folder_says_where_the_edits_are(
    qtbot: QtBot, path: Path
) -> None:
    window = shown_window(qtbot, path)
    edit(window, "one")
    gone = unreachable(path)
    window.actions_["close"].trigger()
    assert window.session.document is None
    ((_title, sentence),) = told()
    assert "kept on this computer" in sentence
    gone.rename(path.parent)


def test_somebody_elses_version_stays_and_work_goes_on_beside_it(
    qtbot: QtBot, path: Path, home: Path
) -> None:
    window = shown_window(qtbot, path)
    edit(window, "ours")
    other = make(home / "other.ocimap", steps=3)
    path.write_bytes(other.read_bytes())
    window.actions_["save"].trigger()
    qtbot.waitUntil(lambda: window.session.document.path != path)  # type: ignore[union-attr]
    ((_title, sentence),) = told()
    document = window.session.document
    assert document is not None
    assert document.path.name in sentence
    assert path.read_bytes() == other.read_bytes()
    assert note_in(document.path) == "ours"
    assert window.session.preferences.recent_files[0] == document.path
    assert saved(window) == "Saved"
    edit(window, "ours again")
    window.close()
    assert note_in(document.path) == "ours again"
    assert path.read_bytes() == other.read_bytes()


def test_a_fault_of_the_disk_is_no_fault_of_the_program(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown_window(qtbot, path)
    edit(window, "one")

    def full(*_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as failing:
        failing.setattr(System, "write_some", full)
        window.actions_["save"].trigger()
        qtbot.waitUntil(lambda: saved(window).endswith("the disk is full"))
        qtbot.waitUntil(lambda: not window.jobs.running)
    window.actions_["save"].trigger()
    qtbot.waitUntil(lambda: saved(window) == "Saved")
    qtbot.waitUntil(lambda: not window.jobs.running)


# ------------------------------------------------------------------------------------ opening


def test_after_a_crash_the_next_start_goes_on_where_it_was(qtbot: QtBot, tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    crash_after(path, "C", "D")
    window = shown_window(qtbot)
    window.session.keeper.take_up()
    document = window.session.document
    assert document is not None
    assert document.path == path
    assert str(document.undo_label) == "Renamed D"
    assert "2 steps" in window.notice.text


def test_a_start_without_anything_left_opens_nothing(qtbot: QtBot, path: Path) -> None:
    shown_window(qtbot, path).close()
    window = shown_window(qtbot)
    window.session.keeper.take_up()
    assert window.session.document is None


@pytest.mark.parametrize(("answer", "opened"), [(None, False), (0, True)])
def test_a_second_window_may_read(
    qtbot: QtBot,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: int | None,
    opened: bool,
) -> None:
    first = shown_window(qtbot, path)
    second = shown_window(qtbot)
    asked: list[str] = []
    monkeypatch.setattr(messages, "choose", answering(asked, answer))
    assert second.session.open(path) is opened
    assert "another window of yours" in asked[0]
    if opened:
        assert second.session.document.read_only  # type: ignore[union-attr]
        assert "another window of yours" in second.banner.text
        assert saved(second) == "Read-only"
    edit(first, "goes on")


@pytest.mark.parametrize("answer", [0, 1])
def test_a_document_open_on_another_machine_is_read_or_taken_over(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch, answer: int
) -> None:
    lock = path.with_name(path.name + ".lock")
    plain = {"user": "<b>an</b>", "host": "elsewhere", "since": "2026-11-22T10:00:00+00:00",
             "process": 7, "begun": "", "token": ""}  # fmt: skip
    lock.write_text(json.dumps(plain), "utf-8")
    window = shown_window(qtbot)
    asked: list[str] = []
    monkeypatch.setattr(messages, "choose", answering(asked, answer))
    assert window.session.open(path)
    assert "<b>an</b> has this document open on elsewhere" in asked[0]
    assert window.session.can_edit is bool(answer)
    window.close()
    assert lock.exists() is not bool(answer)


def test_without_room_for_a_working_copy_it_can_still_be_read(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    (home / "data").mkdir(exist_ok=True)
    (home / "data" / "oci-map").write_bytes(b"in the way")
    window = shown_window(qtbot)
    asked: list[str] = []
    monkeypatch.setattr(messages, "choose", answering(asked, 0))
    assert window.session.open(path)
    assert "its working copy could not be made" in asked[0]
    assert not window.session.can_edit
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_saving_under_another_name_goes_on_there(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown_window(qtbot, path)
    edit(window, "one")
    before = path.read_bytes()
    new = path.with_name("new.ocimap")
    monkeypatch.setattr(messages, "ask_save_path", answering([], new))
    window.actions_["save_as"].trigger()
    assert window.session.document.path == new  # type: ignore[union-attr]
    assert window.session.snapshot.organisations[HOWEST].note == "one"
    assert note_in(new) == "one"
    assert path.read_bytes() != before  # closed, with all that was done in it
    assert note_in(path) == "one"


def test_opening_the_open_document_again_loses_nothing(qtbot: QtBot, path: Path) -> None:
    window = shown_window(qtbot, path)
    window.session.run(organisations.add, "Added")
    count = len(window.session.snapshot.organisations)
    assert window.session.open(path)
    assert len(window.session.snapshot.organisations) == count


def test_nobody_is_asked_while_the_system_ends_the_session(
    qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = shown_window(qtbot, path)
    edit(window, "one")
    gone = unreachable(path)
    monkeypatch.setattr(QApplication, "isSavingSession", lambda _self: True)
    assert window.close()
    told()
    kept = working_copy(path)
    assert kept is not None
    assert note_in(kept) == "one"
    gone.rename(path.parent)


@pytest.mark.usefixtures("allow_modal")
@pytest.mark.parametrize("place", [0, 1, None])
def test_one_of_several_things_is_chosen(qtbot: QtBot, place: int | None) -> None:
    window = shown_window(qtbot)

    def click() -> None:
        (box,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
        wanted = "Cancel" if place is None else ("This", "That")[place]
        next(one for one in box.buttons() if one.text() == wanted).click()

    QTimer.singleShot(0, window, click)
    assert messages.choose("Which?", "<b>plain</b>", ["This", "That"]) == place
