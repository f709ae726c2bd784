"""The ties as they are drawn, found again while the same ones lead to the same places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing import marks
from oci_map.drawing.picture import Key, Link, Node
from oci_map.drawing.style import Style
from oci_map.graph.ties import Line


class DrawnTies:
    """The ties of one picture."""

    def __init__(self, links: Sequence[Link]) -> None:
        self.links = tuple(links)

    @cached_property
    def chords(self) -> FloatArray:
        """Each tie as two straight lines through its middle, (m, 4), px."""
        curves = np.array([one.curve for one in self.links if one.role != "coordination"])
        if not len(curves):
            return np.empty((0, 4))
        begin, control, end = curves[:, 0:2], curves[:, 2:4], curves[:, 4:6]
        middle = begin / 4 + control / 2 + end / 4
        return np.concatenate((np.hstack((begin, middle)), np.hstack((middle, end))))


class TieMemory:
    """Remembers the ties of the picture before: most edits leave them all."""

    def __init__(self) -> None:
        self._of: tuple[Style, Sequence[Line], Sequence[Key], bytes] | None = None
        self._drawn = DrawnTies(())

    def of(
        self, lines: Sequence[Line], nodes: Mapping[Key, Node], centres: FloatArray, style: Style
    ) -> DrawnTies:
        """Return the lines that lead from mark to mark; `centres` (n, 2) of the marks, px."""
        there = [one for one in lines if Key(one.one) in nodes and Key(one.other) in nodes]
        # Compared quickly: an edit leaves most lines the same objects.
        of = (style, there, list(nodes), centres.tobytes())
        if self._of is None or self._of[0] is not style or self._of[1:] != of[1:]:
            self._of, self._drawn = of, DrawnTies(marks.tie_links(there, nodes, style))
        return self._drawn
