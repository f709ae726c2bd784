"""Products of large sparse matrices, worked out for some rows at a time.

Whose partners' partners are counted, fills a matrix with a hundred times as many entries as there
are ties; what is wanted of them are sums, or the entries of the ties alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from scipy.sparse import csr_array

#: Rows of a product that are in memory at once: some 15 MB on a map of 20 000 organisations.
_ROWS: Final = 1_000


def row_blocks(size: int) -> Iterator[slice]:
    """Yield the rows of a matrix of `size` rows, some at a time; of an empty one none, once."""
    for begin in range(0, max(size, 1), _ROWS):
        yield slice(begin, min(begin + _ROWS, size))


def product_among(first: csr_array, second: csr_array, ties: csr_array) -> csr_array:
    """Return (first @ second) times `ties`, entry by entry; all three (n, n)."""
    from scipy.sparse import vstack

    found = [
        (first[rows] @ second).multiply(ties[rows]).tocsr() for rows in row_blocks(ties.shape[0])
    ]
    together: csr_array = found[0] if len(found) == 1 else vstack(found, format="csr")
    return together
