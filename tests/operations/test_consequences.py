"""A deletion says what hangs on it, counted once, before anything happens."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.rules import dependants
from oci_map.model.snapshot import Snapshot
from oci_map.operations import records
from oci_map.operations.consequences import _closure, consequences
from tests.examples import snapshot_of
from tests.operations.maps import RECORDS, A, C, G, S, create

SNAPSHOT = Snapshot.of(RECORDS)


def test_the_coordinator_and_what_belongs_to_it() -> None:
    said = consequences(SNAPSHOT, [("organisation", A)])
    assert said[0] == "Alpha is the coordinator: the map will have none."
    assert "1 membership" in said[1]
    assert "1 tie" in said[1]
    assert "1 organisation no longer names it under “Part of”." in said
    assert "1 initiative no longer names it under “Lead”." in said


def test_the_last_sector() -> None:
    assert consequences(SNAPSHOT, [("sector", S)]) == [
        "1 organisation no longer names it under “Sectors”.",
        "1 of them has no other sector.",
    ]


def test_a_group_with_history() -> None:
    ended = r.Membership(
        id=RecordId("old"), organisation=C, group=G, active_from="2010", active_to="2011"
    )
    snapshot = SNAPSHOT.after([RecordChange("membership", ended.id, None, ended)])
    said = consequences(snapshot, [("working_group", G)])
    assert said[0] == "Platform is the platform: the map will have none."
    assert said[1] == "2 memberships and 1 evidence go with it."
    assert said[2] == "1 of the memberships has ended: that history goes too."


def test_what_nothing_hangs_on_says_nothing() -> None:
    assert consequences(SNAPSHOT, [("organisation", C)]) == [
        "1 recommendation no longer names it under “Supporters”."
    ]
    assert consequences(SNAPSHOT, [("tie", RecordId("tie"))]) == []
    assert consequences(SNAPSHOT, []) == []


def test_in_dutch_too() -> None:
    i18n.set_language("nl")
    for noun in NOUNS:
        for one in SNAPSHOT.table(noun):
            assert all(consequences(SNAPSHOT, [(noun, one)]))


ITEMS = [(noun, one) for noun in NOUNS for one in SNAPSHOT.table(noun)]


@given(st.sets(st.sampled_from(ITEMS)))
def test_what_goes_is_what_the_rules_say(chosen: set[tuple[str, RecordId]]) -> None:
    along = {
        (name, one.id)
        for noun, record_id in chosen
        for one in dependants(SNAPSHOT, noun, record_id)
        for name in [next(n for n, known in NOUNS.items() if known.record is type(one))]
    }
    assert _closure(SNAPSHOT, set(chosen)) == chosen | along
    assert len(consequences(SNAPSHOT, chosen)) <= 6


def test_everything_that_was_said_to_go_goes_and_comes_back(tmp_path: Path) -> None:
    document = create(tmp_path)
    before = document.snapshot
    going = _closure(before, {("organisation", A)})
    records.remove(document, "organisation", A)
    assert all(document.snapshot.get(*one) is None for one in going)
    document.undo()
    assert document.snapshot == before
    document.close()


def test_the_whole_example_at_once() -> None:
    snapshot = snapshot_of("oci-worked-example")
    everything = [("organisation", one) for one in snapshot.organisations]
    assert consequences(snapshot, everything)
