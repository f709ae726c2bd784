"""Whatever the disk or another program does, an edit is kept whole or not, and memory knows."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.ids import RecordId
from oci_map.store.workspace import working_copy
from tests.store.documents import B, make, rename, run_sql


class Faulty:
    """A connection whose statements fail when they are told to."""

    def __init__(self, real: sqlite3.Connection, fails: Callable[[str], Exception | None]) -> None:
        self.real = real
        self.fails = fails
        self.late = False  # fail after the statement was carried out

    @property
    def in_transaction(self) -> bool:
        return self.real.in_transaction

    def execute(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        return self._run(self.real.execute, sql, *parameters)

    def executemany(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        return self._run(self.real.executemany, sql, *parameters)

    def close(self) -> None:
        self.real.close()

    def serialize(self) -> bytes:
        return self.real.serialize()

    def backup(self, target: sqlite3.Connection) -> None:
        self.real.backup(target)

    def _run(
        self, run: Callable[..., sqlite3.Cursor], sql: str, *parameters: object
    ) -> sqlite3.Cursor:
        failure = self.fails(sql)
        if failure is not None and not self.late:
            raise failure
        cursor = run(sql, *parameters)
        if failure is not None:
            raise failure
        return cursor


def disk_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("told to fail")
    error.sqlite_errorcode = code
    return error


def make_faulty(document: Document, fails: Callable[[str], Exception | None]) -> Faulty:
    faulty = Faulty(document._file._connection, fails)
    document._file._connection = faulty  # type: ignore[assignment]
    return faulty


def in_file(path: Path) -> str:
    """Return what a crash now would leave of a name: that in the working copy."""
    with closing(sqlite3.connect(working_copy(path) or path)) as connection:
        row = connection.execute("SELECT name FROM organisation WHERE id = 'b'").fetchone()
    return str(row[0])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make(tmp_path / "map.ocimap", steps=2)


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (sqlite3.SQLITE_FULL, "disk is full"),
        (sqlite3.SQLITE_IOERR_WRITE, "could not be written"),
        (sqlite3.SQLITE_IOERR_FSYNC, "could not be written"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "may not be changed any more"),
        (sqlite3.SQLITE_BUSY, "Another program is using"),
        (sqlite3.SQLITE_CORRUPT, "was damaged"),
        (sqlite3.SQLITE_CANTOPEN, "could not be written"),
    ],
)
@pytest.mark.parametrize("moment", ["BEGIN", "INSERT INTO organisation ", "journal", "COMMIT"])
def test_an_edit_the_disk_refuses_is_not_kept_anywhere(
    path: Path, moment: str, code: int, sentence: str
) -> None:
    document = Document.open(path)
    before = document.snapshot
    faulty = make_faulty(
        document,
        lambda sql: disk_error(code) if moment in sql and not sql.startswith("SELECT") else None,
    )
    told: list[object] = []
    document.subscribe(told.append)
    with pytest.raises(UserError, match=sentence):
        rename(document, "Lost")
    assert document.snapshot is before
    assert str(document.undo_label) == "Renamed B 1"
    assert told == []
    assert in_file(path) == "B 1"
    faulty.fails = lambda _sql: None
    rename(document, "Kept")  # the same document goes on
    document.undo()
    assert document.snapshot == before
    document.close()


@pytest.mark.parametrize("action", ["undo", "redo"])
def test_an_undo_the_disk_refuses_is_not_kept_anywhere(path: Path, action: str) -> None:
    document = Document.open(path)
    document.undo()
    before, labels = document.snapshot, (document.undo_label, document.redo_label)
    faulty = make_faulty(
        document, lambda sql: disk_error(sqlite3.SQLITE_FULL) if sql == "COMMIT" else None
    )
    with pytest.raises(UserError, match="disk is full"):
        getattr(document, action)()
    assert document.snapshot is before
    assert (document.undo_label, document.redo_label) == labels
    faulty.fails = lambda _sql: None
    getattr(document, action)()
    assert in_file(path) == document.snapshot.organisations[B].name
    document.close()


def test_an_edit_that_was_kept_although_the_disk_complained_is_known(path: Path) -> None:
    document = Document.open(path)
    faulty = make_faulty(
        document, lambda sql: disk_error(sqlite3.SQLITE_IOERR) if sql == "COMMIT" else None
    )
    faulty.late = True
    rename(document, "Kept")
    assert document.snapshot.organisations[B].name == in_file(path) == "Kept"
    faulty.fails = lambda _sql: None
    document.undo()
    assert in_file(path) == "B 1"
    document.close()


def test_nothing_is_written_on_top_of_an_edit_whose_end_is_unknown(path: Path) -> None:
    document = Document.open(path)

    def fails(sql: str) -> Exception | None:
        broken = sql == "COMMIT" or "ORDER BY seq DESC" in sql
        return disk_error(sqlite3.SQLITE_IOERR) if broken and armed else None

    armed = False
    faulty = make_faulty(document, fails)
    faulty.late = True
    real_append = document._file._append

    def append(*arguments: object, **options: object) -> None:
        nonlocal armed
        faulty.fails = lambda sql: disk_error(sqlite3.SQLITE_IOERR) if sql == "COMMIT" else None
        try:
            real_append(*arguments, **options)  # type: ignore[arg-type]
        finally:
            faulty.fails, armed = fails, True

    document._file._append = append  # type: ignore[method-assign]
    with pytest.raises(UserError, match="could not be written"):
        rename(document, "Kept, but we cannot know")
    document._file._append = real_append  # type: ignore[method-assign]
    faulty.fails = lambda _sql: None
    assert document.snapshot.organisations[B].name == "B 1"
    with pytest.raises(UserError, match="was changed"):
        rename(document, "On top")
    assert in_file(path) == "Kept, but we cannot know"
    document.close()


def test_a_full_disk_harms_nothing(path: Path) -> None:
    document = Document.open(path)
    connection = document._file._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    before = document.snapshot
    refused: set[str] = set()
    for number in range(40):
        try:
            with document.transaction(Label("Added many")) as edit:
                for place in range(20):
                    one = RecordId(f"{number} {place}")
                    edit.put(r.Organisation(id=one, name="x" * 400))
            before = document.snapshot
        except UserError as problem:
            refused.add(problem.sentence)
        assert document.snapshot is before
    assert len(refused) == 1
    assert "disk is full" in refused.pop()
    document.close()
    again = Document.open(path)
    assert again.snapshot == before
    again.close()


def working(path: Path) -> Path:
    found = working_copy(path)
    assert found is not None
    return found


def test_another_program_that_holds_the_working_copy_is_named_as_the_reason(path: Path) -> None:
    document = Document.open(path)
    with closing(sqlite3.connect(working(path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="Another program is using"):
            rename(document, "Lost")
        other.execute("ROLLBACK")
    rename(document, "Kept")
    assert in_file(path) == "Kept"
    document.close()


def test_what_another_program_writes_into_the_working_copy_is_noticed(path: Path) -> None:
    document = Document.open(path)
    run_sql(working(path), "UPDATE organisation SET name = 'Elsewhere' WHERE id = 'b'")
    with pytest.raises(UserError, match="another program or window"):
        rename(document, "Here")
    assert in_file(path) == "Elsewhere"
    document.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file stays where it is")
@pytest.mark.parametrize("how", ["moved", "deleted", "replaced"])
def test_an_edit_does_not_go_into_a_working_copy_nobody_will_find(path: Path, how: str) -> None:
    document = Document.open(path)
    work = working(path)
    if how == "moved":
        work.rename(work.with_name("elsewhere.ocimap"))
    elif how == "deleted":
        work.unlink()
    else:
        make(path.with_name("other.ocimap")).replace(work)
    with pytest.raises(UserError, match="moved, deleted or replaced"):
        rename(document, "Nowhere")
    rescued = path.with_name("rescued.ocimap")
    document.copy_to(rescued)
    document.close()
    again = Document.open(rescued)
    assert again.snapshot.organisations[B].name == "B 1"
    again.close()


def test_a_mistake_of_the_program_is_no_sentence_and_no_half_edit(path: Path) -> None:
    document = Document.open(path)
    make_faulty(document, lambda sql: RuntimeError("a bug") if "journal (" in sql else None)
    with pytest.raises(RuntimeError, match="a bug"):
        rename(document, "Lost")
    assert in_file(path) == "B 1"
    assert document.snapshot.organisations[B].name == "B 1"
    document.close()
