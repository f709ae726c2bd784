"""Pages of the inspector in a real window."""

from __future__ import annotations

from oci_map.model.ids import RecordId
from oci_map.ui.inspector.organisation import OrganisationPage
from oci_map.ui.inspector.record import RecordPage
from oci_map.ui.main_window import MainWindow
from tests.ui.windows import HOWEST


def record_page(window: MainWindow, noun: str, record: RecordId | None = None) -> RecordPage:
    chosen = record or next(iter(window.session.snapshot.table(noun)))
    window.session.select((noun, chosen))
    page = window.inspector.page
    assert isinstance(page, RecordPage)
    return page


def organisation_page(window: MainWindow) -> OrganisationPage:
    window.session.select(("organisation", HOWEST))
    page = window.inspector.page
    assert isinstance(page, OrganisationPage)
    return page
