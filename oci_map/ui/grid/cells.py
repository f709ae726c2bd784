"""What the cells of the grid hold: the seats or needs between each row and each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final, cast

from oci_map.graph.filters import Moment
from oci_map.i18n import _
from oci_map.model.change import RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership, NeedStatement
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import ROLES
from oci_map.operations.grid import Cell, Link, in_time, seat_at
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Subject:
    """What the columns are, and which records lie between them and the organisations."""

    noun: str
    link: str
    field: str


GROUPS: Final = Subject("working_group", "membership", "group")
NEEDS: Final = Subject("need", "need_statement", "need")
SUBJECTS: Final = (GROUPS, NEEDS)


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell as it is painted."""

    text: str  # a letter or a figure
    tone: str  # the role, or the priority
    years: str
    holds: bool  # at the date that is looked at
    more: int  # further periods in the same cell


class Cells:
    """The seats or needs by organisation and column, kept up to date change by change."""

    def __init__(self, snapshot: Snapshot, subject: Subject, as_of: str = "") -> None:
        self.subject = subject
        self._links: dict[Cell, tuple[Link, ...]] = {}
        self._holding: dict[Cell, Link] = {}
        self._shown: dict[Cell, Shown] = {}
        found: dict[Cell, list[Link]] = {}
        for link in cast("Mapping[RecordId, Link]", snapshot.table(subject.link)).values():
            found.setdefault(self._cell(link), []).append(link)
        self._links = {cell: _sorted(links) for cell, links in found.items()}
        self.set_date(as_of)

    def set_date(self, as_of: str) -> None:
        """Look at another (partial) date; '' is all dates."""
        self.as_of = as_of
        self._shown.clear()
        moment = Moment(as_of)
        self._holding = {}
        for cell, links in self._links.items():
            link = links[0]
            if len(links) > 1:
                self._hold(cell)
            elif isinstance(link, NeedStatement) or moment.has(link.active_from, link.active_to):
                self._holding[cell] = link

    def take(self, records: Iterable[RecordChange]) -> dict[Cell, int]:
        """Take in what a step did; return the cells it touched, and whether they count: 1, 0, −1.

        1 is a cell that holds something now and did not before.
        """
        touched: dict[Cell, None] = {}
        for one in records:
            if one.noun != self.subject.link:
                continue
            for link, comes in ((one.before, False), (one.after, True)):
                if link is not None:
                    touched[self._replace(cast("Link", link), comes)] = None
        counted = {cell: cell in self._holding for cell in touched}
        for cell in touched:
            self._shown.pop(cell, None)
            self._hold(cell)
        return {cell: (cell in self._holding) - counted[cell] for cell in touched}

    def _replace(self, link: Link, comes: bool) -> Cell:
        cell = self._cell(link)
        others = [one for one in self._links.get(cell, ()) if one.id != link.id]
        if comes:
            others.append(link)
        if others:
            self._links[cell] = _sorted(others)
        else:
            self._links.pop(cell, None)
        return cell

    def _hold(self, cell: Cell) -> None:
        links = self._links.get(cell, ())
        holding: Link | None = links[0] if links else None
        if isinstance(holding, Membership):
            holding = seat_at(cast("tuple[Membership, ...]", links), self.as_of)
        if holding is None:
            self._holding.pop(cell, None)
        else:
            self._holding[cell] = holding

    def _cell(self, link: Link) -> Cell:
        return (link.organisation, getattr(link, self.subject.field))

    def at(self, cell: Cell) -> tuple[Link, ...]:
        """Return all that a cell holds, in the order of time."""
        return self._links.get(cell, ())

    def holding(self, cell: Cell) -> Link | None:
        """Return what holds in a cell at the date; this is what an edit touches."""
        return self._holding.get(cell)

    def shown(self, cell: Cell) -> Shown | None:
        """Return how a cell is painted; None when it holds nothing at any time."""
        links = self._links.get(cell)
        if links is None:
            return None
        made = self._shown.get(cell)
        if made is None:
            holding = self._holding.get(cell)
            link = links[-1] if holding is None else holding
            made = self._shown[cell] = Shown(
                letter(link), tone(link), _years(link), holding is not None, len(links) - 1
            )
        return made

    def counts(
        self, organisations: Collection[RecordId]
    ) -> tuple[Counter[RecordId], Counter[RecordId]]:
        """Return how many cells hold something, for each of these rows and for each column."""
        rows: Counter[RecordId] = Counter()
        columns: Counter[RecordId] = Counter()
        for row, column in self._holding:
            if row in organisations:
                rows[row] += 1
                columns[column] += 1
        return rows, columns

    def count_of(self, column: RecordId) -> int:
        """Return how many organisations are in a column, shown or not."""
        return sum(column == other for _row, other in self._holding)


def tone(link: Link) -> str:
    """Return what decides how a cell looks: the role, or the priority."""
    return link.role if isinstance(link, Membership) else str(link.priority)


def letter(link: Link) -> str:
    """Return the sign in a cell: the first letter of the role, or the priority."""
    if isinstance(link, NeedStatement):
        return str(link.priority)
    return _(ROLES[link.role])[:1].upper()


def _sorted(links: list[Link]) -> tuple[Link, ...]:
    if len(links) < 2 or isinstance(links[0], NeedStatement):
        return tuple(links)
    return tuple(sorted(cast("list[Membership]", links), key=in_time))


def _years(link: Link) -> str:
    """Return a period in as few signs as can be: ’09–’12."""
    if isinstance(link, NeedStatement) or not (link.active_from or link.active_to):
        return ""
    begin, end = (f"’{day[2:4]}" if day else "" for day in (link.active_from, link.active_to))
    return begin if link.active_from[:4] == link.active_to[:4] else f"{begin}–{end}"
