"""Texts of many entries as one run of bytes, so that all are looked through at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from oci_map.arrays import BoolArray, IntArray
from oci_map.values import dataclass

#: The three texts of an entry: what it is called, the initials of that, what was noted.
NAMES, INITIALS, NOTES = range(3)
_PARTS: Final = 3
_BLANK, _LINE = ord(" "), ord("\n")


#: The texts of an entry as they are compared, and the numbers of the words in its names. A bare
#: tuple, which the garbage collector does not look at: there are tens of thousands.
Entry = tuple[bytes, bytes, bytes, tuple[int, ...]]


def lines(texts: Sequence[str]) -> bytes:
    """Return texts as one: a line break before each and at the end, a blank before each word."""
    return ("".join([f"\n {text}" for text in texts]) + "\n").encode("utf-8", "replace")


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where a piece of text stands: in which entry, and how it stands there."""

    entries: IntArray
    parts: IntArray
    at_word: BoolArray
    at_line: BoolArray
    to_line_end: BoolArray


class Block:
    """Entries that never change; the index leaves out those that were replaced."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.size = len(entries)
        pieces = [text for entry in entries for text in entry[:_PARTS]]
        # As many line breaks at the end as are looked at behind a place.
        self._bytes = np.frombuffer(b"".join([*pieces, b"\n"]), np.uint8)
        self._starts = np.cumsum([0, *map(len, pieces)])[:-1]
        words = [word for entry in entries for word in (*entry[_PARTS], -1)]
        self._words = np.array(words, np.intp)
        self._word_starts = np.cumsum([0, *(len(entry[_PARTS]) + 1 for entry in entries)])[:-1]

    def places(self, piece: bytes) -> Places:
        """Return every place at which a piece of text stands; it must not be empty."""
        signs = self._bytes
        last = max(0, len(signs) - len(piece))
        at = np.flatnonzero(signs[:last] == piece[0])
        for further, sign in enumerate(piece[1:], start=1):
            at = at[signs[at + further] == sign]
        parts = np.searchsorted(self._starts, at, side="right") - 1
        return Places(
            entries=parts // _PARTS,
            parts=parts % _PARTS,
            at_word=signs[at - 1] == _BLANK,
            at_line=(signs[at - 1] == _BLANK) & (signs[at - 2] == _LINE),
            to_line_end=signs[at + len(piece)] == _LINE,
        )

    def flags(self, entries: IntArray) -> BoolArray:
        """Return for each entry whether it is one of these."""
        there = np.zeros(self.size, np.bool_)
        there[entries] = True
        return there

    def least(self, mistakes: npt.NDArray[np.int8], far: int) -> npt.NDArray[np.int8]:
        """Return for each entry the least of what is given for its words; `far` without any."""
        of_words = np.append(mistakes, np.int8(far))[self._words]  # -1 is the last
        return np.minimum.reduceat(of_words, self._word_starts)
