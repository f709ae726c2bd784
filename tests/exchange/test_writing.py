"""What happens to the file that is there when an export cannot be written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from oci_map.errors import FileProblem, system_reason
from oci_map.exchange.formats import FORMATS, Options, export_all
from oci_map.exchange.selection import whole
from oci_map.exchange.writing import write_whole
from oci_map.graph.analysis import Analysis
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.exchange.small import small


def left_alone(folder: Path, path: Path) -> bool:
    return path.read_bytes() == b"before" and [*folder.iterdir()] == [path]


@pytest.mark.parametrize("suffix", sorted(FORMATS))
@pytest.mark.parametrize(
    ("step", "number", "reason"),
    [
        ("os.fsync", errno.ENOSPC, "the disk is full"),
        ("os.fsync", errno.EIO, "the disk or the network does not answer"),
        ("tempfile.NamedTemporaryFile", errno.EROFS, "you may not write there"),
        ("tempfile.NamedTemporaryFile", errno.EACCES, "you may not write there"),
        ("pathlib.Path.replace", errno.EBUSY, "another program is using it"),
    ],
)
def test_the_old_file_stays_whatever_fails(
    suffix: str, step: str, number: int, reason: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, qapp: object,
) -> None:  # fmt: skip
    path = tmp_path / f"map{suffix}"
    path.write_bytes(b"before")

    def fails(*_given: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(step, fails)
    with pytest.raises(FileProblem, match=reason) as told:
        export_all([whole(small())], path, Options())
    assert str(path) in str(told.value)
    assert "What was there is as it was" in str(told.value)
    assert left_alone(tmp_path, path)


@pytest.mark.parametrize("lock", ["~$deck.pptx", "~$ck.pptx", ".~lock.deck.pptx#"])
def test_a_deck_that_is_open_in_an_office_program(lock: str, tmp_path: Path) -> None:
    path = tmp_path / "deck.pptx"
    (tmp_path / lock).write_bytes(b"somebody")
    export_all([whole(small())], path)  # a lock of a file that is gone locks nothing
    path.write_bytes(b"before")
    with pytest.raises(FileProblem, match="open in another program") as told:
        export_all([whole(small())], path)
    assert lock in str(told.value)
    assert path.read_bytes() == b"before"
    assert {one.name for one in tmp_path.iterdir()} == {lock, "deck.pptx"}
    (tmp_path / lock).unlink()
    export_all([whole(small())], path)
    assert path.read_bytes()[:2] == b"PK"


def test_windows_says_it_of_a_file_in_use() -> None:
    refused = OSError(errno.EACCES, "Permission denied")
    assert system_reason(refused) == "you may not write there"
    refused.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert system_reason(refused) == "another program is using it"


def test_a_new_file_may_be_read_by_whoever_may_read_others(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"")
    write_whole(tmp_path / "new.png", b"x")
    assert (tmp_path / "new.png").stat().st_mode == (tmp_path / "other").stat().st_mode


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_names_with_control_characters(suffix: str, tmp_path: Path, qapp: object) -> None:
    name = "Bell\x07 and\x00 tab\t\x1b[31m \x0b\x7f\x85￾end"
    snapshot = Snapshot.of(
        [
            r.DocumentInfo(id=RecordId("document"), title_en=name),
            r.Organisation(id=RecordId("a"), name=name, short_name=name),
            r.WorkingGroup(id=RecordId("g"), name_en=name),
            r.Membership(id=RecordId("m"), organisation=RecordId("a"), group=RecordId("g")),
            r.Source(id=RecordId("s"), title=name),
        ]
    )
    path = tmp_path / f"map{suffix}"
    export_all([whole(Analysis(snapshot))], path)
    assert path.stat().st_size > 1000
