"""Changes to a plan that move as few as can be, and when a plan is not to be changed any more."""

from __future__ import annotations

from oci_map.document import Document
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
