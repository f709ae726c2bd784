"""A document whose digest was taken out is told of as changed outside the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from oci_map.document import Document
from tests.store.documents import make, run_sql


@pytest.mark.parametrize("read_only", [True, False])
def test_a_blank_digest_is_told_of(tmp_path: Path, read_only: bool) -> None:
    path = make(tmp_path / "map.ocimap")
    document = Document.open(path, read_only=read_only)
    assert document.notices == ()
    document.close()
    run_sql(path, "UPDATE seal SET digest = zeroblob(32)")
    document = Document.open(path, read_only=read_only)
    assert "outside this program" in document.notices[0]
    document.close()
