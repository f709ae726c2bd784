"""What is carried on from one edit to the next is what reading everything anew gives."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.graph.gatherings import Gatherings
from oci_map.graph.ties import Ties
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import snapshot_of

WORKED = snapshot_of("oci-worked-example")
NOUNS = ("membership", "tie", "initiative", "working_group", "organisation", "seat", "invitation")
WHAT = st.sampled_from(["gone", "later", "back", "new"])
EDITS = st.lists(st.tuples(st.sampled_from(NOUNS), st.integers(0, 500), WHAT), max_size=5)


@given(edits=EDITS, as_of=st.sampled_from(["", "2012"]))
def test_ties_after_edits_are_those_of_a_fresh_look(
    edits: list[tuple[str, int, str]], as_of: str
) -> None:
    view = Filter(as_of=as_of)
    analysis = Analysis(WORKED, view)
    for number, (noun, place, what) in enumerate(edits):
        # Asked for before each edit, so that they are carried on.
        assert analysis.cooperation.size
        assert analysis.lines is not None
        changes = edit(analysis.snapshot, noun, place, what, number)
        analysis = analysis.after(analysis.snapshot.after(changes), changes)
        fresh = Analysis(Snapshot.of(everything(analysis.snapshot)), view)
        assert analysis.lines == fresh.lines
        assert analysis.drawn_ties == fresh.drawn_ties == len(without_coordination(fresh))
        assert analysis.ties_by_kind == fresh.ties_by_kind
        assert analysis.cooperation.pairs.tolist() == fresh.cooperation.pairs.tolist()
        assert analysis.cooperation.weights.tolist() == fresh.cooperation.weights.tolist()


def test_what_an_edit_did_not_touch_is_not_read_again() -> None:
    before = Ties(WORKED, Filter(), Analysis(WORKED).organisations)
    tie = next(iter(WORKED.ties.values()))
    change = RecordChange("tie", tie.id, tie, None)
    after = Ties(WORKED.after([change]), Filter(), Analysis(WORKED).organisations, before)
    assert after.met.of_kind("membership") is before.met.of_kind("membership")
    assert after.stated[tie.kind] is not before.stated[tie.kind]
    others = [kind for kind in before.stated if kind != tie.kind]
    assert others
    assert all(after.stated[kind] is before.stated[kind] for kind in others)
    assert isinstance(after.met, Gatherings)


def edit(snapshot: Snapshot, noun: str, place: int, what: str, number: int) -> list[RecordChange]:
    table = list(snapshot.table(noun).values())
    record = table[place % len(table)]
    if what == "gone" and isinstance(record, r.Organisation):
        return [*seats_and_ties_gone(snapshot, record), RecordChange(noun, record.id, record, None)]
    if what == "gone":
        return [RecordChange(noun, record.id, record, None)]
    if what == "new" and isinstance(record, r.Membership | r.Tie):
        added = replace(record, id=RecordId(f"new{number}"))
        return [RecordChange(noun, added.id, None, added)]
    if what == "new" and isinstance(record, r.Organisation):
        came = replace(record, id=RecordId(f"a{number}"), active_from="")  # before most others
        seat = next(iter(snapshot.memberships.values()))
        sits = replace(seat, id=RecordId(f"seat{number}"), organisation=came.id)
        return [
            RecordChange(noun, came.id, None, came),
            RecordChange("membership", sits.id, None, sits),
        ]
    if isinstance(record, r.Membership | r.Tie | r.Initiative | r.WorkingGroup | r.Organisation):
        end = "" if what == "back" else "2011"
        return [RecordChange(noun, record.id, record, replace(record, active_to=end))]
    return [RecordChange(noun, record.id, record, record)]


def seats_and_ties_gone(snapshot: Snapshot, organisation: r.Organisation) -> list[RecordChange]:
    ties = [
        tie for tie in snapshot.ties.values() if organisation.id in (tie.organisation, tie.other)
    ]
    seats = snapshot.memberships_of.get(organisation.id, ())
    return [
        *(RecordChange("tie", one.id, one, None) for one in ties),
        *(RecordChange("membership", one.id, one, None) for one in seats),
    ]


def everything(snapshot: Snapshot) -> list[r.Record]:
    from oci_map.model.fields import NOUNS as ALL

    return [one for noun in ALL for one in snapshot.table(noun).values()]


def without_coordination(analysis: Analysis) -> list[object]:
    return [line for line in analysis.lines if line.kind != "coordination"]
