from __future__ import annotations

from itertools import combinations, permutations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.arrays import FloatArray
from oci_map.graph import outwardness as module
from oci_map.graph.build import cooperation_of_graph
from oci_map.graph.cooperation import Cooperation, WholeGroup
from oci_map.graph.outwardness import Outwardness, outwardness

PAIRS = st.sets(
    st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] < pair[1]),
    min_size=1,
)
CLASSES = st.lists(st.sets(st.integers(0, 2), max_size=2), min_size=5, max_size=5)


def _shares(classes: list[set[int]]) -> FloatArray:
    shares = np.zeros((len(classes), 3))
    for row, some in enumerate(classes):
        shares[row, sorted(some)] = 1.0
    return shares


def _index(pairs: set[tuple[int, int]], classes: list[set[int]]) -> float | None:
    known = [(i, j) for i, j in pairs if classes[i] and classes[j]]
    external = sum(not classes[i] & classes[j] for i, j in known)
    return (2 * external - len(known)) / len(known) if known else None


@given(PAIRS, CLASSES)
def test_the_index_and_the_mean_of_chance(
    pairs: set[tuple[int, int]], classes: list[set[int]]
) -> None:
    graph: nx.Graph[int] = nx.empty_graph(5)
    graph.add_edges_from(pairs)
    found = outwardness(cooperation_of_graph(graph), _shares(classes), deals=400)
    index = _index(pairs, classes)
    assert found.index == (None if index is None else pytest.approx(index))
    assert found.between + found.within + found.unknown == len(pairs)
    if index is None or found.expected is None or found.low is None or found.high is None:
        assert (found.expected, found.low, found.high) == (None, None, None)
        return
    known = [place for place, some in enumerate(classes) if some]
    every = []
    for order in permutations(known):
        dealt = dict(zip(known, (classes[place] for place in order), strict=True))
        every.append(_index(pairs, [dealt.get(place, set()) for place in range(5)]))
    # 400 deals: the mean lies within four standard errors.
    values = np.array(every, dtype=np.float64)
    assert abs(found.expected - values.mean()) <= 4 * values.std() / 20 + 1e-9
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9


@given(CLASSES)
def test_a_large_gathering_counts_as_its_pairs(classes: list[set[int]]) -> None:
    pairs = set(combinations(range(5), 2))
    listed = cooperation_of_graph(nx.complete_graph(5))
    whole = Cooperation(
        listed.organisations, listed.pairs[:0], listed.weights[:0], {},
        (WholeGroup("membership", np.arange(5), 0.25),),
    )  # fmt: skip
    one, other = (outwardness(each, _shares(classes), deals=50) for each in (listed, whole))
    assert (one.between, one.within, one.unknown) == (other.between, other.within, other.unknown)
    assert one.index == other.index == pytest.approx(_index(pairs, classes))
    assert one.low == other.low == one.index  # all pairs are tied: no deal changes anything


def test_two_worlds_are_less_open_than_chance_and_a_bipartite_map_is_more() -> None:
    shares = np.eye(2)[[0] * 10 + [1] * 10]
    apart = cooperation_of_graph(nx.disjoint_union(nx.complete_graph(10), nx.complete_graph(10)))
    found = outwardness(apart, shares)
    assert found.index == -1.0
    assert found.low is not None
    assert found.low > -0.5
    assert not found.is_usual
    crossed = outwardness(cooperation_of_graph(nx.complete_bipartite_graph(10, 10)), shares)
    assert (crossed.index, crossed.is_usual) == (1.0, False)


def test_the_same_in_many_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    made = cooperation_of_graph(nx.karate_club_graph())
    shares = np.eye(3)[np.arange(34) % 3]
    whole = outwardness(made, shares)
    assert whole == outwardness(made, shares)
    assert whole.is_usual
    monkeypatch.setattr(module, "_AT_ONCE", 1)
    portions = outwardness(made, shares)
    assert portions.index == whole.index
    assert portions.expected == pytest.approx(whole.expected, abs=0.02)


def test_hardly_anything() -> None:
    nothing = Outwardness(0, 0, 0, None, None, None, None)
    assert outwardness(cooperation_of_graph(nx.Graph()), np.zeros((0, 0))) == nothing
    assert outwardness(cooperation_of_graph(nx.empty_graph(2)), np.ones((2, 1))) == nothing
    assert nothing.is_usual
    unknown = outwardness(cooperation_of_graph(nx.path_graph(2)), np.zeros((2, 0)))
    assert (unknown.unknown, unknown.index) == (1, None)
