"""Measures that are worked out for some rows at a time, on maps of more rows than one time has."""

from __future__ import annotations

import gc
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array, random_array

from oci_map.graph import api
from oci_map.graph.analysis import Analysis
from oci_map.graph.compare import compare_dates
from oci_map.graph.filters import Filter
from oci_map.graph.row_blocks import product_among
from tests.examples import snapshot_of


def _large() -> nx.Graph[int]:
    """Return a network of more nodes than are looked at at a time."""
    graph: nx.Graph[int] = nx.random_geometric_graph(1_300, 0.05, seed=4)
    for one, other in graph.edges:
        graph.edges[one, other]["weight"] = 1 + (one + other) % 3
    for node in graph:
        graph.nodes[node]["sector"] = "abc"[node % 3]
    return graph


def test_holes_of_a_large_network_are_those_that_networkx_finds() -> None:
    graph, some = _large(), [0, 500, 999, 1_000, 1_299]
    found = api.constraint(graph)
    expected = nx.constraint(graph, some, weight="weight")
    assert [found[node] for node in some] == pytest.approx([expected[node] for node in some])
    plain: nx.Graph[int] = nx.Graph(graph.edges)
    sizes = api.effective_size(plain)
    expected = nx.effective_size(plain, some)
    assert [sizes[node] for node in some] == pytest.approx([expected[node] for node in some])


def test_roles_in_a_large_network_are_counted_way_by_way() -> None:
    graph = _large()
    roles = api.brokerage_roles(graph)
    for node in (0, 999, 1_000, 1_299):
        counted = dict.fromkeys(roles[node], 0.0)
        for one, other in combinations(graph[node], 2):
            if not graph.has_edge(one, other):
                for role in _roles(*("abc"[each % 3] for each in (one, node, other))):
                    counted[role] += 1
        assert roles[node] == counted


def _roles(one: str, between: str, other: str) -> tuple[str, ...]:
    if one == other:
        return ("coordinator",) if one == between else ("consultant",)
    return ("gatekeeper", "representative") if between in (one, other) else ("liaison",)


@pytest.mark.parametrize("size", [0, 1, 999, 1_000, 1_001, 2_500])
def test_a_product_among_ties_is_that_of_the_whole(size: int) -> None:
    density = min(1.0, 20 / max(size, 1))
    first, second, ties = (
        csr_array(random_array((size, size), density=density, rng=seed)) for seed in (1, 2, 3)
    )
    found = product_among(first, second, ties)
    assert found.shape == (size, size)
    assert np.array_equal(found.toarray(), ((first @ second).multiply(ties)).toarray())


@pytest.mark.parametrize("shown", [Filter(), Filter(without_coordinator=True)])
def test_a_comparison_leaves_nothing_that_waits_for_garbage_to_be_looked_for(shown: Filter) -> None:
    snapshot = snapshot_of("oci-worked-example")
    gc.collect()
    gc.disable()
    kept = [one for one in gc.get_objects() if isinstance(one, Analysis)]  # by other tests
    try:
        compare_dates(snapshot, shown, "2011", "")
        there = [one for one in gc.get_objects() if isinstance(one, Analysis)]
        assert not [one for one in there if not any(one is known for known in kept)]
    finally:
        gc.enable()
