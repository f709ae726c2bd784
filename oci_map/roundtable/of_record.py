"""What the records of a roundtable ask for: a request for guests, a task for the seating.

The window, the command line and the papers all plan by these, so that they agree. A roundtable
is planned on the map as it is on its day, with everybody in it, whatever a filter shows; what
happened at the roundtable itself does not count while it is planned.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from oci_map.errors import NotFound
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.graph.finding import PAIR, SECTOR_DOMAIN, SECTOR_LEVEL, SECTORS
from oci_map.i18n import _
from oci_map.model.fields import NOUNS
from oci_map.model.guests import (
    ACCEPTED,
    ASKED,
    DECLINED,
    GONE,
    expected,
    invitations_of,
    wishes_of,
)
from oci_map.model.ids import RecordId
from oci_map.model.records import NONE, GapNote, Invitation, Roundtable, Seat
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.coverage import Theme
from oci_map.roundtable.request import Request

# What of a document a plan does not depend on: it changes at each swap.
_ASIDE: Final = ("table_sheet", "wish", "commitment", "gap_outcome", "position", "saved_view")
_GROUNDS: Final[deque[tuple[Snapshot, Analysis]]] = deque(maxlen=4)


def roundtable_of(snapshot: Snapshot, roundtable: RecordId) -> Roundtable:
    """Return a roundtable; raises NotFound when it is gone."""
    found = snapshot.all(Roundtable).get(roundtable)
    if found is None:
        raise NotFound(_("This roundtable is no longer in the document; nothing was changed."))
    return found


def ground_of(snapshot: Snapshot, roundtable: RecordId) -> Analysis:
    """Return the map a roundtable is planned on: that of its day, without what happened there."""
    planned = roundtable_of(snapshot, roundtable)
    view = Filter(as_of=_eve(planned.date))
    before = _before(snapshot, roundtable)
    for known, analysis in tuple(_GROUNDS):
        if analysis.filter == view and known == before:
            return analysis
    analysis = Analysis(before, view)
    _GROUNDS.append((before, analysis))
    return analysis


def _before(snapshot: Snapshot, roundtable: RecordId) -> Snapshot:
    """Return the records as they are while a roundtable is planned."""
    own = {one.id for one in invitations_of(snapshot, roundtable)}
    tables = {name: snapshot.table(name) for name in NOUNS if name not in _ASIDE}
    tables["seat"] = {
        key: one for key, one in snapshot.all(Seat).items() if one.invitation not in own
    }
    tables["invitation"] = {
        key: replace(one, status=ACCEPTED, reason="", deputy=NONE) if key in own else one
        for key, one in snapshot.all(Invitation).items()
    }
    return Snapshot(tables)


def _eve(day: str) -> str:
    """Return the day before a meeting: what begins at the meeting was not there before."""
    if len(day) < len("2012-11-22") or day == "0001-01-01":
        return day
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


# --------------------------------------------------------------------------------------- guests


def theme_of(snapshot: Snapshot, roundtable: RecordId) -> Theme:
    """Return what a roundtable is about: its needs, its recommendations and its gaps.

    Its gaps are those that were planned to be closed and whose two sides are on its list: two
    organisations, or somebody of each of two sectors, of a sector and a level or a domain.
    """
    planned = roundtable_of(snapshot, roundtable)
    there = set(expected(snapshot, roundtable, without={DECLINED}).values())
    gaps = tuple(
        note.gap
        for note in snapshot.all(GapNote).values()
        if note.state == "planned" and _has_sides(snapshot, note.gap, there)
    )
    return Theme(planned.topics, planned.recommendations, gaps)


def _has_sides(snapshot: Snapshot, gap: str, there: Collection[RecordId]) -> bool:
    """Say whether both sides of a gap are among these organisations, each by another one."""
    kind, _colon, ends = gap.partition(":")
    one, _line, other = ends.partition("|")
    if kind == PAIR:
        return one in there and other in there
    if kind not in (SECTORS, SECTOR_LEVEL, SECTOR_DOMAIN):
        return False
    records = [snapshot.organisations[guest] for guest in there if guest in snapshot.organisations]
    sides = [
        {
            record.id
            for record in records
            if end in (*record.sectors, record.policy_level, record.policy_domain)
        }
        for end in (one, other)
    ]
    return all(sides) and len(sides[0] | sides[1]) > 1


def request_of(
    snapshot: Snapshot,
    roundtable: RecordId,
    *,
    one_per_parent: bool = True,
    answering: float = 0.0,
) -> Request:
    """Return whom the records of a roundtable ask for.

    Whoever was asked already stays; whoever declined is not asked again.
    """
    planned = roundtable_of(snapshot, roundtable)
    wishes = wishes_of(snapshot, roundtable)
    invited = invitations_of(snapshot, roundtable)
    asked = [one.organisation for one in invited if one.status in ASKED]
    declined = [
        one.organisation for one in invited if one.status in GONE and one.organisation not in asked
    ]
    not_now = [one.organisation for one in wishes if one.kind == "not_this_time"]
    return Request(
        theme=theme_of(snapshot, roundtable),
        seats=planned.seats or 0,
        must=_once([one.organisation for one in wishes if one.kind == "must_come"]),
        not_now=_once([*not_now, *declined]),
        one_per_parent=one_per_parent,
        answering=answering,
        asked=_once(asked),
    )


def guests_of(snapshot: Snapshot, roundtable: RecordId) -> tuple[RecordId, ...]:
    """Return the organisations on the list of a roundtable, without those who will not come."""
    return _once(list(expected(snapshot, roundtable).values()))


def _once(some: Sequence[RecordId]) -> tuple[RecordId, ...]:
    return tuple(dict.fromkeys(some))
