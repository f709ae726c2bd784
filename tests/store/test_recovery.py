"""After a crash everything is there again, and two versions that differ are both kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.model.change import Label
from oci_map.model.records import Organisation
from oci_map.store import recovery, versions
from oci_map.store.desk import desk_of
from oci_map.store.publish import write_whole
from oci_map.store.workspace import working_copy
from tests.store.crashes import crash_after
from tests.store.documents import B, documents_in, fingerprint, make, name_in, patch, rename


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "map.ocimap")


def opened(path: Path) -> tuple[str, str]:
    """Return what a document is called B in, and what was told, having opened and closed it."""
    document = Document.open(path)
    name = document.snapshot.organisations[B].name
    document.close()
    return name, " ".join(document.notices)


def test_what_was_edited_before_a_crash_is_there_again(path: Path) -> None:
    crash_after(path, "C", "D")
    assert name_in(path) == "B 0"
    name, told = opened(path)
    assert name == name_in(path) == "D"
    assert "2 steps" in told
    assert documents_in(path.parent) == ["map.ocimap"]
    assert opened(path) == ("D", "")


def test_undo_goes_on_where_the_crash_was(path: Path) -> None:
    crash_after(path, "C", "D")
    document = Document.open(path)
    document.undo()
    assert document.snapshot.organisations[B].name == "C"
    document.close()
    assert name_in(path) == "C"


def test_a_crash_after_all_was_published_needs_no_word(path: Path) -> None:
    crash_after(path, "C", "--publish")
    assert working_copy(path) is not None
    assert opened(path) == ("C", "")
    assert working_copy(path) is None


def test_what_was_published_between_two_edits_is_known(path: Path) -> None:
    crash_after(path, "C", "--publish", "D")
    name, told = opened(path)
    assert name == "D"
    assert "1 step " in told


def test_what_is_known_of_the_file_may_be_lost(path: Path) -> None:
    crash_after(path, "C", "--publish", "D")
    (desk_of(path).folder / "state.json").write_text("{")
    assert opened(path)[0] == "D"
    assert documents_in(path.parent) == ["map.ocimap"]


def test_what_somebody_else_did_meanwhile_is_kept_too(path: Path) -> None:
    crash_after(path, "Ours")
    theirs = make(path.with_name("theirs.ocimap"), steps=3)
    theirs.replace(path)
    before = fingerprint(path)
    document = Document.open(path)
    assert document.snapshot.organisations[B].name == "B 2"
    (told,) = document.notices
    document.close()
    assert fingerprint(path) == before
    (beside,) = [one for one in path.parent.glob("*.ocimap") if one != path]
    assert beside.name in told
    assert name_in(beside) == "Ours"
    assert working_copy(path) is None


def test_where_the_folder_takes_no_second_file_the_version_is_kept_on_this_computer(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash_after(path, "Ours")
    make(path.with_name("theirs.ocimap"), steps=3).replace(path)

    def refusing(whole: object, target: Path, **options: bool) -> None:
        if target.parent == path.parent:
            raise FileProblem("not there")
        write_whole(whole, target, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(recovery, "write_whole", refusing)
    assert opened(path)[0] == "B 2"
    assert "Ours" in {name_in(one.file) for one in versions.of(path)}


def test_a_version_that_holds_ours_and_more_is_simply_opened(path: Path) -> None:
    crash_after(path, "C")
    copy = working_copy(path)
    assert copy is not None
    further = path.with_name("further.ocimap")
    further.write_bytes(copy.read_bytes())
    document = Document.open(further)
    rename(document, "D")
    document.close()
    further.replace(path)
    assert opened(path) == ("D", "")
    assert documents_in(path.parent) == ["map.ocimap"]


def test_a_file_that_is_gone_comes_back_from_the_working_copy(path: Path) -> None:
    crash_after(path, "C")
    path.unlink()
    name, told = opened(path)
    assert name == name_in(path) == "C"
    assert "kept on this computer" in told


def test_a_file_that_was_damaged_stays_and_ours_is_written_beside_it(path: Path) -> None:
    crash_after(path, "C")
    path.write_bytes(b"nothing of use")
    document = Document.open(path)
    assert document.snapshot.organisations[B].name == "C"
    document.close()
    assert path.read_bytes() == b"nothing of use"
    (beside,) = [one for one in path.parent.glob("*.ocimap") if one != path]
    assert name_in(beside) == "C"


def test_a_damaged_working_copy_is_kept_apart_and_told(path: Path) -> None:
    crash_after(path, "C")
    copy = working_copy(path)
    assert copy is not None
    patch(copy, 5000, b"\xff" * 9000)
    name, told = opened(path)
    assert name == "B 0"
    assert "damaged" in told
    assert list(desk_of(path).folder.glob("damaged*.ocimap"))


def test_a_working_copy_with_letters_that_are_none_is_kept_apart_too(path: Path) -> None:
    crash_after(path, "C")
    copy = working_copy(path)
    assert copy is not None
    with closing(sqlite3.connect(copy)) as connection:
        last = "SELECT max(seq) FROM journal"
        connection.execute(f"UPDATE journal SET id = CAST(x'a0ff' AS TEXT) WHERE seq = ({last})")
        connection.commit()
    name, told = opened(path)
    assert name == "B 0"
    assert told


def test_without_edits_a_missing_file_is_missing(path: Path) -> None:
    crash_after(path)
    path.unlink()
    with pytest.raises(FileProblem, match="no such file"):
        Document.open(path)


def test_a_new_document_in_the_place_of_one_with_edits_keeps_these(path: Path) -> None:
    crash_after(path, "Ours")
    document = Document.create(path, replace=True)
    assert not document.snapshot.organisations
    document.close()
    assert "Ours" in {name_in(one.file) for one in versions.of(path)}


def test_documents_with_edits_only_here_are_listed(path: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other.ocimap")
    assert list(recovery.unfinished()) == []
    crash_after(path, "C")
    crash_after(other, "C", "--publish")
    assert list(recovery.unfinished()) == [path]
    document = Document.open(path)
    assert list(recovery.unfinished()) == []
    document.close()
    assert list(recovery.unfinished()) == []


# ------------------------------------------------------------------------------- comparing


def copies(path: Path) -> tuple[Document, Document]:
    second = path.with_name("second.ocimap")
    second.write_bytes(path.read_bytes())
    return Document.open(path), Document.open(second)


def test_contents_are_compared(path: Path) -> None:
    first, second = copies(path)
    one, other = first._file, second._file
    assert recovery.compare(one, other) is recovery.Relation.SAME
    rename(first, "C")
    assert recovery.compare(one, other) is recovery.Relation.AHEAD
    assert recovery.compare(other, one) is recovery.Relation.BEHIND
    rename(second, "C")
    assert recovery.compare(one, other) is recovery.Relation.APART
    first.close()
    second.close()


def test_the_same_steps_with_other_records_are_apart(path: Path) -> None:
    first, second = copies(path)
    rename(first, "C")
    second._file._connection.execute("UPDATE organisation SET name = 'X' WHERE id = 'b'")
    assert recovery.compare(first._file, second._file) is recovery.Relation.APART
    assert recovery.compare(second._file, first._file) is recovery.Relation.APART
    second._file._connection.execute("UPDATE organisation SET name = 'B 0' WHERE id = 'b'")
    assert recovery.compare(first._file, second._file) is recovery.Relation.AHEAD
    first.close()
    second.close()


def test_an_undo_is_more_than_what_was_there_before(path: Path) -> None:
    first, second = copies(path)
    first.undo()
    assert recovery.compare(first._file, second._file) is recovery.Relation.AHEAD
    first.redo()
    with first.transaction(rename_label()) as edit:
        edit.put(Organisation(id=B, name="E"))
    assert recovery.compare(second._file, first._file) is recovery.Relation.BEHIND
    first.close()
    second.close()


def rename_label() -> Label:
    return Label("Renamed {name}", {"name": "E"})
