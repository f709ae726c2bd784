"""The view of roundtables in a real window."""

from __future__ import annotations

from typing import TypeVar

from oci_map.model.ids import RecordId
from oci_map.ui.main_window import MainWindow
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.ui.roundtable.page import RoundtablePage
from oci_map.ui.roundtable.steps import Step

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
