"""A fall between copying an old file and bringing the copy up to date leaves nothing unreadable."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.store import workspace

OLD = Path(__file__).parent / "format_1.ocimap"


def test_an_old_file_opens_after_its_migration_was_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.ocimap"
    shutil.copyfile(OLD, path)

    def fall(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as falling:
        falling.setattr(workspace, "_renewed_on", fall)
        with pytest.raises(KeyboardInterrupt):
            Document.open(path)
    left = workspace.working_copy(path)
    assert left is not None
    assert left.read_bytes() == OLD.read_bytes()
    document = Document.open(path)
    assert document.snapshot.organisations
    document.close()
