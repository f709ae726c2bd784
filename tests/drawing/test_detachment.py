"""Which members are drawn outside their group's outline: it follows from where they stand."""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.detachment import detached_members


def two_groups(far: tuple[float, float]) -> tuple[FloatArray, list[list[int]]]:
    """Place two groups of four 600 px apart; node 4 is in both, at the place given."""
    square = np.array([(0.0, 0.0), (80.0, 0.0), (0.0, 80.0), (80.0, 80.0)])
    return np.concatenate([square, [far], square[:3] + (600.0, 0.0)]), [
        [0, 1, 2, 3, 4],
        [4, 5, 6, 7],
    ]


def test_a_member_far_from_one_of_its_groups_is_drawn_outside_it() -> None:
    positions, groups = two_groups((640.0, 90.0))
    members = [np.array(group) for group in groups]
    assert detached_members(positions, np.full(8, 12.0), members, None) == {(0, 4)}


def test_members_stay_where_the_outline_hardly_grows_or_nothing_else_holds_them() -> None:
    positions, groups = two_groups((150.0, 40.0))
    near = [np.array(groups[0]), np.array([5, 6, 7])]
    assert not detached_members(positions, np.full(8, 12.0), near, None)
    positions, groups = two_groups((640.0, 90.0))
    only = [np.array(groups[0]), np.array([5, 6, 7])]
    assert not detached_members(positions, np.full(8, 12.0), only, None)
    pair = [np.array([0, 4]), np.array(groups[1])]
    assert not detached_members(positions, np.full(8, 12.0), pair, None)


def test_two_members_that_sit_together_leave_together() -> None:
    positions, groups = two_groups((640.0, 90.0))
    members = [np.array([0, 1, 2, 3, 4, 5]), np.array(groups[1])]
    assert detached_members(positions, np.full(8, 12.0), members, None) == {(0, 4), (0, 5)}


def test_the_hub_stays_inside_one_outline_only() -> None:
    positions, _ = two_groups((40.0, 40.0))
    members = [np.array([0, 1, 2, 3, 4]), np.array([4, 5, 6, 7])]
    assert detached_members(positions, np.full(8, 12.0), members, 4) == {(1, 4)}
    assert detached_members(positions, np.full(8, 12.0), [np.array([], dtype=np.intp)], 4) == set()
