"""What a fall in the middle of a swap leaves beside a document is gone when it is opened again."""

from __future__ import annotations

from pathlib import Path

from oci_map.document import Document
from oci_map.store import publish, seal
from tests.store.documents import make, rename


def test_the_replaced_version_does_not_come_back_as_somebodys_document(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    before = path.read_bytes()
    document = Document.open(path)
    rename(document, "After")
    document.close()
    # As it is between the exchange of the two and the removal of the old one.
    publish._own_temporary(path).write_bytes(before)
    publish.clear_left(path, {seal.fingerprint(before)})
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    left = publish._own_temporary(path)
    left.write_bytes(b"something else")
    publish.clear_left(path, {seal.fingerprint(path.read_bytes())})
    assert left.read_bytes() == b"something else"
