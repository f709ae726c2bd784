"""Has memory given back to the system: that of large arrays at once, that of the rest by jobs."""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress
from typing import Final

_THRESHOLD: Final = -3  # M_MMAP_THRESHOLD in malloc.h
_PLACES: Final = -8  # M_ARENA_MAX
_LARGE: Final = 1 << 20  # bytes


def give_back_large_blocks() -> None:
    """Keep blocks of a megabyte and more apart from the others, where glibc shares out memory.

    It would put whatever is up to 32 MB amid small blocks: what a job on a large map had used
    then stayed with the program, at 20 000 organisations 300 of its 800 MB. Images and arrays of
    small maps are below that, so that edits there take as long as before.

    And what is small comes from one place for all threads. Each would get its own, and keep what
    its jobs had used: 20 MB on such a map; Python lets one thread run at a time anyway.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another library of C has no such option
            library = ctypes.CDLL(None)
            library.mallopt(_THRESHOLD, _LARGE)
            library.mallopt(_PLACES, 1)


def give_back_small_blocks() -> None:
    """Give back what is free amid small blocks, on a large map 10 to 30 MB; takes 2 ms."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
