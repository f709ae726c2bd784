"""What the coordinator decided about gaps, joined to the gaps by their keys.

A gap counts as bridged only when a tie is recorded (for a need, a group or a recommendation, when
the records no longer show it). Noted as bridged without that, it stays planned and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from oci_map.graph.finding import BRIDGED, DISMISSED, OPEN, PLANNED, Gap, State
from oci_map.model.records import GapNote
from oci_map.model.snapshot import Snapshot

_TIES_CLOSE_IT = ("organisation", "sector", "level", "domain")


def notes_by_key(snapshot: Snapshot) -> Mapping[str, GapNote]:
    """Return the notes by the key of their gap; of several, the one noted last."""
    notes: dict[str, GapNote] = {}
    for note in sorted(snapshot.all(GapNote).values(), key=_when):
        notes[note.gap] = note
    return notes


def with_states(gaps: Iterable[Gap], notes: Mapping[str, GapNote]) -> tuple[Gap, ...]:
    """Return the gaps with what was decided about them."""
    return tuple(
        replace(gap, state=state_of(gap, notes[gap.key])) if gap.key in notes else gap
        for gap in gaps
    )


def state_of(gap: Gap, note: GapNote) -> State:
    """Return how a gap counts that was noted."""
    if note.state == DISMISSED:
        counts = DISMISSED
    elif _is_bridged(gap, note):
        counts = BRIDGED
    else:
        counts = PLANNED if note.state == BRIDGED else note.state or OPEN
    return State(counts, note.state, note.reason, note.noted_on, note.id)


def _is_bridged(gap: Gap, note: GapNote) -> bool:
    if gap.level in _TIES_CLOSE_IT:
        return gap.ties > 0 and (gap.closed or note.state == BRIDGED)
    return gap.closed


def _when(note: GapNote) -> tuple[str, str]:
    return note.noted_on, note.id
