from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, permutations, product
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph import brokers
from oci_map.graph.analysis import Analysis
from oci_map.graph.brokers import brokerage, is_estimated
from oci_map.graph.build import cooperation_of_graph, paired_graph
from oci_map.graph.cooperation import Cooperation
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import ids, organisations, snapshots, ties


def _by_name(graph: nx.Graph[Any]) -> dict[str, float]:
    made = cooperation_of_graph(graph)
    return dict(zip(made.organisations, brokerage(made).tolist(), strict=True))


def test_the_medici_without_and_with_the_isolate() -> None:
    families = nx.florentine_families_graph()
    assert _by_name(families)["Medici"] == pytest.approx(0.522, abs=0.0005)
    families.add_node("Pucci")
    found = _by_name(families)
    assert found["Medici"] == pytest.approx(0.452, abs=0.0005)
    assert found["Pucci"] == 0.0


def test_krackhardts_kite_has_its_broker_in_h() -> None:
    kite = nx.krackhardt_kite_graph()
    found = _by_name(nx.relabel_nodes(kite, dict(enumerate("ABCDEFGHIJ"))))
    assert max(found, key=lambda name: found[name]) == "H"


@pytest.mark.parametrize("graph", [nx.karate_club_graph(), nx.path_graph(40), nx.star_graph(30)])
def test_unweighted_betweenness_agrees_with_networkx(graph: nx.Graph[Any]) -> None:
    for _one, _other, edge in graph.edges(data=True):
        edge["weight"] = 1
    expected = nx.betweenness_centrality(graph)
    assert _by_name(graph) == pytest.approx({str(node): one for node, one in expected.items()})


def test_a_strong_tie_is_short() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "c", weight=0.2)  # 5 long
    graph.add_edge("a", "b", weight=0.5)  # 2 + 2 long
    graph.add_edge("b", "c", weight=0.5)
    assert _by_name(graph) == {"a": 0.0, "c": 0.0, "b": 1.0}


# Weights whose lengths are fractions with many ways of equal length.
WEIGHTS = st.sampled_from([1.0, 0.5, 0.2, 1 / 3, 0.6, 0.4, 8 / 15])


@given(st.dictionaries(st.sampled_from(list(product(range(6), repeat=2))), WEIGHTS, max_size=12))
def test_weighted_betweenness_is_that_of_the_definition(
    edges: dict[tuple[int, int], float],
) -> None:
    graph: nx.Graph[int] = nx.empty_graph(6)
    graph.add_weighted_edges_from((i, j, weight) for (i, j), weight in edges.items() if i != j)
    assert _by_name(graph) == pytest.approx(_by_enumeration(graph))


def _by_enumeration(graph: nx.Graph[int]) -> dict[str, float]:
    """Walk all simple paths with exact lengths and count the shortest."""
    lengths = {
        frozenset((i, j)): 1 / Fraction(float(edge["weight"])).limit_denominator(100)
        for i, j, edge in graph.edges(data=True)
    }
    found = dict.fromkeys(graph, 0.0)
    for source, target in permutations(graph, 2):
        ways: dict[Fraction, list[list[int]]] = {}
        for way in nx.all_simple_paths(graph, source, target):
            length = sum((lengths[frozenset(step)] for step in pairwise(way)), Fraction())
            ways.setdefault(length, []).append(way)
        shortest = ways[min(ways)] if ways else []
        for way in shortest:
            for node in way[1:-1]:
                found[node] += 1 / len(shortest)
    pairs = (len(graph) - 1) * (len(graph) - 2)
    return {str(node): value / pairs for node, value in found.items()}


@given(snapshots())
def test_brokerage_is_that_of_the_map_without_the_coordinator(snapshot: Snapshot) -> None:
    analysis = Analysis(snapshot)
    graph = paired_graph(analysis.cooperation, snapshot)
    coordinator = snapshot.info.coordinator
    found = dict(zip(analysis.organisations, analysis.brokerage.tolist(), strict=True))
    if coordinator in graph:
        graph.remove_node(coordinator)
        assert found.pop(coordinator) == 0.0
    assert found == pytest.approx(_by_name(graph))


@given(snapshots())
def test_an_estimate_from_all_sources_is_exact_in_steps(snapshot: Snapshot) -> None:
    analysis = Analysis(snapshot)
    graph = paired_graph(analysis.cooperation, snapshot)
    expected = nx.betweenness_centrality(graph)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brokers, "LARGEST_EXACT", 0)
        found = brokerage(analysis.cooperation, sources=100)
    assert found.tolist() == pytest.approx([expected[one] for one in analysis.organisations])


def test_an_estimate_finds_the_one_on_whom_everything_hangs() -> None:
    parts = [nx.gnp_random_graph(200, 0.05, seed=seed) for seed in (1, 2)]
    graph = nx.disjoint_union_all(parts)
    for node in range(5):
        graph.add_edges_from([("broker", node), ("broker", 200 + node)])
    made = cooperation_of_graph(graph)
    assert is_estimated(made)
    found = brokerage(made)
    assert made.organisations[int(found.argmax())] == "broker"
    assert found.tolist() == brokerage(made).tolist()


def test_nobody_stands_between_two() -> None:
    graph = nx.path_graph(2)
    assert brokerage(cooperation_of_graph(graph)).tolist() == [0.0, 0.0]
    assert brokerage(cooperation_of_graph(nx.Graph())).tolist() == []


def test_ranks_leave_out_the_coordinator_and_share_the_best_place() -> None:
    info = r.DocumentInfo(id=RecordId("document"), coordinator=RecordId("hub"))
    snapshot = Snapshot.of([info, *organisations("hub a b c d"), *ties("a-b b-c hub-a hub-d")])
    analysis = Analysis(snapshot)
    ranks = {one: analysis.brokerage_rank(one) for one in analysis.organisations}
    # Only b stands between others; who stands between nobody has no rank.
    assert ranks == dict(zip(ids("a b c d hub"), [None, (1, 4), None, None, None], strict=True))
    assert analysis.brokerage_rank(RecordId("nobody")) is None


def test_any_graph_can_be_read_and_a_bad_one_is_refused() -> None:
    made: Cooperation = cooperation_of_graph(nx.Graph([("b", "a"), ("a", "a"), ("c", "b")]))
    assert made.organisations == ids("b a c")
    assert made.pairs.tolist() == [[0, 1], [0, 2]]
    assert made.weights.tolist() == [1.0, 1.0]
    worthless: nx.Graph[int] = nx.Graph()
    worthless.add_edge(1, 2, weight=0)
    with pytest.raises(ValueError, match="weight"):
        cooperation_of_graph(worthless)
    with pytest.raises(ValueError, match="same text"):
        cooperation_of_graph(nx.Graph([(1, "1")]))
