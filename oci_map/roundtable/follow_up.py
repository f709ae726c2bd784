"""The recommendations as a register: who must answer what, by when, and who stands behind it.

found = register(Analysis(snapshot), "2012-11-22")
[entry for entry in found.entries if entry.overdue]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from oci_map.graph.finding import DISMISSED, KINDS_OF_LEVEL
from oci_map.graph.recommendation_gaps import is_answered
from oci_map.model.dates import first_day, last_day
from oci_map.model.ids import RecordId
from oci_map.model.records import Emphasis, Initiative, Recommendation, Roundtable
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis
    from oci_map.model.snapshot import Snapshot

#: Who must answer when it is no public body: the sector itself, or nobody at all.
SECTOR: Final = RecordId("sector:")
NOBODY: Final = RecordId("nobody:")

OVER: Final = frozenset({"done", "rejected"})
ORPHAN_KINDS: Final = KINDS_OF_LEVEL["recommendation"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A recommendation, and what must be known of it to follow it up."""

    record: Recommendation
    answered: bool
    late: int  # days since it was due; 0 when it is not overdue
    lacks: frozenset[str] = frozenset()  # unanswered, unaddressed, one-sector; noted ones not
    initiatives: tuple[RecordId, ...] = ()  # that serve its need, those of an addressee first

    @property
    def overdue(self) -> bool:
        """Say whether it is past its date and neither done nor rejected."""
        return self.late > 0

    @property
    def over(self) -> bool:
        """Say whether nothing more is expected of anybody."""
        return self.record.status in OVER

    @property
    def bodies(self) -> tuple[RecordId, ...]:
        """Who must answer: public bodies, then the sector itself; else nobody."""
        sector = (SECTOR,) if self.record.to_the_sector else ()
        return (*self.record.addressed_to, *sector) or (NOBODY,)


@dataclass(frozen=True, slots=True)
class Load:
    """How much lies with a body; the first four add up to all of it."""

    body: RecordId
    waiting: int = 0  # without an answer
    promised: int = 0  # answered or in the action plan, and not done
    done: int = 0
    rejected: int = 0
    late_waiting: int = 0  # of those that wait, past their date
    late_promised: int = 0  # of those that are promised

    @property
    def overdue(self) -> int:
        """How many are past their date."""
        return self.late_waiting + self.late_promised

    @property
    def total(self) -> int:
        """How many recommendations it was given."""
        return self.waiting + self.promised + self.done + self.rejected


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What a body is asked at the next dialogue moment, in the order to ask it."""

    body: RecordId
    to_answer: tuple[Entry, ...]  # overdue first, then by date, then those with most supporters
    promised: tuple[Entry, ...]  # answered, and still to be done; overdue first
    before: tuple[Entry, ...]  # done or rejected, the last answer first


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which entries are looked at; '' chooses all."""

    body: RecordId = RecordId("")
    emphasis: RecordId = RecordId("")
    only: str = ""  # "overdue", "orphans", or one of ORPHAN_KINDS
    roundtable: RecordId = RecordId("")  # that they come from, or that is about them

    def has(self, entry: Entry) -> bool:
        """Say whether an entry is among them."""
        if self.body and self.body not in entry.bodies:
            return False
        if self.emphasis and self.emphasis != entry.record.emphasis:
            return False
        if self.only == "overdue":
            return entry.overdue
        if self.only == "orphans":
            return bool(entry.lacks)
        return not self.only or self.only in entry.lacks


class Register:
    """All recommendations at a day, by number."""

    def __init__(self, snapshot: Snapshot, today: str, entries: Iterable[Entry]) -> None:
        self.snapshot = snapshot
        self.today = today
        self.entries = tuple(sorted(entries, key=_by_number))

    @cached_property
    def by_id(self) -> Mapping[RecordId, Entry]:
        """The entries by the id of their recommendation."""
        return {one.record.id: one for one in self.entries}

    def chosen(self, which: Chosen) -> tuple[Entry, ...]:
        """Return the entries that are chosen, by number."""
        found = tuple(one for one in self.entries if which.has(one))
        return self._of(which.roundtable, found) if which.roundtable else found

    def _of(self, roundtable: RecordId, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """Return those that a roundtable made, or that it was about."""
        table = self.snapshot.all(Roundtable).get(roundtable)
        about = frozenset(() if table is None else table.recommendations)
        return tuple(
            one
            for one in entries
            if one.record.id in about or one.record.origin_roundtable == roundtable
        )

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """What lies with each body: who has most to answer first; nobody and the sector last."""
        counts: dict[RecordId, dict[str, int]] = {}
        for entry in self.entries:
            for body in entry.bodies:
                count = counts.setdefault(body, {})
                for name in _counted_as(entry):
                    count[name] = count.get(name, 0) + 1
        loads = [Load(body, **count) for body, count in counts.items()]
        return tuple(sorted(loads, key=self._by_load))

    def _by_load(self, load: Load) -> tuple[int, int, int, str, RecordId]:
        record = self.snapshot.organisations.get(load.body)
        last = {SECTOR: 1, NOBODY: 2}.get(load.body, 0)
        return last, -load.waiting, -load.total, "" if record is None else record.short, load.body

    def dialogue(self, body: RecordId) -> Dialogue:
        """Return what a body is asked, what it promised, and what it answered before."""
        own = [one for one in self.entries if body in one.bodies]
        open_ones = [one for one in own if not one.over]
        return Dialogue(
            body,
            tuple(sorted((one for one in open_ones if not one.answered), key=_by_urgency)),
            tuple(sorted((one for one in open_ones if one.answered), key=_by_urgency)),
            tuple(sorted((one for one in own if one.over), key=_by_answer, reverse=True)),
        )


@dataclass(frozen=True, slots=True)
class _Serving:
    """The initiatives that serve each need."""

    of_need: Mapping[RecordId, tuple[Initiative, ...]] = field(default_factory=dict)

    def all_of(self, one: Recommendation) -> tuple[RecordId, ...]:
        def rank(initiative: Initiative) -> tuple[bool, bool, str, RecordId]:
            led = initiative.lead in one.addressed_to
            same = bool(one.emphasis) and initiative.emphasis == one.emphasis
            return not led, not same, initiative.name, initiative.id

        return tuple(each.id for each in sorted(self.of_need.get(one.need, ()), key=rank))


def register(analysis: Analysis, today: str) -> Register:
    """Return the recommendations as they stand on a day (ISO, complete).

    `analysis` is that of all times: what recommendations lack is read from it, and what was noted
    as not relevant does not count as lacking.
    """
    snapshot = analysis.snapshot
    lacks: dict[RecordId, set[str]] = {}
    for kind in ORPHAN_KINDS:
        for gap in analysis.findings.of_kind(kind):
            if not gap.closed and gap.state.state != DISMISSED:
                lacks.setdefault(gap.one.record, set()).add(kind)
    serving = _serving(snapshot)
    return Register(
        snapshot,
        today,
        (
            Entry(
                record=one,
                answered=is_answered(one),
                late=days_late(one.due_on, today) if one.status not in OVER else 0,
                lacks=frozenset(lacks.get(one.id, ())),
                initiatives=serving.all_of(one),
            )
            for one in snapshot.all(Recommendation).values()
        ),
    )


def days_late(due_on: str, today: str) -> int:
    """Return how many days a (partial) date is past on a day; 0 when it is not, or unknown."""
    if not due_on or last_day(due_on) >= today:
        return 0
    return (date.fromisoformat(today) - date.fromisoformat(last_day(due_on))).days


def emphases(snapshot: Snapshot) -> list[Emphasis]:
    """Return the themes of the action plan in their order."""
    return sorted(snapshot.all(Emphasis).values(), key=_by_rank)


def _serving(snapshot: Snapshot) -> _Serving:
    of_need: dict[RecordId, tuple[Initiative, ...]] = {}
    for one in snapshot.all(Initiative).values():
        for need in one.needs:
            of_need[need] = (*of_need.get(need, ()), one)
    return _Serving(of_need)


def _counted_as(entry: Entry) -> Sequence[str]:
    if entry.over:
        return (entry.record.status,)
    name = "promised" if entry.answered else "waiting"
    return (name, f"late_{name}") if entry.overdue else (name,)


def _by_number(entry: Entry) -> tuple[int, str, RecordId]:
    one = entry.record
    return (10**9 if one.number is None else one.number), one.proposed_on, one.id


def _by_urgency(entry: Entry) -> tuple[int, str, int, tuple[int, str, RecordId]]:
    due = entry.record.due_on
    return -entry.late, last_day(due), -len(entry.record.supporters), _by_number(entry)


def _by_answer(entry: Entry) -> tuple[str, int, RecordId]:
    when = entry.record.answered_on
    return first_day(when), -_by_number(entry)[0], entry.record.id


def _by_rank(one: Emphasis) -> tuple[int, str, RecordId]:
    return one.rank, one.name, one.id
