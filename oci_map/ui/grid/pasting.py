"""A block from a spreadsheet put into the grid: by its names, else from the chosen cell on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from oci_map.i18n import _, listing
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.operations import grid_block
from oci_map.operations.grid_block import BlockPlan, Text
from oci_map.operations.record_names import RecordNames
from oci_map.ui import naming
from oci_map.ui.grid import words
from oci_map.ui.grid.cells import Cells, Subject
from oci_map.ui.proposal import PASTE, Proposal
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.exchange.clipboard_table import Grid

_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Target:
    """Where a block goes: the rows and columns of the grid, and those that are chosen."""

    rows: Sequence[RecordId]
    columns: Sequence[RecordId]
    chosen_rows: Sequence[RecordId]
    chosen_columns: Sequence[RecordId]


@dataclass(frozen=True, slots=True)
class Placed:
    """The texts of a block with the cells they are for, and what found no place."""

    texts: tuple[Text, ...]
    rows: tuple[RecordId, ...]  # of the rows of the block
    notes: tuple[str, ...] = ()


def proposed(snapshot: Snapshot, cells: Cells, block: Grid, target: Target) -> Proposal:
    """Return what a block would do to the grid."""
    subject = cells.subject
    placed = _by_names(snapshot, subject, block) or _from_cell(block, target)
    planned = grid_block.plan(
        snapshot, subject.link, placed.texts, words.choices(subject), cells.as_of
    )
    notes = [*placed.notes, *_undated(planned)]
    columns = {
        one.field: words.cut(naming.short(snapshot, subject.noun, RecordId(one.field)))
        for one in planned.misfits
    }
    names = tuple(words.cut(naming.short(snapshot, "organisation", one)) for one in placed.rows)
    return Proposal(planned, PASTE, placed.rows, (), tuple(notes), columns, names)


def _undated(planned: BlockPlan) -> list[str]:
    if not planned.undated:
        return []
    return [_("Periods in the block are left aside; F2 gives a seat its dates.")]


def _by_names(snapshot: Snapshot, subject: Subject, block: Grid) -> Placed | None:
    """Place a block by the names in its first row and column; None when it has none."""
    if len(block) < 2 or len(block[0]) < 2:
        return None
    names = RecordNames(snapshot)
    heads = [names.meant(subject.noun, text.strip()) for text in block[0][1:]]
    known = sum(len(found) == 1 for found in heads)
    written = sum(bool(text.strip()) for text in block[0][1:])
    if not known or 2 * known < written:
        return None
    columns = {place: found[0] for place, found in enumerate(heads, 1) if len(found) == 1}
    strange = [
        text for place, text in enumerate(block[0][1:], 1) if text.strip() and place not in columns
    ]
    rows: list[RecordId] = []
    texts: list[Text] = []
    for line in block[1:]:
        found = names.meant("organisation", line[0].strip()) if line and line[0].strip() else ()
        if len(found) != 1:
            strange += [line[0]] if line and line[0].strip() else []
            continue
        texts += [
            Text(len(rows), (found[0], columns[place]), text)
            for place, text in enumerate(line)
            if place in columns
        ]
        rows.append(found[0])
    return Placed(tuple(texts), tuple(rows), _left_aside(strange))


def _left_aside(strange: Sequence[str]) -> tuple[str, ...]:
    if not strange:
        return ()
    shown = [f"“{words.cut(text, 40)}”" for text in strange[:_MOST_NAMED]]
    if len(strange) > _MOST_NAMED:
        shown.append("…")
    return (_("Not known here, and left aside: {names}").format(names=listing(shown)),)


def _from_cell(block: Grid, target: Target) -> Placed:
    """Place a block from the first chosen cell on; one single text goes into all chosen cells."""
    if len(block) == 1 and len(block[0]) == 1:
        rows, columns = target.chosen_rows, target.chosen_columns
        texts = [
            Text(at, (row, column), block[0][0])
            for at, row in enumerate(rows)
            for column in columns
        ]
        return Placed(tuple(texts), tuple(rows))
    top = target.rows.index(target.chosen_rows[0])
    left = target.columns.index(target.chosen_columns[0])
    rows, columns = target.rows[top:], target.columns[left:]
    texts = [
        Text(at, (row, column), text)
        for at, (row, line) in enumerate(zip(rows, block, strict=False))
        for column, text in zip(columns, line, strict=False)
    ]
    beyond = len(block) > len(rows) or max(map(len, block), default=0) > len(columns)
    notes = (_("What lies beyond the last row or column is left aside."),) if beyond else ()
    return Placed(tuple(texts), tuple(rows[: len(block)]), notes)
