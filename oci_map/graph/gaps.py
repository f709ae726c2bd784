"""What a gap is: affinity without cooperation, between two organisations."""

from __future__ import annotations

from oci_map.model.ids import RecordId
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class PairGap:
    """Two organisations that share needs, have no tie and no partner in common."""

    key: str  # stays the same as long as both organisations do
    one: RecordId
    other: RecordId
    affinity: float
    shared_needs: tuple[RecordId, ...]  # what adds most to the affinity first
    shared_recommendations: tuple[RecordId, ...]  # that both support


@dataclass(frozen=True, slots=True)
class PairGaps:
    """The gaps between organisations, largest first, and what else was seen on the way."""

    listed: tuple[PairGap, ...]  # the first ones, on very large maps not all
    count: int  # all gaps
    sharing: int  # pairs that share a need
    tied: int  # of these, the pairs that work together
    pending: bool = False  # they are looked for; what is listed was found before the last edit


def pair_key(one: RecordId, other: RecordId) -> str:
    """Return the key of the gap between two organisations."""
    return f"pair:{min(one, other)}|{max(one, other)}"
