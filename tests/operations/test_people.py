"""Somebody who is forgotten is in no byte of any file of the program, and cannot come back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import NotFound, RuleBroken, UserError
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.ids import RecordId
from oci_map.operations import people, records
from oci_map.store import checking, versions

ORG, TABLE, ONE, TWO = (RecordId(one) for one in ("o", "rt", "p", "p2"))
SENTINELS = ("Zyxwv", "sentinel@", "0499-12", "Zyxjob", "Zyxnote", "Qwy")
LONG = "Qwy " + "long name " * 20


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    """Give a document with a past in which somebody is named in every way."""
    (tmp_path / "folder").mkdir()
    document = Document.create(
        tmp_path / "folder" / "map.ocimap",
        records=[
            r.Organisation(id=ORG, name="Org"),
            r.Roundtable(id=TABLE, name_nl="Tafel"),
            r.Source(id=RecordId("s"), title="Letter"),
        ],
    )
    one = r.Person(
        id=ONE, name="Zyxwv One", organisation=ORG, job="Zyxjob", email="zyx@sentinel@be",
        telephone="0499-12", note="Zyxnote",
    )  # fmt: skip
    records.add(document, one)
    records.add(document, r.Person(id=TWO, name="Another"))
    records.edit(document, "person", ONE, name="Zyxwv Two")
    records.edit(document, "organisation", ORG, note="Kept")
    document.undo()
    document.redo()
    records.add(
        document, r.Invitation(id=RecordId("i"), roundtable=TABLE, organisation=ORG, person=ONE)
    )
    records.add(
        document,
        r.Evidence(id=RecordId("e"), source=RecordId("s"), noun="person", record=ONE),
    )
    document.copy_to(document.path)  # a version is kept
    with document.transaction(Label("Changed {name}", {"name": "Zyxwv Two"})) as edit:
        edit.put(r.Person(id=TWO, name="Another", job="Chair"))
    records.edit(document, "person", ONE, name=LONG)
    document.copy_to(document.path)
    with document.transaction(Label("Looked at {name}", {"name": LONG[:59] + "…"})) as edit:
        edit.put(r.Need(id=RecordId("n"), name_nl="Nood"))
    document.undo()
    yield document
    document.close()


def bytes_of(*folders: Path) -> dict[Path, bytes]:
    """Return every file below these folders."""
    return {
        path: path.read_bytes()
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def holding(found: dict[Path, bytes]) -> set[Path]:
    """Return the files in which a sentinel stands, in any case, in UTF-8 or UTF-16."""
    return {
        path
        for path, data in found.items()
        for one in SENTINELS
        for form in (one.encode(), one.lower().encode(), one.encode("utf-16-le"))
        if form in data
    }


def test_no_byte_is_left_in_any_file(document: Document, tmp_path: Path, home: Path) -> None:
    file = versions.of(document.path)[0].file
    shutil.copy(file, file.with_name("20260101T120000Z-0a1b2c3d.ocimap"))
    before = holding(bytes_of(tmp_path, home))
    assert document.path in before  # the control: they were there
    assert len([one for one in before if one.parent.name == "versions"]) >= 2
    kept = len(versions.of(document.path))
    reached = people.forget(document, ONE)
    assert holding(bytes_of(tmp_path, home)) == set()
    assert reached.deleted == 0
    assert reached.cleaned >= kept
    records.edit(document, "organisation", ORG, place="Ghent")
    document.copy_to(document.path)
    document.close()
    assert holding(bytes_of(tmp_path, home)) == set()


def test_everything_else_stays(document: Document) -> None:
    people.forget(document, ONE)
    snapshot = document.snapshot
    assert set(snapshot.table("person")) == {TWO}
    assert snapshot.table("invitation")[RecordId("i")] == r.Invitation(
        id=RecordId("i"), roundtable=TABLE, organisation=ORG
    )
    assert snapshot.table("evidence") == {}
    assert snapshot.organisations[ORG].note == "Kept"
    (stone,) = snapshot.all(r.Forgotten).values()
    assert (stone.noun, stone.record) == ("person", ONE)
    assert len(stone.forgotten_on) == 10
    labels = [str(one.label) for one in document.history()]
    assert labels[0] == "Forgot a person"
    assert "Changed …" in labels
    assert "Added Another" in labels
    document.close()
    checked = checking.check(document.path)
    assert checked.problems == ()
    assert checked.digest == "fits"


def test_it_cannot_be_undone_and_the_history_leads_nowhere_near(document: Document) -> None:
    people.forget(document, ONE)
    assert document.undo_label is None
    assert document.redo_label is None
    assert document.undo() is None
    for step in document.past.steps():
        names = {
            getattr(one, "name", "")
            for change in document.past.changes(step)
            for one in (change.before, change.after)
        }
        assert not any(sentinel in name for name in names for sentinel in SENTINELS)
        assert ONE not in document.at(step.id).table("person")
    oldest = document.past.steps()[-1]
    document.restore_to(oldest.id)
    assert ONE not in document.snapshot.table("person")
    assert document.snapshot.table("forgotten")
    document.undo()
    assert TWO in document.snapshot.table("person")


def test_a_record_with_that_id_does_not_come_back(document: Document) -> None:
    people.forget(document, ONE)
    with pytest.raises(RuleBroken, match="forgotten for good"):
        records.add(document, r.Person(id=ONE, name="Back again"))
    with pytest.raises(NotFound):
        people.forget(document, ONE)


def test_earlier_versions_open_and_stay_in_their_place(document: Document) -> None:
    before = [(one.at, one.steps) for one in versions.of(document.path)]
    people.forget(document, ONE)
    after = versions.of(document.path)
    assert {one.at for one in after} >= {at for at, _steps in before[1:]}
    for version in after:
        old = Document.open(version.file, read_only=True)
        assert ONE not in old.snapshot.table("person")
        assert old.snapshot.table("forgotten")
        old.close()


def test_a_version_that_cannot_be_read_is_deleted(document: Document) -> None:
    # From long ago: one of the same minutes would make room for the one that forgetting keeps.
    file = versions.of(document.path)[0].file.with_name("20260101T120000Z-0a1b2c3d.ocimap")
    file.write_bytes(b"Zyxwv" * 100)
    assert people.forget(document, ONE).deleted == 1
    assert not file.exists()


def test_it_is_still_forgotten_when_opened_again(document: Document) -> None:
    people.forget(document, ONE)
    document.close()
    again = Document.open(document.path)
    assert set(again.snapshot.table("person")) == {TWO}
    assert again.notices == ()
    again.close()


def test_what_it_does_is_said_before(document: Document) -> None:
    records.edit(document, "organisation", ORG, note="Ask qwy long name first")
    said = people.what_forgetting_does(document.snapshot, ONE)
    text = " ".join(said)
    assert "cannot be undone" in text
    assert "mailed" in text
    assert "2 other records no longer name this person." in said
    records.edit(document, "person", ONE, name="Qwy long name")
    assert people.mentions(document.snapshot, ONE) == [("organisation", ORG, "note")]
    said = people.what_forgetting_does(document.snapshot, ONE)
    assert any("also stands in 1 text" in one for one in said)


def test_a_document_for_reading_forgets_nobody(document: Document) -> None:
    document.close()
    reading = Document.open(document.path, read_only=True)
    with pytest.raises(UserError, match="reading only"):
        people.forget(reading, ONE)
    assert ONE in reading.snapshot.table("person")
    reading.close()
