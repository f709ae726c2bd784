"""Recommendations between those who support them and those who must answer, as a drawing.

Organisations stand at the left, recommendations in the middle under their emphasis, bodies at the
right; a line for each support and each address. What is lit is drawn over what is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING, Final

from oci_map.drawing.marks import node
from oci_map.drawing.picture import Box
from oci_map.drawing.shapes import Step, rounded_box
from oci_map.drawing.strokes import Disc, Ink, Path, Stroke, Words, node_strokes
from oci_map.drawing.style import Style
from oci_map.drawing.text import shortened, text_width
from oci_map.model.ids import RecordId
from oci_map.roundtable.follow_up import NOBODY
from oci_map.roundtable.threads import Item, Spot, Threads
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.model.snapshot import Snapshot

#: px of height a row needs to be read, at 100 %.
LEAST_ROW: Final = 12.6
_MOST_ROW: Final = 30.0
_HEAD: Final = 18.0
_SIZE: Final = 12.0
_SMALL: Final = 11.0
_PAD: Final = 6.0
_MARK: Final = 5.0
_SIDES: Final = (0.17, 0.20, 0.17)  # of the width: names at the left, in the middle, at the right
_FAINT: Final = 0.26
_DIM: Final = 0.05
_STRONG: Final = 0.85


@dataclass(frozen=True, slots=True)
class ThreadWords:
    """What rows are called, as they stand in the drawing."""

    of: Callable[[Spot], str]
    emphasis: Callable[[RecordId], str]


@dataclass(frozen=True, slots=True)
class ThreadPlaces:
    """Where each row is: its box in px, names included."""

    boxes: Mapping[Spot, Box]
    heads: tuple[tuple[RecordId, Box], ...]  # the emphases over their recommendations
    scale: float = 1.0
    spots: tuple[Spot, ...] = field(default=())

    def at(self, x: float, y: float) -> Spot | None:
        """Return the row at a point."""
        for spot, (left, top, right, bottom) in self.boxes.items():
            if left <= x <= right and top <= y < bottom:
                return spot
        return None


def least_height(threads: Threads, scale: float = 1.0) -> float:
    """Return the height (px) in which every row can be read; `scale` is that of the text."""
    heads = len({item.emphasis for item in threads.items})
    middle = len(threads.items) * LEAST_ROW + heads * _HEAD
    ends = max(len(threads.organisations), len(threads.bodies)) * LEAST_ROW
    return scale * (max(middle, ends) + 2 * _PAD)


def thread_places(threads: Threads, box: Box, scale: float = 1.0) -> ThreadPlaces:
    """Return where the rows stand in a box (px); `scale` is that of the text."""
    left, top, right, bottom = box
    width = right - left
    top, bottom = top + scale * _PAD, bottom - scale * _PAD
    names, middle, bodies = (share * width for share in _SIDES)
    boxes: dict[Spot, Box] = {}
    heads: list[tuple[RecordId, Box]] = []
    centre = (left + right) / 2
    span = (centre - middle * 0.75, centre + middle * 0.75)
    count = len(threads.items)
    groups = len({item.emphasis for item in threads.items})
    row = _row(bottom - top - groups * scale * _HEAD, count, scale)
    y = top + max(0.0, bottom - top - groups * scale * _HEAD - row * count) / 2
    before: RecordId | None = None
    for item in threads.items:
        if item.emphasis != before:
            before = item.emphasis
            heads.append((item.emphasis, (span[0], y, span[1], y + scale * _HEAD)))
            y += scale * _HEAD
        boxes["item", item.key] = (span[0], y, span[1], y + row)
        y += row
    for column, some, x0, x1 in (
        ("organisation", threads.organisations, left, left + names),
        ("body", threads.bodies, right - bodies, right),
    ):
        row = _row(bottom - top, len(some), scale)
        # Spread over the height, so that lines fan out.
        step = min((bottom - top) / max(1, len(some)), 2.2 * row)
        y = top + (bottom - top - step * len(some)) / 2
        for one in some:
            spot: Spot = ("organisation" if column == "organisation" else "body", one)
            boxes[spot] = (x0, y + (step - row) / 2, x1, y + (step + row) / 2)
            y += step
    return ThreadPlaces(boxes, tuple(heads), scale)


def _row(room: float, count: int, scale: float) -> float:
    return max(scale * 4.0, min(scale * _MOST_ROW, room / max(1, count)))


def thread_strokes(
    snapshot: Snapshot,
    threads: Threads,
    places: ThreadPlaces,
    words: ThreadWords,
    style: Style,
    lit: frozenset[Spot] | None = None,
) -> Iterator[Stroke]:
    """Yield the drawing from back to front; with `lit`, only these rows and their lines stand out.

    A line is lit when both its ends are.
    """
    lines = list(_lines(threads, places, style))
    yield from (_inked(one, style, "" if lit is None else "dim") for one in lines
                if lit is None or not (one.ends <= lit))  # fmt: skip
    if lit is not None:
        yield from (_inked(one, style, "strong") for one in lines if one.ends <= lit)
    for emphasis, (left, _top, right, bottom) in places.heads:
        size = places.scale * _SMALL
        text = shortened(words.emphasis(emphasis), size, 600, right - left)
        yield Words(text, left, bottom - 0.45 * size, size, 600, style.text_3)
    for item in threads.items:
        yield from _item(item, places, words, style, lit)
    for one in threads.organisations:
        yield from _end(snapshot, ("organisation", one), places, words, style, lit)
    for one in threads.bodies:
        yield from _end(snapshot, ("body", one), places, words, style, lit)


@dataclass(frozen=True, slots=True)
class _Line:
    ends: frozenset[Spot]
    path: tuple[Step, ...]
    colour: str
    width: float
    dash: tuple[float, ...] = ()


def _lines(threads: Threads, places: ThreadPlaces, style: Style) -> Iterator[_Line]:
    gap = places.scale * 2 * _MARK
    for item in threads.items:
        here: Spot = ("item", item.key)
        left, top, right, bottom = places.boxes[here]
        y = (top + bottom) / 2
        for one, count in item.supporters.items():
            spot: Spot = ("organisation", one)
            box = places.boxes[spot]
            path = _curve(box[2] + gap, (box[1] + box[3]) / 2, left - gap / 2, y)
            yield _Line(frozenset((here, spot)), path, style.tie, _width(count))
        for one, count in item.bodies.items():
            spot = ("body", one)
            box = places.boxes[spot]
            path = _curve(right + gap / 2, y, box[0] - gap, (box[1] + box[3]) / 2)
            if one == NOBODY:
                dash = (5.0, 4.0)
                yield _Line(frozenset((here, spot)), path, style.gap, 1.2, dash)
            else:
                yield _Line(frozenset((here, spot)), path, style.tie, _width(count))


def _curve(x: float, y: float, to_x: float, to_y: float) -> tuple[Step, ...]:
    """Return a line that leaves and arrives level."""
    half_x, half_y = (x + to_x) / 2, (y + to_y) / 2
    bend = (to_x - x) / 4
    return (
        ("M", x, y),
        ("Q", x + bend, y, half_x, half_y),
        ("Q", to_x - bend, to_y, to_x, to_y),
    )


def _width(count: int) -> float:
    return min(5.0, 1.0 + 0.45 * (count - 1))


def _inked(line: _Line, style: Style, look: str) -> Path:
    ink = Ink(line=line.colour, width=line.width, opacity=_FAINT, dash=line.dash)
    if line.dash:
        ink = replace(ink, opacity=0.7)
    if look == "dim":
        ink = replace(ink, opacity=_DIM)
    elif look == "strong":
        colour = line.colour if line.dash else style.accent
        ink = replace(ink, line=colour, opacity=_STRONG, width=line.width + 0.6)
    return Path(line.path, ink)


def _item(
    item: Item,
    places: ThreadPlaces,
    words: ThreadWords,
    style: Style,
    lit: frozenset[Spot] | None,
) -> Iterator[Stroke]:
    spot: Spot = ("item", item.key)
    left, top, right, bottom = places.boxes[spot]
    scale = places.scale
    size = min(scale * _SIZE, 0.88 * (bottom - top))
    shown = lit is None or spot in lit
    if lit is not None and spot in lit:
        inner = rounded_box(left - 3, top + 0.5, right + 3, bottom - 0.5, 4)
        yield Path(inner, Ink(fill=style.accent_soft))
    text = shortened(words.of(spot), size, 400, right - left - 2)
    colour = style.text_1 if shown else style.text_3
    y = (top + bottom) / 2 + 0.36 * size
    yield Words(text, left + 1, y, size, 400, colour, opacity=1.0 if shown else 0.45)


def _end(
    snapshot: Snapshot,
    spot: Spot,
    places: ThreadPlaces,
    words: ThreadWords,
    style: Style,
    lit: frozenset[Spot] | None,
) -> Iterator[Stroke]:
    column, key = spot
    left, top, right, bottom = places.boxes[spot]
    scale = places.scale
    size = min(scale * _SIZE, 0.9 * (bottom - top))
    radius = min(scale * _MARK, 0.42 * (bottom - top))
    shown = lit is None or spot in lit
    y = (top + bottom) / 2
    at_left = column == "organisation"
    x = right if at_left else left
    opacity = 1.0 if shown else 0.35
    if key in snapshot.organisations:
        mark = replace(node(snapshot, key, (x, y), radius, style), code="")
        yield from node_strokes(mark, style, opacity)
    elif key == NOBODY:
        yield Disc(x, y, radius, Ink(line=style.gap, width=1.4, dash=(2.5, 2.0), opacity=opacity))
    else:
        ink = Ink(fill=style.neutral, line=style.text_3, fill_opacity=opacity, opacity=opacity)
        yield Disc(x, y, radius, ink)
    room = right - left - 2 * radius - 5 * scale
    weight = 600 if lit is not None and spot in lit else 500
    text = shortened(words.of(spot), size, weight, room)
    wide = text_width(text, size, weight)
    begin = x - radius - 5 * scale - wide if at_left else x + radius + 5 * scale
    colour = style.gap_text if key == NOBODY else style.text_1
    yield Words(text, begin, y + 0.36 * size, size, weight, colour,
                opacity=1.0 if shown else 0.4)  # fmt: skip
