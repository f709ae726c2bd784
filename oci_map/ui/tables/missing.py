"""What the rows of a pasted block are called, and the offer to add what they name as well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast

from oci_map.drawing.text import one_line
from oci_map.i18n import _
from oci_map.model.fields import NOUNS, noun_of
from oci_map.operations import cells
from oci_map.operations.cells import Plan, Row
from oci_map.operations.record_names import called
from oci_map.ui.proposal import Proposal
from oci_map.ui.tables.headings import named

if TYPE_CHECKING:
    from oci_map.model.snapshot import Snapshot


#: The fields that say what a row is about.
_NAMING: Final = ("name", "name_nl", "name_en", "title", "organisation")
_LONGEST: Final = 40


def with_wider(proposal: Proposal, snapshot: Snapshot, block: Sequence[Row]) -> Proposal:
    """Return a proposal for a block with the offer to add what it names; itself without any."""
    planned = cast("Plan", proposal.plan)  # as the gestures made it
    if not planned.missing:
        return proposal
    fuller = cells.plan_with_missing(snapshot, block, planned)
    if not fuller.first:
        return proposal
    names: dict[str, list[str]] = {}
    for record in fuller.first:
        names.setdefault(noun_of(record).name, []).append(called(record))
    there_not = _("Not in the document yet ({noun}): {names}.")
    added_too = _("Would be added too ({noun}): {names}.")
    wider = replace(proposal, plan=fuller, notes=(*proposal.notes, *_lines(added_too, names)))
    notes = (*proposal.notes, *_lines(there_not, names))
    return replace(proposal, notes=notes, wider=wider, missing=len(fuller.first))


def names_of_rows(block: Sequence[Row]) -> tuple[str, ...]:
    """Return what the rows of a block call themselves, if all are new and all but empty ones do.

    A new row has no number in the table, and its number in the spreadsheet is not known.
    """
    if any(row.record for row in block):
        return ()
    field = next((one for one in _NAMING if block and one in block[0].texts), "")
    names = tuple(one_line(row.texts.get(field, "").strip())[:_LONGEST] for row in block)
    filled = [any(text.strip() for text in row.texts.values()) for row in block]
    return names if all(name or not full for name, full in zip(names, filled, strict=True)) else ()


def _lines(text: str, names: Mapping[str, Sequence[str]]) -> list[str]:
    return [
        text.format(noun=NOUNS[noun].label if len(some) == 1 else NOUNS[noun].plural,
                    names=named(some))
        for noun, some in names.items()
    ]  # fmt: skip
