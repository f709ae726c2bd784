"""Finds who sits with whom: rounds and tables such that those meet who should.

First a seating that keeps all wishes (`start.py`), then a search over all rounds together
(`search.py`) that never leaves these. The seed decides everything: the same guests and the same
seed give the same plan, however fast the machine is.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from oci_map.progress import Cancelled, Progress
from oci_map.roundtable.bound import value_bound
from oci_map.roundtable.company import Company, Weights, Worth, worth
from oci_map.roundtable.names import joined
from oci_map.roundtable.plan import Plan
from oci_map.roundtable.search import Search
from oci_map.roundtable.start import first_seating
from oci_map.roundtable.units import Units, plan_from, seating_from, units_of
from oci_map.roundtable.wishes import Room, Wishes, check
from oci_map.values import dataclass


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


def seat(
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
    by = worth(company, weights, wanted.hosts.values())
    units = units_of(company, by, room, wanted)
    rng = np.random.default_rng(seed)
    at = None if start is None else seating_from(units, start, company)
    if at is None:
        at = first_seating(units, _unit_names(units, company), rng)
    sizes = [np.bincount(row, weights=units.size, minlength=units.tables) for row in at]
    bound = value_bound(by, [size.astype(np.intp).tolist() for size in sizes])
    inside = _inside(units, by)
    search = Search(units, at, rng, bound - inside)
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
    """Return how many steps a seating of this size is worth.

    Where all pairs are worth the same a perfect plan may exist, and finding it takes longer.
    """
    cells = units.room.rounds * units.count * units.count
    pairs = ~np.eye(units.count, dtype=np.bool_)
    even = not units.each.any() and units.count > 1 and bool(np.ptp(units.first[pairs]) == 0)
    return max(min(max(cells // 5, 500), 12_000), 6_000 if even else 0)


def _unit_names(units: Units, company: Company) -> tuple[str, ...]:
    names = [company.names[guest] for guest in company.guests]
    return tuple(joined([names[one] for one in own]) for own in units.members)


def _inside(units: Units, by: Worth) -> float:
    """Return what the pairs inside blocks are worth: they share a table in all rounds."""
    rounds = units.room.rounds
    once = by.first - by.each * rounds - by.again * rounds * (rounds - 1) / 2
    pairs = [pair for own in units.members for pair in combinations(own, 2)]
    return float(sum(once[pair] for pair in pairs))
