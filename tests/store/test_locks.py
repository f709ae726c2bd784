"""One window works on a document; others are told whose it is and may always read it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.store import locks
from oci_map.store.locks import InUse
from tests.store.crashes import crash_after
from tests.store.documents import make, rename


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "map.ocimap")


def beside(path: Path) -> Path:
    return path.with_name("map.ocimap.lock")


def lay(path: Path, **values: object) -> None:
    """Lay down the lock of somebody on another machine."""
    plain = {"user": "an", "host": "elsewhere", "since": "2026-11-22T10:00:00+00:00",
             "process": 7, "begun": "1", "token": "t"}  # fmt: skip
    beside(path).write_text(json.dumps(plain | values), "utf-8")


def test_a_second_window_may_read_and_not_take_over(path: Path) -> None:
    first = Document.open(path)
    for take_over in (False, True):
        with pytest.raises(InUse, match="another window of yours") as caught:
            Document.open(path, take_over=take_over)
        assert not caught.value.may_take_over
    reading = Document.open(path, read_only=True)
    assert reading.read_only
    reading.close()
    rename(first, "C")
    first.close()
    Document.open(path).close()


def test_the_lock_beside_the_file_says_who_and_where(path: Path) -> None:
    document = Document.open(path)
    told = json.loads(beside(path).read_text("utf-8"))
    assert told["host"] == os.uname().nodename if os.name == "posix" else told["host"]
    assert told["process"] == os.getpid()
    assert told["since"].startswith("20")
    document.close()
    assert not beside(path).exists()


def test_reading_lays_down_no_lock(path: Path) -> None:
    document = Document.open(path, read_only=True)
    assert not beside(path).exists()
    document.close()


def test_somebody_on_another_machine_is_named_and_may_be_taken_over(path: Path) -> None:
    lay(path)
    with pytest.raises(InUse, match="an has “map") as caught:
        Document.open(path)
    assert caught.value.may_take_over
    assert caught.value.holder.user == "an"
    assert json.loads(beside(path).read_text())["user"] == "an"
    Document.open(path, read_only=True).close()
    document = Document.open(path, take_over=True)
    assert json.loads(beside(path).read_text())["host"] != "elsewhere"
    document.close()
    assert not beside(path).exists()


def test_who_was_taken_over_from_does_not_take_the_lock_away(path: Path) -> None:
    document = Document.open(path)
    lay(path)
    document.close()
    assert json.loads(beside(path).read_text())["user"] == "an"


@pytest.mark.skipif(sys.platform == "win32", reason="asks for the name of a process")
def test_a_living_process_of_this_machine_counts_and_a_dead_one_does_not(path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    begun = locks._begun(child.pid)
    lay(path, host=os.uname().nodename, process=child.pid, begun=begun)
    with pytest.raises(InUse) as caught:
        Document.open(path)
    assert caught.value.holder.here
    # The same number given to another process since.
    lay(path, host=os.uname().nodename, process=child.pid, begun="1")
    if begun:
        Document.open(path).close()
    lay(path, host=os.uname().nodename, process=child.pid, begun=begun)
    child.communicate(b"\n")
    Document.open(path).close()


def test_the_locks_of_a_crash_are_in_nobodys_way(path: Path) -> None:
    crash_after(path, "C")
    assert beside(path).exists()
    Document.open(path).close()
    assert not beside(path).exists()


@pytest.mark.parametrize(
    "text", ["{", "[]", "7", '{"user": 1}', "\x00\x01", "[" * 3000, '{"user": "a", "host": null}']
)
def test_half_a_lock_is_somebodys(path: Path, text: str) -> None:
    beside(path).write_text(text, "utf-8")
    with pytest.raises(InUse, match="Somebody seems to have") as caught:
        Document.open(path)
    assert caught.value.may_take_over
    Document.open(path, take_over=True).close()


def test_an_empty_lock_is_nobodys(path: Path) -> None:
    beside(path).touch()
    Document.open(path).close()


def test_a_name_too_long_for_a_lock_is_opened_without(tmp_path: Path) -> None:
    path = make(tmp_path / ("x" * (255 - len(".ocimap-journal")) + ".ocimap"))
    document = Document.open(path)
    rename(document, "C")
    document.close()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_what_cannot_be_opened_is_not_locked(path: Path) -> None:
    path.write_bytes(b"nothing")
    with pytest.raises(Exception, match="not a document"):
        Document.open(path)
    assert [one.name for one in path.parent.iterdir()] == ["map.ocimap"]
