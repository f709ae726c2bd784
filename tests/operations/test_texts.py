"""What is typed comes in through one door: made clean, and not longer than can be kept."""

from __future__ import annotations

import pytest

from oci_map.document import Document
from oci_map.errors import RuleBroken, UserError
from oci_map.model.change import Label
from oci_map.model.fields import NOUNS
from oci_map.model.ids import new_id
from oci_map.model.records import Organisation
from oci_map.model.text import LONGEST
from oci_map.operations import cell_reading, records
from oci_map.operations.record_names import RecordNames


def test_a_text_that_is_too_long_is_refused_in_its_field(document: Document) -> None:
    before = document.snapshot
    one = Organisation(id=new_id(), name="x" * (LONGEST + 1))
    with pytest.raises(RuleBroken, match="can hold 100") as caught:
        records.add(document, one)
    assert (caught.value.noun, caught.value.field) == ("organisation", "name")
    assert document.snapshot is before


def test_the_longest_text_is_kept_whole(document: Document) -> None:
    one = Organisation(id=new_id(), name="é" * LONGEST, note="two\nlines")
    records.add(document, one)
    assert document.snapshot.organisations[one.id] == one


def test_what_a_file_brought_along_does_not_hinder_other_edits(document: Document) -> None:
    one = Organisation(id=new_id(), name="A", note="x" * (LONGEST + 5))
    with document.transaction(Label("As a file had it")) as edit:
        edit.put(one)
    records.edit(document, "organisation", one.id, name="B")
    assert document.snapshot.organisations[one.id].note == one.note


def test_a_pasted_cell_that_is_too_long_is_left_out(document: Document) -> None:
    names = RecordNames(document.snapshot)
    note = NOUNS["organisation"].field("note")
    assert cell_reading.read(names, note, "x" * LONGEST) == "x" * LONGEST
    with pytest.raises(UserError, match="make the text shorter"):
        cell_reading.read(names, note, "x" * (LONGEST + 1))
