"""Going back to an earlier version, and what changed since it."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from oci_map.document import Document
from oci_map.model.change import Label
from oci_map.model.ids import RecordId
from oci_map.model.records import Forgotten, Need, Organisation, Position, Record
from oci_map.model.snapshot import Snapshot
from oci_map.operations import earlier, records
from oci_map.operations.earlier import Difference
from tests.ui.windows import HOWEST, copied_example

NAMES = st.text("abc", min_size=1, max_size=3)


def test_going_back_is_one_step_that_can_be_undone(tmp_path: Path) -> None:
    document = Document.open(copied_example(tmp_path))
    then = document.snapshot
    records.edit(document, "organisation", HOWEST, note="other")
    records.remove(document, "organisation", RecordId("vaf"))
    now = document.snapshot
    steps = len(document.past.steps())
    earlier.go_back(document, then, "6 Jul 2026, 14:05")
    assert document.snapshot == then
    assert len(document.past.steps()) == steps + 1
    assert str(document.undo_label) == "Went back to the version of 6 Jul 2026, 14:05"
    document.undo()
    assert document.snapshot == now
    document.close()


def test_going_back_to_the_same_is_no_step(tmp_path: Path) -> None:
    document = Document.open(copied_example(tmp_path))
    earlier.go_back(document, document.snapshot, "now")
    assert document.undo_label is None
    document.close()


def test_a_document_can_begin_with_all_records(tmp_path: Path) -> None:
    document = Document.open(copied_example(tmp_path), read_only=True)
    all_of_it = earlier.all_records(document.snapshot)
    document.close()
    copy = Document.create(tmp_path / "copy.ocimap", records=all_of_it)
    assert copy.snapshot == document.snapshot
    copy.close()


def _snapshot(names: dict[str, str]) -> Snapshot:
    made: list[Record] = [
        Organisation(id=RecordId(one), name=name) for one, name in names.items()
    ]  # fmt: skip
    made += [Need(id=RecordId(one), name_en="n") for one in names]
    made += [Position(id=RecordId(one), organisation=RecordId(one)) for one in names]
    return Snapshot.of(made)


@given(st.dictionaries(NAMES, NAMES), st.dictionaries(NAMES, NAMES))
def test_differences_count_what_came_changed_and_went(
    before: dict[str, str], after: dict[str, str]
) -> None:
    found = {one.noun: one for one in earlier.differences(_snapshot(before), _snapshot(after))}
    added, deleted = len(after.keys() - before.keys()), len(before.keys() - after.keys())
    changed = sum(before[one] != after[one] for one in before.keys() & after.keys())
    expected = Difference("organisation", added, changed, deleted)
    nothing = Difference("organisation", 0, 0, 0)
    assert found.get("organisation", nothing) == expected
    assert ("need" in found) == bool(added or deleted)


def test_what_was_forgotten_since_stays_forgotten(document: Document) -> None:
    then = document.snapshot
    gone = Forgotten(id=RecordId("f"), noun="person", record=RecordId("somebody"))
    with document.transaction(Label("Forgot somebody")) as edit:
        edit.put(gone)
    earlier.go_back(document, then, "today")
    assert gone in document.snapshot.all(Forgotten).values()
