"""Says when something was, by the clock of this computer."""

from __future__ import annotations

from datetime import datetime

from oci_map import i18n
from oci_map.i18n import _


def when(at: str, now: datetime | None = None) -> str:
    """Return '14:05' of a time of today, else '6 Jul 2026, 14:05'; `at` is in ISO form, UTC."""
    try:
        there = datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError, OSError):
        return at[:40]
    today = (now or datetime.now().astimezone()).astimezone().date()
    time = f"{there:%H:%M}"
    if there.date() == today:
        return time
    return _("{date}, {time}").format(date=i18n.date(f"{there:%Y-%m-%d}"), time=time)
