"""Adding, editing and deleting records, with the names these steps get."""

from __future__ import annotations

import pytest

from oci_map.document import Document
from oci_map.errors import NotFound, RuleBroken
from oci_map.model import records as r
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId, new_id, position_id
from oci_map.operations import organisations, records
from oci_map.operations.labels import name_of
from tests.operations.maps import RECORDS, SEAT, A, B, C, G, H, N


def test_a_record_is_added_with_its_texts_made_clean(document: Document) -> None:
    added = records.add(document, r.Organisation(id=new_id(), name="De\x00lta\r\n", note="e\u0301"))
    kept = document.snapshot.organisations[added]
    assert (kept.name, kept.note) == ("Delta\n", "é")
    assert str(document.undo_label) == "Added Delta"


def test_an_id_is_never_taken_twice(document: Document) -> None:
    with pytest.raises(ValueError, match="there already"):
        records.add(document, r.Organisation(id=A, name="Other"))


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
def test_each_record_has_a_name_for_people(document: Document, record: r.Record) -> None:
    name = name_of(document.snapshot, record)
    assert name
    assert record.id not in name.split()


def test_a_name_in_a_label_is_short_and_on_one_line(document: Document) -> None:
    records.add(document, r.Organisation(id=new_id(), name="two\nlines " + "x" * 10_000))
    label = str(document.undo_label)
    assert label.startswith("Added two lines xxx")
    assert label.endswith("…")
    assert len(label) < 80


@pytest.mark.parametrize(
    ("noun", "record_id", "values", "label"),
    [
        ("organisation", C, {"name": "Delta"}, "Renamed Gamma"),
        ("organisation", B, {"short_name": ""}, "Renamed Beta"),
        ("organisation", C, {"place": "Gent"}, "Changed “Place” of Gamma"),
        ("organisation", C, {"place": "Gent", "note": "x"}, "Changed Gamma"),
        ("working_group", H, {"mandate": "x"}, "Changed “Mandate” of Ondernemerschap"),
        ("membership", SEAT, {"role": "chair"}, "Changed “Role” of Alpha – Platform"),
    ],
)
def test_an_edit_is_named_after_what_it_changes(
    document: Document, noun: str, record_id: RecordId, values: dict[str, object], label: str
) -> None:
    records.edit(document, noun, record_id, joins=False, **values)
    assert str(document.undo_label) == label
    changed = document.snapshot.get(noun, record_id)
    assert {name: getattr(changed, name) for name in values} == values


def test_an_edit_to_the_same_value_is_no_step(document: Document) -> None:
    records.edit(document, "organisation", C, name="Gamma\x00")
    assert document.undo_label is None


def test_typing_on_in_a_field_is_one_step(document: Document) -> None:
    for text in ("G", "Ge", "Gen", "Gent"):
        records.edit(document, "organisation", C, joins=True, place=text)
    records.edit(document, "organisation", C, joins=True, note="Another field")
    assert len(document.history()) == 5
    document.undo()
    assert document.snapshot.organisations[C].place == "Gent"
    document.undo()
    assert document.snapshot.organisations[C].place == ""
    records.edit(document, "organisation", C, joins=True, place="Leuven")  # while one can be redone
    assert document.redo_label is None
    records.edit(document, "organisation", A, joins=True, place="Leuven")  # another record
    document.undo()
    assert document.snapshot.organisations[C].place == "Leuven"


def test_an_edit_of_what_is_gone_says_so(document: Document) -> None:
    with pytest.raises(NotFound, match="no longer in the document"):
        records.edit(document, "organisation", RecordId("gone"), name="x")
    with pytest.raises(NotFound, match="no longer in the document"):
        records.remove(document, "tie", RecordId("gone"))


def test_an_edit_that_breaks_a_rule_changes_nothing(document: Document) -> None:
    before = document.snapshot
    for values in ({"parent": B}, {"name": " "}, {"active_from": "1 April"}, {"kind": "club"}):
        with pytest.raises(RuleBroken):
            records.edit(document, "organisation", A, joins=False, **values)
    assert document.snapshot is before


def test_an_organisation_takes_along_what_cannot_stand_without_it(document: Document) -> None:
    records.remove(document, "organisation", A)
    counts = document.snapshot.counts()
    for noun in ("membership", "need_statement", "tie", "invitation", "seat", "evidence"):
        assert counts[noun] == 0
    assert counts["organisation"] == 2
    assert position_id(A) not in document.snapshot.table("position")
    assert document.snapshot.info.coordinator == ""
    assert document.snapshot.organisations[B].parent == ""
    initiative = document.snapshot.all(r.Initiative)[RecordId("i")]
    assert (initiative.lead, initiative.partners) == ("", (B,))
    recommendation = document.snapshot.all(r.Recommendation)[RecordId("r")]
    assert (recommendation.supporters, recommendation.addressed_to) == ((C,), ())
    # The place on the map is not counted: it is no record to her.
    assert str(document.undo_label) == "Deleted Alpha and 6 records that belonged to it"


def test_one_record_that_goes_along_is_named_in_the_singular(document: Document) -> None:
    records.remove(document, "membership", SEAT)
    assert str(document.undo_label) == ("Deleted Alpha – Platform and 1 record that belonged to it")
    records.remove(document, "organisation", C)
    assert str(document.undo_label) == "Deleted Gamma"


def test_several_records_go_in_one_step(document: Document) -> None:
    records.remove_all(document, [("organisation", A), ("organisation", B), ("need", N)])
    assert set(document.snapshot.organisations) == {C}
    assert str(document.undo_label) == "Deleted 3 records"
    assert len(document.history()) == 1
    records.remove_all(document, [])
    assert len(document.history()) == 1


@pytest.mark.parametrize("record", RECORDS, ids=lambda one: type(one).__name__)
def test_every_record_can_be_deleted_and_brought_back(document: Document, record: r.Record) -> None:
    before = document.snapshot
    noun = next(name for name, known in NOUNS.items() if known.record is type(record))
    records.remove(document, noun, record.id)
    assert document.snapshot.get(noun, record.id) is None
    document.undo()
    assert document.snapshot == before
    document.redo()
    assert document.snapshot.get(noun, record.id) is None


def test_organisations_are_added(document: Document) -> None:
    organisations.add(document, "Delta", short_name="D", policy_level="")
    assert str(document.undo_label) == "Added D"


def test_a_group_takes_its_members_and_leaves_its_parts(document: Document) -> None:
    records.remove(document, "working_group", G)
    assert not document.snapshot.memberships
    assert document.snapshot.groups[H].parent == ""
    assert document.snapshot.info.platform == ""
