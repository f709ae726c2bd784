"""What a seating must keep: tables and their seats, fixed seats, hosts, never and always together.

All of these are hard: a plan keeps every one of them, or there is no plan and it is said why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Final

from oci_map.errors import UserError
from oci_map.i18n import _, ngettext, number
from oci_map.model.guests import MOST_ROUNDS
from oci_map.model.ids import RecordId
from oci_map.roundtable.names import joined
from oci_map.values import dataclass

Pair = tuple[RecordId, RecordId]

# Nobody can follow more.
MOST_GUESTS: Final = 1000
_MOST_SENTENCES: Final = 5


@dataclass(frozen=True, slots=True)
class Room:
    """The tables, by the seats that each has, and how many rounds there are."""

    seats: tuple[int, ...]
    rounds: int = 1


@dataclass(frozen=True, slots=True)
class Pin:
    """A guest who keeps a table in a round, both counted from 1."""

    guest: RecordId
    round: int
    table: int


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the coordinator wants, whatever it costs."""

    pins: tuple[Pin, ...] = ()
    hosts: Mapping[int, RecordId] = field(default_factory=dict)  # table from 1 → who stays there
    apart: tuple[Pair, ...] = ()  # never at one table
    together: tuple[Pair, ...] = ()  # always at one table

    def all_pins(self, rounds: int) -> Iterator[Pin]:
        """Yield the pins, and those that follow from the hosts."""
        yield from self.pins
        for table, guest in sorted(self.hosts.items()):
            for number_of_round in range(1, rounds + 1):
                yield Pin(guest, number_of_round, table)


def room(guests: int, tables: int, rounds: int = 1, seats: int | None = None) -> Room:
    """Return equal tables; without a number of seats, as many as anyone may want there.

    Raises UserError when there cannot be such a room.
    """
    if tables < 1:
        raise UserError(_("A seating needs at least one table. Set the number of tables."))
    if rounds < 1:
        raise UserError(_("A seating needs at least one round. Set the number of rounds."))
    if tables > max(guests, 1):
        raise UserError(
            ngettext(
                "There are {tables} tables for {count} guest. Take fewer tables.",
                "There are {tables} tables for {count} guests. Take fewer tables.",
                guests,
            ).format(tables=number(tables), count=number(guests))
        )
    return Room((guests if seats is None else seats,) * tables, rounds)


def check(names: Mapping[RecordId, str], place: Room, wishes: Wishes) -> None:
    """Raise UserError with what contradicts itself and what can be relaxed.

    `names` are those of the guests.
    """
    found = list(dict.fromkeys(contradictions(names, place, wishes)))
    if found:
        shown = found[:_MOST_SENTENCES]
        if len(found) > len(shown):
            rest = len(found) - len(shown)
            shown.append(
                ngettext(
                    "There is {count} more contradiction.",
                    "There are {count} more contradictions.",
                    rest,
                ).format(count=number(rest))
            )
        raise UserError(" ".join(shown))


def contradictions(names: Mapping[RecordId, str], place: Room, wishes: Wishes) -> Iterator[str]:
    """Yield a sentence for each thing that cannot be, with what can be relaxed."""
    yield from _of_the_room(len(names), place)
    yield from _of_others(names, wishes)
    yield from _of_pins(names, place, wishes)
    blocks = blocks_of(names, wishes)
    yield from _of_blocks(names, place, wishes, blocks)


def _of_the_room(guests: int, place: Room) -> Iterator[str]:
    if guests < 2:
        yield _("A seating needs at least two guests. Invite more guests first.")
    if guests > MOST_GUESTS:
        yield _("More than {count} guests cannot be seated at once. Plan them in groups.").format(
            count=number(MOST_GUESTS)
        )
    if not place.seats or place.rounds < 1:
        yield _("A seating needs at least one table and one round.")
        return
    if place.rounds > MOST_ROUNDS:
        yield _("More than {count} rounds cannot be planned. Take fewer rounds.").format(
            count=number(MOST_ROUNDS)
        )
    if min(place.seats) < 1:
        yield _("Every table needs at least one seat. Take away the tables without seats.")
    if len(place.seats) > guests:
        yield _(
            "There are more tables ({tables}) than guests ({guests}). Take fewer tables."
        ).format(tables=number(len(place.seats)), guests=number(guests))
    if sum(place.seats) < guests:
        yield _(
            "There are {guests} guests and only {seats} seats. "
            "Add tables or seats, or invite fewer guests."
        ).format(guests=number(guests), seats=number(sum(place.seats)))


def _of_others(names: Mapping[RecordId, str], wishes: Wishes) -> Iterator[str]:
    """Wishes about people who are no guests."""
    named = [pin.guest for pin in wishes.pins]
    named += wishes.hosts.values()
    named += [one for pair in (*wishes.apart, *wishes.together) for one in pair]
    unknown = sorted({one for one in named if one not in names})
    if unknown:
        yield ngettext(
            "A wish names {count} person who is not a guest. Take the wish away.",
            "Wishes name {count} people who are not guests. Take these wishes away.",
            len(unknown),
        ).format(count=number(len(unknown)))


def _of_pins(names: Mapping[RecordId, str], place: Room, wishes: Wishes) -> Iterator[str]:
    hosts: dict[RecordId, int] = {}
    for table, guest in sorted(wishes.hosts.items()):
        if guest in hosts and guest in names:
            yield _(
                "{guest} hosts tables {one} and {other}. Choose another host for one of them."
            ).format(guest=names[guest], one=number(hosts[guest]), other=number(table))
        hosts.setdefault(guest, table)
    for pin in wishes.all_pins(place.rounds):
        there = 1 <= pin.table <= len(place.seats) and 1 <= pin.round <= place.rounds
        if not there and pin.guest in names:
            yield _(
                "{guest} is fixed at table {table} in round {round}, which does not exist. "
                "Release the seat."
            ).format(guest=names[pin.guest], table=number(pin.table), round=number(pin.round))


def blocks_of(names: Mapping[RecordId, str], wishes: Wishes) -> tuple[tuple[RecordId, ...], ...]:
    """Return the guests as they move: alone, or all who must sit together; in their order."""
    leader = {guest: guest for guest in names}

    def first(guest: RecordId) -> RecordId:
        while leader[guest] != guest:
            guest = leader[guest]
        return guest

    for one, other in wishes.together:
        if one in leader and other in leader:
            leader[first(other)] = first(one)
    blocks: dict[RecordId, list[RecordId]] = {}
    for guest in names:
        blocks.setdefault(first(guest), []).append(guest)
    return tuple(tuple(block) for block in blocks.values())


def _of_blocks(
    names: Mapping[RecordId, str],
    place: Room,
    wishes: Wishes,
    blocks: tuple[tuple[RecordId, ...], ...],
) -> Iterator[str]:
    block_of = {guest: number_of for number_of, block in enumerate(blocks) for guest in block}
    largest = max(place.seats, default=0)
    for block in blocks:
        if len(block) > max(largest, 1):
            yield _(
                "{guests} must always sit together, which takes {count} seats, "
                "but the largest table has {seats}. Take a wish away or make a table larger."
            ).format(guests=_named(names, block), count=number(len(block)), seats=number(largest))
    for one, other in wishes.apart:
        if one in block_of and other in block_of and block_of[one] == block_of[other]:
            yield _(
                "{one} and {other} must never and always sit together. "
                "Take one of the two wishes away."
            ).format(one=names[one], other=names[other])
    yield from _of_fixed_blocks(names, place, wishes, block_of)


def _of_fixed_blocks(
    names: Mapping[RecordId, str],
    place: Room,
    wishes: Wishes,
    block_of: Mapping[RecordId, int],
) -> Iterator[str]:
    fixed: dict[tuple[int, int], tuple[int, RecordId]] = {}  # round and block → table, by whom
    for pin in wishes.all_pins(place.rounds):
        if pin.guest not in block_of:
            continue
        key = (pin.round, block_of[pin.guest])
        table, guest = fixed.setdefault(key, (pin.table, pin.guest))
        if table != pin.table:
            yield _two_tables(names, guest, pin, table)
    tables = {key: table for key, (table, _guest) in fixed.items()}
    yield from _of_full_tables(place, tables, block_of)
    yield from _of_apart_pins(names, place, wishes, tables, block_of)


def _of_full_tables(
    place: Room, fixed: Mapping[tuple[int, int], int], block_of: Mapping[RecordId, int]
) -> Iterator[str]:
    sitting: dict[tuple[int, int], int] = {}
    members = list(block_of.values())
    for (round_, block), table in fixed.items():
        key = (round_, table)
        sitting[key] = sitting.get(key, 0) + members.count(block)
    for (round_, table), count in sorted(sitting.items()):
        if 1 <= table <= len(place.seats) and count > place.seats[table - 1]:
            yield _(
                "{count} guests are fixed at table {table} in round {round}, "
                "which has {seats} seats. Release a seat or make the table larger."
            ).format(
                count=number(count), table=number(table), round=number(round_),
                seats=number(place.seats[table - 1]),
            )  # fmt: skip


def _of_apart_pins(
    names: Mapping[RecordId, str],
    place: Room,
    wishes: Wishes,
    fixed: Mapping[tuple[int, int], int],
    block_of: Mapping[RecordId, int],
) -> Iterator[str]:
    for one, other in wishes.apart:
        if one not in block_of or other not in block_of or block_of[one] == block_of[other]:
            continue
        for round_ in range(1, min(place.rounds, MOST_ROUNDS) + 1):
            here, there = fixed.get((round_, block_of[one])), fixed.get((round_, block_of[other]))
            if here is not None and there is not None and here == there:
                yield _(
                    "{one} and {other} must never sit together, but both are fixed "
                    "at table {table} in round {round}. Release one of them."
                ).format(
                    one=names[one], other=names[other],
                    table=number(here), round=number(round_),
                )  # fmt: skip


def _two_tables(names: Mapping[RecordId, str], guest: RecordId, pin: Pin, table: int) -> str:
    if guest == pin.guest:
        text = _("{guest} is fixed at tables {one} and {two} in round {round}. Release one.")
    else:
        text = _(
            "{guest} and {other} must always sit together, but are fixed at tables {one} and "
            "{two} in round {round}. Release one of them or take the wish away."
        )
    return text.format(
        guest=names[guest], other=names[pin.guest],
        one=number(table), two=number(pin.table), round=number(pin.round),
    )  # fmt: skip


def _named(names: Mapping[RecordId, str], guests: tuple[RecordId, ...]) -> str:
    return joined([names[guest] for guest in guests])
