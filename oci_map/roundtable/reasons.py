"""Why each guest is on the list, what is lost without it and what is still missing, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from oci_map.graph.analysis import Analysis
from oci_map.graph.names import name_in_sentence
from oci_map.i18n import N_, _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.roundtable.coverage import (
    ANSWER,
    GAP,
    KINDS,
    LEVEL,
    NEED,
    SECTOR,
    Coverage,
    Goal,
    Share,
    shares,
)
from oci_map.roundtable.names import joined, need_name, organisation_name
from oci_map.roundtable.request import Request
from oci_map.values import dataclass

MUST: Final = "must"
ASKED: Final = "asked"
_MOST_REASONS: Final = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason to invite a guest.

    The others are needs that the guest holds or can answer for, guests it has a gap with, or the
    sectors or levels that nobody else stands for.
    """

    kind: str
    others: tuple[RecordId, ...] = ()


def reasons(
    wanted: Sequence[Goal],
    request: Request,
    guests: Sequence[RecordId],
    guest: RecordId,
    share: Share | None = None,
) -> tuple[Reason, ...]:
    """Return why a guest is on a list: what only it covers first, then what it helps to cover.

    Its share of the list, where it is known, spares working it out.
    """
    own = share or shares(wanted, guests)[guest]
    lost, helps = frozenset(own.lost), own.helps
    found: dict[str, list[RecordId]] = {}
    weight: dict[str, float] = {}
    for goal in helps:
        others = _others(goal, guests, guest)
        only = goal in lost
        if not others or (goal.kind in (SECTOR, LEVEL) and not only):
            continue
        found.setdefault(goal.kind, []).extend(others)
        # What would be lost counts, what others could do as well counts a little.
        weight[goal.kind] = weight.get(goal.kind, 0.0) + goal.worth * (1.0 if only else 0.05)
    ranked = sorted(found, key=lambda kind: (-weight[kind], KINDS.index(kind)))
    said = [Reason(kind, tuple(dict.fromkeys(found[kind]))) for kind in ranked]
    if guest in request.must:
        said = [*said[: _MOST_REASONS - 1], Reason(MUST)]
    elif guest in request.asked and not said:
        said = [Reason(ASKED)]
    return tuple(said[:_MOST_REASONS])


def _others(goal: Goal, guests: Sequence[RecordId], guest: RecordId) -> list[RecordId]:
    """Return what a reason names: the other side of a gap, or the goal itself."""
    if goal.kind != GAP:
        return [RecordId(goal.key)]
    other_sides = [side for side in goal.sides if guest not in side]
    return [one for one in guests if any(one in side for side in other_sides)]


def reason_sentence(analysis: Analysis, said: Sequence[Reason]) -> str:
    """Say why a guest is on the list; nothing when there is no reason."""
    return " ".join(_reason(analysis, one) for one in said)


def _reason(analysis: Analysis, said: Reason) -> str:
    snapshot = analysis.snapshot
    if said.kind == MUST:
        return _("You want this guest to come.")
    if said.kind == ASKED:
        return _("Was asked already.")
    if said.kind == GAP:
        return ngettext(
            "Shares needs with {organisations}, but does not work with it.",
            "Shares needs with {organisations}, but does not work with them.",
            len(said.others),
        ).format(organisations=joined([organisation_name(snapshot, one) for one in said.others]))
    if said.kind == NEED:
        return ngettext("Needs {needs}.", "Has these needs: {needs}.", len(said.others)).format(
            needs=joined([_quoted(need_name(snapshot, one)) for one in said.others])
        )
    if said.kind == ANSWER:
        return _("Can answer on {needs}.").format(
            needs=joined([_quoted(need_name(snapshot, one)) for one in said.others])
        )
    names = joined([_goal_name(analysis, said.kind, one) for one in said.others])
    if said.kind == SECTOR:
        return _("Is the only guest from {sectors}.").format(sectors=names)
    return _("Is the only guest at the level {levels}.").format(levels=names)


def lost_sentence(analysis: Analysis, lost: Sequence[Goal]) -> str:
    """Say what is no longer covered when a guest does not come."""
    if not lost:
        return _("Without this guest everything that is covered stays covered.")
    parts = []
    for kind in KINDS:
        some = [goal for goal in lost if goal.kind == kind]
        if some:
            parts.append(_missing(analysis, kind, some))
    return _("Without this guest: {parts}.").format(parts="; ".join(parts))


def missing_sentence(analysis: Analysis, goal: Goal) -> str:
    """Say that a goal is not covered."""
    if goal.kind == GAP and all(len(side) == 1 for side in goal.sides):
        one, other = (organisation_name(analysis.snapshot, next(iter(s))) for s in goal.sides)
        return _("The gap between {one} and {other} stays open.").format(one=one, other=other)
    text = _missing(analysis, goal.kind, [goal])
    return text[:1].upper() + text[1:] + "."


def _missing(analysis: Analysis, kind: str, some: Sequence[Goal]) -> str:
    if kind == GAP:
        return ngettext("{count} gap stays open", "{count} gaps stay open", len(some)).format(
            count=number(len(some))
        )
    names = joined([_goal_name(analysis, kind, RecordId(goal.key)) for goal in some])
    if kind == NEED:
        return _("too few for a conversation on {needs}").format(needs=names)
    if kind == ANSWER:
        return _("nobody who can answer on {needs}").format(needs=names)
    if kind == SECTOR:
        return _("nobody from {sectors}").format(sectors=names)
    return _("nobody at the level {levels}").format(levels=names)


def _goal_name(analysis: Analysis, kind: str, key: RecordId) -> str:
    snapshot = analysis.snapshot
    if kind in (NEED, ANSWER):
        return _quoted(need_name(snapshot, key))
    if kind == SECTOR:
        return name_in_sentence(snapshot.sectors[key].name)
    return name_in_sentence(snapshot.levels[key].name)


def _quoted(name: str) -> str:
    return _("‘{name}’").format(name=name)


COVERAGE_LABELS: Final = {
    NEED: N_("Needs"),
    ANSWER: N_("Answers"),
    GAP: N_("Gaps"),
    SECTOR: N_("Sectors"),
    LEVEL: N_("Levels"),
}


def coverage_sentence(found: Coverage, kind: str) -> str:
    """Say how much of a kind is covered: "Sectors: 11 of 12"."""
    covered, all_of_them = found.counts(kind)
    return _("{what}: {covered} of {count}").format(
        what=_(COVERAGE_LABELS[kind]), covered=number(covered), count=number(all_of_them)
    )
