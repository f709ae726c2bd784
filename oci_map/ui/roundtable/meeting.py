"""All that follows from one roundtable: guests, tables, who knows whom; found when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from oci_map.graph.analysis import Analysis
from oci_map.model.guests import expected, invitations_of, seats_of, sheets_of, wishes_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Commitment, Invitation, Roundtable, Seat, TableSheet, Wish
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable import score as scores
from oci_map.roundtable.coverage import Coverage, Goal, Theme, coverage, goals
from oci_map.roundtable.hosts import hosts_at
from oci_map.roundtable.meetings import Earlier, earlier
from oci_map.roundtable.of_record import ground_of, theme_of
from oci_map.roundtable.plan import Plan
from oci_map.roundtable.sheets import Sheet, table_sheet
from oci_map.roundtable.task import SeatingTask, seating_of

_NOBODY = RecordId("")


class Meeting:
    """A roundtable as the document holds it; an edit makes a new one."""

    def __init__(self, snapshot: Snapshot, roundtable: RecordId) -> None:
        self.snapshot = snapshot
        self.id = roundtable

    @cached_property
    def roundtable(self) -> Roundtable:
        """The record itself."""
        return self.snapshot.all(Roundtable)[self.id]

    @cached_property
    def analysis(self) -> Analysis:
        """The map as it is before the meeting."""
        return ground_of(self.snapshot, self.id)

    # ---------------------------------------------------------------------------------- the list

    @cached_property
    def invitations(self) -> tuple[Invitation, ...]:
        """Everybody on the list, whatever they answered."""
        return invitations_of(self.snapshot, self.id)

    @cached_property
    def by_organisation(self) -> Mapping[RecordId, Invitation]:
        """The invitation of each organisation on the list."""
        return {one.organisation: one for one in self.invitations}

    @cached_property
    def wishes(self) -> tuple[Wish, ...]:
        """What must hold."""
        return wishes_of(self.snapshot, self.id)

    @cached_property
    def before(self) -> Earlier:
        """What happened at earlier roundtables."""
        return earlier(self.snapshot, self.id)

    @cached_property
    def theme(self) -> Theme:
        """What it is about."""
        return theme_of(self.snapshot, self.id)

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        """What a list of guests should cover."""
        return _goals(self.analysis, self.theme)

    @cached_property
    def coming(self) -> tuple[RecordId, ...]:
        """The organisations on the list that have not said no."""
        return tuple(dict.fromkeys(expected(self.snapshot, self.id).values()))

    @cached_property
    def coverage(self) -> Coverage:
        """What those who are expected cover."""
        return _coverage(self.analysis, self.theme, self.coming)

    # ------------------------------------------------------------------------------- at tables

    @cached_property
    def task(self) -> SeatingTask:
        """What is asked of the seating."""
        return seating_of(self.snapshot, self.id)

    @property
    def plan(self) -> Plan:
        """Who sits where, without those who do not come any more."""
        return self.task.plan

    @property
    def rounds(self) -> int:
        """How many rounds there are, planned or held."""
        return max(self.roundtable.rounds or 1, len(self.plan))

    @property
    def tables(self) -> int:
        """How many tables there are."""
        return max([self.roundtable.tables or 0, *(len(row) for row in self.plan)])

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """All seats, also of those who do not come any more."""
        return seats_of(self.snapshot, self.id)

    @cached_property
    def pinned(self) -> frozenset[tuple[RecordId, int]]:
        """The guests whose seat is fixed, each with the round."""
        return frozenset((seat.invitation, seat.round) for seat in self.seats if seat.pinned)

    @cached_property
    def score(self) -> scores.Score:
        """What the plan brings."""
        return self.task.score()

    @cached_property
    def limits(self) -> scores.Limits:
        """What no plan with such tables exceeds."""
        return self.task.limits()

    @cached_property
    def sheets(self) -> Mapping[tuple[int, int], TableSheet]:
        """What was noted for each round and table."""
        return sheets_of(self.snapshot, self.id)

    def at(self, round_: int, table: int) -> tuple[RecordId, ...]:
        """Return who sits at a table in a round; nobody where there is no such table."""
        if round_ > len(self.plan) or table > len(self.plan[round_ - 1]):
            return ()
        return self.plan[round_ - 1][table - 1]

    def host(self, round_: int, table: int) -> RecordId:
        """Return the guest who was chosen to host a table; '' for nobody."""
        sheet = self.sheets.get((round_, table))
        if sheet is None or not sheet.host:
            return _NOBODY
        here = self.at(round_, table)
        return next((g for g in here if self.task.organisations.get(g) == sheet.host), _NOBODY)

    def likely_host(self, round_: int, table: int) -> RecordId:
        """Return who hosts a table, or who would be best at it."""
        chosen = self.host(round_, table)
        guests = self.at(round_, table)
        if chosen or not guests:
            return chosen
        return hosts_at(self.task.company, guests)[0].guest

    def sheet(self, round_: int, table: int) -> Sheet:
        """Return what a table can talk about."""
        task = self.task
        return table_sheet(
            task.analysis, task.company, task.organisations, self.theme,
            self.at(round_, table), self.host(round_, table) or None,
        )  # fmt: skip

    def topics(self, round_: int, table: int) -> Sequence[RecordId]:
        """Return the needs a table talks about: those that were chosen, else those it shares."""
        kept = self.sheets.get((round_, table))
        if kept is not None and kept.topics:
            return [one for one in kept.topics if one in self.snapshot.needs]
        return [topic.need for topic in self.sheet(round_, table).topics]

    # ------------------------------------------------------------------------------- on the day

    @cached_property
    def commitments(self) -> tuple[Commitment, ...]:
        """What was promised."""
        known = self.snapshot.all(Commitment).values()
        return tuple(one for one in known if one.roundtable == self.id)

    @property
    def is_seated(self) -> bool:
        """Say whether everybody who is expected has a seat in every round."""
        return bool(self.plan) and bool(self.coming) and not self.task.unseated

    @property
    def answered(self) -> int:
        """How many have said yes or no, or were noted as present or absent."""
        return sum(one.status not in ("proposed", "invited") for one in self.invitations)


# Most edits change neither the map nor the theme nor who is expected.
@lru_cache(maxsize=4)
def _goals(analysis: Analysis, theme: Theme) -> tuple[Goal, ...]:
    return goals(analysis, theme)


@lru_cache(maxsize=4)
def _coverage(analysis: Analysis, theme: Theme, coming: tuple[RecordId, ...]) -> Coverage:
    return coverage(_goals(analysis, theme), coming)
