"""What a figure has to be, said beside it: met or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_MET: Final = ": met)"
_MISSED: Final = ": NOT MET)"


def at_most(value: float, bound: float | None, unit: str = "", digits: int = 2) -> str:
    """Return "(at most 3: met)", to stand behind a figure; nothing where there is no bound."""
    return "" if bound is None else _said("at most", bound, unit, digits, met=value <= bound)


def at_least(value: float, bound: float, unit: str = "", digits: int = 2) -> str:
    """Return "(at least 3: met)", to stand behind a figure."""
    return _said("at least", bound, unit, digits, met=value >= bound)


def summary(lines: Iterable[str]) -> list[str]:
    """Return how many of the targets in these lines are met, and the lines of the others."""
    told = list(lines)
    met, missed = (sum(one.count(word) for one in told) for word in (_MET, _MISSED))
    rows = [" ".join(one.split()) for one in told if _MISSED in one]
    return [f"{met} of {met + missed} met", *(f"  {one}" for one in rows)]


def _said(words: str, bound: float, unit: str, digits: int, *, met: bool) -> str:
    number = f"{bound:.{digits}f}".rstrip("0").rstrip(".") or "0"
    return f"  ({words} {number}{f' {unit}' if unit else ''}{_MET if met else _MISSED}"
