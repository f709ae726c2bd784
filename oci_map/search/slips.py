"""Names that are a slip of the pen apart, among thousands."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations
from typing import Final

import numpy as np

_MOST_SHARING: Final = 8
_ALIKE: Final = 0.72  # of the letters of the one word in which two names differ


def letter_apart(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of two names between which one letter is wrong.

    Two such names are the same once a letter is left out of the one or the other or both
    (Mor & Fraenkel, "A hash code method for detecting and correcting spelling errors",
    Communications of the ACM 25, 1982); which of those that are the same by this are really a
    letter apart is then looked at.
    """
    hashes, owners = array("q"), array("q")
    for place, name in enumerate(names):
        shortened = {hash(name[:cut] + name[cut + 1 :]) for cut in range(len(name))}
        shortened.add(hash(name))
        hashes.extend(shortened)
        owners.extend([place] * len(shortened))
    if not hashes:
        return
    order = np.argsort(np.frombuffer(hashes, np.int64), kind="stable")
    ordered = np.frombuffer(hashes, np.int64)[order]
    owned = np.frombuffer(owners, np.int64)[order]
    ends = np.append(np.flatnonzero(np.diff(ordered)) + 1, len(ordered))
    begins = np.concatenate(([0], ends[:-1]))
    several = (ends - begins > 1) & (ends - begins <= _MOST_SHARING)
    pairs = {
        pair
        for begin, end in zip(begins[several].tolist(), ends[several].tolist(), strict=True)
        for pair in combinations(sorted(owned[begin:end].tolist()), 2)
    }
    for one, other in sorted(pairs):
        if names[one] != names[other] and _one_apart(names[one], names[other]):
            yield one, other


def _one_apart(one: str, other: str) -> bool:
    """Say whether a letter was added, left out, replaced or swapped with the next.

    A figure is no slip: Fund 1 and Fund 2 are two.
    """
    if len(one) > len(other):
        one, other = other, one
    begin = 0
    while begin < len(one) and one[begin] == other[begin]:
        begin += 1
    mine, theirs = one[begin:], other[begin:]
    if any(sign.isdigit() for sign in mine[:1] + theirs[:1]):
        return False
    if len(one) < len(other):
        return mine == theirs[1:]
    swapped = mine[:2] == theirs[:2][::-1] and mine[2:] == theirs[2:]
    return mine[1:] == theirs[1:] or swapped


def word_apart(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether one word of two names differs, and that by a few letters, not at its begin."""
    differing = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) != len(other) or len(differing) != 1:
        return False
    mine, theirs = differing[0]
    if any(sign.isdigit() for sign in mine + theirs):
        return False
    return mine[:2] == theirs[:2] and SequenceMatcher(None, mine, theirs).ratio() >= _ALIKE
