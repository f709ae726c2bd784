"""How nodes keep each other at a distance: all pairs on small maps, a grid and FFT on large."""

from __future__ import annotations

from typing import Protocol

import numpy as np
import numpy.typing as npt

from oci_map.arrays import Float32Array

#: Up to so many nodes all pairs are summed.
DIRECT = 400
#: Beyond so many cells of its own width the short force is no longer felt.
_REACH = 10


class Repulsion(Protocol):
    """What nodes at positions (n, 2) with charges (n,) do to each other."""

    def __call__(self, positions: Float32Array, charges: Float32Array) -> Float32Array:
        """Return the push (n, 2) on a unit charge at each node."""


def long_range(count: int) -> Repulsion:
    """Return repulsion that falls with the distance, as in ForceAtlas2."""
    return _LongDirect() if count <= DIRECT else _LongGrid(count)


def short_range(count: int) -> Repulsion:
    """Return repulsion of the t-distribution: strongest at half a unit, soon gone."""
    return _ShortDirect() if count <= DIRECT else _ShortGrid(count)


class _LongDirect:
    def __call__(self, positions: Float32Array, charges: Float32Array) -> Float32Array:
        squared = _squared(positions)
        softening = np.float32(1e-3) * max(squared.mean(), np.float32(1e-12))
        return _summed(charges / (squared + softening), positions)


class _ShortDirect:
    def __call__(self, positions: Float32Array, charges: Float32Array) -> Float32Array:
        near = 1 + _squared(positions)
        return _summed(charges / (near * near), positions)


def _squared(positions: Float32Array) -> Float32Array:
    """Return the squared distances (n, n)."""
    across = positions[:, 0, None] - positions[:, 0]
    down = positions[:, 1, None] - positions[:, 1]
    across *= across
    down *= down
    across += down
    return across


def _summed(weights: Float32Array, positions: Float32Array) -> Float32Array:
    """Return the sum (n, 2) over all others of weight times the way from them."""
    pushed = weights.sum(axis=1)[:, None] * positions - weights @ positions
    return np.asarray(pushed, dtype=np.float32)


class _LongGrid:
    """A particle mesh over the whole picture, twice as large so that it does not wrap round."""

    def __init__(self, count: int) -> None:
        side = int(np.sqrt(np.clip(2 * count, 1500, 16_000) / 1.6))
        self._cells = (int(1.6 * side), side)
        self._shape = _fast((2 * self._cells[0], 2 * self._cells[1]))
        self._kernel = _kernel(self._shape, lambda squared: 1 / (squared + 1))

    def __call__(self, positions: Float32Array, charges: Float32Array) -> Float32Array:
        low, extent = _corner(positions)
        cell = max(float((extent / (np.array(self._cells) - 2)).max()), 1e-9)
        places = (positions - low) / np.float32(cell)
        return _convolve(places, charges, self._kernel, self._shape) / np.float32(cell)


class _ShortGrid:
    """A fine particle mesh with a narrow border, because the force does not reach far."""

    _CELL = 0.7

    def __init__(self, count: int) -> None:
        self._most = 16 * count + 60_000
        self._cell = 0.0
        self._shape = (0, 0)
        self._kernel = np.empty((0, 0, 0), dtype=np.complex64)

    def __call__(self, positions: Float32Array, charges: Float32Array) -> Float32Array:
        low, extent = _corner(positions)
        self._fit(extent.astype(np.float64))
        places = (positions - low) / np.float32(self._cell)
        return _convolve(places, charges, self._kernel, self._shape) * np.float32(self._cell)

    def _fit(self, extent: npt.NDArray[np.float64]) -> None:
        # A node far outside must not make the grid endless: coarser cells serve as well.
        cell = max(self._CELL, float(np.sqrt(extent.prod() / self._most)))
        cell = max(cell, float(extent.max()) / self._most * 8)
        needed = (extent / cell).astype(int) + 3 + _REACH
        if self._cell == cell and (needed <= self._shape).all():
            return
        self._cell = cell
        self._shape = _fast((int(needed[0] * 1.06), int(needed[1] * 1.06)))
        self._kernel = _kernel(self._shape, lambda squared: 1 / (1 + squared * cell**2) ** 2)


class _Profile(Protocol):
    def __call__(self, squared: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the force over the distance, for squared distances in cells."""


def _fast(shape: tuple[int, int]) -> tuple[int, int]:
    from scipy.fft import next_fast_len

    return next_fast_len(shape[0], real=True), next_fast_len(shape[1], real=True)


def _kernel(shape: tuple[int, int], profile: _Profile) -> npt.NDArray[np.complex64]:
    """Return the transformed push (2, ...) of a unit charge, in cells."""
    from scipy.fft import rfft2

    across = np.fft.fftfreq(shape[0], 1 / shape[0])[:, None]
    down = np.fft.fftfreq(shape[1], 1 / shape[1])[None]
    force = profile(across**2 + down**2)
    return np.stack(
        (rfft2((across * force).astype(np.float32)), rfft2((down * force).astype(np.float32)))
    )


def _convolve(
    places: Float32Array,
    charges: Float32Array,
    kernel: npt.NDArray[np.complex64],
    shape: tuple[int, int],
) -> Float32Array:
    """Spread the charges over four cells each, convolve, and read the push back the same way.

    Because both ways use the same shares, nobody pushes itself.
    """
    from scipy.fft import irfft2, rfft2

    across, down = np.ascontiguousarray(places.T)
    column, row = across.astype(np.int32), down.astype(np.int32)
    across -= column
    down -= row
    cells = np.empty((4, len(places)), dtype=np.int32)
    cells[0] = column * shape[1] + row
    np.add(cells[0], 1, out=cells[1])
    np.add(cells[:2], shape[1], out=cells[2:])
    shares = np.empty((4, len(places)), dtype=np.float32)
    shares[3] = across * down
    np.subtract(across, shares[3], out=shares[2])
    np.subtract(down, shares[3], out=shares[1])
    shares[0] = 1 - across - shares[1]
    spread = np.bincount(
        cells.ravel(), (shares * charges).ravel(), minlength=shape[0] * shape[1]
    ).astype(np.float32)
    waves = rfft2(spread.reshape(shape))
    fields = irfft2(waves * kernel, s=shape).reshape(2, -1)
    push = np.empty_like(places)
    for axis in (0, 1):
        push[:, axis] = np.einsum("cn,cn->n", shares, fields[axis][cells])
    return push


def _corner(positions: Float32Array) -> tuple[Float32Array, Float32Array]:
    """Return the lowest place and the extent, axis by axis, which is much faster here."""
    columns = positions[:, 0], positions[:, 1]
    low = np.array([column.min() for column in columns], dtype=np.float32)
    high = np.array([column.max() for column in columns], dtype=np.float32)
    return low, high - low
