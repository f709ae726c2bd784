"""What the coordinator decides about gaps, each in one named step."""

from __future__ import annotations

import pytest

from oci_map.document import Document
from oci_map.errors import NotFound, RuleBroken
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.ids import RecordId
from oci_map.operations import gaps, guests
from tests.operations.maps import A, B, C, N

KEY = "pair:a|c"
TABLE = RecordId("rt")


def invitations(document: Document) -> dict[str, str]:
    """Return who is invited and why."""
    found = document.snapshot.all(r.Invitation).values()
    return {one.organisation: one.reason for one in found}


def test_a_state_is_noted_and_changed_in_named_steps(document: Document) -> None:
    note = gaps.set_state(document, KEY, "planned", "At one table", "2012-09", sentence="A and C")
    assert document.snapshot.all(r.GapNote)[note] == r.GapNote(
        id=note, gap=KEY, state="planned", reason="At one table", noted_on="2012-09"
    )
    assert str(document.undo_label) == "Planned to close the gap: A and C"
    assert gaps.set_state(document, KEY, "dismissed", "Not\nneeded") == note
    assert str(document.undo_label) == f"Noted as not relevant: {KEY}"
    assert len(document.snapshot.all(r.GapNote)) == 1
    gaps.set_state(document, KEY, "bridged")
    assert str(document.undo_label) == f"Noted as bridged: {KEY}"
    gaps.set_state(document, KEY, "open", sentence="long " * 50)
    assert str(document.undo_label).startswith("Reopened the gap: long long")
    assert len(str(document.undo_label)) < 110


def test_a_state_or_date_that_is_none_is_refused(document: Document) -> None:
    for values in (("closed",), ("planned", "", "soon")):
        with pytest.raises(RuleBroken):
            gaps.set_state(document, KEY, *values)
    with pytest.raises(RuleBroken):
        gaps.set_state(document, "", "planned")
    assert document.undo_label is None


def test_of_several_notes_the_last_counts(document: Document) -> None:
    assert gaps.note_of(document.snapshot, KEY) is None
    with document.transaction(Label("Two notes", {})) as edit:
        edit.put(r.GapNote(id=RecordId("1"), gap=KEY, state="planned", noted_on="2012-02"))
        edit.put(r.GapNote(id=RecordId("2"), gap=KEY, state="open", noted_on="2011"))
    known = gaps.note_of(document.snapshot, KEY)
    assert known is not None
    assert known.id == "1"


def test_both_sides_are_invited_to_a_roundtable_with_the_reason(document: Document) -> None:
    table = gaps.invite(
        document, [B, C, B], "They share a need.", roundtable=TABLE, topics=[N], plan={KEY: "Soon"}
    )
    assert table == TABLE
    assert invitations(document) == {A: "", B: "They share a need.", C: "They share a need."}
    assert document.snapshot.all(r.Roundtable)[TABLE].topics == (N,)
    note = gaps.note_of(document.snapshot, KEY)
    assert note is not None
    assert (note.state, note.reason) == ("planned", "Soon")
    assert str(document.undo_label) == "Put 2 guests on the list of Rondetafel"
    document.undo()
    assert invitations(document) == {A: ""}
    assert gaps.note_of(document.snapshot, KEY) is None


def test_who_is_invited_already_keeps_the_invitation(document: Document) -> None:
    gaps.invite(document, [A], "First reason.", roundtable=TABLE)
    gaps.invite(document, [A], "Second reason.", roundtable=TABLE)
    assert str(document.undo_label) == "Put Alpha on the list of Rondetafel"
    before = document.undo_label
    gaps.invite(document, [A], "First reason.", roundtable=TABLE)
    assert document.undo_label == before
    assert invitations(document) == {A: "First reason.\nSecond reason."}


def test_a_new_roundtable_is_made_for_them(document: Document) -> None:
    made = r.Roundtable(id=RecordId("next"), name_nl="Volgende", name_en="Next")
    assert gaps.invite(document, [B], "Why", new=made, topics=[N]) == "next"
    assert document.snapshot.all(r.Roundtable)[RecordId("next")].topics == (N,)
    assert str(document.undo_label) == "Put Beta on the list of Next"


def test_who_is_put_on_the_list_has_not_been_asked(document: Document) -> None:
    gaps.invite(document, [A, B], "Why", roundtable=TABLE, reasons={B: "Its own"})
    found = {one.organisation: one for one in document.snapshot.all(r.Invitation).values()}
    assert found[B].status == "proposed"
    assert found[B].reason == "Its own"
    assert found[A].status == "invited"  # as it was
    guests.set_status(document, [found[A].id], "declined")
    gaps.invite(document, [A], "Again", roundtable=TABLE)
    assert document.snapshot.all(r.Invitation)[found[A].id].status == "proposed"


def test_a_decision_already_taken_stays(document: Document) -> None:
    gaps.set_state(document, KEY, "dismissed", "No")
    gaps.invite(document, [B], "Why", roundtable=TABLE, plan={KEY: "Soon"})
    note = gaps.note_of(document.snapshot, KEY)
    assert note is not None
    assert (note.state, note.reason) == ("dismissed", "No")


def test_what_is_gone_cannot_be_invited(document: Document) -> None:
    gone = RecordId("gone")
    for who, table, topics in (([gone], TABLE, []), ([B], gone, []), ([B], TABLE, [gone])):
        with pytest.raises(NotFound):
            gaps.invite(document, who, "", roundtable=table, topics=topics)
    with pytest.raises(NotFound):
        gaps.invite(document, [B], "")
    assert document.undo_label is None
