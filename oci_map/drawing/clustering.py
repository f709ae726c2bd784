"""The clusters that a picture shows: their names, colours and how well they hold."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from oci_map.drawing.part_colours import no_part, part_colour
from oci_map.drawing.style import Style
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis
    from oci_map.graph.clusters import Stability
    from oci_map.graph.structure import Structure

#: More outlines than these are a tangle: the largest clusters have one.
MOST_OUTLINES: Final = 12
# How well clusters hold takes long on larger maps; their legend goes without it.
_CHECKED: Final = 1_000


@dataclass(frozen=True, slots=True)
class ShownCluster:
    """A cluster as a picture shows it; `number` chooses its colour and stays with its key."""

    key: str
    name: str
    members: tuple[RecordId, ...]
    number: int
    note: str = ""  # how well it holds, in a word

    def colour(self, style: Style) -> str:
        """Return its colour '#RRGGBB'."""
        return part_colour(self.number, style)


@dataclass(frozen=True)  # no slots: its index is made on first use
class Clustering:
    """The clusters of a picture, largest first; `pending` while they are looked for anew."""

    listed: tuple[ShownCluster, ...] = ()
    only_large: frozenset[RecordId] = frozenset()  # tied by nothing but large gatherings
    pending: bool = False

    @cached_property
    def numbers(self) -> Mapping[RecordId, int]:
        """The number of the colour of each organisation that is in a cluster."""
        return {one: each.number for each in self.listed for one in each.members}

    def fills(self, shown: tuple[RecordId, ...], style: Style) -> list[str]:
        """Return the colour '#RRGGBB' of each of the n organisations shown; grey in none."""
        numbers = self.numbers
        nowhere = no_part(style)
        return [part_colour(numbers[one], style) if one in numbers else nowhere for one in shown]


def clustering_of(
    structure: Structure,
    held: Stability | None = None,
    colours: Mapping[str, int] | None = None,
) -> Clustering:
    """Return the clusters of a structure to be drawn.

    `held` adds how well each holds; `colours` gives the number of the colour by the key of the
    cluster, so that it keeps its colour after an edit. Without it they are numbered by size.
    """
    from oci_map.graph.wording_clusters import cluster_name, stability_word

    snapshot, names = structure.analysis.snapshot, structure.cluster_names
    numbers = colours if colours is not None else {}
    listed = tuple(
        ShownCluster(
            one.key,
            cluster_name(snapshot, names[one.key]),
            one.members,
            numbers.get(one.key, place),
            stability_word(one, held) if held is not None else "",
        )
        for place, one in enumerate(structure.clusters.listed)
    )
    return Clustering(listed, frozenset(structure.clusters.only_large))


def clustering_for(analysis: Analysis, *, checked: bool = False) -> Clustering:
    """Return the clusters of an analysis; `checked` with how well they hold, on smaller maps."""
    structure = analysis.structure
    checks = checked and len(analysis.organisations) <= _CHECKED
    return clustering_of(structure, structure.stability() if checks else None)
