"""How each table of a meeting looks on the map of tables."""

from __future__ import annotations

from oci_map.i18n import _, number
from oci_map.model.ids import RecordId
from oci_map.roundtable.names import need_name
from oci_map.roundtable.score import table_now, table_sentence
from oci_map.ui import theme
from oci_map.ui.roundtable.looks import TableLook, guest_look, in_order, own_names
from oci_map.ui.roundtable.meeting import Meeting

#: In which order guests sit round a table, by roundtable, round and table.
Chairs = dict[tuple[RecordId, int, int], tuple[RecordId, ...]]


def table_look(meeting: Meeting, round_: int, table: int, chairs: Chairs) -> TableLook:
    """Return a table in a round; `chairs` remembers who sits beside whom."""
    company = meeting.task.company
    guests = meeting.at(round_, table)
    key = (meeting.id, round_, table)
    host = meeting.likely_host(round_, table)
    before = chairs.get(key) or (host, *(one for one in guests if one != host))
    chairs[key] = order = in_order([one for one in before if one], guests)
    own = own_names(meeting.task.organisations, company.names)
    states = {one.id: one.status for one in meeting.invitations}
    chosen = meeting.host(round_, table)
    looks = tuple(
        guest_look(
            meeting.snapshot, guest, meeting.task.organisations[guest], theme.current(),
            name=own.get(guest, ""), host=guest == chosen,
            pinned=(guest, round_) in meeting.pinned,
            unsure=states.get(guest) in ("proposed", "invited"),
        )
        for guest in order
    )  # fmt: skip
    title = _("Table {table}").format(table=number(table))
    topics = meeting.topics(round_, table)
    if topics:
        title = f"{title} · {need_name(meeting.snapshot, topics[0])}"
    if len(guests) < 2:
        return TableLook(table, title, "", looks)
    now = table_now(company, meeting.plan, round_, table)
    return TableLook(table, title, table_sentence(now), looks, now.known, now.met, now.gaps)
