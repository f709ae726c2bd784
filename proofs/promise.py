"""What a proof reports, and the table in which all of them end."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from oci_map.values import dataclass

#: What each proof is called on the command line, and the promise it tries, in this order.
PROMISES: Final = {
    "crash": "a finished gesture survives a crash",
    "power_cut": "… and a power cut",
    "publishing": "publishing never damages the file",
    "disk_full": "a full disk harms nothing",
    "newer_on_disk": "a newer version on disk is never overwritten",
    "synced_folder": "a synced folder gets whole files only",
    "old_files": "old files open, newer ones are refused",
    "damage": "damage is noticed",
    "received_files": "received files are harmless",
    "typed_text": "nothing typed is rendered or executed",
    "forgetting": "forgetting is final",
    "errors": "no error is invisible, none is a storm",
    "answers": "the window answers",
}
_EXAMPLES: Final = 5  # failures that are told; the table counts all


@dataclass(frozen=True, slots=True)
class Setting:
    """How thoroughly to try, from which seed, and in which empty folder."""

    short: bool
    seed: int
    folder: Path
    part: float = 1.0  # of the full figures

    def random(self, *about: object) -> random.Random:
        """Return the same chances at each run with this seed."""
        return random.Random(":".join(map(str, (self.seed, *about))))

    def times(self, full: int, short: int) -> int:
        """Return how often to try."""
        return short if self.short else max(short, round(full * self.part))


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one way of trying a promise, and of its control, which must fail."""

    way: str
    tried: int
    failed: int
    control: str
    control_tried: int
    control_failed: int
    notes: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Say whether the promise held, and the trial could have shown that it did not."""
        return self.tried > 0 and self.failed == 0 and self.control_failed > 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a result, of which proof, and what it took."""

    name: str
    result: Result
    seconds: float
    processor: float


Prove = Callable[[Setting], Iterator[Result]]


class Tally:
    """Counts trials and keeps the first failures, in words."""

    def __init__(self) -> None:
        self.tried = 0
        self.failures: list[str] = []

    def add(self, failure: str = "", *, times: int = 1) -> None:
        """Count a trial; one that failed says how."""
        self.tried += times
        if failure:
            self.failures.append(failure)

    @property
    def failed(self) -> int:
        """Return how many failed."""
        return len(self.failures)


def result(
    way: str, trials: Tally, control: str, controls: Tally, notes: Sequence[str] = ()
) -> Result:
    """Return what the trials and their controls came to, with the first failures."""
    told = [f"failed: {one}" for one in trials.failures[:_EXAMPLES]]
    told += [f"control, as it should: {one}" for one in controls.failures[:1]]
    return Result(
        way=way,
        tried=trials.tried,
        failed=trials.failed,
        control=control,
        control_tried=controls.tried,
        control_failed=controls.failed,
        notes=(*notes, *told),
    )


def verdict(row: Row) -> str:
    """Return what a line comes to, in a word or two."""
    if row.result.failed or not row.result.tried:
        return "BROKEN"
    return "kept" if row.result.holds else "WORTHLESS: its control does not fail"


def table(rows: Sequence[Row]) -> list[str]:
    """Return the lines of a Markdown table."""
    lines = [
        "| promise | tried how | tried | failed | control | failed | s | verdict |",
        "|---|---|---:|---:|---|---:|---:|---|",
    ]
    for row in rows:
        one = row.result
        cells = (
            PROMISES[row.name],
            one.way,
            _count(one.tried),
            _count(one.failed),
            one.control,
            f"{_count(one.control_failed)} of {_count(one.control_tried)}",
            f"{row.seconds:.0f}",
            verdict(row),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _count(number: int) -> str:
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")
