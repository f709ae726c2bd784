"""What a tie or a seat would change, before it is saved."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from oci_map.graph.analysis import Analysis
from oci_map.graph.build import paired_graph
from oci_map.graph.filters import Filter
from oci_map.graph.what_if import Hypothesis, hold_of, what_if
from oci_map.graph.wording_what_if import what_if_sentences
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.graph.making import group, ids, needs, organisations, snapshots, ties

FOUR = organisations("a b c d e", a="fashion", b="fashion", c="gaming", d="gaming")
A, B, C, D, E = ids("a b c d e")
G = RecordId("g")


def document(*parts: list[r.Record]) -> Snapshot:
    """Return a document of these records."""
    return Snapshot.of([one for part in parts for one in part])


def test_a_tie_closes_gaps_and_connects() -> None:
    snapshot = document(FOUR, needs(money="a c"), ties("a-b c-d"))
    change = what_if(snapshot, Filter(), Hypothesis(ties=((A, C),), strength=5))
    assert [gap.key for gap in change.closed] == ["sector:fashion|gaming", "pair:a|c"]
    assert change.opened == ()
    assert (change.before.parts, change.after.parts) == (2, 1)
    assert (change.before.alone, change.after.alone) == (1, 1)
    assert change.after.cut_points == (A, C)
    assert (change.before.largest, change.after.largest) == (2, 4)
    assert [(one.before, one.after) for one in change.ranks] == [
        (None, (1, 5)),
        (None, (1, 5)),
    ]
    assert not change.only_touched
    assert what_if_sentences(snapshot, change) == (
        "This would close 2 gaps: fashion – gaming and a – c.",
        "a would become no. 1 of 5 bridges.",
        "c would become no. 1 of 5 bridges.",
        "The map would hang together in 1 part instead of 2.",
        "a and c would become the only way to others.",
    )
    assert len(snapshot.ties) == 2


def test_a_seat_brings_who_is_alone_in() -> None:
    snapshot = document(FOUR, group("g", "a b"))
    change = what_if(snapshot, Filter(), Hypothesis(seats=((C, G),)))
    assert (change.before.alone, change.after.alone) == (3, 2)
    assert "This would close no gap." in what_if_sentences(snapshot, change)
    assert "1 organisation that works with nobody yet would be connected." in what_if_sentences(
        snapshot, change
    )


def test_a_way_round_makes_safe() -> None:
    snapshot = document(FOUR, ties("a-b b-c"))
    change = what_if(snapshot, Filter(), Hypothesis(ties=((A, C),)))
    assert (change.before.cut_points, change.after.cut_points) == ((B,), ())
    said = what_if_sentences(snapshot, change)
    assert "Without b nobody would be cut off any more." in said


def test_what_is_there_or_not_shown_is_left_out() -> None:
    snapshot = document(FOUR, group("g", "a b"))
    gone = RecordId("gone")
    change = what_if(
        snapshot, Filter(), Hypothesis(ties=((A, A), (A, gone)), seats=((A, G), (A, gone)))
    )
    assert change.left_out == 4
    assert (change.closed, change.opened, change.before) == ((), (), change.after)
    assert what_if_sentences(snapshot, change)[-1].startswith("4 ties or seats are there already")


def test_a_gap_that_narrows_is_told_with_its_figures() -> None:
    many = organisations(
        "a b c d e f", a="fashion", b="fashion", c="fashion", d="gaming", e="gaming", f="gaming"
    )
    snapshot = document(many, needs(money="a b c d e f"), ties("a-b b-c a-c d-e e-f d-f"))
    change = what_if(snapshot, Filter(), Hypothesis(ties=((A, D),), strength=1))
    ((now, then),) = change.narrowed
    assert now.key == then.key == "sector:fashion|gaming"
    assert (now.observed, then.observed) == (0.0, 0.2)
    said = what_if_sentences(snapshot, change)
    assert any("ties observed 0 now, 0.2 then" in one for one in said)


def test_on_a_large_map_the_gaps_of_who_is_named_are_compared() -> None:
    names = " ".join(f"o{number}" for number in range(1001))
    snapshot = document(organisations(names), needs(money="o1 o2 o3"))
    one, other = ids("o1 o2")
    change = what_if(snapshot, Filter(), Hypothesis(ties=((one, other),)))
    assert change.only_touched
    assert [gap.key for gap in change.closed] == ["pair:o1|o2"]
    said = what_if_sentences(snapshot, change)
    assert "Of the gaps between organisations, only those" in said[1]


@given(snapshots(), st.data())
@settings(max_examples=40, deadline=None)
def test_it_is_what_the_map_with_it_says(snapshot: Snapshot, data: st.DataObject) -> None:
    names = sorted(snapshot.organisations)
    some = st.sampled_from([*names, RecordId("gone")])
    wanted = data.draw(st.lists(st.tuples(some, some), max_size=2))
    groups = st.sampled_from([RecordId("g0"), RecordId("g1")])
    seats = data.draw(st.lists(st.tuples(some, groups), max_size=2))
    change = what_if(snapshot, Filter(), Hypothesis(tuple(wanted), tuple(seats)))
    assert all("{" not in one for one in what_if_sentences(snapshot, change))
    assert change.after.parts <= change.before.parts + change.before.alone // 2
    assert change.after.alone <= change.before.alone
    analysis = Analysis(snapshot)
    graph = paired_graph(analysis.cooperation, snapshot)
    sizes = [len(part) for part in nx.connected_components(graph)]
    found = hold_of(analysis)
    assert found == change.before
    assert (found.parts, found.alone) == (sum(n > 1 for n in sizes), sizes.count(1))
    assert found.largest == max(sizes, default=0)
    assert set(found.cut_points) == set(nx.articulation_points(graph))
