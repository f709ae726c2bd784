"""Partial dates: a year, a month or a day, kept as ISO text that sorts by time."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(?:(?:(\d{1,2})[./-])?(\d{1,2})[./-])?(\d{4})", re.ASCII)


def parse_date(text: str) -> str:
    """Read a typed date, year first (2012-07-06) or day first (6/7/2012), month and day optional.

    Returns '2012', '2012-07' or '2012-07-06', or '' for nothing typed.
    Raises ValueError when it is no date of the calendar.
    """
    typed = text.strip()
    if not typed:
        return ""
    if match := _ISO.fullmatch(typed):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(typed):
        day, month, year = match.groups()
    else:
        raise ValueError(text)
    if month is None:
        date(int(year), 1, 1)
        return year
    first = date(int(year), int(month), int(day or 1))
    return first.isoformat() if day else first.isoformat()[:7]


def is_date(text: str) -> bool:
    """Say whether this is a partial date in the form it is stored in (or empty)."""
    try:
        return parse_date(text) == text
    except ValueError:
        return False


def first_day(text: str) -> str:
    """Return the first day a partial date may mean; nothing means the beginning of time."""
    return (text + "-01-01"[len(text) - 4 :])[:10] if text else "0000-01-01"


def last_day(text: str) -> str:
    """Return the last day a partial date may mean; nothing means the end of time."""
    if not text:
        return "9999-12-31"
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-{monthrange(int(text[:4]), int(text[5:]))[1]:02d}"
    return text


def holds_at(begin: str, end: str, day: str) -> bool:
    """Say whether a period with partial begin and end covers this (partial) day.

    Without a day everything holds; a missing begin or end leaves that side open.
    """
    return not day or (first_day(begin) <= last_day(day) and first_day(day) <= last_day(end))


def overlap(begin: str, end: str, other_begin: str, other_end: str) -> bool:
    """Say whether two periods share at least a day."""
    return first_day(begin) <= last_day(other_end) and first_day(other_begin) <= last_day(end)
