"""Which organisations are the rows of the grid, and in what order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, Literal

from oci_map.graph.filters import (
    CROSS_SECTOR,
    GOVERNMENT_BODY,
    NO_LEVEL,
    NO_SECTOR,
    level_row,
    sector_row,
)
from oci_map.i18n import N_, _
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import folded_texts
from oci_map.ui.grid.cells import Cells
from oci_map.values import dataclass

RowOrder = Literal["name", "sector", "level", "most"]
ROW_ORDERS: Final[dict[RowOrder, str]] = {
    "name": N_("A–Z"),
    "sector": N_("By sector"),
    "level": N_("By policy level"),
    "most": N_("Most first"),
}
_COMPARED: Final = 200  # letters of a name


@dataclass(frozen=True, slots=True)
class RowFilter:
    """What an organisation must be to be a row; nothing said means all."""

    text: str = ""
    sectors: frozenset[RecordId] = frozenset()
    levels: frozenset[RecordId] = frozenset()
    neither: tuple[RecordId, RecordId] | None = None  # two columns it must be absent from


class Rows:
    """Chooses and sorts organisations; their order by name is kept for the next look."""

    def __init__(self) -> None:
        self._table: object = None
        self._named: list[RecordId] = []  # all organisations by name

    def chosen(
        self,
        snapshot: Snapshot,
        cells: Cells,
        wanted: RowFilter,
        order: RowOrder,
        named: Collection[RecordId] | None,
    ) -> list[RecordId]:
        """Return the organisations that are shown, in order; `named` fit the text of the filter."""
        table = snapshot.organisations
        self._prepare(table)
        found = self._named if named is None else [one for one in self._named if one in named]
        if wanted.sectors or wanted.levels:
            found = [one for one in found if _fits(table[one], wanted)]
        if wanted.neither is not None:
            found = [one for one in found if is_in_neither(cells, one, wanted)]
        return _sorted(snapshot, cells, found, order)

    def _prepare(self, table: Mapping[RecordId, Organisation]) -> None:
        if table is self._table:
            return
        self._table = table
        names = folded_texts([record.short[:_COMPARED] for record in table.values()])
        self._named = [one for _name, one in sorted(zip(names, table, strict=True))]


def _sorted(
    snapshot: Snapshot, cells: Cells, found: list[RecordId], order: RowOrder
) -> list[RecordId]:
    """Return organisations, given by name, in another order; among equals the name decides."""
    if order == "name":
        return list(found)
    if order == "most":
        counts = cells.row_counts()
        return sorted(found, key=counts.__getitem__, reverse=True)
    ranks = _ranks(snapshot, order)
    row_of = sector_row if order == "sector" else level_row
    table, last = snapshot.organisations, len(ranks)
    return sorted(found, key=lambda one: ranks.get(row_of(table[one]), last))


def is_in_neither(cells: Cells, organisation: RecordId, wanted: RowFilter) -> bool:
    """Say whether an organisation is absent from the two columns that are asked for, if any."""
    return wanted.neither is None or not any(
        cells.holding((organisation, column)) for column in wanted.neither
    )


def sector_choices(snapshot: Snapshot) -> list[tuple[RecordId, str]]:
    """Return the sectors to choose from, and what stands beside them."""
    sectors = sorted(snapshot.sectors.values(), key=lambda one: (one.rank, one.name))
    rows = {sector_row(one) for one in snapshot.organisations.values()}
    others = (
        (CROSS_SECTOR, _("Cross-sector")),
        (GOVERNMENT_BODY, _("Government bodies")),
        (NO_SECTOR, _("No sector")),
    )
    return [(one.id, one.name) for one in sectors] + [one for one in others if one[0] in rows]


def level_choices(snapshot: Snapshot) -> list[tuple[RecordId, str]]:
    """Return the policy levels to choose from."""
    levels = sorted(snapshot.levels.values(), key=lambda one: (one.rank, one.name))
    found = [(one.id, one.name) for one in levels]
    if any(level_row(one) == NO_LEVEL for one in snapshot.organisations.values()):
        found.append((NO_LEVEL, _("No policy level")))
    return found


def _fits(organisation: Organisation, wanted: RowFilter) -> bool:
    if wanted.levels and level_row(organisation) not in wanted.levels:
        return False
    return not wanted.sectors or not wanted.sectors.isdisjoint(
        (sector_row(organisation), *organisation.sectors)
    )


def _ranks(snapshot: Snapshot, order: RowOrder) -> dict[RecordId, int]:
    choices = sector_choices(snapshot) if order == "sector" else level_choices(snapshot)
    return {one: place for place, (one, _name) in enumerate(choices)}
