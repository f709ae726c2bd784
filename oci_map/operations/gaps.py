"""What the coordinator decides about gaps: a state with its reason, and whom to bring together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from oci_map.document import Document
from oci_map.i18n import N_, NN_
from oci_map.model.change import Label
from oci_map.model.guests import GONE, PROPOSED
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import GapNote, Invitation, Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.operations.guests import added_label
from oci_map.operations.labels import wanted
from oci_map.operations.texts import cleaned

_LABELS: Final[Mapping[str, str]] = {
    "open": N_("Reopened the gap: {gap}"),
    "planned": N_("Planned to close the gap: {gap}"),
    "bridged": N_("Noted as bridged: {gap}"),
    "dismissed": N_("Noted as not relevant: {gap}"),
}
_LONGEST: Final = 80
#: Steps in files of before are called so, and are still to be read in the chosen language.
FORMER_NAMES: Final = (
    N_("Invited {organisation} to {roundtable}"),
    NN_(
        "Invited {count} organisation to {roundtable}",
        "Invited {count} organisations to {roundtable}",
    ),
)


def set_state(
    document: Document,
    gap: str,
    state: str,
    reason: str = "",
    noted_on: str = "",
    *,
    sentence: str = "",
) -> RecordId:
    """Note a state for the gap with this key and return the note's id; an earlier note changes.

    `sentence` says the gap in words, for the name of the step. Raises RuleBroken for a state or
    date that is none, and for no key.
    """
    before = note_of(document.snapshot, gap)
    note = GapNote(id=new_id(), gap=gap) if before is None else before
    after = cleaned(replace(note, state=state, reason=reason, noted_on=noted_on))
    label = Label(_LABELS.get(state, _LABELS["open"]), {"gap": _short(sentence or gap)})
    with document.transaction(label) as edit:
        edit.put(after)
    return after.id


def note_of(snapshot: Snapshot, gap: str) -> GapNote | None:
    """Return what was noted about a gap; of several notes, the one that was noted last."""
    notes = [note for note in snapshot.all(GapNote).values() if note.gap == gap]
    return max(notes, key=_when) if notes else None


def invite(
    document: Document,
    organisations: Sequence[RecordId],
    reason: str,
    *,
    roundtable: RecordId | None = None,
    new: Roundtable | None = None,
    topics: Sequence[RecordId] = (),
    plan: Mapping[str, str] | None = None,
    reasons: Mapping[RecordId, str] | None = None,
) -> RecordId:
    """Put organisations on the list of a roundtable for the reason of a gap, in one step.

    Nobody has been asked by that. Give the id of a roundtable or a new one; its id is returned.
    Who was on the list keeps what it answered, with the reason added; one that had declined is on
    the list again. `reasons` are what to say of some of them instead of `reason`. `topics` are
    needs that become topics too. `plan` gives gaps, key to reason, that are noted as planned in
    the same step, unless something else was noted.
    """
    snapshot = document.snapshot
    table = _roundtable(snapshot, roundtable, new)
    for organisation in organisations:
        wanted(snapshot, "organisation", organisation)
    for need in topics:
        wanted(snapshot, "need", need)
    guests = tuple(dict.fromkeys(organisations))
    own = reasons or {}
    label = added_label(snapshot, table, guests)
    more = tuple(need for need in dict.fromkeys(topics) if need not in table.topics)
    with document.transaction(label) as edit:
        edit.put(replace(table, topics=(*table.topics, *more)))
        for organisation in guests:
            why = own.get(organisation, reason)
            edit.put(cleaned(_invitation(snapshot, table.id, organisation, why)))
        for gap, why in (plan or {}).items():
            note = note_of(snapshot, gap)
            if note is None or note.state == "open":
                kept = note or GapNote(id=new_id(), gap=gap)
                edit.put(cleaned(replace(kept, state="planned", reason=why or kept.reason)))
    return table.id


def _roundtable(
    snapshot: Snapshot, roundtable: RecordId | None, new: Roundtable | None
) -> Roundtable:
    if new is not None:
        return cleaned(new)
    return cast("Roundtable", wanted(snapshot, "roundtable", roundtable or RecordId("")))


def _invitation(
    snapshot: Snapshot, table: RecordId, organisation: RecordId, reason: str
) -> Invitation:
    for known in snapshot.all(Invitation).values():
        if known.roundtable == table and known.organisation == organisation:
            lines = known.reason.splitlines()
            new = [line for line in reason.splitlines() if line not in lines]
            status = PROPOSED if known.status in GONE else known.status
            return replace(known, status=status, reason="\n".join([*lines, *new]))
    return Invitation(
        id=new_id(), roundtable=table, organisation=organisation, status=PROPOSED, reason=reason
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"


def _when(note: GapNote) -> tuple[str, str]:
    return note.noted_on, note.id
