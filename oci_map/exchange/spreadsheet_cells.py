"""Cells of a spreadsheet as the texts a person would type: dates as 2012-07-06, 3 and not 3.0."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from oci_map.exchange.csv_text import plain
from oci_map.i18n import _

Value = str | float | bool | date | time | timedelta
Block = tuple[tuple[str, ...], ...]

_EXACT: Final = 10**16  # above it Python itself writes a power of ten


def text_of(value: Value) -> str:
    """Return what a cell holds as text that can be read into a table again."""
    match value:
        case str():
            return plain(value)
        case bool():
            return _("yes") if value else _("no")
        case int() | float():
            return _number(value)
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case time():
            return _time(value)
        case timedelta():
            return _duration(value)


def _number(value: float) -> str:
    whole = int(value) if abs(value) < _EXACT else None
    return repr(value) if whole is None or whole != value else str(whole)


def _moment(value: datetime) -> str:
    day = value.date().isoformat()
    return day if value.time() == time() else f"{day} {_time(value.time())}"


def _time(value: time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    minutes, left = divmod(abs(seconds), 60)
    text = f"{minutes // 60}:{minutes % 60:02}" + (f":{left:02}" if left else "")
    return f"-{text}" if seconds < 0 else text


def trimmed(rows: Iterable[Sequence[str]]) -> Block:
    """Return the rows that hold anything, without the empty columns on either side of all."""
    kept = [row for row in rows if any(row)]
    if not kept:
        return ()
    first = min(next(at for at, text in enumerate(row) if text) for row in kept)
    last = max(next(at for at in range(len(row), 0, -1) if row[at - 1]) for row in kept)
    return tuple(tuple(row[first:last]) + ("",) * (last - max(first, len(row))) for row in kept)
