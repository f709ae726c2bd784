"""What is noted of recommendations, each in one named step that can be undone."""

from __future__ import annotations

import pytest

from oci_map.document import Document
from oci_map.errors import NotFound, RuleBroken
from oci_map.model import records as r
from oci_map.model.ids import RecordId, new_id
from oci_map.operations import evidence, recommendations, records
from tests.operations.maps import A, B

R = RecordId("r")


def kept(document: Document, one: RecordId = R) -> r.Recommendation:
    """Return a recommendation as it is kept."""
    return document.snapshot.all(r.Recommendation)[one]


def another(document: Document) -> RecordId:
    """Add a second recommendation."""
    return records.add(document, r.Recommendation(id=new_id(), text_en="More", number=2))


def test_a_state_is_noted_for_one_or_for_several_in_one_step(document: Document) -> None:
    recommendations.set_status(document, [R], "planned")
    assert kept(document).status == "planned"
    assert str(document.undo_label) == "Noted as in the action plan: Meer"
    other = another(document)
    recommendations.set_status(document, [R, other, R], "done")
    assert {one.status for one in document.snapshot.all(r.Recommendation).values()} == {"done"}
    assert str(document.undo_label) == "Noted 2 recommendations as done"
    document.undo()
    assert (kept(document).status, kept(document, other).status) == ("planned", "proposed")


def test_a_state_it_has_already_is_no_step(document: Document) -> None:
    recommendations.set_status(document, [R], "proposed")
    recommendations.set_status(document, [], "done")
    assert document.undo_label is None


def test_a_state_that_is_none_or_a_recommendation_that_is_gone_changes_nothing(
    document: Document,
) -> None:
    with pytest.raises(RuleBroken):
        recommendations.set_status(document, [R], "finished")
    with pytest.raises(NotFound):
        recommendations.set_status(document, [R, RecordId("gone")], "done")
    assert document.undo_label is None


def test_an_answer_makes_it_answered_and_keeps_a_later_state(document: Document) -> None:
    recommendations.set_answer(document, R, "Yes,\nnext year", "2012-07-06")
    assert kept(document).answer == "Yes,\nnext year"
    assert (kept(document).status, kept(document).answered_on) == ("answered", "2012-07-06")
    recommendations.set_status(document, [R], "done")
    recommendations.set_answer(document, R, "Done", "")
    assert kept(document).status == "done"
    recommendations.set_answer(document, R, "", "")
    assert (kept(document).answer, kept(document).status) == ("", "done")


def test_an_answer_ends_the_mark_that_it_is_unknown_in_the_same_step(document: Document) -> None:
    evidence.mark_unknown(document, "recommendation", R, "answer")
    assert document.snapshot.evidence_of.get(R)
    recommendations.set_answer(document, R, "Yes")
    assert not document.snapshot.evidence_of.get(R)
    document.undo()
    assert document.snapshot.evidence_of.get(R)


def test_a_date_due_is_noted_and_taken_away(document: Document) -> None:
    recommendations.set_due(document, [R, another(document)], "2013-06")
    assert kept(document).due_on == "2013-06"
    assert str(document.undo_label) == "Noted the date due of 2 recommendations"
    recommendations.set_due(document, [R], "")
    assert str(document.undo_label) == "Took away the date due of: Meer"
    with pytest.raises(RuleBroken):
        recommendations.set_due(document, [R], "soon")


def test_who_must_answer_is_added_and_taken_away(document: Document) -> None:
    recommendations.address(document, [R], B)
    assert kept(document).addressed_to == (A, B)
    assert str(document.undo_label) == "Addressed to Beta: Meer"
    recommendations.address(document, [R, another(document)], A)
    assert str(document.undo_label) == "Addressed to Alpha: More"
    recommendations.unaddress(document, [R], A)
    assert kept(document).addressed_to == (B,)
    with pytest.raises(NotFound):
        recommendations.address(document, [R], RecordId("gone"))
