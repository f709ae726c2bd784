"""The calm layout of small maps: what every picture keeps to, whatever the map is like."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import ConvexHull

from oci_map.arrays import BoolArray, FloatArray
from oci_map.drawing.detachment import detached_members
from oci_map.drawing.group_cost import judge_of, place_costs, total_cost
from oci_map.drawing.group_setting import PAD, setting_of
from oci_map.drawing.layout_groups import layout_with_groups
from oci_map.drawing.places import layout_problem
from oci_map.drawing.problem import LayoutProblem
from oci_map.progress import Cancelled, Progress
from tests.examples import NAMES, snapshot_of

# -- maps ---------------------------------------------------------------------------------------


def make_problem(
    count: int,
    groups: list[list[int]],
    edges: list[tuple[int, int]] | None = None,
    *,
    hub: int | None = None,
    centre: int | None = None,
    radius: float = 12.0,
    label: float = 70.0,
) -> LayoutProblem:
    pairs = np.array(sorted(set(edges or [])), dtype=np.intp).reshape(-1, 2)
    return LayoutProblem(
        radii=np.full(count, radius),
        label_widths=np.full(count, label),
        edges=pairs,
        weights=np.ones(len(pairs)),
        groups=tuple(np.array(group, dtype=np.intp) for group in groups),
        hub=hub,
        centre_group=centre,
        start=np.full((count, 2), np.nan),
        pinned=np.zeros(count, dtype=np.bool_),
    )


def random_map(seed: int, count: int, neighbourly: bool) -> LayoutProblem:
    """Make a map of groups in which a quarter of the members also sit in a second one."""
    rng = np.random.default_rng([seed, count])
    inner = int(rng.integers(4, 8))
    kinds = int(rng.integers(5, 8))
    groups: list[list[int]] = [[] for _ in range(kinds)]
    for node in range(inner + 1, count):
        groups[int(rng.integers(kinds))].append(node)
    for node in rng.choice(np.arange(inner + 1, count), count // 4, replace=False):
        own = next(g for g in range(kinds) if node in groups[g])
        step = int(rng.choice([-1, 1])) if neighbourly else int(rng.integers(1, kinds))
        groups[(own + step) % kinds].append(int(node))
    groups.append(list(range(inner + 1)))
    edges = [(0, node) for node in range(1, count)]
    for _ in range(2 * count):
        mates = groups[int(rng.integers(kinds + 1))]
        one, other = rng.choice(mates if len(mates) > 1 else np.arange(1, count), 2, replace=False)
        edges.append((min(int(one), int(other)), max(int(one), int(other))))
    return make_problem(count, groups, edges, hub=0, centre=kinds)


def example(name: str) -> LayoutProblem:
    _, problem = layout_problem(snapshot_of(name))
    nowhere = np.full((problem.count, 2), np.nan)
    return replace(problem, start=nowhere, pinned=np.zeros(problem.count, dtype=np.bool_))


def pinned_at(problem: LayoutProblem, places: dict[int, tuple[float, float]]) -> LayoutProblem:
    start, pinned = problem.start.copy(), problem.pinned.copy()
    for node, place in places.items():
        start[node], pinned[node] = place, True
    return replace(problem, start=start, pinned=pinned)


# -- facts about a picture ----------------------------------------------------------------------


def strangers_in_outlines(problem: LayoutProblem, positions: FloatArray) -> list[tuple[int, int]]:
    """List the (group, node) whose centre a drawn outline covers though it is no member."""
    angles = np.linspace(0, 2 * np.pi, 16, endpoint=False)
    circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    away = detached_members(positions, problem.radii, problem.groups, problem.hub)
    found = []
    for name, group in enumerate(problem.groups):
        inside = [node for node in group if (name, int(node)) not in away]
        if not inside:
            continue
        reach = (problem.radii[inside] + PAD)[:, None, None]
        corners = (positions[inside][:, None] + reach * circle).reshape(-1, 2)
        faces = ConvexHull(corners).equations
        strangers = sorted(set(range(problem.count)) - set(group.tolist()))
        depth = (positions[strangers] @ faces[:, :2].T + faces[:, 2]).max(axis=1)
        found += [(name, node) for node, out in zip(strangers, depth, strict=True) if out < 0]
    return found


def overlapping(problem: LayoutProblem, positions: FloatArray) -> BoolArray:
    """Tell which pairs of discs overlap, (n, n)."""
    apart = positions[:, None] - positions
    distance = np.hypot(apart[..., 0], apart[..., 1])
    np.fill_diagonal(distance, np.inf)
    return np.asarray(distance < problem.radii[:, None] + problem.radii)


def label_hits(problem: LayoutProblem, positions: FloatArray) -> int:
    """Count the pairs of names, each written below its disc, that overlap."""
    middle = positions + np.stack([np.zeros(problem.count), problem.radii + 9], axis=1)
    apart = np.abs(middle[:, None] - middle)
    wide = (problem.label_widths[:, None] + problem.label_widths) / 2
    return int(np.triu((apart[..., 0] < wide) & (apart[..., 1] < 14), 1).sum())


# -- whole maps ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_examples_are_calm(name: str) -> None:
    problem = example(name)
    positions = layout_with_groups(problem)
    assert not strangers_in_outlines(problem, positions)
    assert not overlapping(problem, positions).any()
    assert label_hits(problem, positions) <= 2
    assert problem.hub is not None
    assert positions[problem.hub] == pytest.approx((0.0, 0.0))
    low, high = positions.min(axis=0), positions.max(axis=0)
    wide, high_ = high - low
    assert 0.9 < wide / high_ < 1.9
    assert np.hypot(*((low + high) / 2)) < 0.1 * np.hypot(wide, high_)


@pytest.mark.parametrize("neighbourly", [True, False])
@pytest.mark.parametrize("seed", range(2))
def test_no_outline_covers_a_stranger(seed: int, neighbourly: bool) -> None:
    problem = random_map(seed, 30 + 5 * seed, neighbourly)
    positions = layout_with_groups(problem)
    assert not strangers_in_outlines(problem, positions)
    assert not overlapping(problem, positions).any()


def test_same_seed_same_picture_and_other_seed_another() -> None:
    problem = random_map(4, 20, neighbourly=True)
    first = layout_with_groups(problem, 7)
    assert np.array_equal(first, layout_with_groups(problem, 7))
    assert not np.array_equal(first, layout_with_groups(problem, 8))


def test_a_chain_of_groups_stands_in_its_order_round_the_hub() -> None:
    # Each group shares one member with the next, all round: the ring has one best order.
    names = [0, 3, 1, 4, 2, 5]
    groups: list[list[int]] = [[] for _ in names]
    node = 1
    for place, name in enumerate(names):
        groups[name] += [node, node + 1, node + 2]
        groups[names[(place + 1) % len(names)]].append(node + 2)
        node += 3
    problem = make_problem(node, groups, hub=0)
    positions = layout_with_groups(problem)
    middles = [positions[group].mean(axis=0) for group in problem.groups]
    angles = np.array([np.arctan2(y, x) for x, y in middles])
    around = np.argsort(angles).tolist()
    turned = around[around.index(0) :] + around[: around.index(0)]
    assert turned in (names, [names[0], *reversed(names[1:])])
    assert not detached_members(positions, problem.radii, problem.groups, problem.hub)


def test_loose_nodes_stand_near_their_ties_outside_all_outlines() -> None:
    groups = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]
    edges = [(13, 1), (13, 2), (14, 9), (14, 10)]
    problem = make_problem(15, groups, [(min(e), max(e)) for e in edges], hub=0)
    positions = layout_with_groups(problem)
    assert not strangers_in_outlines(problem, positions)
    for loose, mates, others in ((13, [1, 2, 3, 4], [9, 10, 11]), (14, [9, 10], [1, 2, 5, 6])):
        away = np.hypot(*(positions - positions[loose]).T)
        assert away[mates].mean() < away[others].mean()


def test_nodes_of_which_nothing_is_known_fill_the_picture() -> None:
    problem = make_problem(25, [])
    positions = layout_with_groups(problem)
    apart = positions[:, None] - positions
    distance = np.hypot(apart[..., 0], apart[..., 1])
    np.fill_diagonal(distance, np.inf)
    assert distance.min() > 60
    assert label_hits(problem, positions) == 0


def test_pins_are_kept_exactly_and_the_hub_may_be_one() -> None:
    problem = random_map(1, 22, neighbourly=True)
    places = {3: (-151.3, 40.7), 9: (220.1, -17.9)}
    pinned = pinned_at(problem, places)
    positions = layout_with_groups(pinned)
    for node, place in places.items():
        assert tuple(positions[node]) == place
    assert not overlapping(pinned, positions).any()
    moved = {node: (x + 1000.7, y - 300.1) for node, (x, y) in places.items()}
    whole = layout_with_groups(pinned_at(problem, {**moved, 0: (1000.7, -300.1)}))
    assert tuple(whole[0]) == (1000.7, -300.1)
    assert tuple(whole[9]) == moved[9]
    assert np.allclose(whole - whole[0], positions - positions[0], atol=30)


# -- maps at the edge ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "problem",
    [
        make_problem(0, []),
        make_problem(1, []),
        make_problem(1, [[0]], hub=0, centre=0),
        make_problem(2, [[0, 1], [0, 1]], [(0, 1)]),
        make_problem(3, [[], [1], [0, 1, 2]], hub=0, centre=0),
        make_problem(6, [[0, 1, 2], [0, 3, 4], [0, 5]], [(1, 3)], hub=0, centre=1),
        make_problem(6, [[1, 2], [3, 4]], [(1, 3)], hub=0, centre=0),
        make_problem(8, [list(range(8)), [1, 2, 3]], [(0, 7)], hub=0),
        make_problem(9, [], [(0, 1), (1, 2), (2, 3), (4, 5)]),
        make_problem(7, [[0, 1], [2, 3], [4, 5]], label=2000.0),
        make_problem(7, [[0, 1], [2, 3], [4, 5]], radius=150.0),
    ],
    ids=range(11),
)
def test_every_map_gets_a_picture(problem: LayoutProblem) -> None:
    positions = layout_with_groups(problem)
    assert positions.shape == (problem.count, 2)
    assert np.isfinite(positions).all()
    assert not overlapping(problem, positions).any()


@st.composite
def small_problems(draw: st.DrawFn) -> LayoutProblem:
    count = draw(st.integers(1, 9))
    nodes = st.integers(0, count - 1)
    members = st.lists(nodes, max_size=count, unique=True)
    groups = draw(st.lists(members, max_size=4))
    centres: list[int | None] = [None, *range(len(groups))]
    pairs = draw(st.lists(st.tuples(nodes, nodes), max_size=12))
    edges = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    problem = make_problem(
        count,
        groups,
        edges,
        hub=draw(st.none() | nodes),
        centre=draw(st.sampled_from(centres)),
        radius=draw(st.floats(5, 60)),
    )
    coordinate = st.floats(-400, 400)
    pins = draw(st.dictionaries(nodes, st.tuples(coordinate, coordinate), max_size=3))
    return pinned_at(problem, pins)


@settings(max_examples=10, deadline=None)
@given(problem=small_problems(), seed=st.integers(0, 3))
def test_whatever_the_map_pins_stay_and_discs_are_free(problem: LayoutProblem, seed: int) -> None:
    positions = layout_with_groups(problem, seed)
    assert np.isfinite(positions).all()
    assert np.array_equal(positions[problem.fixed], problem.start[problem.fixed])
    held = problem.fixed.copy()
    if problem.hub is not None:
        held[problem.hub] = True
    both_held = held[:, None] & held
    assert not (overlapping(problem, positions) & ~both_held).any()
    assert np.array_equal(positions, layout_with_groups(problem, seed))


# -- how it works -------------------------------------------------------------------------------


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_cost_of_a_place_is_what_the_picture_costs(seed: int) -> None:
    rng = np.random.default_rng(seed)
    problem = random_map(seed % 7, 18, neighbourly=seed % 2 == 0)
    judge = judge_of(setting_of(problem, problem.fixed))
    positions = rng.normal(0, 200, (problem.count, 2))
    node = int(rng.integers(1, problem.count))
    places = rng.normal(0, 200, (4, 2))
    costs = place_costs(node, places, positions, judge)
    whole = []
    for place in places:
        moved = positions.copy()
        moved[node] = place
        whole.append(total_cost(moved, judge))
    assert costs - costs[0] == pytest.approx(np.array(whole) - whole[0], abs=1e-6)


class _Impatient(Progress):
    """Cancels at the report it was told, and remembers what it heard."""

    def __init__(self, patience: int) -> None:
        self.patience = patience
        self.heard: list[float] = []

    def report(self, done: float, text: str = "") -> None:
        self.heard.append(done)
        if len(self.heard) > self.patience:
            raise Cancelled


def test_a_layout_reports_often_and_can_be_cancelled() -> None:
    problem = random_map(0, 24, neighbourly=True)
    patient = _Impatient(10_000)
    layout_with_groups(problem, progress=patient)
    assert len(patient.heard) > 150
    assert patient.heard == sorted(patient.heard)
    assert 0 <= patient.heard[0] < 0.1
    assert 0.9 < patient.heard[-1] <= 1
    for patience in (0, 60, 150):
        with pytest.raises(Cancelled):
            layout_with_groups(problem, progress=_Impatient(patience))
