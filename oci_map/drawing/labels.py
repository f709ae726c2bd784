"""Where the labels of the nodes stand: eight places round each mark, none on another.

The most important labels choose first. A label keeps the place it had as long as that is free,
so labels do not jump after an edit; where no place is free, the least important is left out.
The costs follow the usual point-feature labelling (Christensen, Marks & Shieber 1995), with the
length of the ties under a label as the thing to avoid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.overlap import LineDensity, hits_box, hits_disc

#: The places: below, right, above, left, then below right, below left, above right, above left.
SLOTS = 8
BELOW, RIGHT, ABOVE, LEFT = range(4)
DROPPED = -1

#: Which way each place lies: below or above, beside, to one corner or the other; and its sign.
_WAY = np.array([0, 1, 0, 1, 2, 3, 3, 2])
_SIGN = np.array([1.0, 1.0, -1.0, -1.0, 1.0, 1.0, -1.0, -1.0])

#: px between a mark and its label. The line box has room above and below its letters already.
GAP_BESIDE = 5.0
GAP_ABOVE = 2.0
#: A corner place starts at this share of the radius from the middle (the circle at 45°).
_CORNER = 0.75
#: px that stay free between a label and another label, a mark or an obstacle.
_AIR = np.array([2.0, 0.5])
_AIR_DISC = 1.0

#: What a place costs by itself, and one tie that crosses the label from top to bottom.
_BIAS = np.array([0.0, 0.8, 1.0, 1.2, 1.6, 1.8, 1.8, 2.0])
_CROSSING = 0.9
#: So many labels left out may ask others to make room, the most important first.
_ASKING = 150
_HOMECOMINGS = 4
#: A label that must be read stands on at most so many marks.
_MOST_UNDER = 4
#: Up to so many pairs of labels are compared at once.
_MOST_AT_ONCE = 250_000

_Box = Sequence[float]


def label_boxes(centres: FloatArray, radii: FloatArray, sizes: FloatArray) -> FloatArray:
    """Return the boxes of all eight places of each label, shape (n, 8, 4), in px.

    `centres` (n, 2), `radii` (n,) of the marks and `sizes` (n, 2) of the labels.
    """
    half = sizes / 2
    beside = np.column_stack((radii + GAP_BESIDE + half[:, 0], np.zeros_like(radii)))
    over = np.column_stack((np.zeros_like(radii), radii + GAP_ABOVE + half[:, 1]))
    corner = half + (_CORNER * radii + GAP_ABOVE)[:, None]
    mirrored = corner * (-1.0, 1.0)
    offsets = (over, beside, -over, -beside, corner, mirrored, -mirrored, -corner)
    middles = centres[:, None, :] + np.stack(offsets, axis=1)
    return np.concatenate((middles - half[:, None], middles + half[:, None]), axis=2)


def placed_boxes(
    centres: FloatArray, radii: FloatArray, sizes: FloatArray, slots: IntArray
) -> FloatArray:
    """Return the box of each label that has a place, shape (n, 4); NaN where it was left out."""
    half = sizes / 2
    zero = np.zeros_like(radii)
    corner = half + (_CORNER * radii + GAP_ABOVE)[:, None]
    ways = np.stack(
        (
            np.column_stack((zero, radii + GAP_ABOVE + half[:, 1])),
            np.column_stack((radii + GAP_BESIDE + half[:, 0], zero)),
            corner,
            corner * (-1.0, 1.0),
        )
    )
    place = np.maximum(slots, 0)
    offsets = ways[_WAY[place], np.arange(len(radii))] * _SIGN[place][:, None]
    middles = centres + offsets
    boxes = np.concatenate((middles - half, middles + half), axis=1)
    boxes[slots < 0] = np.nan
    return boxes


def place_labels(
    centres: FloatArray,
    radii: FloatArray,
    sizes: FloatArray,
    priority: FloatArray,
    boxes: FloatArray | None = None,
    segments: FloatArray | None = None,
    former: IntArray | None = None,
    insist: BoolArray | None = None,
) -> IntArray:
    """Choose a place for each label: its slot 0 to 7 (see SLOTS), or -1 when none is free.

    `centres` (n, 2), `radii` (n,), `sizes` (n, 2) of the labels in px (width 0: no label),
    `priority` (n,): the higher chooses first. Labels avoid each other, the marks and the `boxes`
    (k, 4) altogether, and the `segments` (m, 4) of ties and arcs as far as they can. `former`
    (n,) are the slots of before; they are kept where they are free. Placing again with the result
    as `former` changes nothing. Whoever `insist`s (n,) and has no free place stands on the fewest
    marks, none of which insists itself.
    """
    wanted: BoolArray = np.all(sizes > 0, axis=1)
    if former is not None and _all_stay(centres, radii, sizes, boxes, wanted, former):
        return former.copy()
    places = label_boxes(centres, radii, sizes)
    free = _free(places, centres, radii, boxes) & wanted[:, None]
    if insist is not None:
        _stand_on_others(places, free, insist & wanted, centres, radii, boxes)
    order = np.lexsort((np.arange(len(radii)), -priority))
    rank = np.empty(len(radii), dtype=np.intp)
    rank[order] = np.arange(len(radii))
    table = _Table(places, free, rank)
    left_out = [node for node in order.tolist() if wanted[node]]
    homes = [DROPPED] * len(radii) if former is None else former.tolist()
    left_out = [node for node in left_out if not table.keep(node, homes[node])]
    if left_out:  # costly, and needless when every label stays where it was
        table.prefer(_costs(places, sizes, segments))
    left_out = [node for node in left_out if not table.place(node)]
    left_out = _make_room(table, left_out, rank.tolist())
    for _round in range(_HOMECOMINGS):
        # What kept a label from its former place may have moved meanwhile.
        if not [node for node in order.tolist() if table.send_home(node, homes[node])]:
            break
        left_out = _make_room(table, left_out, rank.tolist())
    return np.array(table.slots, dtype=np.intp)


def _all_stay(
    centres: FloatArray,
    radii: FloatArray,
    sizes: FloatArray,
    boxes: FloatArray | None,
    wanted: BoolArray,
    former: IntArray,
) -> bool:
    """Say whether every label finds its former place free, as after most edits."""
    if not np.array_equal(former >= 0, wanted):
        return False
    placed = np.flatnonzero(wanted)
    if len(placed) ** 2 > _MOST_AT_ONCE:
        return False
    spans = placed_boxes(centres, radii, sizes, former)[placed]
    if _taken(spans, placed, centres, radii, boxes).any():
        return False
    spans = spans + np.concatenate((-_AIR, _AIR)) / 2
    left, top, right, bottom = spans.T
    across = (left < right[:, None]) & (left[:, None] < right)
    down = (top < bottom[:, None]) & (top[:, None] < bottom)
    # Each lies on itself and, if all may stay, on no other.
    return int(np.count_nonzero(across & down)) == len(placed)


def _make_room(table: _Table, left_out: list[int], rank: list[int]) -> list[int]:
    """Let labels that were left out ask others to move, until nothing more can be gained.

    Returns those that are left out all the same.
    """
    gained = True
    while gained and left_out:
        gained = False
        still: list[int] = []
        for number, node in enumerate(left_out):
            evicted: list[int] | None = [] if table.place(node) else None
            if evicted is None and number < _ASKING:
                evicted = table.press(node)
            if evicted is None:
                still.append(node)
            else:
                gained = True
                still.extend(evicted)
        left_out = sorted(still, key=rank.__getitem__)
    return left_out


def _free(
    places: FloatArray, centres: FloatArray, radii: FloatArray, boxes: FloatArray | None
) -> BoolArray:
    """Say which places are clear of the other marks and of the obstacles, shape (n, 8)."""
    owners = np.repeat(np.arange(len(radii)), SLOTS)
    taken = _taken(places.reshape(-1, 4), owners, centres, radii, boxes)
    return ~taken.reshape(-1, SLOTS)


def _stand_on_others(
    places: FloatArray,
    free: BoolArray,
    insist: BoolArray,
    centres: FloatArray,
    radii: FloatArray,
    boxes: FloatArray | None,
) -> None:
    """Call those places free for who insists and has none that lie on the fewest other marks."""
    lost = np.flatnonzero(insist & ~free.any(axis=1))
    if not len(lost):
        return
    first = np.flatnonzero(insist)
    owners = np.searchsorted(first, np.repeat(lost, SLOTS))
    tried = places[lost].reshape(-1, 4)
    taken = _taken(tried, owners, centres[first], radii[first], boxes).reshape(-1, SLOTS)
    for row, node in enumerate(lost.tolist()):
        box = places[node][:, None]
        outside = np.maximum(np.maximum(box[..., :2] - centres, centres - box[..., 2:]), 0.0)
        on = np.count_nonzero(np.hypot(outside[..., 0], outside[..., 1]) < radii, axis=1)
        on = np.where(taken[row], _MOST_UNDER + 1, on)
        free[node] = on <= min(int(on.min()) + 1, _MOST_UNDER)


def _taken(
    places: FloatArray,
    owners: IntArray,
    centres: FloatArray,
    radii: FloatArray,
    boxes: FloatArray | None,
) -> BoolArray:
    """Say which places (p, 4) lie on a mark that is not their own (p,), or on an obstacle."""
    taken = hits_disc(places, centres, radii + _AIR_DISC, owners)
    if boxes is not None and len(boxes):
        taken |= hits_box(places, boxes + np.concatenate((-_AIR, _AIR)))
    return taken


def _costs(
    places: FloatArray,
    sizes: FloatArray,
    segments: FloatArray | None,
) -> FloatArray:
    costs = np.broadcast_to(_BIAS, places.shape[:2])
    if segments is None or not len(segments):
        return costs
    length = LineDensity(segments).under(places.reshape(-1, 4)).reshape(-1, SLOTS)
    return np.round(costs + _CROSSING * length / np.maximum(sizes[:, 1:], 1.0), 6)


class _Table:
    """The labels placed so far, found by the cell of a grid in which they lie."""

    def __init__(self, places: FloatArray, free: BoolArray, rank: IntArray) -> None:
        count = len(places)
        self.slots = [DROPPED] * count
        air = np.concatenate((-_AIR, _AIR)) / 2
        spans = places + air
        self._boxes: list[list[_Box]] = spans.tolist()
        sizes = (places[:, 0, 2:] - places[:, 0, :2]).mean(axis=0) if count else np.ones(2)
        cells = np.floor(spans / np.tile(np.maximum(sizes, 1.0), 2)).astype(np.intp)
        self._cells: list[list[list[int]]] = cells.tolist()
        self._choices = [[slot for slot in range(SLOTS) if row[slot]] for row in free.tolist()]
        self._grid: dict[tuple[int, int], list[int]] = {}
        self._rank: list[int] = rank.tolist()

    def prefer(self, costs: FloatArray) -> None:
        """Let each label try its places in the order of their costs (n, 8)."""
        for choices, row in zip(self._choices, costs.tolist(), strict=True):
            choices.sort(key=row.__getitem__)

    def keep(self, node: int, slot: int) -> bool:
        """Put the label where it was, if that is a place and free."""
        if slot not in self._choices[node] or self._blockers(node, slot):
            return False
        self._put(node, slot)
        return True

    def send_home(self, node: int, home: int) -> bool:
        """Put a label that is somewhere else back where it was, if that is free by now."""
        slot = self.slots[node]
        if DROPPED in (slot, home) or slot == home:
            return False
        self._take(node)
        if self.keep(node, home):
            return True
        self._put(node, slot)
        return False

    def place(self, node: int) -> bool:
        """Put the label on its cheapest free place, if it has one."""
        for slot in self._choices[node]:
            if not self._blockers(node, slot):
                self._put(node, slot)
                return True
        return False

    def press(self, node: int) -> list[int] | None:
        """Make room by moving the labels in the way, else by taking out less important ones.

        Returns the labels taken out, or None when the label found no place.
        """
        weakest: tuple[int, int] | None = None
        for slot in self._choices[node]:
            blockers = self._blockers(node, slot)
            if self._moved(node, slot, blockers):
                return []
            strongest = min(self._rank[blocker] for blocker in blockers)
            if strongest > self._rank[node] and (weakest is None or strongest > weakest[0]):
                weakest = strongest, slot
        if weakest is None:
            return None
        evicted = self._blockers(node, weakest[1])
        for blocker in evicted:
            self._take(blocker)
        self._put(node, weakest[1])
        return evicted

    def _moved(self, node: int, slot: int, blockers: list[int]) -> bool:
        """Put the label here and the blockers elsewhere; leave all as it was if one cannot."""
        if len(blockers) > 2:
            return False
        before = [(blocker, self.slots[blocker]) for blocker in blockers]
        for blocker in blockers:
            self._take(blocker)
        self._put(node, slot)
        if all(self.place(blocker) for blocker in blockers):
            return True
        for label in (node, *blockers):
            self._take(label)
        for blocker, former in before:
            self._put(blocker, former)
        return False

    def _blockers(self, node: int, slot: int) -> list[int]:
        left, top, right, bottom = self._boxes[node][slot]
        found: list[int] = []
        for cell in self._touched(node, slot):
            for other in self._grid.get(cell, ()):
                x0, y0, x1, y1 = self._boxes[other][self.slots[other]]
                if left < x1 and x0 < right and top < y1 and y0 < bottom and other not in found:
                    found.append(other)
        return found

    def _touched(self, node: int, slot: int) -> Iterator[tuple[int, int]]:
        left, top, right, bottom = self._cells[node][slot]
        columns: Iterable[int] = range(left, right + 1)
        return ((row, column) for row in range(top, bottom + 1) for column in columns)

    def _put(self, node: int, slot: int) -> None:
        self.slots[node] = slot
        for cell in self._touched(node, slot):
            self._grid.setdefault(cell, []).append(node)

    def _take(self, node: int) -> None:
        slot = self.slots[node]
        if slot == DROPPED:
            return
        for cell in self._touched(node, slot):
            self._grid[cell].remove(node)
        self.slots[node] = DROPPED
