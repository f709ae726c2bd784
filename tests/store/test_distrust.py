"""Documents that were made to do harm are refused in no time, in little memory, with one reason."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.model.records import Organisation
from oci_map.operations import records
from oci_map.store import limits
from proofs.confined import open_confined
from proofs.hostile_documents import HOSTILE, Spoil
from tests.store.documents import fingerprint, make, patch, run_sql


@pytest.mark.parametrize(
    ("spoil", "reason"), HOSTILE.items(), ids=[spoil.__name__ for spoil in HOSTILE]
)
def test_a_hostile_document_is_refused_and_left_alone(
    tmp_path: Path, spoil: Spoil, reason: str
) -> None:
    path = make(tmp_path / "map.ocimap", steps=2)
    spoil(path)
    before = path.stat()
    opened = open_confined(path, seconds=2, megabytes=200)
    assert reason in opened.sentence
    assert re.fullmatch(r"“map\.ocimap” cannot be opened, because [^.]+\.", opened.sentence)
    assert opened.megabytes < 100
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert [one.name for one in tmp_path.iterdir()] == ["map.ocimap"]


def test_the_good_document_they_are_made_of_opens(tmp_path: Path) -> None:
    assert open_confined(make(tmp_path / "map.ocimap", steps=2)).sentence == ""


@pytest.mark.parametrize("read_only", [True, False])
def test_constraints_are_looked_at_however_it_is_opened(tmp_path: Path, read_only: bool) -> None:
    path = make(tmp_path / "map.ocimap")
    run_sql(path, "PRAGMA ignore_check_constraints = ON", "UPDATE membership SET role = 'king'")
    with pytest.raises(FileProblem, match="damaged"):
        Document.open(path, read_only=read_only)


def test_a_large_step_in_the_journal_hinders_nobody(tmp_path: Path) -> None:
    """What an import of very many rows did is one row of the journal."""
    path = make(tmp_path / "map.ocimap")
    run_sql(
        path,
        "PRAGMA synchronous = OFF",
        "UPDATE journal SET payload = '[' || printf('%.*c', 40000000, ' ') || ']'",
    )
    before = fingerprint(path)
    document = Document.open(path, read_only=True)
    assert len(document.snapshot.organisations) == 2
    document.close()
    assert fingerprint(path) == before


def test_what_is_opened_may_grow_beyond_the_limits_of_looking(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    document = Document.open(path)
    many = [Organisation(id=f"n{i}", name="x" * 90_000) for i in range(3)]  # type: ignore[arg-type]
    for one in many:
        records.add(document, one)
    document.copy_to(tmp_path / "copy.ocimap")
    document.close()
    again = Document.open(tmp_path / "copy.ocimap")
    assert again.snapshot.organisations[many[2].id] == many[2]
    again.close()


def test_looking_ends_after_some_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(tmp_path / "map.ocimap")
    run_sql(
        path,
        "PRAGMA synchronous = OFF",
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 30000)"
        " INSERT INTO sector SELECT 'x' || i, 'x', '', '', '', '', '', 0 FROM n",
    )
    Document.open(path).close()
    monkeypatch.setattr(limits, "_SECONDS", -1e6)
    with pytest.raises(FileProblem, match="holds far more than a document can"):
        Document.open(path)


def test_no_byte_of_the_header_makes_a_traceback(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    whole = path.read_bytes()
    for place in range(100):
        for value in (0x00, 0xFF):
            path.write_bytes(whole)
            patch(path, place, bytes([value]))
            with suppress(FileProblem):
                Document.open(path, read_only=True).close()
