from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from hypothesis import given

from oci_map import i18n
from oci_map.graph.analysis import Analysis
from oci_map.graph.build import paired_graph
from oci_map.graph.compare import Comparison, Pair, compare, compare_dates
from oci_map.graph.filters import Filter
from oci_map.graph.wording_compare import comparison_sentences
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import snapshot_of
from tests.graph.making import group, ids, needs, organisations, snapshots, tie, ties

INFO = r.DocumentInfo(id=RecordId("document"), coordinator=RecordId("hub"))
PEOPLE = organisations("hub a b c d", a="film", b="film", c="music", d="music")


def _pairs(written: str) -> tuple[Pair, ...]:
    return tuple((RecordId(one[0]), RecordId(one[2])) for one in written.split())


def _between(before: list[r.Record], after: list[r.Record]) -> Comparison:
    return compare(*(Analysis(Snapshot.of([INFO, *some])) for some in (before, after)))


def _said(before: list[r.Record], after: list[r.Record]) -> tuple[str, ...]:
    one, other = (Snapshot.of([INFO, *some]) for some in (before, after))
    return comparison_sentences(one, other, compare(Analysis(one), Analysis(other)))


def test_ties_that_are_new_lost_and_kept() -> None:
    found = _between([*PEOPLE, *ties("a-b c-a")], [*PEOPLE, *ties("b-a b-c c-d")])
    assert found.new == _pairs("b-c c-d")
    assert found.lost == _pairs("a-c")
    assert found.kept == _pairs("a-b")
    assert (found.joined, found.left) == ((), ())


def test_the_indicators_leave_the_coordinator_out() -> None:
    found = _between([*PEOPLE, *ties("hub-a hub-c a-b")], [*PEOPLE, *ties("hub-a a-b b-c c-d")])
    assert (found.before.ties, found.after.ties) == (1, 3)
    assert (found.before.outwardness.between, found.after.outwardness.between) == (0, 1)
    assert (found.before.reach.largest, found.after.reach.largest) == (2, 4)
    assert found.after.reach.mean_steps == pytest.approx(5 / 3)


def test_a_gap_between_two_is_closed_by_a_tie_or_a_partner_in_common() -> None:
    shared = needs(capital="a c", fairs="b d")
    before = [*PEOPLE, *shared]
    found = _between(before, [*PEOPLE, *shared, *ties("a-c")])
    assert "pair:a|c" in {gap.key for gap in found.closed}
    assert "pair:b|d" not in {gap.key for gap in found.closed}
    assert "pair:a|c" not in {gap.key for gap in found.gone}
    near = _between(before, [*PEOPLE, *shared, *ties("a-hub hub-c")])
    assert "pair:a|c" in {gap.key for gap in near.closed}


def test_a_gap_whose_need_or_organisation_is_gone_was_not_closed() -> None:
    before = [*PEOPLE, *needs(capital="a c")]
    for after in (PEOPLE, [*organisations("hub b c d", b="film", c="music", d="music")]):
        found = _between(before, list(after))
        assert "pair:a|c" in {gap.key for gap in found.gone}
    opened = _between(PEOPLE, before)
    assert "pair:a|c" in {gap.key for gap in opened.opened}


def test_two_dates_of_one_document() -> None:
    old = r.Tie(id=RecordId("1"), organisation=RecordId("a"), other=RecordId("b"), active_to="2010")
    new = r.Tie(id=RecordId("2"), organisation=RecordId("a"), other=RecordId("c"),
                active_from="2011-06")  # fmt: skip
    found = compare_dates(Snapshot.of([*PEOPLE, old, new]), Filter(), "2010", "2012")
    assert (found.new, found.lost) == (_pairs("a-c"), _pairs("a-b"))


def test_in_words() -> None:
    more = organisations("hub a b c d e", a="film", b="film", c="music", d="music")
    assert _said([*PEOPLE, *ties("a-b")], [*more, *ties("a-b b-c c-d d-e")]) == (
        "3 new ties, 0 lost and 1 kept.",
        "New: b with c, c with d and d with e.",
        "e has joined.",
        "1 tie runs between sectors; it was 0. That is what chance would give.",
        (
            "Without the coordinator 5 of 5 organisations hang together, 2.0 steps apart "
            "on average; before 2 of 4, 1.0 steps apart."
        ),
        "The gaps are the same.",
    )
    assert _said(PEOPLE, PEOPLE) == (
        "No two organisations work together, then or now.",
        "Without the coordinator nobody works together, then or now.",
        "The gaps are the same.",
    )
    assert _said([*PEOPLE, *ties("a-c"), *needs(n="b d")], organisations("hub")) == (
        "0 new ties, 1 lost and 0 kept.",
        "Lost: a with c.",
        "a, b, c and d have left.",
        "0 ties run between sectors; it was 1.",
        "Without the coordinator nobody works together any more.",
        "2 gaps are gone because what they were about is no longer there.",
    )
    many = " ".join(f"a-{one}" for one in "bcdefg")
    people = organisations("a b c d e f g")
    assert _said(people, [*people, *ties(many)])[:2] == (
        "6 new ties, 0 lost and 0 kept.",
        "New: a with b, a with c, a with d and 3 more.",
    )


def test_large_gatherings_are_said_to_be_left_out() -> None:
    names = " ".join(f"o{number}" for number in range(401))
    people = organisations(names)
    said = _said(people, [*people, *group("g", names)])
    assert said[-1] == "The members of gatherings of more than 400 are not compared pair by pair."


@given(snapshots(most=5), snapshots(most=5))
def test_any_two_documents(one: Snapshot, other: Snapshot) -> None:
    before, after = Analysis(one), Analysis(other)
    found = compare(before, after)
    edges = [
        {tuple(sorted(edge)) for edge in paired_graph(each.cooperation, each.snapshot).edges}
        for each in (before, after)
    ]
    assert set(found.new) == edges[1] - edges[0]
    assert set(found.lost) == edges[0] - edges[1]
    assert set(found.kept) == edges[0] & edges[1]
    assert not {gap.key for gap in found.opened} & {gap.key for gap in found.closed}
    for each in (found.before, found.after):
        assert each.reach.mean_steps is None or math.isfinite(each.reach.mean_steps)
    said = comparison_sentences(one, other, found)
    assert all(said)
    assert not any("{" in sentence or "nan" in sentence for sentence in said)
    same = compare(after, after)
    assert (same.new, same.lost, same.closed, same.opened, same.gone) == ((), (), (), (), ())


@pytest.fixture(params=["en", "nl"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language("en")


def test_the_worked_example_over_time(language: str) -> None:
    snapshot = snapshot_of("oci-worked-example")
    found = compare_dates(snapshot, Filter(), "2010-04", "")
    assert found.new
    said = comparison_sentences(snapshot, snapshot, found)
    assert len(said) >= 4
    assert not any("{" in sentence for sentence in said)


def test_what_is_compared_is_a_pair_of_different_ones() -> None:
    found = _between([*PEOPLE, tie("a", "a")], [*PEOPLE, tie("b", "a")])
    assert found.new == (ids("a b"),)
