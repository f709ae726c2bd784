"""A document that is open: read whole, written one step at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from oci_map.errors import FileProblem, UserError
from oci_map.i18n import _
from oci_map.model.change import Change, ChangeId, Label
from oci_map.model.snapshot import Snapshot
from oci_map.store import journal, rows
from oci_map.store.distrust import address, damaged
from oci_map.store.faults import (
    damaged_step,
    name_of,
    while_opening,
    while_publishing,
    while_writing,
)
from oci_map.store.history import History
from oci_map.store.journal import DamagedJournal, Entry, StepKind, Steps
from oci_map.store.publish import image_of, publish_image
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.store.forget import Forgetting

#: How long another program may hold the file before we say so, in seconds.
PATIENCE: Final = 0.5

_SETTINGS: Final = (
    # The pair that lost nothing in trials with power cuts.
    "PRAGMA journal_mode = TRUNCATE",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    # A file may come from anywhere: nothing in it may run.
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA recursive_triggers = OFF",
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds: all records, and what of the journal can be undone and redone."""

    snapshot: Snapshot
    steps: Steps


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """Open the database at this path with our settings; mode is ro or rw."""
    connection = sqlite3.connect(
        address(path, mode),
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        # A document may be opened by a job and used by the window: by one thread at a time.
        check_same_thread=False,
    )
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


class DocumentFile:
    """A document that is open: a working copy, or the person's own file for reading only."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        *,
        read_only: bool,
        place: Path | None = None,
        notices: Sequence[str] = (),
    ) -> None:
        self.path = path  # of the person's file
        self.read_only = read_only
        self.notices = tuple(notices)  # what to tell the person now that it is open
        self._connection = connection
        self._place = path if place is None else place  # of the database
        self._identity = _identity(self._place)
        # What the file was when we last looked, to notice what others write into it.
        self._version = 0
        self._last: ChangeId | None = None
        self._past: History | None = None

    @property
    def format_version(self) -> int:
        """Return the version of the format it is in."""
        version: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
        return version

    def read(self) -> Contents:
        """Return everything the file holds."""
        with while_opening(self.path):
            self._connection.execute("BEGIN")
            try:
                contents = Contents(
                    rows.read(self._connection), journal.read_steps(self._connection)
                )
                self._version, self._last = self._data_version(), journal.last(self._connection)
            except (DamagedJournal, ValueError, TypeError) as error:
                raise damaged(self.path) from error
            finally:
                self._connection.execute("ROLLBACK")
            return contents

    def append(
        self, change: Change, kind: StepKind, target: ChangeId | None, *, joins: bool
    ) -> None:
        """Keep a step: its rows and its place in the journal, both or neither.

        Raises UserError when the disk or another program is in the way.
        """
        try:
            self._append(change, kind, target, joins=joins)
        except (sqlite3.Error, UserError):
            # The disk may have failed after all was kept: the file knows.
            if not self._holds(change.id):
                raise
        self._last = change.id

    def _append(
        self, change: Change, kind: StepKind, target: ChangeId | None, *, joins: bool
    ) -> None:
        with while_writing(self.path):
            self._check_ours()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._check_unchanged()
                rows.write(self._connection, change.records)
                journal.add(self._connection, change, kind, target, joins)
                self._connection.execute("COMMIT")
            except BaseException:
                # After some failures SQLite has already rolled back.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def change(self, change: ChangeId) -> Change:
        """Return a change of the journal."""
        with while_writing(self.path):
            try:
                return journal.read_change(self._connection, change)
            except DamagedJournal as error:
                raise damaged_step(self.path) from error

    def label(self, change: ChangeId) -> Label:
        """Return the name of a change; one that cannot be read has a name that says so."""
        try:
            return journal.read_label(self._connection, change)
        except sqlite3.Error:
            return journal.UNREADABLE

    def past(self) -> History:
        """Return the past as the journal tells it now."""
        if self._past is None:
            self._past = History(self._connection, self.path)
        return self._past.follow()

    def entries(self, steps: Steps, limit: int) -> tuple[Entry, ...]:
        """Return the last steps of the journal, newest first."""
        with while_writing(self.path):
            return journal.read_entries(self._connection, steps, limit)

    def forget(self, wanted: Forgetting) -> Label:
        """Forget a record in the rows and in the journal for good; return what that is called."""
        from oci_map.store import forget

        with while_writing(self.path):
            self._check_ours()
            self._check_unchanged()
            label = forget.forget(self._connection, wanted)
        self._past = None
        return label

    def copying_to(self, path: Path, *, replace: bool) -> Callable[[], None]:
        """Return what writes the document as it is now to another file, on any thread.

        A file that is there is only replaced if asked.
        """
        with while_publishing(path):
            image = image_of(self._connection)
        return partial(publish_image, image, path, replace=replace)

    def save(self) -> None:
        """Have every step in the person's file; one for reading only has them all."""

    def image(self) -> bytes:
        """Return the bytes of the whole database at this moment."""
        with while_writing(self.path):
            return self._connection.serialize()

    def _become(self, connection: sqlite3.Connection, place: Path) -> None:
        """Go on with another database that holds the same."""
        self._connection = connection
        self._place, self._identity = place, _identity(place)
        self._version, self._past = self._data_version(), None

    def close(self) -> None:
        """Let go of the file and leave nothing beside it."""
        with suppress(sqlite3.Error):
            self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()

    def _holds(self, change: ChangeId) -> bool:
        try:
            return journal.last(self._connection) == change
        except sqlite3.Error:
            return False  # and `_check_unchanged` sees to it that nothing is written on top

    def _check_ours(self) -> None:
        """Refuse to write into a file that no longer stands at its path: nobody would find it."""
        if _identity(self._place) != self._identity:
            raise FileProblem(
                _(
                    "The working copy of “{name}” was moved, deleted or replaced while it was open,"
                    " so the last edit was not kept; save a copy now, then open it again."
                ).format(name=name_of(self.path))
            )

    def _check_unchanged(self) -> None:
        """Refuse to write over what another program or window wrote; called while we lock it."""
        unchanged = (self._version, self._last)
        if (self._data_version(), journal.last(self._connection)) != unchanged:
            raise UserError(
                _(
                    "“{name}” was changed by another program or window while it was open here, so"
                    " the last edit was not kept; open it again to go on from there."
                ).format(name=name_of(self.path))
            )

    def _data_version(self) -> int:
        version: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return version


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
