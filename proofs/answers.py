"""The window answers: the longest time in which it does not, while it is used by a script.

Each turn of the event loop is timed. Measured is processor time of the window's own thread, since
others compute on the machine too; what waits for the disk is not in it, and is told beside it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from benchmarks.maps import make_map
from oci_map.document import Document
from oci_map.model.ids import RecordId, position_id
from oci_map.model.records import Membership, Organisation, Position, Tie, WorkingGroup
from oci_map.operations import groups, organisations, records
from oci_map.ui import app
from oci_map.ui.ahead import Ahead
from oci_map.ui.main_window import MainWindow
from oci_map.ui.preferences import Preferences
from oci_map.ui.views import VIEWS
from proofs.promise import Result, Setting, Tally, result

_LIMITS: Final = {1000: 0.2, 10_000: 1.0}  # seconds


def prove(setting: Setting) -> Iterator[Result]:
    """Use the window at two sizes; as a control, a slot that takes its time."""
    sizes = (1000,) if setting.short else tuple(_LIMITS)
    for size in sizes:
        yield _used(setting, size)


def _used(setting: Setting, size: int) -> Result:
    path = setting.folder / f"{size}.ocimap"
    _make(path, size)
    application = QApplication.instance() or app._application()
    window = app.make_window(Preferences())
    window.resize(1600, 1000)
    window.session.open(path)
    window.show()
    # As the start of the program does.
    ahead = Ahead(window)
    ahead.start()
    while ahead.is_loading:
        _settle(0.2)
    trials, limit = Tally(), _LIMITS[size]
    slowest: list[tuple[float, float, str]] = []
    for name, use in _script(window, setting.short):
        processor, wall = _longest(use)
        slowest.append((processor, wall, name))
        trials.add(f"{name}: {processor * 1000:.0f} ms" if processor > limit else "")
    controls = Tally()
    processor, _wall = _longest(_dawdle if size == 1000 else _dawdle_long)
    controls.add(f"a slow slot: {processor * 1000:.0f} ms" if processor > limit else "")
    window.close()
    window.deleteLater()
    application.processEvents()
    notes = [
        f"{name}: {used * 1000:.0f} ms of processor time, {wall * 1000:.0f} ms by the clock"
        for used, wall, name in sorted(slowest, reverse=True)[:4]
    ]
    way = f"{size} organisations: longest block of each use, limit {limit * 1000:.0f} ms"
    return result(way, trials, "a slot that takes longer", controls, notes)


def _make(path: Path, size: int) -> None:
    generated = make_map(size)
    names = [RecordId(f"o{number}") for number in range(size)]
    given: list[object] = [
        Organisation(id=one, name=f"Organisation {number}") for number, one in enumerate(names)
    ]
    columns = int(size**0.5) + 1
    given += [
        Position(
            id=position_id(one), organisation=one, x=40.0 * (at % columns), y=40.0 * (at // columns)
        )
        for at, one in enumerate(names)
    ]
    for number, members in enumerate(generated.groups[:60]):
        group = RecordId(f"g{number}")
        given.append(WorkingGroup(id=group, name_en=f"Group {number}"))
        given += [
            Membership(id=RecordId(f"m{number}-{at}"), organisation=names[at], group=group)
            for at in members
        ]
    given += [
        Tie(id=RecordId(f"t{number}"), organisation=names[one], other=names[other])
        for number, (one, other) in enumerate(generated.edges.tolist())
    ]
    Document.create(path, records=given).close()  # type: ignore[arg-type]


def _script(window: MainWindow, short: bool) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what a person does, with its name."""
    session = window.session
    one, other = RecordId("o1"), RecordId("o2")

    def add() -> None:
        session.run(organisations.add, "A new one")

    def rename() -> None:
        session.run(records.edit, "organisation", one, name="Renamed")

    def join() -> None:
        session.run(groups.add_member, other, RecordId("g1"))

    def select() -> None:
        session.select(("organisation", one))

    def date() -> None:
        session.change_filter(as_of="2012-10")

    def no_date() -> None:
        session.change_filter(as_of="")

    yield from (
        ("select", select), ("rename", rename), ("undo", session.undo), ("add", add),
        ("join a group", join), ("a date", date), ("no date", no_date),
    )  # fmt: skip
    for view in VIEWS[: 4 if short else None]:

        def show(name: str = view.name) -> None:
            session.show_view(name)

        yield f"first sight of {view.name}", show
        yield f"rename in {view.name}", rename
        yield f"undo in {view.name}", session.undo


def _longest(use: Callable[[], object]) -> tuple[float, float]:
    """Do something and let its consequences run out; return the longest turn of the loop."""
    begin = time.thread_time(), time.monotonic()
    use()
    longest = time.thread_time() - begin[0], time.monotonic() - begin[1]
    return max(longest, _settle(0.3))


def _settle(quiet: float) -> tuple[float, float]:
    """Run the event loop until it has been quiet so long; return its longest turn."""
    longest, until = (0.0, 0.0), time.monotonic() + quiet
    latest = time.monotonic() + 20
    while time.monotonic() < min(until, latest):
        begin = time.thread_time(), time.monotonic()
        QApplication.processEvents()
        turn = time.thread_time() - begin[0], time.monotonic() - begin[1]
        longest = max(longest, turn)
        if turn[0] > 0.002:
            until = time.monotonic() + quiet
        else:
            time.sleep(0.001)
    return longest


def _dawdle(seconds: float = 0.3) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def _dawdle_long() -> None:
    _dawdle(1.2)
