"""What can be gone back to: the versions that were kept by themselves, and the named moments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from oci_map.document import Document
from oci_map.model.change import ChangeId
from oci_map.model.ids import RecordId
from oci_map.model.records import NamedSnapshot
from oci_map.model.snapshot import Snapshot
from oci_map.operations.earlier import Difference, differences
from oci_map.progress import Progress
from oci_map.store import versions
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment of the document.

    `file` is a kept version, `step` the step that named the moment; a named date with neither is
    one that only the map knows, as of `at`.
    """

    at: str  # ISO, UTC; a partial date for one that only the map knows
    steps_since: int | None  # None where that is not known
    counts: Mapping[str, int]  # records of each noun; empty where not known
    file: Path | None = None
    step: ChangeId | None = None
    snapshot: RecordId | None = None
    name: str = ""

    @property
    def key(self) -> str:
        """Return what tells it from the others, also when the list is made anew."""
        return str(self.file or self.step or self.snapshot)

    @property
    def whole(self) -> bool:
        """Say whether the whole document is known as it was, and not only the map of a date."""
        return self.file is not None or self.step is not None


@dataclass(frozen=True, slots=True)
class Looked:
    """An earlier version that was read, and what differs since."""

    then: Snapshot
    differences: tuple[Difference, ...]


def named_moments(document: Document) -> tuple[Entry, ...]:
    """Return the moments that were given a name, newest first; raises FileProblem."""
    past = document.past
    found: list[Entry] = []
    for one in document.snapshot.all(NamedSnapshot).values():
        steps = past.steps("", ("snapshot", one.id))
        if not steps:
            found.append(Entry(one.date, None, {}, snapshot=one.id, name=one.name))
            continue
        first = steps[-1]
        (told,) = past.entries((first,))
        later = [step.id for step in past.steps()].index(first.id)
        found.append(Entry(told.at, later, {}, step=first.id, snapshot=one.id, name=one.name))
    return tuple(found)


def kept_versions(path: Path, _progress: Progress) -> tuple[Entry, ...]:
    """Return the versions that were kept of the document at a path, newest first."""
    return tuple(
        Entry(one.at, one.steps_since, one.counts, file=one.file) for one in versions.of(path)
    )


def in_order(*groups: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return all of them, newest first."""
    together = [one for group in groups for one in group]
    return tuple(sorted(together, key=_moment, reverse=True))


def _moment(one: Entry) -> str:
    return one.at


def look(read: Callable[[], Snapshot], now: Snapshot, _progress: Progress) -> Looked:
    """Read an earlier version, and see what changed since; raises FileProblem."""
    then = read()
    return Looked(then, differences(then, now))


def read_file(file: Path) -> Snapshot:
    """Return the records of a version that was kept; raises FileProblem."""
    with closing(Document.open(file, read_only=True)) as version:
        return version.snapshot
