"""A Picture as the few things every painter can draw: discs, paths and words, back to front.

One lowering for the screen, PNG, SVG and PDF, so that an export is what was on the screen.
What has not changed since the last picture is the same object as then: `repaint.py` goes by that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final, Literal, NamedTuple, ParamSpec, TypeVar

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.names import cut_outline
from oci_map.drawing.picture import (
    Box,
    Key,
    Link,
    LinkRole,
    Node,
    Outline,
    Picture,
    Pill,
    RingSegment,
    Text,
)
from oci_map.drawing.remembered import by_identity
from oci_map.drawing.shapes import Step, polygon_path, rounded_box, shape_path
from oci_map.drawing.style import CODE_SIZE, Style
from oci_map.drawing.text import text_width
from oci_map.values import dataclass

P = ParamSpec("P")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Ink:
    """How a disc or path is filled and drawn; '' leaves that part out."""

    fill: str = ""
    fill_opacity: float = 1.0
    line: str = ""
    width: float = 1.0
    opacity: float = 1.0  # of the line
    dash: tuple[float, ...] = ()  # px; a dash of 0 with round ends is a dot


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle."""

    x: float
    y: float
    radius: float
    ink: Ink
    title: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """Straight lines and quadratic curves."""

    steps: tuple[Step, ...]
    ink: Ink
    title: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text from the left end of its baseline; halo is '' for none."""

    text: str
    x: float
    y: float
    size: float
    weight: int
    colour: str
    halo: str = ""
    opacity: float = 1.0


Stroke = Disc | Path | Words


@dataclass(frozen=True, slots=True)
class Emphasis:
    """What a pointer or a selection brings forward; the rest is dimmed.

    `lit` None lights every mark. Ties at a focus are drawn strong; without a focus those between
    two lit marks, or of a kind in `kinds`, stay as they are. With `links` only these are strong.
    """

    focus: frozenset[Key] = frozenset()
    lit: frozenset[Key] | None = None
    kinds: frozenset[str] = frozenset()
    links: frozenset[Key] = frozenset()  # ties and gaps that are drawn strong themselves
    dim: float = 0.25
    dim_links: float = 0.4

    def opacity(self, key: Key) -> float:
        """Return how strongly a mark is drawn."""
        return 1.0 if self.lit is None or key in self.lit else self.dim

    def on_link(self, link: Link) -> Literal["strong", "usual", "dim"]:
        """Say how a tie or gap is drawn."""
        if self.links:
            return "strong" if link.key in self.links else "dim"
        if self.focus:
            return "strong" if link.one in self.focus or link.other in self.focus else "dim"
        if self.kinds:
            return "usual" if link.kind in self.kinds else "dim"
        lit = self.lit is None or (link.one in self.lit and link.other in self.lit)
        return "usual" if lit else "dim"


# A ring in the canvas colour keeps lines apart from the marks they lead to.
_GAP_RING: Final = 1.5
_UNKNOWN_DASH: Final = (2.5, 2.0)
_HALO: Final = 3.2
# So many marks, lines and texts are kept as strokes.
_REMEMBERED: Final = 20_000
# So many of them are found without being compared.
_AT_HAND: Final = 3_000


def strokes(picture: Picture, emphasis: Emphasis | None = None) -> Iterator[Stroke]:
    """Yield everything that is drawn, the furthest back first."""
    yield from behind_ties(picture, emphasis)
    yield from ties(picture, emphasis)
    yield from before_ties(picture, emphasis)


def behind_ties(picture: Picture, emphasis: Emphasis | None = None) -> Iterator[Stroke]:
    """Yield the outlines of the groups and the coordinator's lines."""
    for outline in picture.outlines:
        yield _outline_fill(outline)
    yield from _links(picture, "coordination", emphasis)
    names = {name.key: name.box for name in picture.names}
    for outline in picture.outlines:
        yield from _outline_line(outline, names.get(outline.key))


def ties(picture: Picture, emphasis: Emphasis | None = None) -> Iterator[Stroke]:
    """Yield the ties, which an edit of a membership leaves as they are."""
    return _links(picture, "tie", emphasis)


def links(some: Iterable[Link]) -> Iterator[Stroke]:
    """Yield some ties, nothing being brought forward."""
    for link in some:
        yield _known_link(link, "usual", "", 1.0)


def gaps(picture: Picture, emphasis: Emphasis | None = None) -> Iterator[Path]:
    """Yield the arcs of the gaps."""
    for link in reversed(picture.links):
        if link.role != "gap":  # they come last
            return
        yield _drawn(link, picture, emphasis)


def before_ties(picture: Picture, emphasis: Emphasis | None = None) -> Iterator[Stroke]:
    """Yield gaps, marks and all the lettering."""
    canvas, mark = picture.style.canvas, _making(picture).mark
    yield from _links(picture, "gap", emphasis)
    yield from (_segment(segment) for segment in picture.segments)
    for node in picture.nodes:
        yield from mark(node, canvas, _opacity(emphasis, node.key))
    yield from lettering(picture, emphasis)


def lettering(picture: Picture, emphasis: Emphasis | None = None) -> Iterator[Stroke]:
    """Yield the names of groups, the labels, and what the gaps say."""
    canvas, words = picture.style.canvas, _making(picture).words
    for name in picture.names:
        yield from (words(line, canvas, 1.0) for line in name.lines)
    for text in picture.labels:
        yield words(text, canvas, _opacity(emphasis, text.key))
    for pill in picture.pills:
        if shows_pill(pill, emphasis):
            yield from _pill(pill, max(_opacity(emphasis, key) for key in pill.keys))


def shows_pill(pill: Pill, emphasis: Emphasis | None) -> bool:
    """Say whether a pill is drawn."""
    if pill.always or emphasis is None:
        return pill.always
    if emphasis.links:
        return emphasis.lit == frozenset(pill.keys)
    return bool(emphasis.focus & set(pill.keys))


def _links(picture: Picture, role: LinkRole, emphasis: Emphasis | None) -> Iterator[Path]:
    for link in picture.links:
        if link.role == role:
            yield _drawn(link, picture, emphasis)


def _drawn(link: Link, picture: Picture, emphasis: Emphasis | None) -> Path:
    drawn = "usual" if emphasis is None else emphasis.on_link(link)
    dim = 1.0 if emphasis is None else emphasis.dim_links
    strong = picture.style.gap if link.role == "gap" else picture.style.text_2
    return _making(picture).link(link, drawn, strong, dim)


def node_strokes(node: Node, style: Style, opacity: float = 1.0) -> tuple[Stroke, ...]:
    """Return a mark: the ring that keeps lines away, the mark itself, its initials."""
    return _known_mark(node, style.canvas, opacity)


def _mark(node: Node, canvas: str, opacity: float) -> tuple[Stroke, ...]:
    return tuple(_mark_parts(node, canvas, opacity))


def _mark_parts(node: Node, canvas: str, opacity: float) -> Iterator[Stroke]:
    ring = Ink(fill=canvas)
    dash = _UNKNOWN_DASH if node.dashed else ()
    ink = Ink(node.fill, opacity, node.line, 1.1, opacity, dash)
    if node.ringed:
        yield Disc(node.x, node.y, node.radius + 2 * _GAP_RING + 1.1, ring)
        outer = Ink(line=node.line, width=1.1, opacity=opacity)
        yield Disc(node.x, node.y, node.radius + _GAP_RING + 1.1, outer)
    if node.shape == "circle":
        yield Disc(node.x, node.y, node.radius + _GAP_RING, ring)
        yield Disc(node.x, node.y, node.radius, ink, node.title)
    else:
        wide = shape_path(node.shape, node.x, node.y, node.radius + _GAP_RING)
        yield Path(wide, ring)
        yield Path(shape_path(node.shape, node.x, node.y, node.radius), ink, node.title)
    if node.code:
        size = code_size(node.radius)
        width = text_width(node.code, size, 600)
        x, y = node.x - width / 2, node.y + size * 0.36
        yield Words(node.code, x, y, size, 600, node.code_colour, opacity=opacity)


def code_size(radius: float) -> float:
    """Return how high (px) the initials in a mark of this radius are set."""
    return min(CODE_SIZE, radius * 0.85)


def _opacity(emphasis: Emphasis | None, key: Key) -> float:
    return 1.0 if emphasis is None else emphasis.opacity(key)


@lru_cache(maxsize=200)
def _outline_fill(outline: Outline) -> Path:
    ink = Ink(outline.colour, outline.fill_opacity)
    return Path(_closed(outline.polygon), ink, outline.title)


@lru_cache(maxsize=200)
def _outline_line(outline: Outline, box: Box | None) -> tuple[Path, ...]:
    ink = Ink(line=outline.colour, width=outline.line_width, opacity=outline.line_opacity)
    if box is None:
        return (Path(_closed(outline.polygon), ink),)
    pieces = outline_pieces(outline, box)
    return tuple(Path(polygon_path(piece.tolist(), closed=False), ink) for piece in pieces)


def outline_pieces(outline: Outline, box: Box) -> list[FloatArray]:
    """Return the lines (p, 2) of an outline round its name, and one to a name apart from it."""
    edges = np.array(box)
    pieces = cut_outline(outline.polygon, edges)
    if len(pieces) == 1 and np.array_equal(pieces[0][0], pieces[0][-1]):
        from oci_map.drawing.names_apart import leader

        line = leader(outline.polygon, edges)
        if line is not None:
            pieces.append(line)
    return pieces


def _closed(polygon: FloatArray) -> tuple[Step, ...]:
    return polygon_path(polygon.tolist())


def _link(link: Link, drawn: str, strong: str, dim: float) -> Path:
    x0, y0, cx, cy, x1, y1 = link.curve
    ink = Ink(line=link.colour, width=link.width, opacity=link.opacity, dash=link.dash)
    if drawn == "strong" and link.role != "coordination":
        ink = replace(ink, line=strong, opacity=1.0)
    elif drawn == "dim":
        ink = replace(ink, opacity=link.opacity * dim)
    return Path((("M", x0, y0), ("Q", cx, cy, x1, y1)), ink)


@lru_cache(maxsize=200)
def _segment(segment: RingSegment) -> Path:
    return Path(
        polygon_path(segment.points.tolist(), closed=False), Ink(line=segment.colour, width=3.0)
    )


def _words(text: Text, canvas: str, opacity: float) -> Words:
    halo = canvas if text.halo else ""
    return Words(
        text.text, text.x, text.y, text.size, text.weight, text.colour, halo, opacity
    )  # fmt: skip


@by_identity(_AT_HAND)
@lru_cache(maxsize=_REMEMBERED)
def _pill(pill: Pill, opacity: float) -> tuple[Stroke, ...]:
    left, top, right, bottom = pill.box
    steps = rounded_box(left, top, right, bottom, (bottom - top) / 2)
    text = pill.text
    return (
        Path(steps, Ink(pill.fill, opacity, pill.line, 1.0, opacity)),
        Words(text.text, text.x, text.y, text.size, text.weight, text.colour, opacity=opacity),
    )


def _remembered(make: Callable[P, V]) -> Callable[P, V]:
    return by_identity(_AT_HAND)(lru_cache(maxsize=_REMEMBERED)(make))


_known_mark = _remembered(_mark)
_known_link = _remembered(_link)
_known_words = _remembered(_words)


class _Making(NamedTuple):
    """What makes strokes of the parts of a picture."""

    mark: Callable[[Node, str, float], tuple[Stroke, ...]]
    link: Callable[[Link, str, str, float], Path]
    words: Callable[[Text, str, float], Words]


_KNOWN: Final = _Making(_known_mark, _known_link, _known_words)
_ANEW: Final = _Making(_mark, _link, _words)


def _making(picture: Picture) -> _Making:
    """Return what makes its strokes, anew where a picture is so large that it is drawn once.

    To look for each among those of before takes longer than to make it, and they would stay.
    """
    return _ANEW if picture.is_crowded else _KNOWN


HALO_WIDTH: Final = _HALO
