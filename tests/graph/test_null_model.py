"""What chance gives: margins are kept, and sampling, closed form and all arrangements agree."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from benchmarks.planted import make_planted
from oci_map.arrays import FloatArray
from oci_map.graph.analysis import Analysis
from oci_map.graph.classes import classes
from oci_map.graph.filters import Filter
from oci_map.graph.null_closed import closed_form, probabilities
from oci_map.graph.null_model import corrected, expected_at_once, expected_by_samples, is_sampled
from oci_map.graph.null_sampling import sampled
from oci_map.graph.two_mode import Layer, TwoMode
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Cancelled, Progress
from tests.examples import snapshot_of
from tests.graph.making import snapshots

NO_TIES = np.zeros((0, 2), dtype=np.intp)


def seats_of(size: int, *groups: str) -> TwoMode:
    """Return groups written as "0 2 3", as one layer with Newman's weights."""
    members = [[int(one) for one in group.split()] for group in groups]
    sizes = np.array([len(group) for group in members])
    layer = Layer(
        organisation=np.array([one for group in members for one in group], dtype=np.intp),
        gathering=np.repeat(np.arange(len(members)), sizes),
        sizes=sizes,
        weights=1.0 / (sizes - 1.0),
    )
    return TwoMode(size, (layer,), NO_TIES, np.zeros(0))


def between(member: FloatArray, table: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the tie weights between classes by their definition, pair by pair."""
    found = np.zeros((member.shape[1],) * 2)
    for group, weight in zip(table.T, weights, strict=True):
        for one, other in combinations(np.flatnonzero(group), 2):
            for a, b in product(range(member.shape[1]), repeat=2):
                here = member[one, a] and member[other, b]
                there = member[other, a] and member[one, b]
                found[a, b] += weight * bool(here or there)
    return found


def arrangements(table: FloatArray) -> list[FloatArray]:
    """Return all tables of 0 and 1 with the same sums of rows and columns."""
    columns = [
        [c for c in product((0, 1), repeat=len(table)) if sum(c) == wanted]
        for wanted in table.sum(axis=0)
    ]
    tables = (np.array(chosen).T for chosen in product(*columns))
    return [one for one in tables if (one.sum(axis=1) == table.sum(axis=1)).all()]


def test_samples_are_all_arrangements_alike() -> None:
    seats = seats_of(5, "0 1 2", "0 3", "1 3 4", "2 4")
    table = np.zeros((5, 4))
    layer = seats.layers[0]
    table[layer.organisation, layer.gathering] = 1
    member = np.array([[1, 0], [1, 0], [0, 1], [0, 1], [1, 1]], dtype=float)
    every = [between(member, one, layer.weights) for one in arrangements(table)]
    assert len(every) > 20
    ours = between(member, table, layer.weights)
    found = expected_by_samples(seats, member, ours, samples=6000)
    assert found.mean == pytest.approx(np.mean(every, axis=0), abs=0.03)
    assert found.sd == pytest.approx(np.std(every, axis=0), abs=0.03)
    few = np.mean([one <= ours + 1e-9 for one in every], axis=0)
    assert found.p == pytest.approx(few, abs=0.03)


def test_samples_keep_seats_and_sizes() -> None:
    analysis = Analysis(snapshot_of("oci-worked-example"))
    seats = analysis.seats
    size = seats.size
    first, second = np.triu_indices(size, 1)
    everybody = np.ones((len(first), 1))
    with_one = np.stack([(first == one) | (second == one) for one in range(size)], axis=1)
    for layer in seats.layers:
        alone = TwoMode(size, (layer,), NO_TIES, np.zeros(0))
        total = sampled(alone, everybody, samples=20, seed=1)
        pairs = layer.sizes * (layer.sizes - 1) / 2
        assert total == pytest.approx(np.full((20, 1), float(pairs @ layer.weights)), rel=1e-5)
        # Newman: every seat spends the same, so each organisation keeps its strength.
        spent = np.bincount(layer.organisation, minlength=size) * layer.weights[0]
        spent *= layer.sizes[0] - 1
        own = sampled(alone, with_one.astype(float), samples=20, seed=1)
        assert own == pytest.approx(np.tile(spent, (20, 1)), rel=1e-5, abs=1e-6)


def test_the_same_seed_gives_the_same_and_it_can_be_stopped() -> None:
    analysis = Analysis(snapshot_of("oci-worked-example"))
    found = classes(analysis.snapshot, analysis.filter, analysis.cooperation).between
    one, again, other = (
        expected_by_samples(analysis.seats, found.member, found.weights, samples=50, seed=seed)
        for seed in (1, 1, 2)
    )
    assert np.array_equal(one.mean, again.mean)
    assert not np.array_equal(one.mean, other.mean)

    class Impatient(Progress):
        told: list[float] = []  # noqa: RUF012 - one test

        def report(self, done: float, text: str = "") -> None:
            assert text == ""
            self.told.append(done)
            if done > 0.4:
                raise Cancelled

    with pytest.raises(Cancelled):
        analysis.findings.refine(Impatient())
    assert Impatient.told == sorted(Impatient.told)


@pytest.mark.parametrize("size", [60, 100])
def test_closed_form_and_samples_agree_on_middle_maps(size: int) -> None:
    analysis = Analysis(make_planted(size, seed=size, sectors=6, group_size=6))
    found = classes(analysis.snapshot, analysis.filter, analysis.cooperation).between
    assert is_sampled(analysis.seats)
    closed = expected_at_once(analysis.seats, found.member, found.weights)
    exact = expected_by_samples(analysis.seats, found.member, found.weights)
    assert closed.mean == pytest.approx(exact.mean, rel=0.03)
    assert closed.sd == pytest.approx(exact.sd, rel=0.12)
    assert closed.z == pytest.approx(exact.z, abs=0.35)
    assert closed.p == pytest.approx(exact.p, abs=0.1)


def test_closed_form_and_samples_agree_where_sectors_overlap() -> None:
    analysis = Analysis(snapshot_of("oci-worked-example"), Filter(without_coordinator=True))
    found = classes(analysis.snapshot, analysis.filter, analysis.cooperation).between
    closed = expected_at_once(analysis.seats, found.member, found.weights)
    exact = expected_by_samples(analysis.seats, found.member, found.weights)
    large = exact.mean > 0.5
    assert closed.mean[large] == pytest.approx(exact.mean[large], rel=0.08)
    assert np.median(closed.sd[large] / exact.sd[large]) == pytest.approx(1.0, abs=0.08)
    assert closed.mean.sum() == pytest.approx(found.weights.sum(), rel=0.1)


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_chances_give_back_seats_and_sizes(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(2, 12)), data.draw(st.integers(1, 6))
    table = np.array(
        data.draw(
            st.lists(
                st.lists(st.booleans(), min_size=columns, max_size=columns),
                min_size=rows,
                max_size=rows,
            )
        ),
        dtype=np.intp,
    )
    degrees, of_degree = np.unique(table.sum(axis=1), return_counts=True)
    sizes, of_size = np.unique(table.sum(axis=0), return_counts=True)
    chance = probabilities(degrees, of_degree, sizes, of_size)
    assert np.isfinite(chance).all()
    assert (chance >= 0).all()
    assert (chance <= 1).all()
    assert chance @ of_size == pytest.approx(degrees.astype(float), abs=0.02)
    assert of_degree @ chance == pytest.approx(sizes.astype(float), abs=0.05)


def test_stated_ties_follow_the_configuration_model() -> None:
    ends = np.array([[0, 1], [0, 2], [1, 3], [2, 3], [0, 3]])
    seats = TwoMode(4, (), ends, np.full(5, 0.6))
    member = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=float)
    weights, number = closed_form(seats, member)
    # K_a K_b / 2m with K the ends of each side.
    assert number.mean[0, 1] == pytest.approx(5 * 5 / 10)
    assert weights.mean[0, 1] == pytest.approx(0.6 * 5 * 5 / 10)


@given(st.lists(st.floats(0.0001, 1.0), min_size=1, max_size=30))
def test_correction_is_that_of_benjamini_and_hochberg(values: list[float]) -> None:
    p = np.array(values)
    q = corrected(p, np.ones(len(p), dtype=np.bool_))
    assert q == pytest.approx(false_discovery_control(p))
    assert corrected(p, np.zeros(len(p), dtype=np.bool_)) == pytest.approx(np.ones(len(p)))


@given(snapshots())
@settings(max_examples=40, deadline=None)
def test_nothing_is_nan(snapshot: Snapshot) -> None:
    analysis = Analysis(snapshot)
    found = classes(analysis.snapshot, analysis.filter, analysis.cooperation).between
    for expected in (
        expected_at_once(analysis.seats, found.member, found.weights),
        expected_by_samples(analysis.seats, found.member, found.weights, samples=20),
    ):
        for table in (expected.mean, expected.sd, expected.z, expected.p):
            assert np.isfinite(table).all()
            assert table == pytest.approx(table.T)
        assert (expected.p > 0).all()
        assert (expected.p <= 1).all()


@given(snapshots())
@settings(max_examples=40, deadline=None)
def test_what_is_shuffled_is_what_is_observed(snapshot: Snapshot) -> None:
    analysis = Analysis(snapshot)
    seats = analysis.seats
    total = sum(
        float((layer.sizes * (layer.sizes - 1) / 2) @ layer.weights) for layer in seats.layers
    )
    assert total + seats.strengths.sum() == pytest.approx(analysis.cooperation.weights.sum())
