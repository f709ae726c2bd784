"""Large networks are divided by a compiled library, or without it where it has no wheel."""

from __future__ import annotations

from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oci_map.arrays import IntArray
from oci_map.graph import compiled_moves
from oci_map.graph.build import cooperation_of_graph
from oci_map.graph.clusters import find_clusters, stability
from oci_map.graph.modularity import Web, divide, modularity, web_of
from tests.programs import said_by

SIZE = 600

compiled = pytest.mark.skipif(
    find_spec("sknetwork") is None, reason="the library has no wheel for this Python or machine"
)


def _planted(seed: int, weighted: bool = False, size: int = SIZE) -> nx.Graph[Any]:
    """Draw a network with planted parts of twelve, some isolates and several components."""
    drawn = nx.random_partition_graph([12] * (size // 12), 0.4, 0.002, seed=seed)
    graph: nx.Graph[Any] = nx.empty_graph(size)
    rng = np.random.default_rng(seed)
    for one, other in drawn.edges:
        graph.add_edge(one, other, weight=float(rng.choice([0.2, 1 / 3, 1, 7])) if weighted else 1)
    graph.remove_edges_from([edge for edge in graph.edges if min(edge) < 15])
    return graph


def _parts(labels: IntArray) -> list[set[int]]:
    return [set(np.flatnonzero(labels == label).tolist()) for label in np.unique(labels)]


def _gain_of_a_move(web: Web, labels: IntArray) -> float:
    """Return the most that one node would add to the modularity by going elsewhere."""
    whole = web.strength.sum()
    links = np.zeros((web.size, int(labels.max()) + 1))
    np.add.at(links, (web.ends, labels[web.partners]), web.weights)
    totals = np.bincount(labels, weights=web.strength)
    rows = np.arange(web.size)
    worth = links - np.outer(web.strength, totals) / whole
    own = worth[rows, labels] + web.strength**2 / whole
    worth[rows, labels] = own
    return float(2 * (worth.max(axis=1) - own).max() / whole)


@pytest.fixture(params=[pytest.param("compiled", marks=compiled), "without the library"])
def _either(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "compiled":
        monkeypatch.setattr(compiled_moves, "can_move", bool)


@pytest.mark.usefixtures("_either")
@pytest.mark.parametrize("weighted", [False, True])
def test_as_good_as_networkx(weighted: bool) -> None:
    graph = _planted(2, weighted)
    web = web_of(cooperation_of_graph(graph))
    ours = [modularity(web, divide(web, seed)) for seed in range(6)]
    theirs = [
        nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed))
        for seed in range(4)
    ]
    assert np.mean(ours) >= np.mean(theirs) - 1e-3
    assert max(ours) - min(ours) < 0.01


@pytest.mark.usefixtures("_either")
@given(st.integers(0, 50), st.booleans(), st.integers(0, 5), st.booleans())
@example(30, True, 1, True)
@settings(max_examples=12, deadline=None)
def test_any_large_network(drawn: int, weighted: bool, seed: int, warm: bool) -> None:
    graph = _planted(drawn, weighted)
    web = web_of(cooperation_of_graph(graph))
    start = np.random.default_rng(drawn).integers(0, 40, SIZE) if warm else None
    before = [getattr(web, name).copy() for name in ("starts", "partners", "weights", "strength")]
    labels = divide(web, seed, start)
    assert (labels == divide(web, seed, start)).all()
    assert list(dict.fromkeys(labels.tolist())) == list(range(int(labels.max()) + 1))
    parts = _parts(labels)
    assert all(nx.is_connected(graph.subgraph(part)) for part in parts)
    assert all(len(part) == 1 for part in parts if part & set(nx.isolates(graph)))
    found = modularity(web, labels)
    assert found == pytest.approx(nx.community.modularity(graph, parts))
    assert found > 0.7
    # A pass that adds next to nothing is the last one, though it may let somebody gain a little.
    assert _gain_of_a_move(web, labels) < 1e-3
    after = [getattr(web, name) for name in ("starts", "partners", "weights", "strength")]
    assert all((one == other).all() for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("power", [-1000, -40, 40, 1000])
def test_the_unit_of_weights_does_not_matter(power: int) -> None:
    web = web_of(cooperation_of_graph(_planted(1, weighted=True)))
    other = Web(
        web.starts, web.partners, np.ldexp(web.weights, power), np.ldexp(web.strength, power)
    )
    assert (divide(web, 3) == divide(other, 3)).all()


@compiled
@pytest.mark.parametrize("at_once", [1, 37, 1_000])
def test_other_threads_get_their_turn_without_another_result(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = web_of(cooperation_of_graph(_planted(5, weighted=True)))
    labels = divide(web, 3)
    monkeypatch.setattr(compiled_moves, "_AT_ONCE", at_once)
    assert (divide(web, 3) == labels).all()


def test_weights_of_all_sizes_beside_each_other_come_to_an_end() -> None:
    graph = _planted(4)
    rng = np.random.default_rng(4)
    for _one, _other, edge in graph.edges(data=True):
        edge["weight"] = float(10.0 ** rng.integers(-12, 12))
    web = web_of(cooperation_of_graph(graph))
    labels = divide(web, 1)
    theirs = nx.community.louvain_communities(graph, seed=1)
    assert modularity(web, labels) >= nx.community.modularity(graph, theirs) - 1e-3


@pytest.mark.usefixtures("_either")
@pytest.mark.parametrize(
    "graph",
    [nx.empty_graph(SIZE), nx.complete_graph(SIZE), nx.star_graph(SIZE), nx.cycle_graph(SIZE)],
    ids=["no ties", "all ties", "star", "circle"],
)
def test_strange_networks(graph: nx.Graph[Any]) -> None:
    web = web_of(cooperation_of_graph(graph))
    labels = divide(web, 0)
    assert all(nx.is_connected(graph.subgraph(part)) for part in _parts(labels))
    assert modularity(web, labels) >= -1e-9


def test_a_good_start_stays() -> None:
    web = web_of(cooperation_of_graph(_planted(7)))
    labels = divide(web, 0)
    again = divide(web, 9, labels)
    assert (again == labels).mean() > 0.9
    assert modularity(web, again) >= modularity(web, labels) - 1e-9


def test_an_edit_of_a_large_map_keeps_keys() -> None:
    graph = _planted(8)
    before = find_clusters(cooperation_of_graph(graph))
    one, other = next(iter(graph.edges))
    graph.remove_edge(one, other)
    graph.add_edge(0, 300)
    after = find_clusters(cooperation_of_graph(graph), before.keys)
    stayed = [name for name, key in before.keys.items() if after.keys.get(name) == key]
    assert len(stayed) > 0.95 * len(before.keys)
    assert min(stability(cooperation_of_graph(graph), after, runs=3).held.values()) >= 0


@compiled
def test_the_step_is_still_there() -> None:
    assert compiled_moves.can_move()


@pytest.mark.parametrize("written", ["", "optimize = None"], ids=["not to be loaded", "another"])
def test_a_file_that_cannot_be_used_is_done_without(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "sknetwork" / "clustering"
    folder.mkdir(parents=True)
    (folder.parent / "__init__.py").touch()
    name = "louvain_core.py" if written else f"louvain_core{EXTENSION_SUFFIXES[0]}"
    (folder / name).write_text(written or "no library")
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import networkx as nx\n"
        "from oci_map.graph.build import cooperation_of_graph\n"
        "from oci_map.graph.modularity import divide, web_of\n"
        "web = web_of(cooperation_of_graph(nx.circulant_graph(600, [1, 2])))\n"
        "assert 1 < len(set(divide(web, 1).tolist())) < 100\n"
    )
    assert said_by(program) == ""


@compiled
def test_only_the_one_file_of_the_library_is_loaded() -> None:
    program = (
        "import sys, numpy as np, networkx as nx\n"
        "from oci_map.graph.build import cooperation_of_graph\n"
        "from oci_map.graph.modularity import divide, web_of\n"
        "assert not [name for name in sys.modules if name.startswith('sknetwork')]\n"
        "web = web_of(cooperation_of_graph(nx.circulant_graph(600, [1, 2])))\n"
        "before = divide(web, 1)\n"
        "print([name for name in sys.modules if name.startswith('sknetwork')])\n"
        "from sknetwork.clustering import Louvain\n"
        "from sknetwork.data import karate_club\n"
        "assert len(set(Louvain().fit_predict(karate_club()).tolist())) == 4\n"
        "assert (divide(web, 1) == before).all()\n"
    )
    assert said_by(program).strip() == "['sknetwork.clustering.louvain_core']"
