from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci_map.errors import UserError
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.graph.finding import SECTOR_DOMAIN, SECTOR_LEVEL, SECTORS
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.coverage import (
    ANSWER,
    GAP,
    KINDS,
    LEVEL,
    NEED,
    SECTOR,
    Theme,
    bodies,
    candidates_for,
    coverage,
    goals,
    lost_without,
    shares,
)
from oci_map.roundtable.invite import invite, repair
from oci_map.roundtable.meetings import Earlier, earlier
from oci_map.roundtable.reasons import (
    MUST,
    coverage_sentence,
    lost_sentence,
    missing_sentence,
    reason_sentence,
    reasons,
)
from oci_map.roundtable.request import Request, candidates
from tests.examples import snapshot_of
from tests.graph.making import ids, needs, organisations, snapshots, ties

ABROAD = RecordId("roundtable-2012-abroad")


@pytest.fixture(scope="module")
def worked() -> Analysis:
    return Analysis(snapshot_of("oci-worked-example"), Filter(as_of="2012-11"))


def _abroad(worked: Analysis) -> Request:
    planned = worked.snapshot.all(r.Roundtable)[ABROAD]
    return Request(Theme(planned.topics), planned.seats or 0, answering=0.2)


# ------------------------------------------------------------------------------ the best list


def _worth(analysis: Analysis, request: Request, guests: tuple[RecordId, ...]) -> float:
    return sum(goal.worth for goal in coverage(goals(analysis, request.theme), guests).covered)


def _allowed(analysis: Analysis, request: Request, guests: tuple[RecordId, ...]) -> bool:
    records = analysis.snapshot.organisations
    parents = [records[one].parent for one in guests if records[one].parent]
    able = bodies(analysis, request.theme)
    return (
        len(guests) <= request.seats
        and set(request.must) <= set(guests)
        and not set(request.not_now) & set(guests)
        and (not request.one_per_parent or len(set(parents)) == len(parents))
        and sum(one in able for one in guests) >= request.answering * len(guests) - 1e-9
    )


@settings(max_examples=60, deadline=None)
@given(snapshots(), st.data())
def test_no_allowed_list_covers_more_or_as_much_with_fewer(
    snapshot: Snapshot, data: st.DataObject
) -> None:
    analysis = Analysis(snapshot)
    some = st.lists(st.sampled_from(analysis.organisations or ids("x")), max_size=2, unique=True)
    request = Request(
        Theme(tuple(data.draw(st.lists(st.sampled_from(ids("n0 n1 n2")), unique=True)))),
        seats=data.draw(st.integers(0, 5)),
        must=tuple(data.draw(some)),
        not_now=tuple(data.draw(some)),
        one_per_parent=data.draw(st.booleans()),
        answering=data.draw(st.sampled_from([0.0, 0.3, 1.0])),
    )
    able = candidates(analysis, request)
    everything = chain.from_iterable(combinations(able, size) for size in range(len(able) + 1))
    lists = [one for one in everything if _allowed(analysis, request, one)]
    try:
        found = invite(analysis, request)
    except UserError as problem:
        nothing_to_do = "nothing to choose" in problem.sentence or "nobody" in problem.sentence
        assert nothing_to_do or not any(lists)  # an empty list is no list of guests
        return
    assert _allowed(analysis, request, found.guests)
    assert found.is_proven
    assert found.distance == 0
    best = max(_worth(analysis, request, one) for one in lists)
    assert _worth(analysis, request, found.guests) == pytest.approx(best)
    as_good = [one for one in lists if _worth(analysis, request, one) > best - 1e-6]
    assert len(found.guests) == min(map(len, as_good))


def test_the_guest_list_of_the_worked_example_is_proven(worked: Analysis) -> None:
    request = _abroad(worked)
    found = invite(worked, request, earlier(worked.snapshot, ABROAD))
    assert found.is_proven
    assert _allowed(worked, request, found.guests)
    assert found.coverage.counts(NEED) == (5, 5)
    assert found.coverage.counts(ANSWER) == (5, 5)
    assert found.coverage.counts(SECTOR) == (11, 12)  # nobody is in heritage
    assert "flanders-dc" not in found.guests  # she prepares it


def test_who_was_not_asked_lately_goes_first() -> None:
    records = [*organisations("a b c"), *needs(Capital="a b c"), *ties("a-b b-c a-c")]
    analysis = Analysis(Snapshot.of(records))
    request = Request(Theme(ids("Capital")), seats=3)
    asked = Earlier((), {RecordId("a"): 2, RecordId("b"): 1}, {RecordId("a"): 0}, 2)
    once = replace(asked, since={RecordId("a"): 0, RecordId("b"): 1})
    assert set(invite(analysis, request, once).guests) == set(ids("b c"))


def test_a_chosen_gap_brings_both_sides(worked: Analysis) -> None:
    kinds = (SECTORS, SECTOR_LEVEL, SECTOR_DOMAIN)
    between = [gaps[-1].key for kind in kinds if (gaps := worked.findings.of_kind(kind))]
    assert len(between) == len(kinds)
    for key in (worked.pair_gaps[-1].key, *between):
        request = Request(Theme(ids("need-figures"), gaps=(key,)), seats=8)
        found = invite(worked, request)
        assert key in [goal.key for goal in found.coverage.covered if goal.kind == GAP]


# ---------------------------------------------------------------------------- when one declines


def test_a_repair_keeps_everybody_and_adds_no_more_than_it_takes(worked: Analysis) -> None:
    request = replace(_abroad(worked), seats=22)
    found = invite(worked, request)
    for gone in found.guests[:6]:
        repaired = repair(worked, request, found.guests, [gone])
        rest = set(found.guests) - {gone}
        assert rest <= set(repaired.guests)
        added = set(repaired.guests) - rest
        assert gone not in added
        assert len(repaired.guests) <= request.seats
        lost = lost_without(goals(worked, request.theme), found.guests, gone)
        assert not added or any(goal.covered_by(repaired.guests) for goal in lost)
        if not lost:
            assert not added


def test_a_repair_of_a_list_that_is_no_longer_seen(worked: Analysis) -> None:
    found = invite(worked, _abroad(worked))
    with pytest.raises(UserError, match="is on the list, but not active"):
        repair(worked, _abroad(worked), (*found.guests, RecordId("gone")), found.guests[:1])
    # Set aside after it was invited: it stays invited.
    later = replace(_abroad(worked), not_now=found.guests[3:4])
    assert found.guests[3] in repair(worked, later, found.guests, found.guests[:1]).guests


@settings(max_examples=60, deadline=None)
@given(snapshots(), st.data())
def test_the_share_of_each_guest_is_what_is_lost_without_it(
    snapshot: Snapshot, data: st.DataObject
) -> None:
    analysis = Analysis(snapshot)
    wanted = goals(analysis, Theme())
    some = st.lists(st.sampled_from(analysis.organisations or ids("x")), unique=True)
    guests = [one for one in data.draw(some) if one in analysis.index]
    found = shares(wanted, guests)
    assert list(found) == guests
    for guest, share in found.items():
        assert share.lost == lost_without(wanted, guests, guest)
        covered = coverage(wanted, guests).covered
        assert share.helps == tuple(goal for goal in covered if guest in goal.everyone)


def test_a_deputy_keeps_most_of_what_would_be_lost(worked: Analysis) -> None:
    request = _abroad(worked)
    found = invite(worked, request)
    wanted = goals(worked, request.theme)
    assert found.deputies
    for guest, deputy in found.deputies.items():
        lost = lost_without(wanted, found.guests, guest)
        rest = set(found.guests) - {guest}
        assert deputy not in found.guests
        kept = {
            one: sum(goal.worth for goal in lost if goal.covered_by(rest | {one}))
            for one in candidates(worked, request)
        }
        assert kept[deputy] > 0
        parents = {worked.snapshot.organisations[one].parent for one in rest} - {""}
        free = [one for one in kept if worked.snapshot.organisations[one].parent not in parents]
        assert kept[deputy] == max(kept[one] for one in free if one not in found.guests)


def test_candidates_fill_what_is_missing(worked: Analysis) -> None:
    wanted = goals(worked, _abroad(worked).theme)
    guests = invite(worked, _abroad(worked)).guests[:10]
    for goal in coverage(wanted, guests).missing:
        for one in candidates_for(wanted, goal, guests):
            assert one in goal.everyone
            assert one not in guests


# --------------------------------------------------------------------------------- the reasons


def test_every_reason_is_true(worked: Analysis) -> None:
    request = replace(_abroad(worked), must=ids("ams"))
    found = invite(worked, request)
    wanted = goals(worked, request.theme)
    for guest in found.guests:
        given = reasons(wanted, request, found.guests, guest)
        assert given, guest
        assert reason_sentence(worked, given)
        for reason in given:
            if reason.kind == MUST:
                assert guest in request.must
                assert not reason.others
            else:
                assert reason.others
            for other in reason.others:
                assert _is_true(worked, found.guests, guest, reason.kind, other)


def _is_true(
    worked: Analysis, guests: tuple[RecordId, ...], guest: RecordId, kind: str, other: RecordId
) -> bool:
    """Ask the document whether a reason holds."""
    snapshot = worked.snapshot
    records = snapshot.organisations
    held = {one.need for one in snapshot.needs_of.get(guest, ())}
    if kind == GAP:
        partners = {one.organisation for one in worked.partners_of(guest)}
        shared = held & {one.need for one in snapshot.needs_of[other]}
        return other in guests and other not in partners and bool(shared)
    if kind == NEED:
        return other in held
    if kind == ANSWER:
        leads = snapshot.all(r.Emphasis)[snapshot.needs[other].emphasis].lead == guest
        asked = snapshot.all(r.Recommendation).values()
        return leads or any(one.need == other and guest in one.addressed_to for one in asked)
    if kind == SECTOR:
        return [one for one in guests if other in records[one].sectors] == [guest]
    return [one for one in guests if records[one].policy_level == other] == [guest]


def test_reasons_and_losses_in_words() -> None:
    records = [
        *organisations("Howest FFI VAF", Howest="gaming", FFI="fashion", VAF="film"),
        *needs(Capital="Howest FFI"),
    ]
    analysis = Analysis(Snapshot.of(records))
    request = Request(Theme(ids("Capital")), seats=2, must=ids("VAF"))
    everybody = ids("Howest FFI VAF")
    wanted = goals(analysis, request.theme)

    def why(name: str) -> str:
        given = reasons(wanted, request, everybody, RecordId(name))
        return reason_sentence(analysis, given)

    assert why("VAF") == "Is the only guest from Film. You want this guest to come."
    assert why("Howest") == ("Needs ‘Capital’. Shares needs with FFI, but does not work with it.")
    lost = lost_without(wanted, everybody, RecordId("FFI"))
    assert lost_sentence(analysis, lost) == (
        "Without this guest: too few for a conversation on ‘Capital’; 1 gap stays open; "
        "nobody from Fashion."
    )
    now = coverage(wanted, ids("Howest VAF"))
    assert [missing_sentence(analysis, goal) for goal in now.missing] == [
        "Too few for a conversation on ‘Capital’.",
        "The gap between FFI and Howest stays open.",
        "Nobody from Fashion.",
    ]
    assert coverage_sentence(now, SECTOR) == "Sectors: 2 of 3"
    assert {goal.kind for goal in wanted} <= set(KINDS)
    assert MUST not in KINDS
    assert now.counts(LEVEL) == (0, 0)


# --------------------------------------------------------------------------------- bad requests


def _refused(analysis: Analysis, request: Request) -> str:
    with pytest.raises(UserError) as problem:
        invite(analysis, request)
    return problem.value.sentence


def test_requests_that_cannot_be_say_what_can_be_relaxed(worked: Analysis) -> None:
    theme = Theme(ids("need-capital"))
    three = ids("ffi bea vaf")
    assert _refused(worked, Request(theme, 2, must=three)) == (
        "3 organisations must come, but there are 2 seats. Add seats or let some of them go."
    )
    assert _refused(worked, Request(theme, 0)).startswith("A roundtable needs at least one seat")
    assert _refused(worked, Request(theme, 9, must=three, not_now=ids("bea"))) == (
        "BEA must come and is also set aside for this time. Choose one of the two."
    )
    assert "is on the list, but not active" in _refused(
        worked, Request(theme, 9, must=ids("nobody"))
    )
    said = _refused(worked, Request(theme, 5, must=three, answering=0.8))
    assert said.startswith("At least 80 per cent of the guests should be able to answer")
    theirs = worked.snapshot.organisations.values()
    no_body = tuple(one.id for one in theirs if one.id in bodies(worked, theme))
    none = Request(theme, 5, not_now=no_body, answering=0.2)
    assert _refused(worked, none).startswith("Nobody who can answer on this theme")
    assert "between 0 and 100" in _refused(worked, Request(theme, 5, answering=3.0))


def test_two_of_one_parent() -> None:
    records = [
        *organisations("a b c d"),
        *needs(Capital="a b c d"),
    ]
    family = [
        replace(one, parent=RecordId("d"))
        if isinstance(one, r.Organisation) and one.id in "ab"
        else one
        for one in records
    ]
    analysis = Analysis(Snapshot.of(family))
    request = Request(Theme(ids("Capital")), 4, must=ids("a b"))
    assert _refused(analysis, request) == (
        "a and b must come, but belong to d, of which only one may. "
        "Let one of them go or allow several."
    )
    assert set(ids("a b")) <= set(invite(analysis, replace(request, one_per_parent=False)).guests)


def test_nobody_and_nothing_to_choose_by() -> None:
    assert "nobody to invite" in _refused(Analysis(Snapshot.of([])), Request(Theme(), 5))
    bare = Analysis(Snapshot.of(organisations("a b")))
    assert "nothing to choose guests by" in _refused(bare, Request(Theme(), 5))
    alone = Analysis(Snapshot.of([*organisations("a"), *needs(Capital="a")]))
    assert invite(alone, Request(Theme(), 5)).guests == ids("a")


# ------------------------------------------------------------------------------ earlier meetings


def test_earlier_roundtables_are_those_held_before(worked: Analysis) -> None:
    before = earlier(worked.snapshot, ABROAD)
    assert before.held == 2
    assert len(before.tables) == 11
    assert before.asked[RecordId("bea")] == 2
    assert before.since[RecordId("bea")] == 0
    assert earlier(worked.snapshot, RecordId("roundtable-2010")).held == 0


def test_of_very_many_gaps_the_largest_are_goals() -> None:
    names = " ".join(f"o{number:02}" for number in range(16))
    records = [*organisations(names), *needs(Capital=names, Fairs="o14 o15")]
    analysis = Analysis(Snapshot.of(records))
    assert analysis.pair_gap_summary.count == 120
    chosen = "pair:o00|o01"
    keys = [goal.key for goal in goals(analysis, Theme(gaps=(chosen,))) if goal.kind == GAP]
    assert len(keys) == 60
    assert keys[:2] == [chosen, "pair:o14|o15"]
