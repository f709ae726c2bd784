"""Document files to try things with, and what to know of a file that must stay as it is."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from oci_map.document import Document
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.ids import RecordId, position_id
from oci_map.store.working import WorkingFile

A, B, G = RecordId("a"), RecordId("b"), RecordId("g")
RECORDS: tuple[r.Record, ...] = (
    r.DocumentInfo(id=RecordId("d"), title_nl="Overleg", coordinator=A),
    r.Sector(id=RecordId("s"), name_nl="Mode"),
    r.Sector(id=RecordId("s2"), name_nl="Design"),
    r.Organisation(id=A, name="A", aliases=("Aa", "“A”"), sectors=(RecordId("s2"), RecordId("s"))),
    r.Organisation(id=B, name="B", parent=A),
    r.WorkingGroup(id=G, name_nl="Groep"),
    r.Membership(id=RecordId("m"), organisation=A, group=G, active_from="2010-01"),
    r.Position(id=position_id(A), organisation=A, x=1.5, y=-2.0),
)


def make(path: Path, *, steps: int = 1) -> Path:
    """Write a document with a few records and steps that can be undone; it is closed."""
    document = Document.create(path, records=RECORDS)
    for number in range(steps):
        rename(document, f"B {number}")
    document.close()
    return path


def rename(document: Document, name: str, organisation: RecordId = B) -> None:
    """Make one step."""
    with document.transaction(Label("Renamed {name}", {"name": name})) as edit:
        edit.put(r.Organisation(id=organisation, name=name))


def fingerprint(path: Path) -> tuple[str, int, int]:
    """Return what shows that a file was touched."""
    found = path.stat()
    return hashlib.sha256(path.read_bytes()).hexdigest(), found.st_mtime_ns, found.st_mode


def run_sql(path: Path, *statements: str) -> None:
    """Do to a file what another program would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def patch(path: Path, offset: int, data: bytes) -> None:
    """Overwrite bytes of a file."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def name_in(path: Path) -> str:
    """Return what a file itself calls the organisation B, whoever has it open."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        row = connection.execute("SELECT name FROM organisation WHERE id = 'b'").fetchone()
    return str(row[0])


def work_of(document: Document) -> WorkingFile:
    """Return the working copy of a document that is open for changing."""
    assert document.work is not None
    return document.work


def documents_in(folder: Path) -> list[str]:
    """Return the names in a folder, without those of locks."""
    return sorted(one.name for one in folder.iterdir() if one.suffix != ".lock")
