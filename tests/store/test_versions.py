"""Earlier versions are kept beside the working copy, thinned, and never lost to a damaged one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.document import Document
from oci_map.store import desk, versions
from oci_map.store.desk import Desk, desk_of
from oci_map.store.system import System
from tests.store.documents import B, make, patch, rename

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "map.ocimap")


def bytes_with(path: Path, name: str, at: datetime, folder: Path) -> bytes:
    """Return a whole document whose last step was made at a moment."""
    copy = folder / "made.ocimap"
    shutil.copyfile(path, copy)
    document = Document.open(copy)
    rename(document, name)
    document.close()
    with closing(sqlite3.connect(copy, isolation_level=None)) as file:
        last = file.execute("SELECT max(seq) FROM journal").fetchone()[0]
        file.execute("UPDATE journal SET at = ? WHERE seq = ?", (at.isoformat(), last))
    return copy.read_bytes()


def name_in(version: versions.Version) -> str:
    document = Document.open(version.file, read_only=True)
    try:
        return document.snapshot.organisations[B].name
    finally:
        document.close()


def test_what_was_published_can_be_looked_at(path: Path) -> None:
    document = Document.open(path)
    rename(document, "C")
    document.work.publish()  # type: ignore[union-attr]
    rename(document, "D")
    rename(document, "E")
    (version,) = versions.of(path)
    assert name_in(version) == "C"
    assert version.steps == 2
    assert version.steps_since == 2
    assert version.counts["organisation"] == 2
    assert version.size == version.file.stat().st_size
    assert abs(version.moment - datetime.now(UTC)) < timedelta(minutes=5)
    document.close()


def test_versions_lie_outside_the_folder_each_document_with_its_own(
    path: Path, tmp_path: Path, home: Path
) -> None:
    other = make(tmp_path / "other.ocimap", steps=2)
    assert len(list(tmp_path.iterdir())) == 2
    (one,), (two,) = versions.of(path), versions.of(other)
    assert home in one.file.parents
    assert one.file.parent != two.file.parent
    assert (one.steps, two.steps) == (1, 2)


def test_a_document_that_was_moved_keeps_its_versions(path: Path, tmp_path: Path) -> None:
    (before,) = versions.of(path)
    moved = path.rename(tmp_path / "moved.ocimap")
    assert [one.fingerprint for one in versions.of(moved)] == [before.fingerprint]
    shutil.copyfile(moved, path)
    # Where it still lies, the versions are that one's.
    assert versions.of(moved) == ()


def test_versions_of_a_damaged_document_are_found(path: Path) -> None:
    patch(path, 0, b"nothing")
    (version,) = versions.of(path)
    assert name_in(version) == "B 0"


def test_a_note_that_is_gone_is_made_again(path: Path) -> None:
    (before,) = versions.of(path)
    before.file.with_suffix(".json").unlink()
    (after,) = versions.of(path)
    assert (after.tip, after.at, after.counts) == (before.tip, before.at, before.counts)


def test_a_version_that_went_another_way_counts_no_steps(path: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "other.ocimap", steps=4)
    versions.keep(desk_of(path), other.read_bytes())
    assert None in {one.steps_since for one in versions.of(path)}


def test_a_damaged_version_does_not_make_a_good_one_go(path: Path, tmp_path: Path) -> None:
    kept = Desk(tmp_path / "desk")
    first = bytes_with(path, "first", NOW - timedelta(minutes=3), tmp_path)
    versions.keep(kept, first, NOW - timedelta(minutes=3))
    second = bytes_with(path, "second", NOW - timedelta(minutes=2), tmp_path)
    versions.keep(kept, second, NOW - timedelta(minutes=2))
    (only,) = kept.versions.glob("*.ocimap")
    patch(only, 9000, b"\x55" * 20)
    third = bytes_with(path, "third", NOW - timedelta(days=2), tmp_path)
    versions.keep(kept, third, NOW)
    # Two of one stretch of time, the later one damaged: both stay.
    fourth = bytes_with(path, "fourth", NOW - timedelta(minutes=2, seconds=30), tmp_path)
    versions.keep(kept, fourth, NOW)
    assert len(list(kept.versions.glob("*.ocimap"))) == 3


def test_nothing_kept_on_a_full_disk_harms_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(System, "create", full)
    versions.keep(desk_of(path), path.read_bytes())
    assert len(versions.of(path)) == 1


def test_what_is_no_document_is_not_kept(tmp_path: Path) -> None:
    kept = Desk(tmp_path / "desk")
    versions.keep(kept, b"SQLite format 3\0 and nothing", NOW)
    assert not kept.versions.exists()


ages = st.lists(st.integers(0, 4 * 365 * 24 * 3600), min_size=1, max_size=60)


@given(ages)
def test_thinning_keeps_the_newest_and_one_of_each_stretch(seconds: list[int]) -> None:
    moments = sorted(NOW - timedelta(seconds=one) for one in seconds)
    stays = versions.surviving(moments, NOW)
    kept = [one for one, stay in zip(moments, stays, strict=True) if stay]
    assert kept[-1] == moments[-1]
    stretches = [versions.bucket(one, NOW) for one in kept]
    assert len(set(stretches)) == len(stretches)
    assert set(stretches) == {versions.bucket(one, NOW) for one in moments}
    # Thinned again at the same moment, nothing more goes.
    assert all(versions.surviving(kept, NOW))


def test_thinning_keeps_few_of_a_year_of_work() -> None:
    moments = [NOW - timedelta(minutes=7 * number) for number in range(365 * 24 * 60 // 7)]
    kept = sum(versions.surviving(moments[::-1], NOW))
    assert 6 + 22 + 12 + 6 + 9 <= kept <= 7 + 25 + 15 + 9 + 13


def test_app_data_lies_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    from platformdirs import user_data_path

    assert desk.root() == user_data_path("oci-map", appauthor=False) / "documents"
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert desk.root() == user_data_path("oci-map", appauthor=False) / "documents"
    monkeypatch.setenv("XDG_DATA_HOME", "")
    assert desk.root() == user_data_path("oci-map", appauthor=False) / "documents"
    assert home in desk.root().parents
