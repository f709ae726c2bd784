"""What is said of gaps: a sentence in every case and both languages, and never NaN."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.graph import finding as f
from oci_map.graph import matrix as m
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.graph.finding import Gap
from oci_map.graph.findings import Findings
from oci_map.graph.gap_remarks import (
    bridge_words,
    closing_sentence,
    confidence_sentence,
    figures_sentence,
    percent_words,
)
from oci_map.graph.gap_summary import (
    cell_sentence,
    level_sentence,
    method_sentence,
)
from oci_map.graph.gap_wording import gap_sentence, needs_words
from oci_map.model import records as r
from oci_map.model.snapshot import Snapshot
from tests.examples import NAMES, snapshot_of
from tests.graph.making import findings_of, group, needs, organisations, snapshots


def numbers(value: object) -> Iterator[float]:
    """Yield all numbers in a value."""
    if isinstance(value, float):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from numbers(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from numbers(getattr(value, field.name))


def said(findings: Findings) -> Iterator[str]:
    """Yield all that is said of some findings."""
    snapshot = findings.analysis.snapshot
    yield method_sentence(findings)
    for level in f.LEVELS:
        yield level_sentence(findings, level)
    for gap in findings.gaps:
        yield from beside(findings, gap)
    for name in m.MATRICES:
        matrix = findings.matrix(name)
        assert all(math.isfinite(one) for one in numbers(matrix))
        for row in range(len(matrix.rows)):
            for column in range(len(matrix.columns)):
                yield cell_sentence(snapshot, matrix, row, column)


def beside(findings: Findings, gap: Gap) -> Iterator[str]:
    """Yield what is said of a gap."""
    snapshot = findings.analysis.snapshot
    details = findings.details(gap)
    assert all(math.isfinite(one) for one in (*numbers(gap), *numbers(details)))
    assert findings.gap(gap.key) == gap
    yield gap_sentence(snapshot, gap)
    yield confidence_sentence(gap.confidence)
    assert bool(figures_sentence(gap)) == (gap.expected is not None)
    assert bool(needs_words(snapshot, gap)) == bool(gap.shared_needs)
    for bridge in details.bridges:
        yield bridge_words(snapshot, gap, bridge)
    for closing in details.closings:
        yield closing_sentence(snapshot, closing)
    for part in details.evidence:
        assert all(snapshot.get(part.noun, one) is not None for one in part.records)


@given(snapshot=snapshots(), language=st.sampled_from(["en", "nl"]), view=st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_document_has_sentences_and_no_nan(
    snapshot: Snapshot, language: str, view: bool
) -> None:
    i18n.set_language(language)
    try:
        found = Analysis(snapshot, Filter(without_coordinator=view)).findings
        for sentence in said(found):
            assert sentence.strip()
            assert "{" not in sentence
            assert "nan" not in sentence.lower().split()
    finally:
        i18n.set_language("en")


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_have_sentences(name: str) -> None:
    found = Analysis(snapshot_of(name)).findings.refine()
    assert all(sentence.strip() and "{" not in sentence for sentence in said(found))


@pytest.mark.parametrize(
    ("records", "level", "expected"),
    [
        ([], "sector", "There are no organisations yet."),
        ([], "recommendation", "No recommendations are recorded yet."),
        (organisations("a b"), "need", "No needs are recorded yet, so gaps cannot be found."),
        (
            [*organisations("a b"), *needs(money="a b")],
            "sector",
            "Fewer than two sectors have an organisation, so there is nothing to compare.",
        ),
        (
            [*organisations("a b"), *needs(money="a b")],
            "level",
            "No organisation has a sector yet, so there is nothing to compare.",
        ),
        (
            [*organisations("a b", a="fashion"), *needs(money="a b")],
            "domain",
            "No organisation has a policy domain yet, so there is nothing to compare.",
        ),
        (
            [*organisations("a b"), *needs(money="a b"), *group("g", "a b")],
            "need",
            "Every need that several organisations hold is taken up.",
        ),
        (
            [*organisations("a b"), *needs(money="a b")],
            "group",
            "No organisation sits in a working group yet.",
        ),
    ],
)
def test_why_there_is_no_gap(records: list[r.Record], level: str, expected: str) -> None:
    found = findings_of(records)
    assert found.at_level(level) == ()
    assert level_sentence(found, level) == expected


def test_percentages_are_words() -> None:
    said = [percent_words(share) for share in (0.0005, 0.001, 0.0123, 0.5, 1.0)]
    assert said == ["less than 0.1%", "0.1%", "1.2%", "50%", "100%"]


def test_a_figure_says_what_it_counts() -> None:
    snapshot = snapshot_of("oci-worked-example")
    findings = Analysis(snapshot).findings
    gap = next(one for one in findings.gaps if one.expected is not None)
    ties = "Ties between the two, weighted by strength: 0 observed, 0.6 expected"
    assert figures_sentence(gap) == ties
    assert needs_words(snapshot, gap).startswith("Growth capital (held by 4 of 4), ")
    matrix = findings.matrix(m.SECTOR_SECTOR)
    assert cell_sentence(snapshot, matrix, 1, 4).endswith(
        ": ties observed 2, expected 5.3; 4 shared needs."
    )
