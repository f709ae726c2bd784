from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph.build import cooperation_of_graph
from oci_map.graph.holes import constraint, effective_size
from oci_map.graph.modularity import web_of


def _of(graph: nx.Graph[Any], measure: Any) -> dict[str, float]:
    made = cooperation_of_graph(graph)
    return dict(zip(made.organisations, measure(web_of(made)).tolist(), strict=True))


def test_the_medici_are_least_constrained_and_pucci_has_no_constraint() -> None:
    families = nx.florentine_families_graph()
    families.add_node("Pucci")
    found = _of(families, constraint)
    assert found["Medici"] == pytest.approx(0.2099, abs=0.00005)
    assert np.isnan(found.pop("Pucci"))
    assert min(found, key=lambda name: found[name]) == "Medici"
    assert np.isnan(_of(families, effective_size)["Pucci"])


# Borgatti (1997), figure 1; the weights are those of the tests of networkx.
BORGATTI = {
    "AB": 2, "AF": 3, "AG": 5, "AE": 2, "EG": 8, "FG": 3, "BG": 4, "BD": 1, "DG": 3, "GC": 10,
}  # fmt: skip


def _borgatti(*, weighted: bool) -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph()
    for pair, weight in BORGATTI.items():
        graph.add_edge(pair[0], pair[1], weight=weight if weighted else 1)
    return graph


def test_borgattis_example() -> None:
    sizes = _of(_borgatti(weighted=False), effective_size)
    assert sizes["G"] == pytest.approx(4.67, abs=0.005)
    assert sizes["A"] == pytest.approx(2.5)
    found = _of(_borgatti(weighted=False), constraint)
    published = {"G": 0.400, "A": 0.595, "C": 1.0}
    assert {name: round(found[name], 3) for name in published} == published


def test_weighted_effective_size_is_that_of_ucinet() -> None:
    # The values on which networkx, node by node, UCINET and igraph agree (networkx pull 8906).
    sizes = _of(_borgatti(weighted=True), effective_size)
    published = {"A": 2.475, "B": 1.6714, "G": 5.4717}
    assert {name: round(sizes[name], 4) for name in published} == published


EDGES = st.dictionaries(
    st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([0.2, 1 / 3, 1.0, 2.5]),
    max_size=15,
)


@given(EDGES, st.booleans())
def test_both_are_those_of_networkx_and_of_the_definition(
    edges: dict[tuple[int, int], float], weighted: bool
) -> None:
    graph: nx.Graph[int] = nx.empty_graph(7)
    graph.add_weighted_edges_from((i, j, w if weighted else 1.0) for (i, j), w in edges.items())
    burt = {str(node): value for node, value in nx.constraint(graph, weight="weight").items()}
    assert _of(graph, constraint) == pytest.approx(burt, nan_ok=True)
    assert _of(graph, effective_size) == pytest.approx(
        {str(node): _size_by_definition(graph, node) for node in graph}, nan_ok=True
    )
    # All at once, networkx 3.6 divides by the wrong node's strongest tie; one by one it does not.
    sizes = nx.effective_size(graph, nodes=list(graph), weight="weight")
    assert _of(graph, effective_size) == pytest.approx(
        {str(node): value for node, value in sizes.items()}, nan_ok=True
    )


def _size_by_definition(graph: nx.Graph[int], ego: int) -> float:
    if not graph[ego]:
        return float("nan")
    weight = {(i, j): edge["weight"] for i in graph for j, edge in graph[i].items()}
    total = sum(weight[ego, q] for q in graph[ego])
    size = 0.0
    for j in graph[ego]:
        strongest = max(weight[j, q] for q in graph[j])
        common = [q for q in graph[ego] if q in graph[j]]
        size += 1 - sum(weight[ego, q] / total * weight[j, q] / strongest for q in common)
    return size
