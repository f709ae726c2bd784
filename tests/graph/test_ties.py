from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import COOPERATION_KINDS, DEFAULT_KINDS, Filter
from oci_map.graph.ties import Line, Ties
from oci_map.model import records as r
from oci_map.model.dates import holds_at
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import INVITATION_STATES
from tests.graph.making import (
    DATES,
    group,
    ids,
    organisations,
    roundtable,
    snapshots,
    tie,
    ties,
)

FILTERS = st.builds(
    Filter,
    as_of=st.sampled_from(DATES),
    kinds=st.frozensets(st.sampled_from(sorted(DEFAULT_KINDS))),
    without_coordinator=st.booleans(),
)
Pair = frozenset[RecordId]


def weights(snapshot: Snapshot, view: Filter | None = None) -> dict[Pair, float]:
    made = Analysis(snapshot, view or Filter()).cooperation
    return {
        frozenset((made.organisations[i], made.organisations[j])): float(made.weights[row])
        for row, (i, j) in enumerate(made.pairs)
    }


def pair(names: str) -> Pair:
    return frozenset(ids(names))


# ------------------------------------------------------------------------------- by definition


def _meetings(snapshot: Snapshot, day: str) -> Iterator[tuple[str, set[RecordId], float]]:
    """Yield who meets at a day through what, and what each of them spends on the others."""

    def now(record: r.Tie | r.Membership | r.Initiative | r.WorkingGroup) -> bool:
        return holds_at(record.active_from, record.active_to, day)

    for stated in filter(now, snapshot.ties.values()):
        yield stated.kind, {stated.organisation, stated.other}, stated.strength / 5
    for one in filter(now, snapshot.groups.values()):
        if one.kind != "platform":
            sitting = filter(now, snapshot.members_of.get(one.id, ()))
            yield "membership", {member.organisation for member in sitting}, 1.0
    for initiative in filter(now, snapshot.all(r.Initiative).values()):
        yield "initiative", {initiative.lead, *initiative.partners}, 1.0
    for held in snapshot.all(r.Roundtable).values():
        if holds_at(held.date, "", day):
            for members in _tables(snapshot, held.id):
                yield "roundtable", members, 0.2


def _tables(snapshot: Snapshot, roundtable_id: RecordId) -> Iterable[set[RecordId]]:
    tables: dict[tuple[int, int], set[RecordId]] = {}
    for seat in snapshot.all(r.Seat).values():
        invited = snapshot.all(r.Invitation)[seat.invitation]
        if invited.roundtable == roundtable_id and invited.status == "attended":
            tables.setdefault((seat.round, seat.table), set()).add(invited.organisation)
    return tables.values()


def _by_definition(snapshot: Snapshot, view: Filter) -> dict[Pair, float]:
    """Add up the weights record by record."""
    here = set(Analysis(snapshot, view).organisations)
    found: dict[Pair, float] = {}
    for kind, members, share in _meetings(snapshot, view.as_of):
        present = members & here
        for one, other in combinations(sorted(present), 2):
            if kind in view.kinds:
                both = frozenset((one, other))
                found[both] = found.get(both, 0.0) + share / (len(present) - 1)
    return found


@given(snapshots(), FILTERS)
def test_weights_are_those_of_the_definition(snapshot: Snapshot, view: Filter) -> None:
    assert weights(snapshot, view) == pytest.approx(_by_definition(snapshot, view))


@given(snapshots(), FILTERS)
def test_kinds_add_up_and_are_counted_whether_shown_or_not(
    snapshot: Snapshot, view: Filter
) -> None:
    made = Analysis(snapshot, view).cooperation
    assert set(made.by_kind) == view.kinds & set(COOPERATION_KINDS)
    total = sum(made.by_kind.values(), start=0 * made.weights)
    assert total == pytest.approx(made.weights)
    counts = Ties(
        snapshot, replace(view, kinds=frozenset()), Analysis(snapshot, view).organisations
    ).counts
    for kind in COOPERATION_KINDS:
        alone = weights(snapshot, replace(view, kinds=frozenset([kind])))
        assert counts[kind] == len(alone)


def test_newman_weights_agree_with_networkx() -> None:
    women = nx.davis_southern_women_graph()
    names = {name: RecordId(name.replace(" ", "_")) for name in women.graph["top"]}
    records = organisations(" ".join(names.values()))
    for event in women.graph["bottom"]:
        records += group(event, " ".join(names[name] for name in women[event]))
    found = weights(Snapshot.of(records))
    projected = nx.bipartite.collaboration_weighted_projected_graph(women, women.graph["top"])
    expected = {
        frozenset((names[one], names[other])): float(edge["weight"])
        for one, other, edge in projected.edges(data=True)
    }
    assert found == pytest.approx(expected)
    # Evelyn and Theresa met at seven events (Davis, Gardner & Gardner 1941).
    evelyn, theresa = "Evelyn Jefferson", "Theresa Anderson"
    met = set(women[evelyn]) & set(women[theresa])
    assert len(met) == 7
    shared = found[frozenset((names[evelyn], names[theresa]))]
    assert shared == pytest.approx(sum(1 / (women.degree(event) - 1) for event in met))


# ------------------------------------------------------------------------------- what is no tie


def test_part_of_is_not_cooperation() -> None:
    parent, child = ids("parent child")
    snapshot = Snapshot.of(
        [
            r.Organisation(id=parent, name="Parent"),
            r.Organisation(id=child, name="Child", parent=parent),
        ]
    )
    assert weights(snapshot) == {}


def test_the_platform_is_not_cooperation_by_kind_or_by_being_named() -> None:
    named = Snapshot.of(
        [
            r.DocumentInfo(id=RecordId("document"), platform=RecordId("all")),
            *organisations("a b c"),
            *group("all", "a b c"),
            *group("everybody", "a b", kind="platform"),
        ]
    )
    assert weights(named) == {}


def test_who_is_hidden_takes_no_part_in_a_group() -> None:
    snapshot = Snapshot.of([*organisations("a b c", c="games"), *group("g", "a b c")])
    view = Filter(hidden_sectors=frozenset(ids("games")))
    assert weights(snapshot)[pair("a b")] == 0.5
    assert weights(snapshot, view) == {pair("a b"): 1.0}


def test_only_attended_roundtables_up_to_the_date_tie() -> None:
    records = [*organisations("a b c"), *roundtable("r", "2011-05-27", {"a": [1], "b": [1]})]
    invited = r.Invitation(id=RecordId("i"), roundtable=RecordId("r"), organisation=RecordId("c"))
    seat = r.Seat(id=RecordId("s"), invitation=invited.id)
    snapshot = Snapshot.of([*records, invited, seat])
    assert weights(snapshot) == {pair("a b"): 0.2}
    assert weights(snapshot, Filter(as_of="2011")) == {pair("a b"): 0.2}
    assert weights(snapshot, Filter(as_of="2011-05-26")) == {}


@pytest.mark.parametrize("status", sorted(INVITATION_STATES))
def test_only_who_attended_got_to_know_the_others_of_each_table(status: str) -> None:
    seats = {"a": [1, 1], "b": [1, 2], "c": [1, 2]}
    records = [*organisations("a b c"), *roundtable("r", "2011-05-27", seats)]
    guest = r.Invitation(
        id=RecordId("r/c"), roundtable=RecordId("r"), organisation=RecordId("c"), status=status
    )
    found = weights(Snapshot.of([*records, guest]))
    if status == "attended":
        # A table of three in the first round, one of two in the second.
        assert found == {
            pair("a b"): pytest.approx(0.1),
            pair("a c"): pytest.approx(0.1),
            pair("b c"): pytest.approx(0.1 + 0.2),
        }
    else:
        assert found == {pair("a b"): 0.2}


def test_who_was_present_without_a_table_met_nobody_and_two_of_one_body_meet_once() -> None:
    records = [*organisations("a b c"), *roundtable("r", "2011", {"a": [1], "b": [1], "c": []})]
    second = r.Invitation(
        id=RecordId("second"), roundtable=RecordId("r"), organisation=RecordId("a"),
        status="attended",
    )  # fmt: skip
    seat = r.Seat(id=RecordId("seat"), invitation=second.id)
    assert weights(Snapshot.of([*records, second, seat])) == {pair("a b"): 0.2}


# ----------------------------------------------------------------------------------- the lines


def _with_coordinator() -> Snapshot:
    return Snapshot.of(
        [
            r.DocumentInfo(
                id=RecordId("document"), coordinator=RecordId("hub"), platform=RecordId("all")
            ),
            *organisations("hub a b c"),
            *group("all", "hub a b", kind="platform"),
        ]
    )


def test_the_coordinator_is_drawn_to_each_member_but_works_with_nobody_by_role() -> None:
    snapshot = _with_coordinator()
    drawn = Analysis(snapshot, Filter()).lines
    assert [(line.one, line.other, line.kind, line.records) for line in drawn] == [
        ("hub", "a", "coordination", ("all/a",)),
        ("hub", "b", "coordination", ("all/b",)),
    ]
    assert weights(snapshot) == {}
    assert Analysis(snapshot).ties_by_kind["coordination"] == 2
    assert Analysis(snapshot, Filter(without_coordinator=True)).lines == ()
    assert Analysis(snapshot, Filter(kinds=DEFAULT_KINDS - {"coordination"})).lines == ()


def test_ties_of_one_kind_between_two_become_one_line() -> None:
    forth, back, undirected = ids("forth back undirected")
    a, b = ids("a b")
    made = [
        r.Tie(id=forth, organisation=b, other=a, kind="funding", strength=2, directed=True),
        r.Tie(id=back, organisation=a, other=b, kind="funding", strength=4, directed=True),
        r.Tie(id=undirected, organisation=b, other=a, kind="project", strength=1),
    ]
    one_way = Snapshot.of([*organisations("a b"), made[0], made[2]])
    assert Analysis(one_way, Filter()).lines == (
        Line(a, b, "project", 1, False, (undirected,)),
        Line(b, a, "funding", 2, True, (forth,)),
    )
    both_ways = Snapshot.of([*organisations("a b"), *made])
    assert Analysis(both_ways, Filter()).lines[1] == Line(a, b, "funding", 4, False, (back, forth))


def test_an_initiative_draws_a_line_between_all_who_carry_it() -> None:
    together = r.Initiative(id=RecordId("i"), name_en="i", lead=RecordId("c"), partners=ids("a b"))
    snapshot = Snapshot.of([*organisations("a b c"), together])
    assert [
        (line.one, line.other, line.strength) for line in Analysis(snapshot, Filter()).lines
    ] == [
        ("a", "b", 3),
        ("a", "c", 3),
        ("b", "c", 3),
    ]


@given(snapshots(), FILTERS)
def test_lines_join_organisations_that_are_shown(snapshot: Snapshot, view: Filter) -> None:
    analysis = Analysis(snapshot, view)
    tied = {frozenset(p) for p in weights(snapshot, view)}
    for line in analysis.lines:
        assert {line.one, line.other} <= set(analysis.organisations)
        assert 1 <= line.strength <= 5
        assert line.kind in view.kinds
        assert line.kind == "coordination" or frozenset((line.one, line.other)) in tied


@given(snapshots())
def test_the_order_of_the_records_changes_nothing(snapshot: Snapshot) -> None:
    turned = Snapshot.of(
        record
        for noun in snapshot.counts()
        for record in reversed(list(snapshot.table(noun).values()))
    )
    info = Snapshot.of([snapshot.info])
    tables = {noun: turned.table(noun) for noun in snapshot.counts()}
    again = Snapshot({**tables, "document": info.table("document")})
    assert weights(again) == pytest.approx(weights(snapshot))
    assert Analysis(again, Filter()).lines == Analysis(snapshot, Filter()).lines


# -------------------------------------------------------------------------------- the partners


@given(snapshots())
def test_partners_are_the_other_side_of_the_weights(snapshot: Snapshot) -> None:
    analysis = Analysis(snapshot)
    found = {
        frozenset((one, partner.organisation)): partner.weight
        for one in analysis.organisations
        for partner in analysis.partners_of(one)
    }
    assert found == pytest.approx(weights(snapshot))
    alone = [one for one in analysis.organisations if not analysis.partners_of(one)]
    assert list(analysis.isolates) == alone


def test_partners_come_with_their_kinds_and_the_strongest_first() -> None:
    snapshot = Snapshot.of(
        [
            *organisations("a b c d"),
            *group("g", "a b c"),
            tie("a", "c", "funding", 1),
            *ties("d-a"),
        ]
    )
    found = [(one.organisation, one.kinds) for one in Analysis(snapshot).partners_of(RecordId("a"))]
    assert found == [
        ("d", ("cooperation",)),
        ("c", ("funding", "membership")),
        ("b", ("membership",)),
    ]
    assert Analysis(snapshot).partners_of(RecordId("nobody")) == ()
