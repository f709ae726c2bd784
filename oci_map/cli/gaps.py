"""Gaps at every level, as lines and as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from oci_map.cli.named import all_named, named, rounded
from oci_map.graph.analysis import Analysis
from oci_map.graph.finding import KINDS_OF_LEVEL, OPEN, Gap, GapDetails
from oci_map.graph.findings import Findings
from oci_map.graph.gap_remarks import (
    bridge_words,
    closing_sentence,
    confidence_sentence,
    figures_sentence,
    state_sentence,
)
from oci_map.graph.gap_summary import large_groups_sentence, level_sentence, method_sentence
from oci_map.graph.gap_wording import gap_sentence, needs_words
from oci_map.graph.wording import isolates_sentence
from oci_map.i18n import _
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import GAP_STATES

#: Of each kind, so many gaps come with bridges, what closes them and evidence.
MOST_DETAILED: Final = 50
_COMPARED: Final = ("sector", "level", "domain")


def gap_lines(analysis: Analysis, levels: Sequence[str]) -> Iterator[str]:
    """Give the gaps of some levels, each under a line that sums them up."""
    findings = _findings(analysis, levels)
    snapshot = analysis.snapshot
    for place, level in enumerate(levels):
        if place:
            yield ""
        yield level_sentence(findings, level)
        gaps = findings.at_level(level)
        width = len(str(len(gaps)))
        for number, gap in enumerate(gaps, 1):
            yield f"  {number:>{width}}. {_line(snapshot, gap)}"
    notes = [large_groups_sentence(findings)]
    if any(level in _COMPARED for level in levels):
        notes.insert(0, method_sentence(findings))
    if "organisation" in levels:
        notes.append(isolates_sentence(snapshot, analysis.isolates))
    for note in notes:
        if note:
            yield ""
            yield note


def _line(snapshot: Snapshot, gap: Gap) -> str:
    sentence = " ".join(gap_sentence(snapshot, gap).split())
    beside = [figures_sentence(gap)]
    if gap.level in (*_COMPARED, "organisation"):
        beside.append(needs_words(snapshot, gap))
    beside.append(confidence_sentence(gap.confidence))
    if gap.state.noted != OPEN:
        beside.append(_(GAP_STATES[gap.state.state]))
    beside.append(state_sentence(gap))
    return f"{sentence} [{'; '.join(part.rstrip('.') for part in beside if part)}]"


def plain_gaps(analysis: Analysis, levels: Sequence[str]) -> dict[str, object]:
    """Return the gaps of some levels as plain values."""
    findings = _findings(analysis, levels)
    compared = any(level in _COMPARED for level in levels)
    return {
        "samples": findings.expected.samples if compared else None,
        "method": method_sentence(findings) if compared else None,
        "levels": [_level(findings, level) for level in levels],
        "not_connected": all_named(analysis.snapshot, "organisation", analysis.isolates),
    }


def _findings(analysis: Analysis, levels: Sequence[str]) -> Findings:
    findings = analysis.findings
    return findings.refine() if any(level in _COMPARED for level in levels) else findings


def _level(findings: Findings, level: str) -> dict[str, object]:
    return {
        "level": level,
        "sentence": level_sentence(findings, level),
        "count": findings.count(level),
        "states": findings.states(level),
        "gaps": [
            plain_gap(findings, gap, detailed=number < MOST_DETAILED)
            for kind in KINDS_OF_LEVEL[level]
            for number, gap in enumerate(findings.of_kind(kind))
        ],
    }


def plain_gap(findings: Findings, gap: Gap, *, detailed: bool) -> dict[str, object]:
    """Return a gap as plain values; `bridges`, `closes` and `evidence` are None when not asked."""
    snapshot = findings.analysis.snapshot
    details = findings.details(gap) if detailed else None
    return {
        "key": gap.key,
        "kind": gap.kind,
        "level": gap.level,
        "sentence": gap_sentence(snapshot, gap),
        "score": rounded(gap.score),
        "sides": [
            {
                "noun": side.noun,
                **named(snapshot, side.noun, side.record),
                "organisations": len(side.organisations),
            }
            for side in gap.sides
        ],
        "state": {
            "state": gap.state.state,
            "noted": gap.state.noted,
            "reason": gap.state.reason,
            "noted_on": gap.state.noted_on,
            "waits_for_tie": gap.state.waits_for_tie,
        },
        "closed": gap.closed,
        "confidence": {
            "word": gap.confidence.word,
            "reason": gap.confidence.reason,
            "sentence": confidence_sentence(gap.confidence),
        },
        "shared_needs": [
            {**named(snapshot, "need", one.need), "holders": one.holders, "of": one.of}
            for one in gap.shared_needs
        ],
        "shared_recommendations": list(gap.shared_recommendations),
        "in_both": list(gap.in_both[:MOST_DETAILED]),
        "affinity": rounded(gap.affinity),
        "ties": gap.ties,
        "pairs": gap.pairs,
        "observed": rounded(gap.observed),
        "expected": rounded(gap.expected),
        "z": rounded(gap.z),
        "p": rounded(gap.p),
        "q": rounded(gap.q),
        "jaccard": rounded(gap.jaccard),
        **_details(snapshot, gap, details),
    }


def _details(snapshot: Snapshot, gap: Gap, details: GapDetails | None) -> dict[str, object]:
    if details is None:
        return {"bridges": None, "closes": None, "evidence": None, "illustrative": None}
    return {
        "bridges": [
            {
                "organisation": named(snapshot, "organisation", bridge.organisation),
                "sentence": bridge_words(snapshot, gap, bridge),
                "knows_one": list(bridge.partners_in_one),
                "knows_other": list(bridge.partners_in_other),
                "groups": list(bridge.groups),
            }
            for bridge in details.bridges
        ],
        "closes": [
            {
                "what": one.what,
                "sentence": closing_sentence(snapshot, one),
                "organisations": list(one.organisations),
                "record": one.record or None,
            }
            for one in details.closings
        ],
        "evidence": {part.noun: list(part.records) for part in details.evidence},
        "illustrative": details.illustrative,
    }
