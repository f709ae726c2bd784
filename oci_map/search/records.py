"""The records of a document by what a person types; follows each step of the document."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Final

from oci_map.model.change import RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot
from oci_map.search import texts
from oci_map.search.index import Index, Rank
from oci_map.search.texts import FieldText
from oci_map.search.words import initials, normal

Found = tuple[str, RecordId]  # a noun and the id of one of its records

#: Records that are read at a time, so that nobody waits longer than a moment.
PORTION: Final = 400
_FIRST: Final = ("organisation", "working_group", "need")


class RecordIndex:
    """Finds records; a large document is read in portions, and then never as a whole again."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._index: Index[Found] = Index()
        self._snapshot = snapshot
        nouns = texts.searched_nouns()
        self._nouns = frozenset(nouns)
        ordered = (*_FIRST, *(one for one in nouns if one not in _FIRST))
        tables = [(noun, tuple(snapshot.table(noun))) for noun in ordered]
        self._unread = sum(len(ids) for _noun, ids in tables)
        self._waiting = ((noun, one) for noun, ids in tables for one in ids)

    @property
    def complete(self) -> bool:
        """Say whether all records have been read."""
        return not self._unread

    @property
    def unread(self) -> int:
        """How many records have not been read yet."""
        return self._unread

    def read(self, most: int = PORTION) -> None:
        """Read further records of the document, at most so many."""
        for noun, record_id in islice(self._waiting, most):
            self._unread -= 1
            self._put(noun, record_id, self._snapshot.get(noun, record_id))
        self._index.settle()

    def follow(self, changes: Iterable[RecordChange], after: Snapshot) -> None:
        """Take in what a step did, done, undone or redone."""
        self._snapshot = after
        for one in changes:
            if one.noun in self._nouns:
                self._put(one.noun, one.id, one.after)

    def matches(self, typed: str) -> dict[Found, Rank]:
        """Return the records that fit what was typed, each with how well."""
        return self._index.matches(typed)

    def _put(self, noun: str, record_id: RecordId, record: Record | None) -> None:
        names = () if record is None else texts.name_texts(record)
        notes = () if record is None else texts.note_texts(record)
        if names or notes:
            self._index.put((noun, record_id), names, notes)
        else:
            self._index.remove((noun, record_id))


def matched(record: Record, typed: str) -> FieldText | None:
    """Return the text of a record by which it was found; None when a typing mistake hides it."""
    words = normal(typed).split()
    letters = "".join(words)
    best: tuple[int, FieldText] | None = None
    for place, one in enumerate((*texts.names(record), *texts.notes(record))):
        plain = normal(one.text)
        rank = _rank(plain, words, letters)
        # A name that comes first in the record is preferred to one that fits as well.
        if rank is not None and (best is None or (rank, place) < (best[0], place)):
            best = (rank, one)
    return None if best is None else best[1]


def _rank(plain: str, words: list[str], letters: str) -> int | None:
    typed = " ".join(words)
    if plain == typed:
        return Rank.EXACT
    if letters in initials(plain):
        return Rank.INITIALS
    if plain.startswith(typed):
        return Rank.PREFIX
    if all(f" {word}" in f" {plain}" for word in words):
        return Rank.WORD_PREFIX
    return Rank.WITHIN if all(word in plain for word in words) else None
