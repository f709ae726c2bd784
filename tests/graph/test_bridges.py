from __future__ import annotations

from itertools import product

import networkx as nx
from hypothesis import given

from oci_map.graph.analysis import Analysis
from oci_map.graph.build import cooperation_graph
from oci_map.graph.filters import Filter
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import group, ids, needs, organisations, snapshots, tie, ties


@given(snapshots())
def test_steps_are_those_of_networkx(snapshot: Snapshot) -> None:
    analysis = Analysis(snapshot)
    graph = cooperation_graph(analysis.cooperation, snapshot)
    expected = dict(nx.all_pairs_shortest_path_length(graph))
    for one, other in product(analysis.organisations, repeat=2):
        assert analysis.steps_between(one, other) == expected[one].get(other)


@given(snapshots())
def test_bridges_of_a_gap_stand_on_its_shortest_ways(snapshot: Snapshot) -> None:
    analysis = Analysis(snapshot)
    graph = cooperation_graph(analysis.cooperation, snapshot)
    for gap in analysis.pair_gaps:
        bridges = analysis.bridges_of(gap)
        if not nx.has_path(graph, gap.one, gap.other):
            assert bridges == ()
            continue
        ways = list(nx.all_shortest_paths(graph, gap.one, gap.other))
        between = {node for way in ways for node in way[1:-1]}
        assert len(bridges) == min(3, len(between))
        for bridge in bridges:
            way = next(way for way in ways if bridge.organisation in way)
            assert bridge.steps_to_one == way.index(bridge.organisation)
            assert bridge.steps_to_one + bridge.steps_to_other == len(way) - 1


def test_the_stronger_tie_makes_the_better_bridge() -> None:
    people = [*organisations("a b c d"), *needs(capital="a d")]
    weak_and_strong = [tie("a", "b", strength=1), tie("b", "c"), tie("c", "d", strength=4)]
    analysis = Analysis(Snapshot.of([*people, *weak_and_strong]))
    bridges = analysis.bridges_of(analysis.pair_gaps[0])
    assert tuple(one.organisation for one in bridges) == ids("c b")


def _bridging(names: str, written: str, **sectors: str) -> Analysis:
    return Analysis(Snapshot.of([*organisations(names, **sectors), *ties(written)]))


def test_what_a_sector_loses_without_its_bridge() -> None:
    analysis = _bridging(
        "g1 g2 m d h",
        "g1-m g1-d g2-d g1-h",
        g1="games",
        g2="games",
        m="music",
        d="design",
        h="heritage",
    )
    found = analysis.bridging_of(RecordId("g1"))
    assert found is not None
    assert found.sector == "games"
    assert found.reached == ids("music design heritage")
    assert found.lost == ids("music heritage")
    other = analysis.bridging_of(RecordId("g2"))
    assert other is not None
    assert other.lost == ()


def test_one_without_a_sector_joins_sectors_that_have_no_other_tie() -> None:
    analysis = _bridging("x a b c", "x-a x-b x-c a-b", a="games", b="music", c="design")
    found = analysis.bridging_of(RecordId("x"))
    assert found is not None
    assert found.sector is None
    assert found.reached == ids("games music design")
    assert found.apart == (("games", "design"), ("music", "design"))


@given(snapshots())
def test_what_is_lost_is_what_the_map_without_it_does_not_reach(snapshot: Snapshot) -> None:
    analysis = Analysis(snapshot)
    graph = cooperation_graph(analysis.cooperation, snapshot)
    sectors_of = {one: set(snapshot.organisations[one].sectors) for one in graph}

    def reached(own: RecordId, without: RecordId | None) -> set[RecordId]:
        found: set[RecordId] = set()
        for one, other in graph.edges:
            if without not in (one, other):
                for here, there in ((one, other), (other, one)):
                    if own in sectors_of[here]:
                        found |= sectors_of[there]
        return found - {own}

    for one in analysis.organisations:
        bridging = analysis.bridging_of(one)
        assert bridging is not None
        assert bridging.partners == graph.degree[one]
        if bridging.sector is not None:
            now = reached(bridging.sector, None)
            assert set(bridging.reached) == now
            assert set(bridging.lost) == now - reached(bridging.sector, one)


def test_who_is_not_shown_bridges_nothing() -> None:
    snapshot = Snapshot.of([*organisations("a b", a="games"), *group("g", "a b")])
    view = Filter(hidden_sectors=frozenset(ids("games")))
    assert Analysis(snapshot, view).bridging_of(RecordId("a")) is None
    assert Analysis(snapshot, view).steps_between(*ids("a b")) is None
