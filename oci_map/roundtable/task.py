"""The seating of a roundtable as a task: its guests, tables and wishes, and the plan so far."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from oci_map.graph.analysis import Analysis
from oci_map.i18n import _, number
from oci_map.model.guests import (
    MOST_ROUNDS,
    MOST_TABLES,
    expected,
    sheets_of,
    table_sizes,
    wishes_of,
)
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Progress
from oci_map.roundtable.company import Company, company_of
from oci_map.roundtable.coverage import closed_gaps
from oci_map.roundtable.meetings import earlier
from oci_map.roundtable.names import organisation_name
from oci_map.roundtable.of_record import ground_of, roundtable_of
from oci_map.roundtable.plan import Plan, pins_of, plan_of
from oci_map.roundtable.reseat import reseat
from oci_map.roundtable.score import Limits, Score, limits, score
from oci_map.roundtable.seating import Seating, seat
from oci_map.roundtable.wishes import Pair, Pin, Room, Wishes, contradictions
from oci_map.values import dataclass

# From so many guests on it takes longer than a person waits without being told.
_MANY = 150


@dataclass(frozen=True, slots=True, eq=False)
class SeatingTask:
    """All that decides who sits with whom at a roundtable; guests are invitations."""

    roundtable: RecordId
    analysis: Analysis  # the map as it is before the meeting
    company: Company
    organisations: Mapping[RecordId, RecordId]  # of each guest
    room: Room
    wishes: Wishes
    plan: Plan  # the seats that are in the document, without guests who will not come
    seed: int
    remarks: tuple[str, ...]  # what was asked for and cannot be looked after, and why

    @property
    def problems(self) -> tuple[str, ...]:
        """Why there cannot be a plan, each with what can be relaxed; () when there can be one."""
        names = {guest: self.company.names[guest] for guest in self.company.guests}
        return tuple(dict.fromkeys(contradictions(names, self.room, self.wishes)))

    @property
    def unseated(self) -> tuple[RecordId, ...]:
        """The guests who have no seat in some round of the plan."""
        rounds = [{one for table in tables for one in table} for tables in self.plan]
        return tuple(
            one
            for one in self.company.guests
            if len(rounds) < self.room.rounds or any(one not in there for there in rounds)
        )

    def seat(
        self,
        *,
        seed: int | None = None,
        steps: int | None = None,
        from_plan: bool = False,
        progress: Progress | None = None,
    ) -> Seating:
        """Seat everybody anew; raises UserError when the wishes contradict each other.

        With `from_plan` the search begins with the seats that are there. When the person stops
        it, it is the best so far.
        """
        return seat(
            self.company,
            self.room,
            self.wishes,
            seed=self.seed if seed is None else seed,
            steps=steps,
            start=self.plan if from_plan else None,
            progress=progress,
        )

    def reseat(self, first: int = 1) -> Plan:
        """Return the plan for the guests as they are now, changed as little as can be.

        Rounds before `first`, counted from 1, are over. Who has no seat gets one.
        """
        empty = ((),) * len(self.room.seats)
        rounds = min(self.room.rounds, MOST_ROUNDS)
        plan = (*self.plan[:rounds], *((empty,) * (rounds - len(self.plan))))
        return reseat(self.company, plan, self.room, self.wishes, first=first)

    def score(self, plan: Plan | None = None) -> Score:
        """Return what a plan brings, or the one that is in the document."""
        return score(self.company, self.plan if plan is None else plan, None, self.hosts)

    def limits(self, plan: Plan | None = None) -> Limits:
        """Return what no plan exceeds whose tables are as large."""
        return limits(self.company, self.plan if plan is None else plan, None, self.hosts)

    @property
    def hosts(self) -> tuple[RecordId, ...]:
        """The guests who host a table in all rounds."""
        return tuple(self.wishes.hosts.values())


def seating_of(snapshot: Snapshot, roundtable: RecordId) -> SeatingTask:
    """Return what the records of a roundtable ask of the seating."""
    planned = roundtable_of(snapshot, roundtable)
    analysis = ground_of(snapshot, roundtable)
    remarks: list[str] = []
    organisations = {
        guest: organisation
        for guest, organisation in expected(snapshot, roundtable).items()
        if organisation in analysis.snapshot.organisations
    }
    rounds = planned.rounds or 1
    sizes = table_sizes(planned)
    tables = min(planned.tables or 0, MOST_TABLES)
    place = Room(sizes or (max(len(organisations), 1),) * tables, rounds)
    if len(organisations) > _MANY:
        remarks.append(
            _(
                "Seating {count} guests may take half a minute. You can stop at any time and keep "
                "the best plan so far."
            ).format(count=number(len(organisations)))
        )
    return SeatingTask(
        roundtable=roundtable,
        analysis=analysis,
        company=_company(
            analysis,
            tuple(organisations.items()),
            earlier(snapshot, roundtable).tables,
            closed_gaps(snapshot),
        ),
        organisations=organisations,
        room=place,
        wishes=_wishes(snapshot, roundtable, organisations, place, remarks),
        plan=_fitting(plan_of(snapshot, roundtable), len(place.seats)),
        seed=planned.seed or 0,
        remarks=tuple(dict.fromkeys(remarks)),
    )


# Each drag asks for it again.
@lru_cache(maxsize=8)
def _company(
    analysis: Analysis,
    guests: tuple[tuple[RecordId, RecordId], ...],
    tables: tuple[tuple[RecordId, ...], ...],
    closed: frozenset[str],
) -> Company:
    return company_of(analysis, dict(guests), tables, closed)


def _fitting(plan: Plan, tables: int) -> Plan:
    """Return the plan with at least so many tables in each round; the last ones may be empty."""
    return tuple((*row, *((),) * (tables - len(row))) for row in plan)


def _wishes(
    snapshot: Snapshot,
    roundtable: RecordId,
    organisations: Mapping[RecordId, RecordId],
    place: Room,
    remarks: list[str],
) -> Wishes:
    guests: dict[RecordId, list[RecordId]] = {}
    for guest, organisation in organisations.items():
        guests.setdefault(organisation, []).append(guest)
    pairs: dict[str, list[Pair]] = {"together": [], "apart": []}
    for wish in wishes_of(snapshot, roundtable):
        if wish.kind in pairs:
            pairs[wish.kind] += [
                (one, other)
                for one in guests.get(wish.organisation, ())
                for other in guests.get(wish.other, ())
            ]
    hosts, pins = _hosts(snapshot, roundtable, guests, place, remarks)
    fixed = [one for one in pins_of(snapshot, roundtable) if one.guest in organisations]
    return Wishes(
        pins=tuple(dict.fromkeys((*fixed, *pins))),
        hosts=hosts,
        apart=tuple(pairs["apart"]),
        together=tuple(pairs["together"]),
    )


def _hosts(
    snapshot: Snapshot,
    roundtable: RecordId,
    guests: Mapping[RecordId, list[RecordId]],
    place: Room,
    remarks: list[str],
) -> tuple[dict[int, RecordId], list[Pin]]:
    """Return who hosts a table in all rounds, and who hosts one in some rounds only."""
    chosen: dict[int, dict[int, RecordId]] = {}  # table → round → guest
    for (at, table), sheet in sorted(sheets_of(snapshot, roundtable).items()):
        if not sheet.host or at > place.rounds or table > len(place.seats):
            continue
        there = guests.get(sheet.host)
        if there:
            chosen.setdefault(table, {})[at] = there[0]
        else:
            remarks.append(
                _("{organisation} would host table {table} and is no longer expected.").format(
                    organisation=organisation_name(snapshot, sheet.host), table=number(table)
                )
            )
    hosts: dict[int, RecordId] = {}
    pins: list[Pin] = []
    for table, own in chosen.items():
        if len(own) == place.rounds and len(set(own.values())) == 1:
            hosts[table] = own[1]
        else:
            pins += [Pin(guest, at, table) for at, guest in own.items()]
    return hosts, pins
