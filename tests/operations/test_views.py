"""Saved views: saved, updated, renamed, duplicated, put in order, deleted; each one step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from oci_map.document import Document
from oci_map.errors import NotFound, RuleBroken
from oci_map.model.ids import RecordId, position_id
from oci_map.model.records import Position, SavedView
from oci_map.operations import views
from tests.operations.maps import A, B, C


def names(document: Document) -> list[str]:
    return [one.name_en for one in views.in_order(document.snapshot)]


def one_step(document: Document, gesture: Callable[[], object], label: str) -> None:
    before, count = document.snapshot, len(document.history())
    gesture()
    assert len(document.history()) == count + 1
    assert str(document.undo_label) == label
    after = document.snapshot
    document.undo()
    assert document.snapshot == before
    document.redo()
    assert document.snapshot == after


def test_each_verb_is_one_step_with_a_name(document: Document) -> None:
    one_step(
        document, lambda: views.save(document, "{}", name_en="Board"), "Saved the view “Board”"
    )
    board = views.in_order(document.snapshot)[0].id
    text = '{"version":1}'
    one_step(document, lambda: views.update(document, board, text), "Updated the view “Board”")
    one_step(
        document,
        lambda: views.rename(document, board, name_en="Team"),
        "Renamed the view “Board”",
    )
    views.save(document, "{}", name_en="Press")
    one_step(document, lambda: views.duplicate(document, board), "Duplicated the view “Team”")
    assert names(document) == ["Team", "Team (copy)", "Press"]
    last = views.in_order(document.snapshot)[-1].id
    one_step(document, lambda: views.reorder(document, [last]), "Changed the order of the views")
    assert names(document) == ["Press", "Team", "Team (copy)"]
    one_step(document, lambda: views.delete(document, board), "Deleted the view “Team”")
    assert names(document) == ["Press", "Team (copy)"]
    kept = views.in_order(document.snapshot)
    assert kept[1].settings == text


def test_moving_in_a_view_moves_nothing_in_the_document(document: Document) -> None:
    view = views.save(document, "{}", name_en="Board")
    before = document.snapshot.all(Position)
    one_step(
        document,
        lambda: views.move(document, view, '{"places":{"a":[1,2]}}', [A]),
        "Moved Alpha in the view “Board”",
    )
    assert document.snapshot.all(Position) == before
    views.move(document, view, "{}", [A, B, C])
    assert str(document.undo_label) == "Moved 3 organisations in the view “Board”"


def test_places_of_a_view_are_used_when_asked(document: Document) -> None:
    view = views.save(document, "{}", name_en="Board")
    gone = RecordId("gone")
    one_step(
        document,
        lambda: views.use_places(document, view, {A: (9, 8), B: (7, 6), gone: (0, 0)}),
        "Used the places of the view “Board” for the document",
    )
    places = document.snapshot.all(Position)
    assert (places[position_id(A)].x, places[position_id(A)].y) == (9.0, 8.0)
    assert places[position_id(B)].pinned
    assert position_id(gone) not in places


def test_a_view_without_a_name_or_with_damaged_settings_is_refused(document: Document) -> None:
    for name, settings in ((" ", "{}"), ("Board", "[]"), ("Board", "{" * 100_000)):
        with pytest.raises(RuleBroken):
            views.save(document, settings, name_en=name)
    assert not document.snapshot.all(SavedView)


def test_a_view_that_is_gone_cannot_be_changed(document: Document) -> None:
    with pytest.raises(NotFound):
        views.update(document, RecordId("gone"), "{}")
    with pytest.raises(NotFound):
        views.reorder(document, [RecordId("gone")])
