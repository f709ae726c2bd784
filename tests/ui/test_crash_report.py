"""A program that crashed is told at the next start, with a report that holds no values."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oci_map import i18n
from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.operations import records
from oci_map.ui import crash_report, ended_words
from oci_map.ui.crash_report import Ended
from oci_map.ui.running import Run, boot
from tests.programs import ROOT, at_home
from tests.ui.windows import HOWEST, copied_example, shown_window

# Python that leaves the mark of a running program, and ends in some way.
CHILD: Final = """
import sys, os, signal, faulthandler
from pathlib import Path
from oci_map.ui.running import Run
run = Run(Path(sys.argv[1]))
run.begin()
how = sys.argv[2]
if how == "crash":
    faulthandler._sigsegv()
elif how == "late":
    run.settle()
    faulthandler._sigsegv()
elif how == "kill":
    os.kill(os.getpid(), signal.SIGKILL)
elif how == "wait":
    print("here", flush=True)
    sys.stdin.read()
run.end()
"""

# The program itself: it starts, says what its notice says, and ends in some way.
PROGRAM: Final = """
import faulthandler, os, signal, sys
from PySide6.QtCore import QObject, QTimer
from oci_map import cli
from oci_map.ui import safety_net

class Ending(QObject):
    def __init__(self, window):
        super().__init__(window)
        self.window = window

    def end(self):
        notice = self.window.notice
        print("said:", notice.text if notice.isVisible() else "", flush=True)
        how = sys.argv[2]
        if how == "crash":
            faulthandler._sigsegv()
        elif how == "term":
            os.kill(os.getpid(), signal.SIGTERM)
        else:
            self.window.close()

held = safety_net.SafetyNet._hold
def hold(self):
    held(self)
    ending = Ending(self._window)
    QTimer.singleShot(0, ending.end)
safety_net.SafetyNet._hold = hold
sys.exit(cli.main([one for one in sys.argv[1:2] if one]))
"""


def child(folder: Path, how: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(folder), how],
        check=False, capture_output=True, timeout=120, cwd=ROOT,
    )  # fmt: skip
    return done.returncode


def test_a_program_that_ends_well_leaves_nothing(tmp_path: Path) -> None:
    assert child(tmp_path, "well") == 0
    assert list(tmp_path.iterdir()) == []
    assert crash_report.take_ended(tmp_path) is None


def test_a_crash_is_told_once_with_its_place(tmp_path: Path) -> None:
    assert child(tmp_path, "crash") != 0
    ended = crash_report.take_ended(tmp_path)
    assert ended is not None
    assert ended.how == "crashed"
    assert ended.early
    assert "Segmentation fault" in ended.report or "access violation" in ended.report
    assert "OCI Map" in ended.report
    assert crash_report.take_ended(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_crash_over_a_document_that_was_shown_is_not_early(tmp_path: Path) -> None:
    assert child(tmp_path, "late") != 0
    ended = crash_report.take_ended(tmp_path)
    assert ended is not None
    assert (ended.how, ended.early) == ("crashed", False)
    assert "settled" not in ended.report


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_program_that_was_killed_is_told(tmp_path: Path) -> None:
    assert child(tmp_path, "kill") == -9
    ended = crash_report.take_ended(tmp_path)
    assert ended is not None
    assert ended.how == "stopped"
    assert not ended.early


def test_a_program_that_runs_has_not_ended(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path), "wait"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        assert running.stdout is not None
        assert running.stdout.readline() == "here\n"
        assert crash_report.take_ended(tmp_path) is None
        running.communicate("")
    assert list(tmp_path.iterdir()) == []


def left(folder: Path, text: str, name: str = "running-1-ab.txt") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def test_another_start_of_the_computer_means_that_it_was_switched_off(tmp_path: Path) -> None:
    left(tmp_path, json.dumps({"began_at": "2026-01-01T10:00:00+00:00", "boot": "another"}) + "\n")
    ended = crash_report.take_ended(tmp_path)
    assert ended is not None
    known = boot() != ""  # not every system numbers its starts
    assert ended.how == ("switched_off" if known else "stopped")
    assert ended.began_at == "2026-01-01T10:00:00+00:00"


@pytest.mark.parametrize("text", ["", "{", "[]\n", '{"boot": 1}\n', "\0\0\0", "[" * 50_000])
def test_a_mark_that_makes_no_sense_is_thrown_away(tmp_path: Path, text: str) -> None:
    left(tmp_path, text)
    assert crash_report.take_ended(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_the_report_names_no_folder_of_the_person(tmp_path: Path) -> None:
    head = json.dumps({"began_at": "2026-01-01", "boot": ""})
    stacks = 'Fatal Python error: Segmentation fault\n  File "/home/jan/x/oci_map/a.py", line 3\n'
    left(tmp_path, f"{head}\n{stacks}" + "x" * 100_000)
    ended = crash_report.take_ended(tmp_path)
    assert ended is not None
    assert "jan" not in ended.report
    assert 'File "oci_map/a.py", line 3' in ended.report
    assert len(ended.report) < 40_000


def test_where_no_mark_can_be_left_the_program_runs(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    run = Run(tmp_path / "file")
    run.begin()
    run.end()
    assert crash_report.take_ended(tmp_path / "file") is None


# ------------------------------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("how", "happened"),
    [
        ("crashed", "OCI Map ended unexpectedly"),
        ("stopped", "OCI Map ended unexpectedly"),
        ("switched_off", "The computer stopped"),
    ],
)
def test_the_sentence_says_up_to_when_everything_is_here(
    tmp_path: Path, how: crash_report.How, happened: str
) -> None:
    ended = Ended(how, "", "")
    assert ended_words.sentence(ended, None).startswith(happened)
    assert "Every change until then was saved." in ended_words.sentence(ended, None)
    document = Document.open(copied_example(tmp_path), author="Test")
    records.remove(document, "organisation", HOWEST)
    sentence = ended_words.sentence(ended, document)
    document.close()
    assert "Everything up to " in sentence
    i18n.set_language("nl")
    assert ended_words.explanation(how)


def test_the_notice_offers_the_report_and_stays(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    heard: list[bool] = []

    def hear() -> None:
        heard.append(True)

    window.notice.taken.connect(hear)
    window.notice.show_offer("OCI Map ended unexpectedly. " * 4, "Show report")
    assert window.notice.isVisible()
    assert not window.notice._clock.isActive()
    window.notice._offer.click()
    assert heard == [True]
    assert not window.notice.isVisible()


# --------------------------------------------------------------------------------- the program


def program(home: Path, document: Path | str, how: str) -> tuple[str, int]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(document), how],
        check=False, capture_output=True, text=True, timeout=120, cwd=ROOT, env=at_home(home),
    )  # fmt: skip
    said = next((one for one in done.stdout.splitlines() if one.startswith("said:")), done.stderr)
    return said.removeprefix("said:").strip(), done.returncode


@pytest.mark.usefixtures("qapp")
def test_the_next_start_says_that_the_program_crashed(tmp_path: Path) -> None:
    document = copied_example(tmp_path)
    said, code = program(tmp_path, document, "crash")
    assert (said, code != 0) == ("", True)
    said, code = program(tmp_path, document, "well")
    assert said.startswith("OCI Map ended unexpectedly")
    assert code == 0
    said, code = program(tmp_path, document, "well")
    assert (said, code) == ("", 0)
    logs = tmp_path / "data" / "oci-map" / "logs"
    assert [one.name for one in logs.iterdir()] == ["oci-map.log"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes windows itself")
def test_logging_off_closes_the_program_as_its_button_does(tmp_path: Path) -> None:
    document = copied_example(tmp_path)
    assert program(tmp_path, document, "term") == ("", 0)
    said, _code = program(tmp_path, document, "well")
    assert said == ""


def test_a_document_that_crashes_the_program_is_not_opened_by_itself_again(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = copied_example(tmp_path)
    document = Document.open(path)
    records.edit(document, "organisation", HOWEST, note="only here")
    assert document.work is not None
    aside = path.rename(path.with_name("gone.ocimap"))
    path.mkdir()  # it cannot be written back
    with suppress(UserError):
        document.close()
    path.rmdir()
    aside.rename(path)
    said, code = program(tmp_path, "", "crash")  # it takes the document up, and crashes
    assert "1 step" in said
    assert code != 0
    said, code = program(tmp_path, "", "well")
    assert "not opened by itself" in said
    assert code == 0


def test_no_clipboard_is_touched_by_a_report(qtbot: QtBot) -> None:
    assert crash_report.text("x").endswith("x")
    assert QApplication.clipboard().text() == ""


def test_what_a_document_has_to_say_stands_in_the_notice_until_it_is_closed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = copied_example(tmp_path)
    window = shown_window(qtbot, path)
    window.session.run(records.edit, "organisation", HOWEST, note="x")
    window.session.close()
    with path.open("r+b") as file:  # changed outside this program: a number that SQLite counts up
        file.seek(96)
        file.write(b"\0\0\0\7")
    assert window.session.open(path)
    assert "changed or damaged outside this program" in window.notice.text
    assert window.notice.isVisible()
    assert not window.notice._clock.isActive()
    window.notice._close.click()
    assert not window.notice.isVisible()


# The program as it fails before its window stands; the dialog is read instead of shown.
FAILING: Final = """
import sys
from PySide6.QtCore import QTimer
from oci_map import cli
from oci_map.ui import app
from oci_map.ui.report_dialog import ReportDialog

def fail(_kept):
    raise ValueError("Jan Peeters")

def read(dialog):
    print("told:", dialog.sentence.text(), flush=True)
    print("leak" if "Peeters" in dialog.report.toPlainText() else "clean", flush=True)
    return 0

app.make_window = fail
ReportDialog.exec = read
sys.exit(cli.main([]))
"""


def test_a_start_that_fails_is_told_in_a_dialog(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAILING],
        check=False, capture_output=True, text=True, timeout=120, cwd=ROOT,
        env=at_home(tmp_path),
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.startswith("told: Something went wrong inside the program")
    assert done.stdout.rstrip().endswith("clean")
    log = tmp_path / "data" / "oci-map" / "logs" / "oci-map.log"
    assert "ValueError" in log.read_text("utf-8")
    assert "Peeters" not in log.read_text("utf-8")
