"""A roundtable with guests, tables and wishes to do things to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from oci_map.document import Document
from oci_map.model import records as r
from oci_map.model.ids import RecordId

RT, NEED = RecordId("rt"), RecordId("need")
ORGANISATIONS = tuple(RecordId(f"o{number}") for number in range(8))
GUESTS = tuple(RecordId(f"i{number}") for number in range(6))

RECORDS: tuple[r.Record, ...] = (
    r.Need(id=NEED, name_nl="Ruimte", name_en="Space"),
    *(r.Organisation(id=one, name=f"Organisation {one[1:]}") for one in ORGANISATIONS),
    r.WorkingGroup(id=RecordId("g"), name_nl="Groep"),
    r.Roundtable(
        id=RT, name_nl="Tafel", date="2012-11-22", topics=(NEED,), seats=8, tables=2, rounds=2
    ),
    *(
        r.Invitation(id=guest, roundtable=RT, organisation=organisation, status="accepted")
        for guest, organisation in zip(GUESTS, ORGANISATIONS, strict=False)
    ),
    *(
        r.Seat(id=RecordId(f"s{at}{number}"), invitation=guest, round=at, table=1 + number % 2)
        for at in (1, 2)
        for number, guest in enumerate(GUESTS)
    ),
    r.Source(id=RecordId("src"), title="Nota"),
    r.Evidence(id=RecordId("e"), source=RecordId("src"), noun="seat", record=RecordId("s10")),
    r.Evidence(id=RecordId("f"), source=RecordId("src"), noun="invitation", record=GUESTS[0]),
)


def create(folder: Path) -> Document:
    """Return a new document with these records: odd guests at table 2, even ones at table 1."""
    return Document.create(folder / "table.ocimap", records=RECORDS)


def undone_and_redone(folder: Path) -> Iterator[Document]:
    """Give the document; afterwards undo leads back to its first records and redo forth again."""
    opened = create(folder)
    first = opened.snapshot
    yield opened
    last, steps = opened.snapshot, 0
    while opened.undo():
        steps += 1
    assert opened.snapshot == first
    for _step in range(steps):
        opened.redo()
    assert opened.snapshot == last
    opened.close()
    again = Document.open(folder / "table.ocimap")
    assert again.snapshot == last
    again.close()


def status_of(document: Document, guest: RecordId) -> str:
    return document.snapshot.all(r.Invitation)[guest].status


def tables_of(document: Document, guest: RecordId) -> dict[int, int]:
    seats = document.snapshot.all(r.Seat).values()
    return {one.round: one.table for one in seats if one.invitation == guest}


def last_step(document: Document) -> str:
    assert document.undo_label is not None
    return str(document.undo_label)
