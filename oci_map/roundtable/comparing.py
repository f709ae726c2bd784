"""Two plans side by side: who meets in the one and not in the other, and what each brings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from oci_map.i18n import _, ngettext, number
from oci_map.roundtable.names import pairs_named
from oci_map.roundtable.plan import Plan, differences
from oci_map.roundtable.score import Score, TableNow, comparison_sentence, table_sentence
from oci_map.roundtable.task import SeatingTask
from oci_map.roundtable.wishes import Pair
from oci_map.values import dataclass

_MOST_PAIRS = 4


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changes from one plan to another; pairs in the order of the guests."""

    before: Score
    after: Score
    seats: int  # how many differ
    gained: tuple[Pair, ...]  # new contacts that only the second plan brings
    lost: tuple[Pair, ...]  # and those that only the first one brings


def compare_plans(task: SeatingTask, before: Plan, after: Plan) -> Comparison:
    """Return what changes from one plan of a roundtable to another."""
    first, second = set(_new_pairs(task, before)), set(_new_pairs(task, after))
    return Comparison(
        before=task.score(before),
        after=task.score(after),
        seats=differences(before, after),
        gained=_in_order(task, second - first),
        lost=_in_order(task, first - second),
    )


def comparison_sentences(task: SeatingTask, found: Comparison) -> tuple[str, ...]:
    """Say what changes from one plan to another."""
    said = [
        ngettext("{count} seat differs.", "{count} seats differ.", found.seats).format(
            count=number(found.seats)
        ),
        comparison_sentence(found.before, found.after),
    ]
    if found.gained:
        said.append(_("Only now meet: {pairs}.").format(pairs=_named(task, found.gained)))
    if found.lost:
        said.append(_("No longer meet: {pairs}.").format(pairs=_named(task, found.lost)))
    return tuple(said)


def table_sentences(task: SeatingTask, now: TableNow) -> tuple[str, ...]:
    """Explain a table: which contacts are new, and what the others are."""
    said = [table_sentence(now) + "."] if now.contacts else []
    for text, pairs in (
        (_("Share needs and do not work together: {pairs}."), now.gaps),
        (_("Work together: {pairs}."), now.known),
        (_("Sat at one table at an earlier roundtable: {pairs}."), now.met),
        (_("Sat at one table in an earlier round: {pairs}."), now.again),
    ):
        if pairs:
            said.append(text.format(pairs=_named(task, pairs)))
    return tuple(said)


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
