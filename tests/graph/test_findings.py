"""Gaps at every level: what is found, under which key, in which state, with what beside it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oci_map.graph import finding as f
from oci_map.graph import matrix as m
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.graph.findings import Findings
from oci_map.graph.gap_remarks import (
    bridge_words,
    closing_sentence,
    state_sentence,
)
from oci_map.graph.gap_summary import (
    large_groups_sentence,
)
from oci_map.graph.gap_wording import gap_sentence
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from tests.examples import snapshot_of
from tests.graph.making import findings_of, group, needs, organisations, tie, ties


def note(gap: str, state: str, reason: str = "", noted_on: str = "") -> r.GapNote:
    """Return a note about a gap."""
    about = RecordId(f"note {gap} {noted_on}")
    return r.GapNote(id=about, gap=gap, state=state, reason=reason, noted_on=noted_on)


def sentences(findings: Findings, level: str) -> list[str]:
    """Return the gaps of a level in words."""
    return [gap_sentence(findings.analysis.snapshot, gap) for gap in findings.at_level(level)]


# ------------------------------------------------------------------------- sectors and what is kept


FOUR = organisations("a b c d", a="fashion", b="fashion", c="gaming", d="gaming")


def test_two_sectors_without_ties_have_a_gap() -> None:
    found = findings_of(FOUR, needs(money="a b:3 c d"), ties("a-b c-d"))
    (gap,) = found.at_level("sector")
    assert gap.key == "sector:fashion|gaming"
    assert [side.organisations for side in gap.sides] == [("a", "b"), ("c", "d")]
    assert (gap.ties, gap.pairs, gap.observed) == (0, 4, 0.0)
    assert gap.shared_needs == (f.SharedNeed(RecordId("money"), 4, 4),)
    assert gap.expected is not None
    assert gap.expected > 0
    assert sentences(found, "sector") == [
        (
            "Fashion and gaming share a need, "
            "but no organisation from either sector works with the other."
        )
    ]
    assert found.gap(gap.key) is gap
    assert found.gap("sector:x|y") is None


def test_keys_survive_renaming_and_refining() -> None:
    found = findings_of(FOUR, needs(money="a b c d"), ties("a-b"))
    renamed = [replace(one, name_en="Zzz") if isinstance(one, r.Sector) else one for one in FOUR]
    again = findings_of(renamed, needs(money="a b c d"), ties("a-b"))
    keys = [gap.key for gap in found.gaps]
    assert keys
    assert [gap.key for gap in again.gaps] == keys
    refined = found.refine()
    assert refined.refined
    assert not found.refined
    assert refined.refine() is refined
    assert {gap.key for gap in refined.gaps} == set(keys)
    assert refined.at_level("organisation") is not None
    assert refined.of_kind(f.PAIR) == found.of_kind(f.PAIR)


def test_a_bridged_gap_needs_a_tie() -> None:
    key = "sector:fashion|gaming"
    base = (FOUR, needs(money="a b c d"), ties("a-b c-d"), note(key, f.BRIDGED, "Met", "2012"))
    (gap,) = findings_of(*base).at_level("sector")
    assert (gap.state.state, gap.state.noted, gap.state.reason) == (f.PLANNED, f.BRIDGED, "Met")
    assert gap.state.waits_for_tie
    assert "no tie is recorded" in state_sentence(gap)
    (gap,) = findings_of(*base, tie("a", "c")).at_level("sector")
    assert gap.state.state == f.BRIDGED
    assert not gap.state.waits_for_tie
    assert state_sentence(gap) == ""


def test_what_was_noted_stays_listed_when_it_closes() -> None:
    base = (
        FOUR,
        needs(money="a c"),
        note("pair:a|c", f.PLANNED),
        note("sector:fashion|gaming", f.DISMISSED),
    )
    found = findings_of(*base, tie("a", "c"), tie("b", "d"))
    (gap,) = found.at_level("organisation")
    assert (gap.closed, gap.state.state, gap.ties) == (True, f.BRIDGED, 1)
    assert sentences(found, "organisation") == ["a and c work together now."]
    (gap,) = found.at_level("sector")
    assert (gap.closed, gap.state.state) == (True, f.DISMISSED)
    assert found.states("sector") == {"open": 0, "planned": 0, "bridged": 0, "dismissed": 1}
    assert sentences(found, "sector") == [
        "Fashion and gaming are connected now: 2 of 4 pairs of organisations work together."
    ]
    near = findings_of(*base, tie("a", "b"), tie("b", "c"))
    (gap,) = near.at_level("organisation")
    assert (gap.closed, gap.state.state) == (True, f.PLANNED)
    assert sentences(near, "organisation") == ["a and c have a partner in common now."]


@pytest.mark.parametrize(
    "key", ["pair:a|gone", "pair:a|a", "pair:c|a", "pair:", "sector:x|y", "need:gone", "", "?"]
)
def test_notes_about_what_is_gone_are_left_alone(key: str) -> None:
    found = findings_of(FOUR, needs(money="a c"), tie("a", "c"), note(key, f.PLANNED))
    assert all(gap.state.note == "" for gap in found.gaps)


def test_a_pair_noted_about_is_found_among_many() -> None:
    found = findings_of(FOUR, needs(money="a b c d"), note("pair:c|d", f.DISMISSED))
    states = {gap.key: gap.state.state for gap in found.at_level("organisation")}
    assert states["pair:c|d"] == f.DISMISSED
    assert states["pair:a|b"] == f.OPEN
    assert found.count("organisation") == 6


def test_levels_and_domains_are_compared_with_sectors() -> None:
    level = r.PolicyLevel(id=RecordId("eu"), name_en="European")
    domain = r.PolicyDomain(id=RecordId("eco"), name_en="Economy")
    body = r.Organisation(
        id=RecordId("x"), name="X", policy_level=level.id, policy_domain=domain.id
    )
    found = findings_of(FOUR, level, domain, body, needs(money="a x"), ties("a-b"))
    assert [gap.key for gap in found.at_level("level")] == ["sector-level:fashion|eu"]
    assert [gap.key for gap in found.at_level("domain")] == ["sector-domain:fashion|eco"]
    assert sentences(found, "level") == [
        (
            "Fashion and the level “European” share a need, "
            "but no organisation of the one works with the other."
        )
    ]
    cell = found.matrix(m.SECTOR_LEVEL).at(RecordId("gaming"), RecordId("eu"))
    assert cell is not None
    assert (cell.kind, cell.pairs, cell.gap) == (m.COUNTED, 2, "")


# ------------------------------------------------------------------- needs, groups, recommendations


def test_needs_that_nobody_takes_up() -> None:
    held = needs(money="a c", space="a b", skills="a", figures="c d")
    found = findings_of(FOUR, held, ties("a-b"), group("g", "c d"))
    kinds = {gap.key: gap.kind for gap in found.at_level("need")}
    assert kinds == {"need:money": f.NEED_APART, "need:space": f.NEED_WITHOUT_GROUP}
    assert sentences(found, "need") == [
        "2 organisations need “money”, but no two of them work together.",
        "2 organisations need “space”, but no working group brings two of them together.",
    ]
    met = findings_of(FOUR, held, group("g", "a b c d"), note("need:money", f.PLANNED))
    (gap,) = met.at_level("need")
    assert (gap.closed, gap.state.state) == (True, f.BRIDGED)


def test_a_group_lacks_a_sector_and_a_body_that_hold_its_need() -> None:
    emphasis = r.Emphasis(id=RecordId("e"), name_en="Finance", lead=RecordId("x"))
    body = r.Organisation(id=RecordId("x"), name="X", kind="government")
    held = [
        replace(one, emphasis=emphasis.id) if isinstance(one, r.Need) else one
        for one in needs(money="a b c")
    ]
    found = findings_of(FOUR, body, emphasis, held, group("g", "a b"))
    assert [gap.key for gap in found.at_level("group")] == [
        "group-sector:g|gaming",
        "group-body:g|x",
    ]
    assert sentences(found, "group") == [
        "g has nobody from gaming, though they share a need (money).",
        "X does not sit in g, though it is concerned with the need there (money).",
    ]
    policy = findings_of(FOUR, body, emphasis, held, group("g", "a b", "policy_group"))
    assert [gap.kind for gap in policy.at_level("group")] == [f.GROUP_BODY]
    there = findings_of(
        FOUR, body, emphasis, held, group("g", "a b c x"), note("group-body:g|x", f.OPEN)
    )
    (gap,) = there.at_level("group")
    assert (gap.closed, gap.state.state) == (True, f.BRIDGED)


def test_groups_with_nearly_the_same_members() -> None:
    found = findings_of(FOUR, group("g", "a b c"), group("h", "b c a d"), group("i", "c d"))
    (gap, *rest) = found.at_level("group")
    assert (gap.key, gap.jaccard, gap.in_both) == ("groups:g|h", 0.75, ("a", "b", "c"))
    assert [one.key for one in rest] == ["groups:h|i"]


def test_what_recommendations_lack() -> None:
    def recommend(name: str, **values: object) -> r.Recommendation:
        return r.Recommendation(id=RecordId(name), text_en=name, **values)  # type: ignore[arg-type]

    a, b, c = (RecordId(one) for one in "abc")
    found = findings_of(
        FOUR,
        recommend("1", number=1, addressed_to=(c,), supporters=(a, c)),
        recommend("2", supporters=(a, b), status="answered"),
        recommend("3", to_the_sector=True, answer="Yes", answered_on="2012-07", supporters=(a, c)),
        recommend("4", addressed_to=(c,), status="rejected"),
    )
    assert [gap.key for gap in found.at_level("recommendation")] == [
        "unanswered:1",
        "unaddressed:2",
        "one-sector:2",
    ]
    assert sentences(found, "recommendation") == [
        "Recommendation 1 has no answer yet: “1”",
        "A recommendation is addressed to nobody: “2”",
        "A recommendation is supported from fashion only: “2”",
    ]
    early = Analysis(found.analysis.snapshot, Filter(as_of="2012-06")).findings
    assert "unanswered:3" in {gap.key for gap in early.at_level("recommendation")}


# ------------------------------------------------------------------------------------------ details


def test_a_bridge_knows_both_sides_and_through_what() -> None:
    held = needs(money="a b c d")
    found = findings_of(
        FOUR, organisations("x y"), held, ties("x-a x-c y-a y-b y-c y-d"), group("g", "x a")
    )
    (gap,) = found.at_level("sector")
    details = found.details(gap)
    assert [bridge.organisation for bridge in details.bridges] == ["y", "x"]
    assert details.bridges[0].dots == 2
    assert details.bridges[1].groups == ("g",)
    snapshot = found.analysis.snapshot
    assert bridge_words(snapshot, gap, details.bridges[1]) == (
        "works with a and with c; sits in 1 of their groups"
    )
    said = [closing_sentence(snapshot, one) for one in details.closings]
    assert said == [
        "Invite a, b, c and d to the next roundtable.",
        "Let y introduce them to each other.",
        "Add c to g, where a sits already.",
    ]
    evidence = {part.noun: part.records for part in details.evidence}
    assert set(evidence["organisation"]) == {"a", "b", "c", "d"}
    assert len(evidence["need_statement"]) == 4


def test_who_is_far_apart_is_bridged_on_the_way() -> None:
    found = findings_of(FOUR, organisations("x y"), needs(money="a c"), ties("a-x x-y y-c"))
    gap = found.gap("pair:a|c")
    assert gap is not None
    details = found.details(gap)
    snapshot = found.analysis.snapshot
    assert [bridge_words(snapshot, gap, one) for one in details.bridges] == [
        "works with a and with a partner of c",
        "works with c and with a partner of a",
    ]


def test_matrices_link_to_the_list() -> None:
    found = Analysis(snapshot_of("oci-worked-example")).findings.refine()
    matrix = found.matrix(m.SECTOR_SECTOR)
    assert matrix.symmetric
    keys = {gap.key for gap in found.at_level("sector")}
    linked = {cell.gap for row in matrix.cells for cell in row if cell.gap}
    assert linked == keys
    first = found.at_level("sector")[0]
    place = matrix.where(first.key)
    assert place is not None
    cell = matrix.cells[place[0]][place[1]]
    assert (cell.weight, cell.expected, cell.z) == (first.observed, first.expected, first.z)
    assert cell.step < 0
    heritage = next(one.record for one in matrix.rows if one.organisations == 0)
    none = matrix.at(heritage, heritage)
    assert none is not None
    assert none.kind == m.NO_MEMBER
    assert matrix.at(heritage, RecordId("x")) is None
    assert matrix.where("") is None
    for row, cells in enumerate(matrix.cells):
        assert cells == tuple(one[row] for one in matrix.cells)
    seats = found.matrix(m.ORGANISATION_GROUP)
    count = sum(cell.kind == m.SEAT for row in seats.cells for cell in row)
    assert count == len(found.seats.organisation)


def test_a_group_of_ten_thousand_is_never_paired_out() -> None:
    names = [RecordId(f"o{number}") for number in range(10_000)]
    made: list[r.Record] = [
        r.Sector(id=RecordId(one), name_en=one.capitalize()) for one in ("fashion", "gaming")
    ]
    made += [
        r.Organisation(id=one, name=one, sectors=(RecordId("fashion" if place % 2 else "gaming"),))
        for place, one in enumerate(names)
    ]
    found = findings_of(made, group("g", " ".join(names)), needs(money="o1 o2 o3"))
    assert len(found.analysis.cooperation.pairs) == 0
    assert found.refine() is found
    cell = found.matrix(m.SECTOR_SECTOR).at(RecordId("fashion"), RecordId("gaming"))
    assert cell is not None
    assert cell.count == 25_000_000
    assert cell.expected == pytest.approx(cell.weight)
    assert large_groups_sentence(found) == (
        "1 gathering has more than 400 members (up to 10,000): its pairs are reckoned with as a "
        "whole and not listed one by one."
    )
