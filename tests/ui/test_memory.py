"""What is not needed any more is given back; what stays is not looked through for garbage."""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oci_map.operations import records
from oci_map.progress import Progress
from oci_map.ui.jobs import Jobs
from oci_map.ui.preferences import Preferences
from oci_map.ui.session import Session
from tests.programs import said_by
from tests.ui.windows import copied_example, shown_window

_AMID_SMALL_ONES = """
import resource
from oci_map.ui.memory import give_back_large_blocks

def used():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * resource.getpagesize()

give_back_large_blocks()
for _turn in range(3):
    bytearray(30_000_000)  # from then on glibc would keep whatever is smaller
before = used()
small, large = [], []
for _turn in range(40):
    large.append(bytearray(2_000_000))
    small.append(bytearray(4_000))
full = used() - before
del large
print(full, used() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do so by themselves")
def test_what_a_job_used_is_given_back() -> None:
    full, left = map(int, said_by(_AMID_SMALL_ONES).split())
    assert full > 70_000_000
    assert left < full / 10


@pytest.fixture
def looked_through() -> Iterator[None]:
    gc.enable()
    yield
    gc.unfreeze()


def _some(_progress: Progress) -> object:
    return [[] for _number in range(1_000)]


def _many(_progress: Progress) -> list[object]:
    return [[] for _number in range(150_000)]


@pytest.mark.usefixtures("looked_through")
def test_what_a_large_job_made_is_not_looked_through(qtbot: QtBot) -> None:
    jobs = Jobs()
    for work, stays in ((_some, False), (_many, True)):
        gc.collect()
        before = gc.get_freeze_count()
        job = jobs.make(work)
        with qtbot.waitSignal(job.finished) as found:
            jobs.start(job)
        qtbot.waitUntil(lambda: not jobs.running)
        assert found.args is not None
        assert gc.isenabled()
        assert (gc.get_freeze_count() > before + 100_000) == stays
    jobs.close()


def _instead(former: list[object], progress: Progress) -> object:
    made = _many(progress)
    former.clear()  # Python counts what goes against what is made
    return made


@pytest.mark.usefixtures("looked_through")
def test_what_took_the_place_of_as_much_is_not_looked_through(qtbot: QtBot) -> None:
    jobs, former = Jobs(), _many(Progress())
    jobs.set_apart()
    job = jobs.make(partial(_instead, former))
    with qtbot.waitSignal(job.finished) as found:
        jobs.start(job)
    qtbot.waitUntil(lambda: not jobs.running)
    assert found.args is not None
    assert not former
    assert len(gc.get_objects(generation=0)) < 100_000
    jobs.close()


@pytest.mark.usefixtures("looked_through")
def test_another_document_lets_go_of_what_the_one_before_brought(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    for leave in (lambda: window.session.open_example("oci-sources"), window.session.close):
        job = window.jobs.make(_many)
        with qtbot.waitSignal(job.finished):
            window.jobs.start(job)
        qtbot.waitUntil(lambda: not window.jobs.running)
        assert gc.get_freeze_count() > 10_000
        leave()
        assert gc.get_freeze_count() == 0


def test_a_former_analysis_is_freed_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(Preferences())
    assert session.open(copied_example(tmp_path))
    gc.collect()
    gc.disable()
    try:
        looks: tuple[Callable[[], object], ...] = (
            lambda: session.change_filter(as_of="2015"),
            lambda: session.set_language("nl"),
            session.close,
        )
        for look_otherwise in looks:
            analysis = session.analysis
            assert analysis.findings.gaps
            assert analysis.structure.clusters.listed
            former = weakref.ref(analysis)
            del analysis
            look_otherwise()
            assert former() is None
    finally:
        gc.enable()
        session.close()


def test_no_panel_holds_a_former_analysis(qtbot: QtBot, tmp_path: Path) -> None:
    window = shown_window(qtbot, copied_example(tmp_path))
    session = window.session
    one = next(iter(session.snapshot.organisations))
    session.select(("organisation", one))
    window.inspector.repaint()
    gc.collect()
    gc.disable()
    try:
        former = weakref.ref(session.analysis)
        session.run(records.edit, "organisation", one, place="Gent")
        assert former() is None
    finally:
        gc.enable()


_FREED_AMID_SMALL_ONES = """
import ctypes, resource
from oci_map.ui.memory import give_back_large_blocks, give_back_small_blocks

def used():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * resource.getpagesize()

give_back_large_blocks()
before = used()
large, small = [], []
for _turn in range(200):
    large.append(bytearray(200_000))
    small.append(bytearray(2_000))
del large
full = used() - before
give_back_small_blocks()
print(full, used() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such call")
def test_what_is_free_amid_small_blocks_is_given_back() -> None:
    full, left = map(int, said_by(_FREED_AMID_SMALL_ONES).split())
    assert full > 30_000_000
    assert left < full / 5
