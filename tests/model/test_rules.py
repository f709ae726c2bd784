"""What must hold: each edit that would break it is refused with the reason and its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from oci_map.errors import RuleBroken
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.fields import noun_of
from oci_map.model.ids import RecordId, position_id
from oci_map.model.rules import check, dependants, pointing_at
from oci_map.model.snapshot import Snapshot

A, B, C, G, H, N, S = (RecordId(one) for one in "abcghns")
SEAT = r.Membership(id=RecordId("m"), organisation=A, group=G, active_from="2010", active_to="2011")
MAP = Snapshot.of(
    [
        r.DocumentInfo(id=RecordId("d"), title_nl="Overleg", coordinator=A, platform=G),
        r.Organisation(id=A, name="A", parent=B, sectors=(S,)),
        r.Organisation(id=B, name="B"),
        r.Organisation(id=C, name="C"),
        r.Sector(id=S, name_nl="Mode", colour="#9C6FAA"),
        r.WorkingGroup(id=G, name_nl="Platform", kind="platform"),
        r.WorkingGroup(id=H, name_nl="Werkgroep", parent=G),
        r.Need(id=N, name_nl="Ruimte"),
        r.NeedStatement(id=RecordId("x"), organisation=A, need=N),
        r.Tie(id=RecordId("t"), organisation=A, other=B),
        r.Initiative(id=RecordId("i"), name_nl="Project", lead=A, partners=(B, A), needs=(N,)),
        r.Position(id=position_id(A), organisation=A, x=1.0, y=2.0),
        r.Source(id=RecordId("source"), title="Nota"),
        r.Evidence(id=RecordId("e"), source=RecordId("source"), noun="membership", record=SEAT.id),
        SEAT,
    ]
)


def put(*records: r.Record) -> None:
    """Check the map with these records in it."""
    changes = [
        RecordChange(noun, one.id, MAP.get(noun, one.id), one)
        for one in records
        for noun in [noun_of(one).name]
    ]
    check(MAP.after(changes), changes)


def refused(*records: r.Record) -> RuleBroken:
    with pytest.raises(RuleBroken) as caught:
        put(*records)
    assert caught.value.sentence.endswith(".")
    assert caught.value.record_id == records[-1].id
    assert caught.value.noun == noun_of(records[-1]).name
    return caught.value


def test_the_map_itself_may_stand() -> None:
    put(*(one for noun in MAP.counts() for one in MAP.table(noun).values()))


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (r.Organisation(id=C, name=""), "name"),
        (r.Organisation(id=C, name=" \n "), "name"),
        (r.Organisation(id=C, name="C", kind="club"), "kind"),
        (r.Organisation(id=C, name="C", policy_level=RecordId("gone")), "policy_level"),
        (r.Organisation(id=C, name="C", sectors=(S, S)), "sectors"),
        (r.Organisation(id=C, name="C", sectors=(S, A)), "sectors"),
        (r.Organisation(id=C, name="C", active_from="July"), "active_from"),
        (r.Organisation(id=C, name="C", active_from="2012-7"), "active_from"),
        (r.Organisation(id=C, name="C\x00"), "name"),
        (r.Organisation(id=C, name="C", note="\ud800"), "note"),
        (r.Organisation(id=C, name="C", aliases=("fine", "\x1b[2J")), "aliases"),
        (r.WorkingGroup(id=H), "name_nl"),
        (r.WorkingGroup(id=H, name_nl="  ", name_en="\n"), "name_nl"),
        (r.Sector(id=S, name_nl="Mode", colour="red"), "colour"),
        (r.Sector(id=S, name_nl="Mode", colour='#12345"'), "colour"),
        (r.Membership(id=RecordId("new"), organisation=A), "group"),
        (r.NeedStatement(id=RecordId("new"), organisation=C, need=N, priority=4), "priority"),
        (r.NeedStatement(id=RecordId("new"), organisation=C, need=N, priority=0), "priority"),
        (r.Tie(id=RecordId("new"), organisation=A, other=A), "other"),
        (r.Tie(id=RecordId("new"), organisation=A, other=B, strength=6), "strength"),
        (r.Initiative(id=RecordId("i"), name_nl="P", budget=-1), "budget"),
        (r.Initiative(id=RecordId("i"), name_nl="P", budget=2**63), "budget"),
        (r.Position(id=position_id(A), organisation=A, x=float("nan")), "x"),
        (r.Position(id=position_id(A), organisation=A, y=float("inf")), "y"),
        (r.SavedView(id=RecordId("v"), name_nl="Beeld", settings="{"), "settings"),
        (r.SavedView(id=RecordId("v"), name_nl="Beeld", settings="[]"), "settings"),
        (r.DocumentInfo(id=RecordId("second"), title_nl="Ook"), "title_nl"),
    ],
    ids=lambda value: value if isinstance(value, str) else noun_of(value).name,
)
def test_a_value_that_cannot_stand_is_refused_where_it_was_typed(
    record: r.Record, field: str
) -> None:
    assert refused(record).field == field


@pytest.mark.parametrize(
    "name",
    [
        "x" * 10_000,
        "👩🏽‍🎨 " * 50,
        "שלום",
        "<img src=x onerror=alert(1)>",
        "two\nlines",
        "{a.b} %s",
    ],
)
def test_a_strange_name_is_a_name(name: str) -> None:
    put(r.Organisation(id=C, name=name))


@pytest.mark.parametrize(
    ("begin", "end", "fine"),
    [
        ("2012", "2011", False),
        ("2012-07", "2012-06-30", False),
        ("2012-07-06", "2012-07-05", False),
        ("2012-07", "2012", True),  # some day later that year
        ("2012-07-06", "2012-07-06", True),
        ("2012", "", True),
        ("", "1990", True),
    ],
)
def test_an_end_does_not_lie_before_its_begin(begin: str, end: str, fine: bool) -> None:
    seat = replace(SEAT, active_from=begin, active_to=end)
    if fine:
        put(seat)
    else:
        assert refused(seat).field == "active_to"


@pytest.mark.parametrize(
    ("begin", "end", "fine"),
    [
        ("", "", False),
        ("2011-12-31", "", False),
        ("2010-05", "2010-06", False),
        ("2012", "", True),
        ("", "2009", True),
    ],
)
def test_an_organisation_sits_in_a_group_once_at_a_time(begin: str, end: str, fine: bool) -> None:
    again = r.Membership(
        id=RecordId("again"), organisation=A, group=G, active_from=begin, active_to=end
    )
    if fine:
        put(again)
    else:
        broken = refused(again)
        assert broken.field == "group"
        assert "A" in broken.sentence
        assert "Platform" in broken.sentence


def test_a_need_is_held_once() -> None:
    assert refused(r.NeedStatement(id=RecordId("y"), organisation=A, need=N)).field == "need"


def test_nothing_is_part_of_itself() -> None:
    assert refused(r.Organisation(id=C, name="C", parent=C)).field == "parent"
    assert refused(r.Organisation(id=B, name="B", parent=A)).field == "parent"
    assert refused(r.WorkingGroup(id=G, name_nl="Platform", parent=H)).field == "parent"
    put(r.Organisation(id=C, name="C", parent=A))


def test_a_circle_made_in_one_step_is_seen() -> None:
    with pytest.raises(RuleBroken) as caught:
        put(r.Organisation(id=A, name="A", parent=C), r.Organisation(id=C, name="C", parent=A))
    assert caught.value.field == "parent"


@pytest.mark.parametrize(
    ("noun", "record", "field", "part"),
    [
        ("organisation", "gone", "", "record"),
        ("nonsense", "a", "", "record"),
        ("organisation", "a", "nonsense", "field"),
    ],
)
def test_evidence_is_for_something(noun: str, record: str, field: str, part: str) -> None:
    evidence = r.Evidence(
        id=RecordId("e"),
        source=RecordId("source"),
        noun=noun,
        record=RecordId(record),
        field=field,
    )
    assert refused(evidence).field == part


def test_nothing_may_be_left_pointing_at_what_goes() -> None:
    for noun, record_id in [
        ("organisation", A),
        ("organisation", B),
        ("working_group", G),
        ("sector", S),
        ("need", N),
        ("source", RecordId("source")),
        ("membership", SEAT.id),  # its evidence
    ]:
        gone = RecordChange(noun, record_id, MAP.get(noun, record_id), None)
        with pytest.raises(RuleBroken):
            check(MAP.after([gone]), [gone])
    free = RecordChange("tie", RecordId("t"), MAP.get("tie", RecordId("t")), None)
    check(MAP.after([free]), [free])


def test_what_cannot_stand_without_a_record_is_found_with_what_needs_that() -> None:
    found = {noun_of(one).name for one in dependants(MAP, "organisation", A)}
    assert found == {"membership", "need_statement", "tie", "position", "evidence"}
    assert dependants(MAP, "organisation", C) == ()
    assert dependants(MAP, "working_group", G) == (SEAT, MAP.get("evidence", RecordId("e")))


def test_evidence_of_evidence_goes_too() -> None:
    deeper = r.Evidence(
        id=RecordId("f"), source=RecordId("source"), noun="evidence", record=RecordId("e")
    )
    more = MAP.after([RecordChange("evidence", deeper.id, None, deeper)])
    assert deeper in dependants(more, "membership", SEAT.id)


def test_ids_of_two_nouns_may_be_equal() -> None:
    statement = r.NeedStatement(id=SEAT.id, organisation=A, need=N)
    same = Snapshot.of([*MAP.organisations.values(), *MAP.groups.values(), SEAT, statement])
    assert set(dependants(same, "organisation", A)) == {SEAT, statement}


def test_mentions_that_can_be_taken_back_are_found() -> None:
    found = {(noun_of(one).name, field.name) for one, field in pointing_at(MAP, "organisation", A)}
    assert found == {
        ("document", "coordinator"),
        ("initiative", "lead"),
        ("initiative", "partners"),
    }
    assert pointing_at(MAP, "organisation", C) == ()


ROUNDTABLE = r.Roundtable(id=RecordId("r"), name_nl="Rondetafel")


@pytest.mark.parametrize(
    ("field", "fine", "wrong"),
    [
        ("starts_at", ["", "09:05", "23:59"], ["9:05", "24:00", "12.30", "noon"]),
        ("table_sizes", ["", "6", "6, 6, 5"], ["6,6", "0, 6", "6, ", "six"]),
    ],
)
def test_a_roundtable_says_when_and_how_many_in_one_way(
    field: str, fine: list[str], wrong: list[str]
) -> None:
    for value in [*fine, *wrong]:
        values: dict[str, Any] = {field: value}
        changed = replace(ROUNDTABLE, **values)
        if value in fine:
            put(changed)
        else:
            assert refused(changed).field == field


def test_a_wish_is_about_one_or_about_two() -> None:
    wish = r.Wish(id=RecordId("w"), roundtable=ROUNDTABLE.id, organisation=A)
    put(ROUNDTABLE, wish)
    put(ROUNDTABLE, replace(wish, kind="apart", other=B))
    for wrong in (
        replace(wish, other=B),
        replace(wish, kind="together"),
        replace(wish, kind="apart", other=A),
    ):
        assert refused(ROUNDTABLE, wrong).field == "other"


def test_two_that_are_not_the_same_are_both_there() -> None:
    said = r.Distinction(id=RecordId("d1"), noun="organisation", record=A, other=B)
    put(said)
    assert refused(replace(said, other=A)).field == "other"
    assert refused(replace(said, other=RecordId("nobody"))).field == "other"
    assert refused(replace(said, noun="nonsense")).field == "record"
    after = MAP.after([RecordChange("distinction", said.id, None, said)])
    assert said in dependants(after, "organisation", B)
    gone = [RecordChange("organisation", B, MAP.organisations[B], None)]
    with pytest.raises(RuleBroken):
        check(after.after(gone), gone)


def test_what_was_forgotten_cannot_come_back() -> None:
    person = r.Person(id=RecordId("p"), name="Somebody")
    tombstone = r.Forgotten(id=RecordId("f"), noun="person", record=person.id)
    put(tombstone)
    assert refused(person, tombstone).noun == "forgotten"
    after = MAP.after([RecordChange("forgotten", tombstone.id, None, tombstone)])
    back = [RecordChange("person", person.id, None, person)]
    with pytest.raises(RuleBroken):
        check(after.after(back), back)
