from __future__ import annotations

from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import DEFAULT_KINDS, Filter
from oci_map.graph.timeline import Quarter, year_before
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import group, ids, organisations


def _dated() -> Snapshot:
    a, b = ids("a b")
    g = RecordId("g")
    return Snapshot.of(
        [
            *organisations("a b c", c="games"),
            *group("all", "a b c", kind="platform"),
            r.WorkingGroup(id=g, name_en="G", active_from="2010-04-30"),
            r.Membership(id=RecordId("m1"), organisation=a, group=g),
            r.Membership(id=RecordId("m2"), organisation=b, group=g, active_from="2011-01"),
            r.Tie(id=RecordId("t1"), organisation=a, other=b, active_from="2010-06"),
            r.Tie(id=RecordId("t2"), organisation=a, other=b, active_from="2012", kind="funding"),
            r.Tie(id=RecordId("t3"), organisation=a, other=b),
            r.Tie(id=RecordId("t4"), organisation=a, other=RecordId("c"), active_from="2013-12"),
            r.Initiative(
                id=RecordId("i1"), name_en="I", lead=a, partners=(b,), active_from="2011-02"
            ),
            r.Initiative(id=RecordId("i2"), name_en="I", lead=a, active_from="2011-03"),
            r.Roundtable(id=RecordId("r2"), name_en="Second", date="2011-05-27"),
            r.Roundtable(id=RecordId("r1"), name_en="First", date="2010-03"),
            r.Roundtable(id=RecordId("r0"), name_en="Some day"),
        ]
    )


def test_begins_fall_into_their_quarters_and_a_year_into_all_four() -> None:
    assert dict(Analysis(_dated()).new_ties_per_quarter) == {
        Quarter(2010, 2): 2.0,
        Quarter(2011, 1): 2.0,
        **{Quarter(2012, number): 0.25 for number in range(1, 5)},
        Quarter(2013, 4): 1.0,
    }


def test_the_strip_shows_all_times_but_only_what_the_filter_shows() -> None:
    view = Filter(
        as_of="2010",
        kinds=DEFAULT_KINDS - {"membership", "initiative"},
        hidden_sectors=frozenset(ids("games")),
    )
    found = Analysis(_dated(), view).new_ties_per_quarter
    assert dict(found) == {
        Quarter(2010, 2): 1.0,
        **{Quarter(2012, number): 0.25 for number in range(1, 5)},
    }


def test_events_are_the_dated_roundtables_by_time() -> None:
    assert [(event.date, event.name) for event in Analysis(_dated()).events] == [
        ("2010-03", "First"),
        ("2011-05-27", "Second"),
    ]


def test_quarters_know_their_first_day_and_the_next_one() -> None:
    assert Quarter(2012, 4).begin == "2012-10-01"
    assert Quarter(2012, 4).next == Quarter(2013, 1)
    assert Quarter(2012, 1).next == Quarter(2012, 2)


def test_the_year_up_to_the_end_of_the_last_quarter() -> None:
    assert year_before([Quarter(2012, 4), Quarter(2013, 4)]) == "2013-01-01"
    assert year_before([Quarter(2013, 2)]) == "2012-07-01"
    assert year_before([]) == ""
