"""The findings of a map as lines for a person and as plain values for a program.

The values are described in docs/findings-json.md; a test holds them to that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from oci_map.cli.comparison import comparison_lines, plain_comparison
from oci_map.cli.gaps import gap_lines, plain_gaps
from oci_map.cli.matrices import matrix_lines, plain_matrix
from oci_map.cli.structure import (
    bridge_lines,
    cluster_lines,
    plain_bridges,
    plain_clusters,
)
from oci_map.graph.analysis import Analysis

#: Raised when a field of the JSON changes its meaning or goes; new fields leave it.
FORMAT: Final = 1

GAPS: Final = "gaps"
CLUSTERS: Final = "clusters"
BRIDGES: Final = "bridges"
MATRIX: Final = "matrix"
LEVELS_OF_KIND: Final[Mapping[str, Sequence[str]]] = {
    GAPS: ("organisation", "sector", "level", "domain"),
    CLUSTERS: (),
    BRIDGES: (),
    MATRIX: ("sector", "level", "domain", "group"),
    "needs": ("need",),
    "groups": ("group",),
    "recommendations": ("recommendation",),
}


def as_sentences(
    analysis: Analysis, kind: str = GAPS, level: str | None = None, compare: str = ""
) -> Iterator[str]:
    """Give the findings of a kind as lines of text; what has changed since a date comes first."""
    if compare:
        yield from comparison_lines(analysis, compare)
        yield ""
    wanted = _levels(kind, level)
    if kind == CLUSTERS:
        yield from cluster_lines(analysis)
    elif kind == BRIDGES:
        yield from bridge_lines(analysis)
    elif kind == MATRIX:
        yield from matrix_lines(analysis, wanted[0])
    else:
        yield from gap_lines(analysis, wanted)


def as_plain(
    analysis: Analysis, kind: str = GAPS, level: str | None = None, compare: str = ""
) -> dict[str, object]:
    """Return the findings of a kind as values that JSON can carry."""
    wanted = _levels(kind, level)
    found: Mapping[str, Callable[[], dict[str, object]]] = {
        CLUSTERS: lambda: plain_clusters(analysis),
        BRIDGES: lambda: plain_bridges(analysis),
        MATRIX: lambda: plain_matrix(analysis, wanted[0]),
    }
    make = found.get(kind)
    return {
        "format": FORMAT,
        "kind": kind,
        "as_of": analysis.filter.as_of,
        "without_coordinator": analysis.filter.without_coordinator,
        "organisations": len(analysis.organisations),
        **(make() if make is not None else plain_gaps(analysis, wanted)),
        "comparison": plain_comparison(analysis, compare) if compare else None,
    }


def _levels(kind: str, level: str | None) -> Sequence[str]:
    known = LEVELS_OF_KIND[kind]
    return (level,) if level is not None and level in known else known
