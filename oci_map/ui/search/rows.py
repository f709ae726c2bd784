"""What the list of the search shows: heads of groups, records, commands."""

from __future__ import annotations

from collections import defaultdict
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from oci_map.i18n import _, number
from oci_map.model.fields import NOUNS
from oci_map.model.records import Evidence, Organisation, Record
from oci_map.model.snapshot import Snapshot
from oci_map.operations import labels
from oci_map.search import texts
from oci_map.search.index import Rank
from oci_map.search.records import matched
from oci_map.ui import naming
from oci_map.ui.session import Selected
from oci_map.values import dataclass

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

#: Rows in the whole list, and of one group when there are others too.
MOST_ROWS: Final = 40
_MOST_OF_MANY: Final = 6
_LONGEST: Final = 160
_SORTED: Final = 1000


class RowKind(Enum):
    """What a row stands for."""

    HEAD = auto()
    RECORD = auto()
    COMMAND = auto()


@dataclass(frozen=True, slots=True, eq=False)
class SearchRow:
    """One row: what it says, what stands behind that, and what it leads to."""

    kind: RowKind
    text: str
    aside: str = ""
    item: Selected | None = None
    action: QAction | None = None
    keys: str = ""
    enabled: bool = True

    @property
    def spoken(self) -> str:
        """Return the row as a screen reader says it."""
        return ", ".join(filter(None, (self.text, self.aside, self.keys)))


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Rows of one kind with their head; the best of all groups comes first."""

    title: str
    rank: int
    rows: list[SearchRow]
    count: int


def record_groups(
    snapshot: Snapshot, found: dict[Selected, Rank], typed: str, recent: list[Selected]
) -> list[Group]:
    """Return what was found of each noun, the best of each first."""
    ranked: defaultdict[tuple[str, Rank], list[Selected]] = defaultdict(list)
    for item, rank in found.items():
        ranked[item[0], rank].append(item)
    of_noun: dict[str, dict[Rank, list[Selected]]] = {}
    for (noun, rank), items in ranked.items():
        of_noun.setdefault(noun, {})[rank] = items
    most = MOST_ROWS if len(of_noun) == 1 else _MOST_OF_MANY
    return [
        Group(
            NOUNS[noun].plural,
            min(by_rank),
            [record_row(snapshot, one, typed) for one in _best(snapshot, by_rank, recent, most)],
            sum(map(len, by_rank.values())),
        )
        for noun, by_rank in of_noun.items()
    ]


def record_row(snapshot: Snapshot, item: Selected, typed: str = "") -> SearchRow:
    """Return the row of a record; behind its name stands by what else it was found."""
    record = snapshot.get(*item)
    if record is None:
        return SearchRow(RowKind.RECORD, "", item=item)
    name = _name(snapshot, record)
    return SearchRow(RowKind.RECORD, name, _aside(snapshot, record, name, typed), item=item)


def leads_to(snapshot: Snapshot, item: Selected) -> Selected:
    """Return what is selected for a record: a piece of evidence leads to what it supports."""
    record = snapshot.get(*item)
    return (record.noun, record.record) if isinstance(record, Evidence) else item


def in_order(groups: list[Group]) -> list[SearchRow]:
    """Return the rows of all groups under their heads, the best group first."""
    rows: list[SearchRow] = []
    for group in sorted(groups, key=_rank_of):
        if group.rows:
            more = group.count > len(group.rows)
            rows.append(SearchRow(RowKind.HEAD, group.title, number(group.count) if more else ""))
            rows.extend(group.rows)
    return rows


def _rank_of(group: Group) -> int:
    return group.rank


def _best(
    snapshot: Snapshot, ranked: dict[Rank, list[Selected]], recent: list[Selected], most: int
) -> list[Selected]:
    best: list[Selected] = []
    for _rank, items in sorted(ranked.items()):
        if len(best) >= most:
            break
        chosen = items
        if len(items) > _SORTED:  # after one letter: which of thousands come first is all the same
            lately = set(items).intersection(recent)
            chosen = [*lately, *(one for one in items[:_SORTED] if one not in lately)]
        best += sorted(chosen, key=_Order(snapshot, recent))[: most - len(best)]
    return best


class _Order:
    """Of what fits as well: what was opened lately, then the shorter name."""

    def __init__(self, snapshot: Snapshot, recent: list[Selected]) -> None:
        self._snapshot = snapshot
        self._recent = {item: place for place, item in enumerate(recent)}

    def __call__(self, item: Selected) -> tuple[int, int, str]:
        name = str(getattr(self._snapshot.get(*item), "name", ""))
        return self._recent.get(item, len(self._recent)), len(name), name


def _name(snapshot: Snapshot, record: Record) -> str:
    if texts.name_texts(record):
        return naming.name_of(record)[:_LONGEST]
    return labels.name_of(snapshot, record)


def _aside(snapshot: Snapshot, record: Record, name: str, typed: str) -> str:
    by = matched(record, typed) if typed else None
    if by is not None and by.text != name and by.field not in ("number", "name_nl", "name_en"):
        full = isinstance(record, Organisation) and by.text == record.name
        line = " ".join(by.text[:_LONGEST].split())
        label = texts.field_label(record, by.field)
        return line if full else _("{field}: {text}").format(field=label, text=line)
    if isinstance(record, Organisation):
        return record.name[:_LONGEST] if record.name != name else record.place
    return naming.aside(snapshot, record)
