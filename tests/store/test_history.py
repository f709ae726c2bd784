"""The past of a document: steps found by words and by record, and what they made of records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from oci_map import i18n
from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.i18n import N_
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.ids import RecordId
from oci_map.operations import groups, needs, organisations, positions, records
from oci_map.store.history import PastStep
from tests.operations.maps import RECORDS, A, B, C, H, N
from tests.store.documents import run_sql


@pytest.fixture
def document(tmp_path: Path) -> Iterator[Document]:
    opened = Document.create(tmp_path / "map.ocimap", author="Els", records=RECORDS)
    yield opened
    opened.close()


def names(
    document: Document, words: str = "", record: tuple[str, RecordId] | None = None
) -> list[str]:
    past = document.past
    return [str(one.label) for one in past.entries(past.steps(words, record))]


def first(document: Document) -> PastStep:
    return document.past.steps()[0]


def test_every_step_is_told_newest_first_with_what_undid_it(document: Document) -> None:
    records.edit(document, "organisation", A, name="Alfa")
    groups.add_member(document, B, H)
    document.undo()
    past = document.past
    told = past.entries(past.steps())
    assert [(one.kind, str(one.label), one.stands, one.author) for one in told] == [
        ("undo", "Added Beta to Ondernemerschap", False, "Els"),
        ("do", "Added Beta to Ondernemerschap", False, "Els"),
        ("do", "Renamed Alpha", True, "Els"),
    ]
    document.redo()
    past = document.past
    assert [(one.kind, one.stands) for one in past.steps()] == [
        ("redo", False), ("undo", False), ("do", True), ("do", True),
    ]  # fmt: skip


def test_typing_in_one_field_is_one_step_and_in_another_field_the_next(document: Document) -> None:
    for text in ("V", "Vo", "Voor"):
        records.edit(document, "organisation", A, joins=True, note=text)
    for text in ("G", "Gent"):
        records.edit(document, "organisation", A, joins=True, place=text)
    records.edit(document, "organisation", B, joins=True, place="Gent")
    assert names(document) == [
        "Changed “Place” of Beta", "Changed “Place” of Alpha", "Changed “Note” of Alpha",
    ]  # fmt: skip
    past = document.past
    note = past.changes(past.steps()[2])
    assert len(note) == 1
    assert isinstance(note[0].before, r.Organisation)
    assert isinstance(note[0].after, r.Organisation)
    assert (note[0].before.note, note[0].after.note) == ("", "Voor")


def test_a_new_place_belongs_to_the_step_before_and_moving_is_a_step(document: Document) -> None:
    new = organisations.add(document, "Delta")
    positions.keep_automatic(document, {new: (1.0, 2.0)})
    positions.move(document, {A: (9.0, 9.0)})
    assert names(document) == ["Moved Alpha", "Added Delta"]
    past = document.past
    assert [one.noun for one in past.changes(past.steps()[1])] == ["organisation", "position"]


def test_words_find_names_of_steps_in_either_language_and_texts_of_records(
    document: Document,
) -> None:
    groups.add_member(document, B, H)
    records.edit(document, "organisation", C, note="Café in Ixelles")
    records.remove_all(document, [("organisation", A), ("organisation", B)])
    assert names(document, "ONDERNEMER added") == ["Added Beta to Ondernemerschap"]
    assert names(document, "cafe") == ["Changed “Note” of Gamma"]
    assert names(document, "beta fed") == ["Deleted 2 records"]
    assert names(document, "nothing like it") == []
    # Ids, codes and names of fields are no words a person knows.
    assert names(document, "cross_sector") == []
    i18n.set_language("nl")
    dutch = names(document)[0]
    assert names(document, dutch.split()[0]) == [dutch]


def test_a_record_has_a_history_with_what_hangs_on_it(document: Document) -> None:
    records.edit(document, "organisation", C, note="other")
    seat = groups.add_member(document, B, H)
    needs.state(document, B, N, 3)
    groups.change_role(document, seat, "chair")
    records.edit(document, "organisation", C, parent=B)  # names B, but stands without it
    groups.remove_member(document, seat)
    document.undo()
    about = names(document, record=("organisation", B))
    assert about == [
        "Took Beta out of Ondernemerschap",  # taken back
        "Took Beta out of Ondernemerschap",
        "Changed the role of Beta in Ondernemerschap",
        about[3],
        "Added Beta to Ondernemerschap",
    ]
    assert names(document, "role", ("organisation", B)) == [about[2]]
    assert len(names(document, record=("membership", seat))) == 4


def test_what_held_after_each_step_can_be_seen(document: Document) -> None:
    states = []
    for name in ("One", "Two", "Three"):
        records.edit(document, "organisation", A, name=name)
        states.append((first(document).id, document.snapshot))
    document.undo()
    states.append((first(document).id, document.snapshot))
    records.remove(document, "organisation", A)
    for step, snapshot in states:
        assert document.at(step) == snapshot
    assert document.at(first(document).id) == document.snapshot


def test_going_back_is_one_step_that_can_be_undone(document: Document) -> None:
    start = document.snapshot
    records.edit(document, "organisation", A, name="One")
    one, then = first(document).id, document.snapshot
    records.remove(document, "organisation", A)
    groups.add_member(document, B, H)
    document.undo()
    before = document.snapshot
    document.restore_to(one)
    assert document.snapshot == then
    assert str(document.undo_label) == "Went back to: Renamed Alpha"
    back = first(document).id
    document.undo()
    assert document.snapshot == before
    document.redo()
    records.edit(document, "organisation", A, name="Two")
    document.restore_to(back)
    assert document.snapshot == then
    assert str(document.undo_label) == "Went back to: Renamed Alpha"
    while document.undo():
        pass
    assert document.snapshot == start


def test_going_back_to_before_a_step_that_was_taken_back(document: Document) -> None:
    records.edit(document, "organisation", A, name="One")
    document.undo()
    undone, then = first(document).id, document.snapshot
    records.edit(document, "organisation", A, name="Two")
    document.restore_to(undone)
    assert document.snapshot == then
    assert str(document.undo_label) == "Went back to before: Renamed Alpha"


def test_going_back_to_where_one_is_makes_no_step(document: Document) -> None:
    records.edit(document, "organisation", A, name="One")
    count = len(document.history())
    document.restore_to(first(document).id)
    assert len(document.history()) == count


def test_the_name_of_going_back_follows_the_language(document: Document, tmp_path: Path) -> None:
    with document.transaction(Label(N_("Deleted {name}"), {"name": "X"})) as edit:
        edit.put(r.Organisation(id=RecordId("x"), name="X"))
    step = first(document).id
    records.edit(document, "organisation", A, name="One")
    document.restore_to(step)
    document.close()
    again = Document.open(tmp_path / "map.ocimap", read_only=True)
    english = str(again.undo_label)
    i18n.set_language("nl")
    dutch = str(again.undo_label)
    again.close()
    assert english.endswith("Deleted X")
    assert not dutch.endswith("Deleted X")
    assert dutch.endswith(i18n._("Deleted {name}").format(name="X"))


def test_the_past_is_the_same_after_opening_again(document: Document, tmp_path: Path) -> None:
    records.edit(document, "organisation", A, name="One")
    groups.add_member(document, B, H)
    document.undo()
    document.restore_to(document.past.steps()[-1].id)
    past = document.past
    told = [(past.entries([one]), past.changes(one)) for one in past.steps()]
    assert document.work is not None
    document.work.save()
    there = Document.open(tmp_path / "map.ocimap", read_only=True)
    past = there.past
    assert [(past.entries([one]), past.changes(one)) for one in past.steps()] == told
    there.close()


@pytest.mark.parametrize(
    "payload",
    [
        "[]",
        "nonsense",
        "{}",
        '[["organisation","a"]]',
        '[["nobody","a",null,null]]',
        '[["organisation","a",{"id":"a","colour":1},null]]',
        "[" * 100_000,
    ],
)
def test_a_damaged_step_is_never_gone_back_over(
    document: Document, tmp_path: Path, payload: str
) -> None:
    records.edit(document, "organisation", A, name="One")
    one = first(document).id
    records.edit(document, "organisation", A, name="Two")
    records.edit(document, "organisation", B, name="Three")
    damaged = document.past.steps()[1].id
    document.close()
    run_sql(
        tmp_path / "map.ocimap", f"UPDATE journal SET payload = '{payload}' WHERE id = '{damaged}'"
    )
    again = Document.open(tmp_path / "map.ocimap")
    before = again.snapshot
    with pytest.raises(FileProblem):
        again.restore_to(one)
    assert again.snapshot == before
    assert names(again, "three")  # what can be read is still found
    names(again, record=("organisation", A))
    again.close()


def test_settings_nested_too_deeply_are_refused_with_a_reason(
    document: Document, tmp_path: Path
) -> None:
    document.close()
    text = '{"a":' * 50_000 + "1" + "}" * 50_000
    run_sql(
        tmp_path / "map.ocimap",
        f"INSERT INTO saved_view VALUES ('v', 'V', '', '{text}', 1)",
    )
    with pytest.raises(FileProblem):
        Document.open(tmp_path / "map.ocimap")


def test_a_label_that_speaks_of_a_step_is_read_by_older_programs_too(document: Document) -> None:
    label = Label(
        "Went back to: {step}", {"step": "Renamed A"}, of=Label("Renamed {name}", {"name": "A"})
    )
    assert str(label) == "Went back to: Renamed A"
    assert str(replace(label, of=None)) == "Went back to: Renamed A"
    assert json.dumps(dict(label.values))
