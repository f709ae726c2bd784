"""What a long function reports to; it knows no threads and no windows."""

from __future__ import annotations


class Cancelled(Exception):
    """The person stopped a long job; whoever started it catches this."""


class Progress:
    """Counts nothing and never cancels; jobs and the command line give their own kind."""

    def report(self, done: float, text: str = "") -> None:
        """Say that a share `done` (0 to 1) of the work is finished; may raise Cancelled."""


def part(progress: Progress | None, begin: float, end: float) -> Progress | None:
    """Give a long function the share of the bar from `begin` to `end`."""
    return None if progress is None else _Part(progress, begin, end)


class _Part(Progress):
    def __init__(self, whole: Progress, begin: float, end: float) -> None:
        self._whole = whole
        self._begin = begin
        self._end = end

    def report(self, done: float, text: str = "") -> None:
        self._whole.report(self._begin + (self._end - self._begin) * done, text)
