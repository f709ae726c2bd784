"""The deck for the roundtable, and the pages of the same things as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oci_map.exchange import deck_exhibits as shown
from oci_map.exchange.exhibit import Exhibit
from oci_map.progress import Progress, part

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis


def roundtable_deck(analysis: Analysis, progress: Progress | None = None) -> list[Exhibit]:
    """Return overview, clusters, the largest gaps, bridges, matrix, then and now.

    What a map does not have is left out. May raise Cancelled.
    """
    findings = analysis.findings.refine(part(progress, 0.0, 0.8))
    exhibits = [
        shown.overview(analysis),
        shown.clusters(analysis),
        *shown.gaps(findings),
        shown.bridges(analysis),
        shown.matrix(findings),
        *shown.then_and_now(analysis),
    ]
    return [one for one in exhibits if one is not None]
