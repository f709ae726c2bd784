"""All layouts through their one door: nothing overlaps, what is pinned stays, the rest is calm."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.arrays import FloatArray
from oci_map.drawing import layout
from oci_map.drawing.problem import LayoutProblem
from oci_map.drawing.room import room_of
from oci_map.progress import Cancelled, Progress
from tests.programs import said_by


def map_of(count: int, ties: int, seed: int = 0, groups: int = 0) -> LayoutProblem:
    """Return a map of communities: most ties stay within one."""
    rng = np.random.default_rng(seed)
    community = rng.integers(0, max(1, count // 15), count)
    found = set()
    for _tie in range(ties):
        one = int(rng.integers(count))
        near = np.flatnonzero(community == community[one])
        other = int(rng.choice(near)) if rng.random() < 0.8 else int(rng.integers(count))
        if one != other:
            found.add((min(one, other), max(one, other)))
    edges = np.array(sorted(found), dtype=np.intp).reshape(-1, 2)
    members = [np.flatnonzero(community == number) for number in range(groups)]
    return LayoutProblem(
        radii=rng.uniform(9.5, 20.5, count),
        label_widths=rng.uniform(30, 120, count),
        edges=edges,
        weights=np.ones(len(edges)),
        groups=tuple(one.astype(np.intp) for one in members if len(one)),
        hub=None,
        centre_group=None,
        start=np.full((count, 2), np.nan),
        pinned=np.zeros(count, dtype=np.bool_),
    )


def least_gap(positions: FloatArray, radii: FloatArray) -> float:
    """Return the room between the two marks that are closest, in px; below 0 they overlap."""
    if len(radii) < 2:
        return float("inf")
    apart = np.hypot(*(positions[:, None] - positions[None]).transpose(2, 0, 1))
    gaps = apart - radii[:, None] - radii[None]
    np.fill_diagonal(gaps, np.inf)
    return float(gaps.min())


@pytest.mark.parametrize(("count", "ties", "groups"), [(100, 250, 6), (300, 900, 0), (600, 0, 0)])
def test_a_large_map_has_room_for_every_mark(count: int, ties: int, groups: int) -> None:
    problem = map_of(count, ties, groups=groups)
    positions = layout.layout(problem)
    assert np.isfinite(positions).all()
    assert least_gap(positions, problem.radii) >= 0


def test_neighbours_stand_nearer_than_strangers() -> None:
    problem = map_of(300, 1200)
    positions = layout.layout(problem)
    ends = positions[problem.edges]
    tied = np.hypot(*(ends[:, 0] - ends[:, 1]).T)
    apart = np.hypot(*(positions[:, None] - positions[None]).transpose(2, 0, 1))
    assert np.median(tied) < 0.5 * np.median(apart)


def test_group_mates_stand_together() -> None:
    problem = map_of(200, 0, groups=8)
    positions = layout.layout(problem)
    spread = [np.ptp(positions[group], axis=0).max() for group in problem.groups]
    assert max(spread) < 0.7 * np.ptp(positions, axis=0).max()


def test_the_same_map_and_seed_give_the_same_layout() -> None:
    problem = map_of(150, 400)
    assert np.array_equal(layout.layout(problem, seed=3), layout.layout(problem, seed=3))


@pytest.mark.parametrize("count", [40, 200])
def test_pinned_marks_stay_where_they_are(count: int) -> None:
    problem = map_of(count, 3 * count, groups=3)
    start = problem.start.copy()
    start[[0, 5]] = [(700.0, -300.0), (-512.0, 40.0)]
    pinned = problem.pinned.copy()
    pinned[[0, 5]] = True
    held = replace(problem, start=start, pinned=pinned)
    for positions in (layout.layout(held), layout.tidy(held)):
        assert np.array_equal(positions[[0, 5]], start[[0, 5]])
        assert least_gap(positions, problem.radii) >= 0


@pytest.mark.parametrize("count", [40, 200])
def test_new_marks_find_room_and_nothing_else_moves(count: int) -> None:
    problem = map_of(count, 3 * count, groups=3)
    start = layout.layout(problem)
    new = [1, count // 2, count - 1]
    start[new] = np.nan
    positions = layout.place_new(replace(problem, start=start))
    old = np.setdiff1d(np.arange(count), new)
    assert np.array_equal(positions[old], start[old])
    assert least_gap(positions, problem.radii) >= 0


def test_tidying_up_does_not_mirror_the_map() -> None:
    problem = map_of(120, 360)
    before = layout.layout(problem)
    mirrored = replace(problem, start=before * (-1.0, 1.0))
    after = layout.tidy(mirrored)
    same = np.square(after - mirrored.start).sum()
    flipped = np.square(after * (-1.0, 1.0) - mirrored.start).sum()
    assert same <= flipped


def test_a_long_layout_can_be_stopped() -> None:
    class Stop(Progress):
        calls = 0

        def report(self, done: float, text: str = "") -> None:
            self.calls += 1
            assert 0 <= done <= 1
            if self.calls == 5:
                raise Cancelled

    with pytest.raises(Cancelled):
        layout.layout(map_of(300, 900), progress=Stop())


@given(
    count=st.integers(0, 130), ties=st.integers(0, 200), groups=st.integers(0, 4),
    seed=st.integers(0, 50),
)  # fmt: skip
def test_any_map_is_laid_out_without_overlaps(
    count: int, ties: int, groups: int, seed: int
) -> None:
    if count <= layout.SMALL_MAP:
        # The calm layout of small maps has tests of its own.
        count += layout.SMALL_MAP + 1
    problem = map_of(count, ties, seed, groups)
    positions = layout.layout(problem, seed=seed)
    assert positions.shape == (count, 2)
    assert np.isfinite(positions).all()
    assert least_gap(positions, problem.radii) >= 0


def test_no_organisation_and_one_and_two() -> None:
    for count in (0, 1, 2):
        problem = map_of(count, count) if count else replace(
            map_of(1, 0), radii=np.zeros(0), label_widths=np.zeros(0),
            start=np.zeros((0, 2)), pinned=np.zeros(0, dtype=np.bool_),
        )  # fmt: skip
        positions = layout.layout(problem)
        assert positions.shape == (count, 2)
        assert np.isfinite(positions).all()


def placed_map(count: int = 100) -> LayoutProblem:
    """Return a map in which everybody has a place."""
    problem = map_of(count, 3 * count, groups=4)
    return replace(problem, start=layout.layout(problem))


def with_one_more(problem: LayoutProblem, tied_to: list[int], group: int | None) -> LayoutProblem:
    """Add a node without a place, with ties to the given nodes and in one group."""
    node = problem.count
    ties = np.array([(one, node) for one in tied_to], dtype=np.intp).reshape(-1, 2)
    groups = list(problem.groups)
    if group is not None:
        groups[group] = np.append(groups[group], node)
    return replace(
        problem,
        radii=np.append(problem.radii, 14.0),
        label_widths=np.append(problem.label_widths, 70.0),
        edges=np.concatenate((problem.edges, ties)),
        weights=np.ones(len(problem.edges) + len(ties)),
        groups=tuple(groups),
        start=np.concatenate((problem.start, [(np.nan, np.nan)])),
        pinned=np.append(problem.pinned, False),
    )


def test_a_new_mark_stands_near_its_ties() -> None:
    problem = placed_map()
    friends = [3, 4]
    grown = with_one_more(problem, friends, group=None)
    positions = layout.place_new(grown)
    amid = problem.start[friends].mean(axis=0)
    away = np.hypot(*(problem.start - amid).T)
    assert np.hypot(*(positions[-1] - amid)) < np.median(away)
    assert least_gap(positions, grown.radii) >= 0


def test_a_new_mark_without_ties_joins_its_group_and_no_other() -> None:
    problem = placed_map()
    grown = with_one_more(problem, [], group=1)
    positions = layout.place_new(grown)
    middles = [problem.start[group].mean(axis=0) for group in problem.groups]
    assert np.argmin([np.hypot(*(positions[-1] - middle)) for middle in middles]) == 1


def test_a_new_mark_that_belongs_to_nobody_stands_outside_the_picture() -> None:
    problem = placed_map()
    grown = with_one_more(problem, [], group=None)
    positions = layout.place_new(grown)
    assert (positions[-1] > problem.start.max(axis=0) + 30).any()
    assert least_gap(positions, grown.radii) >= 0


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("count", [30, 60])
def test_many_who_belong_to_nobody_stand_in_a_block_as_wide_or_high_as_the_map(
    count: int, at_once: bool
) -> None:
    problem = placed_map()
    first = problem.count
    for _one in range(count):
        problem = with_one_more(problem, [], group=None)
        if not at_once:
            problem = replace(problem, start=layout.place_new(problem))
    positions = layout.place_new(problem)
    before = np.ptp(problem.start[:first], axis=0)
    after = np.ptp(positions, axis=0)
    assert np.array_equal(positions[:first], problem.start[:first])
    assert least_gap(positions, problem.radii) >= 0
    # Little more room than the marks themselves need, in the form that the map had.
    needed = 4 * (room_of(problem)[first:].prod(axis=1)).sum()
    assert after.prod() < 1.25 * (before + 120).prod() + 1.6 * needed
    assert 0.7 < (after[0] / after[1]) / 1.25 < 1.4
    # They are in lines: few heights or few distances from the left for so many.
    block = positions[first:].round()
    assert min(len(set(column)) for column in block.T.tolist()) <= 0.5 * count


def test_a_map_of_those_who_belong_to_nobody_takes_more_of_them() -> None:
    problem = map_of(3, 0)
    problem = replace(problem, start=np.array([(0.0, 0.0), (90.0, 0.0), (180.0, 0.0)]))
    for _one in range(12):
        problem = with_one_more(problem, [], group=None)
    positions = layout.place_new(problem)
    assert least_gap(positions, problem.radii) >= 0
    across, down = np.ptp(positions, axis=0)
    assert across < 900
    assert down < 500


def test_new_marks_that_are_tied_to_each_other_grow_from_where_they_are_tied() -> None:
    problem = placed_map(120)
    for tied_to in ([7], [120], [121], [122]):  # a chain that begins at one that stands
        problem = with_one_more(problem, tied_to, group=None)
    positions = layout.place_new(problem)
    chain = positions[[7, 120, 121, 122, 123]]
    assert np.hypot(*np.diff(chain, axis=0).T).max() < 400
    assert least_gap(positions, problem.radii) >= 0


def test_more_new_marks_than_known_ones_are_laid_out_round_these() -> None:
    problem = map_of(100, 300, groups=4)
    start = problem.start.copy()
    start[:5] = 300 * np.arange(5)[:, None] * (1.0, 0.5)
    positions = layout.place_new(replace(problem, start=start))
    assert np.array_equal(positions[:5], start[:5])
    assert least_gap(positions, problem.radii) >= 0


def test_nobody_moves_when_all_have_a_place_even_the_same_one() -> None:
    problem = replace(map_of(90, 200), start=np.full((90, 2), 12.0))
    assert np.array_equal(layout.place_new(problem), problem.start)


def test_tidying_up_does_not_turn_a_large_map() -> None:
    problem = map_of(150, 500, groups=5)
    before = layout.layout(problem)
    turned = before @ np.array([[0.0, -1.0], [1.0, 0.0]])
    after = layout.tidy(replace(problem, start=turned))
    assert np.corrcoef(after[:, 0], turned[:, 0])[0, 1] > 0.6
    assert np.corrcoef(after[:, 1], turned[:, 1])[0, 1] > 0.6


def test_new_marks_on_small_maps_need_no_heavy_library() -> None:
    lines = (
        "import sys, numpy as np",
        "from oci_map.drawing import layout",
        "from oci_map.drawing.problem import LayoutProblem",
        "start = np.array([(0.0, 0.0), (200.0, 0.0), (np.nan, np.nan)])",
        "layout.place_new(LayoutProblem(np.full(3, 12.0), np.full(3, 50.0), np.array([[0, 2]]),",
        "    np.ones(1), (np.array([0, 2]),), None, None, start, np.zeros(3, dtype=bool)))",
        "heavy = {'scipy', 'networkx', 'pandas'} & set(sys.modules)",
        "assert not heavy, heavy",
    )
    assert said_by("\n".join(lines)) == ""
