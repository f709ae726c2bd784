"""The labels of the organisations: which of them there is room for, and those that must be read.

On a large map there is no room for most. Whoever is a strong bridge and whoever a drawn gap
leads to is named all the same, over smaller marks if need be, as a city is on a map of villages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.drawing import marks
from oci_map.drawing.labels import place_labels, placed_boxes
from oci_map.drawing.outlined import LARGE
from oci_map.drawing.picture import Box, Key, Node, Text
from oci_map.drawing.style import LABEL_SIZE, Style
from oci_map.drawing.text import ascent, line_height, one_line, shortened, text_width
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.arrays import BoolArray, FloatArray
    from oci_map.drawing.before import Before
    from oci_map.graph.analysis import Analysis
    from oci_map.model.snapshot import Snapshot

_LABEL_WIDTH: Final = 150.0
# px that a label stands further from a mark that is painted twice as large.
_AIR: Final = 6.0
# On a large map so many bridges are named in any case, which are so much larger than usual marks.
_BRIDGES: Final = 10
_LARGER: Final = 1.25
# They choose their places before others, and the coordinator before all.
_BEFORE_OTHERS, _BEFORE_ALL = 50.0, 100.0


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The marks of a picture, as its lettering has to do with them."""

    nodes: Sequence[Node]
    centres: FloatArray  # (n, 2) px
    radii: FloatArray  # (n,) px
    growth: float  # how many times as large they are painted

    @property
    def grown(self) -> FloatArray:
        """How much larger each is painted, (n,), with as much more air on a large map."""
        more = self.growth - 1.0
        return np.asarray(more * self.radii + _AIR * more)

    @property
    def rings(self) -> FloatArray:
        """How much wider government bodies are by their outer ring, (n,)."""
        return np.array([3.0 if node.ringed else 0.0 for node in self.nodes], dtype=np.float64)


def gap_ends(analysis: Analysis) -> frozenset[Key]:
    """Return the organisations to which the gaps lead that are drawn."""
    if not analysis.filter.show_gaps:
        return frozenset()
    gaps = analysis.pair_gaps[: marks.MOST_GAPS]
    return frozenset(Key(end) for gap in gaps for end in (gap.one, gap.other))


def labels(
    drawn: Marks,
    snapshot: Snapshot,
    style: Style,
    scale: float,
    obstacles: Sequence[Box],
    chords: FloatArray,
    before: Before,
    ends: Collection[Key],
) -> tuple[list[Text], dict[Key, int]]:
    """Return the labels for which there is room, and the slot of each (see `labels.py`).

    `scale` is how much larger the lettering is, `obstacles` (px) the boxes it stays away from,
    `chords` (m, 4) the ties it avoids, `ends` whom the gaps lead to.
    """
    size, nodes = LABEL_SIZE * scale, drawn.nodes
    there, widest = snapshot.organisations, _LABEL_WIDTH * scale
    insist = _foremost(drawn, ends)
    strong = [node.coordinator for node in nodes] if insist is None else insist.tolist()
    texts, wide = [], []
    for node, weight in zip(nodes, [600 if one else 500 for one in strong], strict=True):
        name = marks.map_name(there[RecordId(node.key)])
        text, width = _lettered(name, size, weight, widest)
        texts.append((text, weight))
        wide.append(width)
    sizes = np.array([wide, [line_height(size)] * len(wide)], dtype=np.float64).T
    around = drawn.radii + drawn.rings + drawn.grown
    first = [_BEFORE_ALL if node.coordinator else 0.0 for node in nodes]
    kept = before.slots(scale)
    slots = place_labels(
        drawn.centres,
        around,
        sizes,
        drawn.radii + np.array(first) + (0.0 if insist is None else _BEFORE_OTHERS * insist),
        np.array(obstacles, dtype=np.float64).reshape(-1, 4),
        chords,
        np.array([kept.get(node.key, -1) for node in nodes], dtype=np.intp),
        insist=insist,
    )
    boxes = placed_boxes(drawn.centres, around, sizes, slots)
    found = []
    chosen = slots.tolist()
    for node, (text, weight), slot, box in zip(nodes, texts, chosen, boxes.tolist(), strict=True):
        if slot < 0 or not text:
            continue
        quiet = node.ringed and not node.coordinator
        colour = style.text_2 if quiet else style.text_1
        found.append(_label(before, node.key, text, tuple(box), size, weight, colour))
    return found, {node.key: slot for node, slot in zip(nodes, chosen, strict=True)}


def _foremost(drawn: Marks, ends: Collection[Key]) -> BoolArray | None:
    """Say who is named in any case, (n,); None on a map that is not large."""
    if len(drawn.nodes) <= LARGE:
        return None
    insist = np.array([n.coordinator or n.key in ends for n in drawn.nodes], dtype=np.bool_)
    largest = np.argsort(-drawn.radii, kind="stable")[:_BRIDGES]
    insist[largest] |= drawn.radii[largest] > _LARGER * np.median(drawn.radii)
    return insist


def _label(
    before: Before, key: Key, text: str, box: Box, size: float, weight: int, colour: str
) -> Text:
    known = before.label(key, text, box, size, weight, colour)
    return known or Text(key, text, box[0], box[1] + ascent(size), size, weight, colour, box)


@lru_cache(maxsize=1000)
def _lettered(name: str, size: float, weight: int, widest: float) -> tuple[str, float]:
    """Return what stands beside a mark, and its width."""
    text = shortened(one_line(name), size, weight, widest)
    return text, text_width(text, size, weight)
