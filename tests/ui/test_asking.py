"""One question at a time: late answers are dropped, and nothing starts in a window that closed."""

from __future__ import annotations

import gc
import threading
from functools import partial
from typing import cast

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from oci_map.errors import UserError
from oci_map.progress import Progress
from oci_map.ui.asking import Asking
from oci_map.ui.jobs import Job, Jobs


class Heard(QObject):
    """Notes what an Asking says."""

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking)
        self.answers: list[tuple[object, object]] = []
        self.refusals: list[tuple[object, str]] = []
        self.ends = 0
        asking.answered.connect(self._note_answer)
        asking.refused.connect(self._note_refusal)
        asking.ended.connect(self._note_end)

    def _note_answer(self, about: object, answer: object) -> None:
        self.answers.append((about, answer))

    def _note_refusal(self, about: object, sentence: str) -> None:
        self.refusals.append((about, sentence))

    def _note_end(self) -> None:
        self.ends += 1


def made() -> tuple[Jobs, Asking, Heard]:
    jobs = Jobs()
    asking = Asking(jobs, jobs)
    return jobs, asking, Heard(asking)


def test_only_the_last_question_is_answered(qtbot: QtBot) -> None:
    jobs, asking, heard = made()
    held = threading.Event()

    def slow(_progress: Progress) -> str:
        held.wait(20)
        return "late"

    asking.ask(slow, 1)
    asking.ask(_never, 2)
    asking.ask(_quick, 3)
    assert asking.is_asking
    assert asking.about == 3
    held.set()
    qtbot.waitUntil(lambda: heard.ends == 1, timeout=20_000)
    assert heard.answers == [(3, "quick")]
    assert not bool(asking.is_asking)
    jobs.close()


def test_what_was_forgotten_is_not_answered(qtbot: QtBot) -> None:
    jobs, asking, heard = made()
    asking.ask(_quick, 1)
    asking.forget()
    assert not asking.is_asking
    assert asking.about is None
    qtbot.waitUntil(lambda: heard.ends == 1, timeout=20_000)
    assert heard.answers == []
    jobs.close()


def test_a_refusal_says_why(qtbot: QtBot) -> None:
    jobs, asking, heard = made()
    asking.ask(_refuse, "it")
    qtbot.waitUntil(lambda: heard.ends == 1, timeout=20_000)
    assert heard.refusals == [("it", "No.")]
    assert heard.answers == []
    jobs.close()


def test_nothing_starts_after_the_window_closed(qtbot: QtBot) -> None:
    jobs, asking, heard = made()
    jobs.close()
    asking.ask(_never, 1)
    qtbot.waitUntil(lambda: heard.ends == 1, timeout=20_000)
    assert heard.answers == []
    assert not jobs.running


def _quick(_progress: Progress) -> str:
    return "quick"


def _never(_progress: Progress) -> str:
    raise AssertionError("nobody waits for this")


def _refuse(_progress: Progress) -> str:
    raise UserError("No.")


class Turns(QObject):
    """Starts jobs in turn, each of which waits until it may end."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__(jobs)
        self.jobs = jobs
        self.begun: list[int] = []
        self.may_end: list[threading.Event] = []

    def start(self, *, in_turn: bool = True) -> Job:
        held = threading.Event()
        self.may_end.append(held)
        job = self.jobs.make(partial(_held, held), len(self.may_end) - 1)
        job.begins.connect(self._note)
        self.jobs.start(job, in_turn=in_turn)
        return job

    def _note(self, job: Job) -> None:
        self.begun.append(cast("int", job.revision))


def _held(held: threading.Event, _progress: Progress) -> bool:
    return held.wait(20)


def test_jobs_in_turn_run_one_after_the_other_and_others_beside_them(qtbot: QtBot) -> None:
    jobs = Jobs()
    turns = Turns(jobs)
    for _number in range(3):
        turns.start()
    assert turns.begun == [0]
    turns.start(in_turn=False)
    assert turns.begun == [0, 3]
    turns.may_end[0].set()
    qtbot.waitUntil(lambda: turns.begun == [0, 3, 1], timeout=20_000)
    assert jobs.running
    for each in turns.may_end:
        each.set()
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
    assert turns.begun == [0, 3, 1, 2]
    jobs.close()


def test_who_waits_for_a_turn_when_the_window_closes_ends_unrun(qtbot: QtBot) -> None:
    jobs = Jobs()
    turns = Turns(jobs)
    turns.start()
    waiting = turns.start()
    with qtbot.waitSignal(waiting.ended, timeout=20_000):
        turns.may_end[0].set()
        jobs.close()
    assert turns.begun == [0]
    assert waiting.cancelled
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)


def test_after_the_window_closed_none_waits_and_each_ends_once(qtbot: QtBot) -> None:
    jobs = Jobs()
    jobs.close()
    turns = Turns(jobs)
    started = [turns.start(), turns.start()]
    assert all(one.cancelled for one in started)
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
    assert turns.begun == [0, 1]


def test_no_garbage_is_looked_for_until_a_thread_gave_back_what_is_free(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs, held = Jobs(), threading.Event()
    may_collect: list[bool] = []

    def give_back() -> None:
        held.wait(0.5)
        may_collect.append(gc.isenabled())

    monkeypatch.setattr("oci_map.ui.memory.give_back_small_blocks", give_back)
    gc.enable()
    job = jobs.make(_refuse)
    with qtbot.waitSignal(job.ended, timeout=20_000):
        jobs.start(job, in_turn=True)
    qtbot.waitUntil(lambda: not jobs.running, timeout=20_000)
    held.set()
    jobs.close()
    assert may_collect == [False]
