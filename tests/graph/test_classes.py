"""Sectors, levels and domains at once: pair by pair, and the same in sparse tables."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings

from oci_map.graph import sectors
from oci_map.graph.analysis import Analysis
from oci_map.graph.classes import DOMAIN, LEVEL, SECTOR, classes
from oci_map.graph.filters import Filter
from oci_map.model.snapshot import Snapshot
from tests.examples import snapshot_of
from tests.graph.making import snapshots


def test_the_classes_of_the_example_are_those_of_its_records() -> None:
    snapshot = snapshot_of("oci-worked-example")
    analysis = Analysis(snapshot)
    found = classes(snapshot, Filter(), analysis.cooperation)
    assert [found.nouns.count(noun) for noun in (SECTOR, LEVEL, DOMAIN)] == [12, 5, 5]
    for noun, field in ((LEVEL, "policy_level"), (DOMAIN, "policy_domain")):
        for column in found.columns(noun).tolist():
            record = found.between.sectors[column]
            inside = [
                one
                for one in analysis.organisations
                if getattr(snapshot.organisations[one], field) == record
            ]
            assert [analysis.organisations[row] for row in found.members(column)] == inside
            assert found.sizes[column] == len(inside)
    hidden = frozenset(snapshot.levels)
    assert LEVEL not in classes(snapshot, Filter(hidden_levels=hidden), analysis.cooperation).nouns


@given(snapshots())
@settings(max_examples=50, deadline=None)
def test_ties_between_classes_are_counted_pair_by_pair(snapshot: Snapshot) -> None:
    analysis = Analysis(snapshot)
    cooperation = analysis.cooperation
    member = classes(snapshot, Filter(), cooperation).between.member
    count = member.shape[1]
    ties, weights, pairs = (np.zeros((count, count)) for _table in range(3))
    weight_of = dict(
        zip(map(tuple, cooperation.pairs.tolist()), cooperation.weights.tolist(), strict=True)
    )
    for one, other in combinations(range(cooperation.size), 2):
        across = np.outer(member[one], member[other]) + np.outer(member[other], member[one]) > 0
        pairs += across
        ties += across * ((one, other) in weight_of)
        weights += across * weight_of.get((one, other), 0.0)
    names = tuple(snapshot.sectors)
    with pytest.MonkeyPatch.context() as patch:
        for most in (sectors.MOST_KINDS, -1):
            patch.setattr(sectors, "MOST_KINDS", most)
            found = sectors.ties_of_classes(names, member, cooperation)
            assert found.ties == pytest.approx(ties)
            assert found.weights == pytest.approx(weights)
            assert found.pairs == pytest.approx(pairs)
