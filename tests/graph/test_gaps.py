from __future__ import annotations

import math
from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.arrays import FloatArray
from oci_map.graph import pair_gaps
from oci_map.graph.analysis import Analysis
from oci_map.graph.build import cooperation_graph
from oci_map.graph.filters import DEFAULT_KINDS, Filter
from oci_map.graph.gaps import pair_key
from oci_map.graph.sector_needs import sector_affinity, sector_needs
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import (
    DATES,
    group,
    ids,
    needs,
    organisations,
    roundtable,
    snapshots,
    ties,
)

FILTERS = st.builds(
    Filter,
    as_of=st.sampled_from(DATES),
    kinds=st.frozensets(st.sampled_from(sorted(DEFAULT_KINDS))),
    without_coordinator=st.booleans(),
)
Priorities = dict[RecordId, dict[RecordId, int]]  # need → holder → priority


def _priorities(analysis: Analysis) -> Priorities:
    held: Priorities = {}
    for statement in analysis.snapshot.all(r.NeedStatement).values():
        if statement.organisation in analysis.index:
            held.setdefault(statement.need, {})[statement.organisation] = statement.priority
    return held


def _affinity(held: Priorities, one: RecordId, other: RecordId) -> float:
    return sum(
        1 / math.log2(1 + len(holders)) * min(holders[one], holders[other]) / 3
        for holders in held.values()
        if one in holders and other in holders
    )


def _graph(analysis: Analysis) -> nx.Graph[RecordId]:
    return cooperation_graph(analysis.cooperation, analysis.snapshot)


# ------------------------------------------------------------------------- between organisations


def _by_definition(analysis: Analysis) -> dict[str, float]:
    held = _priorities(analysis)
    graph = _graph(analysis)
    coordinator = analysis.snapshot.info.coordinator
    found = {}
    for one, other in combinations(analysis.organisations, 2):
        affinity = _affinity(held, one, other)
        near = nx.single_source_shortest_path_length(graph, one, cutoff=2)
        if affinity > 0 and other not in near and coordinator not in (one, other):
            found[pair_key(one, other)] = affinity
    return found


@given(snapshots(), FILTERS)
def test_pair_gaps_are_those_of_the_definition(snapshot: Snapshot, view: Filter) -> None:
    analysis = Analysis(snapshot, view)
    expected = _by_definition(analysis)
    assert {gap.key: gap.affinity for gap in analysis.pair_gaps} == pytest.approx(expected)
    assert analysis.pair_gap_summary.count == len(expected)
    ranked = [gap.affinity for gap in analysis.pair_gaps]
    assert ranked == sorted(ranked, reverse=True)


@given(snapshots(), FILTERS)
def test_each_gap_brings_its_evidence(snapshot: Snapshot, view: Filter) -> None:
    analysis = Analysis(snapshot, view)
    held = _priorities(analysis)
    for gap in analysis.pair_gaps:
        both = {need for need, holders in held.items() if {gap.one, gap.other} <= set(holders)}
        assert set(gap.shared_needs) == both
        assert len(gap.shared_needs) == len(both)


@given(snapshots(), FILTERS)
def test_the_gaps_of_all_organisations_are_all_gaps_twice(snapshot: Snapshot, view: Filter) -> None:
    analysis = Analysis(snapshot, view)
    of_each = [gap for one in analysis.organisations for gap in analysis.gaps_of(one)]
    assert sorted(gap.key for gap in of_each) == sorted(
        gap.key for gap in analysis.pair_gaps for _side in range(2)
    )


@given(snapshots(), FILTERS)
def test_large_maps_are_searched_with_the_same_result(snapshot: Snapshot, view: Filter) -> None:
    expected = Analysis(snapshot, view)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_gaps, "LARGEST_TABLE", 0)
        patch.setattr(pair_gaps, "_ROWS", 2)
        sparse = Analysis(snapshot, view)
        assert sparse.pair_gap_summary == expected.pair_gap_summary
    for one in expected.organisations:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pair_gaps, "LARGEST_TABLE", 0)
            finder = pair_gaps.PairGapFinder(snapshot, sparse.cooperation, sparse.needs)
            assert finder.of(sparse.index[one]) == expected.gaps_of(one)


@given(snapshots(), st.integers(1, 3))
def test_a_cut_list_holds_the_first_ones_and_counts_all(snapshot: Snapshot, most: int) -> None:
    whole = Analysis(snapshot)
    finder = pair_gaps.PairGapFinder(snapshot, whole.cooperation, whole.needs, most)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pair_gaps, "LARGEST_TABLE", 0)
        patch.setattr(pair_gaps, "_ROWS", 1)
        cut = finder.all()
    assert cut.listed == whole.pair_gaps[:most]
    assert cut.count == whole.pair_gap_summary.count


def test_a_rare_need_weighs_more_than_a_common_one() -> None:
    common = needs(common="a b c d", rare="c d")
    gaps = Analysis(Snapshot.of([*organisations("a b c d"), *common])).pair_gaps
    assert (gaps[0].one, gaps[0].other) == ids("c d")
    assert gaps[0].shared_needs == ids("rare common")
    assert gaps[0].affinity == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) * 2 / 3)


def test_the_side_to_which_a_need_matters_less_decides() -> None:
    snapshot = Snapshot.of([*organisations("a b"), *needs(capital="a:3 b:1")])
    assert Analysis(snapshot).pair_gaps[0].affinity == pytest.approx(1 / math.log2(3) / 3)


def test_a_partner_in_common_leaves_no_gap_and_two_between_leave_one() -> None:
    people = [*organisations("a b c d"), *needs(capital="a d")]
    assert Analysis(Snapshot.of([*people, *ties("a-b b-d")])).pair_gaps == ()
    assert len(Analysis(Snapshot.of([*people, *ties("a-b b-c c-d")])).pair_gaps) == 1


def test_a_shared_table_leaves_no_gap() -> None:
    met = roundtable("r", "2010", {"a": [1], "b": [1]})
    people = [*organisations("a b"), *needs(capital="a b")]
    assert Analysis(Snapshot.of([*people, *met])).pair_gaps == ()
    assert len(Analysis(Snapshot.of([*people, *met]), Filter(as_of="2009")).pair_gaps) == 1


def test_a_gap_names_the_recommendations_both_support() -> None:
    both = r.Recommendation(id=RecordId("both"), text_en="x", supporters=ids("a b c"))
    alone = r.Recommendation(id=RecordId("alone"), text_en="y", supporters=ids("a"))
    snapshot = Snapshot.of([*organisations("a b c"), *needs(capital="a b"), both, alone])
    assert Analysis(snapshot).pair_gaps[0].shared_recommendations == ids("both")


def _led(*more: r.Record) -> Snapshot:
    hub = RecordId("hub")
    info = r.DocumentInfo(id=RecordId("document"), coordinator=hub, platform=RecordId("platform"))
    people = [*organisations("hub a b"), *needs(capital="hub a b")]
    everybody = group("platform", "hub a b", kind="platform")
    return Snapshot.of([info, *people, *everybody, *more])


def test_the_coordinators_role_closes_no_gap_and_she_is_no_side_of_one() -> None:
    assert [gap.key for gap in Analysis(_led()).pair_gaps] == ["pair:a|b"]


def test_what_the_coordinator_does_beyond_her_role_closes_gaps_only_with_her() -> None:
    snapshot = _led(*ties("hub-a hub-b"))
    assert Analysis(snapshot).pair_gaps == ()
    without = Analysis(snapshot, Filter(without_coordinator=True))
    assert [gap.key for gap in without.pair_gaps] == ["pair:a|b"]


def test_keys_are_the_same_whichever_side_is_named_first() -> None:
    a, b = ids("a b")
    assert pair_key(b, a) == pair_key(a, b) == "pair:a|b"


# ------------------------------------------------------------------------------ between sectors


def _sector_members(analysis: Analysis) -> dict[RecordId, set[RecordId]]:
    return {
        sector: {
            one
            for one in analysis.organisations
            if sector in analysis.snapshot.organisations[one].sectors
        }
        for sector in analysis.snapshot.sectors
    }


@given(snapshots(), FILTERS)
def test_ties_between_sectors_count_each_pair_once(snapshot: Snapshot, view: Filter) -> None:
    analysis = Analysis(snapshot, view)
    graph = _graph(analysis)
    members = _sector_members(analysis)
    between = analysis.sector_ties
    for (i, a), (j, b) in product(enumerate(between.sectors), repeat=2):
        pairs = {
            frozenset((one, other))
            for one, other in product(members[a], members[b])
            if one != other
        }
        tied = [tuple(pair) for pair in pairs if graph.has_edge(*pair)]
        assert between.pairs[i, j] == len(pairs)
        assert between.ties[i, j] == len(tied)
        total = sum(graph.edges[one, other]["weight"] for one, other in tied)
        assert between.weights[i, j] == pytest.approx(total)
        assert between.common[i, j] == len(members[a] & members[b])


def _sector_affinity(
    held: Priorities, one: set[RecordId], other: set[RecordId]
) -> dict[RecordId, float]:
    """What each need that two different organisations hold adds to the affinity of two sectors."""
    shares = {}
    for need, holders in held.items():
        here, there = one & set(holders), other & set(holders)
        if here and there and len(here | there) > 1:
            mean = min(
                sum(holders.get(member, 0) for member in side) / len(side) for side in (one, other)
            )
            shares[need] = mean / 3 / math.log2(1 + len(holders))
    return shares


def _between_sectors(analysis: Analysis) -> FloatArray:
    return sector_affinity(sector_needs(analysis.sector_ties, analysis.needs))


@given(snapshots(), FILTERS)
def test_the_affinity_of_sectors_is_that_of_the_definition(
    snapshot: Snapshot, view: Filter
) -> None:
    analysis = Analysis(snapshot, view)
    if not analysis.needs.needs or not analysis.sector_ties.sectors:
        return
    held, members = _priorities(analysis), _sector_members(analysis)
    found = _between_sectors(analysis)
    for (i, a), (j, b) in combinations(enumerate(analysis.sector_ties.sectors), 2):
        expected = sum(_sector_affinity(held, members[a], members[b]).values())
        assert found[i, j] == pytest.approx(expected)


def test_two_sectors_of_one_organisation_each_have_its_affinity() -> None:
    people = organisations("a b", a="games", b="fashion")
    analysis = Analysis(Snapshot.of([*people, *needs(capital="a:3 b:2", fairs="a b")]))
    assert _between_sectors(analysis)[0, 1] == pytest.approx(analysis.pair_gaps[0].affinity)


def test_a_need_that_only_a_member_of_both_holds_is_not_shared() -> None:
    people = organisations("a b c", a="games music", b="games", c="music")
    assert _between_sectors(Analysis(Snapshot.of([*people, *needs(capital="a")])))[0, 1] == 0
    assert _between_sectors(Analysis(Snapshot.of([*people, *needs(capital="a b")])))[0, 1] > 0


def test_a_hidden_sector_is_left_out() -> None:
    people = organisations("a b c", a="games", b="music", c="music games")
    snapshot = Snapshot.of([*people, *needs(capital="a b")])
    view = Filter(hidden_sectors=frozenset(ids("games")))
    assert Analysis(snapshot, view).sector_ties.sectors == ids("music")
