"""What a crash left: a working copy with edits that never reached the person's file.

Contents are compared, not dates: which of the two holds all that the other one holds follows from
their journals, which only ever grow, and from the records themselves.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path
from typing import Final

from oci_map import i18n
from oci_map.errors import FileProblem
from oci_map.i18n import _, ngettext
from oci_map.model.change import RecordChange
from oci_map.model.snapshot import Snapshot
from oci_map.store import distrust, journal, locks, migrations, versions
from oci_map.store.desk import Desk, all_desks
from oci_map.store.faults import name_of, while_opening
from oci_map.store.file import DocumentFile, connect
from oci_map.store.journal import DamagedJournal
from oci_map.store.publish import free_name, in_memory, whole_of, write_whole
from oci_map.values import dataclass

log = logging.getLogger(__name__)

_DAMAGED: Final = "damaged.ocimap"


class Relation(Enum):
    """How the contents of two documents stand to each other."""

    SAME = auto()
    AHEAD = auto()  # the first holds all of the second, and more steps
    BEHIND = auto()  # the other way round
    APART = auto()  # each holds something that the other one does not


@dataclass(frozen=True, slots=True)
class Found:
    """What is to be done with a working copy that a crash left."""

    resume: bool  # go on in it, else in the person's file
    tip: str = ""  # the last change that the person's file holds
    notices: tuple[str, ...] = ()


def compare(first: DocumentFile, second: DocumentFile) -> Relation:
    """Return how the contents of two documents stand to each other."""
    one, other = first.read().snapshot, second.read().snapshot
    rows, others = first.past().rows, second.past().rows
    if rows == others:
        return Relation.SAME if one == other else Relation.APART
    if rows[: len(others)] == others:
        return Relation.AHEAD if _after(first, one, len(others)) == other else Relation.APART
    if others[: len(rows)] == rows:
        return Relation.BEHIND if _after(second, other, len(rows)) == one else Relation.APART
    return Relation.APART


def _after(file: DocumentFile, now: Snapshot, rows: int) -> Snapshot:
    """Return the records as they were after the first rows of the journal."""
    return now.after(
        RecordChange(noun, one, now.get(noun, one), then)
        for (noun, one), (then, _now) in file.past().since_row(rows).items()
    )


def has_edits(desk: Desk) -> bool:
    """Say whether a working copy was left that may hold what the person's file does not."""
    if not desk.work.exists():
        return False
    state = desk.read_state()
    return not state.path or _tip(desk) != state.tip


def look(desk: Desk, path: Path, theirs: DocumentFile | None) -> Found:
    """Say what to do with the working copy on a desk, next to the person's file as it is.

    `theirs` is None when that file is gone or cannot be read. Where both hold something of their
    own, ours is kept beside it under a name that says so.
    """
    if not has_edits(desk):
        return Found(resume=False)  # it ended without an edit that was not written
    ours = _opened(desk, path)
    if ours is None:
        kept = desk.folder / _DAMAGED
        desk.work.replace(kept)
        return Found(resume=False, notices=(_damaged(path, kept),))
    with closing(ours):
        return _judged(ours, desk, path, theirs if theirs and _can_be_followed(theirs) else None)


def _opened(desk: Desk, path: Path) -> DocumentFile | None:
    try:
        version = distrust.check_file(desk.work)
        with while_opening(desk.work):
            connection = connect(desk.work, "rw")
            try:
                distrust.check_contents(connection, desk.work, version)
                if version < migrations.FORMAT:  # it fell before it was brought up to date
                    connection = migrations.renewed(connection)
            except BaseException:
                connection.close()
                raise
    except FileProblem as problem:
        log.info("a working copy cannot be read: %s", type(problem.__cause__).__name__)
        return None
    file = DocumentFile(connection, path, read_only=True, place=desk.work)
    if _can_be_followed(file):
        return file
    file.close()
    return None


def _can_be_followed(file: DocumentFile) -> bool:
    """Say whether records and steps can be read, which two versions are compared by."""
    try:
        file.read()
        return file.past().rows is not None
    except (sqlite3.Error, UnicodeDecodeError, FileProblem, DamagedJournal) as problem:
        log.info("a document cannot be compared: %s", type(problem).__name__)
        return False


def _judged(ours: DocumentFile, desk: Desk, path: Path, theirs: DocumentFile | None) -> Found:
    state = desk.read_state()
    rows = ours.past().rows
    if theirs is None:
        return Found(resume=True, tip=state.tip, notices=(_gone(path),))
    relation = compare(ours, theirs)
    if relation is Relation.AHEAD:
        there = theirs.past().rows
        found = _steps(path, len(rows) - len(there))
        return Found(resume=True, tip=there[-1] if there else "", notices=(found,))
    if relation is Relation.APART:
        return Found(resume=False, notices=(_keep_beside(ours, desk, path),))
    return Found(resume=False)


def put_away(desk: Desk, path: Path) -> None:
    """Keep a working copy with edits as an earlier version, because a new document replaces it."""
    ours = _opened(desk, path) if has_edits(desk) else None
    if ours is not None:
        with closing(ours):
            versions.keep(desk, whole_of(in_memory(ours.image()), path).data)
    desk.clear_work()


def _keep_beside(ours: DocumentFile, desk: Desk, path: Path) -> str:
    """Write our version beside the person's file; where that fails, it stays on the desk."""
    moment = datetime.fromtimestamp(desk.work.stat().st_mtime, UTC)
    whole = whole_of(in_memory(ours.image()), path)
    aside = free_name(path, mark(moment))
    try:
        write_whole(whole, aside, replace=False)
    except FileProblem:
        desk.versions.mkdir(parents=True, exist_ok=True)
        aside = free_name(desk.versions / path.name, mark(moment))
        write_whole(whole, aside, replace=False)
    return _(
        "When the program ended last time, edits of “{name}” had not been written to its folder,"
        " and the file there was changed since. Nothing is lost: that file is open now, and your"
        " edits are in “{aside}” beside it."
    ).format(name=name_of(path), aside=aside.name if aside.parent == path.parent else aside)


def mark(moment: datetime) -> str:
    """Return what the name of a document says that was kept beside another."""
    local = moment.astimezone()
    day = i18n.date(local.date().isoformat(), short=False)
    return _("your edits of {day} {time}").format(day=day, time=f"{local:%H.%M}")


def _steps(path: Path, count: int) -> str:
    return ngettext(
        "The program ended before {count} step in “{name}” was written to its folder. It is here"
        " again, and is written now.",
        "The program ended before {count} steps in “{name}” were written to its folder. They are"
        " here again, and are written now.",
        count,
    ).format(count=i18n.number(count), name=name_of(path))


def _gone(path: Path) -> str:
    return _(
        "“{name}” is not in its folder or cannot be read there; what you see is the copy that was"
        " kept on this computer, with all your edits."
    ).format(name=name_of(path))


def _damaged(path: Path, kept: Path) -> str:
    return _(
        "The working copy of “{name}” that was kept on this computer is damaged, so the file in its"
        " folder is open; the damaged one was kept as {kept}."
    ).format(name=name_of(path), kept=kept)


def unfinished() -> Iterator[Path]:
    """Yield the documents with edits that are only on this computer, the latest edited first."""
    found: list[tuple[float, Path]] = []
    for desk in all_desks():
        try:
            edited = desk.work.stat().st_mtime
        except OSError:
            continue
        place = desk.read_state().path
        if place and locks.is_free(desk.lock) and has_edits(desk):
            found.append((edited, Path(place)))
    for _edited, path in sorted(found, reverse=True):
        yield path


def _tip(desk: Desk) -> str:
    try:
        connection = sqlite3.connect(distrust.address(desk.work, "rw"), uri=True)
        try:
            return journal.last(connection) or ""
        finally:
            connection.close()
    except (sqlite3.Error, UnicodeDecodeError):
        return "?"
