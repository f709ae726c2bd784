"""Maps by chance in which some pairs of sectors never meet: what the list of gaps must find.

Everybody joins groups by chance, more or less eagerly, whatever the sector. Then, for each planted
pair of sectors, one of the two leaves every group and every tie that has both. Needs fall by
chance too. Nothing in the maps is real; the same numbers and seed give the same map.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

Pair = tuple[int, int]


def planted_pairs(count: int, sectors: int, seed: int) -> tuple[Pair, ...]:
    """Return different pairs of sectors, rising."""
    pairs = list(combinations(range(sectors), 2))
    rng = np.random.default_rng([seed, 1])
    return tuple(sorted(pairs[one] for one in rng.choice(len(pairs), count, replace=False)))


def planted_keys(pairs: Sequence[Pair]) -> frozenset[str]:
    """Return the keys of the gaps between these sectors."""
    return frozenset(f"sector:{_id('s', one)}|{_id('s', other)}" for one, other in pairs)


def make_planted(
    size: int,
    pairs: Sequence[Pair] = (),
    *,
    sectors: int = 12,
    seats: float = 3.0,
    group_size: int = 5,
    ties: float = 1.0,
    needs: int = 10,
    seed: int = 0,
) -> Snapshot:
    """Return a map in which these pairs of sectors have no ties at all."""
    rng = np.random.default_rng([size, sectors, seed])
    return Snapshot.of(
        _records(rng, size, frozenset(pairs), sectors, seats, group_size, ties, needs)
    )


def _records(
    rng: np.random.Generator,
    size: int,
    apart: frozenset[Pair],
    sectors: int,
    seats: float,
    group_size: int,
    ties: float,
    needs: int,
) -> Iterator[r.Record]:
    for number in range(sectors):
        yield r.Sector(id=_id("s", number), name_en=f"Sector {number}", rank=number)
    sector = [number % sectors for number in range(size)]
    for number in range(size):
        own = (_id("s", sector[number]),)
        yield r.Organisation(id=_id("o", number), name=f"Organisation {number}", sectors=own)
    activity = rng.lognormal(0.0, 0.5, size)
    chance = activity / activity.sum()
    for number in range(max(1, round(seats * size / group_size))):
        yield r.WorkingGroup(id=_id("g", number), name_en=f"Group {number}")
        for one in _company(rng, chance, sector, apart, min(group_size, size)):
            yield r.Membership(
                id=_id("m", number, one), organisation=_id("o", one), group=_id("g", number)
            )
    for number in range(round(ties * size)):
        company = _company(rng, chance, sector, apart, 2)
        if len(company) == 2:
            first, second = (_id("o", place) for place in company)
            yield r.Tie(id=_id("t", number), organisation=first, other=second)
    for need in range(needs):
        yield r.Need(id=_id("n", need), name_en=f"Need {need}", rank=need)
        for one in rng.choice(size, max(2, size // 3), replace=False).tolist():
            yield r.NeedStatement(
                id=_id("h", need, one), organisation=_id("o", one), need=_id("n", need)
            )


def _company(
    rng: np.random.Generator,
    chance: np.ndarray[tuple[int], np.dtype[np.float64]],
    sector: Sequence[int],
    apart: frozenset[Pair],
    count: int,
) -> list[int]:
    """Return who meets: drawn by chance, without those who never meet one drawn before."""
    company: list[int] = []
    for one in rng.choice(len(sector), min(4 * count, len(sector)), replace=False, p=chance):
        pairs = {(min(sector[a], sector[one]), max(sector[a], sector[one])) for a in company}
        if not pairs & apart:
            company.append(int(one))
        if len(company) == count:
            break
    return company


def _id(kind: str, *numbers: int) -> RecordId:
    return RecordId("-".join([kind, *(f"{number:04d}" for number in numbers)]))
