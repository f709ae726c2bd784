"""The view of roundtables in a real window."""

from __future__ import annotations

from typing import Final, TypeVar

from pytestqt.qtbot import QtBot

from oci_map.model.ids import RecordId
from oci_map.ui.main_window import MainWindow
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.page import RoundtablePage
from oci_map.ui.roundtable.steps import Step
from oci_map.ui.roundtable.tables_step import TablesStep

LONG: Final = 20_000  # ms; a job on a busy machine
ABROAD = RecordId("roundtable-2012-abroad")

S = TypeVar("S", bound=Step)


def shown_page(window: MainWindow) -> RoundtablePage:
    """Show the view and return its page."""
    window.session.show_view("roundtables")
    page = window.views.page
    assert isinstance(page, RoundtablePage)
    return page


def at_step(page: RoundtablePage, name: str, kind: type[S]) -> S:
    """Go to a step and return it."""
    page.go(name)
    assert isinstance(page.step, kind)
    return page.step


def meeting_of(page: RoundtablePage) -> Meeting:
    """Return the roundtable that is shown."""
    meeting = page.desk.meeting
    assert meeting is not None
    return meeting


def seated(window: MainWindow, qtbot: QtBot) -> TablesStep:
    """Return the step of the tables with a plan."""
    step = at_step(shown_page(window), "tables", TablesStep)
    step.seat_again()
    qtbot.waitUntil(lambda: not step.asking.is_asking and bool(step.map.tables), timeout=LONG)
    return step
