"""What pulls nodes together: ties one by one, and groups towards their middle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from oci_map.arrays import Float32Array, FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array


#: How much faster than others those fall to the middle who belong there.
_CENTRAL = 25.0


class Links:
    """Many links between the rows of two sets of points, pulled at in one sparse product."""

    def __init__(self, ends: IntArray, shape: tuple[int, int], both: bool) -> None:
        """Take links as pairs (m, 2) of a row and a column; `both` pulls at either end."""
        from scipy.sparse import coo_array

        link = np.arange(1, len(ends) + 1)
        pairs = np.concatenate((ends, ends[:, ::-1])) if both else ends
        numbers = np.concatenate((link, link)) if both else link
        matrix = coo_array((numbers.astype(np.float64), tuple(pairs.T.astype(np.int32))), shape)
        found = matrix.tocsr()
        self._link = found.data.astype(np.int32) - 1
        self._ends = np.ascontiguousarray(ends.T, dtype=np.int32)
        self._matrix: csr_array[Any] = found.astype(np.float32)

    def squared(self, x: Float32Array, targets: Float32Array) -> Float32Array:
        """Return the squared length (m,) of each link."""
        apart = _complex(x)[self._ends[0]] - _complex(targets)[self._ends[1]]
        return np.asarray(apart.real**2 + apart.imag**2, dtype=np.float32)

    def pull(self, x: Float32Array, targets: Float32Array, strengths: Float32Array) -> Float32Array:
        """Return the sum (n, 2) of strength times direction over the links at each row."""
        self._matrix.data = strengths[self._link]
        ones = np.ones((len(targets), 1), dtype=np.float32)
        summed = self._matrix @ np.concatenate((targets, ones), axis=1)
        return np.asarray(summed[:, :2] - summed[:, 2:] * x, dtype=np.float32)


class Pulls:
    """The ties and groups of one connected map, ready for many steps."""

    #: A group of k members is left alone within this times the root of k, in units.
    ROOM = 0.5

    def __init__(
        self,
        count: int,
        edges: IntArray,
        weights: FloatArray,
        groups: Sequence[IntArray],
        cohesion: float = 1.0,
        central: IntArray | None = None,
    ) -> None:
        """Take ties (m, 2) with weights (m,), and groups held together as strongly as said.

        The `central` nodes fall to the middle more than others.
        """
        mean = float(weights.mean()) if len(weights) else 1.0
        strengths = np.sqrt(np.clip(weights / max(mean, 1e-9), 0.1, 10.0))
        self.count = count
        usual = strengths.mean() if len(strengths) else 1.0
        self.strengths: Float32Array = (strengths / usual).astype(np.float32)
        self.gravity = np.ones(count, dtype=np.float32)
        if central is not None:
            self.gravity[central] = _CENTRAL
        self.ties = Links(edges, (count, count), both=True)
        self.degrees: Float32Array = np.bincount(
            edges.ravel(), np.repeat(self.strengths, 2), minlength=count
        ).astype(np.float32)
        self._cohesion = np.float32(cohesion)
        self._groups: Links | None = None
        if groups:
            self._set_groups(groups)

    def _set_groups(self, groups: Sequence[IntArray]) -> None:
        from scipy.sparse import csr_array

        sizes = np.array([len(group) for group in groups])
        members = np.concatenate(groups)
        owner = np.repeat(np.arange(len(groups)), sizes)
        self._groups = Links(
            np.column_stack((members, owner)), (self.count, len(groups)), both=False
        )
        begin = np.concatenate(([0], np.cumsum(sizes)))
        share = np.repeat(1 / sizes, sizes).astype(np.float32)
        self._mean: csr_array[Any] = csr_array(
            (share, members, begin), shape=(len(groups), self.count)
        )
        self._room = (self.ROOM * np.sqrt(sizes))[owner].astype(np.float32)

    def group_pull(self, x: Float32Array, unit: float) -> Float32Array | None:
        """Draw those outside the room of their group towards its middle (n, 2), 1 a unit."""
        if self._groups is None:
            return None
        middles = np.asarray(self._mean @ x, dtype=np.float32)
        far = np.sqrt(self._groups.squared(x, middles)) + np.float32(1e-6)
        beyond = np.maximum(0, far - self._room * np.float32(unit)) / np.float32(unit)
        # Far away members pull hardly more than those a little outside.
        strength = self._cohesion * np.float32(unit) * beyond / (1 + beyond / 4) / far
        return self._groups.pull(x, middles, strength)


def _complex(x: Float32Array) -> npt.NDArray[np.complex64]:
    return np.ascontiguousarray(x).view(np.complex64)[:, 0]
