"""What can be read of a damaged document is saved into a new one; the damaged one stays."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from oci_map import resources
from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.i18n import set_language
from oci_map.model import rules
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.operations import records
from oci_map.store import lost_schema, salvage_words
from oci_map.store.salvage import salvage
from proofs import hostile_documents as hostile
from tests.examples import snapshot_of
from tests.store.documents import A, B, fingerprint, make, patch, run_sql

PAGE = 4096


@pytest.fixture
def worked(tmp_path: Path) -> Path:
    """Give a copy of the worked example in which some things were done."""
    path = tmp_path / "map.ocimap"
    shutil.copy(resources.path("examples", "oci-worked-example.ocimap"), path)
    path.chmod(0o644)
    document = Document.open(path)
    for one in list(document.snapshot.organisations)[:8]:
        records.edit(document, "organisation", one, note="Looked at")
    document.undo()
    document.copy_to(tmp_path / "whole.ocimap")
    document.close()
    return tmp_path / "whole.ocimap"


def saved(path: Path, out: Path) -> Snapshot:
    """Save what can be read; see that it holds together, opens, and left the damaged file alone."""
    before, beside = fingerprint(path), sorted(path.parent.iterdir())
    found = salvage(path)
    found.write(out)
    assert fingerprint(path) == before
    assert sorted(path.parent.iterdir()) == sorted([*beside, out])
    document = Document.open(out, read_only=True)
    snapshot = document.snapshot
    for (noun, one), record in found.records.items():
        assert snapshot.get(noun, one) == record
        rules.check(snapshot, [RecordChange(noun, one, None, record)])
    assert len(list(document.past.steps())) <= found.steps + 1
    document.close()
    return snapshot


def test_a_sound_document_is_saved_whole_with_its_undo(worked: Path, tmp_path: Path) -> None:
    found = salvage(worked)
    assert found.losses == ()
    assert found.steps == found.steps_found == 9
    saved(worked, tmp_path / "out.ocimap")
    one, other = Document.open(worked), Document.open(tmp_path / "out.ocimap")
    assert one.snapshot.counts() == other.snapshot.counts()
    assert str(one.undo_label) == str(other.undo_label)
    assert str(one.redo_label) == str(other.redo_label)
    other.redo()
    assert other.undo() is not None
    one.close()
    other.close()


def test_whichever_page_is_lost_the_rest_is_saved(worked: Path, tmp_path: Path) -> None:
    data = worked.read_bytes()
    whole = sum(snapshot_of("oci-worked-example").counts().values())
    shares = []
    for page in range(1, len(data) // PAGE, 15):
        damaged = tmp_path / "damaged.ocimap"
        damaged.write_bytes(data[: page * PAGE] + bytes(PAGE) + data[(page + 1) * PAGE :])
        out = tmp_path / "out.ocimap"
        out.unlink(missing_ok=True)
        try:
            shares.append(sum(saved(damaged, out).counts().values()) / whole)
        except FileProblem:
            shares.append(0.0)
    assert len(shares) > 8
    # One page holds a part of the schema; most others hold rows of one table, or no rows at all.
    assert sum(share > 0.5 for share in shares) / len(shares) > 0.8
    assert sum(share > 0.99 for share in shares) / len(shares) > 0.5


def test_random_damage_never_makes_a_traceback(worked: Path, tmp_path: Path) -> None:
    data = worked.read_bytes()
    rng = random.Random(5)
    for number in range(16):
        spoilt = bytearray(data[: rng.randrange(len(data))] if number % 4 == 0 else data)
        for _flip in range(rng.randrange(1, 60)):
            spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
        damaged, out = tmp_path / "damaged.ocimap", tmp_path / "out.ocimap"
        damaged.write_bytes(spoilt)
        out.unlink(missing_ok=True)
        with suppress(FileProblem):
            saved(damaged, out)


def test_what_the_table_lost_comes_back_from_the_history(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=2)
    run_sql(path, "PRAGMA foreign_keys = OFF", "DELETE FROM organisation WHERE id = 'b'")
    run_sql(path, "PRAGMA foreign_keys = OFF", "UPDATE membership SET organisation = 'nobody'")
    found = salvage(path)
    assert found.saved["organisation"] == found.found["organisation"] == 2
    assert [(one.noun, one.field) for one in found.losses] == [("membership", "")]
    assert saved(path, tmp_path / "out.ocimap").organisations[B].name == "B 1"


def test_what_points_at_what_is_lost_is_emptied_or_let_go(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=0)
    run_sql(path, "PRAGMA foreign_keys = OFF", "DELETE FROM organisation WHERE id = 'a'")
    found = salvage(path)
    assert {(one.noun, one.record, one.field) for one in found.losses} >= {
        ("document", "d", "coordinator"),
        ("membership", "m", ""),
        ("position", "a@map", ""),
    }
    snapshot = saved(path, tmp_path / "out.ocimap")
    assert set(snapshot.organisations) == {B}
    assert snapshot.info.coordinator == ""


def test_the_history_is_kept_for_reading_where_it_no_longer_fits(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=3)
    hostile.part_of_each_other(path)
    saved(path, tmp_path / "out.ocimap")
    document = Document.open(tmp_path / "out.ocimap")
    labels = [str(one.label) for one in document.history()]
    assert labels == ["Saved from a damaged document", "Renamed B 2", "Renamed B 1", "Renamed B 0"]
    assert document.undo_label is None
    document.close()


def test_the_report_names_what_was_lost(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=1)
    hostile.pointing_at_nothing(path)
    hostile.words_for_numbers(path)
    found = salvage(path)
    assert salvage_words.summary(found) == (
        "“map.ocimap” is damaged. 2 of 2 organisations, 0 of 1 memberships and all 4 other"
        " records can be saved into a new document. Of its history 1 of 1 step can be read."
    )
    lines = salvage_words.lines(found)
    assert any(line.startswith("Membership m was lost. “Organisation” points") for line in lines)
    assert any("“Strength” was emptied." in line for line in lines)
    plain = salvage_words.as_plain(found)
    assert plain["steps"] == {"saved": 1, "found": 1}
    set_language("nl")
    assert salvage_words.summary(found)


def test_what_is_not_ours_or_unreadable_is_refused(tmp_path: Path) -> None:
    for spoil in (hostile.encrypted, hostile.of_another_program, hostile.mostly_a_hole):
        path = make(tmp_path / f"{spoil.__name__}.ocimap")
        spoil(path)
        with pytest.raises(FileProblem):
            salvage(path)
    with pytest.raises(FileProblem, match="no such file"):
        salvage(tmp_path / "gone.ocimap")


def test_a_file_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    patch(path, 16, b"\0\3")
    with pytest.raises(FileProblem, match="already there"):
        salvage(path).write(path)


def test_lists_keep_their_order(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    hostile.a_trigger(path)
    snapshot = saved(path, tmp_path / "out.ocimap")
    assert snapshot.organisations[A].sectors == (RecordId("s2"), RecordId("s"))


@pytest.mark.parametrize("original", ["worked", "format_1"])
def test_a_lost_list_of_tables_is_put_together_again(
    worked: Path, tmp_path: Path, original: str
) -> None:
    """Of a page of the list all is saved, because which tables there are is known."""
    source = worked if original == "worked" else Path("tests/store/format_1.ocimap")
    data = source.read_bytes()
    whole = Document.open(source, read_only=True)
    expected = {noun: whole.snapshot.table(noun) for noun in NOUNS}
    whole.close()
    pages = [
        number
        for number in range(2, len(data) // PAGE + 1)
        if list(lost_schema._entries(data, number, PAGE))
    ]
    assert len(pages) >= 5
    for number in (pages[0], pages[len(pages) // 2], pages[-1]):
        damaged, out = tmp_path / "damaged.ocimap", tmp_path / "out.ocimap"
        damaged.write_bytes(data[: (number - 1) * PAGE] + bytes(PAGE) + data[number * PAGE :])
        out.unlink(missing_ok=True)
        snapshot = saved(damaged, out)
        assert {noun: snapshot.table(noun) for noun in NOUNS} == expected
