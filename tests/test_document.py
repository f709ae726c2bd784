"""The document: one transaction, one step; undo and redo survive; listeners hear in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from oci_map.document import Document, Edit, Step
from oci_map.errors import RuleBroken
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.ids import RecordId

A, B = RecordId("a"), RecordId("b")
G = RecordId("g")


def organisation(record_id: RecordId, name: str = "Name") -> r.Organisation:
    return r.Organisation(id=record_id, name=name)


def put(document: Document, *records: r.Record, joins: bool = False, name: str = "Did") -> None:
    with document.transaction(Label(name), joins=joins) as edit:
        for record in records:
            edit.put(record)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "map.ocimap"


@pytest.fixture
def document(path: Path) -> Iterator[Document]:
    opened = Document.create(path, author="Els")
    yield opened
    opened.close()


def reopened(document: Document) -> Document:
    """Return the document as it is after closing the program, checked against the file."""
    snapshot = document.snapshot
    labels = document.undo_label, document.redo_label
    document.close()
    again = Document.open(document.path)
    assert again.snapshot == snapshot
    assert (again.undo_label, again.redo_label) == labels
    return again


def test_a_new_document_is_empty_and_can_be_undone_nowhere(document: Document) -> None:
    assert not any(document.snapshot.counts().values())
    assert document.undo() is None
    assert document.redo() is None
    assert document.undo_label is None
    assert document.redo_label is None
    assert document.history() == ()
    assert document.format_version == 2


def test_a_transaction_shows_its_own_work_only_to_itself(document: Document) -> None:
    with document.transaction(Label("Added")) as edit:
        edit.put(organisation(A))
        assert A in edit.snapshot.organisations
        assert A not in document.snapshot.organisations
        edit.put(r.WorkingGroup(id=G, name_nl="G"))
        edit.remove("organisation", A)
        assert A not in edit.snapshot.organisations
        edit.put(organisation(B))
    assert set(document.snapshot.organisations) == {B}


def test_what_changes_nothing_is_no_step(document: Document) -> None:
    put(document, organisation(A))
    put(document, organisation(A))
    with document.transaction(Label("Nothing")) as edit:
        edit.put(organisation(B))
        edit.remove("organisation", B)
        edit.remove("organisation", RecordId("never there"))
    assert len(document.history()) == 1


def test_an_exception_inside_leaves_everything_as_it_was(document: Document) -> None:
    put(document, organisation(A))
    before = document.snapshot
    with pytest.raises(ZeroDivisionError), document.transaction(Label("Broken")) as edit:
        _put_and_fail(edit)
    assert document.snapshot is before
    put(document, organisation(B))  # and the next one begins afresh
    assert len(document.history()) == 2


def _put_and_fail(edit: Edit) -> None:
    edit.put(organisation(B))
    raise ZeroDivisionError


def test_what_breaks_a_rule_is_refused_whole(document: Document) -> None:
    with pytest.raises(RuleBroken) as caught:
        put(document, organisation(A), r.Organisation(id=B, name="B", parent=RecordId("gone")))
    assert (caught.value.noun, caught.value.record_id) == ("organisation", B)
    assert caught.value.field == "parent"
    assert not document.snapshot.organisations


def test_transactions_do_not_nest(document: Document) -> None:
    with document.transaction(Label("Outer")) as edit:
        with pytest.raises(RuntimeError), document.transaction(Label("Inner")):
            pass
        edit.put(organisation(A))
    assert A in document.snapshot.organisations


def test_undo_and_redo_survive_closing_the_program(document: Document) -> None:
    put(document, organisation(A, "One"), name="First")
    put(document, organisation(A, "Two"), name="Second")
    put(document, organisation(A, "Three"), name="Third")
    document = reopened(document)
    assert str(document.undo_label) == "Third"
    document.undo()
    document.undo()
    document = reopened(document)
    assert document.snapshot.organisations[A].name == "One"
    assert (str(document.undo_label), str(document.redo_label)) == ("First", "Second")
    document.redo()
    document = reopened(document)
    assert document.snapshot.organisations[A].name == "Two"
    document.redo()
    document.undo()
    put(document, organisation(B), name="Fourth")
    document = reopened(document)
    assert document.redo_label is None
    while document.undo():
        document = reopened(document)
    assert not any(document.snapshot.counts().values())
    document.close()


def test_what_joins_a_step_is_undone_and_redone_with_it(document: Document) -> None:
    put(document, organisation(A), name="First")
    put(document, organisation(B), name="Added")
    put(document, r.Position(id=RecordId("b@map"), organisation=B, x=1.0), joins=True)
    put(document, r.Position(id=RecordId("b@map"), organisation=B, x=2.0), joins=True)
    document = reopened(document)
    step = document.undo()
    assert step is not None
    # Each record once, from what it was to what it is.
    assert [(one.noun, one.after) for one in step.change.records] == [
        ("position", None),
        ("organisation", None),
    ]
    assert str(document.undo_label) == "First"
    document = reopened(document)
    document.redo()
    place = document.snapshot.get("position", RecordId("b@map"))
    assert isinstance(place, r.Position)
    assert place.x == 2.0
    assert str(document.undo_label) == "Added"
    reopened(document).close()


def test_what_joins_before_any_step_stays(document: Document) -> None:
    put(document, organisation(A), joins=True)
    assert document.undo_label is None
    document = reopened(document)
    assert document.undo() is None
    put(document, organisation(B))
    document.undo()
    assert set(document.snapshot.organisations) == {A}
    assert [entry.stands for entry in document.history()] == [False, False, True]
    document.close()


def test_nothing_joins_while_a_step_waits_to_be_redone(document: Document) -> None:
    put(document, organisation(A))
    document.undo()
    with pytest.raises(RuntimeError):
        put(document, organisation(B), joins=True)


def test_joins_that_cancel_out_are_still_one_step(document: Document) -> None:
    put(document, organisation(A, "One"))
    put(document, organisation(A, "Two"), name="Renamed")
    put(document, organisation(A, "One"), joins=True)
    step = document.undo()
    assert step is not None
    assert step.change.records == ()
    assert str(document.redo_label) == "Renamed"
    reopened(document).close()


def test_a_step_says_what_changed_and_who_did_it(document: Document) -> None:
    steps: list[Step] = []
    document.subscribe(steps.append)
    put(document, organisation(A, "One"), name="Added")
    put(document, organisation(A, "Two"))
    document.undo()
    document.redo()
    kinds = [step.kind for step in steps]
    assert kinds == ["do", "do", "undo", "redo"]
    one, two = organisation(A, "One"), organisation(A, "Two")
    pairs = [(step.change.records[0].before, step.change.records[0].after) for step in steps]
    assert pairs == [(None, one), (one, two), (two, one), (one, two)]
    assert {step.change.author for step in steps} == {"Els"}
    assert len({step.change.id for step in steps}) == 4
    assert str(steps[0].change.label) == "Added"


def test_a_listener_sees_the_new_snapshot_and_can_leave(document: Document) -> None:
    seen: list[int] = []

    def listen(_step: Step) -> None:
        seen.append(len(document.snapshot.organisations))

    leave = document.subscribe(listen)
    put(document, organisation(A))
    leave()
    leave()
    put(document, organisation(B))
    assert seen == [1]


def test_a_listener_that_makes_a_step_does_not_confuse_the_others(document: Document) -> None:
    heard: list[str] = []

    def places(step: Step) -> None:
        if step.kind == "do" and str(step.change.label) == "Added":
            put(document, r.Position(id=RecordId("p"), organisation=A), joins=True, name="Placed")

    def hears(step: Step) -> None:
        heard.append(str(step.change.label))

    document.subscribe(places)
    document.subscribe(hears)
    put(document, organisation(A), name="Added")
    assert heard == ["Added", "Placed"]
    document.undo()
    assert heard == ["Added", "Placed", "Added"]
    assert not document.snapshot.table("position")


def test_a_listener_that_fails_keeps_nobody_from_hearing(document: Document) -> None:
    heard: list[Step] = []

    def fails(_step: Step) -> None:
        raise ZeroDivisionError

    document.subscribe(fails)
    document.subscribe(heard.append)
    with pytest.raises(ZeroDivisionError):
        put(document, organisation(A))
    assert len(heard) == 1
    assert A in document.snapshot.organisations
    document = reopened(document)
    document.subscribe(heard.append)
    put(document, organisation(B))
    assert len(heard) == 2
    document.close()


def test_the_last_change_is_known_until_it_is_undone(document: Document) -> None:
    def last_change() -> list[RecordId] | None:
        last = document.last_change
        return None if last is None else [one.id for one in last.records]

    assert last_change() is None
    put(document, organisation(A))
    put(document, organisation(B), joins=True)
    assert last_change() == [B]
    document.undo()
    assert last_change() is None


@pytest.mark.parametrize(
    "name",
    [
        "x" * 10_000,
        "👩🏽‍🎨🏳️‍🌈",
        "שלום עולם مرحبا",
        "<img src=x onerror=alert(1)>",
        "two\nlines\u2028and more",
        "{name} %s {0}",
        "'; DROP TABLE organisation; --",
        '"]}',
    ],
)
def test_a_strange_name_is_kept_as_typed_and_undone(document: Document, name: str) -> None:
    put(document, organisation(A, name))
    put(document, replace(organisation(A, name), aliases=(name, name)))
    document = reopened(document)
    assert document.snapshot.organisations[A].aliases == (name, name)
    document.undo()
    assert document.snapshot.organisations[A] == organisation(A, name)
    document.close()


@pytest.mark.parametrize("name", ["a\x00b", "a\ud800b", "\x1b[2J"])
def test_what_a_file_cannot_hold_never_reaches_it(document: Document, name: str) -> None:
    with pytest.raises(RuleBroken):
        put(document, organisation(A, name))


def test_a_document_begins_with_records_that_cannot_be_undone(path: Path) -> None:
    records = [organisation(A), r.Membership(id=RecordId("m"), organisation=A, group=G)]
    with pytest.raises(RuleBroken):
        Document.create(path, records=records)
    assert not path.exists()
    document = Document.create(path, records=[*records, r.WorkingGroup(id=G, name_nl="G")])
    assert document.undo() is None
    assert len(document.snapshot.memberships) == 1
    document.close()


@pytest.mark.parametrize("action", ["undo", "redo"])
def test_order_in_memory_and_file_are_one(document: Document, action: str) -> None:
    def order(of: Document) -> list[RecordId]:
        return list(of.snapshot.organisations)

    put(document, organisation(A), organisation(B), organisation(RecordId("c")))
    with document.transaction(Label("Shuffled")) as edit:
        edit.remove("organisation", A)
        edit.put(organisation(RecordId("d")))
        edit.remove("organisation", B)
        edit.put(organisation(B, "Back"))
    actions: dict[str, Callable[[], object]] = {"undo": document.undo, "redo": document.redo}
    document.undo()
    actions[action]()
    expected = order(document)
    document = reopened(document)
    assert order(document) == expected
    document.close()


def test_a_copy_holds_what_was_there_when_it_was_taken(document: Document, tmp_path: Path) -> None:
    put(document, organisation(A))
    write = document.copying_to(tmp_path / "copy.ocimap")
    put(document, organisation(B))
    write()
    copy = Document.open(tmp_path / "copy.ocimap", read_only=True)
    assert set(copy.snapshot.organisations) == {A}
    copy.close()
    document.copying_to(document.path)()  # it is there already
    assert set(reopened(document).snapshot.organisations) == {A, B}
