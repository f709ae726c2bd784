"""What the ties between classes would be if seats and ties fell by chance, and how rare ours are.

Everybody keeps as many seats and stated ties, every gathering its size. Small maps are sampled
(`null_sampling.py`); large ones, and all until samples are there, follow a closed form
(`null_closed.py`), with the lower tail of a Poisson variable scaled to mean and variance. Where
there is no tie at all, weights make that look too likely and numbers of ties, which come in
clusters, too rare: the geometric mean of the two agrees with samples.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.graph.null_closed import Moments, closed_form
from oci_map.graph.null_sampling import sampled
from oci_map.graph.two_mode import TwoMode
from oci_map.progress import Progress
from oci_map.values import dataclass

SAMPLES: Final = 2000
SEED: Final = 20120706
# Beyond these the closed form is exact enough, and samples would take long.
LARGEST_SAMPLED: Final = 150
MOST_SEATS: Final = 2000
_SAME: Final = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What chance gives between K classes; all (K, K) and symmetric."""

    mean: FloatArray
    sd: FloatArray
    z: FloatArray  # 0 where nothing varies
    p: FloatArray  # the share of maps made by chance with as little as the real one, or less
    samples: int  # 0 for the closed form
    refined: bool  # whether a long look would change nothing


def is_sampled(seats: TwoMode) -> bool:
    """Say whether a map is small enough for samples."""
    return seats.size <= LARGEST_SAMPLED and seats.seats <= MOST_SEATS


def expected_at_once(seats: TwoMode, member: FloatArray, observed: FloatArray) -> Expected:
    """Return the closed form; `member` has shape (n, K), `observed` tie weights (K, K)."""
    weights, number = closed_form(seats, member)
    sd = np.sqrt(weights.variance)
    p = _lower_tail(observed, weights)
    nothing = observed < _SAME
    p[nothing] = np.sqrt(p * _lower_tail(np.zeros_like(observed), number))[nothing]
    return Expected(
        mean=weights.mean,
        sd=sd,
        z=_distance(observed, weights.mean, sd),
        p=p,
        samples=0,
        refined=not is_sampled(seats),
    )


def expected_by_samples(
    seats: TwoMode,
    member: FloatArray,
    observed: FloatArray,
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
    progress: Progress | None = None,
) -> Expected:
    """Return mean, standard deviation and empirical p of samples; may raise Cancelled.

    p = (1 + samples with as little or less) / (1 + samples) (Davison & Hinkley 1997), so never 0.
    """
    count = member.shape[1]
    first, second = np.triu_indices(count)
    inside = _between_pairs(member, first, second)
    made = sampled(seats, inside, samples=samples, seed=seed, progress=progress)
    ours = observed[first, second]
    mean, sd = made.mean(axis=0), made.std(axis=0)
    sd[sd < _SAME] = 0.0
    few = (1.0 + (made <= ours + _SAME).sum(axis=0)) / (1.0 + samples)

    def table(values: FloatArray) -> FloatArray:
        full = np.zeros((count, count))
        full[first, second] = values
        full[second, first] = values
        return full

    return Expected(
        mean=table(mean),
        sd=table(sd),
        z=table(_distance(ours, mean, sd)),
        p=table(few),
        samples=samples,
        refined=True,
    )


def corrected(p: FloatArray, tested: BoolArray) -> FloatArray:
    """Return q of p: the share of false findings among all with as small a p, 1 where untested.

    q = the least p · cells / rank among all as large (Benjamini & Hochberg 1995, J. R. Stat.
    Soc. B 57, 289).
    """
    q = np.ones_like(p)
    values = p[tested]
    if len(values) == 0:
        return q
    order = np.argsort(values)
    stepped = values[order] * len(values) / np.arange(1, len(values) + 1)
    ranked = np.minimum(np.minimum.accumulate(stepped[::-1])[::-1], 1.0)
    back = np.empty_like(ranked)
    back[order] = ranked
    q[tested] = back
    return q


def _between_pairs(member: FloatArray, first: IntArray, second: IntArray) -> FloatArray:
    """Return for each pair of organisations whether it lies between two classes, (pairs, C)."""
    one, other = np.triu_indices(len(member), 1)
    inside: BoolArray = member > 0
    forwards = inside[one][:, first] & inside[other][:, second]
    backwards = inside[other][:, first] & inside[one][:, second]
    return (forwards | backwards).astype(np.float64)


def _distance(observed: FloatArray, mean: FloatArray, sd: FloatArray) -> FloatArray:
    zero = np.zeros_like(mean)
    return np.divide(observed - mean, sd, out=zero, where=sd > 0)


def _lower_tail(observed: FloatArray, chance: Moments) -> FloatArray:
    """Return the chance of as little or less: Poisson, in units of variance / mean.

    Between two whole numbers of units it goes on smoothly, which is more than the real share.
    """
    from scipy.special import gammaincc

    p = np.ones_like(observed)
    real = (chance.mean > _SAME) & (chance.variance > _SAME**2)
    mean, variance = chance.mean[real], chance.variance[real]
    p[real] = gammaincc(observed[real] * mean / variance + 1.0, mean**2 / variance)
    return p
