from __future__ import annotations

from itertools import permutations, product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from oci_map.arrays import FloatArray
from oci_map.graph.build import cooperation_of_graph
from oci_map.graph.modularity import web_of
from oci_map.graph.roles import ROLES, Brokers, brokers, directed_brokers, sector_shares
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import ids, organisations

PAIRS = st.sets(
    st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] != pair[1]),
    max_size=14,
)
CLASSES = st.lists(st.sets(st.integers(0, 2), max_size=2), min_size=6, max_size=6)


def _shares(classes: list[set[int]]) -> FloatArray:
    shares = np.zeros((len(classes), 3))
    for row, some in enumerate(classes):
        for column in some:
            shares[row, column] = 1 / len(some)
    return shares


def _role(first: int, middle: int, last: int) -> str:
    if first == middle == last:
        return "coordinator"
    if first == last:
        return "consultant"
    if middle == last:
        return "gatekeeper"
    return "representative" if first == middle else "liaison"


def _by_definition(graph: nx.DiGraph[int], classes: list[set[int]]) -> dict[str, list[float]]:
    """Walk all ways of two steps and all classes of the three."""
    found = {role: [0.0] * len(classes) for role in ROLES}
    for i, j, k in permutations(graph, 3):
        if graph.has_edge(i, j) and graph.has_edge(j, k) and not graph.has_edge(i, k):
            parts = len(classes[i]) * len(classes[j]) * len(classes[k])
            for of_three in product(classes[i], classes[j], classes[k]):
                found[_role(*of_three)][j] += 1 / parts
    return found


def _check(found: Brokers, expected: dict[str, list[float]], scale: float) -> None:
    for role in ROLES:
        by = 1.0 if role in ("gatekeeper", "representative") else scale
        values = [value * by for value in expected[role]]
        assert getattr(found, role).tolist() == pytest.approx(values, abs=1e-5)


@given(PAIRS, CLASSES)
def test_with_directions(pairs: set[tuple[int, int]], classes: list[set[int]]) -> None:
    graph: nx.DiGraph[int] = nx.empty_graph(6, create_using=nx.DiGraph)
    graph.add_edges_from(pairs)
    ties = csr_array(nx.to_numpy_array(graph))
    _check(directed_brokers(ties, _shares(classes)), _by_definition(graph, classes), 1.0)


@given(PAIRS, CLASSES)
def test_without_directions(pairs: set[tuple[int, int]], classes: list[set[int]]) -> None:
    graph: nx.Graph[int] = nx.empty_graph(6)
    graph.add_edges_from(pairs)
    found = brokers(web_of(cooperation_of_graph(graph)), _shares(classes))
    _check(found, _by_definition(graph.to_directed(), classes), 0.5)


@given(PAIRS)
def test_the_roles_share_all_open_ways(pairs: set[tuple[int, int]]) -> None:
    graph: nx.Graph[int] = nx.empty_graph(6)
    graph.add_edges_from(pairs)
    shares = np.eye(3)[[0, 0, 1, 1, 2, 2]]
    found = brokers(web_of(cooperation_of_graph(graph)), shares)
    total = sum(getattr(found, role) for role in ROLES) - found.representative
    triangles = nx.triangles(graph)
    assert isinstance(triangles, dict)
    open_ways = [graph.degree[j] * (graph.degree[j] - 1) / 2 - triangles[j] for j in graph]
    assert total.tolist() == pytest.approx(open_ways)


def test_each_role_once() -> None:
    ways = {"coordinator": "aaa", "consultant": "aba", "gatekeeper": "baa", "liaison": "abc"}
    for role, three in ways.items():
        shares = np.eye(3)[["abc".index(one) for one in three]]
        found = brokers(web_of(cooperation_of_graph(nx.path_graph(3))), shares).of(1)
        expected = dict.fromkeys(ROLES, 0.0) | {role: 1.0}
        if role == "gatekeeper":
            expected["representative"] = 1.0
        assert found == expected


def test_what_counts_as_a_sector() -> None:
    records = [
        *organisations("a b c", a="games", b="games music"),
        r.Organisation(id=RecordId("d"), name="D", cross_sector=True),
        r.Organisation(id=RecordId("e"), name="E", kind="government"),
        r.Organisation(id=RecordId("f"), name="F", sectors=ids("music"), cross_sector=True),
    ]
    shares = sector_shares(Snapshot.of(records), ids("a b c d e f"))
    # Columns: cross-sector, games, government, music.
    assert shares.tolist() == [
        [0, 1, 0, 0],
        [0, 0.5, 0, 0.5],
        [0, 0, 0, 0],
        [1, 0, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 1],
    ]
    assert sector_shares(Snapshot.of([]), ()).shape == (0, 0)


def test_nothing_is_counted_where_nothing_is() -> None:
    for size in (0, 1, 2):
        found = brokers(web_of(cooperation_of_graph(nx.path_graph(size))), np.ones((size, 1)))
        assert found.coordinator.tolist() == [0.0] * size
        empty = brokers(web_of(cooperation_of_graph(nx.path_graph(size))), np.zeros((size, 0)))
        assert empty.liaison.tolist() == [0.0] * size
