"""An index of texts: what was typed against the names and notes of every entry.

Why there is no full-text table and no library for this: docs/decisions, search.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from enum import IntEnum
from typing import Final, Generic, TypeVar

import numpy as np
import numpy.typing as npt

from oci_map.search.block import INITIALS, NAMES, NOTES, Block, Entry, lines
from oci_map.search.typos import FAR, Vocabulary
from oci_map.search.words import initials, normal, normals

K = TypeVar("K", bound=Hashable)
Ranks = npt.NDArray[np.int8]


class Rank(IntEnum):
    """How well an entry fits what was typed; the smaller the better."""

    EXACT = 0
    INITIALS = 1
    PREFIX = 2
    WORD_PREFIX = 3
    WITHIN = 4
    ONE_MISTAKE = 5
    TWO_MISTAKES = 6
    NOTE = 7


_NOT: Final = 99
_RANKS: Final = tuple(Rank)
_WORDS_TAKEN: Final = 12  # of what was typed; a pasted page must not stop the window
#: Blocks smaller than this are put together when there are so many of them.
_SMALL: Final = 4000
_MOST_SMALL: Final = 10
_LONGEST_INITIALS: Final = 12


class Index(Generic[K]):
    """Entries by key; one can be put and removed at any time without touching the others."""

    def __init__(self) -> None:
        self._entries: dict[K, Entry] = {}
        self._fresh: dict[K, None] = {}  # not in a block yet
        self._shelves: list[_Shelf[K]] = []
        self._where: dict[K, tuple[_Shelf[K], int]] = {}
        self._vocabulary = Vocabulary()

    def __len__(self) -> int:
        return len(self._entries)

    def put(self, key: K, names: Iterable[str], notes: Iterable[str] = ()) -> None:
        """Add something with these names, and what was noted about it; or replace it."""
        self.remove(key)
        plain = normals(names)
        noted = normals(notes)
        letters = [one for name in plain for one in initials(name)]
        words = self._vocabulary.numbers(" ".join(plain).split())
        self._entries[key] = (lines(plain), lines(letters), lines(noted), tuple(words))
        self._fresh[key] = None

    def remove(self, key: K) -> None:
        """Leave something out; what is not there stays out."""
        if self._entries.pop(key, None) is None:
            return
        self._fresh.pop(key, None)
        place = self._where.pop(key, None)
        if place is not None:
            place[0].there[place[1]] = False

    def matches(self, typed: str) -> dict[K, Rank]:
        """Return what fits, each with how well; every word must fit, nothing typed fits nothing.

        Typing mistakes are forgiven when no name has words that begin as what was typed.
        """
        taken = normal(typed).split()[:_WORDS_TAKEN]
        words = tuple(dict.fromkeys(taken))
        if not words:
            return {}
        self.settle()
        phrase = " ".join(taken)
        ranks = [_ranks(shelf.block, words, phrase) for shelf in self._shelves]
        for shelf, found in zip(self._shelves, ranks, strict=True):
            found[~shelf.there] = _NOT
        best = min((int(found.min()) for found in ranks), default=_NOT)
        if best > Rank.WORD_PREFIX:
            self._forgive(words, ranks)
        return {
            shelf.keys[place]: _RANKS[rank]
            for shelf, found in zip(self._shelves, ranks, strict=True)
            for place, rank in _fitting(found)
        }

    def _forgive(self, words: tuple[str, ...], ranks: list[Ranks]) -> None:
        """Let entries in whose names a letter or two are wrong fit too."""
        mistakes = [self._vocabulary.mistakes(word) for word in words]
        ladder = np.full(FAR + 1, _NOT, np.int8)
        ladder[:3] = (Rank.WORD_PREFIX, Rank.ONE_MISTAKE, Rank.TWO_MISTAKES)
        for shelf, found in zip(self._shelves, ranks, strict=True):
            block = shelf.block
            most = np.zeros(block.size, np.int8)
            for word, far in zip(words, mistakes, strict=True):
                least = block.least(far, FAR)
                places = block.places(word.encode())
                begins = places.entries[(places.parts == NAMES) & places.at_word]
                least[block.flags(begins)] = 0
                np.maximum(most, least, out=most)
            forgiven = ladder[most]
            forgiven[~shelf.there] = _NOT
            np.minimum(found, forgiven, out=found)

    def settle(self) -> None:
        """Get ready to be asked what was put last; otherwise the next question does."""
        self._vocabulary.settle()
        if not self._fresh:
            return
        keys = list(self._fresh)
        small = [shelf for shelf in self._shelves if len(shelf.keys) < _SMALL]
        if len(small) >= _MOST_SMALL:
            self._shelves = [shelf for shelf in self._shelves if len(shelf.keys) >= _SMALL]
            keys = [key for shelf in small for key in shelf.present()] + keys
        shelf = _Shelf(keys, Block([self._entries[key] for key in keys]))
        self._shelves.append(shelf)
        self._where |= {key: (shelf, place) for place, key in enumerate(keys)}
        self._fresh = {}


class _Shelf(Generic[K]):
    """A block of entries with their keys, and which of them still hold."""

    def __init__(self, keys: list[K], block: Block) -> None:
        self.keys = keys
        self.block = block
        self.there = np.ones(len(keys), np.bool_)

    def present(self) -> list[K]:
        return [key for key, there in zip(self.keys, self.there.tolist(), strict=True) if there]


def _fitting(found: Ranks) -> Iterable[tuple[int, int]]:
    places = np.flatnonzero(found < _NOT)
    return zip(places.tolist(), found[places].tolist(), strict=True)


def _ranks(block: Block, words: tuple[str, ...], phrase: str) -> Ranks:
    """Return the rank of every entry of a block, typing mistakes not forgiven."""
    anywhere = named = begins = np.ones(block.size, np.bool_)
    for word in words:
        at = block.places(word.encode())
        in_name = at.parts == NAMES
        anywhere = anywhere & block.flags(at.entries[in_name | (at.parts == NOTES)])
        named = named & block.flags(at.entries[in_name])
        begins = begins & block.flags(at.entries[in_name & at.at_word])
    ranks = np.full(block.size, _NOT, np.int8)
    for fits, rank in (
        (anywhere, Rank.NOTE),
        (named, Rank.WITHIN),
        (begins, Rank.WORD_PREFIX),
    ):
        ranks[fits] = rank
    whole = block.places(phrase.encode())
    first = (whole.parts == NAMES) & whole.at_line
    ranks[whole.entries[first]] = Rank.PREFIX
    letters = phrase.replace(" ", "")
    if 2 <= len(letters) <= _LONGEST_INITIALS:
        short = whole if letters == phrase else block.places(letters.encode())
        is_all = (short.parts == INITIALS) & short.at_line & short.to_line_end
        ranks[short.entries[is_all]] = Rank.INITIALS
    ranks[whole.entries[first & whole.to_line_end]] = Rank.EXACT
    return ranks
