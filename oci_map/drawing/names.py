"""Where the names of the groups stand: horizontally on their outline, which is cut under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from oci_map.drawing.contour import way_along
from oci_map.drawing.overlap import LineDensity, hits_box, hits_disc
from oci_map.drawing.problem import FloatArray, IntArray
from oci_map.drawing.text import line_height, one_line, text_width, wrapped

#: A longer name stands on two lines, each of them at most so many times its size wide.
LONGEST_LINE = 30
_WIDEST = 26.0
#: px left free beside, above and below a name; and between a name and a mark.
PADDING = (6.0, 1.0)
_AIR = 2.0

#: px between the places that are tried along an outline.
_STEP = 12.0
#: What a place costs: on a mark or a name, on something else, a px of another outline under it,
#: a px of its own outline (a gain), an outline that runs upright, a px outwards (a gain).
_TAKEN = 1000.0
_ON_BOX = 200.0
_FOREIGN = 0.5
_OWN = -0.17
_UPRIGHT = 8.0
_OUTWARD = -0.02
#: The group in the middle has its name on top: what a px downwards costs.
_DOWNWARD = 0.05
#: px that a name may have moved and still count as where it was.
_SAME_PLACE = 40.0
_ROUNDS = 3


def name_lines(name: str, size: float, weight: int = 600) -> tuple[str, ...]:
    """Return the lines on which the name of a group is written: two when it is long."""
    shown = " ".join(one_line(name).split())
    if len(shown) <= LONGEST_LINE:
        return (shown,)
    widest_word = max(text_width(word, size, weight) for word in shown.split(" "))
    half = max(0.75 * text_width(shown, size, weight), widest_word)
    return wrapped(shown, size, weight, min(half, _WIDEST * size), 2)


def name_size(lines: Sequence[str], size: float, weight: int = 600) -> tuple[float, float]:
    """Return the width and height in px of the box round these lines, padding included."""
    widest = max((text_width(line, size, weight) for line in lines), default=0.0)
    return widest + 2 * PADDING[0], len(lines) * line_height(size) + 2 * PADDING[1]


def place_names(
    outlines: Sequence[FloatArray],
    sizes: FloatArray,
    centres: FloatArray,
    radii: FloatArray,
    boxes: FloatArray | None = None,
    centre_group: int | None = None,
    former: FloatArray | None = None,
) -> FloatArray:
    """Choose a place for the name of each group; returns its box, shape (g, 4), in px.

    `outlines`: closed polygons (p, 2); `sizes` (g, 2) of the names; `centres` (n, 2) and `radii`
    (n,) of all marks; `boxes` (k, 4): what else should stay free, such as labels; `centre_group`
    has its name on top. `former` (g, 4) are the boxes of before (NaN: none); a name stays where
    it was while that is still on its outline and free. Names avoid marks and each other, then
    the boxes, then other outlines; none is left out. A group without an outline has NaN.
    """
    tried = _places(outlines, sizes, centre_group)
    obstacles = _Obstacles(centres, radii + _AIR, np.empty((0, 4)) if boxes is None else boxes)
    chosen = {} if former is None else _kept(tried, obstacles, former)
    left = [group for group in np.unique(tried.group).tolist() if group not in chosen]
    if left:  # costly, and needless when every name stays where it was
        _choose(tried, _rated(tried, obstacles, outlines), chosen, left)
    result = np.full((len(outlines), 4), np.nan)
    for group, place in chosen.items():
        result[group] = tried.boxes[place]
    return result


def cut_outline(outline: FloatArray, box: FloatArray) -> list[FloatArray]:
    """Return the parts of a closed polygon (p, 2) that lie outside a box, as open lines.

    An outline that does not meet the box comes back whole, its first point repeated at the end.
    """
    around = np.vstack((outline, outline[:1]))
    begin, way = around[:-1], np.diff(around, axis=0)
    enter, leave = _stretch_within(begin, way, box)
    hit = np.flatnonzero(leave > enter).tolist()
    if not hit:
        return [around]
    count = len(outline)
    pieces = []
    # From each stretch under the box to the next, and from the last round to the first.
    for edge, following in zip(hit, [*hit[1:], hit[0] + count], strict=True):
        start = begin[edge] + leave[edge] * way[edge]
        between = outline[np.arange(edge + 1, following + 1) % count]
        end = begin[following % count] + enter[following % count] * way[following % count]
        piece = np.vstack((start, between, end))
        if np.hypot(*np.diff(piece, axis=0).T).sum() > 1e-6:
            pieces.append(piece)
    return pieces


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """The places that are tried, those of one group after those of the other."""

    group: IntArray  # (c,)
    first: IntArray  # (g + 1,) where the places of each group begin
    middles: FloatArray  # (c, 2)
    boxes: FloatArray  # (c, 4)
    costs: FloatArray  # (c,) by where they lie

    def of(self, group: int) -> slice:
        return slice(int(self.first[group]), int(self.first[group + 1]))


@dataclass(frozen=True, slots=True, eq=False)
class _Obstacles:
    """What names should not stand on: marks, with the air round them, and boxes."""

    centres: FloatArray  # (n, 2)
    radii: FloatArray  # (n,)
    boxes: FloatArray  # (k, 4)

    def cost(self, places: FloatArray) -> FloatArray:
        """Return what the places (c, 4) cost for what they lie on, (c,)."""
        on_mark = hits_disc(places, self.centres, self.radii)
        return np.asarray(_TAKEN * on_mark + _ON_BOX * hits_box(places, self.boxes))


def _places(outlines: Sequence[FloatArray], sizes: FloatArray, centre_group: int | None) -> _Places:
    """Return the places of all groups, with what each costs by itself."""
    nothing = np.empty((0, 2)), np.empty(0)
    evened = [
        _even(outline) if len(outline) and size.min() > 0 else nothing
        for outline, size in zip(outlines, sizes, strict=True)
    ]
    counts = np.array([len(points) for points, _upright in evened], dtype=np.intp)
    group = np.repeat(np.arange(len(evened)), counts)
    middles = np.vstack([nothing[0], *(points for points, _upright in evened)])
    upright = np.concatenate([nothing[1], *(upright for _points, upright in evened)])
    half = sizes[group] / 2
    costs = _UPRIGHT * upright + np.where(
        group == (-1 if centre_group is None else centre_group),
        _DOWNWARD * middles[:, 1],
        _OUTWARD * np.hypot(*(middles - _centre_of(middles)).T),
    )
    return _Places(
        group=group,
        first=np.concatenate(([0], np.cumsum(counts))),
        middles=middles,
        boxes=np.hstack((middles - half, middles + half)),
        costs=costs,
    )


def _centre_of(points: FloatArray) -> FloatArray:
    return points.mean(axis=0) if len(points) else np.zeros(2)


def _even(outline: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return points in even steps along a closed outline, and how upright it runs there (0–1)."""
    length, around = way_along(outline)
    count = max(8, round(float(length[-1]) / _STEP))
    at = np.arange(count) * (length[-1] / count)
    points = np.stack([np.interp(at, length, side) for side in around.T], axis=1)
    way = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    return points, np.abs(way[:, 1]) / np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)


def _rated(places: _Places, obstacles: _Obstacles, outlines: Sequence[FloatArray]) -> FloatArray:
    """Return the costs of all places with what lies under them: marks, boxes, outlines."""
    lines = [np.hstack((line, np.roll(line, -1, axis=0))) for line in outlines if len(line)]
    under = LineDensity(np.vstack(lines)).under(places.boxes)
    own = _own_length(places)
    foreign = np.maximum(under - own, 0.0)
    return places.costs + obstacles.cost(places.boxes) + _FOREIGN * foreign + _OWN * own


def _own_length(places: _Places) -> FloatArray:
    """Return how many px of its own outline lie under each place, to either side of it, (c,)."""
    half = (places.boxes[:, 2:] - places.boxes[:, :2]) / 2
    furthest = int(np.hypot(*half.T).max() / _STEP) + 1
    first = places.first[places.group][:, None]
    count = np.diff(places.first)[places.group][:, None]
    beside = np.arange(-furthest, furthest + 1)
    along = first + (np.arange(len(first))[:, None] - first + beside) % count
    away = np.abs(places.middles[along] - places.middles[:, None])
    within = (away < half[:, None]).all(axis=2) & (np.abs(beside) * 2 < count)
    return np.asarray(np.count_nonzero(within, axis=1) * _STEP)


def _kept(places: _Places, obstacles: _Obstacles, former: FloatArray) -> dict[int, int]:
    """Return the places of the names that still stand free where they were."""
    nearest = []
    for group, box in enumerate(former):
        here = places.of(group)
        if here.start == here.stop or not np.isfinite(box).all():
            continue
        away = np.hypot(*(places.middles[here] - (box[:2] + box[2:]) / 2).T)
        if away.min() <= _SAME_PLACE:
            nearest.append(here.start + int(away.argmin()))
    kept: dict[int, int] = {}
    for place, cost in zip(nearest, obstacles.cost(places.boxes[nearest]), strict=True):
        box = places.boxes[place : place + 1]
        if not cost and not hits_box(box, places.boxes[list(kept.values())]).any():
            kept[int(places.group[place])] = place
    return kept


def _choose(
    places: _Places, costs: FloatArray, chosen: dict[int, int], left: Sequence[int]
) -> None:
    """Choose for those that are left, the one with the fewest free places first; think again."""
    free = np.bincount(places.group[costs < _ON_BOX / 2], minlength=len(places.first))
    for _round in range(_ROUNDS):
        before = dict(chosen)
        for group in sorted(left, key=free.tolist().__getitem__):
            here = places.of(group)
            names = [place for other, place in chosen.items() if other != group]
            taken = hits_box(places.boxes[here], places.boxes[names])
            chosen[group] = here.start + int((costs[here] + _TAKEN * taken).argmin())
        if chosen == before:
            break


def _stretch_within(
    begin: FloatArray, way: FloatArray, box: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return between which shares of its length each edge lies in the box (Liang & Barsky)."""
    low, high = box[:2] - begin, box[2:] - begin
    flat = np.abs(way) < 1e-12
    step = np.where(flat, 1.0, way)
    outside = flat & ((low >= 0) | (high <= 0))
    near = np.where(flat, 0.0, np.minimum(low / step, high / step))
    far = np.where(flat, 1.0, np.maximum(low / step, high / step))
    enter = np.clip(near.max(axis=1), 0.0, 1.0)
    leave = np.where(outside.any(axis=1), 0.0, np.clip(far.min(axis=1), 0.0, 1.0))
    return enter, leave
