"""A block for the grid: what is read, what does not fit, and one step that can be undone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oci_map.document import Document
from oci_map.i18n import _
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.vocabulary import ROLES
from oci_map.operations import grid_block
from oci_map.operations.grid import Cell
from oci_map.operations.grid_block import BlockPlan, Text
from tests.operations.maps import SEAT, A, B, C, G, H, N

PRIORITIES = {"3": "Needs it most", "2": "Needs it", "1": "Needs it a little"}


def planned(document: Document, *texts: tuple[Cell, str], as_of: str = "") -> BlockPlan:
    read = [Text(row, cell, text) for row, (cell, text) in enumerate(texts)]
    words = {code: _(text) for code, text in ROLES.items()}
    return grid_block.plan(document.snapshot, "membership", read, words, as_of)


def seats(document: Document) -> dict[Cell, str]:
    found = document.snapshot.memberships.values()
    return {(one.organisation, one.group): one.role for one in found}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("x", "member"), ("X", "member"), ("✓", "member"), ("1", "member"), ("ja", "member"),
        ("Chair", "chair"), ("chair", "chair"), (" c ", "chair"), ("S", "secretary"),
        ("observer", "observer"), ("Chair, since 2010", "chair"),
        ("Member, until 2010; Chair, since 2011", "chair"),
    ],
)  # fmt: skip
def test_words_letters_and_ticks_are_read(document: Document, text: str, role: str) -> None:
    grid_block.apply(document, planned(document, ((B, G), text)))
    assert seats(document)[B, G] == role


def test_what_is_empty_leaves_a_seat_and_a_stroke_takes_it(document: Document) -> None:
    assert not planned(document, ((A, G), ""), ((A, G), "  \n")).does_something
    assert not planned(document, ((A, G), "x")).does_something  # it sits there already
    grid_block.apply(document, planned(document, ((A, G), "–"), ((B, H), "-")))
    assert seats(document) == {}
    assert not document.snapshot.all(r.Evidence)  # what was said about the seat went with it
    document.undo()
    assert seats(document) == {(A, G): "member"}
    assert document.snapshot.memberships[SEAT].id == SEAT


def test_a_block_is_one_step_and_what_does_not_fit_has_its_reason(document: Document) -> None:
    before = document.snapshot
    found = planned(document, ((A, H), "chair"), ((B, G), "boss"), ((C, H), "x"), ((A, G), "S"))
    assert document.snapshot is before
    assert (found.fitting, len(found.changed)) == (3, 3)
    [misfit] = found.misfits
    assert (misfit.row, misfit.field, misfit.text) == (1, G, "boss")
    assert misfit.reason == (
        "“boss” is none of these: Chair, Secretary, Member and Observer, or x."
    )
    grid_block.apply(document, found)
    assert str(document.undo_label) == "Pasted 3 cells in Memberships"
    assert seats(document) == {(A, G): "secretary", (A, H): "chair", (C, H): "member"}
    document.undo()
    assert document.snapshot == before


def test_a_seat_begins_at_the_date_that_is_looked_at(document: Document) -> None:
    grid_block.apply(document, planned(document, ((A, G), "-"), ((A, H), "c"), as_of="2012"))
    seat = next(one for one in document.snapshot.memberships.values() if one.group == H)
    assert (seat.active_from, seat.active_to) == ("", "")  # the first: since when is not known
    assert planned(document, ((A, H), "Chair, since 2010")).undated == 1


def test_priorities_of_needs(document: Document) -> None:
    def read(*texts: tuple[RecordId, str]) -> BlockPlan:
        block = [Text(row, (one, N), text) for row, (one, text) in enumerate(texts)]
        return grid_block.plan(document.snapshot, "need_statement", block, PRIORITIES)

    found = read((A, "3"), (B, "x"), (C, "Needs it a little"), (C, "9"))
    assert [one.text for one in found.misfits] == ["9"]
    grid_block.apply(document, found)
    statements = document.snapshot.all(r.NeedStatement).values()
    held = {one.organisation: one.priority for one in statements}
    assert held == {A: 3, B: 2, C: 1}
    grid_block.apply(document, read((A, "-"), (B, "")))
    assert set(document.snapshot.needs_of) == {B, C}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(st.tuples(st.sampled_from([A, B, C]), st.sampled_from([G, H]), st.text(max_size=8)))
)
def test_whatever_is_pasted_is_undone_whole(
    document: Document, cells: list[tuple[RecordId, RecordId, str]]
) -> None:
    before = document.snapshot
    found = planned(document, *(((one, group), text) for one, group, text in cells))
    assert found.fitting + len(found.misfits) <= len(cells)
    grid_block.apply(document, found)
    if found.does_something:
        document.undo()
    assert document.snapshot == before
