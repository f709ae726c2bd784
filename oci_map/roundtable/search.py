"""Searches for a better seating by exchanges, over all rounds together.

Tabu search, as Dotú & Van Hentenryck (2007, Annals of Operations Research 152) used it for the
social golfer problem: in each step the best of all exchanges of two guests at two tables of a
round is made, also when it is a step down; an exchange that was just made rests for a while,
unless it leads to the best seating so far. What all exchanges change is reckoned at once: with
W the worth of sharing a table in this round, given all others, and S = W · [who sits where],

    exchange of a and b = S[a, table of b] + S[b, table of a] − S[a, own] − S[b, own] − 2 W[a, b].

W and S are kept from step to step; an exchange changes a few of their entries.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.i18n import _
from oci_map.progress import Progress
from oci_map.roundtable.units import FREE, Units, rounds_together

# As many entries are looked at in one step; larger companies are worked through round by round.
_AT_ONCE: Final = 24_000
_REST: Final = (4, 25)  # steps for which an exchange rests
_PATIENCE: Final = 600  # steps without a better seating until it is shaken
_REPORTED: Final = 25
_NEVER: Final = -1e9
_TINY: Final = 1e-9


class Search:
    """One search: the seating as it is now, and the best so far."""

    def __init__(self, units: Units, at: IntArray, rng: np.random.Generator, bound: float) -> None:
        self._units = units
        self._rng = rng
        self._bound = bound
        free = units.fixed == FREE
        self._free: BoolArray = free
        # Exchanges that are never made: of unequal units, and of those that are fixed.
        self._banned: BoolArray = ~(free[:, :, None] & free[:, None, :]) | (
            units.size[:, None] != units.size
        )
        at_once = max(1, _AT_ONCE // max(1, units.count * units.count))
        rounds = np.arange(len(at))
        self._groups = [rounds[one : one + at_once] for one in range(0, len(at), at_once)]
        self._until = np.zeros((len(at), units.count, units.count), dtype=np.int32)
        self._blocks = [one for one, size in enumerate(units.size.tolist()) if size > 1]
        self._has_apart = bool(units.apart.any())
        self.step = 0
        self._take(at.copy())
        self.best, self.best_value = at.copy(), self._value

    def _take(self, at: IntArray) -> None:
        """Begin from a seating."""
        units = self._units
        self._at = at
        self._together = rounds_together(at)
        self._value = units.value(at)
        here = np.zeros((*at.shape, units.tables))
        np.put_along_axis(here, at[:, :, None], 1.0, axis=2)
        same = at[:, :, None] == at[:, None, :]
        diagonal = np.arange(units.count)
        others = self._together - same
        others[:, diagonal, diagonal] = 0.0
        self._worth: FloatArray = (
            np.where(others == 0, units.first, 0.0) - units.each - units.again * others
        )
        self._sums: FloatArray = self._worth @ here
        self._clashes: FloatArray = units.apart.astype(np.float64) @ here

    def run(self, steps: int, progress: Progress | None) -> None:
        """Search for so many steps, or until nothing can be better; may raise Cancelled."""
        if not self._can_move():
            return
        group = quiet = better_at = 0
        while self.step < steps and self.best_value < self._bound - _TINY:
            if progress is not None and self.step % _REPORTED == 0:
                progress.report(self.step / steps, _("Seating the guests"))
            self.step += 1
            before = self.best_value
            rounds = self._groups[group]
            gains = self._gains(rounds)
            self._let_rest(rounds, gains)
            top = float(gains.max())
            if top > _TINY or (quiet + 1 >= len(self._groups) and top > _NEVER / 2):
                self._exchange(rounds, gains, top)
                quiet = 0
            else:
                quiet += 1
                group = (group + 1) % len(self._groups)
            if top <= _TINY and self._blocks:
                self._move_block()
            if self.best_value > before:
                better_at = self.step
            elif self.step - better_at > _PATIENCE * len(self._groups):
                self._shake()
                better_at = self.step

    def _can_move(self) -> bool:
        """Say whether any exchange is possible at all."""
        gains = (self._gains(rounds).max() for rounds in self._groups)
        return bool(self._blocks) or any(top > _NEVER / 2 for top in gains)

    def _gains(self, rounds: IntArray) -> FloatArray:
        """Return what each exchange of two units changes in these rounds; (k, u, u)."""
        gains = np.empty((len(rounds), self._units.count, self._units.count))
        for place, number in enumerate(rounds.tolist()):
            at, sums = self._at[number], self._sums[number]
            one_way = sums[:, at]
            one_way -= one_way.diagonal()[:, None].copy()
            np.add(one_way, one_way.T, out=gains[place])
            gains[place] -= 2.0 * self._worth[number]
            banned = at[:, None] == at
            banned |= self._banned[number]
            if self._has_apart:
                clash = (self._clashes[number][:, at] - self._units.apart) > 0
                banned |= clash | clash.T
            gains[place][banned] = _NEVER
        return gains

    def _let_rest(self, rounds: IntArray, gains: FloatArray) -> None:
        """Rule out what was exchanged lately, unless it would lead to the best so far."""
        resting = self._until[rounds] > self.step
        resting &= gains <= self.best_value - self._value + _TINY
        gains[resting] = _NEVER

    def _exchange(self, rounds: IntArray, gains: FloatArray, top: float) -> None:
        """Make one of the best exchanges, and let it rest."""
        chosen = np.flatnonzero(gains.ravel() >= top - _TINY)
        self._make(rounds, gains, int(chosen[self._rng.integers(len(chosen))]))

    def _make(self, rounds: IntArray, gains: FloatArray, place: int) -> None:
        count = self._units.count
        number = int(rounds[place // (count * count)])
        one, other = divmod(place % (count * count), count)
        until = self.step + 1 + int(self._rng.integers(*_REST))
        self._until[number, one, other] = self._until[number, other, one] = until
        gain = float(gains.ravel()[place])
        here, there = int(self._at[number, one]), int(self._at[number, other])
        self._move(number, one, there)
        self._move(number, other, here)
        self._note(gain)

    def _note(self, gain: float) -> None:
        self._value += gain
        if self._value > self.best_value + _TINY:
            self.best, self.best_value = self._at.copy(), self._value

    def _move(self, number: int, unit: int, table: int) -> None:
        """Let a unit sit at another table in a round."""
        units, row = self._units, self._at[number]
        old_table = int(row[unit])
        row[unit] = FREE
        old, new = np.flatnonzero(row == old_table), np.flatnonzero(row == table)
        row[unit] = table
        self._together[unit, old] -= 1.0
        self._together[old, unit] -= 1.0
        self._together[unit, new] += 1.0
        self._together[new, unit] += 1.0
        sums = self._sums[number]
        sums[:, old_table] -= self._worth[number, unit]
        sums[:, table] += self._worth[number, unit]
        if self._has_apart:
            self._clashes[number][:, old_table] -= units.apart[unit]
            self._clashes[number][:, table] += units.apart[unit]
        if len(self._at) > 1:
            self._renew(number, unit, np.concatenate([old, new]))

    def _renew(self, number: int, unit: int, changed: IntArray) -> None:
        """Reckon anew, in the other rounds, what a unit and some others are worth together."""
        units = self._units
        for place in range(len(self._at)):
            if place == number:
                continue
            row = self._at[place]
            others = self._together[unit, changed] - (row[changed] == row[unit])
            worth = np.where(others == 0, units.first[unit, changed], 0.0)
            worth -= units.each[unit, changed]
            worth -= units.again[unit, changed] * others
            grown = worth - self._worth[place, unit, changed]
            self._worth[place, unit, changed] = worth
            self._worth[place, changed, unit] = worth
            sums = self._sums[place]
            sums[unit] += np.bincount(row[changed], weights=grown, minlength=units.tables)
            sums[changed, row[unit]] += grown

    def _move_block(self) -> None:
        """Let a block change places with as many single guests, when that is better."""
        number = int(self._rng.integers(len(self._at)))
        block = self._blocks[int(self._rng.integers(len(self._blocks)))]
        row = self._at[number]
        if not self._free[number, block]:
            return
        worth, sums = self._worth[number], self._sums[number]
        here, size = int(row[block]), int(self._units.size[block])
        best, best_singles = _TINY, np.zeros(0, dtype=np.intp)
        for there in range(self._units.tables):
            able = (row == there) & self._free[number] & (self._units.size == 1)
            singles = np.flatnonzero(able)
            if there == here or len(singles) < size:
                continue
            gained = sums[singles, here] - worth[singles, block] - sums[singles, there]
            chosen = singles[np.argsort(-gained, kind="stable")[:size]]
            gain = self._block_gain(number, block, chosen)
            if gain > best:
                best, best_singles = gain, chosen
        if len(best_singles):
            there = int(row[best_singles[0]])
            self._move(number, block, there)
            for single in best_singles.tolist():
                self._move(number, single, here)
            self._note(best)

    def _block_gain(self, number: int, block: int, singles: IntArray) -> float:
        """Return what changes when a block and some singles of a table change places."""
        row = self._at[number]
        here, there = row[block], row[singles[0]]
        after = row.copy()
        after[block], after[singles] = there, here
        total = 0.0
        for table in (here, there):
            for tables, sign in ((after, 1.0), (row, -1.0)):
                own = np.flatnonzero(tables == table)
                pairs = np.ix_(own, own)
                if sign > 0 and self._units.apart[pairs].any():
                    return _NEVER
                total += sign * float(self._worth[number][pairs].sum()) / 2.0
        return total

    def _shake(self) -> None:
        """Go back to the best seating and make some exchanges that are not too bad."""
        self._take(self.best.copy())
        for _time in range(3 + self._units.count // 10):
            rounds = self._groups[int(self._rng.integers(len(self._groups)))]
            gains = self._gains(rounds)
            able = np.flatnonzero(gains.ravel() > _NEVER / 2)
            if len(able):
                few = self._rng.choice(able, min(len(able), 12), replace=False)
                self._make(rounds, gains, int(few[np.argmax(gains.ravel()[few])]))
