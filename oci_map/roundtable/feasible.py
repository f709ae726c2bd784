"""Whether all wishes of a round can be kept at once, and if not, which ones to let go.

An integer programme (scipy.optimize.milp, HiGHS): a unit sits at one table, tables hold no more
than their seats, those who are apart share no table.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, IntArray
from oci_map.i18n import _, listing, ngettext, number
from oci_map.roundtable.rows import Rows, solve
from oci_map.roundtable.units import FREE, Units

_SECONDS: Final = 10.0
# Letting two people meet, or moving one who is fixed, asks less than finding a chair.
_CHAIR: Final = 2.0


def solve_round(units: Units, round_: int) -> IntArray | None:
    """Return a table for each unit (u,), sizes as even as can be; None when there is none."""
    count, tables = units.count, units.tables
    seat = np.arange(count * tables).reshape(count, tables)
    over, under = count * tables + np.arange(2 * tables).reshape(2, tables)
    rows = Rows()
    _sit_once(rows, units, seat)
    fixed = units.fixed[round_]
    even = units.even_sizes(np.zeros(tables, dtype=np.intp))
    for table in range(tables):
        load = _load(units, seat, table)
        rows.add(load, -np.inf, units.room.seats[table])
        rows.add([*load, (over[table], -1.0), (under[table], 1.0)], even[table], even[table])
    for clique in _cliques(units.apart):
        for table in range(tables):
            rows.add([(seat[unit, table], 1.0) for unit in clique], -np.inf, 1.0)
    variables = count * tables + 2 * tables
    cost = np.zeros(variables)
    cost[count * tables :] = 1.0
    high = np.ones(variables)
    high[count * tables :] = units.size.sum()
    low = np.zeros(variables)
    for unit in np.flatnonzero(fixed != FREE).tolist():
        low[seat[unit, fixed[unit]]] = 1.0
    result = solve(cost, rows, low, high, count * tables, _SECONDS)
    if result.x is None:
        return None
    return np.asarray(result.x[: count * tables].reshape(count, tables).argmax(axis=1))


def relaxations(units: Units, round_: int, names: tuple[str, ...]) -> str:
    """Say that the wishes of a round cannot all be kept, and the fewest that would have to go."""
    count, tables = units.count, units.tables
    seat = np.arange(count * tables).reshape(count, tables)
    chairs = count * tables + np.arange(tables)
    edges = np.argwhere(np.triu(units.apart, 1)).tolist()
    met = chairs[-1] + 1 + np.arange(len(edges))
    pinned = np.flatnonzero(units.fixed[round_] != FREE).tolist()
    moved = count * tables + tables + len(edges) + np.arange(len(pinned))
    rows = Rows()
    _sit_once(rows, units, seat)
    for table in range(tables):
        load = _load(units, seat, table)
        rows.add([*load, (chairs[table], -1.0)], -np.inf, units.room.seats[table])
        for edge, (one, other) in enumerate(edges):
            both = [(seat[one, table], 1.0), (seat[other, table], 1.0), (met[edge], -1.0)]
            rows.add(both, -np.inf, 1.0)
    for pin, unit in enumerate(pinned):
        rows.add([(seat[unit, units.fixed[round_, unit]], 1.0), (moved[pin], 1.0)], 1.0, np.inf)
    variables = count * tables + tables + len(edges) + len(pinned)
    cost = np.zeros(variables)
    cost[count * tables :] = 1.0
    cost[chairs] = _CHAIR
    high = np.ones(variables)
    high[chairs] = units.size.sum()
    result = solve(cost, rows, np.zeros(variables), high, variables, _SECONDS)
    first = _("The wishes for round {round} cannot all be kept.").format(round=number(round_ + 1))
    if result.x is None:
        return first + " " + _("Take some of them away, or add tables or seats.")
    ways = [
        _("{one} and {other} may sit together").format(one=names[one], other=names[other])
        for edge, (one, other) in enumerate(edges)
        if result.x[met[edge]] > 0.5
    ]
    ways += [
        _("{guest} is released").format(guest=names[unit])
        for pin, unit in enumerate(pinned)
        if result.x[moved[pin]] > 0.5
    ]
    for table in range(tables):
        more = round(result.x[chairs[table]])
        if more:
            ways.append(
                ngettext(
                    "table {table} gets {count} more seat",
                    "table {table} gets {count} more seats",
                    more,
                ).format(table=number(table + 1), count=number(more))
            )
    return first + " " + _("It works when {ways}.").format(ways=listing(ways))


def _sit_once(rows: Rows, units: Units, seat: IntArray) -> None:
    for unit in range(units.count):
        rows.add([(place, 1.0) for place in seat[unit].tolist()], 1.0, 1.0)


def _load(units: Units, seat: IntArray, table: int) -> list[tuple[int, float]]:
    places = seat[:, table].tolist()
    return [(place, float(size)) for place, size in zip(places, units.size.tolist(), strict=True)]


def _cliques(apart: BoolArray) -> list[list[int]]:
    """Return groups in which nobody may sit with anybody else, that hold every such pair."""
    left = np.triu(apart, 1)
    cliques = []
    for one, other in np.argwhere(left).tolist():
        if not left[one, other]:
            continue
        clique = [one, other]
        able = apart[one] & apart[other]
        while able.any():
            # Whoever leaves most others able comes next.
            ways = np.where(able, (apart & able).sum(axis=1), -1)
            clique.append(int(np.argmax(ways)))
            able = able & apart[clique[-1]]
        left[np.ix_(clique, clique)] = False
        cliques.append(clique)
    return cliques
