"""A Picture of what changed: new ties in colour, ended ones as ghosts, what stayed in grey.

Every mark stands where it stands on the map, so that the two dates can be seen at once.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from oci_map.drawing.picture import Key, Link, Node, Outline, Picture, Text
from oci_map.drawing.style import Style, mixed
from oci_map.values import dataclass

_One = TypeVar("_One")
#: More lines than these are a tangle: some, from the first to the last, stand for all.
MOST_LINES: Final = 600
#: The kinds of lines, for the legend.
NEW: Final = "new"
LOST: Final = "lost"
KEPT: Final = "kept"
_BEND: Final = 0.06
_NEW_WIDTH: Final = 2.2
_LOST_WIDTH: Final = 1.6
_KEPT_WIDTH: Final = 1.1
_LOST_DASH: Final = (4.0, 4.0)
_KEPT_STRENGTH: Final = 0.35
_LOST_STRENGTH: Final = 0.8
_GHOST: Final = 0.35
_QUIET_GROUP: Final = 0.5

Pair = tuple[Key, Key]


@dataclass(frozen=True, slots=True)
class Changes:
    """Pairs by what became of them, and organisations that came or left."""

    new: tuple[Pair, ...] = ()
    lost: tuple[Pair, ...] = ()
    kept: tuple[Pair, ...] = ()
    joined: frozenset[Key] = frozenset()
    left: frozenset[Key] = frozenset()


def changed(picture: Picture, changes: Changes) -> Picture:
    """Return the picture with the changes in place of its lines.

    The picture must hold the marks of both dates; a pair of which one is not there is left out.
    """
    style = picture.style
    marks = {node.key: node for node in picture.nodes}
    links: list[Link] = []
    new = sample(changes.new, MOST_LINES)
    lost = sample(changes.lost, MOST_LINES - len(new))
    kept = sample(changes.kept, MOST_LINES - len(new) - len(lost))
    # What is new lies over what ended, and that over what stayed.
    for kind, pairs in ((KEPT, kept), (LOST, lost), (NEW, new)):
        for pair in pairs:
            one, other = (marks.get(key) for key in pair)
            if one is not None and other is not None:
                links.append(_line(one, other, kind, style))
    return replace(
        picture,
        nodes=tuple(_node(node, changes, style) for node in picture.nodes),
        links=tuple(links),
        outlines=tuple(_quiet(outline) for outline in picture.outlines),
        labels=tuple(_label(text, changes.left, style) for text in picture.labels),
        pills=(),
    )


def sample(every: Sequence[_One], most: int) -> Sequence[_One]:
    """Return so many at most, evenly from all of them, in their order."""
    count = len(every)
    return every if count <= most else [every[at * count // most] for at in range(most)]


def _line(one: Node, other: Node, kind: str, style: Style) -> Link:
    dx, dy = other.x - one.x, other.y - one.y
    # A quadratic curve passes half-way between its chord and its control point.
    cx = (one.x + other.x) / 2 - dy * 2 * _BEND
    cy = (one.y + other.y) / 2 + dx * 2 * _BEND
    width, dash, colour = {
        NEW: (_NEW_WIDTH, (), style.accent),
        LOST: (_LOST_WIDTH, _LOST_DASH, mixed(style.canvas, style.text_2, _LOST_STRENGTH)),
        KEPT: (_KEPT_WIDTH, (), mixed(style.canvas, style.tie, _KEPT_STRENGTH)),
    }[kind]
    key = Key(f"{kind}:{one.key}|{other.key}")
    curve = (one.x, one.y, cx, cy, other.x, other.y)
    return Link(key, one.key, other.key, "tie", kind, curve, width, dash, colour, 1.0)


def _node(node: Node, changes: Changes, style: Style) -> Node:
    if node.key in changes.left:
        return replace(
            node,
            fill=mixed(style.canvas, node.fill, _GHOST),
            line=mixed(style.canvas, node.line, 2 * _GHOST),
            code_colour=style.text_3,
            dashed=True,
        )
    if node.key in changes.joined:
        return replace(node, line=style.accent)
    return node


def _label(text: Text, left: Collection[Key], style: Style) -> Text:
    return replace(text, colour=style.text_3) if text.key in left else text


def _quiet(outline: Outline) -> Outline:
    return replace(
        outline,
        fill_opacity=outline.fill_opacity * _QUIET_GROUP,
        line_opacity=outline.line_opacity * _QUIET_GROUP,
    )
