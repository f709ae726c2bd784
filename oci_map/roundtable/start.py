"""The first seating: one that keeps all wishes, or a sentence that says which cannot be kept."""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.errors import UserError
from oci_map.roundtable.units import FREE, Units

_TRIES: Final = 8


def first_seating(units: Units, names: tuple[str, ...], rng: np.random.Generator) -> IntArray:
    """Return a seating (R, u) that keeps all wishes; those worth much together already meet.

    `names` are those of the units. Raises UserError when there is none.
    """
    at = np.full_like(units.fixed, FREE)
    together = np.zeros((units.count, units.count))
    for number in range(len(at)):
        row = _greedy_round(units, number, together, rng)
        at[number] = _solved_round(units, number, names) if row is None else row
        together += at[number][:, None] == at[number]
        np.fill_diagonal(together, 0.0)
    return at


def _greedy_round(
    units: Units, number: int, together: FloatArray, rng: np.random.Generator
) -> IntArray | None:
    """Return a round filled unit by unit, or None when that did not come out."""
    fixed = units.fixed[number]
    taken = np.zeros(units.tables, dtype=np.intp)
    np.add.at(taken, fixed[fixed != FREE], units.size[fixed != FREE])
    sizes = units.even_sizes(taken)
    gain = np.where(together == 0, units.first, 0.0) - units.each - units.again * together
    for _try in range(_TRIES):
        mixed = rng.permutation(units.count)
        # What is hardest to seat comes first.
        hard = np.lexsort((-units.apart[mixed].sum(axis=1), -units.size[mixed]))
        row = _filled(units, fixed, sizes, gain, mixed[hard])
        if row is not None:
            return row
    return None


def _filled(
    units: Units, fixed: IntArray, sizes: IntArray, gain: FloatArray, order: IntArray
) -> IntArray | None:
    row = fixed.copy()
    left = sizes.copy()
    worth = np.zeros((units.count, units.tables))  # of sitting at each table
    banned = np.zeros((units.count, units.tables), dtype=np.bool_)
    for unit in np.flatnonzero(fixed != FREE).tolist():
        _sit(units, unit, int(fixed[unit]), (left, worth, banned, gain))
    for unit in order.tolist():
        if row[unit] != FREE:
            continue
        able = (left >= units.size[unit]) & ~banned[unit]
        if not able.any():
            return None
        # Equally good tables fill evenly.
        score = np.where(able, worth[unit] + 1e-6 * left, -np.inf)
        row[unit] = int(np.argmax(score))
        _sit(units, unit, int(row[unit]), (left, worth, banned, gain))
    return row


def _sit(
    units: Units,
    unit: int,
    table: int,
    state: tuple[IntArray, FloatArray, BoolArray, FloatArray],
) -> None:
    left, worth, banned, gain = state
    left[table] -= units.size[unit]
    worth[:, table] += gain[unit]
    banned[:, table] |= units.apart[unit]


def _solved_round(units: Units, number: int, names: tuple[str, ...]) -> IntArray:
    from oci_map.roundtable.feasible import relaxations, solve_round

    row = solve_round(units, number)
    if row is None:
        raise UserError(relaxations(units, number, names))
    return row
