"""Edits are in the working copy at once; the person's file is replaced whole, or left alone."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.store import seal, versions
from oci_map.store.system import System
from oci_map.store.workspace import working_copy
from tests.store.documents import B, documents_in, fingerprint, make, name_in, rename, work_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "map.ocimap")


def test_an_edit_is_on_the_disk_at_once_and_in_the_file_when_it_is_published(path: Path) -> None:
    before = fingerprint(path)
    document = Document.open(path)
    work = work_of(document)
    assert work.publish() is None
    rename(document, "C")
    assert work.unpublished
    assert fingerprint(path) == before
    kept = working_copy(path)
    assert kept is not None
    assert name_in(kept) == "C"
    written = work.publish()
    assert written is not None
    assert not written.aside
    assert name_in(path) == "C"
    assert work.publish() is None
    document.close()
    assert documents_in(path.parent) == ["map.ocimap"]
    assert working_copy(path) is None


def test_closing_publishes_what_was_not(path: Path) -> None:
    document = Document.open(path)
    rename(document, "C")
    document.close()
    assert name_in(path) == "C"
    assert list(path.parent.iterdir()) == [path]


def test_what_came_of_a_former_image_is_told_too_late(path: Path) -> None:
    document = Document.open(path)
    work = work_of(document)
    rename(document, "C")
    former = work.take_image()
    written = work.send(former)
    rename(document, "D")
    assert work.publish() is not None
    work.settle(former, written)
    assert not work.unpublished
    rename(document, "E")
    last = work.publish()
    assert last is not None
    assert not last.aside
    document.close()
    assert (documents_in(path.parent), name_in(path)) == (["map.ocimap"], "E")


def test_edits_made_while_an_image_is_sent_are_published_next(path: Path) -> None:
    document = Document.open(path)
    work = work_of(document)
    rename(document, "C")
    image = work.take_image()
    rename(document, "D")
    work.settle(image, work.send(image))
    assert name_in(path) == "C"
    assert work.unpublished
    work.publish()
    assert name_in(path) == "D"
    document.close()


def test_copying_onto_itself_publishes(path: Path) -> None:
    document = Document.open(path)
    rename(document, "C")
    document.copy_to(path)
    assert name_in(path) == "C"
    document.close()


def test_what_is_reached_through_a_link_is_written_where_it_lies(tmp_path: Path) -> None:
    real = make(tmp_path / "real.ocimap")
    link = tmp_path / "link.ocimap"
    link.symlink_to(real)
    document = Document.open(link)
    with pytest.raises(FileProblem, match="another window of yours"):
        Document.open(real)
    rename(document, "C")
    document.close()
    assert link.is_symlink()
    assert name_in(real) == "C"


# ------------------------------------------------------------------- somebody else's version


def overwrite(path: Path, other: Path) -> None:
    path.write_bytes(other.read_bytes())


def rename_over(path: Path, other: Path) -> None:
    other.replace(path)


def delete_and_copy(path: Path, other: Path) -> None:
    path.unlink()
    path.write_bytes(other.read_bytes())


def append_a_byte(path: Path, _other: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\0")


def keep_size_and_time(path: Path, other: Path) -> None:
    found = path.stat()
    path.write_bytes(other.read_bytes())
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def empty(path: Path, _other: Path) -> None:
    os.truncate(path, 0)


WAYS = [overwrite, rename_over, delete_and_copy, append_a_byte, keep_size_and_time, empty]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_what_somebody_else_put_there_stays_and_ours_goes_beside_it(
    path: Path, way: Callable[[Path, Path], None], home: Path
) -> None:
    document = Document.open(path)
    rename(document, "Ours")
    other = make(home / "other.ocimap", steps=4)
    way(path, other)
    theirs = path.read_bytes()
    work = work_of(document)
    written = work.publish()
    assert written is not None
    assert written.aside
    assert path.read_bytes() == theirs
    assert written.path.parent == path.parent
    assert written.path.name.startswith("map (your edits of ")
    assert name_in(written.path) == "Ours"
    # Work goes on in the one beside it, and the other is let go of.
    assert document.path == written.path
    rename(document, "Ours again")
    document.undo()
    document.close()
    assert path.read_bytes() == theirs
    assert name_in(written.path) == "Ours"
    assert documents_in(path.parent) == sorted([path.name, written.path.name])
    assert working_copy(path) is None


def test_a_file_that_is_gone_is_written_anew(path: Path) -> None:
    document = Document.open(path)
    path.unlink()
    rename(document, "C")
    document.close()
    assert name_in(path) == "C"


def test_two_conflicts_in_one_minute_have_two_names(path: Path, home: Path) -> None:
    for number in range(2):
        document = Document.open(path)
        rename(document, f"Ours {number}")
        make(home / "other.ocimap", steps=number + 2).replace(path)
        document.close()
    assert len(documents_in(path.parent)) == 3


class Interrupting(System):
    """Lets somebody else replace the file in the moment between the look and the swap."""

    def __init__(self, target: Path, bodies: list[bytes]) -> None:
        self.target = target
        self.bodies = bodies

    def exchange(self, one: Path, other: Path) -> None:
        if self.bodies:
            new = self.target.with_name("theirs")
            new.write_bytes(self.bodies.pop(0))
            new.replace(self.target)
        super().exchange(one, other)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can exchange two files")
@pytest.mark.parametrize("times", [1, 2])
def test_a_race_between_the_look_and_the_swap_loses_nothing(
    path: Path, home: Path, times: int
) -> None:
    theirs = [make(home / f"{number}.ocimap", steps=number).read_bytes() for number in (3, 5)]
    document = Document.open(path)
    rename(document, "Ours")
    work = work_of(document)
    work.system = Interrupting(path, theirs[:times])
    written = work.publish()
    assert written is not None
    assert written.aside
    document.close()
    found = {one.read_bytes() for one in path.parent.iterdir()}
    assert set(theirs[:times]) <= found
    assert name_in(written.path) == "Ours"
    assert not [one for one in path.parent.iterdir() if one.name.startswith("~")]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can exchange two files")
@pytest.mark.parametrize("how", ["publish", "close"])
def test_what_is_written_late_into_the_file_that_was_taken_out_is_kept(
    path: Path, how: str
) -> None:
    document = Document.open(path)
    rename(document, "Ours")
    with path.open("r+b") as opened_before:
        work_of(document).publish()
        opened_before.write(b"written late")
        opened_before.flush()
        if how == "publish":
            rename(document, "Ours again")
            work_of(document).publish()
        document.close()
    (late,) = [one for one in path.parent.iterdir() if one != path]
    assert late.name == "map (found beside it).ocimap"
    assert late.read_bytes().startswith(b"written late")
    assert name_in(path) == ("Ours again" if how == "publish" else "Ours")


# -------------------------------------------------------------------------------- the digest


def test_a_published_file_holds_its_digest(path: Path) -> None:
    document = Document.open(path)
    assert document.notices == ()
    rename(document, "C")
    document.close()
    data = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        digest = seal.stored_digest(connection)
        assert len(seal.document_id(connection)) == 32
    assert digest is not None
    assert seal.fits(data, digest)
    for place in range(0, len(data), 997):
        changed = bytearray(data)
        changed[place] ^= 4
        assert not seal.fits(bytes(changed), digest)


@pytest.mark.parametrize("read_only", [True, False])
def test_what_was_changed_outside_is_opened_and_told(path: Path, read_only: bool) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE organisation SET name = 'Elsewhere' WHERE id = 'b'")
    document = Document.open(path, read_only=read_only)
    assert document.snapshot.organisations[B].name == "Elsewhere"
    assert len(document.notices) == 1
    assert "outside this program" in document.notices[0]
    if not read_only:
        rename(document, "Here")
    document.close()
    if not read_only:
        again = Document.open(path)
        assert again.notices == ()
        again.close()
        # What was there before is kept.
        assert any(name_in(one.file) == "Elsewhere" for one in versions.of(path))


def test_a_document_keeps_its_id(path: Path, tmp_path: Path) -> None:
    def told(one: Path) -> str:
        with closing(sqlite3.connect(one)) as connection:
            return seal.document_id(connection)

    first = told(path)
    document = Document.open(path)
    rename(document, "C")
    document.copy_to(tmp_path / "copy.ocimap")
    document.close()
    assert told(path) == told(tmp_path / "copy.ocimap") == first
    assert told(make(tmp_path / "other.ocimap")) != first
