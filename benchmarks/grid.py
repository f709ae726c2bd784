"""Processor time of the grid: opening it, a seat given, scrolling, and typing in its search."""

from __future__ import annotations

import gc
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.targets import at_most

if TYPE_CHECKING:
    from oci_map.model.records import Record
    from oci_map.ui.grid.page import GridPage

SIZES: Final = ((500, 40), (5000, 40))
_MEMBERSHIPS: Final = 5  # of each organisation
_RUNS: Final = 15
#: Milliseconds that the slowest may take.
_BOUNDS: Final = {
    "opened, a document read before": 150,
    "a seat given, kept and painted": 100,
    "that undone": 100,
    "typed in the search, longest turn": 50,
}


def report() -> list[str]:
    """Return the lines of the report."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[name] = folder
        for organisations, groups in SIZES:
            taken = measure(Path(folder), organisations, groups)
            lines.append(f"{organisations} organisations × {groups} groups")
            lines += [
                f"  {name:<42}{median(values):>7.1f} ms (at worst {max(values):.1f})"
                + at_most(max(values), _BOUNDS.get(name), "ms")
                for name, values in taken.items()
            ]
    return lines


def measure(folder: Path, organisations: int, groups: int) -> dict[str, list[float]]:
    """Return the processor milliseconds of each run, by what was done.

    The grid stands in a window of its own: what the map and the panels need is not in these.
    But a list and a widget that looks at its events are there before, as in the program: with the
    first of each, PySide sets up fifty types.
    """
    from PySide6.QtWidgets import QApplication, QListView, QWidget

    from oci_map.document import Document
    from oci_map.ui import preferences, theme
    from oci_map.ui.actions import Actions
    from oci_map.ui.flat_edit import FlatEdit
    from oci_map.ui.grid.page import GridPage
    from oci_map.ui.jobs import Jobs
    from oci_map.ui.session import Session

    path = folder / f"{organisations}.ocimap"
    Document.create(path, records=_records(organisations, groups)).close()
    application = QApplication.instance() or QApplication([])
    preferences.name_application()
    theme.put_on("light")
    theme.load_fonts()
    window = QWidget()
    window.resize(1100, 900)
    session = Session(preferences.Preferences())
    session.open(path)
    jobs = Jobs(window)
    session.keeper.use(jobs)  # the file is written aside, as in the program
    actions = Actions(session, window)
    QListView(window).viewport()
    FlatEdit(parent=window).hide()
    window.show()
    taken: dict[str, list[float]] = {}

    def opened() -> GridPage:
        page = GridPage(session, actions, jobs, window)
        page.retranslate()
        page.resize(window.size())
        window.show()
        page.show()
        return page

    made: list[GridPage] = []
    gc.collect()
    gc.freeze()  # as the program does when its window stands
    _time(taken, "opened, a document read before", lambda: made.append(opened()))
    _use(made[0], taken)
    window.close()
    jobs.close()
    session.close()
    application.processEvents()
    return taken


def _use(page: GridPage, taken: dict[str, list[float]]) -> None:
    table, edits = page.table, page.edits
    rng = random.Random(0)
    table.setFocus()
    for _run in range(_RUNS):
        table.go_to(rng.randrange(len(page.model.rows)), rng.randrange(len(page.model.columns)))
        _settle()
        _time(taken, "a seat given, kept and painted", edits.cycle)
        _time(taken, "that undone", page.session.undo)
    down, across = table.verticalScrollBar(), table.horizontalScrollBar()
    for run in range(_RUNS * 4):
        _time(taken, "scrolled by three rows", down.setValue, down.value() + 84)
        if run % 2:
            _time(taken, "scrolled by a column", across.setValue, across.value() + 66)
    for run in range(_RUNS):
        _time(taken, "scrolled by a page", down.setValue, down.value() + 800)
        if run == _RUNS // 2:
            down.setValue(0)
    _type(page, taken)
    _time(taken, "a whole column given", _column, page)


def _type(page: GridPage, taken: dict[str, list[float]]) -> None:
    """Note the longest turn of the window's own thread after each letter."""
    from oci_map.ui.finder import finder_of

    finder = finder_of(page.session)
    page.bar.search.setFocus()
    for text in ("1", "12", "123", "12", "1", "", "or", "organisatie 4", ""):
        begin = time.thread_time()
        page.bar.search.setText(text)
        longest = time.thread_time() - begin
        while True:
            begin = time.thread_time()
            _settle()
            longest = max(longest, time.thread_time() - begin)
            if finder.complete:
                break
        taken.setdefault("typed in the search, longest turn", []).append(longest * 1000)


def _column(page: GridPage) -> None:
    page.table.choose_column(3)
    page.edits.give("observer")


def _time(
    taken: dict[str, list[float]], name: str, act: Callable[..., object], *given: object
) -> None:
    begin = time.process_time()
    act(*given)
    _settle()
    taken.setdefault(name, []).append((time.process_time() - begin) * 1000)


def _settle() -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()


def _records(organisations: int, groups: int) -> list[Record]:
    from oci_map.model import records as r
    from oci_map.model.ids import RecordId, position_id

    rng = random.Random(1)
    sectors = [
        r.Sector(id=RecordId(f"s{i}"), name_nl=f"Sector {i}", rank=i, initials_nl=f"S{i}")
        for i in range(12)
    ]
    made: list[Record] = [*sectors]
    all_groups = [
        r.WorkingGroup(id=RecordId(f"g{i}"), name_nl=f"Werkgroep nummer {i}", rank=i)
        for i in range(groups)
    ]
    made += all_groups
    for i in range(organisations):
        one = RecordId(f"o{i}")
        sector = rng.choice(sectors).id
        made.append(r.Organisation(id=one, name=f"Organisatie {i:05}", sectors=(sector,)))
        made.append(
            r.Position(
                id=position_id(one), organisation=one, x=rng.uniform(0, 4e3), y=rng.uniform(0, 4e3)
            )
        )
        made += [
            r.Membership(
                id=RecordId(f"m{i}-{group.id}"),
                organisation=one,
                group=group.id,
                role=rng.choice(("member", "member", "member", "chair", "observer")),
                active_from=rng.choice(("", "2010", "2011-04")),
            )
            for group in rng.sample(all_groups, _MEMBERSHIPS)
        ]
    return made


if __name__ == "__main__":
    print(*report(), sep="\n")
