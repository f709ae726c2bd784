"""Processor time of the tables: opening each, an edit, typing in the filter, blocks of cells."""

from __future__ import annotations

import gc
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from benchmarks.targets import at_most

if TYPE_CHECKING:
    from oci_map.model.records import Record
    from oci_map.ui.tables.page import TablesPage

SIZES: Final = (500, 5000)
_MEMBERSHIPS: Final = 5  # of each organisation
_RUNS: Final = 15

#: How the names of rows begin, and the milliseconds that the slowest may take.
_BOUNDS: Final = {
    "opening": 150,
    "a cell edit": 100,
    "that undone": 100,
    "typing in the filter": 50,
}

Taken = dict[str, list[float]]


def report(sizes: Iterable[int] = SIZES) -> list[str]:
    """Return the lines of the report."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[name] = folder
        for size in sizes:
            taken = measure(Path(folder), size)
            lines.append(f"{size} organisations, {size * _MEMBERSHIPS} memberships")
            lines += [
                f"  {name:<46}{median(values):>7.1f} ms (at worst {max(values):.1f})"
                + _against(name, max(values))
                for name, values in taken.items()
            ]
    return lines


def _against(name: str, slowest: float) -> str:
    bound = next((one for begin, one in _BOUNDS.items() if name.startswith(begin)), None)
    return at_most(slowest, bound, "ms")


def measure(folder: Path, size: int) -> Taken:
    """Return the processor milliseconds of each run, by what was done.

    The tables stand in a window of their own: what the map and the panels need is not in these.
    But a list and a widget that looks at its events are there before, as in the program: with the
    first of each, PySide sets up fifty types.
    """
    from PySide6.QtWidgets import QApplication, QListView, QMainWindow

    from oci_map.document import Document
    from oci_map.ui import preferences, theme
    from oci_map.ui.actions import Actions
    from oci_map.ui.flat_edit import FlatEdit
    from oci_map.ui.jobs import Jobs
    from oci_map.ui.session import Session
    from oci_map.ui.tables.page import TablesPage

    path = folder / f"{size}.ocimap"
    Document.create(path, records=_records(size)).close()
    application = QApplication.instance() or QApplication([])
    preferences.name_application()
    theme.load_fonts()
    theme.put_on("light")
    window = QMainWindow()
    session = Session(preferences.Preferences(), window)
    session.open(path)
    session.show_view("tables")
    jobs = Jobs(window)
    session.keeper.use(jobs)  # the file is written aside, as in the program
    actions = Actions(session, window)
    window.resize(1100, 900)
    window.show()
    QListView(window).viewport()
    FlatEdit(parent=window).hide()
    taken: Taken = {}
    made: list[TablesPage] = []

    def open_first() -> None:
        made.append(TablesPage(session, actions, jobs, window))
        made[0].retranslate()
        window.setCentralWidget(made[0])

    _time(taken, "opening organisations", open_first)
    gc.freeze()  # as the program does when its window stands
    _use(made[0], taken)
    jobs.close()
    session.close()
    window.close()
    application.processEvents()
    return taken


def _use(page: TablesPage, taken: Taken) -> None:
    from PySide6.QtGui import QGuiApplication

    from oci_map.document import Document
    from oci_map.operations import records

    session = page.session
    for noun in ("membership", "need_statement", "tie", "working_group", "recommendation"):
        _time(taken, f"opening {NOUNS_SHOWN[noun]}", page.show_noun, noun)
    chance = random.Random(0)
    for noun, values in (
        ("organisation", {"place": "Gent"}),
        ("membership", {"role": "observer"}),
    ):
        page.show_noun(noun)
        _settle()
        ids = chance.sample(sorted(session.snapshot.table(noun)), _RUNS)
        name = f"a cell edit to the table painted: {noun}"
        for one in ids:
            _time(taken, name, session.run, records.edit, noun, one, **values)
        for _turn in ids:
            _time(taken, f"that undone: {noun}", session.run, Document.undo)
        for column in range(4):
            _time(taken, f"sorting by a column: {noun}", page.sheet.sort_by, column)
        _type(page, taken, f"typing in the filter, longest turn: {noun}")
    page.show_noun("organisation")
    view, model = page.sheet.view, page.sheet.model
    _time(taken, "selecting every row", view.selectAll)
    view.go_to(0, model.column_of("place"))
    QGuiApplication.clipboard().setText("Gent\n" * 400)
    _time(taken, "pasting 400 cells", page.actions_["table_paste"].trigger)
    _time(taken, "that undone", session.run, Document.undo)


def _type(page: TablesPage, taken: Taken, name: str) -> None:
    """Note the longest turn of the window's own thread after each letter."""
    from PySide6.QtWidgets import QApplication

    for typed in ("o", "or", "org", "organisation 12", "sector", "", "12", "1", ""):
        longest = 0.0
        begin = time.thread_time()
        page.filter.setText(typed)
        longest = time.thread_time() - begin
        while page.sheet.sieve.is_busy:
            begin = time.thread_time()
            QApplication.processEvents()
            longest = max(longest, time.thread_time() - begin)
        begin = time.thread_time()
        QApplication.processEvents()
        longest = max(longest, time.thread_time() - begin)
        taken.setdefault(name, []).append(longest * 1000)


def _time(taken: Taken, name: str, do: Callable[..., object], *given: Any, **values: Any) -> None:
    begin = time.process_time()
    do(*given, **values)
    _settle()
    taken.setdefault(name, []).append((time.process_time() - begin) * 1000)


def _settle() -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()


NOUNS_SHOWN: Final = {
    "membership": "memberships",
    "need_statement": "needs of organisations",
    "tie": "ties",
    "working_group": "working groups",
    "recommendation": "recommendations",
}


def _records(size: int) -> list[Record]:
    """Return the map of benchmarks/analysis.py with five memberships for each organisation."""
    from benchmarks.analysis import make_snapshot
    from oci_map.model.fields import NOUNS
    from oci_map.model.ids import RecordId
    from oci_map.model.records import Membership, Organisation

    snapshot = make_snapshot(size)
    chance = random.Random(size)
    places = ("Gent", "Antwerpen", "Brussel", "Leuven", "Hasselt", "Brugge", "Kortrijk", "")
    made: list[Record] = [
        replace(one, place=chance.choice(places), short_name=f"Org {one.name[-4:]}")
        if isinstance(one, Organisation)
        else one
        for noun in NOUNS
        if noun != "membership"
        for one in snapshot.table(noun).values()
    ]
    groups = sorted(snapshot.groups)
    for organisation in snapshot.organisations:
        for group in chance.sample(groups, min(_MEMBERSHIPS, len(groups))):
            seat = RecordId(f"{organisation}/{group}")
            made.append(Membership(id=seat, organisation=organisation, group=group))
    return made


if __name__ == "__main__":
    print(*report(), sep="\n")
