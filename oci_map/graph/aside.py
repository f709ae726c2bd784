"""What takes long to find out on a large map: gaps between organisations, and betweenness.

The window asks for them on the way to each picture. On a large map it is told at once what was
known before the last edit, called pending, while a job looks:

    apart = analysis.apart()                    # for the thread of the job
    apart.look_for_brokerage()
    apart.look_for_gaps(progress)
    analysis.learn(apart)                       # back on the window's thread
"""

from __future__ import annotations

import logging
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Final, Self

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.graph.brokers import brokerage
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.gaps import PairGaps
from oci_map.graph.pair_gaps import PairGapFinder
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Progress

log = logging.getLogger(__name__)

#: On maps with more organisations these take longer than a moment to find.
LARGE: Final = 200
_LEARNT: Final = ("_gaps_found", "_brokerage_found", "_finder", "needs", "_sharing", "structure")
# What holds the analysis that holds it.
_HOLDING: Final = ("structure", "findings")


class FoundAside:
    """The part of an analysis that is looked for aside where a map is large."""

    if TYPE_CHECKING:
        snapshot: Snapshot

        @property
        def organisations(self) -> tuple[RecordId, ...]: ...
        @property
        def cooperation(self) -> Cooperation: ...
        @property
        def _finder(self) -> PairGapFinder: ...

    def __init__(self, *, aside: bool) -> None:
        self.aside = aside
        self.ground = object()  # the same one as long as only words change
        self._gaps_found: PairGaps | None = None
        self._gaps_before = PairGaps((), 0, 0, 0, pending=True)
        self._brokerage_found: FloatArray | None = None
        self._brokerage_before: tuple[tuple[RecordId, ...], FloatArray] = ((), np.zeros(0))

    @property
    def is_aside(self) -> bool:
        """Say whether gaps and bridges are looked for aside, because the map is large."""
        return self.aside and len(self.organisations) > LARGE

    @property
    def gaps_known(self) -> bool:
        """Say whether the gaps are those of now."""
        return self._gaps_found is not None or not self.is_aside

    @property
    def brokerage_known(self) -> bool:
        """Say whether the betweenness is that of now."""
        return self._brokerage_found is not None or not self.is_aside

    @property
    def pair_gap_summary(self) -> PairGaps:
        """The gaps between organisations with the counts of what was looked at."""
        return self.look_for_gaps() if self.gaps_known else self._gaps_before

    @property
    def brokerage(self) -> FloatArray:
        """The betweenness of each organisation without the coordinator, 0 to 1; shape (n,)."""
        if self.brokerage_known:
            return self.look_for_brokerage()
        organisations, before = self._brokerage_before
        return before if organisations == self.organisations else np.zeros(len(self.organisations))

    def look_for_gaps(self, progress: Progress | None = None) -> PairGaps:
        """Return the gaps between organisations, which then are known here; may raise Cancelled."""
        if self._gaps_found is None:
            self._gaps_found = self._finder.all(progress)
        return self._gaps_found

    def look_for_brokerage(self) -> FloatArray:
        """Return the betweenness, which then is known here too."""
        if self._brokerage_found is None:
            coordinator = self.snapshot.info.coordinator
            self._brokerage_found = brokerage(self.cooperation, coordinator)
        return self._brokerage_found

    def apart(self) -> Self:
        """Return the same, with all that is known, for a thread of its own."""
        known = self.cooperation  # read here, so that both have the same and neither waits
        other = copy(self)
        log.debug("looking apart at %s ties", known.count)
        other.aside = False
        return other

    def learn(self, other: FoundAside) -> None:
        """Know what was found `apart`."""
        for name in _LEARNT:
            found = vars(other).get(name)
            if found is not None:
                vars(self)[name] = found
                if name in _HOLDING:
                    found.analysis = self
        other.let_go()

    def let_go(self) -> None:
        """Hold nothing that holds this: a large analysis is then freed as soon as it is former."""
        for name in _HOLDING:
            vars(self).pop(name, None)

    def keep_meanwhile(self, before: FoundAside) -> None:
        """Show what was known before an edit, as far as it still can be, until it is found."""
        if not before.is_aside:
            return
        summary, there = before.pair_gap_summary, self.snapshot.organisations
        listed = tuple(one for one in summary.listed if one.one in there and one.other in there)
        self._gaps_before = replace(summary, listed=listed, pending=True)
        found = before._brokerage_found
        self._brokerage_before = (
            before._brokerage_before if found is None else (before.organisations, found)
        )
