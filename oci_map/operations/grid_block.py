"""A block of texts for cells of the grid: read, tried against what is there, done as one step.

Nothing is changed while it is planned. An empty text leaves a cell as it is, so that a block with
gaps takes no seat away; a stroke clears it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.i18n import _, listing
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import Membership, NeedStatement
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import clean_text, folded
from oci_map.model.vocabulary import ROLES
from oci_map.operations.cells import PASTED, Misfit
from oci_map.operations.grid import Cell, Link, new_seat, seat_at, take_out
from oci_map.operations.labels import counted
from oci_map.values import dataclass

_TICKS: Final = frozenset({"x", "✓", "✔", "yes", "ja", "y", "j"})
_STROKES: Final = frozenset({"-", "–", "—", "no", "nee", "n"})
_CLEAR: Final = "-"
_USUAL: Final = {"membership": "member", "need_statement": "2"}
_QUOTED: Final = 60


@dataclass(frozen=True, slots=True)
class Text:
    """What is to be read into a cell, and its row in the block."""

    row: int
    cell: Cell
    text: str


@dataclass(frozen=True, slots=True)
class BlockPlan:
    """What a block would do: seats or needs as they would be, those taken out, what is wrong."""

    noun: str
    changed: tuple[Link, ...] = ()
    going: tuple[Link, ...] = ()
    fitting: int = 0  # how many cells can be read, those that stay the same too
    misfits: tuple[Misfit, ...] = ()
    undated: int = 0  # cells whose text had a period too, which is not read
    added: tuple[Link, ...] = ()  # no rows of the grid ever are

    @property
    def does_something(self) -> bool:
        """Say whether anything would be different."""
        return bool(self.changed or self.going)


def plan(
    snapshot: Snapshot, noun: str, texts: Sequence[Text], words: Mapping[str, str], as_of: str = ""
) -> BlockPlan:
    """Return what texts would do to memberships or to need statements, at a date.

    `words` are what a cell can hold, code to name in the chosen language.
    """
    changed: dict[Cell, Link] = {}
    going: dict[Cell, Link] = {}
    misfits = []
    fitting = undated = 0
    for one in texts:
        line = " ".join(clean_text(one.text).split())
        if not line:
            continue
        name, period = _without_period(line)
        undated += period
        present = _present(snapshot, noun, one.cell, as_of)
        try:
            wanted = _read(noun, name, words, present)
        except UserError as problem:
            misfits.append(Misfit(one.row, one.cell[1], line, problem.sentence))
            continue
        fitting += 1
        changed.pop(one.cell, None)
        going.pop(one.cell, None)
        if wanted == _CLEAR:
            if present is not None:
                going[one.cell] = present
        elif (link := _link(snapshot, noun, one.cell, wanted, present, as_of)) is not None:
            changed[one.cell] = link
    return BlockPlan(
        noun, tuple(changed.values()), tuple(going.values()), fitting, tuple(misfits), undated
    )


def apply(document: Document, planned: BlockPlan) -> None:
    """Do what was planned as one step."""
    if not planned.does_something:
        return
    count = len(planned.changed) + len(planned.going)
    snapshot = document.snapshot
    with document.transaction(counted(PASTED, count, field=NOUNS[planned.noun].many)) as edit:
        for link in planned.changed:
            edit.put(link)
        take_out(edit, snapshot, planned.going)


def _without_period(line: str) -> tuple[str, bool]:
    """Return the words before a period, as in 'Chair, since 2010'; of several the last one."""
    last = line.rpartition(";")[2].strip()
    name, comma, _rest = last.partition(",")
    return name.strip(), bool(comma) or last != line


def _present(snapshot: Snapshot, noun: str, cell: Cell, as_of: str) -> Link | None:
    organisation, column = cell
    if noun == "membership":
        return seat_at(_seats(snapshot, cell), as_of)
    held = snapshot.needs_of.get(organisation, ())
    return next((one for one in held if one.need == column), None)


def _seats(snapshot: Snapshot, cell: Cell) -> list[Membership]:
    return [one for one in snapshot.memberships_of.get(cell[0], ()) if one.group == cell[1]]


def _read(noun: str, text: str, words: Mapping[str, str], present: Link | None) -> str:
    """Return the role or priority that is meant; a tick keeps the one that is there."""
    typed = folded(text)
    if typed in _STROKES:
        return _CLEAR
    if typed in _TICKS or (typed == "1" and noun == "membership"):
        return _held(present) or _USUAL[noun]
    for code, name in words.items():
        known = {folded(code), folded(name)}
        if noun == "membership":
            known |= {folded(ROLES[code]), folded(name)[:1], folded(ROLES[code])[:1]}
        if typed in known:
            return code
    raise UserError(
        _("“{value}” is none of these: {choices}, or x.").format(
            value=text[:_QUOTED], choices=listing(list(words.values()))
        )
    )


def _held(link: Link | None) -> str:
    if link is None:
        return ""
    return link.role if isinstance(link, Membership) else str(link.priority)


def _link(
    snapshot: Snapshot, noun: str, cell: Cell, wanted: str, present: Link | None, as_of: str
) -> Link | None:
    """Return the seat or need as it would be; None when it is so already."""
    if _held(present) == wanted:
        return None
    organisation, column = cell
    if isinstance(present, Membership):
        return replace(present, role=wanted)
    if isinstance(present, NeedStatement):
        return replace(present, priority=int(wanted))
    if noun == "membership":
        return new_seat(organisation, column, wanted, as_of, _seats(snapshot, cell))
    return NeedStatement(
        id=new_id(), organisation=organisation, need=RecordId(column), priority=int(wanted)
    )
