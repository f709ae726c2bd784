"""A list that is imported again adds nothing twice, and guesses nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, noun_of
from oci_map.model.records import Person
from oci_map.model.snapshot import Snapshot
from oci_map.operations.already_there import Recognised, recognise
from oci_map.operations.cell_texts import written
from oci_map.operations.cells import Misfit, Row, plan
from oci_map.operations.record_names import RecordNames
from oci_map.ui.tables.columns import TABLES
from tests.examples import NAMES, snapshot_of
from tests.operations.maps import RECORDS, A

SNAPSHOT = Snapshot.of(RECORDS)


def rows_of(heads: str, *lines: str) -> list[Row]:
    names = heads.split("|")
    return [Row(None, dict(zip(names, line.split("|"), strict=True))) for line in lines]


def done(snapshot: Snapshot, noun: str, rows: Sequence[Row]) -> Snapshot:
    """Return what follows when the fitting rows are done."""
    planned = plan(snapshot, noun, rows)
    changes = [
        RecordChange(noun, one.id, snapshot.get(noun, one.id), one)
        for one in (*planned.changed, *planned.added)
    ]
    return snapshot.after(changes)


def look(noun: str, rows: Sequence[Row], snapshot: Snapshot = SNAPSHOT) -> Recognised:
    return recognise(snapshot, noun, rows)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("bare", [True, False])
def test_every_table_of_an_example_is_there_when_it_comes_in_again(name: str, bare: bool) -> None:
    snapshot = snapshot_of(name)
    names = RecordNames(snapshot)
    for spec in TABLES:
        fields = NOUNS[spec.noun].fields
        rows = [
            Row(None, {one.name: written(names, one, record) for one in fields}
                | ({} if bare else {"id": record.id}))
            for record in snapshot.table(spec.noun).values()
        ]  # fmt: skip
        found = recognise(snapshot, spec.noun, rows, names)
        doubted = {one.row for one in found.doubts}
        assert not any(row.texts for row in found.left)
        assert len(found.there) + len(doubted) == len(rows)
        for at, record_id in found.there.items():
            assert record_id == list(snapshot.table(spec.noun))[at]
        planned = plan(snapshot, spec.noun, found.updated, names)
        assert not planned.does_something, spec.noun
        assert bare or not doubted
        assert not found.clashes


@pytest.mark.parametrize("name", ["Alpha", "ALPHA ", "álphà", "a"])
def test_an_organisation_is_known_without_capitals_and_accents_and_by_its_id(name: str) -> None:
    found = look("organisation", rows_of("name|place", f"{name}|Gent", "Quite new|Gent"))
    assert dict(found.there) == {0: A}
    assert [bool(row.texts) for row in found.left] == [False, True]
    assert found.updated[0] == Row(A, {"place": "Gent"})  # the name stays as it is written there


_WORDS = ("Alpha", "alpha", "Béta", "beta", "B", "Gamma", "Ä", "x", "<img src=x>", "")
_LINES = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(_WORDS),
            "short_name": st.sampled_from(("", "x", "B", "Delta")),
            "abbreviation": st.sampled_from(("", "AL", "B", "x")),
            "place": st.sampled_from(("", "Gent", "Aalst")),
            "cross_sector": st.sampled_from(("", "ja", "nee", "perhaps")),
            "active_from": st.sampled_from(("", "2012", "soon")),
        }
    ),
    max_size=6,
)


@given(_LINES)
def test_the_same_list_twice_changes_nothing_the_second_time(lines: list[dict[str, str]]) -> None:
    rows = [Row(None, one) for one in lines]
    once = done(SNAPSHOT, "organisation", look("organisation", rows).left)
    again = look("organisation", rows, once)
    planned = plan(once, "organisation", again.left)
    assert not planned.does_something
    for record_id, record in SNAPSHOT.organisations.items():
        assert once.organisations[record_id] == record


@given(_LINES)
def test_bringing_up_to_date_twice_is_the_same_as_once(lines: list[dict[str, str]]) -> None:
    rows = [Row(None, one) for one in lines]
    found = look("organisation", rows)
    once = done(SNAPSHOT, "organisation", found.updated)
    again = look("organisation", rows, once)
    planned = plan(once, "organisation", again.updated)
    clear = not found.doubts and not found.clashes
    assert not planned.does_something or not clear
    for record_id, record in SNAPSHOT.organisations.items():
        after = once.organisations[record_id]
        for field in noun_of(record).fields:  # an empty cell erases nothing
            held = getattr(record, field.name)
            assert not held or field.name == "cross_sector" or getattr(after, field.name)


_PAIRS = st.lists(
    st.fixed_dictionaries(
        {
            "organisation": st.sampled_from(("Alpha", "a", "b", "c", "nobody")),
            "other": st.sampled_from(("Alpha", "a", "b", "c", "")),
            "kind": st.sampled_from(("", "cooperation", "funding", "what")),
            "strength": st.sampled_from(("", "2", "5")),
            "directed": st.sampled_from(("", "ja", "nee")),
            "active_from": st.sampled_from(("", "2010", "2015")),
            "active_to": st.sampled_from(("", "2012", "2020")),
        }
    ),
    max_size=5,
)


@given(_PAIRS)
def test_ties_that_come_in_again_add_nothing(lines: list[dict[str, str]]) -> None:
    rows = [Row(None, one) for one in lines]
    once = done(SNAPSHOT, "tie", look("tie", rows).left)
    again = look("tie", rows, once)
    assert not plan(once, "tie", again.left).does_something


@given(_PAIRS)
def test_seats_that_come_in_again_add_nothing(lines: list[dict[str, str]]) -> None:
    keys = ("organisation", "active_from", "active_to")
    rows = [Row(None, {key: one[key] for key in keys} | {"group": "g"}) for one in lines]
    once = done(SNAPSHOT, "membership", look("membership", rows).left)
    again = look("membership", rows, once)
    assert not plan(once, "membership", again.left).does_something


def said(misfits: Sequence[Misfit]) -> list[tuple[int, str]]:
    return [(one.row, one.reason.split(";")[0].split(".")[0]) for one in misfits]


def test_what_can_be_two_things_is_left_out_with_its_reason() -> None:
    start = done(SNAPSHOT, "organisation", rows_of("name|abbreviation", "Twin|T1", "Twin|T2"))
    heads = "name|abbreviation"
    rows = rows_of(heads, "twin|", "Other|t1", "New|N", "new|M")
    found = look("organisation", rows, start)
    assert said(found.doubts) == [
        (0, "“twin” is the name of 2 records (Organisations)"),
        (1, "“Twin” has the same under “Name on the map”"),
        (3, "This stands further up in the list already"),
    ]
    assert [bool(row.texts) for row in found.left] == [False, False, True, False]


def test_two_rows_about_one_record_are_a_clash_only_when_it_is_brought_up_to_date() -> None:
    name = SNAPSHOT.organisations[A].name
    rows = rows_of("name|place", f"{name}|Gent", f"{name}|Gent", f"{name}|Aalst")
    found = look("organisation", rows)
    assert not found.doubts
    assert [one.row for one in found.clashes] == [2]
    assert found.updated[0] == Row(A, {"place": "Gent"})


def test_people_of_one_name_are_told_apart_by_their_organisation() -> None:
    heads = "name|organisation"
    both = rows_of(heads, "Jan|a", "Jan|b")
    start = done(SNAPSHOT, "person", look("person", both).left)
    assert sum(one.name == "Jan" for one in start.all(Person).values()) == 2
    found = look("person", [*both, *rows_of(heads, "Jan|c", "Jan|")], start)
    assert set(found.there) == {0, 1}
    assert [one.row for one in found.doubts] == [2, 3]


def test_a_seat_of_another_time_is_a_seat_of_its_own() -> None:
    heads = "organisation|group|active_from|active_to"
    start = done(SNAPSHOT, "membership", rows_of(heads, "c|h|2010|2012"))
    found = look("membership", rows_of(heads, "c|h|2015|", "c|h|2011|2013"), start)
    assert list(found.there) == [1]
    assert found.updated[1].texts == {"active_from": "2011", "active_to": "2013"}


def test_a_tie_is_the_same_from_both_sides_unless_it_has_a_direction() -> None:
    heads = "organisation|other|kind|directed"
    one = rows_of(heads, "a|c|funding|")
    start = done(SNAPSHOT, "tie", one)
    assert list(look("tie", rows_of(heads, "c|a|funding|"), start).there) == [0]
    assert not look("tie", rows_of(heads, "c|a|funding|ja"), start).there
    assert not look("tie", rows_of(heads, "c|a|information|"), start).there
    both = rows_of(heads, "b|c||ja", "c|b||ja", "c|b|cooperation|ja")
    found = look("tie", both, start)
    assert [bool(row.texts) for row in found.left] == [True, True, False]
    assert list(look("tie", both, done(start, "tie", found.left)).there) == [0, 1, 2]
