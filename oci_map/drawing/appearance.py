"""How a map can be dressed: what colours the marks, what sizes them, whose outlines are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from oci_map.i18n import N_
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

BY_SECTOR: Final = "sector"
BY_LEVEL: Final = "level"
BY_DOMAIN: Final = "domain"
BY_CLUSTER: Final = "cluster"
BY_BROKERAGE: Final = "brokerage"
BY_PARTNERS: Final = "partners"
ALIKE: Final = "same"
GROUPS: Final = "groups"
CLUSTERS: Final = "clusters"
NO_OUTLINES: Final = "none"

#: What marks can be coloured by, in the words of the menu.
COLOURS: Final[Mapping[str, str]] = MappingProxyType(
    {
        BY_SECTOR: N_("Sector"),
        BY_LEVEL: N_("Policy level"),
        BY_DOMAIN: N_("Policy domain"),
        BY_CLUSTER: N_("Cluster"),
    }
)
#: What marks can be sized by.
SIZES: Final[Mapping[str, str]] = MappingProxyType(
    {
        BY_BROKERAGE: N_("Bridging role"),
        BY_PARTNERS: N_("Number of partners"),
        ALIKE: N_("All the same size"),
    }
)
#: What outlines are drawn round.
OUTLINES: Final[Mapping[str, str]] = MappingProxyType(
    {
        GROUPS: N_("Working groups"),
        CLUSTERS: N_("Clusters"),
        NO_OUTLINES: N_("No outlines"),
    }
)


@dataclass(frozen=True, slots=True)
class Appearance:
    """One way to dress the map; without values that of a document just opened."""

    colour_by: str = BY_SECTOR  # one of COLOURS
    size_by: str = BY_BROKERAGE  # one of SIZES
    hidden_outlines: frozenset[RecordId] = frozenset()  # groups whose outlines are not drawn
    outlines: str = GROUPS  # one of OUTLINES

    @property
    def needs_clusters(self) -> bool:
        """Say whether clusters must be known before the map can be drawn this way."""
        return self.colour_by == BY_CLUSTER or self.outlines == CLUSTERS


PLAIN: Final = Appearance()
