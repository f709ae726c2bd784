"""Rings by policy level and columns by sector keep the order that they promise."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.maps import make_map
from oci_map.arrays import FloatArray
from oci_map.drawing import places
from oci_map.drawing.arrangements import columns, rings
from oci_map.drawing.marks import primary_sector
from oci_map.drawing.problem import LayoutProblem
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.ids import RecordId, position_id
from tests.examples import snapshot_of

WORKED = snapshot_of("oci-worked-example")


def clear_of_each_other(positions: FloatArray, problem: LayoutProblem) -> bool:
    apart = np.linalg.norm(positions[:, None] - positions, axis=2)
    least = problem.radii[:, None] + problem.radii
    np.fill_diagonal(apart, np.inf)
    return bool((apart >= least - 1e-6).all())


@given(
    size=st.integers(0, 90), levels=st.integers(1, 6), sectors=st.integers(1, 14),
    seed=st.integers(0, 9),
)  # fmt: skip
def test_no_disc_lies_on_another_and_all_have_a_place(
    size: int, levels: int, sectors: int, seed: int
) -> None:
    problem = make_map(max(2, size), seed).problem()
    rng = np.random.default_rng(seed)
    own_levels = rng.integers(0, levels, problem.count).tolist()
    own_sectors = rng.integers(0, sectors, problem.count).tolist()
    for positions in (
        rings(problem, own_levels, own_sectors),
        columns(problem, own_sectors, own_levels),
    ):
        assert positions.shape == (problem.count, 2)
        assert np.isfinite(positions).all()
        assert clear_of_each_other(positions, problem)


def test_in_rings_a_higher_level_lies_further_inside_than_a_lower_one_of_its_sector() -> None:
    at = places.ringed_places(WORKED)
    hub = np.array(at[WORKED.info.coordinator])
    away = {
        one: float(np.linalg.norm((np.array(at[one]) - hub) / (1.35, 1.0)))
        for one in WORKED.organisations
    }
    ranks = {level.id: level.rank for level in WORKED.levels.values()}
    by_sector: dict[str, list[tuple[int, float]]] = {}
    for one, organisation in WORKED.organisations.items():
        sector = primary_sector(WORKED, organisation)
        if sector is not None and one != WORKED.info.coordinator:
            rank = ranks[organisation.policy_level]
            by_sector.setdefault(sector.id, []).append((rank, away[one]))
    compared = 0
    for found in by_sector.values():
        for rank, distance in found:
            for other, further in found:
                if rank < other:
                    assert distance < further
                    compared += 1
    assert compared > 5


def test_columns_of_two_sectors_do_not_mix_and_go_from_high_to_low() -> None:
    at = places.columned_places(WORKED)
    order = {one.id: rank for rank, one in enumerate(WORKED.sectors.values())}
    spans: dict[int, list[float]] = {}
    for one, organisation in WORKED.organisations.items():
        sector = primary_sector(WORKED, organisation)
        spans.setdefault(99 if sector is None else order[sector.id], []).append(at[one][0])
    ordered = [spans[rank] for rank in sorted(spans)]
    for left, right in pairwise(ordered):
        assert max(left) < min(right)


@pytest.mark.parametrize("arranged", [places.ringed_places, places.columned_places])
def test_who_is_pinned_stays(arranged: object) -> None:
    assert callable(arranged)
    howest = RecordId("howest")
    pin = r.Position(id=position_id(howest), organisation=howest, x=-900.0, y=55.5, pinned=True)
    pinned = WORKED.after([RecordChange("position", pin.id, None, pin)])
    at = arranged(pinned)
    assert at[howest] == (-900.0, 55.5)
    assert at == arranged(pinned)


def test_five_hundred_fit() -> None:
    problem = make_map(500).problem()
    sectors = (np.arange(500) * 7 % 13).tolist()
    levels = (np.arange(500) % 5).tolist()
    for positions in (rings(problem, levels, sectors), columns(problem, sectors, levels)):
        assert clear_of_each_other(positions, problem)
        wide, high = np.ptp(positions, axis=0)
        assert 0.7 < wide / high < 3.5
    nobody = replace(
        problem, radii=np.empty(0), label_widths=np.empty(0), edges=problem.edges[:0],
        weights=np.empty(0), groups=(), start=np.empty((0, 2)), pinned=np.empty(0, dtype=np.bool_),
    )  # fmt: skip
    assert rings(nobody, [], []).shape == columns(nobody, [], []).shape == (0, 2)
