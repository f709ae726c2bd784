"""The picture before an edit: what of it the next one shows just so, as the same object.

Labels keep their places, marks their size where another would hardly be seen; and what is the
same object is neither lowered to strokes nor painted again.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.drawing.appearance import Appearance
from oci_map.drawing.clustering import Clustering
from oci_map.drawing.picture import (
    Box,
    GroupName,
    Key,
    Node,
    Outline,
    Picture,
    RingSegment,
    Text,
)
from oci_map.drawing.style import Style
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation
from oci_map.model.snapshot import Snapshot

# Sizes of a mark that differ by less than this share look the same.
_ALIKE: Final = 0.08
# What the look of a mark follows from, besides its own record.
_BEHIND_MARKS: Final = ("sector", "policy_level")


class Before:
    """The picture before, and the snapshot that it shows where that is known."""

    def __init__(
        self,
        picture: Picture | None,
        shown: Snapshot | None,
        now: Snapshot,
        style: Style,
        appearance: Appearance,
        clustering: Clustering | None,
    ) -> None:
        self._picture = picture
        self._alike = picture is not None and picture.appearance.size_by == appearance.size_by
        self._same_style = picture is not None and picture.style is style
        self._known: Mapping[RecordId, Organisation] = {}
        if (
            picture is not None
            and shown is not None
            and self._same_style
            and picture.appearance == appearance
            and picture.clustering is clustering
            and shown.info.coordinator == now.info.coordinator
            and all(shown.table(noun) is now.table(noun) for noun in _BEHIND_MARKS)
        ):
            self._known = shown.organisations

    def calm(self, one: RecordId, radius: float) -> float:
        """Return the radius a mark had, when it differs by less than is seen: less moves then."""
        before = self._node(one) if self._alike else None
        same = before is not None and abs(before.radius - radius) <= _ALIKE * radius
        return before.radius if before is not None and same else radius

    def mark(
        self, one: Organisation, place: tuple[float, float], radius: float, fill: str
    ) -> Node | None:
        """Return the mark of an organisation, if it looked like this."""
        if self._known.get(one.id) is not one:
            return None
        before = self._node(one.id)
        if before is None or (before.x, before.y, before.radius) != (*place, radius):
            return None
        return before if fill in ("", before.fill) else None

    def outline(self, key: Key, title: str, colour: str, polygon: FloatArray) -> Outline | None:
        """Return the outline of a group, if it ran like this."""
        one = self._outlines.get(key) if self._same_style else None
        if one is None or one.polygon is not polygon:
            return None
        return one if (one.title, one.colour) == (title, colour) else None

    def has(self, outline: Outline) -> bool:
        """Say whether an outline is one of those before."""
        return self._outlines.get(outline.key) is outline

    def segment(
        self, group: Key, organisation: Key, colour: str, points: FloatArray
    ) -> RingSegment | None:
        """Return the arc that stands for a group far away, if it ran like this."""
        one = self._segments.get((group, organisation))
        same = one is not None and one.colour == colour and np.array_equal(one.points, points)
        return one if same else None

    def slots(self, scale: float) -> Mapping[Key, int]:
        """Return where the labels stood, if they were as large as now."""
        picture = self._picture
        return picture.slots if picture is not None and picture.text_scale == scale else {}

    def names(self, scale: float) -> Mapping[Key, GroupName]:
        """Return the names of the groups, if they were as large as now."""
        picture = self._picture
        return self._names if picture is not None and picture.text_scale == scale else {}

    def name(
        self, key: Key, lines: tuple[str, ...], box: Box, size: float, colour: str
    ) -> GroupName | None:
        """Return the name of a group, if it read and stood like this."""
        one = self._names.get(key)
        if one is None or one.box != box or len(one.lines) != len(lines):
            return None
        given = ((text, size, colour) for text in lines)
        same = all((t.text, t.size, t.colour) == g for t, g in zip(one.lines, given, strict=True))
        return one if same else None

    def label(
        self, key: Key, text: str, box: Box, size: float, weight: int, colour: str
    ) -> Text | None:
        """Return the label of an organisation, if it read and stood like this."""
        one = self._labels.get(key)
        given = (text, box, size, weight, colour)
        if one is None or (one.text, one.box, one.size, one.weight, one.colour) != given:
            return None
        return one

    def _node(self, one: RecordId) -> Node | None:
        return None if self._picture is None else self._picture.node(Key(one))

    @cached_property
    def _outlines(self) -> dict[Key, Outline]:
        return {} if self._picture is None else {one.key: one for one in self._picture.outlines}

    @cached_property
    def _segments(self) -> dict[tuple[Key, Key], RingSegment]:
        picture = self._picture
        return {} if picture is None else {(s.group, s.organisation): s for s in picture.segments}

    @cached_property
    def _names(self) -> dict[Key, GroupName]:
        return {} if self._picture is None else {one.key: one for one in self._picture.names}

    @cached_property
    def _labels(self) -> dict[Key, Text]:
        return {} if self._picture is None else {one.key: one for one in self._picture.labels}
