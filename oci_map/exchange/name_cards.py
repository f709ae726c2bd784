"""Name cards of a roundtable, as content: a name, its organisation, its table in each round."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from oci_map.errors import UserError
from oci_map.exchange.formats import check_document
from oci_map.exchange.writing import write_whole
from oci_map.i18n import _, number
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation, Person
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.of_record import roundtable_of
from oci_map.roundtable.plan import table_of
from oci_map.roundtable.task import seating_of
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.exchange.options import Options

_FEW_ROUNDS: Final = 8


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a name card; `below` and `foot` may be empty."""

    name: str
    below: str  # the organisation of a person, or the full name of an organisation
    foot: str  # the tables


@dataclass(frozen=True, slots=True)
class CardGrid:
    """How cards lie on an A4 sheet, in mm."""

    columns: int
    rows: int
    width: float
    height: float
    folded: bool  # each card has a fold across its middle, and only its lower half is written on

    @property
    def left(self) -> float:
        """The margin left and right."""
        return (210.0 - self.columns * self.width) / 2

    @property
    def top(self) -> float:
        """The margin at the top and at the bottom."""
        return (297.0 - self.rows * self.height) / 2


GRIDS: Final = {
    "fold": CardGrid(1, 2, 180.0, 138.0, folded=True),
    "cut": CardGrid(2, 4, 90.0, 55.0, folded=False),
}


def name_cards(snapshot: Snapshot, roundtable: RecordId) -> tuple[Card, ...]:
    """Return the cards of all who are expected, by name; tables only when there is a plan."""
    roundtable_of(snapshot, roundtable)
    task = seating_of(snapshot, roundtable)
    cards = []
    for guest, organisation in task.organisations.items():
        own = snapshot.organisations[organisation]
        person = snapshot.all(Person).get(snapshot.all(Invitation)[guest].person)
        if person is not None and person.name.strip():
            name, below = person.name, own.short
        else:
            name, below = own.short, own.name if own.name != own.short else ""
        tables = [table_of(task.plan, guest, at) for at in range(1, len(task.plan) + 1)]
        cards.append(Card(_line(name), _line(below), _foot(tables)))
    return tuple(sorted(cards, key=lambda card: (card.name.casefold(), card.below)))


def write_cards(
    snapshot: Snapshot,
    roundtable: RecordId,
    path: Path,
    kind: str = "fold",
    options: Options | None = None,
) -> list[Path]:
    """Write the name cards as a Word document or a PDF; raises UserError and FileProblem."""
    from oci_map.drawing.style import STYLES

    check_document(path)
    cards = name_cards(snapshot, roundtable)
    if not cards:
        raise UserError(_("Nobody is on the list yet. Nothing was written."))
    title = roundtable_of(snapshot, roundtable).name
    if path.suffix.lower() == ".docx":
        from oci_map.exchange.name_cards_docx import cards_docx

        data = cards_docx(cards, GRIDS[kind], title)
    else:
        from oci_map.exchange.image import pdf
        from oci_map.exchange.name_cards_pages import card_sheets

        style = STYLES["print"] if options is None else options.style
        data = pdf(card_sheets(cards, GRIDS[kind], title, style))
    write_whole(path, data)
    return [path]


def _foot(tables: list[int | None]) -> str:
    if not any(tables) or len(tables) > _FEW_ROUNDS:
        return ""
    if len(tables) == 1:
        return _("Table {table}").format(table=number(tables[0] or 0))
    said = " · ".join("–" if table is None else number(table) for table in tables)
    return _("Tables {tables}").format(tables=said)


def _line(text: str) -> str:
    return " ".join(text.split())
