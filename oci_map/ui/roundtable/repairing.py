"""What a job works out about the list: a proposal, a repair, and why each guest is on it."""

from __future__ import annotations

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Progress
from oci_map.roundtable.names import joined, organisation_name
from oci_map.roundtable.of_record import guests_of
from oci_map.roundtable.proposing import GuestList, guest_list, open_points
from oci_map.ui.roundtable.meeting import Meeting
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a list beside theme, seats and wishes."""

    one_per_parent: bool = True
    answering: float = 0.0


@dataclass(frozen=True, slots=True)
class Found:
    """A proposed list in words: what a person reads of it, and what is written down."""

    guests: tuple[RecordId, ...]
    reasons: dict[RecordId, str]
    deputies: dict[RecordId, RecordId]
    proof: str
    lost: str = ""  # what nobody covers any more without the one that will not come


def propose_list(
    snapshot: Snapshot, roundtable: RecordId, options: Options, _progress: Progress
) -> Found:
    """Return the best list; scipy is loaded only here, in the job."""
    from oci_map.roundtable.proposing import proof_sentence, propose

    found = propose(
        snapshot, roundtable,
        one_per_parent=options.one_per_parent, answering=options.answering,
    )  # fmt: skip
    told = guest_list(snapshot, roundtable, found.guests)
    return Found(found.guests, dict(told.reasons), dict(found.deputies), proof_sentence(found))


def repair_list(
    snapshot: Snapshot,
    roundtable: RecordId,
    declined: RecordId,
    options: Options,
    _progress: Progress,
) -> Found:
    """Return the list after one has declined: all others stay, as few as can be are added."""
    from oci_map.roundtable.proposing import repaired

    found = repaired(
        snapshot, roundtable, (declined,),
        one_per_parent=options.one_per_parent, answering=options.answering,
    )  # fmt: skip
    told = guest_list(snapshot, roundtable, found.guests)
    others = (one for one in guests_of(snapshot, roundtable) if one != declined)
    before = guest_list(snapshot, roundtable, (*others, declined))
    lost = before.lost_sentence(declined) if before.lost(declined) else ""
    return Found(found.guests, dict(told.reasons), dict(found.deputies), "", lost)


@dataclass(frozen=True, slots=True)
class Told:
    """Why each guest is on the list, in words."""

    list: GuestList
    reasons: dict[RecordId, str]


def tell_list(snapshot: Snapshot, roundtable: RecordId, _progress: Progress) -> Told:
    """Return why each guest is on the list."""
    found = guest_list(snapshot, roundtable)
    return Told(found, dict(found.reasons))


def deputies_of(meeting: Meeting, found: Found) -> dict[RecordId, RecordId]:
    """Return who could come instead of whom: as it was, and for new guests as was found."""
    kept = {one.organisation: one.deputy for one in meeting.invitations}
    return {**kept, **{who: one for who, one in found.deputies.items() if who not in kept}}


def repair_sentence(meeting: Meeting, who: RecordId, found: Found) -> str:
    """Say who would make up for a guest that does not come."""
    name = organisation_name(meeting.snapshot, who)
    more = [one for one in found.guests if one not in meeting.coming and one != who]
    if not more and found.lost:
        return _("{organisation} does not come, and nobody can make up for it. {lost}").format(
            organisation=name, lost=found.lost
        )
    if not more:
        return _(
            "{organisation} does not come. Nobody else is needed: the others cover the same."
        ).format(organisation=name)
    names = joined([organisation_name(meeting.snapshot, one) for one in more])
    return _("{organisation} does not come. {others} would cover what is lost.").format(
        organisation=name, others=names
    )


def nobody_yet(meeting: Meeting) -> str:
    """Say what to do where nobody is on the list: what is missing first, else how it begins."""
    return " ".join(open_points(meeting.snapshot, meeting.id)) or _(
        "Nobody is on the list yet. The program can propose the smallest list that covers the "
        "theme; guests can be added by hand too."
    )
