"""What is known about each pair of guests, and what it is worth that they share a table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field
from functools import lru_cache
from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.graph.affinity import affinity_table
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import ROUNDTABLE, sector_row
from oci_map.graph.names import name_in_sentence
from oci_map.model.ids import RecordId
from oci_map.model.vocabulary import GOVERNMENT
from oci_map.roundtable.meetings import met_table
from oci_map.roundtable.names import guest_names
from oci_map.values import dataclass

_SAME_LEVEL: Final = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Company:
    """The n guests of a roundtable; tables are symmetric, 0 on the diagonal."""

    guests: tuple[RecordId, ...]  # (n,) invitations, or the names of a plain list
    names: Mapping[RecordId, str]  # as they stand in a sentence
    known: BoolArray  # (n, n) who work together already
    met: IntArray  # (n, n) how often they sat at one table of an earlier roundtable
    affinity: FloatArray  # (n, n) how much they need the same, see graph/affinity.py
    gap: BoolArray  # (n, n) who have an open gap
    alike: FloatArray  # (n, n) 1 the same sector or both public bodies, and a little for a level
    index: Mapping[RecordId, int] = field(default_factory=dict)

    @property
    def strangers(self) -> BoolArray:
        """Who have no tie and never sat at one table; shape (n, n)."""
        new: BoolArray = ~self.known & (self.met == 0)
        np.fill_diagonal(new, val=False)
        return new


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each reason to share a table counts, and each reason not to."""

    new: float = 1.0  # two who do not know each other
    need: float = 1.0  # and who need the same: the pair with the largest affinity gets all of it
    gap: float = 1.0  # and who have an open gap
    alike: float = 0.5  # taken off in each round, for the same sector or two public bodies
    met: float = 0.25  # taken off in each round, for each earlier table
    host: float = 1.0  # a host and a guest it works with, whom it can introduce to the others
    again: float = 1.0  # taken off for the second round together, twice that for the third, …


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What m rounds together are worth: first · [m ≥ 1] − each · m − again · m (m − 1) / 2."""

    first: FloatArray  # (n, n) 0 or more
    each: FloatArray  # (n, n) 0 or more
    again: float


def worth(
    company: Company, weights: Weights | None = None, hosts: Collection[RecordId] = ()
) -> Worth:
    """Return what it is worth to each pair of guests to share a table."""
    return _worth(company, weights or Weights(), tuple(sorted(set(hosts))))


# A score that follows a drag asks for the same again and again.
@lru_cache(maxsize=4)
def _worth(company: Company, by: Weights, hosts: tuple[RecordId, ...]) -> Worth:
    largest = float(company.affinity.max(initial=0.0)) or 1.0
    gained = by.new + by.need * company.affinity / largest + by.gap * company.gap
    each = by.alike * company.alike + by.met * company.met
    np.fill_diagonal(each, 0.0)
    first = gained * company.strangers
    for host in hosts:
        own = company.index[host]
        first[own, company.known[own]] = first[company.known[own], own] = by.host
    return Worth(first, each, by.again)


def company_of(
    analysis: Analysis,
    guests: Mapping[RecordId, RecordId],
    tables: Iterable[Sequence[RecordId]] = (),
    closed_gaps: Iterable[str] = (),
) -> Company:
    """Return what is known about these guests, each given with its organisation.

    `tables` are the organisations at earlier tables, `closed_gaps` the keys of gaps that are
    bridged or not relevant. Guests of one organisation know each other.
    """
    order = tuple(guests)
    own = [guests[guest] for guest in order]
    everyone = tuple(dict.fromkeys(own))
    row = {one: place for place, one in enumerate(everyone)}
    rows = np.array([row[one] for one in own], dtype=np.intp)
    between = np.ix_(rows, rows)
    known = _known(analysis, row)[between]
    return Company(
        guests=order,
        names=guest_names(analysis.snapshot, guests),
        known=known & ~np.eye(len(order), dtype=np.bool_),
        met=met_table(everyone, tables)[between],
        affinity=_affinity(analysis, everyone)[between],
        gap=_gaps(analysis, row, frozenset(closed_gaps))[between],
        alike=_alike(analysis, own),
        index={guest: place for place, guest in enumerate(order)},
    )


def company_of_list(
    people: Sequence[str],
    ties: Iterable[tuple[str, str]] = (),
    tables: Iterable[Sequence[str]] = (),
) -> Company:
    """Return what is known about the people of a plain list; pairs of others are left aside."""
    guests = tuple(RecordId(one) for one in dict.fromkeys(people))
    index = {one: place for place, one in enumerate(guests)}
    count = len(guests)
    known = np.zeros((count, count), dtype=np.bool_)
    for one, other in ties:
        a, b = index.get(RecordId(one)), index.get(RecordId(other))
        if a is not None and b is not None and a != b:
            known[a, b] = known[b, a] = True
    return Company(
        guests=guests,
        names={guest: name_in_sentence(guest) for guest in guests},
        known=known,
        met=met_table(guests, [[RecordId(one) for one in table] for table in tables]),
        affinity=np.zeros((count, count)),
        gap=np.zeros((count, count), dtype=np.bool_),
        alike=np.zeros((count, count)),
        index=index,
    )


def _known(analysis: Analysis, row: Mapping[RecordId, int]) -> BoolArray:
    """Return who work together, for the organisations of the rows; each knows itself.

    Who only sat at one table before is not known by that; it is counted as met.
    """
    known = np.eye(len(row), dtype=np.bool_)
    for one, place in row.items():
        for partner in analysis.partners_of(one):
            if partner.organisation in row and partner.kinds != (ROUNDTABLE,):
                known[place, row[partner.organisation]] = True
    return known


def _affinity(analysis: Analysis, organisations: Sequence[RecordId]) -> FloatArray:
    held = analysis.needs
    index = analysis.index
    count = len(organisations)
    if not held.needs:
        return np.zeros((count, count))
    priorities = np.zeros((count, len(held.needs)))
    there = [place for place, one in enumerate(organisations) if one in index]
    everyone = held.table(len(index))
    priorities[there] = everyone[[index[organisations[place]] for place in there]]
    return affinity_table(priorities, held.rarity)


def _gaps(analysis: Analysis, row: Mapping[RecordId, int], closed: frozenset[str]) -> BoolArray:
    gap = np.zeros((len(row), len(row)), dtype=np.bool_)
    for one in row:
        for found in analysis.gaps_of(one):
            if found.one in row and found.other in row and found.key not in closed:
                gap[row[found.one], row[found.other]] = True
    return gap | gap.T


def _alike(analysis: Analysis, organisations: Sequence[RecordId]) -> FloatArray:
    known = analysis.snapshot.organisations
    records = [known[one] for one in organisations]
    sector = np.array([sector_row(one) if one.sectors else f"-{one.id}" for one in records])
    level = np.array([one.policy_level or f"-{one.id}" for one in records])
    body = np.array([one.kind == GOVERNMENT for one in records], dtype=np.bool_)
    same = (sector[:, None] == sector) | (body[:, None] & body)
    alike: FloatArray = same + _SAME_LEVEL * (level[:, None] == level)
    np.fill_diagonal(alike, 0.0)
    return alike
