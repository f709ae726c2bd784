from __future__ import annotations

from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given

from oci_map.graph import cooperation as made_by
from oci_map.graph import reach as module
from oci_map.graph.analysis import Analysis
from oci_map.graph.build import cooperation_of_graph, paired_graph
from oci_map.graph.reach import Reach, dependence, reach
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import ids, organisations, snapshots, ties


def _by_definition(graph: nx.Graph[RecordId]) -> Reach:
    parts = sorted(nx.connected_components(graph), key=len, reverse=True)
    largest = graph.subgraph(parts[0]) if parts and len(parts[0]) > 1 else None
    return Reach(
        organisations=len(graph),
        isolates=nx.number_of_isolates(graph),
        parts=sum(len(part) > 1 for part in parts),
        largest=0 if largest is None else len(largest),
        mean_steps=None if largest is None else nx.average_shortest_path_length(largest),
        estimated=False,
    )


def _same(found: Reach, expected: Reach) -> None:
    assert found.mean_steps == pytest.approx(expected.mean_steps)
    assert [found.organisations, found.isolates, found.parts, found.largest] == [
        expected.organisations, expected.isolates, expected.parts, expected.largest,
    ]  # fmt: skip


@pytest.mark.parametrize("paired", [400, 2])
def test_any_small_document_with_gatherings_paired_or_not(paired: int) -> None:
    @given(snapshots())
    def check(snapshot: Snapshot) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(made_by, "LARGEST_PAIRED", paired)
            cooperation = Analysis(snapshot).cooperation
        graph = paired_graph(cooperation, snapshot)
        parts = sorted(nx.connected_components(graph), key=len, reverse=True)
        # Where two parts are equally large, each has a mean of its own.
        if len(parts) < 2 or len(parts[0]) > len(parts[1]) or len(parts[0]) == 1:
            _same(reach(cooperation), _by_definition(graph))
        for one in cooperation.organisations:
            rest = paired_graph(cooperation, snapshot)
            rest.remove_node(one)
            found = dependence(cooperation, one)
            assert found.without.largest == _by_definition(rest).largest
            assert set(found.alone) == {two for two in graph[one] if len(graph[two]) == 1}

    check()


@pytest.mark.parametrize("size", [63, 64, 65, 200])
def test_as_networkx_at_sizes_around_a_word(size: int) -> None:
    graph = nx.connected_watts_strogatz_graph(size, 4, 0.1, seed=size)
    found = reach(cooperation_of_graph(graph))
    assert found.mean_steps == pytest.approx(nx.average_shortest_path_length(graph))


def test_in_many_portions_and_estimated(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.connected_watts_strogatz_graph(300, 4, 0.1, seed=3)
    made = cooperation_of_graph(graph)
    whole = reach(made)
    monkeypatch.setattr(module, "_AT_ONCE", 1)
    assert reach(made) == whole
    monkeypatch.setattr(module, "LARGEST_EXACT", 100)
    monkeypatch.setattr(module, "SOURCES", 80)
    found = reach(made)
    assert found.estimated
    assert whole.mean_steps is not None
    assert found.mean_steps == pytest.approx(whole.mean_steps, rel=0.1)
    assert found == reach(made)


def test_what_remains_without_the_hub() -> None:
    snapshot = Snapshot.of([*organisations("h a b c d"), *ties("h-a h-b h-c h-d a-b")])
    found = dependence(Analysis(snapshot).cooperation, RecordId("h"))
    assert found.whole.largest == 5
    assert found.whole.mean_steps == pytest.approx(1.5)
    assert (found.without.largest, found.without.mean_steps) == (2, 1.0)
    assert (found.without.parts, found.without.isolates) == (1, 2)
    assert found.alone == ids("c d")


def test_hardly_anything() -> None:
    assert reach(cooperation_of_graph(nx.Graph())) == Reach(0, 0, 0, 0, None, False)
    assert reach(cooperation_of_graph(nx.empty_graph(3))) == Reach(3, 3, 0, 0, None, False)
    pair = list(combinations("ab", 2))
    assert reach(cooperation_of_graph(nx.Graph(pair))) == Reach(2, 0, 1, 2, 1.0, False)
    only = cooperation_of_graph(nx.Graph(pair))
    assert dependence(only, RecordId("a")).without == Reach(1, 1, 0, 0, None, False)
