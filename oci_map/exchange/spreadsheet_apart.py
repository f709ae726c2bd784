"""Reads a workbook of 1997 in a process of its own, because a damaged one can end the process.

The format cannot be looked through before: one wrong byte can ask the reader for more memory than
there is. The other process gets the file and the language on its way in, and gives texts back.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import Final

from oci_map.exchange.spreadsheet_book import Sheet, read_book
from oci_map.exchange.spreadsheet_faults import Damaged, Locked
from oci_map.i18n import language, speaking
from oci_map.progress import Progress

_ROOT: Final = Path(__file__).parents[2]
_TICK: Final = 0.1  # seconds between two questions whether it is to stop
_LONGEST: Final = 120.0  # seconds; 20 MB are read in a few
_MOST_MEMORY: Final = 3_000_000_000
_LOCKED: Final = 3
#: Windows would show a black window for it.
_UNSEEN: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)


def read_apart(data: bytes, progress: Progress) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; raises Damaged, Locked or Cancelled."""
    command = [sys.executable, "-m", __name__, language()]
    with Popen(  # noqa: S603 - it is this program
        command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment(), creationflags=_UNSEEN
    ) as reader:
        try:
            found = _answer(reader, data, progress)
        finally:
            reader.kill()  # it may have been told to stop
    if reader.returncode == _LOCKED:
        raise Locked
    if reader.returncode:
        raise Damaged
    return tuple(
        Sheet(name, tuple(map(tuple, rows)), problem) for name, rows, problem in json.loads(found)
    )


def _answer(reader: Popen[bytes], data: bytes, progress: Progress) -> bytes:
    begin = time.monotonic()
    rest: bytes | None = data
    while True:
        passed = time.monotonic() - begin
        progress.report(min(0.9, passed / 10))
        if passed > _LONGEST:
            raise Damaged
        try:
            return reader.communicate(rest, timeout=_TICK)[0]
        except TimeoutExpired:
            rest = None  # what is left of it is sent on by itself


def _environment() -> dict[str, str]:
    """Return what the other process is given: where the program is."""
    places = [str(_ROOT), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, places))}


def _main() -> int:
    """Read the file that comes in; its sheets go out as JSON."""
    try:
        import resource  # there is none on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass
    with speaking(sys.argv[1]):
        try:
            sheets = read_book(sys.stdin.buffer.read(), Progress())
        except Locked:
            return _LOCKED
        except Damaged:
            return 1
    found = [(one.name, one.rows, one.problem) for one in sheets]
    sys.stdout.buffer.write(json.dumps(found).encode("ascii"))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(_main())
