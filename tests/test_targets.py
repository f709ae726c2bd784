"""A benchmark says of each target whether it is met, and at the end which are not."""

from __future__ import annotations

import pytest

from benchmarks.targets import at_least, at_most, summary


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (at_most(2.9, 3), "  (at most 3: met)"),
        (at_most(3.1, 3), "  (at most 3: NOT MET)"),
        (at_most(0, 0), "  (at most 0: met)"),
        (at_most(151, 150, "ms"), "  (at most 150 ms: NOT MET)"),
        (at_most(5, None), ""),
        (at_least(30.4, 30), "  (at least 30: met)"),
        (at_least(0.8751, 0.8752, digits=4), "  (at least 0.8752: NOT MET)"),
        (at_most(float("nan"), 3), "  (at most 3: NOT MET)"),
    ],
)
def test_a_figure_beside_its_target(said: str, told: str) -> None:
    assert said == told


def test_the_summary_counts_and_names_what_is_not_met() -> None:
    lines = [
        "## edit",
        f"a member   13 ms{at_most(13, 16, 'ms')}",
        f"clusters   29{at_least(29, 30)}{at_least(0.8, 0.7)}",
        "panels too 60 ms",
    ]
    assert summary(lines) == [
        "2 of 3 met",
        "  clusters 29 (at least 30: NOT MET) (at least 0.7: met)",
    ]
