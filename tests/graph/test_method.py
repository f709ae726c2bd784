from __future__ import annotations

import re
from dataclasses import fields

import pytest

from oci_map.graph.method import MEASURES, Measure


def test_each_figure_that_is_shown_is_explained() -> None:
    assert {
        "tie-weight", "betweenness", "constraint", "effective-size", "brokerage-roles",
        "clusters", "cluster-stability", "agreement", "ei-index", "cuts", "dependence",
    } <= set(MEASURES)  # fmt: skip


@pytest.mark.parametrize("measure", MEASURES.values(), ids=list(MEASURES))
def test_each_explanation_is_whole(measure: Measure) -> None:
    assert MEASURES[measure.key] is measure
    texts = [getattr(measure, field.name) for field in fields(measure)]
    assert all(text.strip() for text in texts)
    assert re.search(r"\b(19|20)\d\d\b", measure.source)
    for text in (measure.formula, measure.meaning, measure.not_meaning):
        assert text.endswith(".")
        # Taken for a place to put a value in, a translation would be refused.
        assert not re.search(r"%[ #0+-]*[a-zA-Z(]|[{}]", text)
