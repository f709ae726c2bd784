"""Looking at a document file, saving a damaged one, copying one with and without people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oci_map.document import Document
from proofs import hostile_documents as hostile
from tests.cli.ended import Done, Run, blamed
from tests.store.documents import fingerprint, make, patch, run_sql

PROBLEMS = [
    (hostile.with_pages_of_three_bytes, "header"),
    (hostile.a_trigger, "schema"),
    (hostile.a_view_for_a_table, "schema"),
    (hostile.a_choice_that_is_none, "integrity"),
    (hostile.encrypted_after_its_header, "integrity"),
    (hostile.pointing_at_nothing, "references"),
    (hostile.deeply_nested_aliases, "records"),
    (hostile.part_of_itself, "rules"),
    (hostile.a_journal_out_of_order, "journal"),
]


def test_a_sound_document_is_called_sound(run: Run, worked: Path) -> None:
    before = fingerprint(worked)
    done = run("check", worked)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("“worked.ocimap” is sound.\n")
    told = json.loads(run("check", worked, "--json").out)
    assert told["sound"] is True
    assert told["problems"] == []
    assert told["looked_at"] == [
        "header", "schema", "integrity", "references", "records", "rules", "journal", "digest",
    ]  # fmt: skip
    assert told["counts"]["organisation"] == 36
    assert fingerprint(worked) == before


@pytest.mark.parametrize(("spoil", "part"), PROBLEMS, ids=[part for _spoil, part in PROBLEMS])
def test_what_is_wrong_is_said_with_its_place(
    run: Run, tmp_path: Path, spoil: hostile.Spoil, part: str
) -> None:
    path = make(tmp_path / "map.ocimap", steps=2)
    spoil(path)
    before = fingerprint(path)
    done = run("check", path, "--json")
    assert (done.code, done.err) == (1, "")
    told = json.loads(done.out)
    assert told["sound"] is False
    assert part in {one["part"] for one in told["problems"]}
    assert told["looked_at"][-1] == part or part in told["looked_at"]
    text = run("check", path)
    assert (text.code, text.err) == (1, "")
    assert "oci-map repair map.ocimap" in text.out
    assert fingerprint(path) == before


def test_a_record_that_breaks_a_rule_is_named(run: Run, tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=0)
    run_sql(path, "UPDATE membership SET active_from = '2012', active_to = '2010'")
    done = run("check", path)
    assert "Membership m: The end lies before the beginning." in done.out
    (problem,) = [
        one for one in json.loads(run("check", path, "--json").out)["problems"]
        if one["part"] == "rules"
    ]  # fmt: skip
    place = tuple(problem[name] for name in ("noun", "record", "field"))
    assert place == ("membership", "m", "active_to")


def test_a_history_that_leads_elsewhere_is_told(run: Run, tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=2)
    run_sql(path, "UPDATE organisation SET name = 'Changed elsewhere' WHERE id = 'b'")
    done = run("check", path)
    assert done.code == 1
    assert "Organisation b: The history does not lead to this record as it is." in done.out


def test_a_changed_byte_is_noticed(run: Run, worked: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.ocimap"
    assert run("copy", worked, "-o", out) == Done(0, "", "")
    assert json.loads(run("check", out, "--json").out)["digest"] == "fits"
    data = out.read_bytes()
    place = data.rindex(b"Antwerp")
    patch(out, place, b"a")
    done = run("check", out)
    assert done.code == 1
    assert "was changed outside this program" in done.out
    assert json.loads(run("check", out, "--json").out)["digest"] == "differs"


def test_an_older_format_is_checked_as_it_is(run: Run) -> None:
    told = json.loads(run("check", "tests/store/format_1.ocimap", "--json").out)
    assert (told["sound"], told["format_version"], told["digest"]) == (True, 1, "none")


def test_what_is_no_document_is_blamed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    assert "not a document" in blamed(run("check", tmp_path / "a.txt"))
    assert "no such file" in blamed(run("repair", tmp_path / "b", "-o", tmp_path / "c"))
    assert run("check").code == 2
    assert run("repair", tmp_path / "a.txt").code == 2


def test_a_damaged_document_is_saved_into_a_new_one(run: Run, tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=2)
    hostile.pointing_at_nothing(path)
    before = fingerprint(path)
    out = tmp_path / "saved.ocimap"
    done = run("repair", path, "-o", out)
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("Of “map.ocimap” 2 of 2 organisations, 0 of 1 memberships")
    assert any(line.startswith("Membership m was lost.") for line in lines)
    assert fingerprint(path) == before
    assert run("check", out).code == 0
    assert "already there" in blamed(run("repair", path, "-o", out))
    told = json.loads(run("repair", path, "-o", tmp_path / "again.ocimap", "--json").out)
    assert told["records"]["membership"] == {"saved": 0, "found": 1}
    assert told["losses"][0]["noun"] == "membership"


def test_copies_with_and_without_personal_data(run: Run, worked: Path, tmp_path: Path) -> None:
    whole, bare = tmp_path / "whole.ocimap", tmp_path / "bare.ocimap"
    assert run("copy", worked, "-o", whole) == Done(0, "", "")
    assert run("copy", worked, "-o", bare, "--without-personal-data") == Done(0, "", "")
    one, other = (Document.open(path, read_only=True) for path in (whole, bare))
    assert one.snapshot.counts()["organisation"] == other.snapshot.counts()["organisation"] == 36
    assert other.snapshot.table("person") == {}
    assert other.history() == ()
    one.close()
    other.close()
    assert "already there" in blamed(run("copy", worked, "-o", whole))


def test_all_of_it_speaks_dutch(run: Run, worked: Path) -> None:
    assert run("check", worked, "--lang", "nl").code == 0
