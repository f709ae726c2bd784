"""The journal: which steps stand follows from its rows alone, and a damaged row is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.model.change import ChangeId, Label
from oci_map.store.journal import DamagedJournal, Steps
from tests.store.documents import B, make, rename, run_sql


def test_steps_are_taken_back_and_done_again_in_order() -> None:
    a, b, c = (ChangeId(one) for one in "abc")
    steps = Steps()
    steps.did(a, joins=False)
    steps.did(b, joins=False)
    steps.undid(b)
    steps.undid(a)
    assert steps.redo == [(b,), (a,)]
    steps.redid(a)
    steps.did(c, joins=False)
    assert steps.undo == [(a,), (c,)]
    assert steps.redo == []
    assert steps.standing == {a, c}


def test_what_joins_a_step_goes_with_it() -> None:
    a, b, c = (ChangeId(one) for one in "abc")
    steps = Steps()
    steps.did(a, joins=True)  # before any step: it stays for good
    steps.did(b, joins=False)
    steps.did(c, joins=True)
    assert steps.undo == [(b, c)]
    steps.undid(b)
    assert steps.redo == [(b, c)]
    assert steps.standing == {a}


@pytest.mark.parametrize("wrong", ["undo", "redo", "join"])
def test_what_no_program_does_is_damage(wrong: str) -> None:
    a, b = ChangeId("a"), ChangeId("b")
    steps = Steps()
    steps.did(a, joins=False)
    steps.undid(a)
    act: dict[str, Callable[[], None]] = {
        "undo": lambda: steps.undid(a),
        "redo": lambda: steps.redid(b),
        "join": lambda: steps.did(b, joins=True),
    }
    with pytest.raises(DamagedJournal):
        act[wrong]()


@given(st.lists(st.sampled_from(["do", "join", "undo", "redo"]), max_size=40))
def test_the_number_of_steps_is_never_lost(actions: list[str]) -> None:
    steps = Steps()
    for number, action in enumerate(actions):
        before = sum(map(len, steps.undo)) + sum(map(len, steps.redo))
        change = ChangeId(str(number))
        if action == "do":
            steps.did(change, joins=False)
            assert steps.undo[-1] == (change,)
        elif action == "join" and steps.undo and not steps.redo:
            steps.did(change, joins=True)
            assert sum(map(len, steps.undo)) == before + 1
        elif action == "undo" and steps.undo:
            steps.undid(steps.undo[-1][0])
        elif action == "redo" and steps.redo:
            steps.redid(steps.redo[-1][0])
        if action in {"undo", "redo"}:
            assert sum(map(len, steps.undo)) + sum(map(len, steps.redo)) == before


# What a flipped bit or another program may leave in a row; the file itself opens.

GOOD = {"id": "b", "name": "B 0"}
DAMAGED_PAYLOADS = [
    "",
    "[",
    "[1]",
    '["organisation"]',
    json.dumps([["nonsense", "b", None, GOOD]]),
    json.dumps([["organisation", "b", None, None, None]]),
    json.dumps([["organisation", "b", {"id": "b", "name": 5}, GOOD]]),
    json.dumps([["organisation", "b", {"name": "B"}, GOOD]]),
    json.dumps([["organisation", "b", {"id": "b", "name": "B", "motto": "x"}, GOOD]]),
    json.dumps([["organisation", "b", {"id": "b", "name": "B"}, {"id": "b", "name": "other"}]]),
    json.dumps([["nonsense", "b", None, None]]),
]


@pytest.mark.parametrize("payload", DAMAGED_PAYLOADS)
def test_a_damaged_step_cannot_be_undone_and_says_so(tmp_path: Path, payload: str) -> None:
    path = make(tmp_path / "map.ocimap")
    quoted = payload.replace("'", "''")
    run_sql(path, "PRAGMA ignore_check_constraints = ON", f"UPDATE journal SET payload='{quoted}'")
    document = Document.open(path)
    before = document.snapshot
    with pytest.raises(FileProblem) as caught:
        document.undo()
    assert "map.ocimap" in caught.value.sentence
    assert document.snapshot is before
    rename(document, "B again")  # the work goes on
    document.undo()
    assert document.snapshot == before
    document.close()


@pytest.mark.parametrize(
    "label",
    [
        "{",
        "{}",
        '{"text": "Renamed {name}", "values": {}}',
        '{"text": "{name.__class__}", "values": {"name": "x"}}',
        '{"text": "{name!r:>1000000}", "values": {"name": "x"}}',
        '{"text": "{0}", "values": {"name": "x"}}',
        '{"text": "{", "values": {}}',
        '{"text": "a", "values": 7}',
        '{"text": "a", "values": {}, "many": "b", "count": "several"}',
    ],
)
def test_a_damaged_name_of_a_step_is_not_believed(tmp_path: Path, label: str) -> None:
    path = make(tmp_path / "map.ocimap")
    quoted = label.replace("'", "''")
    run_sql(path, "PRAGMA ignore_check_constraints = ON", f"UPDATE journal SET label = '{quoted}'")
    document = Document.open(path)
    assert str(document.undo_label) == "Step that cannot be read"
    assert [str(entry.label) for entry in document.history()] == ["Step that cannot be read"]
    document.close()


def test_a_journal_without_its_oldest_steps_is_read(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=3)
    run_sql(path, "DELETE FROM journal WHERE seq = 1")
    document = Document.open(path)
    document.undo()
    assert document.snapshot.organisations[B].name == "B 1"
    document.close()


def test_a_step_that_does_not_lead_here_cannot_be_undone(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=3)
    run_sql(path, "DELETE FROM journal WHERE seq = 3")
    document = Document.open(path)
    with pytest.raises(FileProblem, match="cannot be undone"):
        document.undo()
    document.close()


def test_a_journal_that_undoes_what_was_not_done_is_damage(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=3)
    run_sql(
        path,
        "UPDATE journal SET kind = 'undo', target = (SELECT id FROM journal WHERE seq = 1)"
        " WHERE seq = 3",
    )
    before = path.read_bytes()
    with pytest.raises(FileProblem, match="damaged"):
        Document.open(path)
    assert path.read_bytes() == before


def test_the_history_says_what_was_done_undone_and_redone(tmp_path: Path) -> None:
    path = make(tmp_path / "map.ocimap", steps=2)
    document = Document.open(path, author="Els")
    document.undo()
    document.redo()
    document.undo()
    with document.transaction(Label("Nothing at all")):
        pass
    told = [(entry.kind, str(entry.label), entry.stands) for entry in document.history()]
    assert told == [
        ("undo", "Renamed B 1", False),
        ("redo", "Renamed B 1", False),
        ("undo", "Renamed B 1", False),
        ("do", "Renamed B 1", False),
        ("do", "Renamed B 0", True),
    ]
    assert {entry.author for entry in document.history(3)} == {"Els"}
    assert all(entry.at.endswith("+00:00") for entry in document.history())
    document.close()
