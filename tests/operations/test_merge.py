"""Two records become one: nothing that hung on either is lost, and undo brings both back."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oci_map.document import Document
from oci_map.errors import NotFound
from oci_map.model import records as r
from oci_map.model.fields import NOUNS, Kind, noun_of
from oci_map.model.ids import RecordId, position_id
from oci_map.model.snapshot import Snapshot
from oci_map.operations import records
from oci_map.operations.distinctions import tell_apart
from oci_map.operations.merge import MERGED, Plan, differing, merge, plan, suggested
from oci_map.operations.merge_words import consequences
from tests.examples import snapshot_of
from tests.operations.maps import SEAT, TIE, A, B, C, G, H, N

ID = RecordId


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Document]:
    with tempfile.TemporaryDirectory() as folder:
        held = [one for noun in NOUNS for one in snapshot.table(noun).values()]
        document = Document.create(Path(folder) / "map.ocimap", records=held)
        yield document
        document.close()


def test_one_step_with_a_name_that_can_be_undone(document: Document) -> None:
    before = document.snapshot
    merge(document, "organisation", A, B)
    assert B not in document.snapshot.organisations
    assert str(document.undo_label) == "Merged Beta into Alpha"
    document.undo()
    assert document.snapshot == before
    document.redo()
    assert B not in document.snapshot.organisations


def test_names_become_aliases_and_what_is_empty_is_filled(document: Document) -> None:
    records.edit(document, "organisation", B, website="https://beta.be", aliases=("Bèta",))
    merge(document, "organisation", A, B)
    kept = document.snapshot.organisations[A]
    assert kept.name == "Alpha"
    assert kept.short_name == ""  # it goes on being called Alpha
    assert kept.aliases == ("Bèta", "Beta Federation", "Beta")
    assert kept.website == "https://beta.be"


def test_what_is_chosen_survives(document: Document) -> None:
    records.edit(document, "organisation", A, short_name="Al", place="Gent")
    records.edit(document, "organisation", B, place="Kortrijk")
    merge(document, "organisation", A, B, {"name": "Beta Federation", "place": "Kortrijk"})
    kept = document.snapshot.organisations[A]
    assert (kept.name, kept.short_name, kept.place) == ("Beta Federation", "Al", "Kortrijk")
    assert kept.aliases == ("Alpha", "Beta")


def test_a_tie_between_the_two_goes_and_its_evidence_stays(document: Document) -> None:
    source = ID("src")
    records.add(document, r.Evidence(id=ID("e2"), source=source, noun="tie", record=TIE))
    made = merge(document, "organisation", A, B)
    assert [one.id for one in made.vanished] == [TIE]
    assert not document.snapshot.ties
    evidence = document.snapshot.all(r.Evidence)[ID("e2")]
    assert (evidence.noun, evidence.record) == ("organisation", A)


def test_equal_ties_become_one_whichever_way_they_were_written(document: Document) -> None:
    records.add(document, r.Tie(id=ID("t1"), organisation=C, other=A, note="x"))
    records.add(document, r.Tie(id=ID("t2"), organisation=B, other=C, note="x"))
    records.add(document, r.Tie(id=ID("t3"), organisation=B, other=C, kind="funding"))
    made = merge(document, "organisation", A, B)
    assert set(document.snapshot.ties) == {"t1", "t3"}
    assert [one.id for one in made.combined] == ["t2"]


def test_seats_at_one_time_become_one_that_lasts_as_long_as_both(document: Document) -> None:
    records.edit(document, "membership", SEAT, active_from="2010", active_to="2011")
    records.add(
        document,
        r.Membership(id=ID("m"), organisation=B, group=G, role="chair", active_from="2011-06"),
    )
    records.add(document, r.Membership(id=ID("later"), organisation=B, group=H))
    records.add(
        document,
        r.Evidence(id=ID("e3"), source=ID("src"), noun="membership", record=ID("m"), passage="p"),
    )
    merge(document, "organisation", A, B)
    seats = document.snapshot.memberships
    assert set(seats) == {SEAT, "later"}
    assert seats[SEAT].role == "chair"
    assert (seats[SEAT].active_from, seats[SEAT].active_to) == ("2010", "")
    assert seats[ID("later")].organisation == A
    assert document.snapshot.all(r.Evidence)[ID("e3")].record == SEAT


def test_seats_one_after_the_other_both_stay(document: Document) -> None:
    records.edit(document, "membership", SEAT, active_to="2011")
    records.add(document, r.Membership(id=ID("m"), organisation=B, group=G, active_from="2012"))
    merge(document, "organisation", A, B)
    assert set(document.snapshot.memberships) == {SEAT, "m"}


def test_needs_keep_the_higher_priority(document: Document) -> None:
    records.add(document, r.NeedStatement(id=ID("s2"), organisation=B, need=N, priority=3))
    merge(document, "organisation", A, B)
    (statement,) = document.snapshot.all(r.NeedStatement).values()
    assert (statement.organisation, statement.priority) == (A, 3)


def test_invitations_and_seats(document: Document) -> None:
    table, chair = ID("rt"), ID("chair")
    records.add(
        document, r.Invitation(id=ID("inv2"), roundtable=table, organisation=B, status="accepted")
    )
    records.add(document, r.Seat(id=ID("chair2"), invitation=ID("inv2"), round=1, table=2))
    records.add(document, r.Seat(id=ID("chair3"), invitation=ID("inv2"), round=2, table=2))
    merge(document, "organisation", A, B)
    (invitation,) = document.snapshot.all(r.Invitation).values()
    assert (invitation.id, invitation.status) == ("inv", "accepted")
    seats = document.snapshot.all(r.Seat)
    assert {(one.id, one.round, one.table) for one in seats.values()} == {
        (chair, 1, 1),
        ("chair3", 2, 2),
    }


def test_two_people_of_it_stay_invited(document: Document) -> None:
    for name, organisation in (("p", A), ("q", B)):
        records.add(document, r.Person(id=ID(name), name=name, organisation=organisation))
    records.edit(document, "invitation", ID("inv"), person=ID("p"))
    records.add(
        document,
        r.Invitation(id=ID("inv2"), roundtable=ID("rt"), organisation=B, person=ID("q")),
    )
    merge(document, "organisation", A, B)
    assert set(document.snapshot.all(r.Invitation)) == {"inv", "inv2"}
    assert {one.organisation for one in document.snapshot.all(r.Person).values()} == {A}


def test_the_place_is_that_of_the_kept_one_or_else_of_the_other(document: Document) -> None:
    merge(document, "organisation", A, B)
    places = document.snapshot.all(r.Position)
    assert set(places) == {position_id(A)}
    assert places[position_id(A)].x == 1.0
    merge(document, "organisation", C, A)
    (place,) = document.snapshot.all(r.Position).values()
    assert (place.id, place.organisation, place.x) == (position_id(C), C, 1.0)
    assert document.snapshot.info.coordinator == C


def test_nothing_becomes_part_of_itself(document: Document) -> None:
    records.edit(document, "organisation", C, parent=B)
    # C is part of B, which is part of A.
    made = merge(document, "organisation", C, A)
    assert document.snapshot.organisations[B].parent == C
    assert document.snapshot.organisations[C].parent == ""
    assert made.parted == B


def test_evidence_for_a_value_that_is_given_up_stays_with_the_record(document: Document) -> None:
    records.edit(document, "organisation", A, place="Gent")
    records.edit(document, "organisation", B, place="Kortrijk", website="https://b.be")
    for field in ("place", "website"):
        records.add(
            document,
            r.Evidence(id=ID(field), source=ID("src"), noun="organisation", record=B, field=field),
        )
    merge(document, "organisation", A, B)
    evidence = document.snapshot.all(r.Evidence)
    assert evidence[ID("place")].field == ""
    assert evidence[ID("website")].field == "website"
    assert {evidence[ID(one)].record for one in ("place", "website")} == {A}


def test_gaps_and_saved_views_follow(document: Document) -> None:
    records.add(document, r.GapNote(id=ID("n"), gap=f"pair:{B}|{C}", state="dismissed"))
    kept = {"places": {B: [1, 2]}, "hidden": [B, A], "title": f"About {B}"}
    records.add(document, r.SavedView(id=ID("v"), name_nl="Beeld", settings=json.dumps(kept)))
    merge(document, "organisation", A, B)
    assert document.snapshot.all(r.GapNote)[ID("n")].gap == f"pair:{A}|{C}"
    view = json.loads(document.snapshot.all(r.SavedView)[ID("v")].settings)
    assert view == {"places": {A: [1, 2]}, "hidden": [A], "title": f"About {B}"}


def test_what_was_said_about_the_two_follows_or_goes(document: Document) -> None:
    meeting = r.Roundtable(id=ID("meeting"), name_nl="Rondetafel")
    records.add(document, meeting)
    for one in (
        r.Wish(id=ID("w1"), roundtable=meeting.id, kind="apart", organisation=B, other=A),
        r.Wish(id=ID("w2"), roundtable=meeting.id, kind="apart", organisation=B, other=C),
        r.GapOutcome(id=ID("o1"), roundtable=meeting.id, gap=f"pair:{A}|{B}"),
        r.GapOutcome(id=ID("o2"), roundtable=meeting.id, gap=f"pair:{B}|{C}"),
    ):
        records.add(document, one)
    tell_apart(document, "organisation", A, B)
    tell_apart(document, "organisation", C, B)
    about = document.snapshot.all(r.Distinction)
    made = merge(document, "organisation", A, B)
    after = document.snapshot
    assert {"w1", "o1", next(iter(about))} <= {one.id for one in made.vanished}
    assert [(one.organisation, one.other) for one in after.all(r.Wish).values()] == [(A, C)]
    assert [one.gap for one in after.all(r.GapOutcome).values()] == [f"pair:{A}|{C}"]
    assert [(one.record, one.other) for one in after.all(r.Distinction).values()] == [(A, C)]


def test_a_need_is_held_since_the_earliest_date_that_is_known(document: Document) -> None:
    kept = next(iter(document.snapshot.all(r.NeedStatement)))
    records.edit(document, "need_statement", kept, since="2019-05")
    statement = r.NeedStatement(id=ID("s2"), organisation=B, need=N, since="2015")
    records.add(document, statement)
    merge(document, "organisation", A, B)
    assert document.snapshot.all(r.NeedStatement)[kept].since == "2015"


def test_what_was_decided_about_gaps_of_both_becomes_one(document: Document) -> None:
    for name, one, other, state, reason in (
        ("n1", A, C, "open", "first"),
        ("n2", B, C, "planned", "second"),
        ("n3", A, B, "dismissed", "between"),
    ):
        note = r.GapNote(id=ID(name), gap=f"pair:{one}|{other}", state=state, reason=reason)
        records.add(document, note)
    made = merge(document, "organisation", A, B)
    (note,) = document.snapshot.all(r.GapNote).values()
    assert (note.id, note.gap, note.state) == ("n1", f"pair:{A}|{C}", "planned")
    assert note.reason == "second\nfirst"
    assert {one.id for one in made.vanished} == {TIE, "n3"}
    document.undo()
    said = consequences(document.snapshot, plan(document.snapshot, "organisation", A, B))
    assert "What was decided about a gap between the two goes with it." in said


@pytest.mark.parametrize("noun", ["working_group", "need", "source", "person"])
def test_other_nouns(document: Document, noun: str) -> None:
    named = {"person": {"name": "Twee"}, "source": {"title": "Twee"}}.get(noun, {"name_nl": "Twee"})
    first = {"working_group": G, "need": N, "source": ID("src"), "person": ID("p1")}[noun]
    if noun == "person":
        records.add(document, r.Person(id=first, name="Een"))
    second = NOUNS[noun].record(id=ID("second"), **named)
    records.add(document, second)
    merge(document, noun, second.id, first)
    assert first not in document.snapshot.table(noun)
    assert second.id in document.snapshot.table(noun)


def test_what_is_gone_or_the_same_cannot_be_merged(document: Document) -> None:
    with pytest.raises(NotFound):
        merge(document, "organisation", A, ID("nobody"))
    with pytest.raises(ValueError, match="cannot merge"):
        merge(document, "organisation", A, A)


def test_consequences_are_said_before(document: Document) -> None:
    said = consequences(document.snapshot, plan(document.snapshot, "organisation", B, A))
    assert any("1 membership" in one and "Beta" in one for one in said)
    assert any(one.startswith("1 tie between the two goes") for one in said)


def test_differing_fields_are_those_one_can_choose_between() -> None:
    one = r.Organisation(id=A, name="Alpha", aliases=("x",), place="Gent")
    other = r.Organisation(id=B, name="Alpha", place="Kortrijk", kind="school")
    assert [field.name for field in differing(one, other)] == ["kind", "place"]
    assert "kind" not in suggested(one, other)


EXAMPLE = snapshot_of("oci-worked-example")


def mentions(snapshot: Snapshot, gone: RecordId) -> list[str]:
    """Return where an id still stands, in whatever field of whatever record."""
    return [
        f"{noun}.{field.name}"
        for noun, described in NOUNS.items()
        for record in snapshot.table(noun).values()
        for field in (*described.fields,)
        for value in [getattr(record, field.name)]
        if value == gone or (isinstance(value, tuple) and gone in value)
    ]


def around(snapshot: Snapshot, noun: str, both: set[RecordId]) -> set[tuple[str, str, RecordId]]:
    """Return who is at the other end of everything that hangs on one of two records."""
    found = set()
    for name, described in NOUNS.items():
        fields = [field for field in described.fields if field.is_reference]
        for record in snapshot.table(name).values() if name != "position" else ():
            ids = {
                (field.target, one)
                for field in fields
                for value in [getattr(record, field.name)]
                for one in (value if field.kind is Kind.REFERENCES else (value,))
                if one
            }
            if any((noun, one) in ids for one in both):
                found |= {(name, *one) for one in ids if one not in {(noun, b) for b in both}}
    return found


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Snapshot, str, RecordId, RecordId]:
    """Draw a pair to merge out of the worked example, with more hanging on it than usual."""
    noun = draw(st.sampled_from([one for one in MERGED if len(EXAMPLE.table(one)) > 1]))
    chosen = st.sampled_from(sorted(EXAMPLE.table(noun)))
    kept, gone = draw(st.lists(chosen, min_size=2, max_size=2, unique=True))
    snapshot = EXAMPLE
    organisations = sorted(EXAMPLE.organisations)
    extra: list[r.Record] = []
    for number in range(draw(st.integers(0, 6))):
        one, other = draw(
            st.lists(st.sampled_from([*organisations[:3], kept, gone]), min_size=2, max_size=2)
            if noun == "organisation"
            else st.lists(st.sampled_from(organisations), min_size=2, max_size=2)
        )
        if one != other:
            directed = draw(st.booleans())
            extra.append(
                r.Tie(id=ID(f"x{number}"), organisation=one, other=other, directed=directed)
            )
        extra.append(
            r.Evidence(
                id=ID(f"y{number}"), source=next(iter(EXAMPLE.all(r.Source))), noun=noun,
                record=draw(st.sampled_from([kept, gone])), passage=f"passage {number}",
                field=draw(st.sampled_from(["", *(f.name for f in NOUNS[noun].fields)])),
            )
        )  # fmt: skip
    if noun == "organisation" and draw(st.booleans()):
        child = draw(st.sampled_from(organisations))
        if child not in (kept, gone) and not snapshot.organisations[child].parent:
            extra.append(replace(snapshot.organisations[child], parent=gone))
    held = {(noun_of(one).name, one.id): one for one in extra}
    every = [one for name in NOUNS for one in snapshot.table(name).values()]
    changed = [held.pop((noun_of(one).name, one.id), one) for one in every]
    return Snapshot.of([*changed, *held.values()]), noun, kept, gone


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=pairs())
def test_nothing_that_hung_on_either_is_lost(
    drawn: tuple[Snapshot, str, RecordId, RecordId],
) -> None:
    snapshot, noun, kept, gone = drawn
    with opened(snapshot) as document:
        made: Plan = merge(document, noun, kept, gone)
        after = document.snapshot
        assert mentions(after, gone) == []
        vanished = {one.id for one in made.vanished}
        before_around = around(snapshot, noun, {kept, gone})
        assert before_around - around(after, noun, {kept}) <= {
            (name, target, one) for name, target, one in before_around if name == "evidence"
        }
        # Each passage is still there, and supports something.
        passages = {(one.source, one.passage) for one in snapshot.all(r.Evidence).values()}
        led = {
            (kept if noun == "source" and source == gone else source, passage)
            for source, passage in passages
        }
        assert led == {(one.source, one.passage) for one in after.all(r.Evidence).values()}
        for tie in snapshot.ties.values():
            ends = {kept if end == gone else end for end in (tie.organisation, tie.other)}
            there = any({one.organisation, one.other} == ends for one in after.ties.values())
            assert there != (tie.id in vanished)
        if noun == "organisation":
            one, other = snapshot.organisations[kept], snapshot.organisations[gone]
            survivor = after.organisations[kept]
            names = {survivor.name, survivor.short_name, survivor.abbreviation, *survivor.aliases}
            folded = {name.casefold() for name in names}
            for each in (one, other):
                for name in (each.name, each.short_name, each.abbreviation, *each.aliases):
                    assert not name or name.casefold() in folded
        document.undo()
        assert document.snapshot == snapshot
