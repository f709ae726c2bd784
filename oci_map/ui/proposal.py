"""A gesture on many cells that waits for a decision, because not all of it fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Final, Protocol

from oci_map import i18n
from oci_map.i18n import N_, NN_
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.operations import cells
from oci_map.operations.cells import Misfit
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """The words of a gesture: of its step, and of the button that does what fits."""

    step: tuple[str, str]
    button: tuple[str, str]
    adding: str = ""
    elsewhere: str = ""  # where some columns of a sheet of somebody's own go


PASTE: Final = Verb(
    cells.PASTED,
    NN_("Paste the {count} that fits", "Paste the {count} that fit"),
    N_("Paste and add"),
    N_("For {names}, paste the same block into the table “{table}”."),
)
IMPORT: Final = Verb(
    NN_("Imported {count} cell into {field}", "Imported {count} cells into {field}"),
    NN_("Import the {count} that fits", "Import the {count} that fit"),
    N_("Import and add"),
    N_("For {names}, import the same sheet into the table “{table}”."),
)
FILL: Final = Verb(cells.FILLED, NN_("Fill the {count} that fits", "Fill the {count} that fit"))
EMPTY: Final = Verb(
    cells.EMPTIED, NN_("Empty the {count} that can be", "Empty the {count} that can be")
)
CHANGE: Final = Verb(
    cells.CHANGED, NN_("Change the {count} that fits", "Change the {count} that fit")
)


class AnyPlan(Protocol):
    """What the panel must know of what would be done."""

    @property
    def noun(self) -> str:
        """The noun of the records that would change."""

    @property
    def fitting(self) -> int:
        """How many cells can be taken."""

    @property
    def misfits(self) -> Sequence[Misfit]:
        """The cells that cannot, with their reasons."""

    @property
    def added(self) -> Sequence[Record]:
        """The records that would be new rows."""

    @property
    def does_something(self) -> bool:
        """Whether anything would be different."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A gesture that waits for a decision: what it would do, where its rows are, what is wrong."""

    plan: AnyPlan
    verb: Verb
    records: tuple[RecordId, ...]  # of the rows of the block; '' for one to be added
    rows: tuple[int, ...]  # where they stand in the table
    notes: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict)  # names of what is no field
    row_names: tuple[str, ...] = ()  # of the rows of the block, where they have names
    wider: Proposal | None = None  # the same with what it names, and what is not there, added
    missing: int = 0  # how many records that adds
    there: int = 0  # how many rows name a record that is there already; they add none
    unsure: int = 0  # how many rows are left out, because they can be more than one thing
    update: Proposal | None = None  # the same with those records brought up to date
    updating: bool = False  # whether it is that one
    changes: tuple[Misfit, ...] = ()  # what it changes: the cell, and how as the reason

    def row(self, misfit: Misfit) -> str:
        """Return how the row of a cell is called: by name, else by its number."""
        at = misfit.row
        if at < len(self.row_names):
            return self.row_names[at]
        return i18n.number(self.rows[at] + 1 if at < len(self.rows) else at + 1)

    def column(self, misfit: Misfit) -> str:
        """Return how the column of a cell is called."""
        known = self.columns.get(misfit.field)
        return NOUNS[self.plan.noun].field(misfit.field).label if known is None else known
