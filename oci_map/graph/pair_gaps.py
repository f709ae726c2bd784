"""Finds the gaps between organisations.

Two organisations have a gap when they share a need (`affinity.py`) and are more than two steps
of cooperation apart: no tie, and no partner in common. Largest affinity first.

The coordinator is tied to everybody by her role. Those ties never count here, and she is never
a side of a gap. What she does beyond her role, a stated tie or a seat in a working group, is
cooperation like any other: with her on the map it joins her partners, without her it does not.
So a gap that shows only without her is one that hangs on her.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.graph.affinity import HIGHEST_PRIORITY, Holdings
from oci_map.graph.cooperation import Cooperation
from oci_map.graph.gaps import PairGap, PairGaps
from oci_map.graph.sharing import DIGITS, Sharing
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Progress
from oci_map.values import dataclass

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# Tables of all pairs up to here; larger maps are worked through in rows of sparse products.
LARGEST_TABLE: Final = 1000
# A list of thousands is read by nobody; the count says how many there are.
MOST_LISTED: Final = 500
_ROWS: Final = 256
# A table of so many rows and of all organisations has at most so many numbers: 8 MB each.
_MOST_NUMBERS: Final = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Gaps as arrays, in no order, with the counts of what was looked at."""

    one: IntArray
    other: IntArray
    affinity: FloatArray
    count: int
    sharing: int
    tied: int

    def first(self, most: int) -> _Found:
        """Return the gaps with the largest affinity, largest first, then by their ends."""
        order = np.lexsort((self.other, self.one, -self.affinity))[:most]
        return _Found(
            self.one[order], self.other[order], self.affinity[order],
            self.count, self.sharing, self.tied,
        )  # fmt: skip


class PairGapFinder:
    """Finds the gaps of one view, all of them or those of one organisation."""

    def __init__(
        self,
        snapshot: Snapshot,
        cooperation: Cooperation,
        held: Holdings,
        most: int = MOST_LISTED,
        sharing: Sharing | None = None,
    ) -> None:
        self._cooperation = cooperation
        self._held = held
        self._sharing = sharing or Sharing(snapshot, cooperation.organisations, held)
        self._most = most
        coordinator = snapshot.info.coordinator
        self._is_side = np.array(
            [one != coordinator for one in cooperation.organisations], dtype=np.bool_
        )

    def all(self, progress: Progress | None = None) -> PairGaps:
        """Return all gaps, at most `most` of them listed; may raise Cancelled."""
        if len(self._held.needs) == 0:
            return PairGaps((), 0, 0, 0)
        found = self._search(progress)
        return PairGaps(self._listed(found), found.count, found.sharing, found.tied)

    def of(self, organisation: int) -> tuple[PairGap, ...]:
        """Return the gaps of one organisation, largest first, however large the map is."""
        if len(self._held.needs) == 0:
            return ()
        affinity, near, _tied = self._rows(np.array([organisation], dtype=np.intp))
        gap = (affinity > 0) & ~near & self._is_side & self._is_side[organisation]
        other = np.flatnonzero(gap[0])
        found = _Found(
            np.minimum(organisation, other), np.maximum(organisation, other),
            affinity[0, other], len(other), 0, 0,
        )  # fmt: skip
        return self._listed(found.first(self._most))

    def _search(self, progress: Progress | None) -> _Found:
        size = self._cooperation.size
        none = np.zeros(0, dtype=np.intp)
        best = _Found(none, none, np.zeros(0), 0, 0, 0)
        at_once = size if self._is_small else max(16, min(_ROWS, _MOST_NUMBERS // size))
        for begin in range(0, size, at_once):
            if progress is not None:
                progress.report(begin / size)
            rows = np.arange(begin, min(begin + at_once, size))
            affinity, near, tied = self._rows(rows)
            upper = np.arange(size) > rows[:, None]
            sharing = (affinity > 0) & upper & self._is_side & self._is_side[rows, None]
            gap = sharing & ~near
            count = best.count + int(np.count_nonzero(gap))
            if len(best.one) == self._most:
                # On large maps nearly all are smaller than the ones found already.
                gap &= affinity >= best.affinity[-1]
            first, second = np.nonzero(gap)
            best = _Found(
                one=np.concatenate([best.one, rows[first]]),
                other=np.concatenate([best.other, second]),
                affinity=np.concatenate([best.affinity, affinity[first, second]]),
                count=count,
                sharing=best.sharing + int(np.count_nonzero(sharing)),
                tied=best.tied + int(np.count_nonzero(sharing & tied)),
            ).first(self._most)
        return best

    @property
    def _is_small(self) -> bool:
        return self._cooperation.size <= LARGEST_TABLE and not self._cooperation.whole

    def _rows(self, rows: IntArray) -> tuple[FloatArray, BoolArray, BoolArray]:
        """Return, for some organisations and all others: affinity, within two steps, tied."""
        if self._is_small:
            affinity, near, tied = self._table
            return affinity[rows], near[rows], tied[rows]
        return self._sparse_rows(rows)

    @cached_property
    def _table(self) -> tuple[FloatArray, BoolArray, BoolArray]:
        size = self._cooperation.size
        one, other = self._cooperation.pairs.T
        ties = np.zeros((size, size), dtype=np.float32)
        ties[one, other] = 1.0
        ties[other, one] = 1.0
        return self._sharing.affinity, (ties + ties @ ties) > 0, ties > 0

    def _sparse_rows(self, rows: IntArray) -> tuple[FloatArray, BoolArray, BoolArray]:
        reached, share = self._reached
        shared = (reached[rows] * share) @ reached.T
        shared.data = shared.data.round(DIGITS)
        affinity = shared.toarray()
        affinity[np.arange(len(rows)), rows] = 0.0
        ties, inside, beside = self._sparse
        step = ties[rows].toarray() > 0
        two = (ties[rows] @ ties).toarray() > 0
        if inside is not None and beside is not None:
            step |= (inside[rows] @ inside.T).toarray() > 0
            # A path of two steps through a large gathering has one of its steps inside it.
            two |= (beside[rows] @ inside.T).toarray() > 0
            two |= (inside[rows] @ beside.T).toarray() > 0
        return affinity, step | two, step

    @cached_property
    def _reached(self) -> tuple[csr_array, FloatArray]:
        """The holders of each need at each threshold of priority, as in `affinity_table`."""
        from scipy.sparse import csr_array

        held = self._held
        thresholds = range(1, HIGHEST_PRIORITY + 1)
        reach = [held.priority >= threshold for threshold in thresholds]
        columns = [held.need[one] + number * len(held.needs) for number, one in enumerate(reach)]
        holders = np.concatenate([held.holder[one] for one in reach])
        shape = (self._cooperation.size, HIGHEST_PRIORITY * len(held.needs))
        table = csr_array((np.ones(len(holders)), (holders, np.concatenate(columns))), shape=shape)
        return table, np.tile(held.rarity / HIGHEST_PRIORITY, HIGHEST_PRIORITY)

    @cached_property
    def _sparse(self) -> tuple[csr_array, csr_array | None, csr_array | None]:
        """The ties (n, n); who is in a large gathering (n, g), and who is in or beside one."""
        from scipy.sparse import csr_array

        cooperation = self._cooperation
        one, other = cooperation.pairs.T
        ends = (np.concatenate([one, other]), np.concatenate([other, one]))
        ones = np.ones(len(ends[0]), dtype=np.float32)
        ties = csr_array((ones, ends), shape=(cooperation.size, cooperation.size))
        if not cooperation.whole:
            return ties, None, None
        members = [group.members for group in cooperation.whole]
        column = np.repeat(np.arange(len(members)), [len(one) for one in members])
        row = np.concatenate(members)
        shape = (cooperation.size, len(members))
        inside = csr_array((np.ones(len(row), dtype=np.float32), (row, column)), shape=shape)
        overlaps = inside.T @ inside
        return ties, inside, inside + ties @ inside + inside @ overlaps

    def _listed(self, found: _Found) -> tuple[PairGap, ...]:
        pairs = list(zip(found.one.tolist(), found.other.tolist(), strict=True))
        return self._sharing.gaps(pairs, found.affinity.tolist())
