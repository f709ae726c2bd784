"""What can be done about a gap: invite, seat, note a state; each is one step that can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from oci_map.graph import finding as f
from oci_map.graph.finding import Closing, Gap, GapDetails
from oci_map.graph.gap_details import to_invite
from oci_map.graph.gap_wording import gap_sentence
from oci_map.graph.what_if import Hypothesis
from oci_map.i18n import _, language
from oci_map.model.dates import last_day
from oci_map.model.guests import GONE, held
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation, Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.operations import gaps, grid
from oci_map.operations import roundtables as planning
from oci_map.ui.session import Session


def seatings(details: GapDetails) -> list[Closing]:
    """Return the working groups that would bring the sides together, fewest new seats first."""
    found = [one for one in details.closings if one.what == f.ADD_TO_GROUP and one.organisations]
    return sorted(found, key=_new_seats)


def hypothesis(closing: Closing) -> Hypothesis:
    """Return what is supposed when somebody asks what a seat would change."""
    return Hypothesis(seats=tuple((one, closing.record) for one in closing.organisations))


def tie_across(gap: Gap, details: GapDetails) -> Hypothesis | None:
    """Return what is supposed when two of the two sides work together; None without two sides."""
    if len(gap.sides) != 2:
        return None
    invited = to_invite(gap, details)
    ends = []
    for side, other in ((gap.one, gap.other), (gap.other, gap.one)):
        # Who is on both sides bridges them already.
        both = set(other.organisations)
        alone = [one for one in side.organisations if one not in both]
        first = alone[0] if alone else None
        wanted = (one for one in invited if one in side.organisations and one not in both)
        ends.append(next(wanted, first))
    one, other_end = ends
    return None if one is None or other_end is None else Hypothesis(ties=((one, other_end),))


def roundtables(snapshot: Snapshot) -> tuple[list[Roundtable], list[Roundtable]]:
    """Return the roundtables one can still ask for, the next one first, and those that were held.

    One whose day has passed, but where nobody was noted as there, may have been put off: it is
    offered after the others.
    """
    over = held(snapshot, today())
    tables = sorted(snapshot.all(Roundtable).values(), key=_by_date)
    planned = [one for one in tables if one.id not in over]
    passed = [one for one in planned if has_passed(one)]
    coming = [one for one in planned if one not in passed]
    return [*coming, *reversed(passed)], [one for one in tables if one.id in over]


def has_passed(table: Roundtable) -> bool:
    """Say whether the day of a roundtable lies behind."""
    return bool(table.date) and last_day(table.date) < today()


def are_listed(snapshot: Snapshot, table: RecordId, who: Sequence[RecordId]) -> bool:
    """Say whether all of these organisations are on the list of a roundtable already."""
    there = {
        one.organisation
        for one in snapshot.all(Invitation).values()
        if one.roundtable == table and one.status not in GONE
    }
    return there.issuperset(who)


def invite(session: Session, gap: Gap, who: Sequence[RecordId], table: RecordId | None) -> bool:
    """Put organisations on the list of a roundtable for a gap, or of a new one, which is shown."""
    sentence = gap_sentence(session.snapshot, gap)
    needs = tuple(one.need for one in gap.shared_needs)
    new = None if table is not None else _new_roundtable(session)
    went = session.run(
        gaps.invite, who, sentence, roundtable=table, new=new, topics=needs, plan={gap.key: ""}
    )
    if went and new is not None:
        session.show_view("roundtables")  # where it is planned on
    return went


def seat(session: Session, closing: Closing) -> bool:
    """Give organisations a seat in a working group."""
    cells = [(one, closing.record) for one in closing.organisations]
    return session.run(grid.set_role, cells, "member", session.filter.as_of)


def decide(session: Session, gap: Gap, state: str, reason: str = "") -> bool:
    """Note what is decided about a gap, with today's date."""
    sentence = gap_sentence(session.snapshot, gap)
    return session.run(gaps.set_state, gap.key, state, reason, today(), sentence=sentence)


def today() -> str:
    """Return the day on which somebody works."""
    return date.today().isoformat()  # noqa: DTZ011 - her own day


def _new_roundtable(session: Session) -> Roundtable:
    count = len(session.snapshot.all(Roundtable)) + 1
    name = _("Roundtable {number}").format(number=count)
    return planning.first_values(**{f"name_{language()}": name})


def _by_date(table: Roundtable) -> tuple[str, str]:
    return (table.date or "9999", table.name)


def _new_seats(closing: Closing) -> int:
    return len(closing.organisations)
