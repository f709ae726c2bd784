"""When a roundtable of the document begins and ends, as far as that is known."""

from __future__ import annotations

from oci_map.errors import UserError
from oci_map.i18n import _
from oci_map.model.records import Roundtable
from oci_map.roundtable.agenda import Slot, agenda, minutes_of


def slots_of(roundtable: Roundtable) -> tuple[Slot, ...]:
    """Return the parts of a roundtable; () when its begin or the length of a round is not known.

    Raises UserError when it would last beyond midnight.
    """
    if not roundtable.starts_at or not roundtable.minutes:
        return ()
    return agenda(minutes_of(roundtable.starts_at), roundtable.rounds or 1, roundtable.minutes)


def missing_time(roundtable: Roundtable) -> str:
    """Say what is missing for a time plan; nothing when it can be made."""
    if not roundtable.starts_at:
        return _("The time plan needs the time at which the roundtable begins.")
    if not roundtable.minutes:
        return _("The time plan needs to know how many minutes a round takes.")
    try:
        slots_of(roundtable)
    except UserError as problem:
        return problem.sentence
    return ""
