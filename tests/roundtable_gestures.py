"""What a person can do about roundtables, as rules for the state machine."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.vocabulary import GAP_OUTCOMES, INVITATION_STATES, RECOMMENDATION_STATES
from oci_map.operations import (
    attendance,
    commitments,
    deputies,
    guests,
    on_the_spot,
    outcomes,
    recommendations,
    roundtables,
    seating,
    table_sheets,
    wishes,
)
from tests.model.any_record import DATES, TEXTS
from tests.person import Person

FEW = st.integers(1, 4)
STATES = st.sampled_from([*INVITATION_STATES, "asleep"])


def there(machine: RoundtableGestures) -> bool:
    """Say whether there is a roundtable and an organisation."""
    return machine.some("roundtable") and machine.some("organisation")


def invited(machine: RoundtableGestures) -> bool:
    """Say whether somebody is invited."""
    return machine.some("invitation")


class RoundtableGestures(Person):
    """Rules for the verbs about roundtables."""

    def _several(self, data: st.DataObject, noun: str) -> list[RecordId]:
        known = sorted(self.document.snapshot.table(noun))
        return data.draw(st.lists(st.sampled_from(known), max_size=3)) if known else []

    @rule(data=st.data(), name=TEXTS, date=DATES)
    def plan_a_roundtable(self, data: st.DataObject, name: str, date: str) -> None:
        self.attempt(roundtables.plan, roundtables.first_values(name_nl=name, date=date))
        self.attempt(
            roundtables.plan_for_gap,
            roundtables.first_values(name_en=name),
            self._several(data, "organisation"),
            name,
            needs=self._several(data, "need"),
            gaps_planned={"pair:a|b": name},
        )

    @precondition(there)
    @rule(data=st.data(), tables=FEW, rounds=FEW, sizes=st.lists(FEW, max_size=3), place=TEXTS)
    def change_a_roundtable(
        self, data: st.DataObject, tables: int, rounds: int, sizes: list[int], place: str
    ) -> None:
        one = self.choose(data, "roundtable")
        self.attempt(roundtables.set_room, one, tables=tables, rounds=rounds, sizes=sizes)
        self.attempt(roundtables.set_meeting, one, place=place, starts_at=place[:5])
        self.attempt(roundtables.set_theme, one, needs=self._several(data, "need"))

    @precondition(there)
    @rule(data=st.data(), reason=TEXTS, status=STATES)
    def work_on_the_list(self, data: st.DataObject, reason: str, status: str) -> None:
        one, some = self.choose(data, "roundtable"), self._several(data, "organisation")
        self.attempt(guests.add, one, some, reason=reason, status=status)
        gone = [
            key
            for key in self._several(data, "invitation")
            if self.document.snapshot.all(r.Invitation)[key].roundtable == one
        ]
        self.attempt(
            guests.accept_proposal, one, some, reasons=dict.fromkeys(some, reason), declined=gone
        )

    @precondition(invited)
    @rule(data=st.data(), text=TEXTS, status=STATES)
    def change_a_guest(self, data: st.DataObject, text: str, status: str) -> None:
        guest = self.choose(data, "invitation")
        self.attempt(guests.set_status, self._several(data, "invitation"), status)
        self.attempt(guests.set_reason, guest, text)
        self.attempt(guests.set_person, guest, next(iter(self._several(data, "person")), ""))
        deputy = next(iter(self._several(data, "organisation")), RecordId(""))
        self.attempt(guests.set_deputy, guest, deputy)
        self.attempt(deputies.send_deputy, guest, deputy)

    @precondition(invited)
    @rule(data=st.data())
    def take_guests_off(self, data: st.DataObject) -> None:
        self.attempt(guests.remove, self._several(data, "invitation"))

    @precondition(there)
    @rule(data=st.data(), kind=st.sampled_from(["must_come", "not_this_time", ""]))
    def make_wishes(self, data: st.DataObject, kind: str) -> None:
        one = self.choose(data, "roundtable")
        pair = [self.choose(data, "organisation") for _side in range(2)]
        self.attempt(wishes.set_coming, one, pair[0], kind)
        self.attempt(wishes.add_pair, one, data.draw(st.sampled_from(["together", "apart"])), *pair)
        if data.draw(st.booleans()) and self.some("wish"):
            self.attempt(wishes.withdraw, self.choose(data, "wish"))

    @precondition(there)
    @rule(data=st.data(), tables=FEW, rounds=FEW, joins=st.booleans())
    def seat_everybody(self, data: st.DataObject, tables: int, rounds: int, joins: bool) -> None:
        one = self.choose(data, "roundtable")
        own = [
            key for key, i in self.document.snapshot.all(r.Invitation).items()
            if i.roundtable == one and i.status not in ("declined", "absent")
        ]  # fmt: skip
        plan = [
            [[key for place, key in enumerate(own) if (place + at) % tables == table]
             for table in range(tables)]
            for at in range(rounds)
        ]  # fmt: skip
        joins = joins and self.follows_a_step
        self.attempt(seating.put_plan, one, plan, seed=rounds, joins=joins)

    @precondition(lambda self: there(self) and invited(self))
    @rule(data=st.data(), at=FEW, table=FEW, pinned=st.booleans())
    def change_seats(self, data: st.DataObject, at: int, table: int, pinned: bool) -> None:
        guest, other = (self.choose(data, "invitation") for _side in range(2))
        one = self.document.snapshot.all(r.Invitation)[guest].roundtable
        self.attempt(seating.move, one, at, guest, table)
        self.attempt(seating.swap, one, at, guest, other)
        self.attempt(seating.pin, one, [guest], pinned=pinned)
        self.attempt(seating.note_place, one, at, guest, table)
        if data.draw(st.booleans()):
            self.attempt(seating.leave, one, guest, at)

    @precondition(there)
    @rule(data=st.data(), at=FEW, table=FEW, text=TEXTS, joins=st.booleans())
    def fill_a_sheet(
        self, data: st.DataObject, at: int, table: int, text: str, joins: bool
    ) -> None:
        one, host = self.choose(data, "roundtable"), self.choose(data, "organisation")
        joins = joins and self.follows_a_step
        self.attempt(table_sheets.set_host, one, at, table, host)
        self.attempt(table_sheets.set_topics, one, at, table, self._several(data, "need"))
        self.attempt(table_sheets.set_question, one, at, table, text)
        self.attempt(table_sheets.set_notes, one, at, table, text, joins=joins)

    @precondition(there)
    @rule(data=st.data(), came=st.sampled_from([True, False, None]), table=FEW)
    def mark_who_came(self, data: st.DataObject, came: bool | None, table: int) -> None:
        one = self.choose(data, "roundtable")
        self.attempt(attendance.mark_all, one, came=bool(came))
        self.attempt(attendance.came_unasked, one, self.choose(data, "organisation"), {1: table})
        if self.some("invitation"):
            guest = self.choose(data, "invitation")
            self.attempt(attendance.mark, guest, came)
            self.attempt(attendance.came_instead, guest, self.choose(data, "organisation"))

    @precondition(there)
    @rule(data=st.data(), text=TEXTS, day=DATES, outcome=st.sampled_from([*GAP_OUTCOMES, "x"]))
    def note_what_came_of_it(self, data: st.DataObject, text: str, day: str, outcome: str) -> None:
        one, who = self.choose(data, "roundtable"), self.choose(data, "organisation")
        self.attempt(commitments.promise, one, text, organisation=who, due_on=day)
        if self.some("commitment"):
            promise = self.choose(data, "commitment")
            self.attempt(commitments.set_done, promise, day)
        self.attempt(on_the_spot.recommend, one, text, supporters=[who])
        if self.some("working_group"):
            self.attempt(on_the_spot.join_group, one, who, self.choose(data, "working_group"))
        other = self.choose(data, "organisation")
        self.attempt(outcomes.note, one, 3, {f"pair:{who}|{other}": outcome}, ties=[(who, other)])

    @rule(data=st.data(), text=TEXTS, day=DATES, removes=st.booleans())
    def follow_up(self, data: st.DataObject, text: str, day: str, removes: bool) -> None:
        if not (self.some("recommendation") and self.some("organisation")):
            return
        one, who = self.choose(data, "recommendation"), self.choose(data, "organisation")
        status = data.draw(st.sampled_from([*RECOMMENDATION_STATES, "lost"]))
        self.attempt(recommendations.set_status, self._several(data, "recommendation"), status)
        self.attempt(recommendations.set_answer, one, text, day)
        self.attempt(recommendations.set_due, [one], day)
        self.attempt(recommendations.address, [one], who)
        if removes:
            self.attempt(recommendations.unaddress, [one], who)
