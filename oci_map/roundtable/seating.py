"""Finds who sits with whom: rounds and tables such that those meet who should.

Tabu search over all rounds together (Dotú & Van Hentenryck 2007, Annals of Operations Research
152, on the social golfer problem): in each step the best of all exchanges of two guests at two
tables of a round is made, also when it is a step down; an exchange that was just made rests for
a while, unless it leads to the best seating so far. What all exchanges change is reckoned at
once: with W the worth of one more round together and S = W · [who sits where],

    exchange of a and b = S[a, table of b] + S[b, table of a] − S[a, own] − S[b, own] − 2 W[a, b].

The seed decides everything: the same guests and the same seed give the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from oci_map.graph.cooperation import BoolArray, FloatArray, IntArray
from oci_map.i18n import _
from oci_map.progress import Cancelled, Progress
from oci_map.roundtable.bound import value_bound
from oci_map.roundtable.company import Company, Weights, worth
from oci_map.roundtable.names import joined
from oci_map.roundtable.plan import Plan
from oci_map.roundtable.start import first_seating
from oci_map.roundtable.units import FREE, Units, plan_from, rounds_together, seating_from, units_of
from oci_map.roundtable.wishes import Room, Wishes, check

# As many entries are looked at in one step; larger companies are worked through round by round.
_AT_ONCE: Final = 24_000
_REST: Final = (4, 25)  # steps for which an exchange rests
_PATIENCE: Final = 600  # steps without a better seating until it is shaken
_REPORTED: Final = 25
_NEVER: Final = -1e9
_TINY: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Seating:
    """A plan that was found, and how good it is."""

    plan: Plan
    value: float
    bound: float  # no plan with tables of these sizes is worth more
    steps: int
    stopped: bool  # by the person, before the search was done

    @property
    def is_perfect(self) -> bool:
        """Say whether no plan can be better."""
        return self.value >= self.bound - 1e-6


def seat(  # noqa: PLR0913 - all of it is what a seating is made of
    company: Company,
    room: Room,
    wishes: Wishes | None = None,
    *,
    weights: Weights | None = None,
    seed: int = 0,
    steps: int | None = None,
    start: Plan | None = None,
    progress: Progress | None = None,
) -> Seating:
    """Return the best plan found; a plan to start from is used when it keeps all wishes.

    When the person cancels, it is the best so far. Raises UserError, before anything is
    searched, when the wishes contradict each other.
    """
    wanted = wishes or Wishes()
    check({guest: company.names[guest] for guest in company.guests}, room, wanted)
    by = worth(company, weights)
    units = units_of(company, by, room, wanted)
    rng = np.random.default_rng(seed)
    at = None if start is None else seating_from(units, start, company)
    if at is None:
        at = first_seating(units, _unit_names(units, company), rng)
    sizes = [np.bincount(row, weights=units.size, minlength=units.tables) for row in at]
    bound = value_bound(by, [size.astype(np.intp).tolist() for size in sizes])
    inside = _inside(units, company, room.rounds, by.first, by.each, by.again)
    search = _Search(units, at, rng, bound - inside)
    stopped = False
    try:
        search.run(default_steps(units) if steps is None else steps, progress)
    except Cancelled:
        stopped = True
    return Seating(
        plan=plan_from(units, search.best, company.guests),
        value=search.best_value + inside,
        bound=bound,
        steps=search.step,
        stopped=stopped,
    )


def default_steps(units: Units) -> int:
    """Return how many steps a seating of this size is worth."""
    cells = units.room.rounds * units.count * units.count
    return int(min(max(24e6 / max(cells, 1), 2_500), 20_000))


def _unit_names(units: Units, company: Company) -> tuple[str, ...]:
    names = [company.names[guest] for guest in company.guests]
    return tuple(joined([names[one] for one in own]) for own in units.members)


def _inside(
    units: Units, company: Company, rounds: int, first: FloatArray, each: FloatArray, again: float
) -> float:
    """Return what the pairs inside blocks are worth: they share a table in all rounds."""
    total = 0.0
    for own in units.members:
        if len(own) > 1:
            pairs = np.triu(np.ones((len(own), len(own)), dtype=np.bool_), 1)
            place = np.ix_(own, own)
            value = first[place] - each[place] * rounds - again * rounds * (rounds - 1) / 2
            total += float(value[pairs].sum())
    return total


class _Search:
    """One search: the seating as it is now, and the best so far."""

    def __init__(
        self, units: Units, at: IntArray, rng: np.random.Generator, bound: float
    ) -> None:
        self._units = units
        self._rng = rng
        self._bound = bound
        self._cannot = units.size[:, None] != units.size
        self._free: BoolArray = units.fixed == FREE
        at_once = max(1, _AT_ONCE // max(1, units.count * units.count))
        rounds = np.arange(len(at))
        self._groups = [rounds[one : one + at_once] for one in range(0, len(at), at_once)]
        self._until = np.zeros((len(at), units.count, units.count), dtype=np.int32)
        self._blocks = [one for one, size in enumerate(units.size.tolist()) if size > 1]
        self.step = 0
        self._take(at.copy())
        self.best, self.best_value = at.copy(), self._value

    def _take(self, at: IntArray) -> None:
        self._at = at
        self._together = rounds_together(at)
        self._value = self._units.value(at)
        self._seats = np.zeros((*at.shape, self._units.tables))
        np.put_along_axis(self._seats, at[:, :, None], 1.0, axis=2)

    def run(self, steps: int, progress: Progress | None) -> None:
        """Search for so many steps, or until nothing can be better; may raise Cancelled."""
        group = quiet = 0
        better_at = 0
        while self.step < steps and self.best_value < self._bound - _TINY:
            if progress is not None and self.step % _REPORTED == 0:
                progress.report(self.step / steps, _("Seating the guests"))
            self.step += 1
            before = self.best_value
            rounds = self._groups[group]
            gains = self._gains(rounds)
            resting = (self._until[rounds] > self.step) & (
                self._value + gains <= self.best_value + _TINY
            )
            gains[resting] = _NEVER
            top = float(gains.max())
            if top <= _TINY:
                quiet += 1
                group = (group + 1) % len(self._groups)
                if self._blocks and self._move_block():
                    quiet = 0
                elif quiet >= len(self._groups) and top > _NEVER / 2:
                    self._exchange(rounds, gains, top)
                    quiet = 0
            else:
                self._exchange(rounds, gains, top)
                quiet = 0
            if self.best_value > before:
                better_at = self.step
            elif self.step - better_at > _PATIENCE * len(self._groups):
                self._shake()
                better_at = self.step

    def _worth(self, rounds: IntArray) -> FloatArray:
        """Return the worth of sharing a table in these rounds, given all others; (k, u, u)."""
        units = self._units
        here = self._at[rounds]
        others = self._together - (here[:, :, None] == here[:, None, :])
        worth: FloatArray = np.where(others <= 0, units.first, 0.0)
        worth -= units.each
        worth -= units.again * np.maximum(others, 0.0)
        worth[:, units.apart] = _NEVER
        diagonal = np.arange(units.count)
        worth[:, diagonal, diagonal] = 0.0
        return worth

    def _gains(self, rounds: IntArray) -> FloatArray:
        """Return what each exchange of two units changes in these rounds; (k, u, u)."""
        worth = self._worth(rounds)
        at = self._at[rounds]
        sums = worth @ self._seats[rounds]
        own = np.take_along_axis(sums, at[:, :, None], axis=2)
        gains = np.empty_like(worth)
        for place, row in enumerate(at):
            gains[place] = sums[place][:, row]
        gains -= own
        gains = gains + gains.transpose(0, 2, 1)
        gains -= 2.0 * worth
        free = self._free[rounds]
        gains[at[:, :, None] == at[:, None, :]] = _NEVER
        gains[~(free[:, :, None] & free[:, None, :])] = _NEVER
        gains[:, self._cannot] = _NEVER
        return gains

    def _exchange(self, rounds: IntArray, gains: FloatArray, top: float) -> None:
        """Make one of the best exchanges, and let it rest."""
        chosen = np.flatnonzero(gains >= top - _TINY)
        place = int(chosen[self._rng.integers(len(chosen))])
        count = self._units.count
        number = int(rounds[place // (count * count)])
        one, other = divmod(place % (count * count), count)
        until = self.step + 1 + int(self._rng.integers(*_REST))
        self._until[number, one, other] = self._until[number, other, one] = until
        self._move(number, [one], [other], float(gains.flat[place]))

    def _move(self, number: int, some: list[int], others: list[int], gain: float) -> None:
        """Let units of one table change places with units of another."""
        row = self._at[number]
        here, there = int(row[some[0]]), int(row[others[0]])
        for unit, table in [(one, there) for one in some] + [(one, here) for one in others]:
            old = row == row[unit]
            self._together[unit, old] -= 1.0
            self._together[old, unit] -= 1.0
            self._seats[number, unit, row[unit]] = 0.0
            row[unit] = table
            self._seats[number, unit, table] = 1.0
            new = row == table
            self._together[unit, new] += 1.0
            self._together[new, unit] += 1.0
            self._together[unit, unit] = 0.0
        self._value += gain
        if self._value > self.best_value + _TINY:
            self.best, self.best_value = self._at.copy(), self._value

    def _move_block(self) -> bool:
        """Let a block change places with as many single guests, when that is better."""
        number = int(self._rng.integers(len(self._at)))
        block = self._blocks[int(self._rng.integers(len(self._blocks)))]
        row = self._at[number]
        if not self._free[number, block]:
            return False
        worth = self._worth(np.array([number]))[0]
        sums = worth @ self._seats[number]
        here, size = int(row[block]), int(self._units.size[block])
        best: tuple[float, list[int]] = (_TINY, [])
        for there in range(self._units.tables):
            able = (row == there) & self._free[number] & (self._units.size == 1)
            singles = np.flatnonzero(able)
            if there == here or len(singles) < size:
                continue
            gained = sums[singles, here] - worth[singles, block] - sums[singles, there]
            chosen = singles[np.argsort(-gained, kind="stable")[:size]]
            gain = _gain(worth, row, block, chosen)
            if gain > best[0]:
                best = (gain, chosen.tolist())
        if best[1]:
            self._move(number, [block], best[1], best[0])
        return bool(best[1])

    def _shake(self) -> None:
        """Go back to the best seating and make some exchanges that are not too bad."""
        self._take(self.best.copy())
        for _time in range(3 + self._units.count // 10):
            rounds = self._groups[int(self._rng.integers(len(self._groups)))]
            gains = self._gains(rounds)
            able = np.flatnonzero(gains > _NEVER / 2)
            if len(able):
                few = self._rng.choice(able, min(len(able), 12), replace=False)
                place = int(few[np.argmax(gains.flat[few])])
                only = np.full_like(gains, _NEVER)
                only.flat[place] = gains.flat[place]
                self._exchange(rounds, only, float(gains.flat[place]))


def _gain(worth: FloatArray, row: IntArray, block: int, singles: IntArray) -> float:
    """Return what changes when a block and some singles of another table change places."""
    here, there = row[block], row[singles[0]]
    after = row.copy()
    after[block], after[singles] = there, here
    total = 0.0
    for table in (here, there):
        for tables, sign in ((after, 1.0), (row, -1.0)):
            own = np.flatnonzero(tables == table)
            total += sign * float(worth[np.ix_(own, own)].sum()) / 2.0
    return total
