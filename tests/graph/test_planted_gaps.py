"""Planted gaps are found, and maps made by chance hold no more confident ones than is stated."""

from __future__ import annotations

import pytest

from benchmarks.planted import make_planted, planted_keys, planted_pairs
from oci_map.graph.analysis import Analysis
from oci_map.graph.class_gaps import FALSE_RATE
from oci_map.graph.finding import HIGH
from oci_map.graph.null_model import is_sampled

FIRST = 10


def confident(analysis: Analysis) -> int:
    """Return how many gaps between sectors are of high confidence."""
    gaps = analysis.findings.refine().at_level("sector")
    return sum(gap.confidence.word == HIGH for gap in gaps)


@pytest.mark.parametrize(("size", "seed"), [(110, 0), (400, 2), (400, 3), (1000, 4)])
def test_the_first_ten_are_the_planted_ones(size: int, seed: int) -> None:
    pairs = planted_pairs(FIRST, 12, seed)
    analysis = Analysis(make_planted(size, pairs, seed=seed, seats=4.0))
    assert is_sampled(analysis.seats) == (size < 150)
    gaps = analysis.findings.refine().at_level("sector")
    found = {gap.key for gap in gaps[:FIRST]} & planted_keys(pairs)
    assert len(found) >= FIRST - 1
    at_once = {gap.key for gap in analysis.findings.at_level("sector")[:FIRST]}
    assert len(at_once & planted_keys(pairs)) >= FIRST - 1
    if size >= 400:
        assert all(gap.confidence.word == HIGH for gap in gaps[:FIRST] if gap.key in found)


def test_large_maps_by_chance_hold_no_more_confident_gaps_than_stated() -> None:
    maps = 60
    wrong = sum(
        confident(Analysis(make_planted(160, seed=seed, sectors=8))) > 0 for seed in range(maps)
    )
    # At the stated rate more than twice as many come up in one of 30 series.
    assert wrong <= 2 * FALSE_RATE * maps


def test_small_maps_by_chance_hold_no_more_confident_gaps_than_stated() -> None:
    maps = 12
    wrong = sum(
        confident(Analysis(make_planted(30, seed=seed, sectors=6))) > 0 for seed in range(maps)
    )
    assert wrong <= 4 * FALSE_RATE * maps
