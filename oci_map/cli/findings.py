"""The findings of a map as lines for a person and as plain values for a program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oci_map.graph import wording
from oci_map.graph.analysis import Analysis
from oci_map.graph.gaps import PairGap, SectorGap
from oci_map.model.ids import RecordId


def as_sentences(analysis: Analysis) -> Iterator[str]:
    """Give each finding as a line of text, under a line that sums up its kind."""
    snapshot = analysis.snapshot
    yield from _listed(
        wording.pair_gaps_sentence(analysis),
        [wording.pair_gap_sentence(snapshot, gap) for gap in analysis.pair_gaps],
    )
    yield ""
    yield from _listed(
        wording.sector_gaps_sentence(analysis),
        [wording.sector_gap_sentence(snapshot, gap) for gap in analysis.sector_gaps],
    )
    if analysis.isolates:
        yield ""
        yield wording.isolates_sentence(snapshot, analysis.isolates)


def _listed(summary: str, sentences: Sequence[str]) -> Iterator[str]:
    yield summary
    width = len(str(len(sentences)))
    for place, sentence in enumerate(sentences, 1):
        yield f"  {place:>{width}}. {' '.join(sentence.split())}"


def as_plain(analysis: Analysis) -> dict[str, object]:
    """Return all findings as values that JSON can carry; numbers where sentences have words."""
    return {
        "as_of": analysis.filter.as_of,
        "without_coordinator": analysis.filter.without_coordinator,
        "organisations": len(analysis.organisations),
        "pair_gap_count": analysis.pair_gap_summary.count,
        "pair_gaps": [_pair_gap(analysis, gap) for gap in analysis.pair_gaps],
        "sector_gaps": [_sector_gap(analysis, gap) for gap in analysis.sector_gaps],
        "not_connected": [_named(analysis, "organisation", one) for one in analysis.isolates],
    }


def _pair_gap(analysis: Analysis, gap: PairGap) -> dict[str, object]:
    return {
        "key": gap.key,
        "one": _named(analysis, "organisation", gap.one),
        "other": _named(analysis, "organisation", gap.other),
        "affinity": round(gap.affinity, 6),
        "shared_needs": [_named(analysis, "need", need) for need in gap.shared_needs],
        "sentence": wording.pair_gap_sentence(analysis.snapshot, gap),
    }


def _sector_gap(analysis: Analysis, gap: SectorGap) -> dict[str, object]:
    return {
        "key": gap.key,
        "one": _named(analysis, "sector", gap.one),
        "other": _named(analysis, "sector", gap.other),
        "affinity": round(gap.affinity, 6),
        "shared_needs": [_named(analysis, "need", need) for need in gap.shared_needs],
        "pairs": gap.pairs,
        "ties": gap.ties,
        "sentence": wording.sector_gap_sentence(analysis.snapshot, gap),
    }


def _named(analysis: Analysis, noun: str, record_id: RecordId) -> dict[str, str]:
    record = analysis.snapshot.get(noun, record_id)
    return {"id": record_id, "name": getattr(record, "short", "") or getattr(record, "name", "")}
