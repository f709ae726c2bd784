from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph import wording
from oci_map.graph.analysis import Analysis
from oci_map.graph.build import cooperation_graph
from oci_map.graph.filters import CROSS_SECTOR, DEFAULT_KINDS, NO_LEVEL, NO_SECTOR, Filter
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import DATES, group, ids, needs, organisations, snapshots, ties
from tests.programs import said_by

ANY_FILTER = st.builds(
    Filter,
    as_of=st.sampled_from(DATES),
    kinds=st.frozensets(st.sampled_from(sorted(DEFAULT_KINDS))),
    without_coordinator=st.booleans(),
    hidden_sectors=st.frozensets(st.sampled_from(ids("s0 s1 no-sector cross-sector"))),
    hidden_levels=st.frozensets(st.sampled_from(ids("no-level government"))),
)


def _ask_everything(analysis: Analysis) -> None:
    """Ask an analysis for all it can say; every number must be one, every sentence be said."""
    snapshot = analysis.snapshot
    assert len(analysis.cooperation.weights) == len(analysis.cooperation.pairs)
    assert np.isfinite(analysis.cooperation.weights).all()
    assert np.isfinite(analysis.brokerage).all()
    assert ((analysis.brokerage >= 0) & (analysis.brokerage <= 1 + 1e-9)).all()
    assert np.isfinite(analysis.sector_ties.weights).all()
    assert set(analysis.ties_by_kind) == DEFAULT_KINDS
    assert sum(analysis.organisations_by_sector.values()) == len(analysis.counted)
    assert sum(analysis.organisations_by_level.values()) == len(analysis.counted)
    assert all(math.isfinite(count) for count in analysis.new_ties_per_quarter.values())
    assert isinstance(analysis.events, tuple)
    assert wording.pair_gaps_sentence(analysis)
    assert bool(analysis.isolates) == bool(wording.isolates_sentence(snapshot, analysis.isolates))
    for pair in analysis.pair_gaps:
        assert math.isfinite(pair.affinity)
        assert wording.pair_gap_sentence(snapshot, pair)
        for bridge in analysis.bridges_of(pair):
            assert wording.pair_bridge_sentence(snapshot, pair, bridge)
    for one in analysis.organisations:
        found = analysis.bridging_of(one)
        assert found is not None
        assert wording.bridge_sentence(snapshot, found)


@given(snapshots(), ANY_FILTER)
def test_any_small_document_through_any_filter(snapshot: Snapshot, view: Filter) -> None:
    _ask_everything(Analysis(snapshot, view))


@given(snapshots(), ANY_FILTER, st.sampled_from(DATES), st.booleans(), ANY_FILTER)
def test_another_filter_on_what_is_known(
    snapshot: Snapshot, view: Filter, as_of: str, show_gaps: bool, any_other: Filter
) -> None:
    former = Analysis(snapshot, view)
    _ask_everything(former)
    near = replace(view, show_gaps=show_gaps)
    for other in (near, replace(near, as_of=as_of), any_other):
        one, anew = former.under(other), Analysis(snapshot, other)
        assert one.filter == other
        assert one.pair_gap_summary == anew.pair_gap_summary
        assert one.brokerage.tolist() == anew.brokerage.tolist()
        assert (one.lines, one.events) == (anew.lines, anew.events)
        assert one.ties_by_kind == anew.ties_by_kind
        assert one.new_ties_per_quarter == anew.new_ties_per_quarter
        assert one.organisations_by_sector == anew.organisations_by_sector
        assert one.findings.gaps == anew.findings.gaps


@pytest.mark.parametrize(
    "records",
    [
        [],
        organisations("a"),
        organisations("a b c"),
        [*organisations("a b c"), *group("g", "a b c"), *needs(n="a b c")],
        [r.DocumentInfo(id=RecordId("document"), coordinator=RecordId("gone"))],
        [*organisations("a b"), *needs(n="a b")],
        [*organisations("a b", a="x", b="x"), *ties("a-b"), *needs(n="a b")],
        [*organisations(" ".join(f"o{n}" for n in range(60))), *needs(n="o1 o59")],
    ],
    ids=[
        "empty",
        "one",
        "no ties",
        "one group",
        "lost coordinator",
        "a gap",
        "one sector",
        "apart",
    ],
)
def test_hardly_anything_in_the_document(records: list[r.Record]) -> None:
    _ask_everything(Analysis(Snapshot.of(records)))


@given(snapshots())
def test_the_same_snapshot_gives_the_same_findings(snapshot: Snapshot) -> None:
    one, other = Analysis(snapshot), Analysis(snapshot)
    assert one.pair_gap_summary == other.pair_gap_summary
    assert one.brokerage.tolist() == other.brokerage.tolist()
    assert one.lines == other.lines


def test_the_legend_counts_whom_it_hides_and_names_empty_rows() -> None:
    snapshot = Snapshot.of(
        [
            *organisations("a b c", a="games", b="games music"),
            r.Organisation(id=RecordId("d"), name="D", sectors=ids("music"), cross_sector=True),
            r.PolicyLevel(id=RecordId("flemish"), name_en="Flemish"),
        ]
    )
    analysis = Analysis(snapshot, Filter(hidden_sectors=frozenset(ids("games"))))
    assert analysis.organisations == ids("c d")
    assert analysis.organisations_by_sector == {
        "games": 2,
        "music": 0,
        NO_SECTOR: 1,
        CROSS_SECTOR: 1,
    }
    assert analysis.organisations_by_level == {"flemish": 0, NO_LEVEL: 4}


def test_the_networkx_graph_carries_what_measures_need() -> None:
    snapshot = Snapshot.of([*organisations("a b c", a="games"), *group("g", "a b"), *ties("a-b")])
    graph = cooperation_graph(Analysis(snapshot).cooperation, snapshot)
    a, b, c = ids("a b c")
    assert dict(graph.nodes[a]) == {"name": "a", "sector": "games", "level": ""}
    assert graph.edges[a, b] == {
        "weight": 2.0,
        "distance": 0.5,
        "kinds": {"cooperation": 1.0, "membership": 1.0},
    }
    assert graph.degree[c] == 0


def test_a_small_map_needs_no_heavy_library() -> None:
    script = (
        "import sys\n"
        "from tests.graph.making import *\n"
        "from oci_map.graph.analysis import Analysis\n"
        "heavy = {'scipy', 'networkx', 'pandas'} & set(sys.modules)\n"
        "made = Snapshot.of([*organisations('a b c', a='x', b='y'), *needs(n='a b'),\n"
        "                    *ties('a-c')])\n"
        "one = Analysis(made)\n"
        "one.pair_gaps, one.brokerage, one.lines, one.gaps_of('a')\n"
        "heavy |= {'scipy', 'networkx', 'pandas'} & set(sys.modules)\n"
        "print(*sorted(heavy))\n"
    )
    assert said_by(script).strip() == ""
