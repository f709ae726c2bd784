"""What the map shows as a table: the organisations, and below them the ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oci_map import i18n
from oci_map.drawing.captions import KIND_NAMES
from oci_map.i18n import _
from oci_map.model.records import Organisation
from oci_map.model.text import folded

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis


def shown_rows(analysis: Analysis) -> list[list[str]]:
    """Return both tables, each under its heads, with an empty row between them."""
    people = organisation_rows(analysis)
    ties = tie_rows(analysis)
    empty = [""] * len(people[0])
    fitting = [[*row, *empty[len(row) :]] for row in ties]
    return [*people, empty, *fitting] if len(ties) > 1 else people


def organisation_rows(analysis: Analysis) -> list[list[str]]:
    """Return the organisations shown, by name, under their heads."""
    snapshot = analysis.snapshot
    heads = [
        _("Organisation"), _("Short name"), _("Sector"), _("Policy level"), _("Groups"),
        _("Number of partners"),
    ]  # fmt: skip
    records = sorted(
        (snapshot.organisations[one] for one in analysis.organisations),
        key=lambda record: (folded(record.name), record.id),
    )
    return [heads, *(_organisation(analysis, record) for record in records)]


def _organisation(analysis: Analysis, record: Organisation) -> list[str]:
    snapshot = analysis.snapshot
    level = snapshot.levels.get(record.policy_level)
    seats = snapshot.memberships_of.get(record.id, ())
    held = {seat.group for seat in seats if seat in analysis.members_of(seat.group)}
    groups = [snapshot.groups[one].name for one in sorted(held) if one in snapshot.groups]
    sectors = [snapshot.sectors[one].name for one in record.sectors if one in snapshot.sectors]
    return [
        record.name,
        record.short,
        _("Cross-sector") if record.cross_sector else "; ".join(sectors),
        level.name if level is not None else "",
        "; ".join(groups),
        str(len(analysis.partners_of(record.id))),
    ]


def tie_rows(analysis: Analysis) -> list[list[str]]:
    """Return the ties shown, under their heads."""
    snapshot = analysis.snapshot
    names = snapshot.organisations
    rows = [
        [
            names[line.one].short,
            names[line.other].short,
            _(KIND_NAMES.get(line.kind, "")),
            i18n.number(line.strength),
        ]
        for line in analysis.lines
    ]
    rows.sort(key=_folded)
    return [[_("Organisation"), _("Works with"), _("Kind of tie"), _("Strength (1 to 5)")], *rows]


def _folded(row: list[str]) -> list[str]:
    return [folded(cell) for cell in row]
