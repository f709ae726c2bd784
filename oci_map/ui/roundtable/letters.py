"""The words of an invitation, to be copied into a mail: what, when, where, about what and why."""

from __future__ import annotations

from oci_map import i18n
from oci_map.i18n import _
from oci_map.model.records import Invitation, Person
from oci_map.roundtable.names import joined, need_name
from oci_map.ui.roundtable.meeting import Meeting


def invitation_text(meeting: Meeting, guest: Invitation, why: str) -> str:
    """Return the letter to one guest; `why` is the reason when none was written down."""
    record, snapshot = meeting.roundtable, meeting.snapshot
    person = snapshot.all(Person).get(guest.person)
    name = person.name if person is not None else snapshot.organisations[guest.organisation].name
    when = i18n.date(record.date, short=False) if record.date else ""
    at = _("at {time}").format(time=record.starts_at) if record.starts_at else ""
    time = " ".join(part for part in (when, at) if part)
    where = " · ".join(part for part in (time, record.place) if part)
    lines = [
        _("Dear {name},").format(name=name),
        "",
        _("We invite you to the roundtable “{title}”.").format(title=record.name),
    ]
    if where:
        lines.append(where)
    if record.topics:
        needs = joined([need_name(snapshot, one) for one in record.topics], 12)
        lines += ["", _("We talk about {needs}.").format(needs=needs)]
    reason = guest.reason or why
    if reason:
        lines += ["", _("Why we ask you:"), reason]
    lines += ["", _("Please let us know whether you come.")]
    return "\n".join(lines)
