"""Room for names on a screen: those of groups off the marks, then one at every mark that has none.

A map in a window can be pointed at and enlarged; what is shown to a room has to say it at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from oci_map.drawing.picture import Box, GroupName, Key, Node, Picture, Text
from oci_map.drawing.text import ascent, line_height, shortened, text_width
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

#: How far a name of a group may go from where it stood, and in which steps (times its size).
_NEAR_AND_FAR: Final = (3.0, 6.0)
_STEP: Final = 0.5
#: A name may touch the rim of a mark, as it may everywhere.
_INSIDE: Final = 0.85
_AIR: Final = 2.0
_WIDEST: Final = 16.0  # times the size of the letters

Boxes = NDArray[np.float64]
Flags = NDArray[np.bool_]


def cleared(picture: Picture, snapshot: Snapshot, seen: Box, lit: frozenset[Key]) -> Picture:
    """Return the picture with all lettering whole in what is seen of it (px) and off the marks.

    Names of those that it is about, `lit`, stay; others give way to names of groups, and have
    another place where there is one.
    """
    labels = [text for text in picture.labels if text.key in lit or _within(text.box, seen)]
    names = list(picture.names)
    marks = _marks(picture)
    for place, name in enumerate(names):
        if not _hit(_boxes([name.box]), marks)[0] and _within(name.box, seen):
            continue
        fixed = [other.box for other in names if other is not name]
        fixed += [pill.box for pill in picture.pills if pill.always]
        fixed += [text.box for text in labels if text.key in lit]
        free = _boxes([*fixed, *(text.box for text in labels)], marks)
        # Nearer its group is better than leaving the name of a mark where it is.
        tried = ((far, taken) for far in _NEAR_AND_FAR for taken in (free, _boxes(fixed, marks)))
        way = next((found for far, taken in tried if (found := _way(name, far, taken, seen))), None)
        if way is not None:
            names[place] = _shifted(name, *way)
            given = _boxes([names[place].box])
            labels = [
                text for text in labels if text.key in lit or not _hit(given, _boxes([text.box]))[0]
            ]
    # A name without any place would hide whom it is about.
    clear = tuple(
        name for name in names if _within(name.box, seen) and not _hit(_boxes([name.box]), marks)[0]
    )
    picture = replace(picture, names=clear, labels=tuple(labels))
    return replace(picture, labels=(*labels, *_missing(picture, snapshot, seen)))


def _way(name: GroupName, far: float, taken: Boxes, seen: Box) -> tuple[float, float] | None:
    """Return the shortest way (px) to where nothing stands; None when there is no such place."""
    size = name.lines[0].size if name.lines else 1.0
    steps = np.arange(-far, far + _STEP / 2, _STEP) * size
    ways = np.array([(x, y) for y in steps for x in steps])
    ways = ways[np.argsort(np.hypot(ways[:, 0], ways[:, 1]), kind="stable")]
    boxes = np.array(name.box) + np.concatenate((ways, ways), axis=1)
    free = np.flatnonzero(_inside(boxes, seen) & ~_hit(boxes, taken))
    return (float(ways[free[0], 0]), float(ways[free[0], 1])) if len(free) else None


def _shifted(name: GroupName, dx: float, dy: float) -> GroupName:
    lines = tuple(
        replace(text, x=text.x + dx, y=text.y + dy, box=_plus(text.box, dx, dy))
        for text in name.lines
    )
    return replace(name, lines=lines, box=_plus(name.box, dx, dy))


def _missing(picture: Picture, snapshot: Snapshot, seen: Box) -> Iterator[Text]:
    """Yield a name for each mark that has none and room for one beside it."""
    if not picture.labels:
        return
    size = min(text.size for text in picture.labels)
    colour, weight = Counter((one.colour, one.weight) for one in picture.labels).most_common(1)[0][
        0
    ]
    there = {text.key for text in picture.labels}
    others = [text.box for text in picture.labels] + [name.box for name in picture.names]
    others += [pill.box for pill in picture.pills if pill.always]
    taken = _boxes(others, _marks(picture))
    for node in picture.nodes:
        record = snapshot.organisations.get(RecordId(node.key))
        if node.key in there or record is None:
            continue
        text = shortened(record.short, size, weight, _WIDEST * size)
        around = np.array(list(_around(node, text_width(text, size, weight), line_height(size))))
        free = np.flatnonzero(_inside(around, seen) & ~_hit(around, taken))
        if text and len(free):
            left, top, right, bottom = (float(one) for one in around[free[0]])
            taken = np.concatenate((taken, around[free[:1]]))
            box = (left, top, right, bottom)
            yield Text(node.key, text, left, top + ascent(size), size, weight, colour, box)


def _around(node: Node, width: float, height: float) -> Iterator[Box]:
    """Yield the places of a name: at the right and left, below and above, then at the corners."""
    far = node.radius + _AIR
    beside, corner = node.y - height / 2, 0.7 * node.radius + _AIR
    for left, top in (
        (node.x + far, beside), (node.x - far - width, beside),
        (node.x - width / 2, node.y + far), (node.x - width / 2, node.y - far - height),
        (node.x + corner, node.y + corner), (node.x - corner - width, node.y + corner),
        (node.x + corner, node.y - corner - height),
        (node.x - corner - width, node.y - corner - height),
    ):  # fmt: skip
        yield (left, top, left + width, top + height)


def _marks(picture: Picture) -> Boxes:
    at = [(node.x, node.y, _INSIDE * node.radius) for node in picture.nodes]
    return _boxes([(x - far, y - far, x + far, y + far) for x, y, far in at])


def _boxes(boxes: list[Box], more: Boxes | None = None) -> Boxes:
    made = np.array(boxes, dtype=float).reshape(-1, 4)
    return made if more is None else np.concatenate((made, more))


def _hit(boxes: Boxes, taken: Boxes) -> Flags:
    """Say of each box (n, 4) whether it touches one of the others (m, 4)."""
    one, other = boxes[:, None], taken[None]
    touch = (one[..., :2] < other[..., 2:]) & (other[..., :2] < one[..., 2:])
    found: Flags = np.any(np.all(touch, axis=2), axis=1)
    return found


def _inside(boxes: Boxes, bounds: Box) -> Flags:
    """Say of each box (n, 4) whether all of it lies within the bounds."""
    low, high = np.array(bounds[:2]), np.array(bounds[2:])
    found: Flags = np.all((boxes[:, :2] >= low) & (boxes[:, 2:] <= high), axis=1)
    return found


def _within(box: Box, seen: Box) -> bool:
    return bool(_inside(_boxes([box]), seen)[0])


def _plus(box: Box, dx: float, dy: float) -> Box:
    return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)
