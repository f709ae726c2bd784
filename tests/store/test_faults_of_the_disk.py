"""Whatever call of the system fails while a document is published, the file is whole."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.store.system import CannotExchangeError, System
from oci_map.store.working import NotPublished
from oci_map.store.workspace import working_copy
from tests.store.documents import A, B, documents_in, fingerprint, make, name_in, rename, work_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "map.ocimap")


class Failing(System):
    """Fails at the nth call of one kind, or of all."""

    def __init__(self, number: int, at: int, names: set[str]) -> None:
        self.number = number
        self.left = at
        self.names = names
        self.failed = ""

    def _may_fail(self, name: str) -> None:
        if name in self.names and not self.failed:
            self.left -= 1
            if self.left < 0:
                self.failed = name
                raise OSError(self.number, os.strerror(self.number))

    def read(self, path: Path) -> bytes:
        self._may_fail("read")
        return super().read(path)

    def create(self, path: Path) -> int:
        self._may_fail("create")
        return super().create(path)

    def write_some(self, handle: int, data: memoryview) -> int:
        self._may_fail("write_some")
        return super().write_some(handle, data[: 1 << 18])

    def sync(self, handle: int) -> None:
        self._may_fail("sync")
        super().sync(handle)

    def rename_with(self, source: Path, target: Path, flags: int) -> None:
        self._may_fail("rename_with")
        super().rename_with(source, target, flags)


CALLS = {"read", "create", "write_some", "sync", "rename_with"}


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EACCES])
def test_whichever_call_fails_the_file_is_whole_and_nothing_is_lost(
    path: Path, number: int
) -> None:
    document = Document.open(path)
    work = work_of(document)
    failed = set()
    for at in range(30):
        before = name_in(path)
        rename(document, f"Edit {at}")
        work.system = system = Failing(number, at, CALLS)
        with suppress(NotPublished):
            work.publish()
        assert name_in(path) in {before, f"Edit {at}"}
        failed.add(system.failed)
        work.system = System()
        written = work.publish()
        assert written is None or not written.aside
        assert name_in(path) == f"Edit {at}"
        assert documents_in(path.parent) == ["map.ocimap"]
        if not system.failed:
            break
    assert failed >= CALLS - {"sync"} if sys.platform != "linux" else failed >= CALLS
    document.close()
    assert list(path.parent.iterdir()) == [path]


def test_closing_without_reaching_the_folder_says_so_and_keeps_the_edits(path: Path) -> None:
    document = Document.open(path)
    rename(document, "Only here")
    stick = path.parent.rename(path.parent.with_name("elsewhere"))
    with pytest.raises(NotPublished, match="All your edits are kept on this computer"):
        document.close()
    kept = working_copy(path)
    assert kept is not None
    assert name_in(kept) == "Only here"
    stick.rename(path.parent)
    again = Document.open(path)
    assert again.snapshot.organisations[B].name == "Only here"
    assert len(again.notices) == 1
    again.close()
    assert name_in(path) == "Only here"


class WithoutExchange(System):
    """A system that can only replace, looked at by an antivirus program a few times."""

    def __init__(self, looks: int) -> None:
        self.looks = looks
        self.waited = 0.0

    def rename_with(self, source: Path, target: Path, flags: int) -> None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

    def patiently(self, call: Callable[[Path, Path], None], one: Path, other: Path) -> None:
        super().patiently(self._busy(call), one, other)

    def _busy(self, call: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
        def busy(one: Path, other: Path) -> None:
            if self.looks:
                self.looks -= 1
                problem = PermissionError(errno.EACCES, "looked at")
                problem.winerror = 32  # type: ignore[attr-defined]
                raise problem
            call(one, other)

        return busy

    def wait(self, seconds: float) -> None:
        self.waited += seconds


@pytest.mark.parametrize(("looks", "done"), [(0, True), (6, True), (7, False)])
def test_where_files_cannot_be_exchanged_one_is_replaced_with_patience(
    path: Path, looks: int, done: bool
) -> None:
    document = Document.open(path)
    rename(document, "C")
    work = work_of(document)
    work.system = system = WithoutExchange(looks)
    if done:
        work.publish()
        assert name_in(path) == "C"
    else:
        with pytest.raises(NotPublished):
            work.publish()
        assert name_in(path) == "B 0"
    assert documents_in(path.parent) == [path.name]
    assert system.waited == pytest.approx(2.5 if looks >= 6 else 0.0)
    work.system = System()
    document.close()
    assert name_in(path) == "C"


class Vanishing(WithoutExchange):
    """A system that can only replace, where the file goes after it was looked at."""

    def create(self, path: Path) -> int:
        path.with_name("map.ocimap").unlink()
        return super().create(path)


def test_a_file_that_goes_in_that_moment_leaves_no_copy_of_it_beside(path: Path) -> None:
    document = Document.open(path)
    rename(document, "C")
    work = work_of(document)
    work.system = Vanishing(0)
    with pytest.raises(NotPublished):
        work.publish()
    assert documents_in(path.parent) == []
    work.system = System()
    work.publish()
    assert name_in(path) == "C"
    document.close()
    assert list(path.parent.iterdir()) == [path]


def test_a_system_without_exchange_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotExchangeError):
        WithoutExchange(0).exchange(tmp_path / "a", tmp_path / "b")


@pytest.mark.parametrize("system", [System(), WithoutExchange(0)])
def test_a_new_name_is_never_taken_from_somebody(tmp_path: Path, system: System) -> None:
    (tmp_path / "new").write_bytes(b"new")
    (tmp_path / "there").write_bytes(b"there")
    with pytest.raises(FileExistsError):
        system.put_new(tmp_path / "new", tmp_path / "there")
    assert (tmp_path / "there").read_bytes() == b"there"
    system.put_new(tmp_path / "new", tmp_path / "free")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["free", "there"]


def test_a_damaged_working_copy_is_not_published(path: Path) -> None:
    document = Document.open(path)
    rename(document, "C")
    before = fingerprint(path)
    kept = working_copy(path)
    assert kept is not None
    with closing(sqlite3.connect(kept, isolation_level=None)) as other:
        other.execute("PRAGMA foreign_keys = OFF")
        other.execute("UPDATE organisation SET parent = 'nobody' WHERE id = ?", (A,))
    with pytest.raises(FileProblem, match="damaged"):
        work_of(document).publish()
    assert fingerprint(path) == before
    with pytest.raises(FileProblem, match="damaged"):
        document.close()
    assert fingerprint(path) == before
