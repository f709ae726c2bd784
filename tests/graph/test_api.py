from __future__ import annotations

import contextlib
import io
import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph import api
from oci_map.graph.roles import ROLES

GUIDE = Path(__file__).parent.parent.parent / "docs" / "graph-api.md"


def _karate() -> nx.Graph[Any]:
    graph: nx.Graph[Any] = nx.karate_club_graph()
    for node, data in graph.nodes(data=True):
        data["sector"] = data["club"] if node else [data["club"]]
    return graph


def test_the_guide_runs_and_prints_what_it_says() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    known: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(block, known)  # noqa: S102 - our own page
        expected = [line[2:] for line in block.splitlines() if line.startswith("# ")]
        assert printed.getvalue().splitlines() == expected
    named = set(re.findall(r"`(?:api\.)?([a-z_]+)\(", text))
    functions = {name for name in api.__all__ if name[0].islower()}
    assert functions <= named


def test_zachary() -> None:
    graph = _karate()
    parts = api.clusters(graph, weight=None)
    assert api.modularity(graph, parts, weight=None) == pytest.approx(0.4198, abs=5e-5)
    assert sorted(map(len, parts)) == [5, 6, 11, 12]
    assert api.clusters(graph, weight=None, former=parts) == parts
    held = api.stability(graph, parts, weight=None, runs=5)
    assert len(held.held) == len(parts)
    assert max(held.held) <= 5
    found = {node: number for number, part in enumerate(parts) for node in part}
    clubs = {node: data["club"] for node, data in graph.nodes(data=True)}
    assert 0.4 < api.agreement(found, clubs) < 0.7
    assert 0.3 < api.rand(found, clubs) < 0.6
    assert api.agreement(clubs, clubs) == 1.0


def test_the_florentine_families() -> None:
    families = nx.florentine_families_graph()
    assert api.betweenness(families)["Medici"] == pytest.approx(0.522, abs=5e-4)
    families.add_node("Pucci")
    assert api.betweenness(families)["Medici"] == pytest.approx(0.452, abs=5e-4)
    assert api.constraint(families)["Medici"] == pytest.approx(0.2099, abs=5e-5)
    assert api.constraint(families)["Pucci"] is None
    assert api.effective_size(families)["Pucci"] is None
    assert api.cut_off(families)["Salviati"] == [{"Pazzi"}]
    assert api.reach(families).isolates == 1
    assert api.reach(families, "Medici").largest < api.reach(families).largest


def test_krackhardts_kite() -> None:
    kite = nx.relabel_nodes(nx.krackhardt_kite_graph(), dict(enumerate("ABCDEFGHIJ")))
    found = api.betweenness(kite)
    assert max(found, key=lambda node: found[node]) == "H"
    assert max(kite.degree, key=lambda one: one[1])[0] == "D"
    closeness = nx.closeness_centrality(kite)
    best = max(closeness.values())
    assert {node for node, value in closeness.items() if value == best} == {"F", "G"}
    assert api.cut_off(kite) == {"H": [{"I", "J"}], "I": [{"J"}]}


def test_the_southern_women() -> None:
    both = nx.davis_southern_women_graph()
    women = both.graph["top"]
    events = {event: list(both[event]) for event in both.graph["bottom"]}
    met = api.co_membership(events)
    assert set(met) == set(women)
    assert met["Evelyn Jefferson"]["Theresa Anderson"]["together"] == 7
    for one, other, edge in met.edges(data=True):
        common = [event for event, some in events.items() if one in some and other in some]
        assert edge["together"] == len(common)
        newman = sum(1 / (len(events[event]) - 1) for event in common)
        assert edge["weight"] == pytest.approx(newman)


@given(st.lists(st.sets(st.integers(0, 6))))
def test_co_membership_counts_pairs(groups: list[set[int]]) -> None:
    found = api.co_membership(dict(enumerate(groups)))
    counts = Counter(pair for some in groups for pair in combinations(sorted(some), 2))
    edges = found.edges(data=True)
    together = {(min(a, b), max(a, b)): edge["together"] for a, b, edge in edges}
    assert together == counts
    assert set(found) == set().union(*groups)


def test_groups_that_are_too_large_are_refused() -> None:
    with pytest.raises(ValueError, match="400"):
        api.co_membership({"everybody": range(401)})


def test_gaps_between_sectors_that_chance_would_tie() -> None:
    graph: nx.Graph[Any] = nx.Graph()
    for sector in "abc":
        members = [f"{sector}{number}" for number in range(6)]
        graph.add_nodes_from(members, sector=sector)
    graph.add_edges_from((f"a{i}", f"c{j}") for i in range(6) for j in range(6) if (i + j) % 2)
    graph.add_edges_from((f"b{i}", f"c{j}") for i in range(6) for j in range(6) if (i + j) % 3)
    found = api.gaps(graph)
    assert (found[0].one, found[0].other, found[0].ties, found[0].pairs) == ("a", "b", 0, 36)
    assert found[0].expected > 5
    assert found[0].q < 0.01
    assert all(gap.q > 0.5 for gap in found[1:])
    assert api.gaps(nx.Graph()) == []


def test_gaps_on_a_large_graph_follow_the_configuration_model() -> None:
    graph = nx.gnp_random_graph(400, 0.03, seed=1)
    for node, data in graph.nodes(data=True):
        data["level"] = "even" if node % 2 == 0 else "odd"
    (gap,) = api.gaps(graph, sector="level")
    edges = graph.number_of_edges()
    degrees = [sum(graph.degree[node] for node in range(start, 400, 2)) for start in (0, 1)]
    assert gap.expected == pytest.approx(degrees[0] * degrees[1] / (2 * edges), rel=0.01)
    assert gap.q > 0.05


def test_roles_with_and_without_directions() -> None:
    way = nx.DiGraph([("a", "b"), ("b", "c")])
    nx.set_node_attributes(way, {"a": "x", "b": "x", "c": "y"}, "sector")
    one = dict.fromkeys(ROLES, 0.0) | {"representative": 1.0}
    assert api.brokerage_roles(way)["b"] == one
    both = one | {"gatekeeper": 1.0}
    assert api.brokerage_roles(nx.Graph(way))["b"] == both
    way.nodes["c"]["sector"] = ["y", None, ""]
    assert api.brokerage_roles(way)["b"] == one
    del way.nodes["c"]["sector"]
    assert api.brokerage_roles(way)["b"] == dict.fromkeys(ROLES, 0.0)


def test_openness_and_change() -> None:
    before = _karate()
    after = before.copy()
    after.remove_edge(0, 1)
    after.add_edge("new", 0)
    found = api.compare(before, after)
    assert (found.new, found.lost, len(found.kept)) == ([(0, "new")], [(0, 1)], 77)
    assert found.ei_before == api.ei_index(before)
    assert found.ei_before.index is not None
    assert found.ei_before.index < -0.7
    assert found.reach_after.largest == 35


def test_other_kinds_of_graphs() -> None:
    several: nx.MultiGraph[Any] = nx.MultiGraph([(1, 2), (1, 2), (2, 2), (2, 3)])
    plain: nx.Graph[Any] = nx.Graph()
    plain.add_weighted_edges_from([(1, 2, 2), (2, 3, 1)])
    assert api.constraint(several) == pytest.approx(api.constraint(plain))
    assert api.constraint(nx.DiGraph([(1, 2), (2, 1), (2, 3)])) == api.constraint(plain)
    plain.add_edge(1, 3, strength=4)
    assert api.betweenness(plain, weight="strength")[2] == 0.0


def test_nothing_and_mistakes() -> None:
    empty: nx.Graph[Any] = nx.Graph()
    assert api.clusters(empty) == []
    assert api.modularity(empty, []) == 0.0
    assert api.constraint(empty) == {}
    assert api.brokerage_roles(empty) == {}
    assert api.ei_index(empty).index is None
    assert api.reach(empty).mean_steps is None
    assert api.cut_off(empty) == {}
    assert api.stability(empty, []).held == ()
    assert len(api.co_membership({})) == 0
    with pytest.raises(ValueError, match="not in the graph"):
        api.stability(empty, [{1}])
    with pytest.raises(ValueError, match="same text"):
        api.clusters(nx.Graph([(1, "1")]))


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6))))
def test_modularity_is_that_of_networkx(pairs: set[tuple[int, int]]) -> None:
    graph = nx.Graph([(a, b) for a, b in pairs if a < b])
    if graph.number_of_edges():
        parts = [part for part in ({0, 1, 2}, {3, 4}, {5, 6}) if part & set(graph)]
        inside = [part & set(graph) for part in parts]
        expected = nx.community.modularity(graph, inside)
        assert api.modularity(graph, inside) == pytest.approx(expected)
