"""Lists after edits: only what changed is read again, and they are as if all had been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from oci_map.model.change import RecordChange
from oci_map.model.fields import noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Initiative, Organisation, Record, Sector, Tie
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import GOVERNMENT
from oci_map.ui.inspector.links import Link, Pointing
from oci_map.ui.navigator_entries import ENTRIES, Counts, EntryRows
from oci_map.ui.record_model import RecordModel
from oci_map.ui.record_rows import Order, ordered, rows_of
from oci_map.ui.turns import Turns
from tests.examples import snapshot_of

IDS = [RecordId(f"o{place}") for place in range(6)]
NAMES = ("Aula", "aula", "Élan", "elan", "Zoo", "")
LINKS = (Link("tie", "organisation", "other"), Link("organisation", "parent"),
         Link("initiative", "partners"))  # fmt: skip

organisations = st.builds(
    Organisation,
    id=st.sampled_from(IDS),
    name=st.sampled_from(NAMES),
    kind=st.sampled_from((GOVERNMENT, "")),
    sectors=st.sampled_from(((), (RecordId("s1"),), (RecordId("s2"),))),
    parent=st.sampled_from((*IDS, RecordId(""))),
)
ties = st.builds(
    Tie,
    id=st.sampled_from([RecordId(f"t{place}") for place in range(5)]),
    organisation=st.sampled_from(IDS),
    other=st.sampled_from(IDS),
)
initiatives = st.builds(
    Initiative,
    id=st.sampled_from([RecordId("i1"), RecordId("i2")]),
    partners=st.lists(st.sampled_from(IDS), max_size=3).map(tuple),
)
steps = st.lists(
    st.lists(st.tuples(organisations | ties | initiatives, st.booleans()), max_size=4), max_size=5
)


def after(snapshot: Snapshot, step: Sequence[tuple[Record, bool]]) -> Snapshot:
    """Return the snapshot after records came, changed or went."""
    changes = {}
    for record, stays in step:
        noun = noun_of(record).name
        before = snapshot.get(noun, record.id)
        if before is not None or stays:
            changes[record.id] = RecordChange(noun, record.id, before, record if stays else None)
    return snapshot.after(changes.values())


@settings(max_examples=120, deadline=None)
@given(first=st.lists(organisations | ties, max_size=10), further=steps)
def test_rows_and_counts_follow_each_step(
    first: list[Record], further: list[list[tuple[Record, bool]]]
) -> None:
    sectors = [Sector(id=RecordId(f"s{rank}"), rank=3 - rank) for rank in (1, 2)]
    snapshot = Snapshot.of([*sectors, *first])
    rows = {entry.key: EntryRows(entry) for entry in ENTRIES[:2]}
    counts = Counts()
    order: Order = "name"
    for step in [[], *further]:
        snapshot = after(snapshot, step)
        for entry in ENTRIES[:2]:
            there = [one for one in snapshot.organisations.values() if entry.holds(one)]
            assert rows[entry.key].of(snapshot, order) == ordered(snapshot, there, order)
            assert counts.of(snapshot, entry) == len(there)
            public = [one for one in there if one.kind == GOVERNMENT]
            assert public == (there if entry.key == "government" else [])
        order = "sector" if order == "name" else "name"


@settings(max_examples=120, deadline=None)
@given(first=st.lists(organisations | ties | initiatives, max_size=12), further=steps)
def test_what_points_at_a_record_follows_each_step(
    first: list[Record], further: list[list[tuple[Record, bool]]]
) -> None:
    snapshot, pointing = Snapshot.of(first), Pointing()
    for step in [[], *further]:
        snapshot = after(snapshot, step)
        for link in LINKS:
            for record in (IDS[0], IDS[1], IDS[0]):
                expected = [
                    one for one in snapshot.table(link.noun).values() if record in _ends(one)[link]
                ]
                assert list(pointing.at(snapshot, link, record)) == expected


def _ends(one: Record) -> dict[Link, tuple[RecordId, ...]]:
    return {
        LINKS[0]: (one.organisation, one.other) if isinstance(one, Tie) else (),
        LINKS[1]: (one.parent,) if isinstance(one, Organisation) else (),
        LINKS[2]: one.partners if isinstance(one, Initiative) else (),
    }


def test_the_same_name_stands_in_the_order_of_ids_wherever_it_came_from() -> None:
    twins = [Organisation(id=RecordId(one), name="Twin") for one in ("b", "c", "a")]
    snapshot = Snapshot.of(twins)
    assert [row.id for row in rows_of(snapshot, "organisation")] == ["a", "b", "c"]
    rows = EntryRows(ENTRIES[0])
    rows.of(snapshot, "name")
    renamed = [RecordChange("organisation", one.id, one, replace(one, name="Z")) for one in twins]
    later = snapshot.after(renamed[1:2])
    assert [row.id for row in rows.of(later, "name")] == ["a", "b", "c"]


def test_a_list_shows_other_rows_and_keeps_its_place_for_other_words() -> None:
    snapshot = snapshot_of("oci-worked-example")
    model, rows = RecordModel(), rows_of(snapshot, "organisation")
    resets: list[int] = []
    counter = _Counter(resets)
    model.modelReset.connect(counter.note)
    model.show_rows("organisation", rows)
    assert (model.rowCount(), len(resets)) == (len(rows), 1)
    words = [replace(rows[0], text="Other"), *rows[1:]]
    model.show_rows("organisation", words)
    assert len(resets) == 1
    assert model.index(0).data() == "Other"
    model.show_rows("organisation", rows[1:])
    assert (model.rowCount(), len(resets)) == (len(rows) - 1, 2)
    assert model.ids == [row.id for row in rows[1:]]
    assert model.place_of(rows[3].id).row() == 2
    model.show_rows("organisation", [])
    assert model.rowCount() == 0


class _Counter(QObject):
    def __init__(self, notes: list[int]) -> None:
        super().__init__()
        self._notes = notes

    def note(self) -> None:
        self._notes.append(1)


def test_work_is_done_a_piece_in_a_turn_and_the_latest_only(qtbot: QtBot) -> None:
    owner = QObject()
    turns, done = Turns(owner), _Done()
    turns.start(done.first, done.second)
    assert (turns.is_busy, done.names) == (True, [])
    turns.start(done.second, done.first, done.second)
    qtbot.waitUntil(lambda: not turns.is_busy)
    assert done.names == ["second", "first", "second"]
    turns.start(done.first)
    turns.stop()
    qtbot.wait(5)
    assert done.names == ["second", "first", "second"]
    turns.start(done.failing, done.first)
    with qtbot.captureExceptions() as failures:
        qtbot.waitUntil(lambda: not turns.is_busy)
    assert [str(failure[1]) for failure in failures] == ["no"]
    assert done.names[-1] == "first"


class _Done:
    def __init__(self) -> None:
        self.names: list[str] = []

    def first(self) -> None:
        self.names.append("first")

    def second(self) -> None:
        self.names.append("second")

    def failing(self) -> None:
        raise ValueError("no")


@pytest.mark.parametrize("public", [True, False])
def test_government_bodies_stand_apart(public: bool) -> None:
    snapshot = snapshot_of("oci-worked-example")
    entry = next(one for one in ENTRIES if one.public is public)
    expected = {
        one.id for one in snapshot.organisations.values() if (one.kind == GOVERNMENT) is public
    }
    assert {row.id for row in EntryRows(entry).of(snapshot, "level")} == expected
