"""What a person does on a map of any size, and how long the window does not listen meanwhile.

`python -m benchmarks.end_to_end [SIZE …]`: the document is made, opened, looked at, searched,
edited and exported offscreen. A row for each: the longest turn of the event loop (by the clock, and
processor time of the window's thread alone), until nothing is looked for any more, and the memory:
the most that was used meanwhile, and what is left when all is found. The smallest size is measured
three times, before, between and after the others; the least of each figure counts.
"""

from __future__ import annotations

import os
import sys

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import json
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.targets import at_most

if TYPE_CHECKING:
    from oci_map.model.ids import RecordId
    from oci_map.ui.canvas.view import CanvasView
    from oci_map.ui.canvas.viewport import Viewport
    from oci_map.ui.main_window import MainWindow

SIZES: Final = (1_000, 5_000, 20_000)
#: What is allowed, by size: the longest turn by the clock (ms), memory while editing (MB).
_TURN: Final = {1_000: 200, 20_000: 1_000}
_MEMORY: Final = {5_000: 400, 20_000: 600}
_LAST_EDIT: Final = "all again"
# Whatever is looked for must be found by then (s).
_PATIENCE: Final = 180.0
_PAUSE: Final = 0.002
# A size takes so long at most (s), on a machine that others use too.
_LONGEST: Final = 2_400


@dataclass(frozen=True)
class Row:
    """One thing that was done."""

    action: str
    longest: float  # ms, of one turn of the event loop by the clock
    busiest: float  # ms, of one turn: processor time of the window's thread
    until: float  # s, until nothing is looked for any more
    most: float  # MB, the most memory meanwhile
    left: float  # MB, that is still in use after it


def report(sizes: Sequence[int] = SIZES) -> Iterator[str]:
    """Yield the lines of the report, each size measured in a process of its own."""
    found: dict[int, list[list[Row]]] = defaultdict(list)
    for size in _in_turn(sizes):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.end_to_end", "--one", str(size)],
            capture_output=True, text=True, check=False, timeout=_LONGEST,
        )  # fmt: skip
        if done.returncode:
            yield f"{size} organisations: it ended with {done.returncode}"
            yield from done.stderr.splitlines()[-5:]
        else:
            found[size].append([Row(*one) for one in json.loads(done.stdout.splitlines()[-1])])
    for size, passes in found.items():
        yield from _told(size, [_least(same) for same in zip(*passes, strict=True)])


def _in_turn(sizes: Sequence[int]) -> Iterator[int]:
    """Yield the smallest size before, between and after the others.

    Its turns are short, and a machine that is slow for half a minute would spoil all of them.
    """
    first, *others = sorted(sizes)
    for size in others:
        yield from (first, size)
    yield first


def _least(rows: Sequence[Row]) -> Row:
    """Return the least that the same action took: nothing else on a machine makes it faster."""
    figures = zip(*(astuple(row)[1:] for row in rows), strict=True)
    return Row(rows[0].action, *map(min, figures))


def measure(size: int, folder: Path) -> Iterator[Row]:
    """Make a document of this size, and yield a row for each thing that is done with it."""
    from benchmarks.documents import write_document

    path = folder / f"{size}.ocimap"
    if os.fork() == 0:  # what making it takes must not count as the window's memory
        write_document(path, size)
        os._exit(0)
    os.wait()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        os.environ[name] = str(folder)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from oci_map.ui import qt_imports

    qt_imports.load()  # as the program does
    from PySide6.QtWidgets import QApplication

    from oci_map.ui import app, preferences
    from oci_map.ui.standing import Standing

    application = QApplication([])
    preferences.name_application()
    window = app.make_window(preferences.Preferences())
    Standing(window.session, window.jobs)
    window.resize(1600, 1000)
    window.show()
    window.jobs.set_apart()
    window.jobs.collect_garbage()
    application.processEvents()
    watch = _Watch(window)
    for action, do in _actions(window, path, folder):
        yield watch.row(action, do)
    window.session.show_view("map")
    window.jobs.close()
    window.session.close()


class _Watch:
    """Notes the longest time between two turns of the event loop while something is done.

    A timer beats in it, also in a loop within the loop, as while a file is read.
    """

    def __init__(self, window: MainWindow) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._window = window
        self._beat = QTimer(window)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._note)
        self._beat.start(2)
        self._clock, self._used = time.perf_counter(), time.thread_time()
        self._longest = self._busiest = 0.0

    def row(self, action: str, do: Callable[[], object]) -> Row:
        """Do something and wait until all that it leads to is done."""
        self._clock, self._used = time.perf_counter(), time.thread_time()
        self._longest = self._busiest = 0.0
        _forget_peak()
        begin = time.perf_counter()
        do()
        self._note()
        quiet = 0
        while quiet < 60 and time.perf_counter() - begin < _PATIENCE:
            _events()
            self._note()
            busy = self._window.jobs.running or not self._window.session.drawing.is_settled
            quiet = 0 if busy else quiet + 1
            time.sleep(_PAUSE)
            self._clock = time.perf_counter()
        until = time.perf_counter() - begin - quiet * _PAUSE
        most, left = _memory()
        return Row(action, self._longest * 1e3, self._busiest * 1e3, until, most, left)

    def _note(self) -> None:
        clock, used = time.perf_counter(), time.thread_time()
        self._longest = max(self._longest, clock - self._clock)
        self._busiest = max(self._busiest, used - self._used)
        self._clock, self._used = clock, used


def _forget_peak() -> None:
    """Have Linux note the most memory from now on; elsewhere it is the most so far."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _memory() -> tuple[float, float]:
    """Return the most memory and that in use now, in MB."""
    try:
        told = Path("/proc/self/status").read_text()
    except OSError:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return most, float("nan")
    found = dict(line.split(":", 1) for line in told.splitlines())
    most, left = (float(found[name].split()[0]) / 1024 for name in ("VmHWM", "VmRSS"))
    return most, left


def _events() -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()


def _actions(
    window: MainWindow, path: Path, folder: Path
) -> Iterator[tuple[str, Callable[[], object]]]:
    from PySide6.QtCore import QPointF

    from oci_map.operations import groups, records

    session, canvas = window.session, window.canvas
    yield "open", lambda: session.open(path)
    yield "pan (a frame)", partial(_pan, canvas)
    for factor in (2.0, 3.0, 3.0):
        yield "zoom in", partial(_zoom, canvas, factor)
        yield "pan (a frame)", partial(_pan, canvas)
    yield "fit", canvas.fit
    yield "point at a place", lambda: canvas.map_point(QPointF(600, 400))
    first = sorted(session.snapshot.organisations)
    yield "find a name", lambda: window.navigator.search.setText("ka 1")
    yield "find nothing more", lambda: window.navigator.search.setText("")
    yield "select", lambda: session.select(("organisation", first[5]))
    yield "select another", lambda: session.select(("organisation", first[6]))
    free = _free_group(window, first[6])
    yield "a membership, selected", lambda: session.run(groups.add_member, first[6], free)
    yield "undo", session.undo
    yield (
        "a name, selected",
        lambda: session.run(records.edit, "organisation", first[6], name="Another name"),
    )
    yield "nothing selected", session.select
    yield "a membership", lambda: session.run(groups.add_member, first[7], free)
    yield "a place", lambda: session.run(records.edit, "organisation", first[8], place="Gent")
    yield (
        "another name, undone and done again",
        lambda: session.run(records.edit, "organisation", first[7], name="A third name"),
    )
    yield "undo a name", session.undo
    yield "redo a name", session.redo
    yield "an organisation removed", lambda: session.run(records.remove, "organisation", first[9])
    yield "undo a removal", session.undo
    yield "without gaps", lambda: session.change_filter(show_gaps=False)
    yield "a date", lambda: session.change_filter(as_of="2015")
    yield "all again", lambda: session.change_filter(show_gaps=True, as_of="")
    yield "data tables", lambda: session.show_view("tables")
    yield (
        "a place, in the tables",
        lambda: session.run(records.edit, "organisation", first[9], place="Oostende"),
    )
    yield "grid", lambda: session.show_view("grid")
    yield "gaps", lambda: session.show_view("gaps")
    yield "clusters", lambda: session.show_view("structure")
    yield "then and now", lambda: session.show_view("compare")
    yield "map again", lambda: session.show_view("map")
    yield "dark", lambda: session.set_theme("dark")
    yield "export PNG", lambda: _export(window, folder / "map.png")
    yield "export SVG", lambda: _export(window, folder / "map.svg")
    yield "a copy of the document", lambda: session.save_copy(folder / "copy.ocimap")


def _paint(canvas: CanvasView, viewport: Viewport) -> None:
    """Paint one frame at once, as a display would ask for it."""
    canvas.show_view(viewport)
    canvas.repaint()


def _pan(canvas: CanvasView) -> None:
    _paint(canvas, canvas.viewport.moved(-9, 4))


def _zoom(canvas: CanvasView, factor: float) -> None:
    _paint(canvas, canvas.viewport.zoomed(factor, 700, 450))


def _free_group(window: MainWindow, organisation: RecordId) -> RecordId:
    snapshot = window.session.snapshot
    own = {seat.group for seat in snapshot.memberships_of.get(organisation, ())}
    return next(one for one in sorted(snapshot.groups) if one not in own)


def _export(window: MainWindow, path: Path) -> None:
    from oci_map.ui.export.choice import Choice

    window.exporter.remember(Choice(suffix=path.suffix), path)
    window.exporter.repeat()


def _told(size: int, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of one size as they come, and what was most below them."""
    yield f"{size} organisations: longest turn / processor time of the window / until all is found"
    yield "  and the most memory meanwhile / after it"
    longest = most = editing = 0.0
    for row in rows:
        yield (
            f"  {row.action:<36}{row.longest:>8.0f} ms{row.busiest:>8.0f} ms"
            f"{row.until:>8.1f} s{row.most:>8.0f} MB{row.left:>8.0f} MB"
        )
        longest, most = max(longest, row.longest), max(most, row.most)
        if row.action == _LAST_EDIT:
            editing = most
    yield f"  longest turn {longest:.0f} ms{at_most(longest, _TURN.get(size), 'ms')}"
    yield f"  most memory while editing {editing:.0f} MB{at_most(editing, _MEMORY.get(size), 'MB')}"
    yield f"  most memory of all {most:.0f} MB"


def main(given: list[str]) -> None:
    """Print the report; `--one SIZE` measures in this process, and prints the rows as JSON."""
    if given[:1] != ["--one"]:
        for line in report(tuple(map(int, given)) or SIZES):
            print(line, flush=True)
        return
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps([astuple(row) for row in measure(int(given[1]), Path(folder))]))


if __name__ == "__main__":
    main(sys.argv[1:])
