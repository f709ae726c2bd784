"""How far two divisions of the same things agree, corrected for chance.

Labels are integers from 0; only which things share a label counts, not what it is called.
"""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray, IntArray


def adjusted_mutual_information(one: IntArray, other: IntArray) -> float:
    """Return the adjusted mutual information of two divisions, (n,) × 2; 1 when they are equal.

    AMI = (I − E[I]) / ((H₁ + H₂) / 2 − E[I]) with the expectation over all divisions with parts
    of the same sizes (Vinh, Epps & Bailey 2010). 0 is chance; it can be a little below. Two
    divisions that both put everything together, or both nothing, are equal: 1.
    """
    both, rows, columns = _sizes(one, other)
    size = len(one)
    if len(both) == len(rows) == len(columns):
        return 1.0
    expected = _expected_information(rows, columns, size)
    of_rows, of_columns = _entropy(rows, size), _entropy(columns, size)
    most = (of_rows + of_columns) / 2
    return _ratio(of_rows + of_columns - _entropy(both, size) - expected, most - expected)


def adjusted_rand(one: IntArray, other: IntArray) -> float:
    """Return the adjusted Rand index of two divisions, (n,) × 2 (Hubert & Arabie 1985).

    The pairs that both put together, less those that chance would give, by the most there could
    be. 1 when they are equal, 0 for chance.
    """
    both, rows, columns = _sizes(one, other)
    if len(both) == len(rows) == len(columns):
        return 1.0
    in_rows, in_columns = _pairs(rows), _pairs(columns)
    expected = in_rows * in_columns / _pairs(np.array([len(one)]))
    return _ratio(_pairs(both) - expected, (in_rows + in_columns) / 2 - expected)


def overlaps(one: IntArray, other: IntArray) -> FloatArray:
    """Return what two divisions' parts have in common by what they have together; (k₁, k₂).

    Jaccard: members in both ÷ members in either.
    """
    shape = (int(one.max(initial=-1)) + 1, int(other.max(initial=-1)) + 1)
    counts = np.bincount(one * shape[1] + other, minlength=shape[0] * shape[1])
    table = counts.reshape(shape).astype(np.float64)
    either = table.sum(axis=1)[:, None] + table.sum(axis=0) - table
    shares: FloatArray = np.divide(table, either, out=np.zeros_like(table), where=either > 0)
    return shares


def _sizes(one: IntArray, other: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return how many things have each pair of labels that occurs, and each label of either."""
    if len(one) != len(other):
        raise ValueError("the two divisions are not of the same things")
    codes = one * (int(other.max(initial=0)) + 1) + other
    both, rows, columns = (np.unique(some, return_counts=True)[1] for some in (codes, one, other))
    return both, rows, columns


def _ratio(part: float, whole: float) -> float:
    """Return the part of the whole; 0 where chance alone would give the whole."""
    return part / whole if abs(whole) > 1e-12 else 0.0


def _pairs(counts: IntArray) -> float:
    return float((counts * (counts - 1)).sum()) / 2


def _entropy(counts: IntArray, size: int) -> float:
    shares = counts[counts > 0] / size
    return -float((shares * np.log(shares)).sum())


def _expected_information(rows: IntArray, columns: IntArray, size: int) -> float:
    """Return the mean information of two divisions with parts of these sizes.

    The number of things that two parts share is hypergeometric; parts of equal size are
    reckoned once.
    """
    log_factorial = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, size + 1)))))

    def log_choose(n: int, k: IntArray) -> FloatArray:
        chosen: FloatArray = log_factorial[n] - log_factorial[k] - log_factorial[n - k]
        return chosen

    total = 0.0
    for a, times_a in zip(*_counted(rows), strict=True):
        for b, times_b in zip(*_counted(columns), strict=True):
            both = np.arange(max(1, a + b - size), min(a, b) + 1)
            if len(both) == 0:
                continue
            log_p = log_choose(a, both) + log_choose(size - a, b - both)
            log_p -= log_choose(size, np.array([b]))
            terms = both / size * np.log(size * both / (a * b)) * np.exp(log_p)
            total += times_a * times_b * float(terms.sum())
    return total


def _counted(sizes: IntArray) -> tuple[list[int], list[int]]:
    values, times = np.unique(sizes[sizes > 0], return_counts=True)
    return values.tolist(), times.tolist()
