"""What a gap is: affinity without cooperation, between two organisations or two sectors."""

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
class SectorGap:
    """Two sectors whose organisations share needs but have no ties, or far fewer than usual."""

    key: str
    one: RecordId
    other: RecordId
    affinity: float
    shared_needs: tuple[RecordId, ...]  # what adds most to the affinity first
    holders: tuple[int, ...]  # how many organisations of the two sectors hold each of them
    organisations: int  # how many different ones are in the two sectors
    in_both: tuple[RecordId, ...]  # those that are in both
    pairs: int  # how many pairs of different organisations could work together
    ties: int  # how many of these do
    observed: float  # what the weights of their ties add up to


@dataclass(frozen=True, slots=True)
class PairGaps:
    """The gaps between organisations, largest first, and what else was seen on the way."""

    listed: tuple[PairGap, ...]  # the first ones, on very large maps not all
    count: int  # all gaps
    sharing: int  # pairs that share a need
    tied: int  # of these, the pairs that work together
    pending: bool = False  # they are looked for; what is listed was found before the last edit


@dataclass(frozen=True, slots=True)
class SectorGaps:
    """The gaps between sectors, largest first, and what else was seen on the way."""

    listed: tuple[SectorGap, ...]
    sharing: int  # pairs of sectors that share a need
    usual: float  # the share of possible pairs that work together, over all of these


def pair_key(one: RecordId, other: RecordId) -> str:
    """Return the key of the gap between two organisations."""
    return f"pair:{min(one, other)}|{max(one, other)}"


def sector_key(one: RecordId, other: RecordId) -> str:
    """Return the key of the gap between two sectors."""
    return f"sector:{min(one, other)}|{max(one, other)}"
