"""What a list of guests covers: needs, who can answer, open gaps, sectors and policy levels.

Each of these is a goal with one or more sides. A goal is covered when enough guests of every
side come: of a need two who hold it, so that there is a conversation; of a gap both sides; of a
sector, a level and an answer one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from oci_map.graph.analysis import Analysis
from oci_map.graph.finding import SECTOR_DOMAIN, SECTOR_LEVEL, SECTORS, Gap
from oci_map.graph.gaps import PairGap
from oci_map.model.ids import RecordId
from oci_map.model.records import Emphasis, GapNote, Recommendation
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import GOVERNMENT
from oci_map.values import dataclass

NEED: Final = "need"
ANSWER: Final = "answer"
GAP: Final = "gap"
SECTOR: Final = "sector"
LEVEL: Final = "level"
KINDS: Final = (NEED, ANSWER, GAP, SECTOR, LEVEL)

# Gaps that the coordinator has closed are no goals, and no reason to share a table.
_CLOSED: Final = frozenset({"bridged", "dismissed"})
_ANSWERED: Final = frozenset({"done", "rejected"})
# What counts most when not all fits: the theme, then what it is for.
_WORTH: Final[Mapping[str, float]] = {NEED: 10.0, ANSWER: 6.0, GAP: 4.0, SECTOR: 3.0, LEVEL: 2.0}
# One meeting closes no hundreds of gaps, and a list that weighs them all is not proven in time.
MOST_GAPS: Final = 60
_CLASSES: Final = (SECTORS, SECTOR_LEVEL, SECTOR_DOMAIN)
_TOPICS: Final = 2  # who hold a need, for a conversation


@dataclass(frozen=True, slots=True)
class Theme:
    """What a roundtable is about; without needs, all needs that somebody holds."""

    needs: tuple[RecordId, ...] = ()
    recommendations: tuple[RecordId, ...] = ()
    gaps: tuple[str, ...] = ()  # keys of those to be looked at: pairs, sectors, levels, domains


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that a list of guests may cover."""

    kind: str
    key: str  # the id of the need, sector or level, or the key of the gap
    sides: tuple[frozenset[RecordId], ...]  # the organisations of each side
    least: int = 1  # guests of each side
    worth: float = 1.0

    def covered_by(self, guests: Collection[RecordId]) -> bool:
        """Say whether enough of each side are among these guests."""
        there = guests if isinstance(guests, frozenset) else frozenset(guests)
        return all(len(side & there) >= self.least for side in self.sides)

    @property
    def everyone(self) -> frozenset[RecordId]:
        """Who can help to cover it."""
        return frozenset().union(*self.sides)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a list of guests covers and what it leaves open, in the order of the goals."""

    covered: tuple[Goal, ...]
    missing: tuple[Goal, ...]

    def counts(self, kind: str) -> tuple[int, int]:
        """Return how many goals of a kind are covered, and of how many."""
        covered = sum(1 for goal in self.covered if goal.kind == kind)
        return covered, covered + sum(1 for goal in self.missing if goal.kind == kind)


def goals(analysis: Analysis, theme: Theme) -> tuple[Goal, ...]:
    """Return all that a list of guests for this theme may cover; what nobody can cover too.

    A goal without anybody on one of its sides stays, so that it is seen to be missing.
    """
    needs = theme_needs(analysis, theme)
    return (
        *_needs(analysis, needs),
        *_answers(analysis, theme, needs),
        *_gaps(analysis, theme, needs),
        *_sectors(analysis),
        *_levels(analysis),
    )


def coverage(wanted: Sequence[Goal], guests: Collection[RecordId]) -> Coverage:
    """Return which goals these guests cover."""
    there = frozenset(guests)
    met = [goal.covered_by(there) for goal in wanted]
    return Coverage(
        tuple(goal for goal, done in zip(wanted, met, strict=True) if done),
        tuple(goal for goal, done in zip(wanted, met, strict=True) if not done),
    )


def lost_without(
    wanted: Sequence[Goal], guests: Collection[RecordId], guest: RecordId
) -> tuple[Goal, ...]:
    """Return what is no longer covered when this guest does not come."""
    rest = frozenset(guests) - {guest}
    return tuple(goal for goal in coverage(wanted, guests).covered if not goal.covered_by(rest))


@dataclass(frozen=True, slots=True)
class Share:
    """What a guest does for a list, each in the order of the goals."""

    helps: tuple[Goal, ...]  # covered goals that it is one of those for
    lost: tuple[Goal, ...]  # of these, what is no longer covered without it


def shares(wanted: Sequence[Goal], guests: Collection[RecordId]) -> dict[RecordId, Share]:
    """Return what each guest does for a list, in one pass over the goals."""
    there = frozenset(guests)
    helps: dict[RecordId, list[Goal]] = {guest: [] for guest in guests}
    lost: dict[RecordId, list[Goal]] = {guest: [] for guest in guests}
    for goal in coverage(wanted, there).covered:
        sides = [side & there for side in goal.sides]
        for guest in frozenset().union(*sides):
            helps[guest].append(goal)
            if any(guest in side and len(side) <= goal.least for side in sides):
                lost[guest].append(goal)
    return {guest: Share(tuple(helps[guest]), tuple(lost[guest])) for guest in helps}


def candidates_for(
    wanted: Sequence[Goal],
    goal: Goal,
    guests: Collection[RecordId],
    left_out: Collection[RecordId] = (),
) -> tuple[RecordId, ...]:
    """Return who could help to cover a goal, those who bring most besides first."""
    there = frozenset(guests)
    lacking = [side for side in goal.sides if sum(one in side for one in there) < goal.least]
    able = frozenset().union(*lacking) - there - frozenset(left_out)
    before = coverage(wanted, there).missing
    brings = {one: sum(g.worth for g in before if g.covered_by(there | {one})) for one in able}
    return tuple(sorted(able, key=lambda one: (-brings[one], one)))


def open_gaps(analysis: Analysis) -> tuple[PairGap, ...]:
    """Return the gaps between organisations that the coordinator has not closed."""
    closed = closed_gaps(analysis.snapshot)
    return tuple(gap for gap in analysis.pair_gaps if gap.key not in closed)


def closed_gaps(snapshot: Snapshot) -> frozenset[str]:
    """Return the keys of the gaps that are bridged or not relevant."""
    return frozenset(n.gap for n in snapshot.all(GapNote).values() if n.state in _CLOSED)


def theme_needs(analysis: Analysis, theme: Theme) -> tuple[RecordId, ...]:
    """Return the needs of a theme: those chosen and those of its recommendations, or all."""
    snapshot = analysis.snapshot
    recommendations = snapshot.all(Recommendation)
    chosen = [*theme.needs]
    chosen += [recommendations[one].need for one in theme.recommendations if one in recommendations]
    found = tuple(dict.fromkeys(one for one in chosen if one in snapshot.needs))
    return found or analysis.needs.needs


def can_answer(analysis: Analysis, theme: Theme) -> Mapping[RecordId, frozenset[RecordId]]:
    """Return which organisations can answer for which needs of the theme.

    Those to whom an open recommendation on the need is addressed, and who leads its emphasis.
    """
    found: dict[RecordId, set[RecordId]] = {}
    snapshot = analysis.snapshot
    needs = theme_needs(analysis, theme)
    for one in snapshot.all(Recommendation).values():
        asked = one.id in theme.recommendations or not theme.recommendations
        if one.need in needs and asked and one.status not in _ANSWERED:
            for body in one.addressed_to:
                found.setdefault(one.need, set()).add(body)
    for need in needs:
        emphasis = snapshot.all(Emphasis).get(snapshot.needs[need].emphasis)
        if emphasis is not None and emphasis.lead:
            found.setdefault(need, set()).add(emphasis.lead)
    index = analysis.index
    return {need: frozenset(one for one in some if one in index) for need, some in found.items()}


def bodies(analysis: Analysis, theme: Theme) -> frozenset[RecordId]:
    """Return who can answer: government bodies, and whoever is asked on this theme."""
    records = analysis.snapshot.organisations
    government = {one for one in analysis.organisations if records[one].kind == GOVERNMENT}
    return frozenset(government).union(*can_answer(analysis, theme).values())


def _needs(analysis: Analysis, needs: Sequence[RecordId]) -> Iterator[Goal]:
    for need in needs:
        holders = _holders(analysis, need)
        least = max(1, min(_TOPICS, len(holders)))
        yield Goal(NEED, need, (holders,), least, _WORTH[NEED])


def _holders(analysis: Analysis, need: RecordId) -> frozenset[RecordId]:
    statements = analysis.snapshot.holders_of.get(need, ())
    return frozenset(s.organisation for s in statements if s.organisation in analysis.index)


def _answers(analysis: Analysis, theme: Theme, needs: Sequence[RecordId]) -> Iterator[Goal]:
    able = can_answer(analysis, theme)
    for need in needs:
        if able.get(need):
            yield Goal(ANSWER, need, (able[need],), 1, _WORTH[ANSWER])


def _gaps(analysis: Analysis, theme: Theme, needs: Sequence[RecordId]) -> Iterator[Goal]:
    chosen = frozenset(theme.gaps)
    topics = frozenset(needs)
    pairs = [
        gap for gap in open_gaps(analysis) if gap.key in chosen or topics & set(gap.shared_needs)
    ]
    # They come largest first; a sort that keeps this order puts those that were chosen in front.
    pairs = sorted(pairs, key=lambda gap: gap.key not in chosen)[: max(MOST_GAPS, len(chosen))]
    largest = max((gap.affinity for gap in pairs), default=1.0)
    for gap in pairs:
        # A gap that was chosen counts like a need of the theme.
        share = _WORTH[GAP] * (0.5 + 0.5 * gap.affinity / largest)
        sides = (frozenset({gap.one}), frozenset({gap.other}))
        yield Goal(GAP, gap.key, sides, 1, _WORTH[NEED] if gap.key in chosen else share)
    for kind in _CLASSES:
        wanted = {key for key in chosen if key.startswith(f"{kind}:")}
        for between in analysis.findings.of_kind(kind) if wanted else ():
            both = _class_sides(analysis, between)
            if between.key in wanted and all(both):
                yield Goal(GAP, between.key, both, 1, _WORTH[NEED])


def _class_sides(analysis: Analysis, gap: Gap) -> tuple[frozenset[RecordId], ...]:
    """Return who of either side, and not of both, holds a need that the sides share."""
    holders = frozenset().union(*(_holders(analysis, one.need) for one in gap.shared_needs))
    behind = [frozenset(side.organisations) for side in gap.sides]
    sides = [one & holders or one for one in behind]
    only = (sides[0] - sides[1], sides[1] - sides[0])
    return tuple(own or side for own, side in zip(only, sides, strict=True))


def _members(analysis: Analysis, sector: RecordId) -> frozenset[RecordId]:
    records = analysis.snapshot.organisations
    return frozenset(one for one in analysis.organisations if sector in records[one].sectors)


def _sectors(analysis: Analysis) -> Iterator[Goal]:
    hidden = analysis.filter.hidden_sectors
    for one in sorted(analysis.snapshot.sectors.values(), key=lambda s: (s.rank, s.id)):
        if one.id not in hidden:
            yield Goal(SECTOR, one.id, (_members(analysis, one.id),), 1, _WORTH[SECTOR])


def _levels(analysis: Analysis) -> Iterator[Goal]:
    hidden = analysis.filter.hidden_levels
    records = analysis.snapshot.organisations
    for level in sorted(analysis.snapshot.levels.values(), key=lambda one: (one.rank, one.id)):
        if level.id not in hidden:
            own = frozenset(
                one for one in analysis.organisations if records[one].policy_level == level.id
            )
            yield Goal(LEVEL, level.id, (own,), 1, _WORTH[LEVEL])
