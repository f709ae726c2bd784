from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph import cooperation as made_by
from oci_map.graph.analysis import Analysis
from oci_map.graph.build import cooperation_of_graph, paired_graph
from oci_map.graph.cuts import Cuts, find_cuts
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import group, ids, organisations, snapshots, ties

EDGES = st.sets(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]),
    max_size=14,
)


def _check(found: Cuts, graph: nx.Graph[RecordId]) -> None:
    """Leave out each organisation and each tie in turn, and see what remains."""
    assert {cut.organisation for cut in found.organisations} == set(nx.articulation_points(graph))
    for cut in found.organisations:
        part = nx.node_connected_component(graph, cut.organisation)
        rest = list(nx.connected_components(graph.subgraph(part - {cut.organisation})))
        assert set(map(frozenset, cut.parts)) <= set(map(frozenset, rest))
        assert len(cut.parts) == len(rest) - 1
        assert cut.count == len(part) - 1 - max(map(len, rest))
        assert list(map(len, cut.parts)) == sorted(map(len, cut.parts), reverse=True)
    expected = {frozenset(tie) for tie in nx.bridges(graph)}
    assert {frozenset((tie.one, tie.other)) for tie in found.ties} == expected
    for tie in found.ties:
        without: nx.Graph[RecordId] = nx.Graph(graph.edges)
        without.remove_edge(tie.one, tie.other)
        assert set(tie.part) == nx.node_connected_component(without, tie.other)
        assert len(tie.part) <= len(nx.node_connected_component(without, tie.one))


@given(EDGES)
def test_what_is_cut_off_is_what_remains_apart(edges: set[tuple[int, int]]) -> None:
    graph: nx.Graph[RecordId] = nx.Graph()
    graph.add_nodes_from(ids("0 1 2 3 4 5 6 7 8 9"))
    graph.add_edges_from((RecordId(str(i)), RecordId(str(j))) for i, j in edges)
    _check(find_cuts(cooperation_of_graph(graph)), graph)


@given(snapshots())
def test_large_gatherings_are_no_different(snapshot: Snapshot) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(made_by, "LARGEST_PAIRED", 2)
        analysis = Analysis(snapshot)
        cooperation = analysis.cooperation
    _check(find_cuts(cooperation), paired_graph(cooperation, snapshot))


def test_the_hub_of_a_star_holds_all_but_one() -> None:
    found = find_cuts(
        Analysis(Snapshot.of([*organisations("h a b"), *ties("h-a h-b")])).cooperation
    )
    (cut,) = found.organisations
    assert (cut.organisation, cut.count) == ("h", 1)
    assert len(found.ties) == 2


def test_the_many_of_a_large_gathering_hold_each_other() -> None:
    names = " ".join(f"o{number}" for number in range(402))
    records = [*organisations(f"{names} x"), *group("large", names), *ties("o7-x")]
    found = find_cuts(Analysis(Snapshot.of(records)).cooperation)
    assert [(cut.organisation, cut.parts) for cut in found.organisations] == [("o7", (ids("x"),))]
    assert [(tie.one, tie.other, tie.part) for tie in found.ties] == [("o7", "x", ids("x"))]


def test_a_long_way_is_walked_without_running_out_of_calls() -> None:
    found = find_cuts(cooperation_of_graph(nx.path_graph(5_000)))
    assert len(found.ties) == 4_999
    assert len(found.organisations) == 4_998
    assert found.organisations[0].count == 2_499


def test_hardly_anything() -> None:
    for size in (0, 1, 3):
        assert find_cuts(cooperation_of_graph(nx.empty_graph(size))) == Cuts((), ())
