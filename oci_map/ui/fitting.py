"""Which entries of a row are shown where there is no room for all; the others are in a menu."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


def fitting(widths: Mapping[T, int], room: int, chosen: T, menu: int, gap: int = 0) -> Sequence[T]:
    """Return which entries are shown, in their order, given their widths and the room (px).

    The chosen one is always among them. Where not all fit, `menu` px are kept free for a menu.
    """
    if sum(widths.values()) + gap * (len(widths) - 1) <= room:
        return list(widths)
    shown: list[T] = []
    left = room - menu - gap - (widths[chosen] + gap if chosen in widths else 0)
    passed = False
    for entry, width in widths.items():
        if entry == chosen:
            shown.append(entry)
            passed = True
        elif width + gap <= left:
            shown.append(entry)
            left -= width + gap
        elif passed:
            break
        else:
            left = 0
    return shown
