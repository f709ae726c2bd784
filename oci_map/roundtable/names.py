"""Names of guests, needs and organisations as they stand in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from oci_map.graph.names import name_in_sentence
from oci_map.i18n import _, listing, number
from oci_map.model.ids import RecordId
from oci_map.model.records import Invitation, Person
from oci_map.model.snapshot import Snapshot

MOST_NAMES: Final = 3


def organisation_name(snapshot: Snapshot, organisation: RecordId) -> str:
    """Return the short name of an organisation."""
    record = snapshot.organisations.get(organisation)
    return name_in_sentence(record.short) if record is not None else _("an unknown organisation")


def guest_names(snapshot: Snapshot, guests: Mapping[RecordId, RecordId]) -> dict[RecordId, str]:
    """Return the names of guests, given with their organisations.

    A guest goes by the organisation; when several come from one, by the person where there is
    one.
    """
    own = list(guests.values())
    names = {}
    for guest, organisation in guests.items():
        name = organisation_name(snapshot, organisation)
        invitation = snapshot.all(Invitation).get(guest)
        person = snapshot.all(Person).get(invitation.person) if invitation is not None else None
        if person is not None and own.count(organisation) > 1:
            name = _("{person} ({organisation})").format(
                person=name_in_sentence(person.name), organisation=name
            )
        names[guest] = name
    return names


def need_name(snapshot: Snapshot, need: RecordId) -> str:
    """Return the name of a need."""
    return name_in_sentence(snapshot.needs[need].name)


def joined(names: Sequence[str], most: int = MOST_NAMES) -> str:
    """Join names as a sentence does; of many, the first ones and how many more."""
    between = "; " if any("," in name for name in names) else ", "
    if len(names) > most + 1:
        more = _("{count} more").format(count=number(len(names) - most))
        return listing([between.join(names[:most]), more])
    return listing([between.join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def pairs_named(
    names: Mapping[RecordId, str], pairs: Sequence[tuple[RecordId, RecordId]], most: int
) -> str:
    """Name pairs, "Howest and FFI; Boek.be and VAF"; of many, the first ones and how many more."""
    said = [
        _("{one} and {other}").format(one=names[one], other=names[other]) for one, other in pairs
    ]
    if len(said) > most + 1:
        more = _("{count} more").format(count=number(len(said) - most))
        said = [*said[:most], more]
    return "; ".join(said)
