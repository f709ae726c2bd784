"""What outlines are drawn round: working groups, clusters, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import IntArray
from oci_map.drawing.appearance import CLUSTERS, NO_OUTLINES, Appearance
from oci_map.drawing.clustering import MOST_OUTLINES, Clustering
from oci_map.drawing.crowd import CROWDED
from oci_map.drawing.picture import Key
from oci_map.drawing.places import drawn_groups
from oci_map.drawing.style import Style
from oci_map.model import vocabulary as v
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis

#: Above so many marks on a map, outlines have at most so many members, and are at most so many.
LARGE: Final = 200
MOST_MEMBERS: Final = 80
MOST_GROUPS: Final = 24
#: There, a group with more others among its members has none: it lies all over the map.
MOST_STRANGERS: Final = 40
#: So many groups are looked at, the largest first, until there are as many outlines as may be.
_MOST_TRIED: Final = 120
#: In a crowd the largest lie all over the map, and outlines are seen from nearby only: there the
#: first ones do.
_IN_A_CROWD: Final = 40


@dataclass(frozen=True, slots=True, eq=False)
class Outlined:
    """Organisations round which one outline is drawn."""

    key: Key
    title: str
    members: IntArray  # places of their marks
    colour: str
    central: bool = False  # its name stands on top


def outlined(
    analysis: Analysis,
    appearance: Appearance,
    clustering: Clustering | None,
    index: Mapping[Key, int],
    style: Style,
) -> list[Outlined]:
    """Return what may have an outline in a picture whose marks are at `index`; empty ones may not.

    On a large map there are more than are drawn: see `chosen`.
    """
    if appearance.outlines == NO_OUTLINES:
        return []
    if appearance.outlines == CLUSTERS:
        found = [] if clustering is None else list(_clusters(clustering, index, style))
    else:
        found = list(_groups(analysis, appearance, index, style))
    return _readable([one for one in found if len(one.members)], len(index))


def chosen(found: list[Outlined], marks: int, shows: Callable[[Outlined], bool]) -> list[Outlined]:
    """Return which of them are drawn: on a large map the largest of those that show who is in.

    `shows` says whether an outline would show who is in a group.
    """
    if marks <= LARGE:
        return found
    if marks > CROWDED:
        return [one for one in found[:_IN_A_CROWD] if shows(one)]
    return list(islice(filter(shows, found[:_MOST_TRIED]), MOST_GROUPS))


def _readable(found: list[Outlined], marks: int) -> list[Outlined]:
    """Leave out what nobody could read on a large map, and begin with the largest groups.

    An outline round hundreds among thousands covers the map, and takes minutes to find. What is
    left out is still lit when its group is chosen.
    """
    if marks <= LARGE:
        return found
    small = [one for one in found if len(one.members) <= MOST_MEMBERS]
    return small if marks > CROWDED else sorted(small, key=_by_size)


def _by_size(one: Outlined) -> int:
    return -len(one.members)


def _clusters(clustering: Clustering, index: Mapping[Key, int], style: Style) -> Iterator[Outlined]:
    for one in clustering.listed[:MOST_OUTLINES]:
        members = _places((Key(member) for member in one.members), index)
        yield Outlined(Key(one.key), one.name, members, one.colour(style))


def _groups(
    analysis: Analysis, appearance: Appearance, index: Mapping[Key, int], style: Style
) -> Iterator[Outlined]:
    number = 0
    for group in drawn_groups(analysis.snapshot):
        central = group.kind == v.POLICY_GROUP
        colour = style.hull_policy if central else style.hull[number % len(style.hull)]
        # A group that is not drawn keeps its colour for when it is.
        number += not central
        if group.id not in appearance.hidden_outlines:
            seats = (Key(seat.organisation) for seat in analysis.members_of(group.id))
            yield Outlined(Key(group.id), group.name, _places(seats, index), colour, central)


def _places(keys: Iterator[Key], index: Mapping[Key, int]) -> IntArray:
    return np.array(sorted({index[key] for key in keys if key in index}), dtype=np.intp)
