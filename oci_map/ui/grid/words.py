"""The grid in words: what a cell holds, for the line below it, tooltips and screen readers."""

from __future__ import annotations

from typing import Final

from oci_map import i18n
from oci_map.i18n import N_, _
from oci_map.model.records import Membership
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import ROLES
from oci_map.operations.grid import Cell, Link
from oci_map.ui import naming
from oci_map.ui.grid.cells import GROUPS, Cells, Subject

PRIORITIES: Final = {3: N_("Needs it most"), 2: N_("Needs it"), 1: N_("Needs it a little")}
_LONGEST: Final = 80


def choices(subject: Subject) -> dict[str, str]:
    """Return what a cell can be given, and what that is called."""
    if subject is GROUPS:
        return {code: _(text) for code, text in ROLES.items()}
    return {str(code): _(text) for code, text in PRIORITIES.items()}


def of_link(link: Link) -> str:
    """Return a seat or a need in words: 'Chair, since 2010'."""
    if not isinstance(link, Membership):
        return _(PRIORITIES[link.priority])
    role = _(ROLES[link.role])
    begin, end = i18n.date(link.active_from), i18n.date(link.active_to)
    if begin and end:
        return _("{name}, from {begin} until {end}").format(name=role, begin=begin, end=end)
    if begin:
        return _("{name}, since {begin}").format(name=role, begin=begin)
    if end:
        return _("{name}, until {end}").format(name=role, end=end)
    return role


def of_cell(snapshot: Snapshot, cells: Cells, cell: Cell) -> str:
    """Return a cell as a sentence: 'Howest in Internationalisation: Chair, since 2010'."""
    organisation, column = names(snapshot, cells.subject, cell)
    links = cells.at(cell)
    values = {"organisation": organisation, "column": column}
    if not links:
        text = (
            _("{organisation} is not in {column}")
            if cells.subject is GROUPS
            else _("{organisation} has not said that it needs {column}")
        )
        return text.format(**values)
    text = (
        _("{organisation} in {column}: {what}")
        if cells.subject is GROUPS
        else _("{organisation}, {column}: {what}")
    )
    return text.format(what="; ".join(of_link(link) for link in links), **values)


def names(snapshot: Snapshot, subject: Subject, cell: Cell) -> tuple[str, str]:
    """Return what the organisation and the column of a cell are called, not too long."""
    organisation, column = cell
    return (
        cut(naming.short(snapshot, "organisation", organisation)),
        cut(naming.short(snapshot, subject.noun, column)),
    )


def cut(name: str, most: int = _LONGEST) -> str:
    """Return a name on one line that leaves room for others."""
    line = " ".join(name[: most * 4].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
