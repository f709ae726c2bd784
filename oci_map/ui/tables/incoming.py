"""How a sheet of a file would be read: where its headings stand, which table it is meant for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from oci_map.model.fields import Field, Kind
from oci_map.ui.tables.columns import TABLES, table
from oci_map.ui.tables.headings import under_headings
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.exchange.clipboard_table import Grid
    from oci_map.exchange.spreadsheet_cells import Block

_HIGHEST: Final = 12  # headings stand among so many first rows; above them is a title
_SAMPLE: Final = 30  # rows that say what a sheet is about
_KNOWN: Final = 2  # so many headings are no accident
_TYPED: Final = (Kind.TEXT, Kind.REFERENCE)


@dataclass(frozen=True, slots=True)
class Incoming:
    """How the rows of a sheet go into a table."""

    noun: str
    above: int  # rows above the headings, which are left out
    headed: bool  # its columns go by their headings, else in the order of the table
    fields: tuple[Field | None, ...]  # of its columns; None for one that is left out


def incoming(rows: Block, noun: str, shown: Sequence[Field]) -> Incoming:
    """Return how a sheet would be read into a table that shows these columns."""
    above = headings_at(rows)
    wide = len(rows[0]) if rows else 0
    headed = under_headings(_grid(rows, above), table(noun).fields)
    if headed is None:
        return Incoming(noun, above, headed=False, fields=_in_order(shown, wide))
    by_column = dict(zip(headed.columns, headed.fields, strict=True))
    fields = tuple(by_column.get(column) for column in range(wide))
    return Incoming(noun, above, headed=True, fields=fields)


def meant_for(rows: Block, shown: str) -> str:
    """Return the table whose columns the headings name best, else the one that is shown."""
    grid = _grid(rows, headings_at(rows))
    best, most = shown, (False, 0, False, False)
    for spec in TABLES:
        whole, known = _fit(grid, spec.noun)
        # Where two know as many, the one that is shown, or of which no column is wanting.
        fit = (whole, known, spec.noun == shown, known == len(spec.fields))
        if known and fit > most:
            best, most = spec.noun, fit
    return best


def headings_at(rows: Block) -> int:
    """Return the number of the first row in which some table knows its columns again."""
    for at in range(min(_HIGHEST, len(rows) - 1)):
        grid = _grid(rows, at)
        if any(_fit(grid, spec.noun)[1] >= _KNOWN for spec in TABLES):
            return at
    return 0


def _fit(grid: Grid, noun: str) -> tuple[bool, int]:
    """Say whether all that a table must have is among the headings, and how many it knows."""
    fields = table(noun).fields
    headed = under_headings(grid, fields)
    if headed is None:
        return False, 0
    names = {field.name for field in headed.fields}
    needed = [one.name for one in fields if one.required and one.kind in _TYPED]
    return all(name in names for name in needed), len(names)


def _in_order(shown: Sequence[Field], wide: int) -> tuple[Field | None, ...]:
    found: list[Field | None] = [*shown[:wide]]
    return tuple(found + [None] * (wide - len(found)))


def _grid(rows: Block, begin: int) -> Grid:
    return [list(row) for row in rows[begin : begin + _SAMPLE]]
