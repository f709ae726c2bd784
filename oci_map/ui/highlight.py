"""What is lit on the map while the pointer rests on something elsewhere."""

from __future__ import annotations

from oci_map.model.ids import RecordId
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Highlight:
    """What the pointer rests on in the legend: the canvas lights it and dims the rest."""

    organisations: frozenset[RecordId] = frozenset()
    kinds: frozenset[str] = frozenset()  # of lines, as in Filter.kinds, and "gap"
