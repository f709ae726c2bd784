"""Records found by what is typed, in portions and after each step."""

from __future__ import annotations

from dataclasses import replace

from oci_map.model.change import RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.records import Evidence, Membership, Organisation, Source
from oci_map.model.snapshot import Snapshot
from oci_map.search.index import Rank
from oci_map.search.records import RecordIndex, matched
from oci_map.search.texts import FieldText, names, notes
from tests.examples import snapshot_of

HOWEST = ("organisation", RecordId("howest"))


def complete(snapshot: Snapshot) -> RecordIndex:
    index = RecordIndex(snapshot)
    while not index.complete:
        index.read(100)
    return index


def test_every_record_with_a_name_is_found_by_it() -> None:
    snapshot = snapshot_of("oci-worked-example")
    index = complete(snapshot)
    looked = 0
    for noun in ("organisation", "working_group", "need", "initiative", "sector", "source"):
        for record in snapshot.table(noun).values():
            for one in names(record):
                assert index.matches(one.text)[noun, record.id] <= Rank.WORD_PREFIX
                looked += 1
    assert looked > 150


def test_portions_and_steps_in_between() -> None:
    snapshot = snapshot_of("oci-worked-example")
    index = RecordIndex(snapshot)
    index.read(5)
    assert len(index.matches("e")) < len(snapshot.organisations)
    before = snapshot.organisations[HOWEST[1]]
    after = replace(before, name="Aardvark", short_name="", aliases=("Aardvarken",))
    change = RecordChange(*HOWEST, before, after)
    index.follow([change], snapshot.after([change]))
    while not index.complete:
        index.read()
    assert index.matches("aardvark") == {HOWEST: Rank.EXACT}
    assert HOWEST not in index.matches("howest")
    index.follow([change.inverse()], snapshot)
    assert index.matches("aardvark") == {}
    assert index.matches("howest")[HOWEST] == Rank.EXACT


def test_a_record_that_went_meanwhile_is_not_read() -> None:
    snapshot = snapshot_of("oci-worked-example")
    index = RecordIndex(snapshot)
    change = RecordChange(*HOWEST, snapshot.organisations[HOWEST[1]], None)
    index.follow([change], snapshot.after([change]))
    while not index.complete:
        index.read()
    assert HOWEST not in index.matches("howest")


def test_what_was_noted_leads_there_last() -> None:
    source = Source(id=RecordId("s"), title="Nota", passage="De aanvraag staat op bladzijde 3")
    evidence = Evidence(id=RecordId("e"), source=source.id, passage="In haar aanvraag")
    link = Membership(id=RecordId("m"))
    index = complete(Snapshot.of([source, evidence, link]))
    assert set(index.matches("aanvraag")) == {("source", "s"), ("evidence", "e")}
    assert set(index.matches("aanvraag").values()) == {Rank.NOTE}
    assert names(link) == notes(link) == ()


def test_which_text_it_was_found_by() -> None:
    howest = Organisation(
        id=HOWEST[1], name="Hogeschool West-Vlaanderen", short_name="Howest", place="Kortrijk"
    )
    assert matched(howest, "howe") == FieldText("short_name", "Howest")
    assert matched(howest, "hwv") == FieldText("name", "Hogeschool West-Vlaanderen")
    assert matched(howest, "KORTR") == FieldText("place", "Kortrijk")
    assert matched(howest, "howset") is None
