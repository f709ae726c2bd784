"""What is no document is refused with one sentence each, and stays byte for byte as it was."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import FileProblem, UserError
from oci_map.model.ids import RecordId
from oci_map.store.migrations import FORMAT
from tests.programs import said_by
from tests.store.documents import RECORDS, fingerprint, make, patch, rename, run_sql


def refused(path: Path) -> str:
    """Return the one sentence with which a file is refused; see that nothing touched it."""
    before = fingerprint(path) if path.is_file() else None
    beside = sorted(path.parent.iterdir()) if path.parent.is_dir() else []
    with pytest.raises(FileProblem) as caught:
        Document.open(path)
    sentence = caught.value.sentence
    assert re.fullmatch(r"“[^”]*” cannot be opened, because [^.]+(\.ocimap[^.]*)*\.", sentence)
    assert path.name in sentence
    assert "\n" not in sentence
    if before is not None:
        assert fingerprint(path) == before
        assert sorted(path.parent.iterdir()) == beside
    return sentence


def empty(path: Path) -> None:
    path.touch()


def folder(path: Path) -> None:
    path.mkdir()


def text(path: Path) -> None:
    path.write_text("Name;Sector\nVAF;film\n" * 50, "utf-8")


def noise(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(5000))


def other_database(path: Path) -> None:
    run_sql(path, "CREATE TABLE organisation (id TEXT)")


def magic_only(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def cut_in_the_header(path: Path) -> None:
    make(path)
    os.truncate(path, 60)


def cut_after_a_page(path: Path) -> None:
    make(path)
    os.truncate(path, 4096)


def cut_in_the_middle(path: Path) -> None:
    make(path)
    os.truncate(path, path.stat().st_size // 2 + 17)


def without_its_last_byte(path: Path) -> None:
    make(path)
    os.truncate(path, path.stat().st_size - 1)


def newer(path: Path) -> None:
    make(path)
    run_sql(path, f"PRAGMA user_version = {FORMAT + 1}", "CREATE TABLE tomorrow (a)")


def much_newer(path: Path) -> None:
    make(path)
    patch(path, 60, (2**31).to_bytes(4, "big"))


def never_finished(path: Path) -> None:
    make(path)
    run_sql(path, "PRAGMA user_version = 0")


def with_a_trigger(path: Path) -> None:
    make(path)
    run_sql(
        path, "CREATE TRIGGER spy AFTER INSERT ON organisation BEGIN DELETE FROM membership; END"
    )


def with_a_view(path: Path) -> None:
    make(path)
    run_sql(path, "DROP TABLE tie", "CREATE VIEW tie AS SELECT 1")


def with_a_column_less(path: Path) -> None:
    make(path)
    run_sql(path, "ALTER TABLE organisation DROP COLUMN note")


def with_write_ahead_log(path: Path) -> None:
    make(path)
    run_sql(path, "PRAGMA journal_mode = WAL")


def pointing_at_nothing(path: Path) -> None:
    make(path)
    run_sql(path, "PRAGMA foreign_keys = OFF", "DELETE FROM organisation WHERE id = 'a'")


def with_a_wrong_choice(path: Path) -> None:
    make(path)
    run_sql(path, "PRAGMA ignore_check_constraints = ON", "UPDATE membership SET role = 'king'")


def with_broken_names(path: Path) -> None:
    make(path)
    run_sql(path, "UPDATE organisation SET name = CAST(x'ff41fe' AS TEXT)")


def with_aliases_that_are_none(path: Path) -> None:
    make(path)
    run_sql(path, "UPDATE organisation SET aliases = '[nonsense]'")


def overwritten_with_zeros(path: Path) -> None:
    make(path)
    patch(path, 4096, bytes(path.stat().st_size - 4096))


def with_pages_swapped(path: Path) -> None:
    make(path)
    data = bytearray(path.read_bytes())
    half = len(data) // 8192 * 4096
    data[4096:half], data[half : 2 * half - 4096] = data[half : 2 * half - 4096], data[4096:half]
    path.write_bytes(data)


CASES: list[tuple[Callable[[Path], object], str]] = [
    (empty, "empty"),
    (folder, "folder"),
    (text, "not a document of OCI Map"),
    (noise, "not a document of OCI Map"),
    (other_database, "another program"),
    (magic_only, "a part of it is missing"),
    (cut_in_the_header, "a part of it is missing"),
    (cut_after_a_page, "a part of it is missing"),
    (cut_in_the_middle, "a part of it is missing"),
    (without_its_last_byte, "a part of it is missing"),
    (newer, "newer version of OCI Map"),
    (much_newer, "newer version of OCI Map"),
    (never_finished, "changed how it is built"),
    (with_a_trigger, "changed how it is built"),
    (with_a_view, "changed how it is built"),
    (with_a_column_less, "changed how it is built"),
    (with_write_ahead_log, "changed how it is built"),
    (pointing_at_nothing, "damaged"),
    (with_a_wrong_choice, "damaged"),
    (with_broken_names, "damaged"),
    (with_aliases_that_are_none, "damaged"),
    (overwritten_with_zeros, "damaged"),
    (with_pages_swapped, "damaged"),
]


@pytest.mark.parametrize(("spoil", "reason"), CASES, ids=lambda case: getattr(case, "__name__", ""))
def test_what_is_no_document_is_refused_and_left_alone(
    tmp_path: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / "map.ocimap"
    spoil(path)
    assert reason in refused(path)


@pytest.mark.parametrize("name", ["gone.ocimap", "no/such/folder.ocimap", "x" * 300, "a\x00b"])
def test_what_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileProblem):
        Document.open(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_file_is_called_missing(tmp_path: Path) -> None:
    assert "there is no such file" in refused(tmp_path / "map.ocimap")
    make(tmp_path / "map.ocimap")
    assert "there is no such file" in refused(tmp_path / "map.ocimap" / "inside.ocimap")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "map.ocimap")
    with pytest.raises(FileProblem, match="not an ordinary file"):
        Document.open(tmp_path / "map.ocimap")


def test_every_kind_of_cut_is_told(tmp_path: Path) -> None:
    whole = make(tmp_path / "whole.ocimap").read_bytes()
    path = tmp_path / "map.ocimap"
    for size in random.Random(1).sample(range(1, len(whole)), 40):
        path.write_bytes(whole[:size])
        refused(path)


def test_no_flipped_bit_makes_a_traceback(tmp_path: Path) -> None:
    whole = make(tmp_path / "whole.ocimap").read_bytes()
    path = tmp_path / "map.ocimap"
    rng = random.Random(2)
    for _ in range(150):
        data = bytearray(whole)
        # Half of them where most is kept: the first pages.
        place = rng.randrange(len(data) if rng.random() < 0.5 else 20_000)
        data[place] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        try:
            document = Document.open(path)
        except FileProblem:
            assert path.read_bytes() == bytes(data)
            continue
        try:
            rename(document, "Still here")
        except UserError:
            pass
        finally:
            document.close()


# ------------------------------------------------------------------------------------- read-only


def test_a_file_that_may_not_be_written_is_opened_for_reading(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    path.chmod(0o444)
    before = fingerprint(path)
    document = Document.open(path)
    assert document.read_only
    assert document.snapshot.counts()["organisation"] == 2
    assert str(document.undo_label) == "Renamed B 0"
    for change in (document.undo, document.redo, lambda: rename(document, "C")):
        with pytest.raises(UserError, match="reading only"):
            change()
    document.close()
    assert fingerprint(path) == before
    assert [one.name for one in tmp_path.iterdir()] == ["map.ocimap"]


def test_a_document_can_be_opened_for_reading_on_purpose(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    before = fingerprint(path)
    document = Document.open(path, read_only=True)
    assert document.read_only
    document.close()
    assert fingerprint(path) == before


def test_opening_and_closing_touches_nothing(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    before = fingerprint(path)
    document = Document.open(path)
    assert not document.read_only
    # A person who looks into the folder sees that somebody works on it.
    assert sorted(one.name for one in tmp_path.iterdir()) == ["map.ocimap", "map.ocimap.lock"]
    document.close()
    assert fingerprint(path) == before
    assert [one.name for one in tmp_path.iterdir()] == ["map.ocimap"]


@pytest.mark.parametrize(
    "name", ["100% #1? & co.ocimap", "ünïcode 🎨 שלום.ocimap", "it's “this”.ocimap", "a;b=c.ocimap"]
)
def test_any_name_of_a_file_will_do(tmp_path: Path, name: str) -> None:
    path = make(tmp_path / name)
    copy = tmp_path / f"copy of {name}"
    document = Document.open(path)
    rename(document, "C")
    document.copy_to(copy)
    document.close()
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([name, copy.name])
    again = Document.open(copy)
    assert str(again.undo_label) == "Renamed C"
    again.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only here names are any bytes")
def test_a_name_that_is_no_text_will_do(tmp_path: Path) -> None:
    make(Path(os.fsdecode(os.fsencode(tmp_path) + b"/map\xff.ocimap")))


# -------------------------------------------------------------------------------- after a crash


def cut_an_edit_off(path: Path) -> None:
    """Leave a document as a crash in the middle of writing an edit leaves it."""
    program = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA journal_mode = TRUNCATE')\n"
        "c.execute('PRAGMA cache_size = 2')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "for i in range(3000):\n"
        "    c.execute('INSERT INTO sector (id, name_nl, name_en, initials_nl, initials_en,'\n"
        '              \' colour, colour_dark, rank) VALUES (?, ?, "", "", "", "", "", 0)\',\n'
        "              (str(i), 'x' * 500))\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], check=False)


def test_an_edit_that_was_cut_off_is_taken_back(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    size = path.stat().st_size
    cut_an_edit_off(path)
    assert (tmp_path / "map.ocimap-journal").stat().st_size > 0
    assert path.stat().st_size > size
    document = Document.open(path)
    assert set(document.snapshot.sectors) == {RecordId("s"), RecordId("s2")}
    rename(document, "C")
    document.close()
    assert [one.name for one in tmp_path.iterdir()] == ["map.ocimap"]


def test_it_is_taken_back_for_reading_too(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    cut_an_edit_off(path)
    document = Document.open(path, read_only=True)
    assert len(document.snapshot.sectors) == 2
    document.close()


def test_where_it_cannot_be_taken_back_the_file_is_not_read(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    cut_an_edit_off(path)
    path.chmod(0o444)
    before = fingerprint(path)
    with pytest.raises(FileProblem, match="last edit was cut off"):
        Document.open(path)
    assert fingerprint(path) == before


def test_a_copy_does_not_inherit_the_cut_edit_of_what_it_replaces(tmp_path: Path) -> None:
    old = make(tmp_path / "old.ocimap")
    cut_an_edit_off(old)
    new = make(tmp_path / "new.ocimap", steps=3)
    document = Document.open(new)
    document.copy_to(old)
    document.close()
    again = Document.open(old)
    assert str(again.undo_label) == "Renamed B 2"
    assert len(again.snapshot.sectors) == 2
    again.close()


def test_a_file_that_another_program_holds_is_not_opened(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(FileProblem, match="another program is using it"):
            Document.open(path)
    Document.open(path).close()


def test_reading_an_up_to_date_document_imports_nothing_heavy(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    program = (
        "import sys; from pathlib import Path; from oci_map.document import Document\n"
        "d = Document.open(Path(sys.argv[1])); d.undo(); d.redo(); d.close()\n"
        "heavy = {'sqlite_utils', 'numpy', 'scipy', 'networkx', 'PySide6', 'click', 'babel'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    assert said_by(program, path).strip() == "[]"


def test_the_files_made_here_are_good(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    shutil.copy(path, tmp_path / "copy.ocimap")
    document = Document.open(tmp_path / "copy.ocimap")
    assert document.snapshot.counts()["membership"] == 1
    assert len(RECORDS) > 5
    document.close()
