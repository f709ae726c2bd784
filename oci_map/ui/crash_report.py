"""What is known of a program that ended without closing its window, told at the next start.

Each running program has a file in the folder of logs, locked as long as it lives. A program that
closes takes its file away; one that crashed leaves it, with what Python could still write.
"""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final, Literal

from PySide6.QtCore import QLockFile, QSysInfo, qVersion

from oci_map import __version__
from oci_map.i18n import _
from oci_map.ui import log_file, value_free
from oci_map.values import dataclass

log = logging.getLogger(__name__)

How = Literal["crashed", "stopped", "switched_off"]
_PREFIX: Final = "running-"
_LONGEST: Final = 20_000  # bytes of one report


@dataclass(frozen=True, slots=True)
class Ended:
    """A program that ended unexpectedly: how, when it had begun, and what is known of it.

    `how` is crashed (the report says where), stopped (ended from outside: by the system or by
    somebody) or switched_off (the whole computer went down).
    """

    how: How
    began_at: str
    report: str


class Run:
    """Says that the program runs, and has Python write its stacks if it crashes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{_PREFIX}{os.getpid()}-{os.urandom(4).hex()}.txt"
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
            "boot": _boot(),
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

    def end(self) -> None:
        """Take the file away: the program ends as it should."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            _remove(self._path)
        self._lock.unlock()
        if self._stacks_before and sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)


def take_ended(folder: Path) -> Ended | None:
    """Return the program that ended unexpectedly last, and forget all such; None when none did."""
    found: list[Ended] = []
    try:
        left = sorted(folder.glob(f"{_PREFIX}*.txt"), key=_changed_at)
    except OSError:
        return None
    for path in left:
        lock = QLockFile(f"{path}.lock")
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            continue  # it runs
        ended = _read(path)
        if ended is not None:
            found.append(ended)
        _remove(path)
        lock.unlock()
    return found[-1] if found else None


def text(about: str, how: How | None = None) -> str:
    """Return a report: what it holds, which program on which system, and what is known."""
    lines = [
        _("This report says where in the program it happened. It holds nothing of your document."),
        "",
        f"OCI Map {__version__}, Python {sys.version.split()[0]}, Qt {qVersion()}",
        f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}",
        datetime.now(UTC).isoformat(timespec="seconds"),
        *([f"how: {how}"] if how else []),
        "",
        about,
    ]
    return "\n".join(lines)


def _read(path: Path) -> Ended | None:
    try:
        with path.open("rb") as file:
            head, _newline, stacks = file.read(_LONGEST).decode("utf-8", "replace").partition("\n")
        known = json.loads(head)
        began_at, boot = str(known["began_at"])[:40], str(known["boot"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None  # it ended before it had written its first line
    how: How = "stopped"
    if stacks.strip():
        how = "crashed"
    elif boot and _boot() and boot != _boot():
        how = "switched_off"
    parts = [value_free.of_fault_handler(stacks).strip(), log_file.tail(log_file.path(path.parent))]
    return Ended(how, began_at, text("\n\n".join(one for one in parts if one), how))


def _boot() -> str:
    """Return what tells one start of the computer from the next; '' where nothing does."""
    return bytes(QSysInfo.bootUniqueId().data()).decode("ascii", "replace")


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        log.info("a file of a program that ended could not be removed")
