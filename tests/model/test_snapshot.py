"""A snapshot is what changes make of the one before, and says nothing about the one after."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oci_map.model import records as r
from oci_map.model.change import Change, ChangeId, Label, RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot

A, B, G = RecordId("a"), RecordId("b"), RecordId("g")


def organisation(record_id: RecordId, name: str) -> r.Organisation:
    return r.Organisation(id=record_id, name=name)


def change(before: r.Record | None, after: r.Record | None, noun: str) -> RecordChange:
    record = before or after
    assert record is not None
    return RecordChange(noun, record.id, before, after)


def test_a_change_gives_a_new_snapshot_and_leaves_the_old_one() -> None:
    first = Snapshot.of([organisation(A, "A"), r.WorkingGroup(id=G, name_nl="G")])
    renamed = first.after([change(organisation(A, "A"), organisation(A, "AA"), "organisation")])
    assert first.organisations[A].name == "A"
    assert renamed.organisations[A].name == "AA"
    assert renamed.table("working_group") is first.table("working_group")
    assert renamed != first
    assert first == Snapshot.of([r.WorkingGroup(id=G, name_nl="G"), organisation(A, "A")])


def test_a_change_and_its_inverse_lead_back() -> None:
    first = Snapshot.of([organisation(A, "A")])
    membership = r.Membership(id=RecordId("m"), organisation=B, group=G)
    records = (
        change(None, organisation(B, "B"), "organisation"),
        change(None, membership, "membership"),
        change(organisation(A, "A"), None, "organisation"),
    )
    done = Change(ChangeId("c"), Label("Changed"), "2012-07-06T10:00:00+00:00", "", records)
    after = first.after(done.records)
    assert set(after.organisations) == {B}
    assert after.after(done.inverse()) == first
    assert done.nouns == {"organisation", "membership"}
    assert [one.noun for one in done.inverse()] == ["organisation", "membership", "organisation"]


def test_records_keep_the_order_in_which_they_were_added() -> None:
    first = Snapshot.of([organisation(B, "B"), organisation(A, "A")])
    renamed = first.after([change(organisation(B, "B"), organisation(B, "BB"), "organisation")])
    assert list(renamed.organisations) == [B, A]


def test_what_belongs_to_a_record_is_found_by_it() -> None:
    need, source = RecordId("n"), RecordId("s")
    statement = r.NeedStatement(id=RecordId("x"), organisation=A, need=need)
    seats = [
        r.Membership(id=RecordId("m1"), organisation=A, group=G, active_to="2011"),
        r.Membership(id=RecordId("m2"), organisation=A, group=G, active_from="2012"),
    ]
    evidence = r.Evidence(id=RecordId("e"), source=source, noun="membership", record=seats[0].id)
    snapshot = Snapshot.of([organisation(A, "A"), statement, *seats, evidence])
    assert snapshot.memberships_of == {A: tuple(seats)}
    assert snapshot.members_of == {G: tuple(seats)}
    assert snapshot.needs_of == {A: (statement,)}
    assert snapshot.holders_of == {need: (statement,)}
    assert snapshot.evidence_of == {seats[0].id: (evidence,)}
    assert snapshot.get("organisation", B) is None


def test_counts_are_of_data_only() -> None:
    place = r.Position(id=RecordId("a@map"), organisation=A)
    counts = Snapshot.of([organisation(A, "A"), place]).counts()
    assert counts["organisation"] == 1
    assert counts["membership"] == 0
    assert "position" not in counts
    assert "document" not in counts


def test_a_document_that_says_nothing_of_itself_still_has_a_title() -> None:
    assert Snapshot({}).info == r.DocumentInfo(id=RecordId("document"))
    told = r.DocumentInfo(id=RecordId("d"), title_nl="Overleg")
    assert Snapshot.of([told]).info is told


SEATS = st.tuples(st.sampled_from("abcd"), st.sampled_from("xyz"), st.sampled_from("uvw"))


@given(
    first=st.lists(SEATS, max_size=5),
    steps=st.lists(st.lists(st.tuples(SEATS, st.booleans()), max_size=4), max_size=4),
)
def test_what_belongs_together_is_known_after_every_edit_as_if_it_were_read_anew(
    first: list[tuple[str, str, str]], steps: list[list[tuple[tuple[str, str, str], bool]]]
) -> None:
    snapshot = Snapshot.of(dict.fromkeys(seat(*one) for one in first))
    for step in steps:
        # Both are asked for before each edit, so that they are carried on.
        assert snapshot.members_of is not None
        assert snapshot.memberships_of is not None
        snapshot = snapshot.after(
            RecordChange("membership", RecordId(one[0]), None, None if gone else seat(*one))
            for one, gone in step
        )
        anew = Snapshot({"membership": snapshot.table("membership")})
        assert snapshot.members_of == anew.members_of
        assert snapshot.memberships_of == anew.memberships_of


def seat(name: str, organisation: str, group: str) -> r.Membership:
    return r.Membership(
        id=RecordId(name), organisation=RecordId(organisation), group=RecordId(group)
    )
