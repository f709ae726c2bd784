"""Leaves a mark as long as the program runs, so that the next start knows when it crashed.

Each running program has a file in the folder of logs, locked as long as it lives. A program that
closes takes its file away; one that crashed leaves it, with what Python could still write.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from PySide6.QtCore import QLockFile, QSysInfo

from oci_map import __version__

log = logging.getLogger(__name__)

PREFIX: Final = "running-"
#: Stands in the mark of a program that showed its document and lived on.
SETTLED: Final = "settled"


class Run:
    """Says that the program runs, and has Python write its stacks if it crashes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{PREFIX}{os.getpid()}-{os.urandom(4).hex()}.txt"
        self._lock = QLockFile(f"{self._path}.lock")
        self._lock.setStaleLockTime(0)  # only a lock whose program is gone may be taken
        self._file: IO[str] | None = None
        self._stacks_before = False

    def begin(self) -> None:
        """Leave the file; where that cannot be done the program runs without."""
        self._stacks_before = faulthandler.is_enabled()
        known = {
            "version": __version__,
            "began_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "boot": boot(),
        }
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            if not self._lock.tryLock(0):
                return
            self._file = self._path.open("w", encoding="utf-8")
            self._file.write(json.dumps(known) + "\n")
            self._file.flush()
            faulthandler.enable(self._file)
        except (OSError, RuntimeError):
            self.end()

    def settle(self) -> None:
        """Say that the document is shown and did not end the program."""
        if self._file is not None:
            with suppress(OSError):
                self._file.write(f"{SETTLED}\n")
                self._file.flush()

    def end(self) -> None:
        """Take the file away: the program ends as it should."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            remove(self._path)
        self._lock.unlock()
        if self._stacks_before and sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)


def boot() -> str:
    """Return what tells one start of the computer from the next; '' where nothing does."""
    return bytes(QSysInfo.bootUniqueId().data()).decode("ascii", "replace")


def remove(path: Path) -> None:
    """Take a mark away."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        log.info("a file of a program that ended could not be removed")
