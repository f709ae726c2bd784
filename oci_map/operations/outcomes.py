"""What became of the gaps that sat at a table, asked once after some months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from oci_map.document import Document
from oci_map.i18n import NN_
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import GapOutcome, Tie
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import counted, wanted

_NOTED: Final = NN_(
    "Noted what became of {count} gap after {months} months",
    "Noted what became of {count} gaps after {months} months",
)
#: A tie that is known from an answer only.
_STRENGTH: Final = 2


def outcomes_of(snapshot: Snapshot, roundtable: RecordId, months: int) -> dict[str, GapOutcome]:
    """Return what was noted after so many months, by the key of the gap."""
    return {
        one.gap: one
        for one in snapshot.all(GapOutcome).values()
        if one.roundtable == roundtable and one.months == months
    }


def note(
    document: Document,
    roundtable: RecordId,
    months: int,
    outcomes: Mapping[str, str],
    *,
    asked_on: str = "",
    ties: Sequence[tuple[RecordId, RecordId]] = (),
    since: str = "",
) -> None:
    """Note what became of gaps, key to "tie", "no_tie" or "unknown", in one step.

    `ties` are pairs that work together; a tie since a date, or else since the date asked, is
    stated for each of them that has none yet.
    """
    snapshot = document.snapshot
    wanted(snapshot, "roundtable", roundtable)
    known = outcomes_of(snapshot, roundtable, months)
    with document.transaction(counted(_NOTED, len(outcomes), months=str(months))) as edit:
        for gap, outcome in outcomes.items():
            before = known.get(gap) or GapOutcome(
                id=new_id(), roundtable=roundtable, gap=gap, months=months
            )
            edit.put(replace(before, outcome=outcome, asked_on=asked_on))
        for one, other in ties:
            if not _has_tie(snapshot, one, other):
                tie = Tie(
                    id=new_id(),
                    organisation=one,
                    other=other,
                    strength=_STRENGTH,
                    active_from=since or asked_on,
                )
                edit.put(tie)


def _has_tie(snapshot: Snapshot, one: RecordId, other: RecordId) -> bool:
    pair = {one, other}
    return any(
        {tie.organisation, tie.other} == pair and not tie.active_to
        for tie in snapshot.ties.values()
    )
