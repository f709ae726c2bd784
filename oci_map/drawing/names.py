"""Where the names of the groups stand: horizontally on their outline, which is cut under them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.contour import way_along
from oci_map.drawing.overlap import LineDensity, hits_box, hits_disc
from oci_map.drawing.text import line_height, one_line, text_width, wrapped
from oci_map.values import dataclass

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
#: So many times its height a name may stand from its outline and still be kept there.
_STILL_NEAR = 12.0
#: px from its outline, at which a name stands apart.
_APART = 1.0
_ROUNDS = 3
#: Among more marks than that, a name without a place on its outline is left out.
_CROWD = 200
#: From the middle of a box and its width and height to its four sides.
_CORNERS = np.array([-0.5, -0.5, 0.5, 0.5])
_SIDES = [0, 1, 0, 1]


@lru_cache(maxsize=1000)
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
    apart: BoolArray | None = None,
) -> FloatArray:
    """Choose a place for the name of each group; returns its box, shape (g, 4), in px.

    `outlines`: closed polygons (p, 2); `sizes` (g, 2) of the names; `centres` (n, 2) and `radii`
    (n,) of all marks; `boxes` (k, 4): what else should stay free, such as labels; `centre_group`
    has its name on top. `former` (g, 4) are the boxes of before (NaN: none); a name stays where
    it was while that is still on its outline and free, or, where it stood `apart` (g,) from it,
    free and not far. Names avoid marks and each other altogether, then the boxes, then other
    outlines. Where its outline has no free place, a name stands near it; where that has none
    either, and among very many marks, it is left out. It has NaN then, as a group without an
    outline has.
    """
    obstacles = _Obstacles(centres, radii + _AIR, np.empty((0, 4)) if boxes is None else boxes)
    named = [g for g, size in enumerate(sizes) if len(outlines[g]) and size.min() > 0]
    chosen: dict[int, FloatArray] = {}
    if former is not None:
        away = np.zeros(len(outlines), dtype=np.bool_) if apart is None else apart
        chosen = _kept(outlines, sizes, named, obstacles, former, away)
    left = [group for group in named if group not in chosen]
    if left:  # costly, and needless when every name stays where it was
        middle = centres.mean(axis=0) if len(centres) else np.zeros(2)
        tried = _places(outlines, sizes, left, centre_group, middle)
        _choose(tried, _rated(tried, obstacles, outlines), chosen)
        _free_all(outlines, sizes, obstacles, chosen)
    result = np.full((len(outlines), 4), np.nan)
    for group, box in chosen.items():
        result[group] = box
    return result


def stands_apart(outline: FloatArray, box: FloatArray) -> bool:
    """Say whether a name (4,) stands beside its outline (p, 2) instead of on it."""
    middle = (box[:2] + box[2:]) / 2
    return bool(np.hypot(*(_nearest([outline], middle[None])[0] - middle)) > _APART)


def cut_outline(outline: FloatArray, box: FloatArray) -> list[FloatArray]:
    """Return the parts of a closed polygon (p, 2) that lie outside a box, as open lines.

    An outline that does not meet the box comes back whole, its first point repeated at the end.
    """
    around = np.concatenate((outline, outline[:1]))
    low, high = np.minimum(around[:-1], around[1:]), np.maximum(around[:-1], around[1:])
    near = np.flatnonzero(((low <= box[2:]) & (high >= box[:2])).all(axis=1)).tolist()
    under = {}
    for edge in near:
        begin, end = around[edge].tolist(), around[edge + 1].tolist()
        enter, leave = stretch_within(begin, end, box.tolist())
        if leave > enter:
            under[edge] = (enter, leave)
    if not under:
        return [around]
    hit = list(under)
    count = len(outline)
    pieces = []
    # From each stretch under the box to the next, and from the last round to the first.
    for edge, following in zip(hit, [*hit[1:], hit[0] + count], strict=True):
        leave, enter = under[edge][1], under[following % count][0]
        if following == edge + 1 and leave == 1 and enter == 0:
            continue  # the corner between them lies under the box too
        start = (1 - leave) * around[edge] + leave * around[edge + 1]
        between = outline[np.arange(edge + 1, following + 1) % count]
        last = following % count
        end = (1 - enter) * around[last] + enter * around[last + 1]
        piece = np.concatenate((start[None], between, end[None]))
        if np.abs(piece - piece[0]).max() > 1e-6:
            pieces.append(piece)
    return pieces


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """The places that are tried for some groups, one group after the other."""

    groups: Sequence[int]
    row: IntArray  # (c,) which of these groups a place is for
    first: IntArray  # (g + 1,) where the places of each group begin
    middles: FloatArray  # (c, 2)
    boxes: FloatArray  # (c, 4)
    costs: FloatArray  # (c,) by where they lie


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


def _places(
    outlines: Sequence[FloatArray],
    sizes: FloatArray,
    groups: Sequence[int],
    centre_group: int | None,
    centre: FloatArray,
) -> _Places:
    """Return the places of these groups, with what each costs by itself."""
    evened = [_even(outlines[group]) for group in groups]
    counts = np.array([len(points) for points, _upright in evened], dtype=np.intp)
    row = np.repeat(np.arange(len(groups)), counts)
    middles = np.vstack([points for points, _upright in evened])
    upright = np.concatenate([upright for _points, upright in evened])
    half = sizes[list(groups)][row] / 2
    in_the_middle = np.array([group == centre_group for group in groups])[row]
    costs = _UPRIGHT * upright + np.where(
        in_the_middle, _DOWNWARD * middles[:, 1], _OUTWARD * np.hypot(*(middles - centre).T)
    )
    return _Places(
        groups=groups,
        row=row,
        first=np.concatenate(([0], np.cumsum(counts))),
        middles=middles,
        boxes=np.hstack((middles - half, middles + half)),
        costs=costs,
    )


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
    first = places.first[places.row][:, None]
    count = np.diff(places.first)[places.row][:, None]
    beside = np.arange(-furthest, furthest + 1)
    along = first + (np.arange(len(first))[:, None] - first + beside) % count
    away = np.abs(places.middles[along] - places.middles[:, None])
    within = (away < half[:, None]).all(axis=2) & (np.abs(beside) * 2 < count)
    return np.asarray(np.count_nonzero(within, axis=1) * _STEP)


def _kept(
    outlines: Sequence[FloatArray],
    sizes: FloatArray,
    named: Sequence[int],
    obstacles: _Obstacles,
    former: FloatArray,
    apart: BoolArray,
) -> dict[int, FloatArray]:
    """Return the boxes of the names that still stand free where they were."""
    groups = np.array([one for one in named if np.isfinite(former[one]).all()], dtype=np.intp)
    if not len(groups):
        return {}
    were = former[groups]
    middles = (were[:, :2] + were[:, 2:]) / 2
    nearest = _nearest([outlines[one] for one in groups], middles)
    away = np.hypot(*(nearest - middles).T)
    # What stood beside its outline, or so near that it counts as on it, is not drawn to it again.
    stays = apart[groups] | (away <= _APART)
    nearest = np.where(stays[:, None], middles, nearest)
    boxes = np.hstack((nearest, nearest)) + _CORNERS * sizes[groups][:, _SIDES]
    # To the last digit where nothing changed: the picture is then the same.
    same = np.abs(boxes - were).max(axis=1) <= 1e-6
    boxes[same] = were[same]
    far = np.where(stays, _STILL_NEAR * sizes[groups][:, 1], _SAME_PLACE)
    near = away <= far
    free = near & (obstacles.cost(boxes) == 0)
    kept: dict[int, FloatArray] = {}
    taken: list[list[float]] = []
    for place in np.flatnonzero(free).tolist():
        left, top, right, bottom = box = boxes[place].tolist()
        if not any(left < r and x < right and top < b and y < bottom for x, y, r, b in taken):
            kept[int(groups[place])] = boxes[place]
            taken.append(box)
    return kept


def _nearest(outlines: Sequence[FloatArray], points: FloatArray) -> FloatArray:
    """Return for each closed outline the point of it that is nearest to its point, (g, 2)."""
    counts = [len(outline) for outline in outlines]
    begin = np.concatenate(outlines)
    way = np.concatenate([one for line in outlines for one in (line[1:], line[:1])]) - begin
    towards = np.repeat(points, counts, axis=0)
    share = ((towards - begin) * way).sum(axis=1) / np.maximum((way * way).sum(axis=1), 1e-12)
    feet = begin + np.clip(share, 0.0, 1.0)[:, None] * way
    away = ((feet - towards) ** 2).sum(axis=1)
    found, first = [], 0
    for count in counts:
        found.append(first + int(away[first : first + count].argmin()))
        first += count
    return np.asarray(feet[found])


def _choose(places: _Places, costs: FloatArray, chosen: dict[int, FloatArray]) -> None:
    """Choose for each group, the one with the fewest free places first; then think again."""
    free = np.bincount(places.row[costs < _ON_BOX / 2], minlength=len(places.groups))
    for _round in range(_ROUNDS):
        changed = False
        for row in np.argsort(free, kind="stable").tolist():
            group = places.groups[row]
            here = slice(int(places.first[row]), int(places.first[row + 1]))
            names = [box for other, box in chosen.items() if other != group]
            taken = hits_box(places.boxes[here], np.array(names).reshape(-1, 4))
            box = places.boxes[here][int((costs[here] + _TAKEN * taken).argmin())]
            changed |= group not in chosen or not np.array_equal(chosen[group], box)
            chosen[group] = box
        if not changed:
            break


def _free_all(
    outlines: Sequence[FloatArray],
    sizes: FloatArray,
    obstacles: _Obstacles,
    chosen: dict[int, FloatArray],
) -> None:
    """Move the names that stand on a mark or on another name to where they do not, or leave out."""
    groups = list(chosen)
    boxes = np.array([chosen[group] for group in groups])
    on_mark = hits_disc(boxes, obstacles.centres, obstacles.radii)
    homeless = []
    for place, group in enumerate(groups):
        # Of two names on each other the later one goes.
        settled = [other for other in range(place) if groups[other] not in homeless]
        if on_mark[place] or hits_box(boxes[place : place + 1], boxes[settled])[0]:
            homeless.append(group)
    for group in homeless:
        del chosen[group]
    # Far from its outline, and in a crowd, nobody would see which group a name is of.
    if homeless and len(obstacles.centres) <= _CROWD:
        from oci_map.drawing.names_apart import placed_apart  # most pictures do without

        marks = obstacles.centres, obstacles.radii
        placed_apart(homeless, outlines, sizes, marks, chosen)


def stretch_within(
    begin: Sequence[float], end: Sequence[float], box: Sequence[float]
) -> tuple[float, float]:
    """Return between which shares of its length an edge lies in the box (Liang & Barsky)."""
    enter, leave = 0.0, 1.0
    for axis in (0, 1):
        low, high = box[axis] - begin[axis], box[axis + 2] - begin[axis]
        step = end[axis] - begin[axis]
        if abs(step) < 1e-12:
            if low >= 0 or high <= 0:
                return 0.0, 0.0
            continue
        enter = max(enter, min(low / step, high / step))
        leave = min(leave, max(low / step, high / step))
    return enter, leave
