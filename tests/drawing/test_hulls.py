"""Outlines hold all members and leave out the others where they can, wherever they lie."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci_map.arrays import FloatArray
from oci_map.drawing.hulls import PADDING, Outlines, inside, outline, ring_segment, strangers_within

NOBODY = np.empty((0, 2)), np.empty(0)


def around(points: FloatArray, radii: FloatArray) -> FloatArray:
    """Return points on the circles."""
    angles = np.linspace(0, 2 * math.pi, 24, endpoint=False)
    units = np.stack((np.cos(angles), np.sin(angles)), axis=1)
    return np.asarray((points[:, None] + radii[:, None, None] * units).reshape(-1, 2))


def area(polygon: FloatArray) -> float:
    x, y = polygon.T
    return 0.5 * abs(float((x * np.roll(y, -1) - y * np.roll(x, -1)).sum()))


def members_of(seed: int, count: int, spread: float) -> tuple[FloatArray, FloatArray]:
    rng = np.random.default_rng([seed, count])
    return rng.random((count, 2)) * spread, 9.5 + 11 * rng.random(count)


some = st.builds(
    members_of, st.integers(0, 999), st.integers(1, 14), st.sampled_from([0.0, 40.0, 400.0, 3000.0])
)


@given(some)
def test_an_outline_holds_its_members_with_room(one: tuple[FloatArray, FloatArray]) -> None:
    members, radii = one
    polygon = outline(members, radii)
    assert inside(polygon, members).all()
    assert inside(polygon, around(members, radii + 0.6 * PADDING)).all()
    assert 3 <= len(polygon) <= 41 + 2 * len(members)


@given(some, st.floats(-math.pi, math.pi), st.floats(-500, 500))
def test_turning_and_moving_the_members_turns_and_moves_the_outline(
    one: tuple[FloatArray, FloatArray], angle: float, shift: float
) -> None:
    members, radii = one
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    polygon = outline(members, radii)
    turned = outline(members @ turn.T + (shift, -shift), radii)
    assert area(turned) == pytest.approx(area(polygon), rel=0.01)
    back = (turned - (shift, -shift)) @ turn
    units = np.stack([(math.cos(a), math.sin(a)) for a in np.linspace(0, 6.2, 32)])
    reach, other = (polygon @ units.T).max(axis=0), (back @ units.T).max(axis=0)
    assert np.abs(reach - other).max() < 1.0 + np.ptp(members, axis=0).max() * 0.002


def test_one_member_gives_a_circle_two_a_capsule_none_nothing() -> None:
    circle = outline(np.array([[5.0, 7.0]]), np.array([12.0]))
    assert np.allclose(np.hypot(*(circle - (5, 7)).T), 12 + PADDING)
    capsule = outline(np.array([[0.0, 0.0], [100.0, 0.0]]), np.array([12.0, 12.0]))
    assert np.abs(capsule[:, 1]).max() == pytest.approx(12 + PADDING, abs=0.01)
    assert area(capsule) == pytest.approx(100 * 60 + math.pi * 900, rel=0.01)
    assert outline(*NOBODY).shape == (0, 2)
    assert not inside(outline(*NOBODY), np.zeros((2, 2))).any()


def test_members_on_one_spot_or_on_one_line() -> None:
    same = outline(np.zeros((4, 2)), np.array([10.0, 12.0, 12.0, 9.0]))
    assert np.allclose(np.hypot(*same.T), 12 + PADDING)
    line = np.stack((np.arange(6) * 50.0, np.zeros(6)), axis=1)
    polygon = outline(line, np.full(6, 10.0))
    assert area(polygon) == pytest.approx(250 * 56 + math.pi * 28**2, rel=0.01)
    assert np.abs(polygon - np.roll(polygon, 1, axis=0)).max(axis=1).min() > 1e-6


def test_an_outline_turns_gently_everywhere() -> None:
    members, radii = members_of(3, 9, 500.0)
    polygon = outline(members, radii)
    way = np.roll(polygon, -1, axis=0) - polygon
    course = np.arctan2(way[:, 1], way[:, 0])
    turn = np.abs((np.diff(course, append=course[:1]) + math.pi) % (2 * math.pi) - math.pi)
    assert turn.max() < math.radians(15)


# ----------------------------------------------------------------------------------- concave


def crowd(seed: int) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return members in a rough ring, and others among them with room on all sides."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(3, 10))
    members = rng.random((count, 2)) * (360, 300)
    radii = 9.5 + 11 * rng.random(count)
    others = members.mean(axis=0) + rng.normal(0, 60, (int(rng.integers(1, 5)), 2))
    other_radii = 9.5 + 6 * rng.random(len(others))
    gap = np.hypot(*np.moveaxis(others[:, None] - members, 2, 0)) - radii - other_radii[:, None]
    free = gap.min(axis=1) > 50
    return members, radii, others[free], other_radii[free]


@settings(max_examples=25)
@given(st.integers(0, 400))
def test_a_concave_outline_holds_the_members_and_leaves_out_the_others(seed: int) -> None:
    members, radii, others, other_radii = crowd(seed)
    polygon = outline(members, radii, others, other_radii)
    assert inside(polygon, around(members, radii + 2)).all()
    assert not inside(polygon, others).any()
    far = np.vstack((others, members.mean(axis=0) + (900.0, 0.0)))
    far_radii = np.append(other_radii, 15.0)
    assert np.array_equal(polygon, Outlines().of(members, radii, far, far_radii))


def test_an_outline_is_only_concave_where_somebody_is_in_the_way() -> None:
    members = np.array([[0.0, 0.0], [400.0, 0.0], [400.0, 300.0], [0.0, 300.0]])
    radii = np.full(4, 15.0)
    convex = outline(members, radii)
    stranger = np.array([[200.0, 290.0]])
    bent = outline(members, radii, stranger, np.array([14.0]))
    assert not inside(bent, around(stranger, np.array([14.0]))).any()
    # The sides where nobody is in the way stay where they were.
    top = convex[convex[:, 1] < -30]
    assert np.abs(bent[:, 1].min() - top[:, 1].min()) < 1.0
    assert inside(bent, np.array([[200.0, 20.0], [20.0, 150.0], [380.0, 150.0]])).all()
    assert len(bent) < 200


def test_somebody_who_only_touches_does_not_bend_it() -> None:
    members, radii = np.array([[0.0, 0.0], [300.0, 0.0]]), np.full(2, 12.0)
    beside = np.array([[150.0, 30.0 + 0.85 * 10]])
    assert np.array_equal(
        outline(members, radii, beside, np.array([10.0])), outline(members, radii)
    )


def test_somebody_on_top_of_a_member_does_no_harm() -> None:
    members, radii = members_of(1, 5, 200.0)
    polygon = outline(members, radii, members.copy(), radii)
    assert inside(polygon, members).all()


# ------------------------------------------------------------------------- inside, ring, cache


def test_inside_a_polygon_that_bends_in() -> None:
    arrow = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [5.0, 3.0], [0.0, 10.0]])
    points = np.array([[5.0, 1.0], [5.0, 8.0], [1.0, 5.0], [20.0, 5.0], [-1.0, 5.0]])
    assert inside(arrow, points).tolist() == [True, False, True, False, False]


def test_a_ring_segment_lies_beside_its_mark_towards_the_group() -> None:
    centre = np.array([10.0, 20.0])
    arc = ring_segment(centre, 12.0, np.array([110.0, 20.0]))
    assert np.allclose(np.hypot(*(arc - centre).T), 17.0)
    angles = np.degrees(np.arctan2(*(arc - centre).T[::-1]))
    assert (angles[0], angles[-1]) == (pytest.approx(-40), pytest.approx(40))
    assert np.isfinite(ring_segment(centre, 12.0, centre)).all()


def test_the_cache_computes_only_what_changed() -> None:
    members, radii = members_of(2, 5, 300.0)
    other = np.array([[5000.0, 5000.0]])
    known = Outlines()
    first = known.of(members, radii, other, np.array([10.0]))
    assert np.array_equal(first, outline(members, radii))
    assert known.of(members.copy(), radii.copy(), other, np.array([10.0])) is first
    assert known.of(members, radii, other + 9, np.array([10.0])) is first
    assert known.of(members + 1, radii) is not first
    assert not first.flags.writeable


def test_the_cache_forgets_the_oldest() -> None:
    known = Outlines(room=2)
    spots = [(np.full((1, 2), float(i)), np.ones(1)) for i in range(3)]
    made = [known.of(*spot) for spot in spots]
    assert known.of(*spots[2]) is made[2]
    assert known.of(*spots[0]) is not made[0]
    assert known.of(*NOBODY).shape == (0, 2)


def test_strangers_within_the_convex_outline_are_counted() -> None:
    members = np.array([[0.0, 0.0], [400.0, 0.0], [0.0, 400.0]])
    radii = np.full(3, 10.0)
    others = np.array([[100.0, 100.0], [150.0, 120.0], [390.0, 390.0], [-200.0, 50.0]])
    assert strangers_within(members, radii, others) == 2
    assert strangers_within(members[:0], radii[:0], others) == 0
    assert strangers_within(members, radii, others[:0]) == 0
