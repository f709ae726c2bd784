"""Gatherings too large for a list of their pairs must give the same findings as listed ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given

from oci_map.graph import brokers, cooperation
from oci_map.graph.analysis import Analysis
from oci_map.graph.build import cooperation_graph, paired_graph
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import group, needs, organisations, snapshots


@contextmanager
def _kept_whole() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cooperation, "LARGEST_PAIRED", 2)
        yield


def _both(snapshot: Snapshot) -> tuple[Analysis, Analysis]:
    """Return the analysis with listed pairs, and the one with groups of three kept whole."""
    listed, whole = Analysis(snapshot), Analysis(snapshot)
    assert listed.cooperation.whole == ()
    with _kept_whole():
        assert all(len(one.members) > 2 for one in whole.cooperation.whole)
    return listed, whole


@given(snapshots())
def test_partners_steps_and_isolates(snapshot: Snapshot) -> None:
    listed, whole = _both(snapshot)
    assert whole.isolates == listed.isolates
    for one in listed.organisations:
        expected = {p.organisation: p.weight for p in listed.partners_of(one)}
        found = {p.organisation: p.weight for p in whole.partners_of(one)}
        assert found == pytest.approx(expected)
        kinds = {p.organisation: p.kinds for p in listed.partners_of(one)}
        assert {p.organisation: p.kinds for p in whole.partners_of(one)} == kinds
        for other in listed.organisations:
            assert whole.steps_between(one, other) == listed.steps_between(one, other)


@given(snapshots())
def test_pair_gaps(snapshot: Snapshot) -> None:
    listed, whole = _both(snapshot)
    assert whole.pair_gap_summary == listed.pair_gap_summary


@given(snapshots())
def test_weights_between_sectors(snapshot: Snapshot) -> None:
    listed, whole = _both(snapshot)
    assert whole.sector_ties.weights == pytest.approx(listed.sector_ties.weights)
    assert ((whole.sector_ties.ties > 0) == (listed.sector_ties.ties > 0)).all()
    for one in listed.organisations:
        assert whole.bridging_of(one) == listed.bridging_of(one)


@given(snapshots())
def test_brokerage(snapshot: Snapshot) -> None:
    listed, whole = _both(snapshot)
    assert whole.brokerage == pytest.approx(listed.brokerage)


@given(snapshots())
def test_the_networkx_graph(snapshot: Snapshot) -> None:
    listed, whole = _both(snapshot)
    expected = cooperation_graph(listed.cooperation, snapshot)
    found = paired_graph(whole.cooperation, snapshot)
    assert set(found.edges) == set(expected.edges)
    for one, other, edge in expected.edges(data=True):
        assert found.edges[one, other]["weight"] == pytest.approx(edge["weight"])
        assert found.edges[one, other]["kinds"] == pytest.approx(edge["kinds"])


def test_a_group_of_three_thousand_is_not_paired_out() -> None:
    names = [f"o{number:04d}" for number in range(3003)]
    snapshot = Snapshot.of(
        [
            *organisations(" ".join(names)),
            *group("everyone", " ".join(names[3:])),
            *needs(capital=f"{names[0]} {names[3]} {names[4]}"),
            r.Tie(id=RecordId("t"), organisation=RecordId(names[0]), other=RecordId(names[1])),
        ]
    )
    analysis = Analysis(snapshot)
    assert len(analysis.cooperation.pairs) == 1
    assert analysis.ties_by_kind["membership"] == 3000 * 2999 // 2
    assert analysis.isolates == (names[2],)
    assert [gap.key for gap in analysis.pair_gaps] == ["pair:o0000|o0003", "pair:o0000|o0004"]
    assert len(analysis.partners_of(RecordId(names[3]))) == 2999
    assert analysis.gaps_of(RecordId(names[4])) == analysis.pair_gaps[1:]
    assert analysis.brokerage_is_estimated
    assert np.isfinite(analysis.brokerage).all()


def test_an_estimate_reckons_with_large_groups() -> None:
    names = " ".join(f"o{number}" for number in range(8))
    people = [*organisations(f"{names} x y"), *group("g", names), *group("h", "o0 x y")]
    listed, whole = _both(Snapshot.of(people))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brokers, "LARGEST_EXACT", 0)
        assert whole.brokerage == pytest.approx(listed.brokerage)
    assert float(whole.brokerage[0]) > 0
