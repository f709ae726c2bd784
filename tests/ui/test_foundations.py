"""Jobs, faults, messages, preferences, icons: what every part of the window stands on."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oci_map import resources
from oci_map.drawing.style import DARK, LIGHT
from oci_map.errors import UserError
from oci_map.progress import Progress
from oci_map.ui import icons, messages, theme
from oci_map.ui.jobs import Job, Jobs
from oci_map.ui.plain import ElidedLabel, Sentence, tooltip
from oci_map.ui.preferences import Preferences

# ------------------------------------------------------------------------------------------ jobs


class Heard(QObject):
    """Hears what a job says, on the window's thread."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.results: list[object] = []
        self.refusals: list[str] = []
        self.shares: list[float] = []
        self.ended = False
        self.threads: set[int] = set()
        job.finished.connect(self.on_finished)
        job.refused.connect(self.on_refused)
        job.progressed.connect(self.on_progressed)
        job.ended.connect(self.on_ended)

    def on_finished(self, _job: Job, result: object) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def on_refused(self, _job: Job, sentence: str) -> None:
        self.refusals.append(sentence)

    def on_progressed(self, share: float, _text: str) -> None:
        self.shares.append(share)

    def on_ended(self, _job: Job) -> None:
        self.ended = True


@pytest.fixture
def jobs(qtbot: QtBot) -> Jobs:
    return Jobs()


def run(qtbot: QtBot, jobs: Jobs, job: Job) -> Heard:
    heard = Heard(job)
    jobs.start(job)
    qtbot.waitUntil(lambda: heard.ended, timeout=10_000)
    jobs.close()
    return heard


def test_a_job_gives_its_result_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    workers: list[int] = []

    def work(progress: Progress) -> int:
        workers.append(threading.get_ident())
        progress.report(1.0)
        return 42

    job = jobs.make(work, revision="r1")
    heard = run(qtbot, jobs, job)
    assert heard.results == [42]
    assert heard.shares == [1.0]
    assert heard.threads == {threading.get_ident()}
    assert workers != [threading.get_ident()]


def test_a_refused_job_says_why(qtbot: QtBot, jobs: Jobs) -> None:
    def work(_progress: Progress) -> None:
        raise UserError("No room on the disk.")

    heard = run(qtbot, jobs, jobs.make(work))
    assert heard.refusals == ["No room on the disk."]
    assert heard.results == []


def test_garbage_waits_until_no_job_runs(qtbot: QtBot, jobs: Jobs) -> None:
    go_on = threading.Event()

    def work(_progress: Progress) -> bool:
        go_on.wait(10)
        return gc.isenabled()

    heard = []
    for one in (jobs.make(work), jobs.make(work)):
        heard.append(Heard(one))
        jobs.start(one)
    assert not gc.isenabled()
    jobs.collect_garbage()
    assert not gc.isenabled()
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.running)
    assert [one.results for one in heard] == [[False], [False]]
    assert gc.isenabled()


def test_a_cancelled_job_gives_no_result(qtbot: QtBot, jobs: Jobs) -> None:
    begun = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress.report(0.5)

    job = jobs.make(work)
    heard = Heard(job)
    jobs.start(job)
    assert begun.wait(10)
    assert jobs.running
    jobs.close()
    qtbot.waitUntil(lambda: heard.ended, timeout=10_000)
    assert heard.results == []
    assert not jobs.running


def test_a_mistake_in_a_job_reaches_the_hook(
    qtbot: QtBot, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[BaseException | None] = []

    def hear(given: threading.ExceptHookArgs) -> None:
        caught.append(given.exc_value)

    monkeypatch.setattr(threading, "excepthook", hear)

    def work(_progress: Progress) -> None:
        raise RuntimeError("a mistake")

    heard = run(qtbot, jobs, jobs.make(work))
    assert str(caught[0]) == "a mistake"
    assert heard.results == []


# -------------------------------------------------------------------------------------- messages


def standing() -> list[QMessageBox]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox)]


@pytest.mark.parametrize("text", ["<img src=x> & <b>bold</b>", "x" * 20_000])
def test_messages_show_text_as_typed(qtbot: QtBot, text: str) -> None:
    messages.problem("That was not done", text)
    (box,) = standing()
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert box.informativeText()[:500] == text[:500]
    assert len(box.informativeText()) <= 1000
    box.done(0)
    qtbot.waitUntil(lambda: not standing())
    assert not messages._standing


@pytest.mark.usefixtures("allow_modal")
@pytest.mark.parametrize("answer", [True, False])
def test_questions_have_the_verb_on_the_button(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, answer: bool
) -> None:
    verbs: list[str] = []

    def answer_at_once(box: QMessageBox) -> int:
        buttons = box.buttons()
        verbs.extend(button.text() for button in buttons)
        wanted = "Delete" if answer else "Cancel"
        next(button for button in buttons if button.text() == wanted).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer_at_once)
    assert messages.confirm("Delete", "Howest will be deleted.", "Delete") is answer
    assert sorted(verbs) == ["Cancel", "Delete"]


# ----------------------------------------------------------------------------------- preferences


def test_preferences_are_kept(home: Path) -> None:
    kept = Preferences()
    assert kept.theme == "system"
    assert kept.recent_files == ()
    kept.theme = "dark"
    kept.language = "nl"
    kept.set_shown("legend", False)
    for number in range(12):
        kept.remember_file(Path(f"/maps/{number}.ocimap"))
    kept.remember_file(Path("/maps/9.ocimap"))
    again = Preferences()
    assert again.theme == "dark"
    assert again.language == "nl"
    assert not again.is_shown("legend")
    assert again.is_shown("navigator")
    assert len(again.recent_files) == 8
    assert again.recent_files[0] == Path("/maps/9.ocimap")
    assert len(set(again.recent_files)) == 8


def test_preferences_that_make_no_sense_count_as_not_set() -> None:
    kept = Preferences()
    for key in ("theme", "language", "recent_files", "geometry", "shown/legend"):
        kept._settings.setValue(key, "{nonsense")
    again = Preferences()
    assert again.theme == "system"
    assert again.language == "en"
    assert again.recent_files == ()
    assert again.geometry.isEmpty()


# ------------------------------------------------------------------------------- icons and texts


def test_icons_follow_the_theme(qtbot: QtBot) -> None:
    def ink(icon: QIcon) -> str:
        image = icon.pixmap(QSize(32, 32)).toImage()
        colours = (image.pixelColor(x, y) for x in range(32) for y in range(32))
        return max(colours, key=lambda one: one.alpha()).name().upper()

    one = icons.icon("search", "text_1")
    copies = [QIcon(one) for _copy in range(50)]
    gc.collect()
    theme.put_on("light")
    assert ink(one) == LIGHT.text_1
    theme.put_on("dark")
    assert {ink(copy) for copy in copies} == {DARK.text_1}
    theme.put_on("light")


def test_every_icon_is_used_and_there() -> None:
    shipped = {path.stem for path in resources.path("icons").glob("*.svg")}
    code = "".join(path.read_text("utf-8") for path in (Path(icons.__file__).parent).rglob("*.py"))
    unused = {
        name
        for name in shipped
        # The style sheet takes one of the two of a theme.
        if f'"{name.removesuffix("-light").removesuffix("-dark")}"' not in code
    }
    assert unused == set()
    assert resources.path("icons", "LICENSE").read_text("utf-8").startswith("ISC License")


def test_long_texts_are_cut_with_an_ellipsis(qtbot: QtBot) -> None:
    label = ElidedLabel("x" * 10_000)
    qtbot.addWidget(label)
    label.resize(100, 20)
    assert label.shown_text().endswith("…")
    assert len(label.shown_text()) < 40
    assert label.minimumSizeHint().width() == 0


def test_tooltips_escape_what_was_typed() -> None:
    assert "<img" not in tooltip("<img src=x>")
    assert "&lt;img" in tooltip("<img src=x>")
    assert len(tooltip("x" * 10_000)) < 1000


def test_sentences_grow_with_their_text(qtbot: QtBot) -> None:
    sentence = Sentence()
    qtbot.addWidget(sentence)
    sentence.setText("one")
    low = sentence.heightForWidth(200)
    sentence.setText("one two three four five six seven " * 5)
    assert sentence.heightForWidth(200) > 3 * low
    assert sentence.heightForWidth(200) > sentence.heightForWidth(400)


def test_a_sentence_grows_when_it_becomes_narrower(qtbot: QtBot) -> None:
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    inner = QWidget()
    column = QVBoxLayout(inner)
    sentence = Sentence()
    column.addWidget(sentence)
    column.addStretch(1)
    area.setWidget(inner)
    sentence.setText("Design Vlaanderen is the bridge from design to communication. " * 3)
    area.resize(600, 400)
    area.show()
    qtbot.waitExposed(area)
    for width in (600, 400, 330, 260, 500):
        area.resize(width, 400)
        qtbot.waitUntil(lambda: sentence.height() == sentence.heightForWidth(sentence.width()))
