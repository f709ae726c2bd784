"""Which parts of a picture must be painted again, when most of its strokes are those of before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, TypeGuard

from oci_map.drawing.picture import Box
from oci_map.drawing.remembered import by_identity
from oci_map.drawing.strokes import HALO_WIDTH, Disc, Ink, Path, Stroke, Words
from oci_map.drawing.text import line_height, text_width

# Smooth rims reach a little beyond the line itself.
_RIM: Final = 1.5
# Outlines have many corners, of which an edit moves a few; other paths are painted whole.
_MANY: Final = 12
# A curve is covered by so many boxes.
_PIECES: Final = 4
# Outlines of which the lines are known: those of some pictures.
_AT_HAND: Final = 200

_Segment = tuple[float, float, float, float]


def changed_boxes(before: Sequence[Stroke], after: Sequence[Stroke]) -> list[Box] | None:
    """Return the boxes (px of the map) in which two rows of strokes differ.

    A stroke that is in both as the same object is unchanged; one that only equals it counts as
    changed, which costs a little paint and no more. None when what stayed is in another order:
    then all must be painted.
    """
    were, are = list(map(id, before)), list(map(id, after))
    if were == are:
        return []
    old, new = set(were), set(are)
    if [one for one in are if one in old] != [one for one in were if one in new]:
        return None
    gone = [before[at] for at, one in enumerate(were) if one not in new]
    come = [after[at] for at, one in enumerate(are) if one not in old]
    boxes = list(_outline_boxes(gone, come))
    for one in (*gone, *come):
        if not _is_outline(one):
            boxes += _arc_boxes(one) if _is_arc(one) else [box_of(one)]
    return boxes


def box_of(stroke: Stroke) -> Box:
    """Return what a stroke covers at most, px of the map."""
    if isinstance(stroke, Words):
        wide = text_width(stroke.text, stroke.size, stroke.weight)
        margin = HALO_WIDTH + _RIM
        top = stroke.y - stroke.size
        return (
            stroke.x - margin,
            top - margin,
            stroke.x + wide + margin,
            top + line_height(stroke.size) + margin,
        )
    edge = _RIM + (stroke.ink.width / 2 if stroke.ink.line else 0.0)
    if isinstance(stroke, Disc):
        reach = stroke.radius + edge
        return (stroke.x - reach, stroke.y - reach, stroke.x + reach, stroke.y + reach)
    # The bend of a curve stays within its three points.
    numbers = [number for step in stroke.steps for number in step[1:]]
    return _around(numbers[0::2], numbers[1::2], edge)  # type: ignore[arg-type]


def _around(across: Sequence[float], down: Sequence[float], edge: float) -> Box:
    return (min(across) - edge, min(down) - edge, max(across) + edge, max(down) + edge)


def _is_arc(stroke: Stroke) -> TypeGuard[Path]:
    return isinstance(stroke, Path) and len(stroke.steps) == 2 and stroke.steps[1][0] == "Q"


def _arc_boxes(path: Path) -> list[Box]:
    """Return boxes along a curve, which cover far less than one round all of it."""
    (_m, *start), (_q, *rest) = path.steps
    x0, y0, cx, cy, x1, y1 = (float(number) for number in (*start, *rest))
    points = []
    for number in range(_PIECES + 1):
        t = number / _PIECES
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        points.append((a * x0 + b * cx + c * x1, a * y0 + b * cy + c * y1))
    # Between two of its points a quadratic curve strays from the straight line by at most an
    # eighth of its second difference.
    bend = max(abs(x0 - 2 * cx + x1), abs(y0 - 2 * cy + y1)) / (4 * _PIECES**2)
    edge = _RIM + path.ink.width / 2 + bend
    return [_around((a[0], b[0]), (a[1], b[1]), edge) for a, b in pairwise(points)]


def _is_outline(stroke: Stroke) -> bool:
    return isinstance(stroke, Path) and len(stroke.steps) > _MANY and not stroke.ink.dash


def _outline_boxes(gone: Iterable[Stroke], come: Iterable[Stroke]) -> Iterator[Box]:
    """Yield a box for each ink in which an outline changed: round the lines that differ."""
    lines: dict[Ink, set[_Segment]] = {}
    for stroke in (*gone, *come):
        if isinstance(stroke, Path) and _is_outline(stroke):
            # A line that is in both falls out again.
            lines.setdefault(stroke.ink, set()).symmetric_difference_update(_segments(stroke))
    for ink, differing in lines.items():
        if differing:
            across = [x for one in differing for x in one[0::2]]
            down = [y for one in differing for y in one[1::2]]
            yield _around(across, down, _RIM + ink.width / 2)


@by_identity(_AT_HAND)
def _segments(path: Path) -> frozenset[_Segment]:
    """Return the straight lines of a path; those of a curve to its bend and from there on."""
    numbers = [number for step in path.steps for number in step[1:]]
    points = list(zip(numbers[0::2], numbers[1::2], strict=True))
    if path.steps[-1][0] == "Z":
        points.append(points[0])
    return frozenset((*a, *b) for a, b in pairwise(points))  # type: ignore[misc]
