"""The time plan of a roundtable: welcome, rounds, changes of table, closing."""

from __future__ import annotations

import re
from typing import Final

from oci_map.errors import UserError
from oci_map.i18n import _, number
from oci_map.values import dataclass

_CLOCK: Final = re.compile(r"([01]?\d|2[0-3])[:.u](\d\d)", re.ASCII)
_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of the meeting, in minutes since midnight."""

    begin: int
    end: int
    kind: str  # "welcome", "round", "change" or "closing"
    round: int = 0  # from 1

    @property
    def text(self) -> str:
        """What it is, in the chosen language."""
        match self.kind:
            case "welcome":
                return _("Welcome")
            case "round":
                return _("Round {round}").format(round=number(self.round))
            case "change":
                return _("Change of tables")
            case _:
                return _("Closing")

    @property
    def hours(self) -> str:
        """From when until when."""
        return f"{clock(self.begin)}–{clock(self.end)}"


def minutes_of(typed: str) -> int:
    """Read a time of day, such as 13:30; raises UserError when it is none."""
    match = _CLOCK.fullmatch(typed.strip())
    if match is None or int(match[2]) > 59:
        raise UserError(
            _("‘{typed}’ is not a time of day. Write it like 13:30.").format(typed=typed[:40])
        )
    return int(match[1]) * 60 + int(match[2])


def clock(minutes: int) -> str:
    """Write minutes since midnight as a time of day."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def agenda(
    begin: int, rounds: int, minutes: int, *, welcome: int = 15, change: int = 5, closing: int = 20
) -> tuple[Slot, ...]:
    """Return the parts of a meeting, one after the other; parts of no length are left out.

    Raises UserError when it would last beyond midnight.
    """
    lasts = welcome + rounds * minutes + (rounds - 1) * change + closing
    if begin + lasts > _DAY:
        raise UserError(
            _("This meeting would end after midnight. Take fewer rounds or shorter ones.")
        )
    lengths: list[tuple[str, int, int]] = [("welcome", 0, welcome)]
    for one in range(1, rounds + 1):
        lengths.append(("round", one, minutes))
        if one < rounds:
            lengths.append(("change", 0, change))
    lengths.append(("closing", 0, closing))
    slots = []
    now = begin
    for kind, round_, length in lengths:
        if length > 0:
            slots.append(Slot(now, now + length, kind, round_))
            now += length
    return tuple(slots)
