"""Whatever is added, edited and deleted in the worked example: undone, the file is as it was."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from oci_map import resources
from oci_map.document import Document
from oci_map.errors import RuleBroken
from oci_map.model.fields import NOUNS, Kind
from oci_map.model.ids import new_id
from oci_map.operations import records
from tests.more_gestures import content

#: What holds the id of another record, the name of a field, or a text of one form only.
_KEYS = ("noun", "record", "field", "other", "starts_at", "table_sizes")


@pytest.mark.parametrize("noun", list(NOUNS))
def test_adding_editing_and_deleting_leave_no_trace_when_undone(tmp_path: Path, noun: str) -> None:
    path = tmp_path / "map.ocimap"
    shutil.copyfile(resources.path("examples", "oci-worked-example.ocimap"), path)
    document = Document.open(path)
    first, before = document.snapshot, content(path)
    for step in range(3):
        table = document.snapshot.table(noun)
        if step < 2 and table:
            chosen = next(iter(table.values()))
            for field in NOUNS[noun].fields:
                if field.kind in (Kind.TEXT, Kind.LONG_TEXT) and field.name not in _KEYS:
                    values: dict[str, Any] = {field.name: f"{step} <b>é"}
                    records.edit(document, noun, chosen.id, **values)
            if step and noun != "document":
                added = replace(chosen, id=new_id())
                with contextlib.suppress(RuleBroken):  # some may stand there only once
                    records.add(document, added)
        elif table and noun != "document":
            records.remove(document, noun, next(iter(table)))
    if table:
        assert document.undo_label is not None
    while document.undo() is not None:
        pass
    assert document.snapshot == first
    assert content(path) == before
    document.close()
