"""Many seats or needs at once, each time one named step; no other period is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oci_map.document import Document
from oci_map.errors import NotFound, RuleBroken
from oci_map.model import records as r
from oci_map.model.dates import first_day, holds_at, last_day
from oci_map.model.ids import RecordId
from oci_map.operations import grid, groups
from tests.operations.maps import SEAT, A, B, C, G, H, N

GONE = RecordId("gone")


def seats(document: Document, organisation: RecordId, group: RecordId) -> list[r.Membership]:
    found = document.snapshot.memberships_of.get(organisation, ())
    return sorted((one for one in found if one.group == group), key=grid.in_time)


def test_many_cells_are_one_step_named_by_what_they_share(document: Document) -> None:
    assert grid.set_role(document, [(A, H), (B, H), (C, H), (B, H)], "observer") == 3
    assert str(document.undo_label) == "Set 3 seats in Ondernemerschap"
    assert {one.role for one in document.snapshot.members_of[H]} == {"observer"}
    assert grid.set_role(document, [(B, G), (B, H)], "chair") == 2
    assert str(document.undo_label) == "Set 2 seats of Beta"
    assert grid.set_role(document, [(A, H), (C, G)], "secretary") == 2
    assert str(document.undo_label) == "Set 2 seats in the grid"
    assert len(document.history()) == 3


def test_one_cell_is_named_as_everywhere_else(document: Document) -> None:
    grid.set_role(document, [(B, H)], "member")
    assert str(document.undo_label) == "Added Beta to Ondernemerschap"
    grid.set_role(document, [(B, H)], "chair")
    assert str(document.undo_label) == "Changed the role of Beta in Ondernemerschap"
    grid.clear_seats(document, [(B, H)])
    assert str(document.undo_label) == "Took Beta out of Ondernemerschap"


def test_cells_that_hold_it_already_are_no_step(document: Document) -> None:
    assert grid.set_role(document, [(A, G)], "member") == 0
    assert grid.clear_seats(document, [(B, H), (C, H)]) == 0
    assert grid.set_priority(document, [], 3) == 0
    assert document.undo_label is None


def test_what_is_gone_changes_nothing(document: Document) -> None:
    for cells in ([(B, H), (GONE, H)], [(B, H), (B, GONE)]):
        with pytest.raises(NotFound):
            grid.set_role(document, cells, "member")
        with pytest.raises(NotFound):
            grid.set_priority(document, cells, 1)
    with pytest.raises(RuleBroken):
        grid.set_role(document, [(B, H)], "emperor")
    assert document.undo_label is None


def test_clearing_takes_the_evidence_along_and_undo_brings_both_back(document: Document) -> None:
    assert document.snapshot.evidence_of[SEAT]
    assert grid.clear_seats(document, [(A, G), (B, G)]) == 1
    assert not document.snapshot.evidence_of.get(SEAT)
    document.undo()
    assert document.snapshot.evidence_of[SEAT]


def test_a_second_period_leaves_the_first_as_it_was(document: Document) -> None:
    groups.set_period(document, SEAT, "2009", "2010")
    grid.set_role(document, [(A, G)], "chair", "2012-07")
    first, second = seats(document, A, G)
    assert (first.id, first.role, first.active_to) == (SEAT, "member", "2010")
    assert (second.role, second.active_from, second.active_to) == ("chair", "2012-07", "")
    grid.set_role(document, [(A, G)], "observer", "2009-05")
    grid.set_role(document, [(A, G)], "secretary")
    assert [one.role for one in seats(document, A, G)] == ["observer", "secretary"]
    grid.clear_seats(document, [(A, G)])
    assert [one.id for one in seats(document, A, G)] == [SEAT]


def test_at_a_date_without_a_seat_there_is_nothing_to_clear(document: Document) -> None:
    groups.set_period(document, SEAT, "2009", "2010")
    assert grid.clear_seats(document, [(A, G)], "2012") == 0
    assert seats(document, A, G)


def test_a_seat_before_a_later_one_ends_the_day_before(document: Document) -> None:
    groups.set_period(document, SEAT, "2012-03", "")
    grid.set_role(document, [(A, G)], "chair", "2010")
    early, late = seats(document, A, G)
    assert (early.active_from, early.active_to) == ("", "2012-02-29")
    assert late.id == SEAT


def test_one_more_period_must_not_overlap(document: Document) -> None:
    groups.set_period(document, SEAT, "2009", "2010")
    added = grid.add_period(document, A, G, "chair", "2011", "2012-06")
    assert document.snapshot.memberships[added].active_to == "2012-06"
    with pytest.raises(RuleBroken, match="already sits"):
        grid.add_period(document, A, G, "chair", "2012", "")


def test_needs_are_set_and_cleared(document: Document) -> None:
    assert grid.set_priority(document, [(A, N), (B, N), (C, N)], 3) == 3
    assert str(document.undo_label) == "Set how much “Ruimte” matters to 3 organisations"
    assert {one.priority for one in document.snapshot.holders_of[N]} == {3}
    assert grid.clear_needs(document, [(B, N), (C, N)]) == 2
    assert str(document.undo_label) == "Noted that 2 organisations no longer need “Ruimte”"
    grid.set_priority(document, [(B, N)], 1)
    assert str(document.undo_label) == "Noted that Beta needs “Ruimte”"
    grid.clear_needs(document, [(B, N)])
    assert str(document.undo_label) == "Noted that Beta no longer needs “Ruimte”"
    with pytest.raises(RuleBroken):
        grid.set_priority(document, [(B, N)], 4)


def test_trying_roles_in_a_row_is_one_step_only_on_the_same_seat(document: Document) -> None:
    grid.set_role(document, [(B, H)], "member")
    grid.set_role(document, [(B, H)], "chair", joins=True)
    grid.set_role(document, [(B, H)], "secretary", joins=True)
    assert len([one for one in document.history() if not one.joins]) == 1
    grid.set_role(document, [(C, H)], "member", joins=True)
    assert str(document.undo_label) == "Added Gamma to Ondernemerschap"
    document.undo()
    document.undo()
    assert not document.snapshot.members_of.get(H)
    # A step waits to be redone: nothing can join.
    grid.set_role(document, [(B, H)], "chair", joins=True)
    assert document.redo_label is None


DATES = st.sampled_from(["", "2009", "2010-03", "2010-03-04", "2011", "2012-07-06", "2013"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gestures=st.lists(
        st.tuples(
            st.sampled_from(["chair", "member", "period", "clear"]),
            st.lists(st.sampled_from([A, B]), min_size=1, max_size=2),
            DATES,
            DATES,
        ),
        max_size=8,
    )
)
def test_a_gesture_touches_one_seat_a_cell_and_it_holds_at_the_date(
    tmp_path_factory: pytest.TempPathFactory,
    gestures: list[tuple[str, list[RecordId], str, str]],
) -> None:
    from tests.operations.maps import create

    opened = create(tmp_path_factory.mktemp("grid"))
    first = opened.snapshot
    for what, organisations, day, until in gestures:
        before = {one: seats(opened, one, H) for one in (A, B)}
        cells = [(one, H) for one in organisations]
        if what == "period":
            try:
                grid.add_period(opened, organisations[0], H, "member", day, until)
            except RuleBroken:
                assert {one: seats(opened, one, H) for one in (A, B)} == before
        elif what == "clear":
            grid.clear_seats(opened, cells, day)
        else:
            grid.set_role(opened, cells, what, day)
            for one in organisations:
                now = grid.seat_at(seats(opened, one, H), day)
                assert now is not None
                assert now.role == what
                assert holds_at(now.active_from, now.active_to, day)
        for one in (A, B):
            after = {seat.id: seat for seat in seats(opened, one, H)}
            untouched = [seat for seat in before[one] if after.get(seat.id) == seat]
            assert len(before[one]) - len(untouched) <= 1
            periods = [(first_day(s.active_from), last_day(s.active_to)) for s in after.values()]
            for begin, end in periods:
                assert begin <= end
    while opened.undo():
        pass
    assert opened.snapshot == first
    opened.close()
