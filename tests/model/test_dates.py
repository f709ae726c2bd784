"""Partial dates: typed in several ways, kept in one, compared by what they may mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oci_map.model.dates import first_day, holds_at, is_date, last_day, overlap, parse_date

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> str:
    return draw(DAYS).isoformat()[: draw(st.sampled_from([4, 7, 10]))]


PARTIAL = partial_dates()
OPEN = st.just("") | PARTIAL


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("   ", ""),
        ("2012", "2012"),
        (" 2012-07 ", "2012-07"),
        ("2012-7", "2012-07"),
        ("2012-07-06", "2012-07-06"),
        ("2012-7-6", "2012-07-06"),
        ("7/2012", "2012-07"),
        ("07-2012", "2012-07"),
        ("6/7/2012", "2012-07-06"),
        ("06.07.2012", "2012-07-06"),
        ("29-2-2012", "2012-02-29"),
    ],
)
def test_a_date_can_be_typed_in_several_ways(typed: str, kept: str) -> None:
    assert parse_date(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "2012-13",
        "2012-00",
        "2012-02-30",
        "29-2-2011",
        "31/31/2012",
        "0000",
        "12",
        "20120706",
        "2012-07-06T10:00",
        "gisteren",
        "٢٠١٢",  # digits, but not those dates are kept in
        "2012-07-06-01",
        "1" * 10_000,
        "<img src=x>",
    ],
)
def test_what_is_no_date_of_the_calendar_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_date(typed)
    assert not is_date(typed)


@pytest.mark.parametrize("written", ["2012-7", " 2012", "6/7/2012", "2012\n"])
def test_what_can_be_typed_is_not_always_what_is_kept(written: str) -> None:
    assert parse_date(written) != written
    assert not is_date(written)


@given(PARTIAL)
def test_a_kept_date_is_read_as_itself(kept: str) -> None:
    assert parse_date(kept) == kept
    assert is_date(kept)


@given(PARTIAL)
def test_a_partial_date_begins_before_it_ends_and_both_lie_within_it(kept: str) -> None:
    first, last = first_day(kept), last_day(kept)
    assert date.fromisoformat(first) <= date.fromisoformat(last)
    assert first.startswith(kept)
    assert last.startswith(kept)


@given(DAYS)
def test_the_last_day_of_a_month_is_the_day_before_the_next_month(day: date) -> None:
    last = date.fromisoformat(last_day(day.isoformat()[:7]))
    assert last.month == day.month
    assert date.fromordinal(last.toordinal() + 1).day == 1


@pytest.mark.parametrize(
    ("begin", "end", "day", "holds"),
    [
        ("2010", "2011-05-31", "2011", True),
        ("2010", "2011-05-31", "2011-06", False),
        ("2010", "2011-05-31", "2009-12-31", False),
        ("", "2011", "1990", True),
        ("2012-07", "", "2012-07-01", True),
        ("2012-07", "", "2012-06-30", False),
        ("2012-07", "", "2012", True),  # some day of that year
        ("2012", "2013", "", True),
    ],
)
def test_a_period_holds_at_the_days_it_covers(begin: str, end: str, day: str, holds: bool) -> None:
    assert holds_at(begin, end, day) is holds


@given(OPEN, OPEN, OPEN, OPEN)
def test_two_periods_overlap_when_they_share_a_day(
    begin: str, end: str, other_begin: str, other_end: str
) -> None:
    assume(first_day(begin) <= last_day(end) and first_day(other_begin) <= last_day(other_end))
    shared = overlap(begin, end, other_begin, other_end)
    latest_begin = max(first_day(begin), first_day(other_begin))
    assert shared == (latest_begin <= min(last_day(end), last_day(other_end)))
    assert shared == overlap(other_begin, other_end, begin, end)
