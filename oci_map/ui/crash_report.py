"""What is known of a program that ended without closing its window, told at the next start."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from PySide6.QtCore import QLockFile, QSysInfo, qVersion

from oci_map import __version__
from oci_map.i18n import _
from oci_map.ui import log_file, value_free
from oci_map.ui.running import PREFIX, SETTLED, boot, remove
from oci_map.values import dataclass

How = Literal["crashed", "stopped", "switched_off"]
_LONGEST: Final = 20_000  # bytes of one report


@dataclass(frozen=True, slots=True)
class Ended:
    """A program that ended unexpectedly: how, when it had begun, and what is known of it.

    `how` is crashed (the report says where), stopped (ended from outside: by the system or by
    somebody) or switched_off (the whole computer went down). `early` means that it crashed before
    its document had been shown for a while: that may be the cause.
    """

    how: How
    began_at: str
    report: str
    early: bool = False


def take_ended(folder: Path) -> Ended | None:
    """Return the program that ended unexpectedly last, and forget all such; None when none did."""
    found: list[Ended] = []
    try:
        left = sorted(folder.glob(f"{PREFIX}*.txt"), key=_changed_at)
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
        remove(path)
        lock.unlock()
    return found[-1] if found else None


def text(about: str, how: How | None = None) -> str:
    """Return a report: what it holds, which program on which system, and what is known."""
    lines = [
        _("This report says where in the program it happened."),
        _("It holds nothing of your document."),
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
        began_at, its_boot = str(known["began_at"])[:40], str(known["boot"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None  # it ended before it had written its first line
    settled = stacks.startswith(SETTLED)
    stacks = stacks.removeprefix(SETTLED)
    how: How = "stopped"
    if stacks.strip():
        how = "crashed"
    elif its_boot and boot() and its_boot != boot():
        how = "switched_off"
    parts = [value_free.of_fault_handler(stacks).strip(), log_file.tail(log_file.path(path.parent))]
    report = text("\n\n".join(one for one in parts if one), how)
    return Ended(how, began_at, report, early=how == "crashed" and not settled)


def _changed_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
