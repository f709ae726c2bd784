"""A window that hangs is noticed once, with its stacks; a laptop that slept is not."""

from __future__ import annotations

import logging
import threading
import time

import pytest
from pytestqt.qtbot import QtBot

from oci_map.ui.watchdog import Watchdog, all_stacks


class Still(Watchdog):
    """A watchdog that is asked to look by the test, with no thread of its own."""

    def __init__(self) -> None:
        super().__init__(patience=10.0, period=2.0)
        self.start_asking()

    def start_asking(self) -> None:
        self._ask()


@pytest.fixture
def dog(qtbot: QtBot) -> Still:
    return Still()


def answer(qtbot: QtBot, dog: Still) -> None:
    qtbot.waitUntil(lambda: dog._answer == dog._question)


def test_an_answer_in_time_is_no_hang(qtbot: QtBot, dog: Still) -> None:
    for _time in range(20):
        answer(qtbot, dog)
        dog.look(2.0, 0.0)
    assert dog.hangs == 0


def test_a_hang_is_told_once(
    qtbot: QtBot, dog: Still, expected_log: list[logging.LogRecord]
) -> None:
    for _time in range(30):
        dog.look(2.0, 2.0)
    assert dog.hangs == 1
    assert len(expected_log) == 1
    answer(qtbot, dog)
    dog.look(2.0, 0.0)
    assert "answers again" in expected_log[1].getMessage()
    for _time in range(5):
        dog.look(2.0, 2.0)
    assert dog.hangs == 2


def test_a_laptop_that_slept_raises_no_alarm(qtbot: QtBot, dog: Still) -> None:
    # Some clocks go on while the computer sleeps: one wait lasts the whole night.
    for _night in range(5):
        dog.look(30_000.0, 0.01)
    assert dog.hangs == 0
    answer(qtbot, dog)
    dog.look(2.0, 0.0)
    assert dog.hangs == 0


def test_code_that_lets_no_thread_run_is_noticed_afterwards(
    qtbot: QtBot, dog: Still, expected_log: list[logging.LogRecord]
) -> None:
    answer(qtbot, dog)  # the window was first to run again
    dog.look(40.0, 39.0)
    assert dog.hangs == 1
    assert "40 s" in expected_log[0].getMessage()


def test_a_real_hang_is_seen_from_the_thread(
    qtbot: QtBot, expected_log: list[logging.LogRecord]
) -> None:
    dog = Watchdog(patience=0.05, period=0.01)
    dog.start()
    dog.start()
    assert sum(one.name == "watchdog" for one in threading.enumerate()) == 1
    seen = threading.Event()
    until = time.monotonic() + 20
    while not dog.hangs and time.monotonic() < until:
        seen.wait(0.02)  # the event loop does not turn meanwhile
    dog.stop()
    dog.stop()
    assert dog.hangs == 1
    lines = getattr(expected_log[0], "lines", [])
    assert lines[0] == "the window"
    assert any("test_a_real_hang_is_seen_from_the_thread" in line for line in lines)
    assert not any(one.name == "watchdog" for one in threading.enumerate())


def test_all_stacks_begin_with_the_window() -> None:
    go_on = threading.Event()
    thread = threading.Thread(target=go_on.wait, name="worker")
    thread.start()
    try:
        lines = all_stacks(threading.main_thread().ident or 0)
    finally:
        go_on.set()
        thread.join()
    assert "worker" in lines
    assert "the window" not in lines  # it is the one that asks
