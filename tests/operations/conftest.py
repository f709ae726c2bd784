"""What the tests of operations share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oci_map.document import Document
from tests.operations.maps import create


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    """Give a small document; at the end its file holds what memory holds, and undo leads back."""
    opened = create(tmp_path)
    first = opened.snapshot
    yield opened
    last = opened.snapshot
    opened.close()
    again = Document.open(tmp_path / "map.ocimap")
    assert again.snapshot == last
    if not any(entry.joins for entry in again.history()):
        while again.undo():
            pass
        assert again.snapshot == first
    again.close()
