"""Pairs of records that may be one and the same, with the reasons in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations
from typing import Final

from oci_map.model.ids import RecordId
from oci_map.model.records import Distinction, Record
from oci_map.model.snapshot import Snapshot
from oci_map.search.likeness import Clue, Likeness, clues, compared_names, reason
from oci_map.search.slips import letter_apart, word_apart
from oci_map.search.words import normal
from oci_map.values import dataclass

#: The nouns in which duplicates are looked for.
NOUNS_COMPARED: Final = ("organisation", "working_group", "need", "person", "source")
#: What more records than these have in common says nothing about any two of them.
_MOST_SHARING: Final = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one."""

    noun: str
    one: RecordId
    other: RecordId
    reasons: tuple[str, ...]  # strongest first
    strength: int  # of the strongest reason, the smaller the stronger

    @property
    def key(self) -> str:
        """Return what the pair is known by, whichever of the two comes first."""
        return pair_key(self.noun, self.one, self.other)


def pair_key(noun: str, one: RecordId, other: RecordId) -> str:
    """Return what a pair of records is known by."""
    return f"{noun}:{min(one, other)}|{max(one, other)}"


def find_duplicates(snapshot: Snapshot) -> tuple[Pair, ...]:
    """Return the pairs that look like one record, the likeliest first.

    Pairs about which a person said that they are not the same are left out.
    """
    dismissed = {
        pair_key(one.noun, one.record, one.other) for one in snapshot.all(Distinction).values()
    }
    pairs = [
        pair
        for noun in NOUNS_COMPARED
        for pair in _pairs(noun, snapshot.table(noun).values())
        if pair.key not in dismissed
    ]
    order = {noun: place for place, noun in enumerate(NOUNS_COMPARED)}
    return tuple(sorted(pairs, key=lambda one: (one.strength, order[one.noun], one.key)))


def _pairs(noun: str, records: Collection[Record]) -> list[Pair]:
    reasons: dict[tuple[RecordId, RecordId], dict[Likeness, str]] = {}
    for one, mine, other, theirs in (*_sharing(records), *_misspelt(records)):
        likeness = max(mine.likeness, theirs.likeness)
        given = reasons.setdefault((min(one, other), max(one, other)), {})
        if likeness not in given:
            given[likeness] = reason(likeness, mine, theirs)
    return [
        Pair(noun, *both, tuple(given[one] for one in _telling(given)), min(given))
        for both, given in reasons.items()
    ]


def _sharing(records: Collection[Record]) -> Iterator[tuple[RecordId, Clue, RecordId, Clue]]:
    """Yield what two records have in common, but for slips of the pen."""
    sharing: dict[str, dict[RecordId, Clue]] = {}
    for record in records:
        for clue in clues(record):
            there = sharing.setdefault(clue.key, {})
            kept = there.get(record.id)
            if kept is None or (clue.own and not kept.own):
                there[record.id] = clue
    for found in sharing.values():
        if 2 <= len(found) <= _MOST_SHARING:
            for (one, mine), (other, theirs) in combinations(found.items(), 2):
                if mine.likeness is not Likeness.ONE_WORD or word_apart(
                    normal(mine.text).split(), normal(theirs.text).split()
                ):
                    yield one, mine, other, theirs


def _misspelt(records: Collection[Record]) -> Iterator[tuple[RecordId, Clue, RecordId, Clue]]:
    named = [(record.id, *names) for record in records for names in compared_names(record)]
    for one, other in letter_apart([plain for _id, plain, _name in named]):
        (mine, plain, name), (theirs, _plain, other_name) = named[one], named[other]
        if mine != theirs:
            yield (
                mine, Clue(plain, Likeness.ONE_LETTER, name),
                theirs, Clue(plain, Likeness.ONE_LETTER, other_name),
            )  # fmt: skip


def _telling(given: Collection[Likeness]) -> list[Likeness]:
    """Return the likenesses to name: of those between names only the strongest."""
    of_names = [one for one in given if one not in (Likeness.CONTACT, Likeness.WEBSITE)]
    return sorted(one for one in given if one not in of_names or one == min(of_names))
