"""Processes that are made to be killed: forked, so that each costs milliseconds."""

from __future__ import annotations

import os
import select
import signal
import time
import traceback
from collections.abc import Callable
from typing import Final

#: Says on the pipe that something is finished.
Report = Callable[[str], None]

_PATIENCE: Final = 60.0  # seconds; a child that says nothing for so long hangs
_MISTAKE: Final = "mistake:"


class Child:
    """A forked process that reports on a pipe, until it ends or is killed."""

    def __init__(self, work: Callable[[Report], None]) -> None:
        reader, writer = os.pipe()
        self._reader = reader
        self._text = b""
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reader)
            _work(work, writer)
        os.close(writer)

    def wait_report(self) -> None:
        """Wait until it has reported something, or has ended."""
        while b"\n" not in self._text and self._take(_PATIENCE):
            pass

    def kill_after(self, seconds: float) -> list[str]:
        """Kill it after so many seconds, unless it ends before; return what it reported."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self._take(left):
            pass
        os.kill(self.pid, signal.SIGKILL)
        return self.reports()

    def reports(self) -> list[str]:
        """Wait for its end; return what it reported, whole lines only."""
        while self._take(_PATIENCE):
            pass
        os.close(self._reader)
        os.waitpid(self.pid, 0)
        lines = self._text.decode().split("\n")[:-1]
        mistakes = [line for line in lines if line.startswith(_MISTAKE)]
        if mistakes:
            raise RuntimeError(mistakes[0])
        return lines

    def _take(self, seconds: float) -> bool:
        """Read what comes within so many seconds; say whether more may come."""
        if not select.select([self._reader], [], [], seconds)[0]:
            return False
        data = os.read(self._reader, 65536)
        self._text += data
        return bool(data)


def _work(work: Callable[[Report], None], writer: int) -> None:
    """Do the work of a child, and end without anything that only its parent should do."""
    code = 1
    try:

        def report(text: str) -> None:
            os.write(writer, f"{text}\n".encode())

        work(report)
        code = 0
    except BaseException:  # noqa: BLE001 - it must not come out in the parent's code
        os.write(writer, f"{_MISTAKE} {traceback.format_exc()!r}\n".encode())
    finally:
        os._exit(code)
