"""The arc of a gap takes the free way round, and its pill sits on it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.arrays import FloatArray
from oci_map.drawing.arcs import END_GAP, Arcs, GapArc, gap_arc

PILL = (90.0, 20.0)
NO_BOXES = np.empty((0, 4))


def arc_points(arc: GapArc, count: int = 24) -> FloatArray:
    start, control, end = np.array(arc.curve).reshape(3, 2)
    along = np.linspace(0.0, 1.0, count)[:, None]
    points = (1 - along) ** 2 * start + 2 * along * (1 - along) * control + along**2 * end
    return np.asarray(points)


@given(st.integers(2, 40), st.integers(0, 999))
def test_an_arc_ends_before_its_marks_and_carries_its_pill(count: int, seed: int) -> None:
    rng = np.random.default_rng([count, seed])
    centres, radii = rng.random((count, 2)) * 900, 9.5 + 11 * rng.random(count)
    arc = gap_arc(0, 1, centres, radii, NO_BOXES, PILL)
    assert arc == gap_arc(0, 1, centres, radii, NO_BOXES, PILL)
    line = arc_points(arc, 101)
    assert np.isfinite(line).all()
    left, top, right, bottom = arc.pill
    assert right - left == pytest.approx(90)
    assert bottom - top == pytest.approx(20)
    assert np.hypot(*(line - ((left + right) / 2, (top + bottom) / 2)).T).min() < 12
    length = float(np.hypot(*(centres[1] - centres[0])))
    if length > radii[0] + radii[1] + 3 * END_GAP:
        for end, node in ((line[0], 0), (line[-1], 1)):
            gap = float(np.hypot(*(end - centres[node]))) - radii[node]
            assert END_GAP - 0.01 <= gap < END_GAP + 0.02 * length + 1


def test_an_arc_bends_away_from_a_mark_and_a_box() -> None:
    centres = np.array([[0.0, 0.0], [400.0, 0.0], [200.0, 45.0]])
    radii = np.array([15.0, 15.0, 20.0])
    above = gap_arc(0, 1, centres, radii, NO_BOXES, PILL)
    assert arc_points(above)[:, 1].min() < -30
    mirrored = gap_arc(0, 1, centres * (1, -1), radii, NO_BOXES, PILL)
    assert arc_points(mirrored)[:, 1].max() > 30
    wall = np.array([[100.0, -300.0, 300.0, -5.0]])
    free = gap_arc(0, 1, centres[:2], radii[:2], wall, PILL)
    assert arc_points(free)[:, 1].max() > 30


def test_the_bend_stays_unless_another_is_clearly_freer() -> None:
    centres, radii = np.array([[0.0, 0.0], [400.0, 0.0]]), np.full(2, 15.0)
    first = gap_arc(0, 1, centres, radii)
    other = gap_arc(0, 1, centres, radii, former_bend=-first.bend)
    assert other.bend == -first.bend
    blocked = np.vstack((centres, arc_points(other)[12]))
    again = gap_arc(0, 1, blocked, np.full(3, 15.0), former_bend=other.bend)
    assert again.bend != other.bend


def test_a_pill_moves_along_the_arc_to_where_nothing_is() -> None:
    centres, radii = np.array([[0.0, 0.0], [600.0, 0.0]]), np.full(2, 15.0)
    plain = gap_arc(0, 1, centres, radii, NO_BOXES, PILL)
    arc = gap_arc(0, 1, centres, radii, np.array([plain.pill]), PILL, plain.bend)
    assert arc.pill != plain.pill


def test_marks_on_one_spot_give_a_point() -> None:
    arc = gap_arc(0, 1, np.zeros((2, 2)), np.full(2, 15.0), NO_BOXES, PILL)
    assert np.allclose(arc.curve, 0)


def test_marks_that_no_bend_comes_near_change_nothing_however_many() -> None:
    rng = np.random.default_rng(5)
    centres = np.concatenate(([[0.0, 0.0], [1000.0, 0.0]], rng.random((40, 2)) * (1000, 500)))
    centres[2:, 1] -= 250
    radii = 9.5 + 11 * rng.random(len(centres))
    alone = gap_arc(0, 1, centres, radii, NO_BOXES, PILL)
    beside = rng.random((6_000, 2)) * (200, 100) + (400, 600)
    all_centres = np.concatenate((centres, beside))
    all_radii = np.concatenate((radii, np.full(len(beside), 9.5)))
    assert gap_arc(0, 1, all_centres, all_radii, NO_BOXES, PILL) == alone
    arcs = Arcs()
    for _turn in range(2):
        arcs.begin(all_centres, all_radii)
        assert arcs.of(0, 1, NO_BOXES, PILL) == alone
