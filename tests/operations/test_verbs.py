"""What a person does to groups, needs, ties and places, each in one named step."""

from __future__ import annotations

import pytest

from oci_map.document import Document
from oci_map.errors import NotFound, RuleBroken, UserError
from oci_map.model import records as r
from oci_map.model.ids import RecordId, position_id
from oci_map.operations import groups, needs, positions, ties
from tests.operations.maps import SEAT, STATEMENT, TIE, A, B, C, G, H, N

GONE = RecordId("gone")


def place(document: Document, organisation: RecordId) -> r.Position | None:
    return document.snapshot.all(r.Position).get(position_id(organisation))


# ---------------------------------------------------------------------------------------- groups


def test_an_organisation_joins_a_group_and_its_mark_moves_in_the_same_step(
    document: Document,
) -> None:
    seat = groups.add_member(document, B, H, "chair", "2012-07", places={B: (10, 20)})
    kept = document.snapshot.memberships[seat]
    assert (kept.organisation, kept.group, kept.role, kept.active_from) == (
        B,
        H,
        "chair",
        "2012-07",
    )
    moved = place(document, B)
    assert moved is not None
    assert (moved.x, moved.y, moved.pinned) == (10.0, 20.0, True)
    assert str(document.undo_label) == "Added Beta to Ondernemerschap"
    assert len(document.history()) == 1


def test_an_organisation_sits_in_a_group_once(document: Document) -> None:
    with pytest.raises(RuleBroken, match="Alpha already sits in Platform at that time"):
        groups.add_member(document, A, G)
    with pytest.raises(NotFound):
        groups.add_member(document, GONE, G)
    with pytest.raises(NotFound):
        groups.add_member(document, A, GONE)
    assert document.undo_label is None


def test_a_membership_ends_with_its_evidence(document: Document) -> None:
    groups.remove_member(document, SEAT)
    assert not document.snapshot.memberships
    assert not document.snapshot.evidence_of.get(SEAT)
    assert str(document.undo_label) == "Took Alpha out of Platform"
    with pytest.raises(NotFound):
        groups.remove_member(document, SEAT)


def test_a_role_and_a_period_change(document: Document) -> None:
    groups.change_role(document, SEAT, "secretary")
    assert str(document.undo_label) == "Changed the role of Alpha in Platform"
    groups.set_period(document, SEAT, "2010", "2012-07-06")
    assert str(document.undo_label) == "Changed the period of Alpha in Platform"
    kept = document.snapshot.memberships[SEAT]
    assert (kept.role, kept.active_from, kept.active_to) == ("secretary", "2010", "2012-07-06")
    with pytest.raises(RuleBroken) as caught:
        groups.set_period(document, SEAT, "2012", "2011")
    assert caught.value.field == "active_to"
    with pytest.raises(RuleBroken):
        groups.change_role(document, SEAT, "king")


# ----------------------------------------------------------------------------------------- needs


def test_an_organisation_states_and_withdraws_a_need(document: Document) -> None:
    statement = needs.state(document, B, N, 3)
    assert document.snapshot.holders_of[N][-1].priority == 3
    assert str(document.undo_label) == "Noted that Beta needs “Ruimte”"
    needs.set_priority(document, statement, 1)
    assert document.snapshot.holders_of[N][-1].priority == 1
    assert str(document.undo_label) == "Changed how much Beta needs “Ruimte”"
    needs.withdraw(document, statement)
    assert [one.id for one in document.snapshot.holders_of[N]] == [STATEMENT]


def test_a_need_is_held_once_and_in_three_degrees(document: Document) -> None:
    with pytest.raises(RuleBroken, match="already holds"):
        needs.state(document, A, N)
    with pytest.raises(RuleBroken, match="between 1 and 3"):
        needs.set_priority(document, STATEMENT, 4)
    with pytest.raises(NotFound):
        needs.state(document, A, GONE)
    with pytest.raises(NotFound):
        needs.withdraw(document, GONE)


# ------------------------------------------------------------------------------------------ ties


def test_a_tie_is_stated_changed_and_taken_back(document: Document) -> None:
    tie = ties.add(document, B, C, kind="funding", strength=5, directed=True, note="a\x00b")
    kept = document.snapshot.ties[tie]
    assert (kept.kind, kept.strength, kept.directed, kept.note) == ("funding", 5, True, "ab")
    assert str(document.undo_label) == "Added a tie between Beta and Gamma"
    ties.change(document, tie, strength=1)
    assert document.snapshot.ties[tie].strength == 1
    ties.remove(document, tie)
    assert set(document.snapshot.ties) == {TIE}
    assert str(document.undo_label) == "Deleted Beta – Gamma"


def test_a_tie_needs_two_organisations(document: Document) -> None:
    with pytest.raises(RuleBroken, match="with itself"):
        ties.add(document, A, A)
    with pytest.raises(NotFound):
        ties.add(document, A, GONE)


# ---------------------------------------------------------------------------------------- places


def test_marks_move_and_stay_pinned_or_not(document: Document) -> None:
    positions.move(document, {A: (7, 8), B: (9.5, -1)})
    assert str(document.undo_label) == "Moved 2 organisations"
    first, second = place(document, A), place(document, B)
    assert first is not None
    assert second is not None
    assert (first.x, first.y, first.pinned) == (7.0, 8.0, False)
    assert (second.x, second.y, second.pinned) == (9.5, -1.0, True)
    positions.move(document, {C: (0, 0)}, pinned=True)
    third = place(document, C)
    assert third is not None
    assert third.pinned
    assert str(document.undo_label) == "Moved Gamma"


@pytest.mark.parametrize("where", [float("nan"), float("inf")])
def test_a_mark_stands_somewhere(document: Document, where: float) -> None:
    with pytest.raises(RuleBroken):
        positions.move(document, {A: (where, 0.0)})


def test_marks_are_pinned_and_let_go(document: Document) -> None:
    positions.pin(document, [A, B, C])  # B is pinned already, C has no place
    assert str(document.undo_label) == "Pinned 2 organisations"
    kept = place(document, A)
    assert kept is not None
    assert kept.pinned
    assert place(document, C) is None
    positions.pin(document, [A], pinned=False)
    assert str(document.undo_label) == "Unpinned Alpha"
    positions.pin(document, [C])
    assert str(document.undo_label) == "Unpinned Alpha"


def test_computed_places_belong_to_the_step_before(document: Document) -> None:
    assert positions.keep_automatic(document, {C: (1, 1)})  # nothing was done yet: for good
    assert document.undo_label is None
    seat = groups.add_member(document, C, H)
    assert positions.keep_automatic(document, {A: (5, 5), B: (6, 6), C: (7, 7), GONE: (0, 0)})
    first, pinned, third = (place(document, one) for one in (A, B, C))
    assert first is not None
    assert pinned is not None
    assert third is not None
    assert (first.x, pinned.x, third.x) == (5.0, 3.0, 7.0)  # pinned ones stay
    document.undo()
    assert seat not in document.snapshot.memberships
    third = place(document, C)
    assert third is not None
    assert third.x == 1.0
    assert not positions.keep_automatic(document, {A: (8, 8)})  # it would stand in redo's way
    document.redo()
    third = place(document, C)
    assert third is not None
    assert third.x == 7.0


def test_nothing_is_kept_in_a_document_for_reading(document: Document) -> None:
    reading = Document.open(document.path, read_only=True)
    assert not positions.keep_automatic(reading, {A: (8, 8)})
    with pytest.raises(UserError, match="reading only"):
        positions.move(reading, {A: (8, 8)})
    reading.close()
