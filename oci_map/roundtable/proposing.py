"""A list of guests for a roundtable of the document: proposed, repaired, and explained."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from oci_map.graph.analysis import Analysis
from oci_map.i18n import _, ngettext, number
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.coverage import Coverage, Goal, Share, coverage, goals, shares
from oci_map.roundtable.invite import Proposal, invite, repair
from oci_map.roundtable.meetings import Earlier, earlier
from oci_map.roundtable.of_record import ground_of, guests_of, request_of
from oci_map.roundtable.reasons import lost_sentence, reason_sentence, reasons
from oci_map.roundtable.request import Request
from oci_map.values import dataclass

SECONDS = 10.0


def propose(
    snapshot: Snapshot,
    roundtable: RecordId,
    *,
    one_per_parent: bool = True,
    answering: float = 0.0,
    seconds: float = SECONDS,
) -> Proposal:
    """Return the best list for a roundtable as it stands in the document.

    Raises UserError, before anything is searched, with all that cannot be.
    """
    request = request_of(snapshot, roundtable, one_per_parent=one_per_parent, answering=answering)
    ground = ground_of(snapshot, roundtable)
    return invite(ground, request, earlier(snapshot, roundtable), seconds=seconds)


def repaired(
    snapshot: Snapshot,
    roundtable: RecordId,
    declined: Collection[RecordId],
    *,
    one_per_parent: bool = True,
    answering: float = 0.0,
) -> Proposal:
    """Return the list after some organisations on it declined, with the fewest changes."""
    request = request_of(snapshot, roundtable, one_per_parent=one_per_parent, answering=answering)
    ground = ground_of(snapshot, roundtable)
    guests = guests_of(snapshot, roundtable)
    # Whose refusal is written down already is no longer among them.
    before = (*guests, *(one for one in declined if one not in guests))
    return repair(ground, request, before, declined, earlier(snapshot, roundtable))


@dataclass(frozen=True, slots=True, eq=False)
class GuestList:
    """A list of guests with what it covers, and why each one is on it."""

    analysis: Analysis
    request: Request
    guests: tuple[RecordId, ...]
    goals: tuple[Goal, ...]
    coverage: Coverage
    before: Earlier
    shares: Mapping[RecordId, Share]  # what each guest does for the list

    def reason(self, guest: RecordId) -> str:
        """Say why an organisation is on the list, or would be."""
        there = self.guests if guest in self.shares else (*self.guests, guest)
        return reason_sentence(
            self.analysis,
            reasons(self.goals, self.request, there, guest, self.shares.get(guest)),
        )

    def lost(self, guest: RecordId) -> tuple[Goal, ...]:
        """Return what is no longer covered when an organisation does not come."""
        return self.shares[guest].lost if guest in self.shares else ()

    def lost_sentence(self, guest: RecordId) -> str:
        """Say what is no longer covered when an organisation does not come."""
        return lost_sentence(self.analysis, self.lost(guest))

    def asked_sentence(self, guest: RecordId) -> str:
        """Say when an organisation was last asked to a roundtable."""
        return asked_sentence(self.before, guest)

    @property
    def reasons(self) -> Mapping[RecordId, str]:
        """The reason of each guest."""
        return {guest: self.reason(guest) for guest in self.guests}


def guest_list(
    snapshot: Snapshot, roundtable: RecordId, guests: tuple[RecordId, ...] | None = None
) -> GuestList:
    """Return the list of a roundtable explained, or that of other guests, such as a proposal's."""
    request = request_of(snapshot, roundtable)
    there = guests_of(snapshot, roundtable) if guests is None else guests
    before = earlier(snapshot, roundtable)
    return explained(ground_of(snapshot, roundtable), request, there, before)


def explained(
    analysis: Analysis, request: Request, guests: Sequence[RecordId], before: Earlier
) -> GuestList:
    """Return a list of guests with what it covers of a request."""
    wanted = goals(analysis, request.theme)
    there = tuple(guests)
    return GuestList(
        analysis, request, there, wanted, coverage(wanted, there), before, shares(wanted, there)
    )


def asked_sentence(before: Earlier, guest: RecordId) -> str:
    """Say when an organisation was last asked; nothing when no roundtable was held before."""
    if not before.held:
        return ""
    if guest not in before.since:
        return _("Was never asked before.")
    since = before.since[guest]
    if since == 0:
        return _("Was asked to the last roundtable too.")
    return ngettext(
        "Was not asked to the last {count} roundtable.",
        "Was not asked to the last {count} roundtables.",
        since,
    ).format(count=number(since))


def proof_sentence(found: Proposal) -> str:
    """Say how sure it is that no list is better."""
    if found.is_proven:
        return _("No list covers more with as few guests: this is proven.")
    return _("A better list may cover up to {share} per cent more; there was no time to prove it.")\
        .format(share=number(100 * found.distance, 1))  # fmt: skip


def open_points(snapshot: Snapshot, roundtable: RecordId) -> tuple[str, ...]:
    """Say what to know before a list is proposed: what is not chosen, and what follows from it."""
    request = request_of(snapshot, roundtable)
    said = []
    if not request.theme.needs and not request.theme.recommendations:
        said.append(
            _(
                "No need and no recommendation is chosen, so the list is made for all needs that "
                "somebody holds. Choose a theme to make it shorter."
            )
        )
    if request.seats > len(snapshot.organisations):
        said.append(
            _("There are {seats} seats and only {count} organisations in the document.").format(
                seats=number(request.seats), count=number(len(snapshot.organisations))
            )
        )
    return tuple(said)
