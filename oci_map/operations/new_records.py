"""What a new record holds before anybody says: its place behind the others, a shape of its own."""

from __future__ import annotations

from typing import Final

from oci_map.model.fields import Noun
from oci_map.model.records import PolicyLevel
from oci_map.model.snapshot import Snapshot

# In this turn, so that the shapes that are told apart best come first.
_SHAPES: Final = ("circle", "square", "diamond", "hexagon", "triangle")


class FirstValues:
    """Gives the first values of the records that are added to a noun together."""

    def __init__(self, snapshot: Snapshot, noun: Noun) -> None:
        there = snapshot.table(noun.name).values()
        ranked = any(one.name == "rank" for one in noun.fields)
        self._rank = max((getattr(one, "rank", 0) for one in there), default=0) + 1
        self._ranked = ranked
        self._turns: dict[int, int] = {}
        self._shapes: tuple[str, ...] = ()
        if noun.record is PolicyLevel:
            taken = {one.shape for one in snapshot.levels.values()}
            self._shapes = tuple(one for one in _SHAPES if one not in taken)

    def of(self, number: int) -> dict[str, object]:
        """Return what the record in this row, from 0, holds; what is given comes over it."""
        values: dict[str, object] = {"rank": self._rank + number} if self._ranked else {}
        turn = self._turns.setdefault(number, len(self._turns))
        if turn < len(self._shapes):
            values["shape"] = self._shapes[turn]
        return values
