"""A new document can be worked in at once: it knows the field and what it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from oci_map import i18n
from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.operations import beginnings


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_new_document_has_a_title_sectors_levels_and_domains(
    tmp_path: Path, language: str
) -> None:
    i18n.set_language(language)
    path = tmp_path / "Creatief overleg.ocimap"
    beginnings.create(path).close()
    document = Document.open(path)
    snapshot = document.snapshot
    assert snapshot.info.title == "Creatief overleg"
    assert len(snapshot.sectors) == 12
    assert len(snapshot.levels) == 5
    assert snapshot.table("policy_domain")
    assert not snapshot.organisations
    assert document.undo_label is None
    document.close()


def test_a_document_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "map.ocimap"
    path.write_bytes(b"kept")
    with pytest.raises(FileProblem):
        beginnings.create(path)
    assert path.read_bytes() == b"kept"
