"""How good a plan is: counted anew from the plan, whoever made it, and said in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import combinations
from typing import Final

import numpy as np

from oci_map.arrays import IntArray
from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.roundtable.bound import new_bound, value_bound
from oci_map.roundtable.company import Company, Weights, worth
from oci_map.roundtable.plan import Plan, Table
from oci_map.roundtable.wishes import Pair
from oci_map.values import dataclass

Places = tuple[int, int]  # two guests by their places in the company, rising


@dataclass(frozen=True, slots=True)
class Score:
    """What a plan brings. A contact is a pair of guests at one table in one round.

    Each contact is one of four: new; of two who work together (known); of two who sat at a table
    of an earlier roundtable (met); or of two who sit together again in this plan.
    """

    value: float
    contacts: int
    new: int
    known: int
    met: int
    again: int
    gaps: int  # different gaps that sit at a table
    all_gaps: int  # gaps between the guests
    alike: int  # contacts within a sector, or of two public bodies


@dataclass(frozen=True, slots=True)
class Limits:
    """What no plan with tables of these sizes exceeds."""

    value: float
    new: int


def score(
    company: Company,
    plan: Plan,
    weights: Weights | None = None,
    hosts: Collection[RecordId] = (),
) -> Score:
    """Return what a plan brings, counted from the plan alone."""
    by = worth(company, weights, hosts)
    one, other, times = _meetings(company, plan)
    contacts = int(times.sum())
    if not contacts:
        return Score(0.0, 0, 0, 0, 0, 0, 0, _all_gaps(company), 0)
    known = company.known[one, other]
    met = ~known & (company.met[one, other] > 0)
    value = by.first[one, other] - by.each[one, other] * times
    value -= by.again * times * (times - 1) / 2
    return Score(
        value=float(value.sum()),
        contacts=contacts,
        new=int((~known & ~met).sum()),
        known=int(known.sum()),
        met=int(met.sum()),
        again=contacts - len(times),
        gaps=int(company.gap[one, other].sum()),
        all_gaps=_all_gaps(company),
        alike=int(times[company.alike[one, other] >= 1].sum()),
    )


def limits(
    company: Company,
    plan: Plan,
    weights: Weights | None = None,
    hosts: Collection[RecordId] = (),
) -> Limits:
    """Return what no plan exceeds whose tables have the sizes that they have in this one."""
    sizes = [[len(table) for table in tables] for tables in plan]
    return Limits(
        value=value_bound(worth(company, weights, hosts), sizes),
        new=new_bound(company.strangers, sizes),
    )


def _meetings(company: Company, plan: Plan) -> tuple[IntArray, IntArray, IntArray]:
    """Return the pairs that share a table, by their places in the company, and how often; (p,)."""
    by_size: dict[int, list[list[int]]] = {}
    index = company.index
    for tables in plan:
        for table in tables:
            # Guests who have cancelled since may still sit in an older plan.
            there = [index[guest] for guest in table if guest in index]
            by_size.setdefault(len(there), []).append(there)
    count = len(company.guests)
    codes = []
    for size, some in by_size.items():
        places = np.sort(np.array(some, dtype=np.intp), axis=1)
        first, second = np.triu_indices(size, 1)
        codes.append((places[:, first] * count + places[:, second]).ravel())
    pairs, times = np.unique(np.concatenate(codes or [_NOBODY]), return_counts=True)
    return pairs // max(count, 1), pairs % max(count, 1), times


_NOBODY: Final = np.zeros(0, dtype=np.intp)


def _pairs(company: Company, table: Table) -> Iterator[Places]:
    # Guests who have cancelled since may still sit in an older plan.
    there = sorted(company.index[guest] for guest in table if guest in company.index)
    return combinations(there, 2)


# Asked again at each step of a drag.
@lru_cache(maxsize=4)
def _all_gaps(company: Company) -> int:
    return int(np.triu(company.gap, 1).sum())


@dataclass(frozen=True, slots=True)
class TableNow:
    """One table in one round: which pairs are new, know each other, or have a gap."""

    round: int
    table: int
    guests: Table
    new: tuple[Pair, ...]  # all pairs by the ids of the guests
    known: tuple[Pair, ...]
    met: tuple[Pair, ...]
    again: tuple[Pair, ...]
    gaps: tuple[Pair, ...]

    @property
    def contacts(self) -> int:
        """How many pairs sit here."""
        return len(self.guests) * (len(self.guests) - 1) // 2


def table_now(company: Company, plan: Plan, round_: int, table: int) -> TableNow:
    """Return what happens at a table in a round, both counted from 1."""
    earlier = {
        pair for tables in plan[: round_ - 1] for one in tables for pair in _pairs(company, one)
    }
    guests = plan[round_ - 1][table - 1]
    found: dict[str, list[Pair]] = {kind: [] for kind in ("new", "known", "met", "again", "gaps")}
    for pair in _pairs(company, guests):
        named = (company.guests[pair[0]], company.guests[pair[1]])
        if pair in earlier:
            kind = "again"
        elif company.known[pair]:
            kind = "known"
        elif company.met[pair] > 0:
            kind = "met"
        else:
            kind = "new"
        found[kind].append(named)
        if company.gap[pair]:
            found["gaps"].append(named)
    return TableNow(round_, table, guests, **{kind: tuple(some) for kind, some in found.items()})


# ------------------------------------------------------------------------------------ in words


def score_sentence(found: Score) -> str:
    """Say how many contacts are new."""
    if not found.contacts:
        return _("Nobody sits with anybody yet.")
    return ngettext(
        "{new} of {count} contact is new.", "{new} of {count} contacts are new.", found.contacts
    ).format(new=number(found.new), count=number(found.contacts))


def table_sentence(found: TableNow) -> str:
    """Say how many contacts at a table are new."""
    return ngettext(
        "{new} of {count} contact new", "{new} of {count} contacts new", found.contacts
    ).format(new=number(len(found.new)), count=number(found.contacts))


def limit_sentence(found: Score, limit: Limits) -> str:
    """Say how far a plan is from what is possible at all."""
    if found.new >= limit.new:
        return _("No plan with these tables brings more new contacts.")
    return _("No plan with these tables brings more than {most} new contacts.").format(
        most=number(limit.new)
    )


def detail_sentences(found: Score) -> tuple[str, ...]:
    """Say what the other contacts are, and how many gaps sit at a table."""
    said = []
    if found.known:
        said.append(
            ngettext(
                "{count} contact is of two who work together already.",
                "{count} contacts are of two who work together already.",
                found.known,
            ).format(count=number(found.known))
        )
    if found.met:
        said.append(
            ngettext(
                "{count} contact is of two who sat at one table before.",
                "{count} contacts are of two who sat at one table before.",
                found.met,
            ).format(count=number(found.met))
        )
    if found.again:
        said.append(
            ngettext(
                "{count} contact is of two who sit together for a second time.",
                "{count} contacts are of two who sit together once more.",
                found.again,
            ).format(count=number(found.again))
        )
    if found.all_gaps:
        said.append(gaps_sentence(found))
    return tuple(said)


def gaps_sentence(found: Score) -> str:
    """Say how many of the gaps between the guests sit at a table."""
    return ngettext(
        "{gaps} of {count} gap between the guests sits at a table.",
        "{gaps} of {count} gaps between the guests sit at a table.",
        found.all_gaps,
    ).format(gaps=number(found.gaps), count=number(found.all_gaps))


def comparison_sentence(before: Score, after: Score) -> str:
    """Say what one plan brings more or less than another."""
    if (before.new, before.gaps) == (after.new, after.gaps):
        return _("Both plans bring as many new contacts and gaps to a table.")
    return _(
        "{new} new contacts instead of {old}, {gaps} gaps at a table instead of {before}."
    ).format(
        new=number(after.new), old=number(before.new),
        gaps=number(after.gaps), before=number(before.gaps),
    )  # fmt: skip
