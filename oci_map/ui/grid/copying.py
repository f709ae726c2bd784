"""A block of the grid as rows of texts, for a spreadsheet or a letter."""

from __future__ import annotations

from collections.abc import Sequence

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.ui import naming
from oci_map.ui.grid import words
from oci_map.ui.grid.cells import Cells


def block(
    snapshot: Snapshot, cells: Cells, rows: Sequence[RecordId], columns: Sequence[RecordId]
) -> list[list[str]]:
    """Return what these rows and columns hold; more than one cell comes with its names."""
    body = [
        ["; ".join(words.of_link(link) for link in cells.at((row, column))) for column in columns]
        for row in rows
    ]
    if len(rows) * len(columns) == 1:
        return body
    head = [_("Organisation"), *(naming.short(snapshot, cells.subject.noun, c) for c in columns)]
    named = [
        [naming.short(snapshot, "organisation", row), *line]
        for row, line in zip(rows, body, strict=True)
    ]
    return [head, *named]
