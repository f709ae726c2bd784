"""A small document to do things to."""

from __future__ import annotations

from pathlib import Path

from oci_map.document import Document
from oci_map.model import records as r
from oci_map.model.ids import RecordId, position_id

A, B, C, G, H, N, S = (RecordId(one) for one in "abcghns")
SEAT, TIE, STATEMENT = RecordId("seat"), RecordId("tie"), RecordId("statement")
RECORDS: tuple[r.Record, ...] = (
    r.DocumentInfo(id=RecordId("d"), title_nl="Overleg", coordinator=A, platform=G),
    r.Sector(id=S, name_nl="Mode", name_en="Fashion"),
    r.Organisation(id=A, name="Alpha", sectors=(S,)),
    r.Organisation(id=B, name="Beta Federation", short_name="Beta", parent=A),
    r.Organisation(id=C, name="Gamma"),
    r.WorkingGroup(id=G, name_nl="Platform"),
    r.WorkingGroup(id=H, name_nl="Ondernemerschap", parent=G),
    r.Membership(id=SEAT, organisation=A, group=G),
    r.Need(id=N, name_nl="Ruimte"),
    r.NeedStatement(id=STATEMENT, organisation=A, need=N),
    r.Tie(id=TIE, organisation=A, other=B),
    r.Initiative(id=RecordId("i"), name_nl="Project", lead=A, partners=(B, A)),
    r.Recommendation(id=RecordId("r"), text_nl="Meer", supporters=(C, A), addressed_to=(A,)),
    r.Position(id=position_id(A), organisation=A, x=1.0, y=2.0),
    r.Position(id=position_id(B), organisation=B, x=3.0, y=4.0, pinned=True),
    r.Roundtable(id=RecordId("rt"), name_nl="Rondetafel"),
    r.Invitation(id=RecordId("inv"), roundtable=RecordId("rt"), organisation=A),
    r.Seat(id=RecordId("chair"), invitation=RecordId("inv")),
    r.Source(id=RecordId("src"), title="Nota"),
    r.Evidence(id=RecordId("e"), source=RecordId("src"), noun="membership", record=SEAT),
)


def create(folder: Path) -> Document:
    """Return a new document with these records."""
    return Document.create(folder / "map.ocimap", records=RECORDS)
