"""A whole file is written at once: what was there, or all of what is new."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.store.system import System
from tests.store.documents import RECORDS, fingerprint, make, rename


def test_a_copy_holds_the_history_too(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=2)
    document = Document.open(path)
    document.undo()
    document.copy_to(tmp_path / "copy.ocimap")
    rename(document, "Only here")
    copy = Document.open(tmp_path / "copy.ocimap")
    assert str(copy.redo_label) == "Renamed B 1"
    copy.redo()
    assert copy.snapshot != document.snapshot
    copy.close()
    document.close()


def test_a_copy_onto_itself_changes_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    (tmp_path / "same.ocimap").symlink_to(path)
    document = Document.open(path)
    before = fingerprint(path)
    document.copy_to(path)
    document.copy_to(tmp_path / "same.ocimap")
    assert fingerprint(path) == before
    rename(document, "Still open")
    document.close()


def test_a_read_only_document_can_be_copied_to_work_in(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    path.chmod(0o444)
    document = Document.open(path)
    document.copy_to(tmp_path / "copy.ocimap")
    document.close()
    copy = Document.open(tmp_path / "copy.ocimap")
    assert not copy.read_only
    rename(copy, "C")
    copy.close()


def test_what_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    other = tmp_path / "letter.docx"
    other.write_bytes(b"dear all")
    document = Document.open(path)
    with pytest.raises(FileProblem, match="already there and was left as it is"):
        document.copy_to(other, replace=False)
    with pytest.raises(FileProblem, match="already there and was left as it is"):
        document.copy_to(path, replace=False)
    with pytest.raises(FileProblem, match="already there and was left as it is"):
        Document.create(other)
    assert other.read_bytes() == b"dear all"
    document.copy_to(other)
    document.close()
    Document.open(other).close()
    Document.create(other, replace=True).close()
    empty = Document.open(other)
    assert not any(empty.snapshot.counts().values())
    empty.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_new_file_has_usual_permissions_and_a_replaced_one_keeps_its_own(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    path = make(tmp_path / "map.ocimap")
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)
    path.chmod(0o600)
    Document.create(path, replace=True).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("no/such/folder.ocimap", "folder is not there"),
        ("file/inside.ocimap", "folder is not there"),
        ("folder", "is a folder"),
        ("x" * 300 + ".ocimap", "too long"),
        ("x" * 248 + ".ocimap", "too long"),
    ],
)
def test_where_nothing_can_be_written_is_said(tmp_path: Path, place: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FileProblem, match=reason) as caught:
        Document.create(tmp_path / place)
    assert caught.value.sentence.endswith(".")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_name_as_long_as_names_can_be_will_do(tmp_path: Path) -> None:
    path = make(tmp_path / ("x" * (255 - len(".ocimap-journal")) + ".ocimap"))
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts otherwise")
def test_a_name_too_long_to_write_in_is_opened_for_reading(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap").rename(tmp_path / ("x" * 248 + ".ocimap"))
    document = Document.open(path)
    assert document.read_only
    document.close()


@pytest.mark.parametrize("call", ["create", "write_some", "sync", "rename_with replace"])
@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "may not write there"),
        (errno.EIO, "the disk or the network does not answer"),
    ],
)
def test_a_failure_on_the_way_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, reason: str
) -> None:
    path = make(tmp_path / "map.ocimap")
    there = make(tmp_path / "there.ocimap", steps=5)
    before = fingerprint(there)
    document = Document.open(path)

    def fail(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as failing:
        for one in call.split():
            failing.setattr(System, one, fail)
        with pytest.raises(FileProblem, match=reason):
            document.copy_to(there)
        with pytest.raises(FileProblem, match=reason):
            document.copy_to(tmp_path / "new.ocimap")
    assert fingerprint(there) == before
    document.copy_to(there)
    document.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["map.ocimap", "there.ocimap"]


def test_what_is_created_is_checked_before_it_is_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one id"):
        Document.create(tmp_path / "map.ocimap", records=[*RECORDS, RECORDS[0]])
    assert list(tmp_path.iterdir()) == []
