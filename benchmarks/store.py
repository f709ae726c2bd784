"""Processor time of the file of a large map: 20 000 organisations, 100 000 memberships."""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from oci_map.model.records import Record

ORGANISATIONS: Final = 20_000
MEMBERSHIPS: Final = 100_000
RUNS: Final = 5


def measure() -> dict[str, float]:
    """Return processor seconds of reading, opening and writing, and of one edit."""
    from oci_map.document import Document
    from oci_map.operations import groups
    from oci_map.store import rows

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.ocimap"
        begin = time.process_time()
        Document.create(path, records=_records()).close()
        seconds = {"make the file": time.process_time() - begin}
        with closing(sqlite3.connect(path)) as connection:
            seconds["fetch all rows"] = _median(lambda: _fetch(connection))
            seconds["read all records"] = _median(lambda: rows.read(connection))
        seconds["open, with all checks"] = _median(lambda: Document.open(path).close())
        document = Document.open(path)
        organisation = next(iter(document.snapshot.organisations))
        group = list(document.snapshot.groups)[-1]
        seconds["add a member"] = _median(
            lambda: groups.add_member(document, organisation, group), document.undo
        )
        document.close()
    return seconds


def _records() -> list[Record]:
    from oci_map.model import records as r
    from oci_map.model.ids import RecordId

    rng = random.Random(1)
    sectors = [r.Sector(id=RecordId(f"s{i}"), name_nl=f"Sector {i}") for i in range(12)]
    organisations = [
        r.Organisation(
            id=RecordId(f"{rng.getrandbits(128):032x}"),
            name=f"Organisatie {i}",
            sectors=(rng.choice(sectors).id,),
        )
        for i in range(ORGANISATIONS)
    ]
    groups = [r.WorkingGroup(id=RecordId(f"g{i}"), name_nl=f"Groep {i}") for i in range(6000)]
    # The last group stays empty, for the edit that is measured.
    seats = {(rng.choice(organisations).id, rng.choice(groups[:-1]).id) for _ in range(MEMBERSHIPS)}
    members = [
        r.Membership(id=RecordId(f"{rng.getrandbits(128):032x}"), organisation=one, group=group)
        for one, group in sorted(seats)
    ]
    return [*sectors, *organisations, *groups, *members]


def _fetch(connection: sqlite3.Connection) -> int:
    tables = ("sector", "organisation", "organisation_sectors", "working_group", "membership")
    queries = [f"SELECT * FROM {name}" for name in tables]  # noqa: S608 - our own names
    return sum(len(connection.execute(query).fetchall()) for query in queries)


def _median(work: Callable[[], object], afterwards: Callable[[], object] | None = None) -> float:
    times = []
    for _run in range(RUNS):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
        if afterwards is not None:
            afterwards()
    return median(times)


def report() -> list[str]:
    """Return the lines of the report."""
    seconds = measure()
    ratio = seconds["read all records"] / seconds["fetch all rows"]
    return [
        *(f"{name:<30}{value * 1000:.0f} ms" for name, value in seconds.items()),
        f"{'read ÷ fetch':<30}{ratio:.2f}",
    ]
