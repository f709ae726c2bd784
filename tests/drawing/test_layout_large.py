"""Large maps: near stays near, parts stand apart, nothing overlaps, whatever the map is like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree

from benchmarks.maps import make_map
from oci_map.arrays import FloatArray, IntArray
from oci_map.drawing.layout_stress import adjacency
from oci_map.drawing.overlaps import GAP, remove_overlaps
from oci_map.drawing.pipeline import layout_large
from oci_map.drawing.problem import LayoutProblem
from oci_map.drawing.room import room_of
from oci_map.progress import Cancelled, Progress


def problem_of(
    count: int,
    edges: Sequence[tuple[int, int]] | IntArray,
    groups: Sequence[Sequence[int]] = (),
    hub: int | None = None,
    centre_group: int | None = None,
) -> LayoutProblem:
    pairs = np.array(edges, dtype=np.intp).reshape(-1, 2)
    return LayoutProblem(
        radii=(12 + np.arange(count) % 8).astype(np.float64),
        label_widths=(40 + 10 * (np.arange(count) % 5)).astype(np.float64),
        edges=pairs,
        weights=np.ones(len(pairs)),
        groups=tuple(np.array(group, dtype=np.intp) for group in groups),
        hub=hub,
        centre_group=centre_group,
        start=np.full((count, 2), np.nan),
        pinned=np.zeros(count, dtype=np.bool_),
    )


def least_gap(positions: FloatArray, radii: FloatArray) -> float:
    """Return the room between the two marks that are closest, in px; below 0 they overlap."""
    if len(radii) < 2:
        return float("inf")
    pairs = cKDTree(positions).query_pairs(2 * radii.max() + GAP, output_type="ndarray")
    apart = np.hypot(*(positions[pairs[:, 0]] - positions[pairs[:, 1]]).T)
    return float((apart - radii[pairs].sum(axis=1)).min(initial=GAP))


def grid(across: int, down: int) -> LayoutProblem:
    number = np.arange(across * down).reshape(across, down)
    beside = np.column_stack((number[:-1].ravel(), number[1:].ravel()))
    below = np.column_stack((number[:, :-1].ravel(), number[:, 1:].ravel()))
    return problem_of(across * down, np.concatenate((beside, below)))


def boxes_overlap(one: FloatArray, other: FloatArray) -> bool:
    apart = (one.max(axis=0) < other.min(axis=0)) | (other.max(axis=0) < one.min(axis=0))
    return not bool(apart.any())


def test_a_grid_is_drawn_as_a_grid() -> None:
    problem = grid(20, 15)
    positions = layout_large(problem)
    hops = shortest_path(adjacency(problem.count, problem.edges), unweighted=True)
    far = hops > 0
    ratio = np.hypot(*(positions[:, None] - positions).transpose(2, 0, 1))[far] / hops[far]
    stress = ((ratio * ratio.sum() / (ratio**2).sum() - 1) ** 2).mean()
    assert stress < 0.06
    assert least_gap(positions, problem.radii) >= GAP - 1e-6


def test_marks_and_names_have_room_at_five_hundred() -> None:
    problem = make_map(500, seed=4).problem()
    positions = layout_large(problem)
    nearest = np.asarray(cKDTree(positions).query(positions, 2)[0])[:, 1]
    assert np.median(nearest) >= 60
    across, down = np.ptp(positions, axis=0)
    assert 1.1 < across / down < 2.0
    room = room_of(problem)
    apart = np.abs(positions[:, None] - positions)
    meeting = (apart < room[:, None] + room).all(axis=2).sum(axis=1) > 1
    assert meeting.mean() < 0.15


@pytest.mark.parametrize("size", [300, 1500])
def test_neighbours_are_kept_and_nothing_overlaps(size: int) -> None:
    generated = make_map(size, seed=2)
    positions = layout_large(generated.problem())
    tied = np.hypot(*(positions[generated.edges[:, 0]] - positions[generated.edges[:, 1]]).T)
    # With every pair at the distance of chance, half the ties would be this long.
    rng = np.random.default_rng(0)
    chance = np.hypot(*(positions[rng.permutation(size)] - positions).T)
    assert np.median(tied) < 0.35 * np.median(chance)
    assert least_gap(positions, generated.radii) >= GAP - 1e-6


def test_the_hub_stands_in_the_middle_and_its_ties_pull_nobody() -> None:
    ties = [(one, one + 1) for one in range(1, 99)]
    spokes = [(0, one) for one in range(1, 100)]
    problem = problem_of(100, ties + spokes, hub=0)
    positions = layout_large(problem)
    assert positions[0].tolist() == [0.0, 0.0]
    without = layout_large(problem_of(100, ties, hub=0))
    assert np.array_equal(positions, without)
    assert least_gap(positions, problem.radii) >= GAP - 1e-6


def test_all_who_are_tied_to_the_hub_only_stand_round_it() -> None:
    problem = problem_of(90, [(0, one) for one in range(1, 90)], hub=0)
    positions = layout_large(problem)
    assert (positions.min(axis=0) < -100).all()
    assert (positions.max(axis=0) > 100).all()
    assert least_gap(positions, problem.radii) >= GAP - 1e-6


def test_the_centre_group_stands_near_the_hub() -> None:
    rng = np.random.default_rng(1)
    edges = rng.integers(1, 120, (240, 2))
    groups = [range(1, 8), range(8, 60), range(60, 120)]
    problem = problem_of(120, edges, groups, hub=0, centre_group=0)
    away = np.hypot(*layout_large(problem).T)
    assert np.median(away[1:8]) < 0.75 * np.median(away[8:])


def test_group_mates_stand_nearer_than_others() -> None:
    rng = np.random.default_rng(3)
    groups = [range(first, first + 20) for first in range(0, 200, 20)]
    problem = problem_of(200, rng.integers(0, 200, (200, 2)), groups)
    positions = layout_large(problem)
    whole = np.hypot(*positions.std(axis=0))
    assert np.mean([np.hypot(*positions[group].std(axis=0)) for group in groups]) < 0.45 * whole


def test_other_parts_stand_beside_the_largest_and_beside_each_other() -> None:
    large = np.random.default_rng(0).integers(0, 90, (400, 2))
    small = [(90, 91), (91, 92), (92, 90), (93, 94), (95, 96), (96, 97)]
    problem = problem_of(120, [*map(tuple, large), *small])
    positions = layout_large(problem)
    parts = [positions[:90], positions[90:93], positions[93:95], positions[95:98]]
    parts += [positions[one : one + 1] for one in range(98, 120)]
    for number, part in enumerate(parts):
        assert not any(boxes_overlap(part, other) for other in parts[:number])
    assert least_gap(positions, problem.radii) >= GAP - 1e-6
    # Single ones stand in columns or rows.
    assert min(len(set(column)) for column in np.round(positions[98:], 6).T) <= 3


def test_the_picture_is_turned_like_the_former_one() -> None:
    problem = make_map(200, seed=5, isolates=0.0).problem()
    before = layout_large(problem)
    mirrored = before @ np.array([[0.0, 1.0], [1.0, 0.0]])
    after = layout_large(problem, former=mirrored)
    along = [float(np.corrcoef(after[:, axis], mirrored[:, axis])[0, 1]) for axis in (0, 1)]
    assert min(along) > 0.7


def test_pins_far_away_are_kept() -> None:
    problem = problem_of(120, np.random.default_rng(0).integers(0, 120, (240, 2)))
    start = problem.start.copy()
    start[:3] = [(1e6, 0.0), (-1e6, 5.0), (0.0, 0.0)]
    positions = layout_large(replace(problem, start=start, pinned=np.arange(120) < 3))
    assert np.array_equal(positions[:3], start[:3])
    assert np.isfinite(positions).all()


def test_pins_on_one_spot_drive_the_others_away() -> None:
    problem = problem_of(150, np.random.default_rng(0).integers(0, 150, (300, 2)))
    start = np.zeros((150, 2))
    pinned = np.arange(150) < 10
    positions = layout_large(replace(problem, start=start, pinned=pinned))
    assert np.array_equal(positions[:10], start[:10])
    assert least_gap(positions[9:], problem.radii[9:]) >= GAP - 1e-6


STAR = [(0, one) for one in range(1, 700)]
ODD_MAPS = {
    "star": problem_of(700, STAR),
    "path": problem_of(500, [(one, one + 1) for one in range(499)]),
    "clique": problem_of(90, [(one, other) for one in range(90) for other in range(one)]),
    "pairs": problem_of(400, [(one, one + 1) for one in range(0, 400, 2)]),
    "loops and doubles": problem_of(100, [(0, 0), (0, 1), (0, 1), (1, 0), (2, 3)]),
    "one group of nearly all": problem_of(600, [], [range(500), [], [3], [3, 3]]),
    "two halves": problem_of(
        140, [(one, (one + 1) % 70 + 70 * (one // 70)) for one in range(70)]
        + [(one, 70 + (one + 1) % 70) for one in range(70, 140)],
    ),
    "very long names": replace(problem_of(120, [(0, 1)]), label_widths=np.full(120, 1e5)),
    "one huge mark": replace(
        grid(12, 10), radii=np.where(np.arange(120) == 7, 300.0, 12.0)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD_MAPS)
def test_odd_maps_are_laid_out_without_overlaps(name: str) -> None:
    problem = ODD_MAPS[name]
    positions = layout_large(problem)
    assert np.isfinite(positions).all()
    assert least_gap(positions, problem.radii) >= GAP - 1e-6


@settings(max_examples=40)
@given(
    count=st.integers(0, 70),
    ties=st.lists(st.tuples(st.integers(0, 69), st.integers(0, 69)), max_size=120),
    groups=st.lists(st.lists(st.integers(0, 69), max_size=12), max_size=4),
    hub=st.none() | st.integers(0, 69),
    pins=st.dictionaries(st.integers(0, 69), st.integers(-3, 3), max_size=3),
)
def test_any_map_keeps_its_pins_and_has_room(
    count: int,
    ties: list[tuple[int, int]],
    groups: list[list[int]],
    hub: int | None,
    pins: dict[int, int],
) -> None:
    within = [(one, other) for one, other in ties if max(one, other) < count]
    members = [[one for one in group if one < count] for group in groups]
    problem = problem_of(count, within, members, hub if hub is None or hub < count else None)
    start, pinned = problem.start.copy(), problem.pinned.copy()
    for number, (node, place) in enumerate(pins.items()):
        if node < count:
            start[node] = (400.0 * place, 300.0 * number + 200.0)
            pinned[node] = True
    problem = replace(problem, start=start, pinned=pinned)
    positions = layout_large(problem)
    assert positions.shape == (count, 2)
    assert np.array_equal(positions[pinned], start[pinned])
    assert least_gap(positions, problem.radii) >= GAP - 1e-6
    assert np.array_equal(positions, layout_large(problem))


def test_fixed_marks_do_not_step_aside() -> None:
    rng = np.random.default_rng(0)
    positions = rng.normal(0, 60, (80, 2))
    fixed = np.arange(80) % 9 == 0
    positions[fixed] *= 4
    radii = np.full(80, 12.0)
    parted = remove_overlaps(positions, radii, np.full((80, 2), (30.0, 22.0)), fixed)
    assert np.array_equal(parted[fixed], positions[fixed])
    moved = np.delete(np.arange(80), np.flatnonzero(fixed))
    for node in moved:
        others = np.delete(parted, node, axis=0)
        assert np.hypot(*(others - parted[node]).T).min() >= 24


def test_it_can_be_stopped_at_every_stage() -> None:
    class StopAfter(Progress):
        def __init__(self, calls: int) -> None:
            self.left = calls
            self.last = 0.0

        def report(self, done: float, text: str = "") -> None:
            assert 0.0 <= done <= 1.0
            self.last = max(self.last, done)
            self.left -= 1
            if self.left < 0:
                raise Cancelled

    problem = make_map(150, seed=1).problem()
    whole = StopAfter(10_000)
    layout_large(problem, progress=whole)
    reports = 10_000 - whole.left
    assert reports > 60
    assert whole.last > 0.95
    for calls in (0, reports // 3, reports - 1):
        with pytest.raises(Cancelled):
            layout_large(problem, progress=StopAfter(calls))
