"""Two plans side by side: who sits elsewhere, who meets in the one only, what each brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.roundtable.names import joined, pairs_named
from oci_map.roundtable.plan import Plan, places
from oci_map.roundtable.score import Score
from oci_map.roundtable.task import SeatingTask
from oci_map.roundtable.wishes import Pair
from oci_map.values import dataclass

_MOST_PAIRS = 4
_MOST_MOVES = 8


@dataclass(frozen=True, slots=True)
class Move:
    """A guest who sits elsewhere in a round; None is at no table."""

    guest: RecordId
    round: int
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes from one plan to another; pairs and moves in the order of the guests."""

    before: Score
    after: Score
    moves: tuple[Move, ...]  # of those who are expected, round by round
    gained: tuple[Pair, ...]  # new contacts that only the second plan brings
    lost: tuple[Pair, ...]  # and those that only the first one brings
    gone: tuple[RecordId, ...] = ()  # who had a seat in the first plan and is not expected now


def compare_plans(task: SeatingTask, before: Plan, after: Plan) -> Comparison:
    """Return what changes from one plan of a roundtable to another."""
    index = task.company.index
    first, second = set(_new_pairs(task, before)), set(_new_pairs(task, after))
    return Comparison(
        before=task.score(before),
        after=task.score(after),
        moves=tuple(_moves(task, before, after)),
        gained=_in_order(task, second - first),
        lost=_in_order(task, first - second),
        gone=tuple(dict.fromkeys(one for one, *_at in places(before) if one not in index)),
    )


def with_those_expected(task: SeatingTask, plan: Plan) -> Plan:
    """Return a plan without the guests who are not expected any more."""
    index = task.company.index
    return tuple(
        tuple(tuple(one for one in guests if one in index) for guests in tables) for tables in plan
    )


def gone_sentence(found: Comparison) -> str:
    """Say how many of the first plan, plan A, are not expected any more; '' for none."""
    count = len(found.gone)
    text = ngettext(
        "{count} guest of plan A no longer comes.",
        "{count} guests of plan A no longer come.",
        count,
    )
    return text.format(count=number(count)) if count else ""


def comparison_sentences(
    task: SeatingTask, found: Comparison, round_: int | None = None
) -> tuple[str, ...]:
    """Say who sits elsewhere, in one round or in all, and who meets in one of the plans only."""
    names = task.company.names
    said = [gone_sentence(found)] if found.gone else []
    for at in dict.fromkeys(move.round for move in found.moves):
        if round_ not in (None, at):
            continue
        moves = [move for move in found.moves if move.round == at]
        text = ngettext(
            "In round {round} sits elsewhere: {guests}.",
            "In round {round} sit elsewhere: {guests}.",
            len(moves),
        )
        guests = joined([_moved(names[move.guest], move) for move in moves], _MOST_MOVES)
        said.append(text.format(round=number(at), guests=guests))
    if found.gained:
        said.append(_("Only now meet: {pairs}.").format(pairs=_named(task, found.gained)))
    if found.lost:
        said.append(_("No longer meet: {pairs}.").format(pairs=_named(task, found.lost)))
    return tuple(said)


def _moved(name: str, move: Move) -> str:
    """Return "Howest (table 2, was 1)"."""
    if move.after is None:
        return _("{guest} (at no table, was {before})").format(
            guest=name, before=number(move.before or 0)
        )
    if move.before is None:
        return _("{guest} (table {after})").format(guest=name, after=number(move.after))
    return _("{guest} (table {after}, was {before})").format(
        guest=name, after=number(move.after), before=number(move.before)
    )


def _moves(task: SeatingTask, before: Plan, after: Plan) -> Iterator[Move]:
    first = {(at, guest): table for guest, at, table in places(before)}
    second = {(at, guest): table for guest, at, table in places(after)}
    place = task.company.index
    there = [key for key in {**first, **second} if key[1] in place]
    for at, guest in sorted(there, key=lambda key: (key[0], place[key[1]])):
        move = Move(guest, at, first.get((at, guest)), second.get((at, guest)))
        if move.before != move.after:
            yield move


def _new_pairs(task: SeatingTask, plan: Plan) -> Iterator[Pair]:
    company = task.company
    strangers = company.strangers
    for tables in plan:
        for guests in tables:
            there = sorted(company.index[one] for one in guests if one in company.index)
            for one, other in combinations(there, 2):
                if strangers[one, other]:
                    yield company.guests[one], company.guests[other]


def _in_order(task: SeatingTask, pairs: set[Pair]) -> tuple[Pair, ...]:
    place = task.company.index
    return tuple(sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]])))


def _named(task: SeatingTask, pairs: Sequence[Pair]) -> str:
    return pairs_named(task.company.names, pairs, _MOST_PAIRS)
