"""Changes to a plan that move as few as can be, and when a plan is not to be changed any more."""

from __future__ import annotations

from oci_map.document import Document
from oci_map.i18n import _, ngettext, number
from oci_map.operations import seating
from oci_map.ui.roundtable.desk import today
from oci_map.ui.roundtable.meeting import Meeting


def reseat(document: Document, meeting: Meeting, first: int) -> None:
    """Give those without a seat one; from a round on, all others move as little as can be."""
    seating.put_plan(document, meeting.id, meeting.task.reseat(first))


def is_over(meeting: Meeting) -> bool:
    """Say whether it was noted who came, on a day that has passed."""
    date = meeting.roundtable.date
    attended = any(one.status == "attended" for one in meeting.invitations)
    return attended and bool(date) and date < today()[: len(date)]


def sizes_sentence(meeting: Meeting) -> str:
    """Say how many will sit at each table; nothing where that was said table by table."""
    guests, tables = len(meeting.task.company.guests), meeting.roundtable.tables or 0
    if not tables or meeting.roundtable.table_sizes:
        return ""
    least, more = divmod(guests, tables)
    text = ngettext(
        "{count} table has {least} guests.", "{count} tables have {least} guests each.", tables
    )
    if more:
        text = _("{count} tables have {least} or {most} guests each.")
    said = text.format(count=number(tables), least=number(least), most=number(least + 1))
    where = _("Their number can be changed in the first step.")
    return f"{said} {where}"


def way_on(meeting: Meeting) -> str:
    """Return the words of the button under what is said about a plan; '' for no button."""
    if not meeting.coming:
        return _("Choose the guests")
    if meeting.task.problems:
        # Wishes and fixed seats are taken away beside the tables, all else in the first step.
        is_wish = meeting.pinned or any(one.other for one in meeting.wishes)
        return "" if is_wish else _("Go to the first step")
    if meeting.plan:
        return _("Give them a seat, change as little as can be")
    return _("Seat the guests")
