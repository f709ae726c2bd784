"""What the navigator offers: the nouns a person looks for, government bodies apart."""

from __future__ import annotations

from collections.abc import Callable
from operator import is_
from typing import Final

from oci_map import i18n
from oci_map.i18n import N_
from oci_map.model.fields import NOUNS
from oci_map.model.records import Organisation, Record
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import GOVERNMENT
from oci_map.ui.naming import ICONS
from oci_map.ui.record_rows import Order, OrderedRows, Row
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One line at the top of the navigator: a noun, or a part of it."""

    key: str
    noun: str
    text: str
    icon: str
    holds: Callable[[Record], bool]
    follows: tuple[str, ...]  # the nouns its rows are made from


def _any(_record: Record) -> bool:
    return True


def _is_public(record: Record) -> bool:
    return isinstance(record, Organisation) and record.kind == GOVERNMENT


def _is_not_public(record: Record) -> bool:
    return not _is_public(record)


_MARKS: Final = ("organisation", "sector", "policy_level")
ENTRIES: Final = (
    Entry("organisation", "organisation", NOUNS["organisation"].many, ICONS["organisation"],
          _is_not_public, _MARKS),
    # They are no members: counting them in would turn 26 members into 33.
    Entry("government", "organisation", N_("Government bodies"), "landmark", _is_public, _MARKS),
    Entry("working_group", "working_group", NOUNS["working_group"].many, ICONS["working_group"],
          _any, ("working_group", "membership")),
    Entry("need", "need", NOUNS["need"].many, ICONS["need"], _any, ("need", "need_statement")),
    Entry("recommendation", "recommendation", NOUNS["recommendation"].many, ICONS["recommendation"],
          _any, ("recommendation",)),
    Entry("roundtable", "roundtable", NOUNS["roundtable"].many, ICONS["roundtable"],
          _any, ("roundtable",)),
    Entry("initiative", "initiative", NOUNS["initiative"].many, ICONS["initiative"],
          _any, ("initiative",)),
    Entry("person", "person", NOUNS["person"].many, ICONS["person"], _any, ("person",)),
    Entry("source", "source", NOUNS["source"].many, ICONS["source"], _any, ("source",)),
)  # fmt: skip


def entry_of(record: Record, noun: str) -> Entry | None:
    """Return the entry that lists a record, or None for what the navigator does not list."""
    for entry in ENTRIES:
        if entry.noun == noun and entry.holds(record):
            return entry
    return None


class Counts:
    """Counts what entries list; a table that an edit left as it was is not gone through again."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[object, int]] = {}

    def of(self, snapshot: Snapshot, entry: Entry) -> int:
        """Return how many records an entry lists."""
        table = snapshot.table(entry.noun)
        if entry.holds is _any:
            return len(table)
        known = self._known.get(entry.key)
        if known is None or known[0] is not table:
            known = self._known[entry.key] = (table, sum(map(entry.holds, table.values())))
        return known[1]


class EntryRows:
    """The rows of one entry, made anew where something changed that they follow from."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry
        self._rows = OrderedRows()
        self._made_from: tuple[object, ...] = ()
        self._listed: list[Row] = []

    def of(self, snapshot: Snapshot, order: Order) -> list[Row]:
        """Return the rows in order."""
        entry = self._entry
        # Tables that an edit did not touch stay the same objects.
        others = [snapshot.table(noun) for noun in entry.follows if noun != entry.noun]
        table, made_with = snapshot.table(entry.noun), (order, i18n.language(), *others)
        made_from = (table, *made_with)
        same = len(made_from) == len(self._made_from)
        if not (same and all(map(is_, made_from, self._made_from))):
            records = [one for one in table.values() if entry.holds(one)]
            self._listed = self._rows.of(snapshot, records, order, made_with)
            self._made_from = made_from
        return self._listed
