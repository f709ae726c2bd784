"""A document that is open for changing: its working copy, and how that gets into its folder."""

from __future__ import annotations

import errno
import logging
import sqlite3
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from oci_map.errors import FileProblem, system_reason
from oci_map.i18n import _
from oci_map.store import recovery, versions
from oci_map.store.desk import Desk, State, desk_of
from oci_map.store.faults import name_of, while_writing
from oci_map.store.file import Contents, DocumentFile, connect
from oci_map.store.late import LateWriters
from oci_map.store.locks import Locks
from oci_map.store.publish import Whole, Written, image_of, keep_beside, put_back, whole_of
from oci_map.store.system import SYSTEM, System

if TYPE_CHECKING:
    from oci_map.model.change import Label
    from oci_map.store.forget import Forgetting

log = logging.getLogger(__name__)

_GONE: Final = (errno.ENOENT, errno.ENOTDIR, errno.ENODEV)


class NotPublished(FileProblem):
    """Edits that are safe in the working copy and could not be written to the person's file."""

    def __init__(self, path: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(
            _(
                "“{name}” could not be written to {folder}, because {reason}. All your edits are"
                " kept on this computer, and are written there as soon as that is possible."
            ).format(name=name_of(path), folder=path.parent, reason=reason)
        )


def _reason(error: OSError) -> str:
    # A stick that was pulled out takes its folder along.
    return _("the folder is not there") if error.errno in _GONE else system_reason(error)


class Image:
    """A document at one moment, to be written once while work on it goes on."""

    def __init__(self, copy: sqlite3.Connection, tip: str, number: int) -> None:
        self.copy = copy  # in memory; whoever writes it closes it
        self.tip = tip  # its last change
        self.number = number  # of a document's images a later one has a higher number


class WorkingFile(DocumentFile):
    """The working copy of a document.

    `publish` writes it to the person's file. A window does that in three parts: it takes an image,
    has another thread `send` it, and tells what came of it with `settle`.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        desk: Desk,
        state: State,
        held: Locks,
        notices: Sequence[str] = (),
    ) -> None:
        super().__init__(connection, path, read_only=False, place=desk.work, notices=notices)
        self.system: System = SYSTEM
        self._desk = desk
        self._state = state
        self._held = held
        self._tried = {state.sending} - {""}  # what may have got there, though it failed
        self._late = LateWriters()
        self._sending = threading.Lock()
        self._taken = self._newest = self._settled = 0  # images: taken, sent, and taken in
        self._was_read = False
        self._opened_at = datetime.now(UTC)
        self._kept_first = False  # what stood there before the first edit of this time

    def read(self) -> Contents:
        """Return everything the file holds."""
        contents = super().read()
        self._was_read = True
        return contents

    @property
    def unpublished(self) -> bool:
        """Say whether there are edits that the person's file does not have."""
        return self._was_read and (self._last or "") != self._state.tip

    # ---------------------------------------------------------------------------- publishing

    def take_image(self) -> Image:
        """Return the document as it is now."""
        with while_writing(self.path):
            copy = image_of(self._connection)
        self._taken += 1
        return Image(copy, self._last or "", self._taken)

    def send(self, image: Image) -> Written:
        """Write an image to the person's file, on any thread; raises NotPublished.

        Where somebody else's file stands there by now, that one stays, and ours goes beside it.
        An image that waited until a later one was there, or the document closed, is not written.
        """
        with self._sending:
            if image.number < self._newest:
                image.copy.close()
                return Written(self.path, self._state.seen)
            try:
                whole = whole_of(image.copy, self.path)
                written = self._put_back(whole)
            except OSError as error:
                raise NotPublished(self.path, _reason(error)) from error
            except sqlite3.Error as error:
                raise NotPublished(self.path, _("another program is using it")) from error
            self._newest = image.number
            versions.keep(self._desk, whole.data)
            return written

    def _put_back(self, whole: Whole) -> Written:
        self._late.end(self._keep_late)
        known = {self._state.seen, *self._tried}
        self._tried.add(whole.fingerprint)
        self._state = replace(self._state, sending=whole.fingerprint)
        self._keep_state()  # a full disk here is no reason not to write there
        return put_back(
            whole,
            self.path,
            known,
            recovery.mark(datetime.now(UTC)),
            system=self.system,
            replacing=None if self._kept_first else self._keep_first,
            late=self._late,
        )

    def _keep_late(self, data: bytes) -> None:
        keep_beside(data, self.path, self.system)

    def _keep_first(self, replaced: bytes) -> None:
        """Keep what stood in the folder before the first edit of this time."""
        if not self._kept_first:
            # Of one without a step nothing tells when it was, but it is older than our edits.
            versions.keep(self._desk, replaced, self._opened_at)
            self._kept_first = True

    def settle(self, image: Image, written: Written) -> None:
        """Take in what came of sending an image; on the thread of the window."""
        if image.number < self._settled:
            return  # what a later one brought stands there
        self._settled = image.number
        if written.aside:
            self._move_to(written.path)
        self._state = replace(
            self._state, path=str(self.path), seen=written.seen, tip=image.tip, sending=""
        )
        self._tried.clear()
        self._keep_state()

    def publish(self) -> Written | None:
        """Write the document to the person's file now; None when that has all of it."""
        if not self.unpublished:
            return None
        image = self.take_image()
        written = self.send(image)
        self.settle(image, written)
        return written

    def forget(self, wanted: Forgetting) -> Label:
        """Forget a record for good; what stood in the folder before is no version to keep now."""
        label = super().forget(wanted)
        self._kept_first = True
        return label

    def save(self) -> None:
        """Have every step in the person's file; raises NotPublished."""
        self.publish()

    def _keep_state(self) -> None:
        try:
            self._desk.write_state(self._state)
        except OSError as error:  # after a crash, contents are compared
            log.info("what is known of a file was not kept: %s", error.errno)

    def _move_to(self, path: Path) -> None:
        """Go on in the document that was put beside somebody else's."""
        desk = desk_of(path)
        desk.make()
        held = Locks(desk.lock, path)
        try:
            SYSTEM.remove(desk.work)
            SYSTEM.write(desk.work, self.image())
            connection = connect(desk.work, "rw")
        except BaseException:
            held.release()
            raise
        self._connection.close()
        self._desk.clear_work()
        self._held.release()
        self._desk, self._held, self.path = desk, held, path
        self._become(connection, desk.work)

    # ------------------------------------------------------------------------------- closing

    def close(self) -> None:
        """Write what was not written yet, and let go; raises NotPublished, having let go."""
        problem: FileProblem | None = None
        try:
            self.publish()
        except FileProblem as found:
            problem = found
        finally:
            super().close()
            with self._sending:
                self._newest = self._taken + 1
            self._late.end(self._keep_late)
            if not self.unpublished:
                with suppress(OSError):
                    self._desk.clear_work()
            self._held.release()
        if problem is not None:
            raise problem
