"""Where ties are missing, as a table: what a heat map draws and the command line prints."""

from __future__ import annotations

from typing import Final

from oci_map.model.ids import RecordId
from oci_map.values import dataclass

SECTOR_SECTOR: Final = "sector-sector"
SECTOR_LEVEL: Final = "sector-level"
SECTOR_DOMAIN: Final = "sector-domain"
ORGANISATION_GROUP: Final = "organisation-group"
MATRICES: Final = (SECTOR_SECTOR, SECTOR_LEVEL, SECTOR_DOMAIN, ORGANISATION_GROUP)

#: What a cell is: compared with chance, or why it cannot be.
COUNTED: Final = "counted"
NO_MEMBER: Final = "no-member"  # a side has no organisation: hatched
NO_PAIR: Final = "no-pair"  # nobody to work with, as inside a sector of one: a dash
SEAT: Final = "seat"  # organisation × group: it sits there
WANTED: Final = "wanted"  # organisation × group: it holds the group's need and is not there
EMPTY: Final = "empty"  # organisation × group: neither

# Where the colour ramp steps, in standard deviations from what chance gives.
_STEPS: Final = (0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: what is there, what chance would give, and the gap that the list shows for it."""

    kind: str
    count: int = 0  # pairs of organisations that work together
    weight: float = 0.0  # what the weights of their ties add up to: the number to show
    pairs: int = 0  # pairs that could
    expected: float | None = None  # weight
    z: float | None = None
    p: float | None = None
    q: float | None = None
    shared_needs: tuple[RecordId, ...] = ()
    step: int = 0  # −3 far fewer than expected … 0 as expected … +3 far more
    gap: str = ""  # the key of the gap in the list, if there is one
    note: str = ""  # organisation × group: the role of the seat


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or a column: its record, and how many organisations are behind it."""

    noun: str
    record: RecordId
    organisations: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table of cells, `cells[row][column]`; symmetric ones hold both halves."""

    name: str  # one of MATRICES
    rows: tuple[Heading, ...]
    columns: tuple[Heading, ...]
    cells: tuple[tuple[Cell, ...], ...]
    symmetric: bool = False
    refined: bool = False  # expected values are from samples, or exact enough without them
    tested: int = 0  # cells that q is corrected for
    more_rows: int = 0  # rows and columns left out of a very large table
    more_columns: int = 0

    def at(self, row: RecordId, column: RecordId) -> Cell | None:
        """Return the cell of two records, None when one has no row or column."""
        rows = [one.record for one in self.rows]
        columns = [one.record for one in self.columns]
        if row not in rows or column not in columns:
            return None
        return self.cells[rows.index(row)][columns.index(column)]

    def where(self, gap: str) -> tuple[int, int] | None:
        """Return row and column of the first cell that stands for a gap, by its key."""
        for row, cells in enumerate(self.cells):
            for column, cell in enumerate(cells):
                if gap and cell.gap == gap:
                    return row, column
        return None


def step_of(z: float | None) -> int:
    """Return the step of the colour ramp, −3 to +3, for a distance in standard deviations."""
    if z is None:
        return 0
    steps = sum(abs(z) >= edge for edge in _STEPS)
    return steps if z > 0 else -steps
