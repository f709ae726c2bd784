"""What changed since a date, as lines and as plain values."""

from __future__ import annotations

from collections.abc import Iterator

from oci_map.graph.analysis import Analysis
from oci_map.graph.compare import Comparison, compare_dates
from oci_map.graph.wording_compare import comparison_sentences
from oci_map.i18n import _, date


def comparison_lines(analysis: Analysis, since: str) -> Iterator[str]:
    """Give what changed from a date to the date of the view, or to all that is recorded."""
    found = _comparison(analysis, since)
    if analysis.filter.as_of:
        yield _("From {begin} to {end}:").format(begin=date(since), end=date(analysis.filter.as_of))
    else:
        yield _("Since {begin}:").format(begin=date(since))
    for sentence in comparison_sentences(analysis.snapshot, analysis.snapshot, found):
        yield f"  {sentence}"


def plain_comparison(analysis: Analysis, since: str) -> dict[str, object]:
    """Return what changed as plain values."""
    found = _comparison(analysis, since)
    sentences = comparison_sentences(analysis.snapshot, analysis.snapshot, found)
    return {
        "since": since,
        "sentences": list(sentences),
        "new": [list(pair) for pair in found.new],
        "lost": [list(pair) for pair in found.lost],
        "kept": len(found.kept),
        "joined": list(found.joined),
        "left": list(found.left),
        "gaps_closed": [gap.key for gap in found.closed],
        "gaps_opened": [gap.key for gap in found.opened],
        "gaps_gone": [gap.key for gap in found.gone],
    }


def _comparison(analysis: Analysis, since: str) -> Comparison:
    return compare_dates(analysis.snapshot, analysis.filter, since, analysis.filter.as_of)
