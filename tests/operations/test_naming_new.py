"""What is chosen by a name that is not there yet is added in the same step."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.document import Document
from oci_map.errors import RuleBroken, UserError
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.records import PolicyLevel
from oci_map.model.snapshot import Snapshot
from oci_map.operations import beginnings, cells, naming_new, organisations
from oci_map.operations.new_records import FirstValues


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    made = beginnings.create(tmp_path / "care.ocimap", begins_with=beginnings.OTHER)
    yield made
    made.close()


def test_a_new_sector_and_its_organisation_are_one_step(document: Document) -> None:
    clinic = organisations.add(document, "Clinic")
    before = document.snapshot
    care = naming_new.choose(document, "organisation", clinic, "sectors", "Home care")
    assert document.snapshot.sectors[care].name == "Home care"
    assert document.snapshot.organisations[clinic].sectors == (care,)
    youth = naming_new.choose(document, "organisation", clinic, "sectors", "Youth")
    assert document.snapshot.organisations[clinic].sectors == (care, youth)
    assert document.snapshot.sectors[youth].rank > document.snapshot.sectors[care].rank
    document.undo()
    document.undo()
    assert document.snapshot == before


def test_what_is_there_is_chosen_and_not_added_again(document: Document) -> None:
    clinic, other = organisations.add(document, "Clinic"), organisations.add(document, "Other")
    care = naming_new.choose(document, "organisation", clinic, "sectors", "Home care")
    assert naming_new.choose(document, "organisation", other, "sectors", " HOME  care ") == care
    assert len(document.snapshot.sectors) == 1
    again = naming_new.choose(document, "organisation", other, "sectors", "Home care")
    assert document.snapshot.organisations[other].sectors == (again,)


def test_a_new_level_has_a_shape_that_no_other_has(document: Document) -> None:
    clinic = organisations.add(document, "Clinic")
    level = naming_new.choose(document, "organisation", clinic, "policy_level", "Provincial")
    assert document.snapshot.organisations[clinic].policy_level == level
    assert document.snapshot.levels[level].shape == "square"


def test_levels_that_are_pasted_have_shapes_of_their_own(tmp_path: Path) -> None:
    document = Document.create(tmp_path / "bare.ocimap")
    rows = [cells.Row(None, {f"name_{i18n.language()}": f"L{n}"}) for n in range(7)]
    cells.apply(document, cells.plan(document.snapshot, "policy_level", rows))
    shapes = [one.shape for one in document.snapshot.levels.values()]
    document.close()
    assert len(set(shapes[:5])) == 5
    assert shapes[5:] == ["circle", "circle"]


def test_a_shape_that_was_given_is_kept() -> None:
    rows = [cells.Row(None, {"name_en": "L", "shape": "triangle"})]
    (made,) = cells.plan(Snapshot.of([]), "policy_level", rows).added
    assert isinstance(made, PolicyLevel)
    assert made.shape == "triangle"
    assert FirstValues(Snapshot.of([]), NOUNS["sector"]).of(0) == {"rank": 1}


def test_what_the_rules_forbid_is_refused_and_nothing_is_added(document: Document) -> None:
    clinic = organisations.add(document, "Clinic")
    with pytest.raises(RuleBroken):
        naming_new.choose(document, "organisation", clinic, "parent", "Clinic")
    assert len(document.snapshot.organisations) == 1


@given(name=st.text(min_size=1, max_size=40))
def test_any_name_is_added_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    document = Document.create(tmp_path_factory.mktemp("any") / "a.ocimap")
    try:
        one = organisations.add(document, "One")
        before = document.snapshot
        try:
            made = naming_new.choose(document, "organisation", one, "sectors", name)
        except UserError:
            assert document.snapshot == before
        else:
            assert made in document.snapshot.sectors
            assert document.snapshot.organisations[one].sectors == (RecordId(made),)
    finally:
        document.close()
