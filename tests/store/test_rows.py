"""Records come back from their rows as they were, in the order in which they were added."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from oci_map.document import Document
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.store import migrations, rows
from tests.model.any_record import any_record
from tests.store.documents import A, make, rename, run_sql

_TEMPLATE = sqlite3.connect(":memory:", isolation_level=None)
migrations.bring_up_to_date(_TEMPLATE)


@contextmanager
def database() -> Iterator[sqlite3.Connection]:
    """Give an empty database; what a row points at is not looked for, which is not tried here."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _TEMPLATE.backup(connection)
        yield connection


def write(connection: sqlite3.Connection, changes: Sequence[RecordChange]) -> None:
    connection.execute("BEGIN")
    rows.write(connection, changes)
    connection.execute("COMMIT")


def changes_between(before: Snapshot, after: Snapshot) -> list[RecordChange]:
    return [
        RecordChange(noun, record_id, one, other)
        for noun in NOUNS
        for record_id in dict.fromkeys([*before.table(noun), *after.table(noun)])
        if (one := before.get(noun, record_id)) != (other := after.get(noun, record_id))
    ]


def in_order(snapshot: Snapshot) -> list[r.Record]:
    return [record for noun in NOUNS for record in snapshot.table(noun).values()]


RECORDS = st.lists(any_record(), max_size=12, unique_by=lambda one: (type(one), one.id))


@given(RECORDS)
def test_records_come_back_as_they_were(records: list[r.Record]) -> None:
    snapshot = Snapshot.of(records)
    with database() as connection:
        write(connection, changes_between(Snapshot({}), snapshot))
        found = rows.read(connection)
    assert in_order(found) == in_order(snapshot)
    for record, kept in zip(in_order(found), in_order(snapshot), strict=True):
        assert repr(record) == repr(kept)  # types too: True is not 1
        assert hash(record) == hash(kept)


@given(RECORDS, RECORDS)
def test_changes_lead_from_one_state_to_the_other(
    first: list[r.Record], second: list[r.Record]
) -> None:
    before = Snapshot.of(first)
    changes = changes_between(before, Snapshot.of(second))
    after = before.after(changes)
    with database() as connection:
        write(connection, changes_between(Snapshot({}), before))
        write(connection, changes)
        assert in_order(rows.read(connection)) == in_order(after)
        back = [one.inverse() for one in reversed(changes)]
        write(connection, back)
        found = rows.read(connection)
    assert found == before
    assert in_order(found) == in_order(after.after(back))


def test_several_references_keep_their_order() -> None:
    sectors = tuple(RecordId(one) for one in "cab")
    before = r.Organisation(id=RecordId("o"), name="O", sectors=sectors)
    after = r.Organisation(id=RecordId("o"), name="O", sectors=sectors[::-1])
    with database() as connection:
        write(connection, [RecordChange("organisation", before.id, None, before)])
        write(connection, [RecordChange("organisation", before.id, before, after)])
        assert rows.read(connection).organisations[before.id].sectors == sectors[::-1]


def test_every_kind_of_record_can_be_filled_without_its_init() -> None:
    # rows.py fills the slots itself: nothing may be left to __init__ or __post_init__.
    for noun in NOUNS.values():
        assert not hasattr(noun.record, "__post_init__")
        record = noun.record(id=RecordId("x"))
        assert noun_of(record) is noun
        with database() as connection:
            write(connection, [RecordChange(noun.name, record.id, None, _valid(record))])
            assert rows.read(connection).get(noun.name, record.id) == _valid(record)


def _valid(record: r.Record) -> r.Record:
    """Fill in what may not be empty in a row."""
    from dataclasses import replace

    missing = {
        field.name: "y"
        for field in noun_of(record).fields
        if field.required and getattr(record, field.name) == ""
    }
    return replace(record, **missing)  # type: ignore[arg-type]  # texts and references


def test_texts_that_another_program_wrote_are_read_clean(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap")
    run_sql(
        path,
        "UPDATE organisation SET name = 'A' || char(8238) || 'fdp' || char(7),"
        " aliases = '[\"e\\u0301\"]' WHERE id = 'a'",
    )
    document = Document.open(path)
    assert document.snapshot.organisations[A].name == "A[U+202E]fdp"
    assert document.snapshot.organisations[A].aliases == ("é",)
    rename(document, "Another", A)
    document.undo()
    assert document.snapshot.organisations[A].name == "A[U+202E]fdp"
    document.close()
