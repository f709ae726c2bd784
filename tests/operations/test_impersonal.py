"""A copy without personal data holds what is allowed by name, and not a byte of anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from oci_map import resources
from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.i18n import set_language
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.fields import NOUNS, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.operations import impersonal
from oci_map.operations.impersonal import ALLOWED
from tests.examples import snapshot_of

NAME = "Zyxwv Sentinel"
_FREE = (Kind.TEXT, Kind.LONG_TEXT, Kind.ADDRESS)


def _id(text: str) -> RecordId:
    return RecordId(text)


def full_document(path: Path) -> Document:
    """Make a document in which every text that is left out holds a sentinel."""
    org, group, table, one = _id("o"), _id("g"), _id("rt"), _id("p")
    named: list[Record] = [
        r.Organisation(id=org, name="Org", note=NAME),
        r.Organisation(id=_id("o2"), name="Other"),
        r.WorkingGroup(id=group, name_nl="Groep"),
        r.Need(id=_id("n"), name_nl="Nood"),
        r.Tie(id=_id("t"), organisation=org, other=_id("o2"), note=NAME),
        r.Roundtable(id=table, name_nl="Tafel"),
        r.Person(
            id=one, name=NAME, organisation=org, job=f"{NAME} job", email="zyxwv@sentinel.be",
            telephone="0499 Zyxwv", note=NAME,
        ),
        r.Invitation(
            id=_id("i"), roundtable=table, organisation=org, person=one, reason=f"{NAME} asks"
        ),
        r.TableSheet(id=_id("ts"), roundtable=table, round=1, table=1, host=org, notes=NAME),
        r.Commitment(id=_id("c"), roundtable=table, organisation=org, text=f"{NAME} calls"),
        r.GapNote(id=_id("gn"), gap="g", state="planned", reason=NAME),
        r.Source(id=_id("s"), title=f"Talk with {NAME}", kind="conversation", passage=NAME),
        r.Evidence(id=_id("e"), source=_id("s"), noun="person", record=one, passage=NAME),
        r.Evidence(id=_id("e2"), source=_id("s"), noun="organisation", record=org, passage=NAME),
        r.Distinction(id=_id("d"), noun="person", record=one, other=_id("p2")),
        r.Person(id=_id("p2"), name=f"{NAME} 2"),
        r.Forgotten(id=_id("f"), noun="person", record=_id("gone"), forgotten_on="2026-01-02"),
    ]  # fmt: skip
    document = Document.create(path, records=named)
    with document.transaction(Label("Renamed {name}", {"name": NAME})) as edit:
        edit.put(r.Person(id=one, name=f"{NAME} again", organisation=org))
    return document


def test_nothing_that_is_left_out_is_in_the_bytes(tmp_path: Path) -> None:
    document = full_document(tmp_path / "map.ocimap")
    out = tmp_path / "copy.ocimap"
    impersonal.write_copy(document.snapshot, out)
    document.close()
    data = out.read_bytes().lower()
    for sentinel in ("zyxwv", "sentinel"):
        assert sentinel.encode() in (tmp_path / "map.ocimap").read_bytes().lower()
        assert sentinel.encode() not in data
    copy = Document.open(out, read_only=True)
    assert copy.history() == ()
    assert copy.snapshot.table("person") == {}
    assert copy.snapshot.table("commitment") == {}
    assert list(copy.snapshot.table("evidence")) == ["e2"]
    assert list(copy.snapshot.table("forgotten")) == ["f"]
    assert copy.snapshot.table("invitation")[_id("i")] == r.Invitation(
        id=_id("i"), roundtable=_id("rt"), organisation=_id("o")
    )
    copy.close()


def test_every_field_was_decided_on() -> None:
    """A new field stays behind until it is allowed; this tells which are."""
    left = {
        f"{noun.name}.{field.name}"
        for noun in NOUNS.values()
        for field in noun.fields
        if field.name not in ALLOWED.get(noun.name, ())
    }
    assert left == {
        "person.name", "person.organisation", "person.job", "person.email", "person.telephone",
        "person.note", "organisation.note", "tie.note", "invitation.person", "invitation.reason",
        "table_sheet.notes", "commitment.roundtable", "commitment.table",
        "commitment.organisation", "commitment.text", "commitment.due_on", "commitment.done_on",
        "commitment.recommendation", "gap_note.reason", "source.passage", "evidence.passage",
    }  # fmt: skip
    for noun, fields in ALLOWED.items():
        assert fields <= {field.name for field in NOUNS[noun].fields}


def test_nothing_sensitive_is_allowed() -> None:
    for noun in NOUNS.values():
        for field in noun.fields:
            if field.sensitive or field.target == "person":
                assert field.name not in ALLOWED.get(noun.name, ())


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_example_goes_along_but_for_its_notes(tmp_path: Path, language: str) -> None:
    set_language(language)
    whole = snapshot_of("oci-worked-example")
    impersonal.write_copy(whole, tmp_path / "copy.ocimap")
    copy = Document.open(tmp_path / "copy.ocimap", read_only=True)
    counts, original = copy.snapshot.counts(), whole.counts()
    gone = original.keys() - impersonal.ALLOWED.keys()
    assert {noun: counts[noun] for noun in gone} == dict.fromkeys(gone, 0)
    assert counts["organisation"] == 36
    assert counts["membership"] == original["membership"]
    copy.close()


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    whole = snapshot_of("oci-sources")
    out = tmp_path / "copy.ocimap"
    out.write_bytes(b"mine")
    with pytest.raises(FileProblem, match="already there"):
        impersonal.write_copy(whole, out)
    assert out.read_bytes() == b"mine"
    assert resources.path("examples", "oci-sources.ocimap").exists()
