"""Saving what can be read of a damaged document; the damaged file is never touched."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from oci_map.errors import DamagedFile
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, Kind, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.store import distrust, limits, lost_schema, migrations, rows
from oci_map.store.damaged_journal import Told
from oci_map.store.damaged_rows import read_table
from oci_map.store.faults import while_opening
from oci_map.store.mending import Loss, Mender, record_from
from oci_map.store.publish import publish
from oci_map.values import dataclass

_JOURNAL: Final = "-journal"
#: A header that states more pages than this many times what is there is not believed.
_MOST_MISSING: Final = 4


@dataclass(frozen=True, slots=True)
class Salvage:
    """What could be read of a damaged document, and what not."""

    path: Path
    records: Mapping[tuple[str, RecordId], Record]
    found: Mapping[str, int]  # of each noun: how many the file held, as far as it tells
    losses: tuple[Loss, ...]
    steps: int  # of the journal, that could be read
    steps_found: int
    _told: Told

    @property
    def saved(self) -> Mapping[str, int]:
        """Return how many records of each noun were saved."""
        return Counter(noun for noun, _id in self.records)

    def write(self, path: Path, *, replace: bool = False) -> None:
        """Write what was saved as a new document; raises FileProblem."""
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            migrations.bring_up_to_date(connection)
            connection.execute("BEGIN")
            added = [RecordChange(*key, None, one) for key, one in self.records.items()]
            rows.write(connection, added)
            self._told.write(connection, self.records, whole=not self.losses)
            connection.execute("COMMIT")
            publish(connection, path.absolute(), replace=replace)


def salvage(path: Path) -> Salvage:
    """Return what can be read of a damaged document.

    Raises FileProblem when it is none of ours, is of a newer format, or nothing can be read.
    """
    path = path.absolute()
    with suppress(DamagedFile):
        distrust.check_file(path)
    with while_opening(path), _opened_copy(path) as connection:
        size = path.stat().st_size
        with limits.confined(connection, 4 * size):
            saved = _read(connection, path)
    if not saved.records:
        raise distrust.damaged(path)
    if size > limits.HARMLESS and _text_of(saved.records.values()) > limits.MOST_TEXT:
        raise distrust.too_large(path)
    return saved


def _text_of(records: Iterable[Record]) -> int:
    return sum(
        len(value)
        for one in records
        for field in noun_of(one).fields
        if isinstance(value := getattr(one, field.name), str)
    )


@contextmanager
def _opened_copy(path: Path) -> Generator[sqlite3.Connection]:
    """Open a copy whose header was made readable; an edit that was cut off is taken back in it."""
    with tempfile.TemporaryDirectory(prefix="oci-map-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "copy.ocimap"
        shutil.copyfile(path, copy)
        with suppress(OSError):
            shutil.copyfile(
                path.with_name(path.name + _JOURNAL), copy.with_name(copy.name + _JOURNAL)
            )
        page = _make_readable(copy)
        if not lost_schema.is_readable(copy):
            lost_schema.replace_schema(copy, page)
        connection = sqlite3.connect(
            distrust.address(copy, "rw"), uri=True, isolation_level=None, timeout=0
        )
        with closing(connection):
            connection.text_factory = bytes
            connection.execute("PRAGMA trusted_schema = OFF")
            # With this SQLite goes on although a table of the schema cannot be understood.
            connection.execute("PRAGMA writable_schema = ON")
            yield connection


def _make_readable(copy: Path) -> int:
    """Mend the header of a copy, and return how large its pages are."""
    size = copy.stat().st_size
    with copy.open("r+b") as file:
        header = file.read(100)
        page = int.from_bytes(header[16:18], "big")
        page = 65536 if page == 1 else page
        if page < 512 or page & (page - 1):
            page = 4096
            file.seek(16)
            file.write(page.to_bytes(2, "big"))
        file.seek(18)
        file.write(b"\x01\x01")  # no write-ahead log: there is none
        file.seek(56)
        file.write(b"\0\0\0\x01")  # texts are in UTF-8
        stated = page * int.from_bytes(header[28:32], "big")
        if stated > size * _MOST_MISSING or not stated:
            whole = max(1, -(-size // page))
            file.seek(28)
            file.write(whole.to_bytes(4, "big"))
            stated = whole * page
        # What is missing reads as empty pages, which hold nothing.
        file.truncate(max(stated, size))
    return page


def _read(connection: sqlite3.Connection, path: Path) -> Salvage:
    told = Told(connection)
    links = _read_links(connection)
    records: dict[tuple[str, RecordId], Record] = {}
    found: dict[str, int] = {}
    losses: list[Loss] = []
    for noun in NOUNS.values():
        wanted = ["id", *(field.name for field in noun.fields)]
        table = read_table(connection, noun.name, wanted)
        ids = set(table.ids)
        for row in table.rows:
            record_id = RecordId(str(row.get("id") or ""))
            if not isinstance(row.get("id"), str) or not record_id:
                continue
            ids.add(record_id)
            one, lost = record_from(noun, row, links, told.last.get((noun.name, record_id)))
            records[noun.name, record_id] = one
            losses += lost
        for key, record in told.last.items():
            # Known from the history alone: its row could not be read.
            if key[0] == noun.name and record is not None:
                ids.add(key[1])
                records.setdefault(key, record)
        losses += [
            Loss(noun.name, RecordId(one)) for one in sorted(ids) if (noun.name, one) not in records
        ]
        found[noun.name] = len(ids)
    mender = Mender(records)
    mender.mend()
    return Salvage(
        path=path,
        records=mender.records,
        found=found,
        losses=(*losses, *mender.losses),
        steps=told.kept,
        steps_found=told.found,
        _told=told,
    )


def _read_links(connection: sqlite3.Connection) -> dict[tuple[str, str], list[str]]:
    """Return what each list field of each record names: (noun.field, id) to ids in order."""
    links: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for noun in NOUNS.values():
        for field in noun.fields:
            if field.kind is not Kind.REFERENCES:
                continue
            table = f"{noun.name}_{field.name}"
            columns = [noun.name, "position", field.target]
            for row in read_table(connection, table, columns).rows:
                owner, place, target = (row.get(one) for one in columns)
                if isinstance(owner, str) and isinstance(target, str) and isinstance(place, int):
                    named = links.setdefault((f"{noun.name}.{field.name}", owner), [])
                    named.append((place, target))
    return {key: [target for _place, target in sorted(named)] for key, named in links.items()}
