"""What chance gives on large maps, without samples and without listing pairs.

Seats follow the bipartite configuration model (Saracco, Di Clemente, Gabrielli & Squartini 2015,
Scientific Reports 5, 10595): organisation i sits in gathering g with probability
P = x_i·y_g / (1 + x_i·y_g), where x and y are such that all expected numbers of seats and sizes
are the real ones. Organisations with equally many seats share one x, gatherings of one size one
y. Expectation and variance between two classes a and b follow from the sums of P and of
P (1 − P) over each class in each gathering:

    E = S_a S_b − Q_c − (S_c² − Q_c) / 2,    c the organisations in both, Q_c = Σ_c P²

The model keeps sizes only on average, the map keeps them exactly. So E is scaled to the pairs
that a gathering really has, k (k − 1) / 2; and in the variance the numbers of members of the
classes vary with a fixed sum: their covariance is V_ab − V_a V_b / V (V sums of P (1 − P)).

Stated ties follow the configuration model (Newman 2010, Networks, 13.2): K_a K_b / 2m.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.graph.two_mode import Layer, TwoMode
from oci_map.values import dataclass

_ROUNDS: Final = 5000
_PRECISION: Final = 1e-7


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Expectation and variance of the ties between K classes, both (K, K)."""

    mean: FloatArray
    variance: FloatArray

    def plus(self, other: Moments) -> Moments:
        """Return those of the sum of two independent numbers of ties."""
        return Moments(self.mean + other.mean, self.variance + other.variance)


def closed_form(seats: TwoMode, member: FloatArray) -> tuple[Moments, Moments]:
    """Return what chance gives between classes: of the weights of ties, and of their number.

    `member` has shape (n, K), 1 where an organisation is in a class, else 0.
    """
    nothing = np.zeros((member.shape[1],) * 2)
    weights, number = Moments(nothing, nothing), Moments(nothing, nothing)
    for layer in seats.layers:
        model = _LayerModel(layer, member, seats.size)
        weights = weights.plus(model.moments(layer.weights[model.first]))
        number = number.plus(model.moments(np.ones(len(model.first))))
    if len(seats.ends):
        weights = weights.plus(_stated_moments(seats, member, seats.strengths))
        number = number.plus(_stated_moments(seats, member, np.ones(len(seats.ends))))
    return weights, number


def probabilities(
    degrees: IntArray, of_degree: IntArray, sizes: IntArray, of_size: IntArray
) -> FloatArray:
    """Return P for each number of seats and each size, shape (len(degrees), len(sizes)).

    `of_degree` organisations have each of the `degrees`, `of_size` gatherings each of the
    `sizes`. Who sits everywhere, and a gathering of everybody, have P = 1.
    """
    chance = np.zeros((len(degrees), len(sizes)))
    rows, columns = degrees > 0, sizes > 0
    left, wanted = degrees.copy(), sizes.copy()
    while True:
        full = rows & (left == of_size[columns].sum())
        if full.any():
            chance[np.ix_(full, columns)] = 1.0
            wanted[columns] -= of_degree[full].sum()
            rows &= ~full
            columns &= wanted > 0
        whole = columns & (wanted == of_degree[rows].sum())
        if whole.any():
            chance[np.ix_(rows, whole)] = 1.0
            left[rows] -= of_size[whole].sum()
            columns &= ~whole
            rows &= left > 0
        if not full.any() and not whole.any():
            break
    if rows.any() and columns.any():
        chance[np.ix_(rows, columns)] = _solved(
            left[rows], of_degree[rows], wanted[columns], of_size[columns]
        )
    return chance


def _solved(
    degrees: IntArray, of_degree: IntArray, sizes: IntArray, of_size: IntArray
) -> FloatArray:
    seats = float(degrees @ of_degree)
    x, y = degrees / np.sqrt(seats), sizes / np.sqrt(seats)
    for _round in range(_ROUNDS):
        x = degrees / ((y / (1.0 + np.outer(x, y))) @ of_size)
        y = sizes / (of_degree @ (x[:, None] / (1.0 + np.outer(x, y))))
        product = np.outer(x, y)
        chance = product / (1.0 + product)
        if np.abs(chance @ of_size - degrees).max() < _PRECISION * seats:
            break
    return np.asarray(chance)


class _LayerModel:
    """The model of one layer, fitted once and asked for the weights and the number of ties."""

    def __init__(self, layer: Layer, member: FloatArray, size: int) -> None:
        seats_of = np.bincount(layer.organisation, minlength=size)
        degrees, degree_of, self._of_degree = np.unique(
            seats_of, return_inverse=True, return_counts=True
        )
        sizes, self.first, self._of_size = np.unique(
            layer.sizes, return_index=True, return_counts=True
        )
        self._sizes = sizes.astype(np.float64)
        self._chance = probabilities(degrees, self._of_degree, sizes, self._of_size)
        self._vary = self._chance * (1.0 - self._chance)
        # Of the organisations with each number of seats, how many are in both of two classes.
        self._both = np.stack([_common(member, degree_of == one) for one in range(len(degrees))])

    def moments(self, weights: FloatArray) -> Moments:
        """Return the moments when a pair in a gathering of each size has these weights, (V,)."""
        mean, variance = np.zeros(self._both.shape[1:]), np.zeros(self._both.shape[1:])
        shares = []
        for v, size in enumerate(self._sizes.tolist()):
            chance, vary = self._chance[:, v], self._vary[:, v]
            sums = np.tensordot(chance, self._both, 1)
            squares = np.tensordot(chance**2, self._both, 1)
            own = sums.diagonal()
            pairs = own[:, None] * own - squares - (sums**2 - squares) / 2
            # The model's own pairs of members against the real ones.
            all_pairs = size * size - float(self._of_degree @ chance**2)
            scale = size * (size - 1) / all_pairs if all_pairs > 0 else 0.0
            varies = np.tensordot(vary, self._both, 1)
            spread = quadratic_variance(varies, float(self._of_degree @ vary))
            mean += self._of_size[v] * weights[v] * scale * pairs
            variance += self._of_size[v] * weights[v] ** 2 * scale * spread
            shares.append(own / size)
        spend = weights * (self._sizes - 1)
        uneven = _uneven(self._both, self._vary, np.stack(shares), self._of_size, spend)
        return Moments(mean, variance + uneven)


def _common(member: FloatArray, chosen: BoolArray) -> FloatArray:
    some = member[chosen]
    table: FloatArray = some.T @ some
    return table


def quadratic_variance(varies: FloatArray, total: float) -> FloatArray:
    """Return the variance of the pairs between classes when members vary with a fixed sum.

    `varies` (K, K) holds sums of P (1 − P) over who is in both of two classes, `total` that over
    everybody. With numbers of members a, b and c (in both), pairs are a b − c² / 2 but for terms
    that do not vary; for normal variables its variance follows from the covariances.
    """
    if total <= 0:
        return np.zeros_like(varies)
    own = varies.diagonal()
    of_a = (own - own**2 / total)[:, None]
    of_b = of_a.T
    of_c = varies - varies**2 / total
    a_b = varies - own[:, None] * own / total
    a_c = varies - own[:, None] * varies / total
    b_c = varies - own * varies / total
    spread: FloatArray = of_a * of_b + a_b**2 + of_c**2 / 2 - 2 * a_c * b_c
    return np.maximum(spread, 0.0)


def _uneven(
    both: FloatArray, vary: FloatArray, shares: FloatArray, of_size: IntArray, spend: FloatArray
) -> FloatArray:
    """Return what varies because a class has another share in some gatherings than in others.

    With equal shares everywhere a seat more here is one less there, and nothing changes.
    """
    weight = vary * of_size  # (U, V)
    total = weight.sum(axis=1, keepdims=True)
    share = np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
    usual = share @ shares  # (U, K)
    own = both.diagonal(axis1=1, axis2=2)  # (U, K)
    only = own[:, :, None] - both
    same = np.eye(own.shape[1], dtype=np.bool_)
    result = np.zeros(both.shape[1:])
    for v in range(vary.shape[1]):
        a = (shares[v] - usual)[:, :, None]
        b = a.transpose(0, 2, 1)
        table = only * b**2 + only.transpose(0, 2, 1) * a**2
        table += both * np.where(same, a, a + b) ** 2
        result += spend[v] ** 2 * np.tensordot(weight[:, v], table, 1)
    return result


def _stated_moments(seats: TwoMode, member: FloatArray, strengths: FloatArray) -> Moments:
    ends = np.bincount(seats.ends.ravel(), minlength=seats.size).astype(np.float64)
    total = ends.sum()  # 2m
    inside = member.T @ (member * ends[:, None])
    squares = member.T @ (member * (ends**2)[:, None])
    own = inside.diagonal()
    pairs = own[:, None] * own - squares - (inside**2 - squares) / 2
    count = np.maximum(pairs, 0.0) / total
    strength = float(strengths.mean())
    spread = total * quadratic_variance(inside / total, 1.0)
    return Moments(strength * count, strength**2 * spread + float(strengths.var()) * count)
