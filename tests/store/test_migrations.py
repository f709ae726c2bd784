"""The tables of a document and the fields of today are the same."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.model import records as r
from oci_map.model.fields import NOUNS, Field, Kind, Noun
from oci_map.store import migrations, workspace
from tests.examples import snapshot_of
from tests.store.documents import fingerprint, make, run_sql

SQL_TYPES = {
    Kind.YES_NO: "INTEGER",
    Kind.INTEGER: "INTEGER",
    Kind.EURO: "INTEGER",
    Kind.REAL: "REAL",
}
ALL_FIELDS = [(noun, field) for noun in NOUNS.values() for field in noun.fields]
COLUMNS = [(noun, field) for noun, field in ALL_FIELDS if field.kind is not Kind.REFERENCES]
LINKS = [(noun, field) for noun, field in ALL_FIELDS if field.kind is Kind.REFERENCES]


def named(cases: list[tuple[Noun, Field]]) -> list[str]:
    return [f"{noun.name}.{field.name}" for noun, field in cases]


@pytest.fixture(scope="module")
def empty() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.bring_up_to_date(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        yield connection


def columns(connection: sqlite3.Connection, table: str) -> dict[str, tuple[str, bool]]:
    rows = connection.execute(f"PRAGMA table_info({table})").fetchall()
    return {name: (kind, bool(required)) for _i, name, kind, required, _d, _k in rows}


def references(connection: sqlite3.Connection, table: str) -> dict[str, str]:
    rows = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return {row[3]: row[2] for row in rows}


def test_there_is_a_strict_table_for_each_noun_and_link_and_the_journal(
    empty: sqlite3.Connection,
) -> None:
    strict = empty.execute(
        "SELECT name FROM pragma_table_list WHERE strict AND schema = 'main'"
    ).fetchall()
    wanted = {*NOUNS, "journal", "seal", *(f"{noun.name}_{field.name}" for noun, field in LINKS)}
    assert {name for (name,) in strict} == wanted


@pytest.mark.parametrize("noun", NOUNS.values(), ids=lambda noun: noun.name)
def test_a_table_has_the_columns_of_its_noun(empty: sqlite3.Connection, noun: Noun) -> None:
    wanted = {"id": ("TEXT", True)}
    for field in noun.fields:
        if field.kind is not Kind.REFERENCES:
            optional = field.kind in {Kind.REFERENCE, Kind.INTEGER, Kind.EURO}
            kind = SQL_TYPES.get(field.kind, "TEXT")
            wanted[field.name] = (kind, field.required or not optional)
    assert columns(empty, noun.name) == wanted
    assert references(empty, noun.name) == {
        field.name: field.target for field in noun.fields if field.kind is Kind.REFERENCE
    }


@pytest.mark.parametrize(("noun", "field"), LINKS, ids=named(LINKS))
def test_a_link_table_keeps_an_order_and_names_nobody_twice(
    empty: sqlite3.Connection, noun: Noun, field: Field
) -> None:
    table = f"{noun.name}_{field.name}"
    assert columns(empty, table) == {
        noun.name: ("TEXT", True),
        "position": ("INTEGER", True),
        field.target: ("TEXT", True),
    }
    assert references(empty, table) == {noun.name: noun.name, field.target: field.target}
    unique = {
        tuple(row[2] for row in empty.execute(f"PRAGMA index_info({name})").fetchall())
        for _i, name, is_unique, *_rest in empty.execute(f"PRAGMA index_list({table})").fetchall()
        if is_unique
    }
    assert unique == {(noun.name, "position"), (field.target, noun.name)}


def test_what_a_row_points_at_may_be_written_after_it(empty: sqlite3.Connection) -> None:
    tables = [row[0] for row in empty.execute("SELECT sql FROM sqlite_schema").fetchall()]
    pointing = [sql for sql in tables if sql and "REFERENCES" in sql and "journal" not in sql]
    assert pointing
    for sql in pointing:
        assert sql.count("REFERENCES") == sql.count("DEFERRABLE INITIALLY DEFERRED")


def values_that_fit(noun: Noun) -> dict[str, object]:
    values: dict[str, object] = {"id": "x"}
    for field in noun.fields:
        if field.kind is not Kind.REFERENCES:
            value = noun.default(field.name)
            if field.required and value == "":
                value = "y"
            if field.kind is Kind.REFERENCE:
                value = value or None
            values[field.name] = "[]" if field.kind is Kind.TEXTS else value
    return values


def accepted(connection: sqlite3.Connection, noun: Noun, name: str, value: object) -> bool:
    values = values_that_fit(noun) | {name: value}
    names = ", ".join(f'"{one}"' for one in values)
    connection.execute("BEGIN")
    try:
        connection.execute(
            f"INSERT INTO {noun.name} ({names}) VALUES ({', '.join('?' * len(values))})",
            list(values.values()),
        )
    except sqlite3.IntegrityError:
        return False
    finally:
        connection.execute("ROLLBACK")
    return True


def good_and_bad(field: Field) -> tuple[list[object], list[object]]:
    match field.kind:
        case Kind.CHOICE:
            return list(field.choices), ["", "nonsense", None]
        case Kind.YES_NO:
            return [0, 1], [2, -1, None, "yes"]
        case Kind.DATE:
            fine: list[object] = ["", "2012", "2012-07", "2012-07-06", "2012-02-29"]
            return fine, ["2012-13", "2012-02-30", "0000", "201", "2012-7", "now", None]
        case Kind.TEXTS:
            return ["[]", '["a"]'], ["", "a", None]
        case Kind.DATA:
            return ["{}"], ["", "[]", None]
        case Kind.COLOUR:
            return ["", "#1f7a5C"], ["red", "#1f7a5", "#1f7a5cc", "#1f7a5g", '"#1f7a5', None]
        case Kind.INTEGER | Kind.EURO:
            least = [field.least - 1] if field.least is not None else []
            most = [field.most + 1] if field.most is not None else []
            return [field.least or 0], [*least, *most, "many", 1.5]
        case Kind.REAL:
            return [1.5, 2], [None, "left"]
        case Kind.REFERENCE:
            return ["someone"], [None] if field.required else []
        case _:
            return ["text"], [None, *([""] if field.required else [])]


@pytest.mark.parametrize(("noun", "field"), COLUMNS, ids=named(COLUMNS))
def test_a_column_takes_what_its_field_takes_and_nothing_else(
    empty: sqlite3.Connection, noun: Noun, field: Field
) -> None:
    good, bad = good_and_bad(field)
    empty.execute("PRAGMA foreign_keys = OFF")
    assert [value for value in good if not accepted(empty, noun, field.name, value)] == []
    assert [value for value in bad if accepted(empty, noun, field.name, value)] == []


def test_the_fingerprint_is_that_of_the_newest_format(empty: sqlite3.Connection) -> None:
    assert max(migrations.FINGERPRINTS) == migrations.FORMAT == len(migrations.FINGERPRINTS)
    assert migrations.fingerprint(empty) == migrations.FINGERPRINTS[migrations.FORMAT]


def test_migrations_run_once(empty: sqlite3.Connection) -> None:
    before = list(empty.iterdump())
    migrations.bring_up_to_date(empty)
    assert list(empty.iterdump()) == before


# A format that does not exist yet, to see an older document being brought up to it.


NEXT = migrations.FORMAT + 1


def _make_next_format(db: object) -> None:
    assert hasattr(db, "execute")
    db.execute("ALTER TABLE organisation ADD COLUMN motto TEXT NOT NULL DEFAULT ''")
    db.execute(f"PRAGMA user_version = {NEXT}")


def add_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "_STEPS", [*migrations._STEPS, _make_next_format])
    monkeypatch.setattr(migrations, "FORMAT", NEXT)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrations.bring_up_to_date(connection)
        digest = migrations.fingerprint(connection)
    monkeypatch.setattr(migrations, "FINGERPRINTS", {**migrations.FINGERPRINTS, NEXT: digest})


def test_an_older_document_is_brought_up_to_date_with_its_history(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "old.ocimap")
    add_format(monkeypatch)
    document = Document.open(path)
    assert str(document.undo_label) == "Renamed B 0"
    document.undo()
    document.close()
    assert path.read_bytes()[60:64] == NEXT.to_bytes(4, "big")
    again = Document.open(path)
    assert str(again.redo_label) == "Renamed B 0"
    again.close()


# Each format that was released: a document made with the program of that time, with steps in it.

RELEASED = [1]


@pytest.mark.parametrize("version", RELEASED)
def test_a_document_of_each_released_format_opens_and_can_be_undone(
    tmp_path: Path, version: int
) -> None:
    path = tmp_path / "old.ocimap"
    shutil.copy(Path(__file__).parent / f"format_{version}.ocimap", path)
    example = snapshot_of("oci-worked-example")
    document = Document.open(path)
    assert document.snapshot.organisations.keys() == example.organisations.keys()
    assert len(document.snapshot.all(r.NeedStatement)) == 78
    document.redo()
    while document.undo_label:
        document.undo()
    statements = example.all(r.NeedStatement)
    assert document.snapshot.all(r.NeedStatement) == statements
    assert list(document.snapshot.all(r.Invitation)) == list(example.all(r.Invitation))
    # The example's free texts were in both languages at once then.
    meetings = document.snapshot.all(r.Roundtable), example.all(r.Roundtable)
    then, now = ([replace(one, description="") for one in some.values()] for some in meetings)
    assert then == now
    document.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert migrations.fingerprint(connection) == migrations.FINGERPRINTS[migrations.FORMAT]
    again = Document.open(path, read_only=True)
    assert again.format_version == migrations.FORMAT
    again.close()


def test_an_older_document_that_may_not_be_written_is_read_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "old.ocimap")
    path.chmod(0o444)
    before = fingerprint(path)
    add_format(monkeypatch)
    document = Document.open(path)
    assert document.read_only
    assert document.snapshot.counts()["organisation"] == 2
    document.close()
    assert fingerprint(path) == before


def test_an_older_document_that_was_rebuilt_is_not_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "old.ocimap")
    run_sql(path, "CREATE TABLE extra (a)")
    before = fingerprint(path)
    add_format(monkeypatch)
    with pytest.raises(FileProblem):
        Document.open(path)
    assert fingerprint(path) == before


def test_a_migration_that_fails_leaves_the_document_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "old.ocimap")
    before = fingerprint(path)
    add_format(monkeypatch)

    def fail(_db: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(migrations, "_STEPS", [*migrations._STEPS, fail])
    with pytest.raises(RuntimeError, match="in the middle"):
        workspace.open_file(path, read_only=False)
    assert fingerprint(path) == before
    assert [one.name for one in tmp_path.iterdir()] == ["old.ocimap"]
