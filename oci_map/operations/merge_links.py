"""What hangs on two records that become one: led over, and made one where it says the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from oci_map.model import records as r
from oci_map.model.dates import first_day, last_day, overlap
from oci_map.model.fields import NOUNS, Kind, noun_of
from oci_map.model.ids import RecordId, position_id
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import ROLES

Key = tuple[str, RecordId]
R = TypeVar("R", bound=r.Record)

_ROLES: Final = tuple(ROLES)  # the first says most
_UNDECIDED: Final = "open"
# Of an invitation; the last says most.
_STATES: Final = ("proposed", "invited", "accepted", "declined", "absent", "attended")
# In this order: what others point at comes before those.
_LINKS: Final = (
    "membership", "need_statement", "tie", "wish", "gap_note", "gap_outcome", "distinction",
    "invitation", "seat", "evidence",
)  # fmt: skip


class Links:
    """The records around two that become one, as they will be."""

    def __init__(self, snapshot: Snapshot, noun: str, kept: RecordId, gone: RecordId) -> None:
        self._snapshot = snapshot
        self._noun = noun
        self._kept = kept
        self._gone = gone
        self._after: dict[Key, r.Record] = {}
        self._became: dict[Key, Key] = {}  # what is no longer there, and where its evidence goes
        self._combined: list[r.Record] = []
        self._vanished: list[r.Record] = []
        self._moved: list[r.Record] = []

    def lead_over(self, given_up: Mapping[RecordId, set[str]]) -> None:
        """Work everything out; `given_up` are the fields of each whose values do not stay."""
        self._point_elsewhere()
        self._move_place()
        self._rename_in_texts()
        for noun in _LINKS:
            if noun == "evidence":
                self._lead_evidence(given_up)
            if noun == "seat":
                self._lead_seats()
            self._make_one(noun)

    def puts(self) -> tuple[r.Record, ...]:
        """Return the records as they will be, where that is otherwise than now."""
        return tuple(
            record
            for key, record in self._after.items()
            if key not in self._became and self._snapshot.get(*key) != record
        )

    def removes(self) -> tuple[Key, ...]:
        """Return what will no longer be there."""
        return tuple(self._became)

    def moved(self) -> tuple[r.Record, ...]:
        """Return what hung on the record that goes, as it was."""
        return tuple(self._moved)

    def combined(self) -> tuple[r.Record, ...]:
        """Return what says the same as another record and becomes one with it, as it was."""
        return tuple(self._combined)

    def vanished(self) -> tuple[r.Record, ...]:
        """Return what would lead from a record to itself, such as a tie, as it was."""
        return tuple(self._vanished)

    # ------------------------------------------------------------------------------ leading over

    def _table(self, noun: str) -> Iterator[tuple[RecordId, r.Record]]:
        """Yield the records of a noun as they will be, as far as that is known."""
        for record_id, record in self._snapshot.table(noun).items():
            if (noun, record_id) not in self._became:
                yield record_id, self._after.get((noun, record_id), record)
        for (other, record_id), record in self._after.items():
            if other == noun and self._snapshot.get(noun, record_id) is None:
                yield record_id, record

    def _point_elsewhere(self) -> None:
        both = {(self._noun, self._kept), (self._noun, self._gone)}
        for noun in NOUNS.values():
            fields = [one for one in noun.fields if one.target == self._noun]
            for record_id, record in self._snapshot.table(noun.name).items() if fields else ():
                if (noun.name, record_id) in both or noun.name == "position":
                    continue
                values: dict[str, object] = {}
                for field in fields:
                    value = getattr(record, field.name)
                    if field.kind is Kind.REFERENCES and self._gone in value:
                        values[field.name] = self._without_gone(value)
                    elif value == self._gone:
                        values[field.name] = self._kept
                if values:
                    self._moved.append(record)
                    self._after[noun.name, record_id] = replace(record, **values)  # type: ignore[arg-type]  # its own

    def _without_gone(self, ids: Iterable[RecordId]) -> tuple[RecordId, ...]:
        return tuple(dict.fromkeys(self._kept if one == self._gone else one for one in ids))

    def _move_place(self) -> None:
        """Let the kept organisation stand where it stands, or else where the other did."""
        if self._noun != "organisation":
            return
        old, new = ("position", position_id(self._gone)), ("position", position_id(self._kept))
        place = self._snapshot.get(*old)
        if isinstance(place, r.Position):
            self._became[old] = new
            if self._snapshot.get(*new) is None:
                self._after[new] = replace(place, id=new[1], organisation=self._kept)

    def _rename_in_texts(self) -> None:
        """Follow the id into the keys of gaps and the settings of saved views."""
        for note in self._snapshot.all(r.GapNote).values():
            self._rename_gap(note)
        for outcome in self._snapshot.all(r.GapOutcome).values():
            self._rename_gap(outcome)
        for distinction in self._snapshot.all(r.Distinction).values():
            self._rename_distinction(distinction)
        for record_id, view in self._snapshot.all(r.SavedView).items():
            if json.dumps(self._gone)[1:-1] in view.settings:
                settings = json.dumps(self._renamed(json.loads(view.settings)), ensure_ascii=False)
                self._after["saved_view", record_id] = replace(view, settings=settings)

    def _rename_gap(self, about: r.GapNote | r.GapOutcome) -> None:
        kind, mark, ids = about.gap.partition(":")
        parts = ids.split("|")
        if self._noun == "organisation" and kind == "pair" and mark and self._gone in parts:
            renamed = sorted({self._kept if one == self._gone else one for one in parts})
            if len(renamed) < len(parts):  # there is no gap between one and itself
                self._vanish(about)
            else:
                key = f"{kind}:{'|'.join(renamed)}"
                self._after[noun_of(about).name, about.id] = replace(about, gap=key)

    def _rename_distinction(self, said: r.Distinction) -> None:
        both = {said.record, said.other}
        if said.noun == self._noun and self._gone in both:
            led = {self._kept if one == self._gone else one for one in both}
            if len(led) == 1:  # that they are not the same turned out to be wrong
                self._vanish(said)
            else:
                first, second = sorted(led)
                after = replace(said, record=first, other=second)
                self._after["distinction", said.id] = after

    def _vanish(self, record: r.Record) -> None:
        self._vanished.append(record)
        self._became[noun_of(record).name, record.id] = (self._noun, self._kept)

    def _renamed(self, value: object) -> object:
        if isinstance(value, dict):
            named = {key: self._renamed(one) for key, one in value.items()}
            if self._gone in named:
                old = named.pop(self._gone)
                named.setdefault(self._kept, old)
            return named
        if isinstance(value, list):
            listed = [self._renamed(one) for one in value]
            if self._gone in value and self._kept in value:
                listed.remove(self._kept)
            return listed
        return self._kept if value == self._gone else value

    def _lead_seats(self) -> None:
        for record_id, seat in self._snapshot.all(r.Seat).items():
            into = self._became.get(("invitation", seat.invitation))
            if into is not None:
                self._after["seat", record_id] = replace(seat, invitation=into[1])

    def _lead_evidence(self, given_up: Mapping[RecordId, set[str]]) -> None:
        for record_id, known in self._table("evidence"):
            evidence = known
            if not isinstance(evidence, r.Evidence):
                continue
            target = (evidence.noun, evidence.record)
            if evidence.noun == self._noun and evidence.field in given_up.get(evidence.record, ()):
                # It supports a value that is given up: what it says stays with the record.
                evidence = replace(evidence, field="")
            if target == (self._noun, self._gone):
                self._moved.append(known)
                evidence = replace(evidence, record=self._kept)
            elif target in self._became:
                noun, into = self._became[target]
                field = evidence.field if noun == evidence.noun else ""
                evidence = replace(evidence, noun=noun, record=into, field=field)
            if evidence != known:
                self._after["evidence", record_id] = evidence

    # ---------------------------------------------------------------------------- becoming one

    def _make_one(self, noun: str) -> None:
        """Make one of the records of a noun that say the same, where one of them was led over."""
        led = {record_id for other, record_id in self._after if other == noun}
        if not led:
            return
        groups: dict[object, list[r.Record]] = {}
        for record_id, record in list(self._table(noun)):
            if (
                isinstance(record, r.Tie | r.Wish)
                and record_id in led
                and record.organisation == record.other
            ):
                self._vanish(self._snapshot.get(noun, record_id) or record)
            else:
                groups.setdefault(_subject(record), []).append(record)
        for records in groups.values():
            if len(records) > 1 and any(one.id in led for one in records):
                # What was there before keeps its id.
                self._make_one_of(noun, sorted(records, key=lambda one: one.id in led))

    def _make_one_of(self, noun: str, records: list[r.Record]) -> None:
        done: list[r.Record] = []
        while records:
            first, *records = records
            while True:
                same = next((one for one in records if _say_the_same(first, one)), None)
                if same is None:
                    break
                records.remove(same)
                first = _together(first, same)
                self._combined.append(self._snapshot.get(noun, same.id) or same)
                self._became[noun, same.id] = (noun, first.id)
            done.append(first)
        for record in done:
            if self._snapshot.get(noun, record.id) != record:
                self._after[noun, record.id] = record


def _subject(record: r.Record) -> object:
    """Return what a record is about; only those about the same can become one."""
    match record:
        case r.Membership():
            return record.organisation, record.group
        case r.NeedStatement():
            return record.organisation, record.need
        case r.Invitation():
            return record.roundtable, record.organisation
        case r.Seat():
            return record.invitation, record.round
        case r.GapNote():
            return record.gap
        case r.Tie() if not record.directed:
            return _contents(
                replace(
                    record,
                    organisation=min(record.organisation, record.other),
                    other=max(record.organisation, record.other),
                )
            )
        case _:
            return _contents(record)


def _contents(record: r.Record) -> tuple[object, ...]:
    return tuple(getattr(record, field.name) for field in noun_of(record).fields)


def _say_the_same(one: r.Record, other: r.Record) -> bool:
    """Say whether two records about the same cannot or need not both be there."""
    if isinstance(one, r.Membership) and isinstance(other, r.Membership):
        return overlap(one.active_from, one.active_to, other.active_from, other.active_to)
    if isinstance(one, r.Invitation) and isinstance(other, r.Invitation):
        return not (one.person and other.person) or one.person == other.person
    return True


def _together(one: R, other: R) -> R:
    """Return the first record with what the second adds to it."""
    if isinstance(one, r.Membership) and isinstance(other, r.Membership):
        return replace(
            one,
            role=min(one.role, other.role, key=_ROLES.index),
            active_from=_earliest(one.active_from, other.active_from),
            active_to=_latest(one.active_to, other.active_to),
        )
    if isinstance(one, r.NeedStatement) and isinstance(other, r.NeedStatement):
        since = min(filter(None, (one.since, other.since)), key=first_day, default="")
        return replace(one, priority=max(one.priority, other.priority), since=since)
    if isinstance(one, r.Invitation) and isinstance(other, r.Invitation):
        reasons = dict.fromkeys(filter(None, (one.reason, other.reason)))
        return replace(
            one,
            person=one.person or other.person,
            reason="\n".join(reasons),
            status=max(one.status, other.status, key=_STATES.index),
        )
    if isinstance(one, r.GapNote) and isinstance(other, r.GapNote):
        first, second = (other, one) if one.state == _UNDECIDED else (one, other)
        reasons = dict.fromkeys(filter(None, (first.reason, second.reason)))
        return replace(one, state=first.state, noted_on=first.noted_on, reason="\n".join(reasons))
    if isinstance(one, r.Seat) and isinstance(other, r.Seat):
        return replace(one, pinned=one.pinned or other.pinned)
    return one


def _earliest(one: str, other: str) -> str:
    """Return the earlier beginning; an open one is earlier than all."""
    return min(one, other, key=first_day) if one and other else ""


def _latest(one: str, other: str) -> str:
    return max(one, other, key=last_day) if one and other else ""
