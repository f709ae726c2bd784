"""What the cells of the grid hold: the seats or needs between each row and each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter, itemgetter
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
_PERIOD: Final = attrgetter("active_from", "active_to")
_ROW, _COLUMN = itemgetter(0), itemgetter(1)


@dataclass(frozen=True, slots=True)
class Shown:
    """One cell as it is painted."""

    text: str  # a letter or a figure
    tone: str  # the role, or the priority
    years: str
    holds: bool  # at the date that is looked at
    more: int  # further periods in the same cell


class Cells:
    """The seats or needs by organisation and column, kept up to date change by change.

    Nearly all cells hold one link at most: those are looked up as they are, and counted together.
    """

    def __init__(self, snapshot: Snapshot, subject: Subject, as_of: str = "") -> None:
        self.subject = subject
        self._cell_of = attrgetter("organisation", subject.field)
        self._shown: dict[Cell, Shown] = {}
        links = cast("Mapping[RecordId, Link]", snapshot.table(subject.link)).values()
        cells = list(map(self._cell_of, links))
        # The one link of each cell; of several, the last in the table.
        self._links: dict[Cell, Link] = dict(zip(cells, links, strict=True))
        self._several: dict[Cell, tuple[Link, ...]] = {}
        if len(self._links) < len(cells):
            self._find_several(cells, links)
        self.set_date(as_of)

    def _find_several(self, cells: Iterable[Cell], links: Iterable[Link]) -> None:
        often = {cell for cell, count in Counter(cells).items() if count > 1}
        found: dict[Cell, list[Link]] = {}
        for cell, link in zip(cells, links, strict=True):
            if cell in often:
                found.setdefault(cell, []).append(link)
        self._several = {cell: _sorted(several) for cell, several in found.items()}

    def set_date(self, as_of: str) -> None:
        """Look at another (partial) date; '' is all dates."""
        self.as_of = as_of
        self._shown.clear()
        self._past: set[Cell] = set()  # cells that hold nothing at the date
        self._counts: tuple[Counter[RecordId], Counter[RecordId]] | None = None
        if not as_of or self.subject is NEEDS:
            return
        moment = Moment(as_of)
        periods = list(map(_PERIOD, self._links.values()))
        over = {period for period in set(periods) if not moment.has(*period)}
        self._past = {
            cell for cell, period in zip(self._links, periods, strict=True) if period in over
        }
        for cell in self._several:
            self._look_at(cell)

    def take(self, records: Iterable[RecordChange]) -> dict[Cell, int]:
        """Take in what a step did; return the cells it touched, and whether they count: 1, 0, −1.

        1 is a cell that holds something now and did not before.
        """
        counts = self._counted()
        touched: dict[Cell, bool] = {}  # whether it held something before
        for one in records:
            if one.noun != self.subject.link:
                continue
            for link, comes in ((one.before, False), (one.after, True)):
                if link is not None:
                    cell = self._cell_of(link)
                    touched.setdefault(cell, self._holds(cell))
                    self._replace(cell, cast("Link", link), comes)
        changes = {}
        for cell, held in touched.items():
            self._shown.pop(cell, None)
            self._look_at(cell)
            changes[cell] = by = self._holds(cell) - held
            for count, end in zip(counts, cell, strict=True):
                count[end] += by
        return changes

    def _replace(self, cell: Cell, link: Link, comes: bool) -> None:
        others = [one for one in self.at(cell) if one.id != link.id]
        if comes:
            others.append(link)
        self._several.pop(cell, None)
        if not others:
            self._links.pop(cell, None)
            return
        self._links[cell] = others[-1]
        if len(others) > 1:
            self._several[cell] = _sorted(others)

    def _look_at(self, cell: Cell) -> None:
        """Note whether a cell holds something at the date."""
        links = self.at(cell)
        seats = cast("tuple[Membership, ...]", links)
        if links and self.subject is GROUPS and seat_at(seats, self.as_of) is None:
            self._past.add(cell)
        else:
            self._past.discard(cell)

    def _holds(self, cell: Cell) -> bool:
        return cell in self._links and cell not in self._past

    def at(self, cell: Cell) -> tuple[Link, ...]:
        """Return all that a cell holds, in the order of time."""
        several = self._several.get(cell)
        if several is not None:
            return several
        link = self._links.get(cell)
        return () if link is None else (link,)

    def holding(self, cell: Cell) -> Link | None:
        """Return what holds in a cell at the date; this is what an edit touches."""
        if cell in self._past:
            return None
        several = self._several.get(cell)
        if several is None:
            return self._links.get(cell)
        if self.subject is NEEDS:
            return several[0]
        return seat_at(cast("tuple[Membership, ...]", several), self.as_of)

    def shown(self, cell: Cell) -> Shown | None:
        """Return how a cell is painted; None when it holds nothing at any time."""
        links = self.at(cell)
        if not links:
            return None
        made = self._shown.get(cell)
        if made is None:
            holding = self.holding(cell)
            link = links[-1] if holding is None else holding
            made = self._shown[cell] = Shown(
                letter(link), tone(link), _years(link), holding is not None, len(links) - 1
            )
        return made

    def row_counts(self) -> Counter[RecordId]:
        """Return how many cells hold something, by row; it follows each step."""
        return self._counted()[0]

    def column_counts(self, organisations: Collection[RecordId]) -> Counter[RecordId]:
        """Return how many cells of these rows hold something, by column."""
        rows, columns = self._counted()
        if all(map(organisations.__contains__, rows)):
            return columns.copy()
        held = self._links.keys() - self._past if self._past else self._links.keys()
        return Counter([column for row, column in held if row in organisations])

    def count_of(self, column: RecordId) -> int:
        """Return how many organisations are in a column, shown or not."""
        return self._counted()[1][column]

    def _counted(self) -> tuple[Counter[RecordId], Counter[RecordId]]:
        """Return how many cells hold something, by row and by column."""
        if self._counts is None:
            counts = Counter(map(_ROW, self._links)), Counter(map(_COLUMN, self._links))
            for count, part in zip(counts, (_ROW, _COLUMN), strict=True):
                count.subtract(map(part, self._past))
            self._counts = counts
        return self._counts


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
