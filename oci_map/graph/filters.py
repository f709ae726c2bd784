"""What is looked at: a date, kinds of ties, the coordinator in or out, what the legend hides."""

from __future__ import annotations

from typing import Final

from oci_map.model.dates import first_day, last_day
from oci_map.model.ids import RecordId
from oci_map.model.records import Organisation
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import GOVERNMENT, TIE_KINDS
from oci_map.values import dataclass

MEMBERSHIP: Final = "membership"
INITIATIVE: Final = "initiative"
ROUNDTABLE: Final = "roundtable"
COORDINATION: Final = "coordination"

# What counts as cooperation; the coordinator's ties by role are drawn but never count.
COOPERATION_KINDS: Final = (*TIE_KINDS, MEMBERSHIP, INITIATIVE, ROUNDTABLE)
DEFAULT_KINDS: Final = frozenset((*COOPERATION_KINDS, COORDINATION))

# Rows of the legend that stand for no sector or level; they can be hidden like one.
CROSS_SECTOR: Final = RecordId("cross-sector")
NO_SECTOR: Final = RecordId("no-sector")
NO_LEVEL: Final = RecordId("no-level")
GOVERNMENT_BODY: Final = RecordId("government")


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a snapshot is looked at; without a date all times count."""

    as_of: str = ""  # partial ISO date
    kinds: frozenset[str] = DEFAULT_KINDS
    without_coordinator: bool = False
    hidden_sectors: frozenset[RecordId] = frozenset()  # sectors, CROSS_SECTOR, NO_SECTOR
    hidden_levels: frozenset[RecordId] = frozenset()  # levels, NO_LEVEL, GOVERNMENT_BODY
    show_gaps: bool = True


class Moment:
    """A partial date to which many periods are compared, its bounds computed once."""

    def __init__(self, date: str) -> None:
        self._first = first_day(date)
        self._last = last_day(date)
        self.is_always = not date

    def has(self, begin: str, end: str = "") -> bool:
        """Say whether a period with partial begin and end touches this moment.

        The same as `model.dates.holds_at`: a missing begin or end leaves that side open.
        """
        # As text a partial date sorts before each of its days, and with "~" after them.
        return self.is_always or (begin <= self._last and (not end or self._first <= f"{end}~"))


def sector_row(organisation: Organisation) -> RecordId:
    """Return the legend row that colours an organisation: its first sector, or why none.

    A government body is of no creative sector, which is something else than an unknown one.
    """
    if organisation.cross_sector:
        return CROSS_SECTOR
    if organisation.sectors:
        return organisation.sectors[0]
    return GOVERNMENT_BODY if organisation.kind == GOVERNMENT else NO_SECTOR


def level_row(organisation: Organisation) -> RecordId:
    """Return the legend row of an organisation's policy level."""
    return organisation.policy_level or NO_LEVEL


def counted(snapshot: Snapshot, view: Filter) -> tuple[RecordId, ...]:
    """Return the organisations active at the date, by id, whether the legend hides them or not.

    The coordinator is left out when the filter says so. Ordered by id, so that undoing a removal
    gives the same order again.
    """
    moment = Moment(view.as_of)
    left_out = snapshot.info.coordinator if view.without_coordinator else None
    return tuple(
        sorted(
            one
            for one, organisation in snapshot.organisations.items()
            if one != left_out and moment.has(organisation.active_from, organisation.active_to)
        )
    )


def not_hidden(
    snapshot: Snapshot, view: Filter, organisations: tuple[RecordId, ...]
) -> tuple[RecordId, ...]:
    """Return those of these organisations that the legend does not hide, in the same order."""
    if not view.hidden_sectors and not view.hidden_levels:
        return organisations
    return tuple(one for one in organisations if not _is_hidden(snapshot.organisations[one], view))


def _is_hidden(organisation: Organisation, view: Filter) -> bool:
    return (
        sector_row(organisation) in view.hidden_sectors
        or level_row(organisation) in view.hidden_levels
        or (organisation.kind == GOVERNMENT and GOVERNMENT_BODY in view.hidden_levels)
    )
