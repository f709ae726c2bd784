from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci_map.errors import UserError
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import ROUNDTABLE, Filter
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.agenda import agenda, minutes_of
from oci_map.roundtable.company import Company, company_of
from oci_map.roundtable.coverage import Theme, closed_gaps
from oci_map.roundtable.hosts import host_sentence, hosts_at
from oci_map.roundtable.meetings import earlier
from oci_map.roundtable.plan import plan_of, table_of
from oci_map.roundtable.score import (
    comparison_sentence,
    detail_sentences,
    limit_sentence,
    limits,
    score,
    score_sentence,
    table_now,
    table_sentence,
)
from oci_map.roundtable.seating import seat
from oci_map.roundtable.sheets import MOST_TOPICS, table_sheet
from oci_map.roundtable.wishes import Wishes, room
from tests.examples import snapshot_of
from tests.graph.making import ids, needs, organisations, roundtable, snapshots, ties

FIRST = RecordId("roundtable-2010")
ABROAD = RecordId("roundtable-2012-abroad")


@pytest.fixture(scope="module")
def worked() -> Analysis:
    return Analysis(snapshot_of("oci-worked-example"), Filter(as_of="2012-11"))


def _guests(analysis: Analysis, at: RecordId) -> dict[RecordId, RecordId]:
    invitations = analysis.snapshot.all(r.Invitation).values()
    return {one.id: one.organisation for one in invitations if one.roundtable == at}


def _company(analysis: Analysis, at: RecordId) -> Company:
    snapshot = analysis.snapshot
    tables = earlier(snapshot, at).tables
    return company_of(analysis, _guests(analysis, at), tables, closed_gaps(snapshot))


# ------------------------------------------------------------------------------------ who is who


@settings(max_examples=60)
@given(snapshots(), st.data())
def test_each_pair_is_as_the_analysis_says(snapshot: Snapshot, data: st.DataObject) -> None:
    analysis = Analysis(snapshot)
    chosen = st.lists(st.sampled_from(analysis.organisations or ids("x")), unique=True)
    own = [one for one in data.draw(chosen) if one in analysis.index]
    company = company_of(analysis, {RecordId(f"i-{one}"): one for one in own})
    gaps = {(gap.one, gap.other): gap for gap in analysis.pair_gaps}
    for a, b in combinations(range(len(own)), 2):
        partners = {
            one.organisation
            for one in analysis.partners_of(own[a])
            if set(one.kinds) - {ROUNDTABLE}
        }
        gap = gaps.get((min(own[a], own[b]), max(own[a], own[b])))
        assert company.known[a, b] == (own[b] in partners)
        assert company.gap[a, b] == (gap is not None)
        if gap is not None:
            assert company.affinity[a, b] == pytest.approx(gap.affinity)
    for table in (company.known, company.met, company.affinity, company.gap, company.alike):
        assert np.array_equal(table, table.T)
        assert not table.diagonal().any()


def test_two_people_of_one_organisation_know_each_other_and_go_by_their_names() -> None:
    records: list[r.Record] = [*organisations("Howest FFI"), *needs(Capital="Howest FFI")]
    guests = {}
    for name, own in (("An", "Howest"), ("Bo", "Howest"), ("Cy", "FFI")):
        person = r.Person(id=RecordId(name), name=name, organisation=RecordId(own))
        invitation = RecordId(f"to-{name}")
        records += [person, r.Invitation(id=invitation, person=person.id)]
        guests[invitation] = RecordId(own)
    company = company_of(Analysis(Snapshot.of(records)), guests)
    assert company.names == {
        "to-An": "An (Howest)", "to-Bo": "Bo (Howest)", "to-Cy": "FFI",
    }  # fmt: skip
    assert company.known.tolist() == [[False, True, False], [True, False, False], [False] * 3]
    assert company.gap[0, 2]


def test_a_gap_that_is_closed_is_no_reason_to_meet(worked: Analysis) -> None:
    guests = {one: one for one in ids("mad-faculty rec-radiocentrum")}
    assert company_of(worked, guests).gap[0, 1]
    assert not company_of(worked, guests, (), closed_gaps(worked.snapshot)).gap[0, 1]


def test_those_who_sat_together_have_met() -> None:
    held = roundtable("first", "2010", {"a": [1, 2], "b": [1, 2], "c": [2, 2], "d": [2, 1]})
    later = roundtable("later", "2014", {"a": [1], "d": [1]})
    planned = r.Roundtable(id=RecordId("now"), date="2012")
    snapshot = Snapshot.of([*organisations("a b c d"), *held, *later, planned])
    before = earlier(snapshot, planned.id)
    company = company_of(Analysis(snapshot), {one: one for one in ids("a b c d")}, before.tables)
    assert company.met.tolist() == [[0, 2, 1, 0], [2, 0, 1, 0], [1, 1, 0, 1], [0, 0, 1, 0]]
    assert dict(before.since) == dict.fromkeys(ids("a b c d"), 0)


# ------------------------------------------------------------------------------------- the plan


def test_the_seats_of_a_roundtable_make_its_plan(worked: Analysis) -> None:
    plan = plan_of(worked.snapshot, FIRST)
    guests = _guests(worked, FIRST)
    assert [len(table) for table in plan[0]] == [5, 4, 5, 4, 4]
    assert {guests[one] for one in plan[0][1]} == set(ids("muziekcentrum galm boek-be dagbladpers"))
    assert plan_of(worked.snapshot, ABROAD) == ()


def test_where_somebody_sits_is_told_round_by_round() -> None:
    a, b, c, d = ids("a b c d")
    plan = (((a, b), (c, d)), ((a, c), (d,)))
    assert [table_of(plan, d, number) for number in (1, 2)] == [2, 2]
    assert [table_of(plan, b, number) for number in (1, 2)] == [1, None]


def test_the_worked_example_is_seated_with_hosts_and_said_in_words(worked: Analysis) -> None:
    company = _company(worked, ABROAD)
    place = room(len(company.guests), 5, 3)
    able = hosts_at(company, company.guests)[:5]
    hosts = {table: one.guest for table, one in enumerate(able, start=1)}
    found = seat(company, place, Wishes(hosts=hosts), seed=1, steps=150)
    counted = score(company, found.plan, hosts=hosts.values())
    assert counted.value == pytest.approx(found.value)
    assert score_sentence(counted) == f"{counted.new} of 150 contacts are new."
    assert counted.new > 100
    assert counted.gaps > counted.all_gaps / 2
    assert limit_sentence(counted, limits(company, found.plan)).startswith("No plan with these")
    assert any("gaps between the guests sit at a table" in one for one in detail_sentences(counted))
    assert comparison_sentence(counted, counted).startswith("Both plans bring as many")
    less = replace(counted, new=90, gaps=1)
    assert comparison_sentence(less, counted).startswith(f"{counted.new} new contacts instead of")
    for number, tables in enumerate(found.plan, start=1):
        for table, guests in enumerate(tables, start=1):
            now = table_now(company, found.plan, number, table)
            assert now.guests == guests
            four = (*now.new, *now.known, *now.met, *now.again)
            assert sorted(four) == sorted(
                (a, b) for a, b in combinations(company.guests, 2) if a in guests and b in guests
            )
            assert table_sentence(now) == f"{len(now.new)} of {now.contacts} contacts new"
    assert sum(
        len(table_now(company, found.plan, number, table).new)
        for number in (1, 2, 3)
        for table in range(1, 6)
    ) == counted.new  # fmt: skip


def test_nobody_sits_yet() -> None:
    nobody = company_of(Analysis(Snapshot.of([])), {})
    assert score_sentence(score(nobody, ())) == "Nobody sits with anybody yet."
    assert limits(nobody, ()).new == 0


# ------------------------------------------------------------------------------- host and sheet


def test_the_host_knows_both_sides() -> None:
    guests = {one: one for one in ids("a b c d")}
    # A partner in common closes a gap: b knows two who need the same and do not work together.
    records = [*organisations("a b c d"), *needs(Capital="a c"), *ties("b-a b-c")]
    company = company_of(Analysis(Snapshot.of(records)), guests)
    best = hosts_at(company, ids("c d b a"))[0]
    assert best.bridges == (ids("c a"),)
    assert host_sentence(company, best) == "b works with c and with a, who do not work together."
    alone = hosts_at(company, ids("d"))[0]
    assert host_sentence(company, alone).startswith("Nobody at this table works with")
    known = hosts_at(company, ids("a b"))[0]
    assert host_sentence(company, known) == "a works with b already."


def test_the_host_introduces_one_side_of_a_gap_to_the_other() -> None:
    records = [*organisations("a b c d"), *needs(Capital="a c"), *ties("a-b d-c b-d")]
    company = company_of(Analysis(Snapshot.of(records)), {one: one for one in ids("a b c d")})
    best = hosts_at(company, ids("a b c d"))[0]
    assert best.introduces == (ids("a c"),)
    assert host_sentence(company, best) == "b works with a and can introduce it to c."


def test_every_topic_is_shared_at_the_table(worked: Analysis) -> None:
    company = _company(worked, ABROAD)
    guests = _guests(worked, ABROAD)
    planned = worked.snapshot.all(r.Roundtable)[ABROAD]
    theme = Theme(planned.topics)
    plan = seat(company, room(len(guests), 5, 3), seed=1, steps=40).plan
    statements = worked.snapshot.needs_of
    for tables in plan:
        for table in tables:
            sheet = table_sheet(worked, company, guests, theme, table)
            assert sheet.host is not None
            assert sheet.host.guest in table
            assert 0 < len(sheet.topics) <= MOST_TOPICS
            for topic in sheet.topics:
                holders = tuple(
                    guest
                    for guest in table
                    if topic.need in {s.need for s in statements.get(guests[guest], ())}
                )
                assert topic.holders == holders
                assert len({*holders, *topic.answering}) >= 2
                assert worked.snapshot.needs[topic.need].name in topic.question
            for followed in sheet.recommendations:
                record = worked.snapshot.all(r.Recommendation)[followed.recommendation]
                assert record.status not in ("done", "rejected")
                assert all(guests[one] in record.supporters for one in followed.supporters)
                assert all(guests[one] in record.addressed_to for one in followed.addressed)
                assert followed.question
            assert set(sheet.gaps) == {
                pair for pair in combinations(table, 2)
                if company.gap[company.index[pair[0]], company.index[pair[1]]]
            }  # fmt: skip
    empty = table_sheet(worked, company, guests, theme, ())
    assert (empty.host, empty.topics, empty.gaps) == (None, (), ())


def test_questions_fit_who_sits_there() -> None:
    body = r.Organisation(id=RecordId("PMV"), name="PMV", kind="government")
    asked = r.Recommendation(
        id=RecordId("rec"), need=RecordId("Capital"), addressed_to=(body.id,), supporters=ids("a")
    )
    records = [*organisations("a b c"), body, asked, *needs(Capital="a b c"), *ties("b-c")]
    analysis = Analysis(Snapshot.of(records))
    guests = {one: one for one in ids("a b c PMV")}
    company = company_of(analysis, guests)

    def question(names: str) -> str:
        sheet = table_sheet(analysis, company, guests, Theme(ids("Capital")), ids(names))
        return sheet.topics[0].question

    assert question("a b") == "Capital: what could a and b begin together?"
    assert question("b PMV") == "Capital: what can PMV offer to b?"
    assert question("b c") == "Capital: what have b and c tried, and what can the others use?"
    sheet = table_sheet(analysis, company, guests, Theme(), ids("a PMV"))
    assert [one.question for one in sheet.recommendations] == [
        "What can be answered today, and what is still needed for it?"
    ]


# ----------------------------------------------------------------------------------- the agenda


def test_the_parts_of_a_meeting_follow_each_other() -> None:
    slots = agenda(minutes_of("13:30"), 3, 40)
    assert [one.hours for one in slots] == [
        "13:30–13:45", "13:45–14:25", "14:25–14:30", "14:30–15:10", "15:10–15:15",
        "15:15–15:55", "15:55–16:15",
    ]  # fmt: skip
    assert [one.text for one in slots[:3]] == ["Welcome", "Round 1", "Change of tables"]
    assert [one.kind for one in agenda(0, 1, 30, welcome=0, closing=0)] == ["round"]
    with pytest.raises(UserError, match="after midnight"):
        agenda(minutes_of("23.00"), 4, 40)


@pytest.mark.parametrize("typed", ["", "25:00", "12:60", "noon", "13:30:00"])
def test_what_is_no_time_of_day(typed: str) -> None:
    with pytest.raises(UserError, match="not a time of day"):
        minutes_of(typed)
