"""What a roundtable brought about: which gaps sat at one table, and which became ties since.

A gap is one of the map of the day before. It became a tie when its two sides work together on a
later day otherwise than by having sat at a table: a stated tie, a group or an initiative in
common. Where nothing is recorded the coordinator is asked, after three months and after twelve.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import DEFAULT_KINDS, ROUNDTABLE, Filter
from oci_map.graph.finding import DISMISSED
from oci_map.model.dates import first_day, last_day
from oci_map.model.guests import ABSENT, ATTENDED, invitations_of, seats_of
from oci_map.model.ids import RecordId
from oci_map.model.records import GapNote, GapOutcome, Invitation, Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.meetings import earlier
from oci_map.roundtable.of_record import ground_of, roundtable_of
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.compare import Comparison

MONTHS: Final = (3, 12)
#: Ties other than having sat at a table.
OTHER_KINDS: Final = DEFAULT_KINDS - {ROUNDTABLE}

State = Literal["recorded", "tie", "no_tie", "unknown", "to_ask", "later"]
Pair = tuple[RecordId, RecordId]
_NOTED: Final[Mapping[str, State]] = {"tie": "tie", "no_tie": "no_tie", "unknown": "unknown"}
#: The states in which a gap has become a tie.
BECAME_TIES: Final = ("recorded", "tie")


@dataclass(frozen=True, slots=True)
class SeatedGap:
    """A gap whose two sides sat at one table."""

    key: str
    one: RecordId
    other: RecordId
    needs: tuple[RecordId, ...]  # that both sides hold
    tables: tuple[tuple[int, int], ...]  # round and table
    states: Mapping[int, State]  # what became of it, by months


@dataclass(frozen=True, slots=True)
class Evidence:
    """What happened at a roundtable, and what came of it until today."""

    roundtable: RecordId
    date: str
    today: str
    came: int
    absent: int  # expected, and did not come
    tables: int  # in all rounds together
    rounds: int
    pairs: int  # who shared a table at least once
    new_pairs: int  # of these, who had no tie and had never shared a table
    gaps: tuple[SeatedGap, ...]
    others: int  # gaps of the day before whose sides did not share a table
    others_tied: Mapping[int, int]  # of these, for how many a tie is recorded, by months

    @property
    def held(self) -> bool:
        """Say whether anybody is noted as present."""
        return self.came > 0

    def count(self, months: int, *states: State) -> int:
        """Return how many gaps have one of these states after so many months."""
        return sum(one.states[months] in states for one in self.gaps)

    def due(self, months: int) -> bool:
        """Say whether so many months have passed."""
        return bool(self.date) and moment(self.date, months) <= self.today


def evidence(snapshot: Snapshot, roundtable: RecordId, today: str) -> Evidence:
    """Return what came of a roundtable until a day (ISO); raises NotFound when it is gone."""
    held = roundtable_of(snapshot, roundtable)
    guests = invitations_of(snapshot, roundtable)
    at = _tables(snapshot, roundtable, guests)
    met = _met(at)
    ground = ground_of(snapshot, roundtable)
    before = {frozenset(pair) for table in earlier(snapshot, roundtable).tables
              for pair in combinations(table, 2)}  # fmt: skip
    known = _Known(ground)
    later = {months: _Later(snapshot, held, months, today) for months in MONTHS}
    others = [gap for gap in ground.pair_gaps if (gap.one, gap.other) not in met]
    new = [pair for pair in met if frozenset(pair) not in before and not known.tied(*pair)]
    return Evidence(
        roundtable=roundtable,
        date=held.date,
        today=today,
        came=len({one.organisation for one in guests if one.status == ATTENDED}),
        absent=len({one.organisation for one in guests if one.status == ABSENT}),
        tables=len(at),
        rounds=len({round_ for round_, _table in at}),
        pairs=len(met),
        new_pairs=len(new),
        gaps=_seated(snapshot, ground, met, later),
        others=len(others),
        others_tied={
            months: sum(look.recorded((gap.one, gap.other)) for gap in others)
            for months, look in later.items()
        },
    )


def roundtables_held(snapshot: Snapshot) -> tuple[Roundtable, ...]:
    """Return the roundtables at which somebody was present, the last one first."""
    there = {one.roundtable for one in snapshot.all(Invitation).values() if one.status == ATTENDED}
    held = [one for one in snapshot.all(Roundtable).values() if one.id in there]
    return tuple(sorted(held, key=_by_date, reverse=True))


def compared(snapshot: Snapshot, found: Evidence, months: int = MONTHS[-1]) -> Comparison:
    """Return the map of the day before beside that of so many months later, or of today.

    Having sat at a table is no tie here: else the meeting itself would be its own success.
    """
    from oci_map.graph.compare import compare

    later = min(moment(found.date, months), found.today) if found.date else found.today
    before = Analysis(snapshot, Filter(as_of=eve_of(snapshot, found), kinds=OTHER_KINDS))
    after = Analysis(snapshot, Filter(as_of=later, kinds=OTHER_KINDS))
    changed = compare(before, after)
    for each in (before, after):  # else they would stay until garbage is looked for
        each.let_go()
    return changed


def eve_of(snapshot: Snapshot, found: Evidence) -> str:
    """Return the day before a roundtable."""
    return ground_of(snapshot, found.roundtable).filter.as_of


def moment(date: str, months: int) -> str:
    """Return the day so many months after the last day that a partial date may mean."""
    day = last_day(date)
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    if year > 9999:
        return "9999-12-31"
    last = monthrange(year, month + 1)[1]
    return f"{year:04d}-{month + 1:02d}-{min(int(day[8:]), last):02d}"


Tables = Mapping[tuple[int, int], Sequence[RecordId]]


def _tables(snapshot: Snapshot, roundtable: RecordId, guests: Iterable[Invitation]) -> Tables:
    """Return who sat where: only those who came, by round and table."""
    came = {one.id: one.organisation for one in guests if one.status == ATTENDED}
    at: dict[tuple[int, int], set[RecordId]] = {}
    for seat in seats_of(snapshot, roundtable):
        if seat.invitation in came:
            at.setdefault((seat.round, seat.table), set()).add(came[seat.invitation])
    return {key: sorted(at[key]) for key in sorted(at)}


def _met(at: Tables) -> dict[Pair, list[tuple[int, int]]]:
    """Return who shared which tables, smaller id first."""
    met: dict[Pair, list[tuple[int, int]]] = {}
    for where, there in at.items():
        for pair in combinations(there, 2):
            met.setdefault(pair, []).append(where)
    return met


class _Known:
    """Who works with whom on a map; asked for a few organisations only."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._partners: dict[RecordId, frozenset[RecordId]] = {}

    def tied(self, one: RecordId, other: RecordId) -> bool:
        """Say whether two organisations work together."""
        if one not in self._partners:
            partners = self._analysis.partners_of(one)
            self._partners[one] = frozenset(partner.organisation for partner in partners)
        return other in self._partners[one]


class _Later:
    """What became of pairs so many months after a roundtable."""

    def __init__(self, snapshot: Snapshot, held: Roundtable, months: int, today: str) -> None:
        self._snapshot = snapshot
        self._day = moment(held.date, months) if held.date else ""
        self._is_later = not self._day or self._day > today
        self._noted: dict[str, GapOutcome] = {
            one.gap: one
            for one in snapshot.all(GapOutcome).values()
            if one.roundtable == held.id and one.months == months
        }

    @cached_property
    def _known(self) -> _Known:
        return _Known(Analysis(self._snapshot, Filter(as_of=self._day, kinds=OTHER_KINDS)))

    def recorded(self, pair: Pair) -> bool:
        """Say whether a tie is recorded by then; not before the day has come."""
        return not self._is_later and self._known.tied(*pair)

    def state(self, key: str, pair: Pair) -> State:
        """Return what became of a gap: what is recorded counts before what was answered."""
        noted = self._noted.get(key)
        if self._is_later and noted is None:
            return "later"
        if self.recorded(pair):
            return "recorded"
        if noted is None:
            return "to_ask"
        return _NOTED[noted.outcome]


def _seated(
    snapshot: Snapshot,
    ground: Analysis,
    met: Mapping[Pair, Sequence[tuple[int, int]]],
    later: Mapping[int, _Later],
) -> tuple[SeatedGap, ...]:
    dismissed = {note.gap for note in snapshot.all(GapNote).values() if note.state == DISMISSED}
    found: dict[str, tuple[float, SeatedGap]] = {}
    for one in {end for pair in met for end in pair}:
        for gap in ground.gaps_of(one):
            pair = (gap.one, gap.other)
            if pair in met and gap.key not in dismissed:
                states = {months: look.state(gap.key, pair) for months, look in later.items()}
                seated = SeatedGap(gap.key, *pair, gap.shared_needs, tuple(met[pair]), states)
                found[gap.key] = (-gap.affinity, seated)
    return tuple(found[key][1] for key in sorted(found, key=_Rank(found)))


class _Rank:
    """Sorts gaps by how much both sides need the same, most first."""

    def __init__(self, found: Mapping[str, tuple[float, SeatedGap]]) -> None:
        self._found = found

    def __call__(self, key: str) -> tuple[float, str]:
        return self._found[key][0], key


def _by_date(one: Roundtable) -> tuple[str, RecordId]:
    return first_day(one.date), one.id
