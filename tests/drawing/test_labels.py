"""Labels and names stand where they can be read: on nothing else, and where they stood."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.hulls import outline
from oci_map.drawing.labels import DROPPED, SLOTS, label_boxes, place_labels, placed_boxes
from oci_map.drawing.names import (
    cut_outline,
    name_lines,
    name_size,
    place_names,
    stands_apart,
)
from oci_map.drawing.names_apart import leader

HEIGHT = 14.5


class Map:
    """Marks at random places, with labels and ties."""

    def __init__(self, count: int, spread: float, seed: int) -> None:
        rng = np.random.default_rng([count, seed])
        self.centres = rng.random((count, 2)) * spread * max(count, 1) ** 0.5
        self.radii = 9.5 + 11 * rng.random(count)
        self.sizes = np.column_stack((rng.integers(3, 17, count) * 6.6, np.full(count, HEIGHT)))
        ends = rng.integers(0, max(count, 1), (2 * count, 2))
        self.segments = self.centres[ends].reshape(-1, 4)
        corners = rng.random((count // 4, 2)) * spread * max(count, 1) ** 0.5
        self.obstacles = np.hstack((corners, corners + np.array([90.0, 16.0])))

    def place(self, former: IntArray | None = None) -> IntArray:
        return place_labels(
            self.centres, self.radii, self.sizes, self.radii, self.obstacles, self.segments, former
        )

    def boxes(self, slots: IntArray) -> FloatArray:
        return placed_boxes(self.centres, self.radii, self.sizes, slots)


maps = st.builds(Map, st.integers(0, 60), st.sampled_from([30.0, 70.0, 140.0]), st.integers(0, 99))


def overlaps(boxes: FloatArray, others: FloatArray) -> BoolArray:
    first, second = boxes[:, None], others[None]
    apart = (first[..., :2] >= second[..., 2:]) | (second[..., :2] >= first[..., 2:])
    return np.asarray(~apart.any(axis=2), dtype=np.bool_)


def on_discs(boxes: FloatArray, centres: FloatArray, radii: FloatArray) -> BoolArray:
    nearest = np.clip(centres[None], boxes[:, None, :2], boxes[:, None, 2:])
    return np.asarray(np.hypot(*np.moveaxis(nearest - centres, 2, 0)) < radii, dtype=np.bool_)


@given(maps)
def test_no_label_lies_on_a_label_a_mark_or_an_obstacle(one: Map) -> None:
    slots = one.place()
    assert slots.shape == one.radii.shape
    assert ((slots >= DROPPED) & (slots < SLOTS)).all()
    shown = one.boxes(slots)[slots >= 0]
    assert np.count_nonzero(overlaps(shown, shown)) == len(shown)
    assert not on_discs(shown, one.centres, one.radii).any()
    assert not overlaps(shown, one.obstacles).any()


@given(maps)
def test_placing_again_changes_nothing(one: Map) -> None:
    slots = one.place()
    assert np.array_equal(one.place(slots), slots)
    assert np.array_equal(one.place(), slots)


@given(maps, st.integers(0, 59))
def test_a_label_stays_where_its_place_is_still_free(one: Map, moved: int) -> None:
    slots = one.place()
    if moved >= len(slots):
        return
    one.centres[moved] += (25.0, -15.0)
    after = one.place(slots)
    boxes = one.boxes(np.where(slots < 0, 0, slots))
    blocked = on_discs(boxes, one.centres, one.radii + 2).any(axis=1)
    taken = np.vstack((one.boxes(after)[after >= 0], one.obstacles))
    # Whoever is not in the old place has somebody on it.
    left = np.flatnonzero((slots >= 0) & (after != slots) & ~blocked)
    air = np.array([-2.0, -0.5, 2.0, 0.5])
    for node in left:
        assert overlaps(boxes[node : node + 1] + air, taken).any()


def test_the_least_important_labels_are_left_out() -> None:
    # Ten marks on one spot: eight places cannot serve them all.
    centres, radii = np.zeros((10, 2)), np.full(10, 10.0)
    sizes = np.tile((60.0, HEIGHT), (10, 1))
    priority = np.arange(10.0)
    slots = place_labels(centres, radii, sizes, priority)
    shown = np.flatnonzero(slots >= 0)
    assert 2 <= len(shown) <= SLOTS
    assert shown.min() == 10 - len(shown)


def test_an_important_label_takes_the_place_of_a_lesser_one_that_had_it() -> None:
    # Obstacles leave both labels one and the same place, between the marks.
    centres = np.array([[0.0, 0.0], [120.0, 0.0]])
    radii, sizes = np.full(2, 10.0), np.array([[80.0, HEIGHT], [80.0, HEIGHT]])
    walls = np.array([[-300, -300, 400, -10], [-300, 10, 400, 300], [-300, -300, -10, 300],
                      [130, -300, 400, 300]], dtype=float)  # fmt: skip
    former = np.array([DROPPED, 3])
    slots = place_labels(centres, radii, sizes, np.array([2.0, 1.0]), walls, former=former)
    assert slots.tolist() == [1, DROPPED]


def test_a_tie_drives_a_label_to_another_side() -> None:
    centres, radii, sizes = np.zeros((1, 2)), np.full(1, 12.0), np.array([[60.0, HEIGHT]])
    assert place_labels(centres, radii, sizes, radii).tolist() == [0]
    below = np.array([[0.0, 0.0, 0.0, 200.0], [0.0, 0.0, 12.0, 200.0]])
    assert place_labels(centres, radii, sizes, radii, segments=below).tolist() == [1]


def test_the_slots_lie_round_the_mark_and_touch_it_nowhere() -> None:
    centres, radii, sizes = np.full((1, 2), 50.0), np.full(1, 20.0), np.array([[64.0, HEIGHT]])
    boxes = label_boxes(centres, radii, sizes)[0]
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2 - 50
    ways = [(0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)]
    assert np.sign(np.round(middles, 6)).astype(int).tolist() == [list(way) for way in ways]
    assert not on_discs(boxes, centres, radii).any()
    assert np.allclose(boxes[:, 2:] - boxes[:, :2], sizes)


def test_no_nodes_empty_labels_and_large_maps() -> None:
    assert place_labels(np.empty((0, 2)), np.empty(0), np.empty((0, 2)), np.empty(0)).shape == (0,)
    one = Map(800, 60.0, 1)
    one.sizes[::2, 0] = 0.0
    slots = one.place()
    assert (slots[::2] == DROPPED).all()
    shown = one.boxes(slots)[slots >= 0]
    assert len(shown) > 200
    assert np.count_nonzero(overlaps(shown, shown)) == len(shown)
    assert not on_discs(shown, one.centres, one.radii).any()


# ----------------------------------------------------------------------------- names of groups


class Groups:
    """Outlines round marks, with names to place on them."""

    def __init__(self, count: int, seed: int) -> None:
        rng = np.random.default_rng([count, seed])
        self.marks = Map(24, 110.0, seed)
        self.outlines = []
        for _group in range(count):
            members = rng.choice(24, int(rng.integers(1, 6)), replace=False)
            self.outlines.append(outline(self.marks.centres[members], self.marks.radii[members]))
        names = ["Design", "Entrepreneurship", "Fair remuneration & protection of creativity"]
        lines = [name_lines(names[i % 3], 12) for i in range(count)]
        self.sizes = np.array([name_size(line, 12) for line in lines]).reshape(-1, 2)

    def place(self, former: FloatArray | None = None) -> FloatArray:
        apart = None
        if former is not None:
            rows = zip(self.outlines, former, strict=True)
            apart = np.array([stands_apart(line, box) for line, box in rows], dtype=np.bool_)
        return place_names(
            self.outlines, self.sizes, self.marks.centres, self.marks.radii,
            former=former, apart=apart,
        )  # fmt: skip


groups = st.builds(Groups, st.integers(0, 8), st.integers(0, 99))


@given(groups)
def test_each_name_stands_on_its_outline_or_has_a_line_to_it(one: Groups) -> None:
    boxes = one.place()
    assert boxes.shape == (len(one.outlines), 4)
    for line, box, size in zip(one.outlines, boxes, one.sizes, strict=True):
        if np.isnan(box).any():
            continue  # it had no place anywhere near
        assert np.allclose(box[2:] - box[:2], size)
        way = leader(line, box)
        if not stands_apart(line, box):
            assert way is None
        elif way is not None:
            # From the outline to the edge of the name.
            (x, y), (right, down) = way
            assert distance(line, np.array([x, y])) < 1.0
            assert box[0] - 1e-6 <= right <= box[2] + 1e-6
            assert box[1] - 1e-6 <= down <= box[3] + 1e-6


def distance(line: FloatArray, point: FloatArray) -> float:
    around = np.vstack((line, line[:1]))
    begin, way = around[:-1], np.diff(around, axis=0)
    along = ((point - begin) * way).sum(axis=1) / np.maximum((way * way).sum(axis=1), 1e-12)
    return float(np.hypot(*(point - begin - np.clip(along, 0, 1)[:, None] * way).T).min())


@given(groups, st.floats(1.0, 4.0))
def test_no_name_lies_on_a_mark_or_on_another_name(one: Groups, scale: float) -> None:
    one.sizes = one.sizes * scale
    boxes = one.place()
    assert not on_discs(boxes, one.marks.centres, one.marks.radii).any()
    placed = boxes[np.isfinite(boxes).all(axis=1)]
    assert np.count_nonzero(overlaps(placed, placed)) == len(placed)
    assert len(placed) >= len(boxes) / 2 or scale > 2


@given(groups)
@example(Groups(7, 88))
@example(Groups(4, 63))
@example(Groups(4, 17))
def test_names_stay_where_they_are(one: Groups) -> None:
    boxes = one.place()
    assert np.array_equal(one.place(boxes), boxes, equal_nan=True)


def test_names_avoid_marks_each_other_and_boxes_when_there_is_room() -> None:
    one = Groups(0, 3)
    rows = np.array([[0.0, 0.0], [300.0, 0.0]])
    ring = [outline(rows + shift, np.full(2, 15.0)) for shift in ((0, 0), (0, 60), (0, 120))]
    sizes = np.array([name_size(name_lines(n, 12), 12) for n in ("Alpha", "Beta group", "Gamma")])
    centres = np.vstack([rows + shift for shift in ((0, 0), (0, 60), (0, 120))])
    label = np.array([[100.0, -50.0, 200.0, -20.0]])
    boxes = place_names(ring, sizes, centres, np.full(6, 15.0), label)
    assert np.count_nonzero(overlaps(boxes, boxes)) == 3
    assert not on_discs(boxes, centres, np.full(6, 15.0)).any()
    assert not overlaps(boxes, label).any()
    assert one.place().shape == (0, 4)


def test_the_middle_group_has_its_name_on_top_and_a_missing_outline_has_none() -> None:
    ring = outline(np.array([[0.0, 0.0], [0.0, 200.0], [200.0, 100.0]]), np.full(3, 15.0))
    sizes = np.tile(name_size(("Policy",), 12), (2, 1))
    boxes = place_names(
        [ring, np.empty((0, 2))], sizes, np.empty((0, 2)), np.empty(0), centre_group=0
    )
    assert boxes[0, 1] < -30
    assert np.isnan(boxes[1]).all()


@given(groups)
def test_the_line_is_cut_under_the_name_and_nowhere_else(one: Groups) -> None:
    for line, box in zip(one.outlines, one.place(), strict=True):
        pieces = cut_outline(line, box)
        drawn = sum(np.hypot(*np.diff(piece, axis=0).T).sum() for piece in pieces)
        whole = np.hypot(*(line - np.roll(line, 1, axis=0)).T).sum()
        inner = box + np.array([0.01, 0.01, -0.01, -0.01])
        steps = np.linspace(0, 1, 9)[1:-1, None, None]
        hidden = 0.0
        for piece in pieces:
            between = (piece[:-1] + steps * np.diff(piece, axis=0)).reshape(-1, 2)
            points = np.vstack((piece, between))
            assert not ((points > inner[:2]) & (points < inner[2:])).all(axis=1).any()
        for begin, end in zip(line, np.roll(line, -1, axis=0), strict=True):
            shares = np.linspace(0, 1, 401)[:, None]
            points = begin + shares * (end - begin)
            within = ((points > box[:2]) & (points < box[2:])).all(axis=1)
            hidden += within.mean() * float(np.hypot(*(end - begin)))
        assert drawn + hidden == pytest.approx(whole, rel=0.01)


def test_an_outline_away_from_the_box_is_not_cut() -> None:
    square = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0]])
    for box in (np.array([20.0, 20.0, 30.0, 30.0]), np.full(4, np.nan)):
        (whole,) = cut_outline(square, box)
        assert np.array_equal(whole, np.vstack((square, square[:1])))


def test_long_names_take_two_lines() -> None:
    assert name_lines("Clustering & cooperation", 12) == ("Clustering & cooperation",)
    assert name_lines("Fair remuneration & protection of creativity", 12) == (
        "Fair remuneration &", "protection of creativity",
    )  # fmt: skip
    for hard in ("x" * 10_000, "naam " * 2000, "a\nb", "", "😀" * 40):
        lines = name_lines(hard, 12)
        assert 1 <= len(lines) <= 2
        assert name_size(lines, 12)[0] < 400


def test_who_must_be_named_stands_on_others_but_on_nobody_who_must_be_named_too() -> None:
    across = np.arange(-100.0, 101.0, 20.0)
    centres = np.array([(x, y) for x in across for y in across])
    middle = int(np.argmin(np.hypot(*centres.T)))
    radii = np.full(len(centres), 6.0)
    sizes = np.tile((50.0, 14.0), (len(centres), 1))
    assert place_labels(centres, radii, sizes, radii)[middle] == DROPPED
    other = int(np.argmin(np.hypot(*(centres - (20.0, 0.0)).T)))
    insist = np.zeros(len(centres), dtype=np.bool_)
    insist[[middle, other]] = True
    slots = place_labels(centres, radii, sizes, radii + 50.0 * insist, insist=insist)
    boxes = placed_boxes(centres, radii, sizes, slots)
    for one, across_from in ((middle, other), (other, middle)):
        assert slots[one] != DROPPED
        left, top, right, bottom = boxes[one]
        x, y = centres[across_from]
        near = (max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom))
        assert np.hypot(*near) >= radii[across_from]
    again = place_labels(centres, radii, sizes, radii + 50.0 * insist, former=slots, insist=insist)
    assert again.tolist() == slots.tolist()
