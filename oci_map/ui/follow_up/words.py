"""Words and tones of the states of a recommendation."""

from __future__ import annotations

from datetime import date
from typing import Final

from oci_map.i18n import _
from oci_map.model.dates import last_day
from oci_map.model.vocabulary import RECOMMENDATION_STATES

STATES: Final = tuple(RECOMMENDATION_STATES)
LATE: Final = ("warn", "warn_soft")
LACKING: Final = ("gap_text", "gap_soft")
QUIET: Final = ("text_2", "neutral")


def state_word(state: str) -> str:
    """Return a state in the chosen language."""
    return _(RECOMMENDATION_STATES[state])


def today(as_of: str = "") -> str:
    """Return the day that is looked at: the last one of a date, else her own day."""
    return last_day(as_of) if as_of else date.today().isoformat()  # noqa: DTZ011 - her own day
