"""The text of an invitation, with the reason for this guest, to copy into a mail."""

from __future__ import annotations

from oci_map import i18n
from oci_map.graph.names import name_in_sentence
from oci_map.i18n import _, ngettext
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation, Person, Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.coverage import ANSWER, GAP, LEVEL, NEED, SECTOR
from oci_map.roundtable.names import joined, need_name, organisation_name
from oci_map.roundtable.of_record import roundtable_of
from oci_map.roundtable.proposing import GuestList, guest_list
from oci_map.roundtable.reasons import Reason, reasons
from oci_map.roundtable.timing import missing_time, slots_of
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Letter:
    """An invitation: to whom, the subject, and its paragraphs."""

    invitation: RecordId
    to: str  # the organisation, and the person where there is one
    address: str  # of mail, '' when it is not known
    subject: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole text, as it is copied."""
        return "\n\n".join(self.paragraphs)


def letter(snapshot: Snapshot, invitation: Invitation, listed: GuestList | None = None) -> Letter:
    """Return the invitation of a guest; `listed` spares working out the list for each."""
    roundtable = roundtable_of(snapshot, invitation.roundtable)
    known = listed or guest_list(snapshot, roundtable.id)
    organisation = organisation_name(snapshot, invitation.organisation)
    person = snapshot.all(Person).get(invitation.person)
    name = name_in_sentence(person.name) if person is not None else ""
    coordinator = snapshot.info.coordinator
    paragraphs = [
        _("Dear {name},").format(name=name) if name else _("Dear colleagues of {organisation},")
        .format(organisation=organisation),
        _invited(roundtable),
        _why(known, invitation),
        _about(snapshot, roundtable),
        _("Please tell us whether you come."),
        _("Kind regards,"),
        organisation_name(snapshot, coordinator) if coordinator else "",
    ]  # fmt: skip
    to = _("{person} ({organisation})").format(person=name, organisation=organisation)
    return Letter(
        invitation=invitation.id,
        to=to if name else organisation,
        address=person.email if person is not None else "",
        subject=_("Invitation: {roundtable}").format(roundtable=_title(roundtable)),
        paragraphs=tuple(one for one in paragraphs if one),
    )


def when_and_where(roundtable: Roundtable) -> str:
    """Say when and where a roundtable is, as far as that is known."""
    parts = [i18n.date(roundtable.date, short=False)]
    if roundtable.starts_at:
        slots = () if missing_time(roundtable) else slots_of(roundtable)
        end = slots[-1].hours.partition("–")[2] if slots else ""
        parts.append(f"{roundtable.starts_at}–{end}" if end else roundtable.starts_at)
    parts.append(" ".join(roundtable.place.split()))
    return ", ".join(part for part in parts if part)


def _title(roundtable: Roundtable) -> str:
    return name_in_sentence(roundtable.name)


def _invited(roundtable: Roundtable) -> str:
    when = when_and_where(roundtable)
    if when:
        return _("We invite you to the roundtable “{roundtable}”: {when}.").format(
            roundtable=_title(roundtable), when=when
        )
    return _("We invite you to the roundtable “{roundtable}”.").format(
        roundtable=_title(roundtable)
    )


def _why(listed: GuestList, invitation: Invitation) -> str:
    """Say to a guest why it is asked; where nothing was found, in the coordinator's own words.

    Her words come second, because on the list they are about the guest and not to it.
    """
    organisation = invitation.organisation
    there = listed.guests if organisation in listed.shares else (*listed.guests, organisation)
    share = listed.shares.get(organisation)
    found = reasons(listed.goals, listed.request, there, organisation, share)
    said = " ".join(part for part in (_to_you(listed, one) for one in found) if part)
    return said or invitation.reason.strip()


def _to_you(listed: GuestList, said: Reason) -> str:
    snapshot = listed.analysis.snapshot
    if said.kind == GAP:
        return ngettext(
            "You share needs with {organisations}, and do not work together yet.",
            "You share needs with {organisations}, and do not work with them yet.",
            len(said.others),
        ).format(organisations=joined([organisation_name(snapshot, one) for one in said.others]))
    if said.kind in (NEED, ANSWER):
        needs = joined([need_name(snapshot, one) for one in said.others])
        if said.kind == NEED:
            return ngettext(
                "You told us that you need this: {needs}.",
                "You told us that you need these: {needs}.",
                len(said.others),
            ).format(needs=needs)
        return _("You can answer on this: {needs}.").format(needs=needs)
    if said.kind == SECTOR:
        names = [name_in_sentence(snapshot.sectors[one].name) for one in said.others]
        return _("You would speak for {sectors}.").format(sectors=joined(names))
    if said.kind == LEVEL:
        names = [name_in_sentence(snapshot.levels[one].name) for one in said.others]
        return _("You would speak for this policy level: {levels}.").format(levels=joined(names))
    return ""


def _about(snapshot: Snapshot, roundtable: Roundtable) -> str:
    needs = [need_name(snapshot, one) for one in roundtable.topics if one in snapshot.needs]
    if not needs:
        return ""
    return _("At the tables we talk about: {needs}.").format(needs=joined(needs, most=8))
