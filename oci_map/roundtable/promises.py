"""What was promised at roundtables: what is open, what is past its date, what was done."""

from __future__ import annotations

from typing import Final, Literal

from oci_map.i18n import _, ngettext, number
from oci_map.model.dates import last_day
from oci_map.model.ids import RecordId
from oci_map.model.records import Commitment
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import days_late
from oci_map.values import dataclass

State = Literal["overdue", "open", "done"]
_ORDER: Final = ("overdue", "open", "done")


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, and how many days it is past its date."""

    record: Commitment
    late: int

    @property
    def state(self) -> State:
        """Say how it stands."""
        if self.record.done_on:
            return "done"
        return "overdue" if self.late else "open"


def promises(snapshot: Snapshot, today: str) -> tuple[Promise, ...]:
    """Return what was promised: overdue first, then open by date, then done, the last one first."""
    found = [
        Promise(one, 0 if one.done_on else days_late(one.due_on, today))
        for one in snapshot.all(Commitment).values()
    ]
    done = sorted((one for one in found if one.state == "done"), key=_by_done, reverse=True)
    return (*sorted((one for one in found if one.state != "done"), key=_by_urgency), *done)


def promises_of(found: tuple[Promise, ...], organisation: RecordId) -> tuple[Promise, ...]:
    """Return what an organisation promised and has not done."""
    return tuple(
        one for one in found if one.record.organisation == organisation and one.state != "done"
    )


def promises_sentence(found: tuple[Promise, ...]) -> str:
    """Say how many there are, and how they stand."""
    if not found:
        return _("Nothing was promised at a roundtable yet.")
    counts = [sum(one.state == state for one in found) for state in _ORDER]
    texts = (
        ngettext("{count} is overdue", "{count} are overdue", counts[0]),
        ngettext("{count} is open", "{count} are open", counts[1]),
        ngettext("{count} was done", "{count} were done", counts[2]),
    )
    many = ngettext("{count} commitment", "{count} commitments", len(found))
    said = [many.format(count=number(len(found)))]
    said += [text.format(count=number(n)) for text, n in zip(texts, counts, strict=True) if n]
    return _("{facts}.").format(facts=", ".join(said))


def _by_urgency(one: Promise) -> tuple[int, str, RecordId]:
    return -one.late, last_day(one.record.due_on), one.record.id


def _by_done(one: Promise) -> tuple[str, RecordId]:
    return one.record.done_on, one.record.id
