"""What a roundtable brought about: gaps at its tables, ties since, the other gaps, and bands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.graph.analysis import Analysis
from oci_map.graph.compare import compare
from oci_map.graph.filters import Filter
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable import evidence_words as words
from oci_map.roundtable.evidence import (
    BECAME_TIES,
    MONTHS,
    OTHER_KINDS,
    Evidence,
    compared,
    eve_of,
    evidence,
    moment,
    roundtables_held,
)
from tests.examples import snapshot_of
from tests.graph.making import organisations, roundtable, tie

TODAY = "2013-02-28"
NEED = RecordId("n")
TABLE = RecordId("rt")


def needs(*holders: str) -> list[r.Record]:
    made: list[r.Record] = [r.Need(id=NEED, name_en="Capital")]
    made += [
        r.NeedStatement(id=RecordId(f"n/{one}"), organisation=RecordId(one), need=NEED)
        for one in holders
    ]
    return made


def evidence_of(*records: r.Record | list[r.Record], today: str = TODAY) -> Evidence:
    """Return what came of a roundtable of a, b and c on 27 May 2011: a and b at one table."""
    everything = [
        *organisations("a b c d", a="x", b="y", c="x", d="y"),
        *needs("a", "b", "c", "d"),
        *roundtable(TABLE, "2011-05-27", {"a": [1], "b": [1], "c": [2]}),
    ]
    for one in records:
        everything += one if isinstance(one, list) else [one]
    return evidence(Snapshot.of(everything), TABLE, today)


def since(date: str) -> r.Tie:
    return replace(tie("a", "b"), active_from=date)


@pytest.mark.parametrize(
    ("date", "months", "day"),
    [
        ("2011-05-27", 3, "2011-08-27"),
        ("2011-11-30", 3, "2012-02-29"),
        ("2010-03", 12, "2011-03-31"),
        ("2011", 3, "2012-03-31"),
        ("9999-12-31", 12, "9999-12-31"),
    ],
)
def test_months_later_is_a_day_of_the_calendar(date: str, months: int, day: str) -> None:
    assert moment(date, months) == day


def test_a_gap_sat_at_a_table_when_both_sides_came_and_shared_it() -> None:
    found = evidence_of()
    assert [(one.key, one.tables, one.needs) for one in found.gaps] == [
        ("pair:a|b", ((1, 1),), (NEED,))
    ]
    assert (found.came, found.absent, found.tables, found.pairs, found.new_pairs) == (3, 0, 2, 1, 1)
    # The other pairs of four who need the same: a–c, a–d, b–c, b–d, c–d.
    assert found.others == 5


def test_who_was_absent_or_only_expected_sat_nowhere() -> None:
    for status in ("absent", "accepted", "declined", "proposed", "invited"):
        guest = r.Invitation(
            id=RecordId("rt/b"), roundtable=TABLE, organisation=RecordId("b"), status=status
        )
        found = evidence_of(guest)
        assert found.gaps == ()
        assert found.pairs == 0
        assert found.absent == (status == "absent")


def test_a_tie_counts_from_the_day_it_is_recorded_for() -> None:
    for begin, states in (
        ("2011-06", {3: "recorded", 12: "recorded"}),
        ("2011-12", {3: "to_ask", 12: "recorded"}),
        ("2012-12", {3: "to_ask", 12: "to_ask"}),
    ):
        assert dict(evidence_of(since(begin)).gaps[0].states) == states
    assert evidence_of(since("2011-05-26")).gaps == ()


def test_days_that_have_not_come_are_not_asked_about() -> None:
    assert dict(evidence_of(today="2011-10-01").gaps[0].states) == {3: "to_ask", 12: "later"}
    assert dict(evidence_of(today="2011-06-01").gaps[0].states) == {3: "later", 12: "later"}


def test_an_answer_counts_where_nothing_is_recorded() -> None:
    def answer(months: int, outcome: str) -> r.GapOutcome:
        return r.GapOutcome(
            id=RecordId(f"o{months}"), roundtable=TABLE, gap="pair:a|b", months=months,
            outcome=outcome,
        )  # fmt: skip

    found = evidence_of(answer(3, "no_tie"), answer(12, "tie"))
    assert dict(found.gaps[0].states) == {3: "no_tie", 12: "tie"}
    assert found.count(12, *BECAME_TIES) == 1
    recorded = evidence_of(answer(3, "no_tie"), answer(12, "unknown"), since("2011-12"))
    assert dict(recorded.gaps[0].states) == {3: "no_tie", 12: "recorded"}


def test_a_gap_that_is_not_relevant_is_not_asked_about() -> None:
    note = r.GapNote(id=RecordId("note"), gap="pair:a|b", state="dismissed")
    assert evidence_of(note).gaps == ()


def test_a_later_table_is_no_tie_but_makes_acquaintances() -> None:
    again = roundtable("later", "2011-09-01", {"a": [1], "b": [1]})
    found = evidence_of(again)
    assert dict(found.gaps[0].states) == {3: "to_ask", 12: "to_ask"}
    before = roundtable("before", "2011-01-01", {"a": [1], "b": [1]})
    assert evidence_of(before).new_pairs == 0


@given(st.lists(st.lists(st.integers(1, 3), min_size=2, max_size=2), min_size=2, max_size=6))
def test_pairs_and_tables_are_those_of_the_seats(plan: list[list[int]]) -> None:
    people = [f"o{place}" for place in range(len(plan))]
    records = [
        *organisations(" ".join(people)),
        *needs(*people),
        *roundtable(TABLE, "2011", dict(zip(people, plan, strict=True))),
    ]
    found = evidence(Snapshot.of(records), TABLE, TODAY)
    met = {
        (one, other): [
            (round_ + 1, plan[one][round_])
            for round_ in range(2)
            if plan[one][round_] == plan[other][round_]
        ]
        for one in range(len(plan))
        for other in range(one + 1, len(plan))
    }
    shared = {pair: tables for pair, tables in met.items() if tables}
    assert found.pairs == found.new_pairs == len(shared)
    assert found.rounds == 2
    assert found.tables == len({(n, table) for seats in plan for n, table in enumerate(seats)})
    assert {(gap.one, gap.other): list(gap.tables) for gap in found.gaps} == {
        (f"o{one}", f"o{other}"): tables for (one, other), tables in shared.items()
    }
    assert found.others == len(met) - len(shared)


def test_the_worked_example_is_compared_with_the_other_gaps_and_with_chance() -> None:
    snapshot = snapshot_of("oci-worked-example")
    assert [one.date for one in roundtables_held(snapshot)] == ["2011-05-27", "2010-03"]
    found = evidence(snapshot, RecordId("roundtable-2010"), TODAY)
    after = Analysis(snapshot, Filter(as_of=moment("2010-03", 12), kinds=OTHER_KINDS))
    for gap in found.gaps:
        tied = gap.other in {one.organisation for one in after.partners_of(gap.one)}
        assert tied == (gap.states[12] == "recorded")
    made = compared(snapshot, found)
    before = Analysis(snapshot, Filter(as_of=eve_of(snapshot, found), kinds=OTHER_KINDS))
    assert made == compare(before, after)
    said = words.said_together(found)
    assert said[0].startswith("22 organisations came. 38 pairs shared a table; 29 of them")
    assert said[-1].startswith("For comparison: of 155 gaps that did not sit at one table, 10")
    rows = {name: (one, other) for name, one, other in words.indicator_rows(made)}
    assert rows["Pairs that work together"] == ("28", "75")
    assert " to " in rows["What chance gives (95%)"][0]
    with i18n.speaking("nl"):
        assert words.headline(snapshot, found)


def test_before_three_months_are_over_it_says_from_when_on_it_is_asked() -> None:
    snapshot = Snapshot.of([])
    found = evidence_of(today="2011-06-01")
    assert words.headline(snapshot, found) == (
        "1 gap sat at one table; from 27 August 2011 on we ask what became of it."
    )
    undated = evidence_of(r.Roundtable(id=TABLE, name_en="Table", tables=2, rounds=1))
    assert words.headline(snapshot, undated) == (
        "1 gap sat at one table; give the roundtable a date, and we ask later what became of it."
    )
    absent = r.Invitation(
        id=RecordId("rt/c"), roundtable=TABLE, organisation=RecordId("c"), status="absent"
    )
    assert "1 was expected and did not." in words.said_together(evidence_of(absent))[0]


def test_what_was_not_held_says_so() -> None:
    planned = r.Roundtable(id=TABLE, name_en="Planned", date="2014-01-01")
    found = evidence(Snapshot.of([planned]), TABLE, TODAY)
    assert not found.held
    assert words.said_together(found) == ["Nobody is noted as present yet."]
    assert {months: found.due(months) for months in MONTHS} == {3: False, 12: False}
    assert words.headline(Snapshot.of([planned]), found) == "No gap sat at one table of Planned."
