"""What the navigator offers: the nouns a person looks for, government bodies apart."""

from __future__ import annotations

from itertools import compress
from operator import attrgetter, countOf, is_
from typing import Final

from oci_map import i18n
from oci_map.i18n import N_
from oci_map.model.fields import NOUNS
from oci_map.model.records import Record
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
    follows: tuple[str, ...]  # the nouns its rows are made from
    public: bool | None = None  # of organisations: the government bodies, or all but these

    def holds(self, record: Record) -> bool:
        """Say whether a record of the noun is listed here."""
        return self.public is None or (getattr(record, "kind", "") == GOVERNMENT) is self.public


_KIND: Final = attrgetter("kind")
_MARKS: Final = ("organisation", "sector", "policy_level")
ENTRIES: Final = (
    Entry("organisation", "organisation", NOUNS["organisation"].many, ICONS["organisation"],
          _MARKS, public=False),
    # They are no members: counting them in would turn 26 members into 33.
    Entry("government", "organisation", N_("Government bodies"), "landmark", _MARKS,
          public=True),
    Entry("working_group", "working_group", NOUNS["working_group"].many, ICONS["working_group"],
          ("working_group", "membership")),
    Entry("need", "need", NOUNS["need"].many, ICONS["need"], ("need", "need_statement")),
    Entry("recommendation", "recommendation", NOUNS["recommendation"].many, ICONS["recommendation"],
          ("recommendation",)),
    Entry("roundtable", "roundtable", NOUNS["roundtable"].many, ICONS["roundtable"],
          ("roundtable",)),
    Entry("initiative", "initiative", NOUNS["initiative"].many, ICONS["initiative"],
          ("initiative",)),
    Entry("person", "person", NOUNS["person"].many, ICONS["person"], ("person",)),
    Entry("source", "source", NOUNS["source"].many, ICONS["source"], ("source",)),
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
        self._known: tuple[object, int] = (None, 0)  # organisations, and how many are public

    def of(self, snapshot: Snapshot, entry: Entry) -> int:
        """Return how many records an entry lists."""
        table = snapshot.table(entry.noun)
        if entry.public is None:
            return len(table)
        if self._known[0] is not table:
            self._known = (table, countOf(map(_KIND, table.values()), GOVERNMENT))
        public = self._known[1]
        return public if entry.public else len(table) - public


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
            records = list(table.values())
            if entry.public is not None:
                chosen = GOVERNMENT.__eq__ if entry.public else GOVERNMENT.__ne__
                records = list(compress(records, map(chosen, map(_KIND, records))))
            self._listed = self._rows.of(snapshot, records, order, made_with)
            self._made_from = made_from
        return self._listed
