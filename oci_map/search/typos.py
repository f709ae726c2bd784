"""Words that are nearly what was typed: all words of a document compared at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt

#: A longer word is compared by its beginning.
LONGEST: Final = 31
#: Stands for a word that is not near at all.
FAR: Final = 99


class Vocabulary:
    """The words of a document, each with a number; it only grows."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._signs: npt.NDArray[np.uint32] = np.empty((LONGEST, 0), np.uint32)
        self._lengths: npt.NDArray[np.intp] = np.empty(0, np.intp)

    def numbers(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of words; new ones get the next."""
        known = self._numbers
        return [known.setdefault(word, len(known)) for word in words]

    def mistakes(self, typed: str) -> npt.NDArray[np.int8]:
        """Return how many typing mistakes lie between each word and what was typed, or FAR.

        A mistake is a letter too many, too few, another one, or two that changed places. Words
        that are typed only half count from five letters on; a word of three has no mistakes.
        """
        self.settle()
        typed = typed[:LONGEST]
        allowed = tolerance(typed)
        if not allowed:
            return np.full(len(self._numbers), FAR, np.int8)
        found = _distances(typed, self._signs[: len(typed) + allowed])
        if len(typed) < 5:
            found[np.abs(self._lengths - len(typed)) > allowed] = FAR
        found[found > allowed] = FAR
        return found

    def settle(self) -> None:
        """Get new words ready to be compared; otherwise the next question does."""
        taken = self._signs.shape[1]
        if taken == len(self._numbers):
            return
        fresh = list(self._numbers)[taken:]
        cut = np.array([word[:LONGEST] for word in fresh], dtype=f"U{LONGEST}")
        signs = cut.view(np.uint32).reshape(len(fresh), LONGEST).T
        self._signs = np.ascontiguousarray(np.concatenate((self._signs, signs), axis=1))
        self._lengths = np.concatenate((self._lengths, [len(word) for word in fresh]))


def tolerance(typed: str) -> int:
    """Return how many mistakes a word of this length may hold."""
    return 0 if len(typed) < 4 else 1 if len(typed) < 8 else 2


def _distances(typed: str, signs: npt.NDArray[np.uint32]) -> npt.NDArray[np.int8]:
    """Return the least distance between what was typed and any beginning of each word.

    `signs` is (letters, words) of code points, 0 behind the end. Optimal string alignment with
    bit vectors, one for each word: Hyyrö, "A bit-vector algorithm for computing Levenshtein and
    Damerau edit distances", Nordic Journal of Computing 10 (2003).
    """
    count = signs.shape[1]
    masks = dict.fromkeys(typed, 0)
    for place, sign in enumerate(typed):
        masks[sign] |= 1 << place
    last = np.int64(1 << (len(typed) - 1))
    rises = np.full(count, -1, np.int64)
    falls = np.zeros(count, np.int64)
    diagonal = np.zeros(count, np.int64)
    before = np.zeros(count, np.int64)
    distance = np.full(count, len(typed), np.int8)
    least = distance.copy()
    for row in signs:
        here = np.zeros(count, np.int64)
        for sign, mask in masks.items():
            here[row == ord(sign)] = mask
        swapped = ((~diagonal & here) << 1) & before
        diagonal = (((here & rises) + rises) ^ rises) | here | falls | swapped
        up = falls | ~(diagonal | rises)
        down = diagonal & rises
        distance += (up & last) != 0
        distance -= (down & last) != 0
        up = (up << 1) | 1
        rises = (down << 1) | ~(diagonal | up)
        falls = up & diagonal
        before = here
        np.minimum(least, distance, out=least)
    return least
