from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph.analysis import Analysis
from oci_map.graph.build import cooperation_of_graph
from oci_map.graph.clusters import Clusters, find_clusters, stability
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.modularity import divide, modularity, web_of
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import group, ids, organisations, snapshots


def _unweighted(graph: nx.Graph[Any]) -> Cooperation:
    for _one, _other, edge in graph.edges(data=True):
        edge["weight"] = 1
    return cooperation_of_graph(graph)


def _partition(clusters: Clusters) -> list[set[RecordId]]:
    alone = [{one} for one in clusters.isolates]
    return [set(one.members) for one in clusters.listed] + alone


def _as_text(graph: nx.Graph[Any]) -> nx.Graph[str]:
    return nx.relabel_nodes(graph, {node: str(node) for node in graph})


def _caveman(rng: np.random.Generator, size: int) -> nx.Graph[Any]:
    """Draw a network with planted parts of ten."""
    parts = [list(range(begin, begin + 10)) for begin in range(0, size, 10)]
    graph = nx.random_partition_graph([10] * len(parts), 0.6, 0.01, seed=int(rng.integers(1000)))
    return nx.Graph(graph.edges)


def test_zachary_is_divided_as_well_as_can_be() -> None:
    found = find_clusters(_unweighted(nx.karate_club_graph()))
    assert found.modularity == pytest.approx(0.4198, abs=0.00005)
    assert sorted(len(one.members) for one in found.listed) == [5, 6, 11, 12]


def test_the_strength_inside_and_outside_is_all_strength() -> None:
    graph = nx.karate_club_graph()
    made = cooperation_of_graph(graph)
    found = find_clusters(made)
    inside = sum(one.inside for one in found.listed)
    outside = sum(one.outside for one in found.listed) / 2
    assert inside + outside == pytest.approx(made.weights.sum())


@pytest.mark.parametrize("seed", range(3))
def test_as_good_as_networkx(seed: int) -> None:
    graph = _caveman(np.random.default_rng(seed), 200)
    theirs = nx.community.louvain_communities(graph, seed=seed)
    found = find_clusters(_unweighted(graph)).modularity
    assert found >= nx.community.modularity(graph, theirs) - 1e-9


EDGES = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.2, 1 / 3, 1.0, 2.0]),
    max_size=14,
)


@given(EDGES)
def test_modularity_is_that_of_networkx_and_pieces_hang_together(
    edges: dict[tuple[int, int], float],
) -> None:
    graph: nx.Graph[int] = nx.empty_graph(8)
    graph.add_weighted_edges_from((i, j, weight) for (i, j), weight in edges.items())
    found = find_clusters(cooperation_of_graph(graph))
    partition = [{int(one) for one in part} for part in _partition(found)]
    assert nx.community.is_partition(graph, partition)
    assert all(nx.is_connected(graph.subgraph(part)) for part in partition)
    assert all(len(one.members) > 1 for one in found.listed)
    assert {int(one) for one in found.isolates} == set(nx.isolates(graph))
    if edges:
        assert found.modularity == pytest.approx(nx.community.modularity(graph, partition))
        assert found.modularity > -1e-9


@given(EDGES)
def test_no_move_of_one_organisation_gains(edges: dict[tuple[int, int], float]) -> None:
    graph: nx.Graph[int] = nx.empty_graph(8)
    graph.add_weighted_edges_from((i, j, weight) for (i, j), weight in edges.items())
    web = web_of(cooperation_of_graph(graph))
    labels = divide(web, seed=3)
    best = modularity(web, labels)
    for node in range(8):
        for label in range(8):
            moved = labels.copy()
            moved[node] = label
            assert modularity(web, moved) <= best + 1e-9


def test_a_small_edit_keeps_keys_and_members() -> None:
    graph = _as_text(nx.karate_club_graph())
    before = find_clusters(_unweighted(graph))
    graph.remove_edge("0", "1")
    graph.add_edge("new", "33")
    after = find_clusters(_unweighted(graph), before.keys)
    assert {one.key for one in after.listed} == {one.key for one in before.listed}
    stayed = [one for one, key in before.keys.items() if after.keys[one] == key]
    assert len(stayed) >= 33
    assert after.keys["new"] == after.keys["33"]  # type: ignore[index]


def test_the_former_clusters_give_way_to_clearly_better_ones() -> None:
    made = _unweighted(nx.karate_club_graph())
    wrong = {one: str(place % 2) for place, one in enumerate(made.organisations)}
    assert find_clusters(made, wrong).modularity > 0.40
    gone = dict.fromkeys(ids("x y z"), "gone")
    assert find_clusters(made, gone) == find_clusters(made)


def test_clear_clusters_hold_and_doubtful_ones_do_not() -> None:
    clear = _unweighted(nx.connected_caveman_graph(5, 8))
    found = find_clusters(clear)
    held = stability(clear, found)
    assert held.runs == 20
    assert set(held.held.values()) == {20}
    assert held.agreement == pytest.approx(1.0)
    blurred = _unweighted(nx.gnp_random_graph(40, 0.2, seed=2))
    doubtful = stability(blurred, find_clusters(blurred))
    assert min(doubtful.held.values()) < 10
    assert doubtful.agreement < 0.6


def test_the_same_network_gives_the_same_clusters() -> None:
    made = _unweighted(nx.gnp_random_graph(60, 0.1, seed=5))
    assert find_clusters(made) == find_clusters(made)
    found = find_clusters(made)
    assert stability(made, found, runs=3) == stability(made, found, runs=3)


def test_hardly_anything() -> None:
    for graph in (nx.empty_graph(0), nx.empty_graph(1), nx.empty_graph(4)):
        made = _unweighted(graph)
        found = find_clusters(made)
        assert (found.listed, found.modularity) == ((), 0.0)
        assert len(found.isolates) == len(graph)
        assert stability(made, found).held == {}
    pair = find_clusters(_unweighted(nx.path_graph(2)))
    assert [one.members for one in pair.listed] == [ids("0 1")]


def test_who_meets_in_a_large_gathering_only_is_in_no_cluster() -> None:
    names = " ".join(f"o{number}" for number in range(402))
    records = [*organisations(f"{names} a b c"), *group("large", names), *group("small", "a b")]
    found = find_clusters(Analysis(Snapshot.of(records)).cooperation)
    assert [one.members for one in found.listed] == [ids("a b")]
    assert found.isolates == ids("c")
    assert (len(found.only_large), found.large) == (402, 1)


def test_a_tie_weak_beyond_reckoning_still_joins() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("a", "b", weight=1e9)
    graph.add_edge("b", "c", weight=1e-9)
    graph.add_edge("d", "e", weight=1e-9)
    found = find_clusters(cooperation_of_graph(graph))
    assert sorted(sorted(one.members) for one in found.listed) == [["a", "b", "c"], ["d", "e"]]


@given(snapshots())
def test_any_small_document(snapshot: Snapshot) -> None:
    analysis = Analysis(snapshot)
    found = find_clusters(analysis.cooperation)
    assert set(found.keys) | set(found.isolates) == set(analysis.organisations)
    assert found.isolates == analysis.isolates
    assert np.isfinite(stability(analysis.cooperation, found, runs=2).agreement)
