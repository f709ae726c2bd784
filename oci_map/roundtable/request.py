"""What a list of guests must keep, and what is said when that cannot be."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from oci_map.errors import UserError
from oci_map.graph.analysis import Analysis
from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.roundtable.coverage import Goal, Theme, bodies, goals
from oci_map.roundtable.names import joined, organisation_name
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """Whom the coordinator wants at the table."""

    theme: Theme
    seats: int
    must: tuple[RecordId, ...] = ()
    not_now: tuple[RecordId, ...] = ()
    one_per_parent: bool = True  # of those that are part of one organisation, at most one
    answering: float = 0.0  # the least share of guests that can answer, 0 to 1
    asked: tuple[RecordId, ...] = ()  # who was asked already, and therefore stays

    @property
    def kept(self) -> tuple[RecordId, ...]:
        """Who is on every list: those who must come and those who were asked."""
        return tuple(dict.fromkeys((*self.must, *self.asked)))


def check_request(analysis: Analysis, request: Request) -> tuple[Goal, ...]:
    """Return the goals of a request; raises UserError with all that cannot be."""
    wanted = goals(analysis, request.theme)
    found = list(_contradictions(analysis, request, wanted))
    if found:
        raise UserError(" ".join(found))
    return wanted


def siblings(analysis: Analysis, chosen: Sequence[RecordId]) -> list[tuple[RecordId, ...]]:
    """Return those of these organisations that are part of the same one, where several are."""
    records = analysis.snapshot.organisations
    by_parent: dict[RecordId, list[RecordId]] = {}
    for one in chosen:
        if records[one].parent:
            by_parent.setdefault(records[one].parent, []).append(one)
    return [tuple(some) for _parent, some in sorted(by_parent.items()) if len(some) > 1]


def candidates(analysis: Analysis, request: Request) -> tuple[RecordId, ...]:
    """Return who may be invited: all who are shown, but the coordinator unless she must."""
    coordinator = analysis.snapshot.info.coordinator
    out = frozenset(request.not_now)
    return tuple(
        one
        for one in analysis.organisations
        if (one not in out or one in request.asked) and (one != coordinator or one in request.kept)
    )


def unseen(analysis: Analysis, organisations: Sequence[RecordId]) -> str:
    """Say that organisations of the list are not among those that are looked at."""
    return ngettext(
        "{organisations} is on the list, but not active at this date or hidden. "
        "Change the filter or the list.",
        "{organisations} are on the list, but not active at this date or hidden. "
        "Change the filter or the list.",
        len(organisations),
    ).format(organisations=_names(analysis, organisations))


def _contradictions(analysis: Analysis, request: Request, wanted: Sequence[Goal]) -> Iterator[str]:
    must = tuple(dict.fromkeys(request.must))
    if request.seats < 1:
        yield _("A roundtable needs at least one seat. Set the number of seats.")
        return
    unknown = [one for one in request.kept if one not in analysis.index]
    if unknown:
        yield unseen(analysis, unknown)
        return
    if len(must) > request.seats:
        yield _(
            "{must} organisations must come, but there are {seats} seats. "
            "Add seats or let some of them go."
        ).format(must=number(len(must)), seats=number(request.seats))
    elif len(request.kept) > request.seats:
        yield _(
            "{count} organisations must come or were asked already, but there are {seats} seats. "
            "Add seats or let some of them go."
        ).format(count=number(len(request.kept)), seats=number(request.seats))
    both = [one for one in must if one in request.not_now]
    if both:
        yield ngettext(
            "{organisations} must come and is also set aside for this time. Choose one of the two.",
            "{organisations} must come and are also set aside for this time. "
            "Choose one of the two.",
            len(both),
        ).format(organisations=_names(analysis, both))
    if not candidates(analysis, request):
        yield _("There is nobody to invite. Add organisations or change the filter.")
    elif not any(goal.everyone for goal in wanted):
        yield _(
            "There is nothing to choose guests by: no needs, no sectors and no policy levels "
            "are recorded. Record what the organisations need first."
        )
    if request.one_per_parent:
        for some in siblings(analysis, must):
            parent = analysis.snapshot.organisations[some[0]].parent
            yield _(
                "{organisations} must come, but belong to {parent}, of which only one may. "
                "Let one of them go or allow several."
            ).format(
                organisations=_names(analysis, some),
                parent=organisation_name(analysis.snapshot, parent),
            )
    yield from _of_answering(analysis, request, request.kept)


def _of_answering(
    analysis: Analysis, request: Request, must: tuple[RecordId, ...]
) -> Iterator[str]:
    if not 0 <= request.answering <= 1:
        yield _("The share of guests that can answer must lie between 0 and 100 per cent.")
        return
    if not request.answering or len(must) > request.seats:
        return
    able = bodies(analysis, request.theme)
    there = [one for one in must if one in able]
    more = _independent(
        analysis, request, must, [one for one in candidates(analysis, request) if one in able]
    )
    most = min(more, request.seats - len(must))
    # Each further body raises the share, so the most that can come decide.
    if len(there) + most < max(1, math.ceil(request.answering * (len(must) + most) - 1e-9)):
        if not there and not more:
            yield _(
                "Nobody who can answer on this theme can be invited. Ask for no share of such "
                "guests, or record which bodies the recommendations are addressed to."
            )
            return
        yield _(
            "At least {share} per cent of the guests should be able to answer, but beside those "
            "who must come there is room for {count} of them at most. "
            "Ask for a smaller share, add seats or let someone go."
        ).format(share=number(100 * request.answering), count=number(len(there) + most))


def _independent(
    analysis: Analysis,
    request: Request,
    must: tuple[RecordId, ...],
    able: list[RecordId],
) -> int:
    """Return how many of these can be added to those who must come."""
    records = analysis.snapshot.organisations
    left = [one for one in able if one not in must]
    if not request.one_per_parent:
        return len(left)
    taken = {records[one].parent for one in must if records[one].parent}
    alone = sum(1 for one in left if not records[one].parent)
    return alone + len({records[one].parent for one in left if records[one].parent} - taken)


def _names(analysis: Analysis, organisations: Sequence[RecordId]) -> str:
    return joined([organisation_name(analysis.snapshot, one) for one in organisations])
