"""Sources for fields, and “unknown” as an answer, each one step that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import NotFound, RuleBroken
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.operations import evidence, records
from tests.operations.maps import TIE, A, B, create

SOURCE = RecordId("src")


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return create(tmp_path)


def marks(document: Document, field: str) -> int:
    record = document.snapshot.organisations[B]
    return len(evidence.unknown(document.snapshot, "organisation", record, field))


def test_a_source_supports_a_field_with_a_certainty_and_a_passage(document: Document) -> None:
    new = evidence.add(
        document, "organisation", A, SOURCE, field="place", certainty="inferred", passage="p. 4"
    )
    (kept,) = (one for one in document.snapshot.evidence_of[A] if one.id == new)
    assert (kept.field, kept.certainty, kept.passage) == ("place", "inferred", "p. 4")
    assert str(document.undo_label) == "Noted “Nota” as a source for Alpha"
    document.undo()
    assert A not in document.snapshot.evidence_of


def test_evidence_for_what_is_gone_or_has_no_such_field_is_refused(document: Document) -> None:
    with pytest.raises(NotFound):
        evidence.add(document, "organisation", RecordId("nobody"), SOURCE)
    with pytest.raises(RuleBroken):
        evidence.add(document, "organisation", A, SOURCE, field="colour")


def test_unknown_empties_the_field_and_is_kept_as_evidence(document: Document) -> None:
    before = document.snapshot
    evidence.mark_unknown(document, "organisation", B, "parent")
    assert document.snapshot.organisations[B].parent == ""
    assert marks(document, "parent") == 1
    evidence.mark_unknown(document, "organisation", B, "parent")
    assert marks(document, "parent") == 1
    document.undo()
    assert document.snapshot == before


def test_what_is_filled_in_is_no_longer_unknown(document: Document) -> None:
    evidence.mark_unknown(document, "organisation", B, "parent")
    records.edit(document, "organisation", B, parent=A)
    assert B not in document.snapshot.evidence_of
    document.undo()
    assert marks(document, "parent") == 1


def test_a_mark_that_itself_has_evidence_can_be_taken_back(document: Document) -> None:
    evidence.mark_unknown(document, "organisation", B, "place")
    (mark,) = document.snapshot.evidence_of[B]
    evidence.add(document, "evidence", mark.id, SOURCE)
    evidence.unmark_unknown(document, "organisation", B, "place")
    assert marks(document, "place") == 0
    assert mark.id not in document.snapshot.evidence_of


def test_only_what_may_be_empty_may_be_unknown(document: Document) -> None:
    assert not evidence.may_be_unknown(NOUNS["tie"].field("strength"))
    assert not evidence.may_be_unknown(NOUNS["tie"].field("directed"))
    assert evidence.may_be_unknown(NOUNS["initiative"].field("budget"))
    with pytest.raises(ValueError, match="strength"):
        evidence.mark_unknown(document, "tie", TIE, "strength")
