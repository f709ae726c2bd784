from __future__ import annotations

import math
from collections import Counter
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph.partitions import adjusted_mutual_information, adjusted_rand, overlaps

LABELS = st.integers(0, 6).flatmap(
    lambda size: st.tuples(*[st.lists(st.integers(0, 3), min_size=size, max_size=size)] * 2)
)


def _ami(one: list[int], other: list[int]) -> float:
    return adjusted_mutual_information(np.array(one, dtype=np.intp), np.array(other, dtype=np.intp))


def _rand(one: list[int], other: list[int]) -> float:
    return adjusted_rand(np.array(one, dtype=np.intp), np.array(other, dtype=np.intp))


# The example of the tests of scikit-learn.
ONE = [1] * 6 + [2] * 6 + [3] * 5
OTHER = [1, 1, 1, 1, 2, 1, 2, 2, 2, 2, 3, 1, 3, 3, 3, 2, 2]


def test_published_values() -> None:
    assert _ami(ONE, OTHER) == pytest.approx(0.27821, abs=5e-6)
    assert _rand([0, 0, 1, 2], [0, 0, 1, 1]) == pytest.approx(0.5714, abs=5e-5)
    assert _ami([0, 0, 1, 1], [1, 1, 0, 0]) == _rand([0, 0, 1, 1], [1, 1, 0, 0]) == 1.0
    assert _ami([0, 0, 0, 0], [0, 1, 2, 3]) == _rand([0, 0, 0, 0], [0, 1, 2, 3]) == 0.0


def test_nothing_one_thing_and_the_same_twice_agree() -> None:
    for labels in ([], [0], [0, 0, 0], [0, 1, 2], [4, 4, 2]):
        assert _ami(labels, labels) == _rand(labels, labels) == 1.0


def test_two_divisions_of_different_things_are_refused() -> None:
    with pytest.raises(ValueError, match="same things"):
        _ami([0, 1], [0])


def _information(one: list[int] | tuple[int, ...], other: list[int]) -> float:
    size = len(one)
    left, right = Counter(one), Counter(other)
    return math.fsum(
        count / size * math.log(size * count / (left[a] * right[b]))
        for (a, b), count in Counter(zip(one, other, strict=True)).items()
    )


def _entropy(labels: list[int]) -> float:
    return -math.fsum(n / len(labels) * math.log(n / len(labels)) for n in Counter(labels).values())


def _together(labels: list[int] | tuple[int, ...]) -> set[tuple[int, int]]:
    return {(i, j) for i, j in combinations(range(len(labels)), 2) if labels[i] == labels[j]}


@given(LABELS)
def test_chance_is_the_mean_over_all_orders(labels: tuple[list[int], list[int]]) -> None:
    one, other = labels
    if _together(one) == _together(other):
        assert _ami(one, other) == _rand(one, other) == 1.0
        return
    orders = list(permutations(one))
    expected = math.fsum(_information(order, other) for order in orders) / len(orders)
    most = (_entropy(one) + _entropy(other)) / 2
    if abs(most - expected) > 1e-9:
        found = (_information(one, other) - expected) / (most - expected)
        assert _ami(one, other) == pytest.approx(found, abs=1e-9)
    both = math.fsum(len(_together(order) & _together(other)) for order in orders) / len(orders)
    mean = (len(_together(one)) + len(_together(other))) / 2
    found = (len(_together(one) & _together(other)) - both) / (mean - both) if mean != both else 0.0
    assert _rand(one, other) == pytest.approx(found, abs=1e-9)


@given(LABELS)
def test_overlap_is_what_is_in_both_by_what_is_in_either(
    labels: tuple[list[int], list[int]],
) -> None:
    one, other = labels
    found = overlaps(np.array(one, dtype=np.intp), np.array(other, dtype=np.intp))
    for (a, b), value in np.ndenumerate(found):
        left = {place for place, label in enumerate(one) if label == a}
        right = {place for place, label in enumerate(other) if label == b}
        expected = len(left & right) / len(left | right) if left | right else 0.0
        assert value == pytest.approx(expected)
