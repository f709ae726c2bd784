"""Looks at all of a document file and says what is wrong with it; the file is only read."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from oci_map.errors import DamagedFile, FileProblem, RuleBroken
from oci_map.i18n import _, ngettext, number
from oci_map.model import rules
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS
from oci_map.model.snapshot import Snapshot
from oci_map.store import distrust, journal, limits, migrations, rows, seal
from oci_map.store.damaged_journal import Told
from oci_map.store.faults import while_opening
from oci_map.values import dataclass

_MOST_TOLD: Final = 100  # of what SQLite finds
#: What is looked at, in this order; what comes after a problem with the file itself is left out.
PARTS: Final = (
    "header", "schema", "integrity", "references", "records", "rules", "journal", "digest",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, in a sentence, and where."""

    part: str
    sentence: str
    noun: str = ""
    record: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of looking at a file."""

    format_version: int | None
    problems: tuple[Problem, ...]
    looked_at: tuple[str, ...]  # which of PARTS
    digest: str = "none"  # "fits", "differs", or "none" where the file holds none
    snapshot: Snapshot | None = None
    steps: int = 0

    @property
    def is_sound(self) -> bool:
        """Say whether nothing is wrong."""
        return not self.problems


def check(path: Path) -> Checked:
    """Look at every part of a document file; raises FileProblem when it is not a document at all.

    A file that is damaged, cut off or built otherwise is a document with problems.
    """
    path = path.absolute()
    try:
        version = distrust.check_file(path)
    except DamagedFile as problem:
        return Checked(None, (Problem("header", problem.sentence),), PARTS[:1])
    problems: list[Problem] = []
    try:
        with while_opening(path), _in_memory(path) as connection:
            problems += _of_the_file(connection, path, version)
            if problems:
                return _ended(version, problems)
            if version < migrations.FORMAT:
                migrations.bring_up_to_date(connection)
            return _of_the_records(connection, path, version)
    except FileProblem as problem:
        return _ended(version, [*problems, Problem("integrity", problem.sentence)])


def _ended(version: int, problems: list[Problem]) -> Checked:
    last = max(PARTS.index(one.part) for one in problems)
    return Checked(version, tuple(problems), PARTS[: last + 1])


@contextmanager
def _in_memory(path: Path) -> Generator[sqlite3.Connection]:
    """Give a copy in memory: SQLite checks more of what may be written, and nothing is."""
    size = path.stat().st_size
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
        with closing(
            sqlite3.connect(distrust.address(path, "ro"), uri=True, isolation_level=None)
        ) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            connection.backup(copy)
        copy.execute("PRAGMA trusted_schema = OFF")
        copy.execute("PRAGMA cell_size_check = ON")
        with limits.confined(copy, 4 * size):
            yield copy


def _of_the_file(connection: sqlite3.Connection, path: Path, version: int) -> Iterator[Problem]:
    try:
        distrust.check_build(connection, path, version)
    except FileProblem as problem:
        yield Problem("schema", problem.sentence)
        return
    for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST_TOLD})").fetchall():
        if line != "ok":
            yield Problem("integrity", _("The file is damaged: {details}.").format(details=line))
    dangling = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_TOLD)
    for table, row, target, _index in dangling:
        yield Problem(
            "references",
            _("Row {row} of “{table}” points at something in “{target}” that is not there.").format(
                row=row, table=table, target=target
            ),
            noun=table if table in NOUNS else "",
        )


def _of_the_records(connection: sqlite3.Connection, path: Path, version: int) -> Checked:
    problems: list[Problem] = []
    try:
        snapshot = rows.read(connection)
    except (ValueError, TypeError):
        return _ended(version, [Problem("records", distrust.damaged(path).sentence)])
    problems += _broken_rules(snapshot)
    told = Told(connection)
    problems += _of_the_journal(connection, snapshot, told)
    stored = seal.stored_digest(connection)
    digest = "none"
    if stored is not None:
        digest = "fits" if seal.fits(path.read_bytes(), stored) else "differs"
    if digest == "differs":
        problems.append(
            Problem(
                "digest",
                _(
                    "The file was changed outside this program since it was written. It can be"
                    " opened; look whether everything in it is right."
                ),
            )
        )
    return Checked(version, tuple(problems), PARTS, digest, snapshot, told.found)


def _broken_rules(snapshot: Snapshot) -> Iterator[Problem]:
    for noun in NOUNS:
        for record in snapshot.table(noun).values():
            try:
                rules.check(snapshot, [RecordChange(noun, record.id, None, record)])
            except RuleBroken as broken:
                yield Problem("rules", broken.sentence, noun, record.id, broken.field)


def _of_the_journal(
    connection: sqlite3.Connection, snapshot: Snapshot, told: Told
) -> Iterator[Problem]:
    try:
        journal.read_steps(connection)
    except journal.DamagedJournal:
        yield Problem("journal", _("The steps of the history are not in an order that can be."))
    if told.kept < told.found:
        yield Problem(
            "journal",
            ngettext(
                "{kept} of {count} step of the history can be read.",
                "{kept} of {count} steps of the history can be read.",
                told.found,
            ).format(kept=number(told.kept), count=number(told.found)),
        )
        return
    if told.misfits:
        yield Problem(
            "journal",
            ngettext(
                "{count} step of the history does not follow from those before it.",
                "{count} steps of the history do not follow from those before them.",
                len(told.misfits),
            ).format(count=number(len(told.misfits))),
        )
    for (noun, one), record in told.last.items():
        if snapshot.get(noun, one) != record:
            yield Problem(
                "journal", _("The history does not lead to this record as it is."), noun, one
            )
