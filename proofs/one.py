"""Runs one proof in this process and writes what came of it: `python -m proofs.one`."""

from __future__ import annotations

import importlib
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from proofs.promise import Prove, Result, Row, Setting, verdict


def main(name: str, seed: str, extent: str, folder: str, out: str) -> int:
    """Try a promise in an empty folder; write its rows as JSON and tell of them meanwhile."""
    short = extent == "short"
    part = 1.0 if short else float(extent)
    setting = Setting(short=short, seed=int(seed), folder=Path(folder), part=part)
    prove: Prove = importlib.import_module(f"proofs.{name}").prove
    rows: list[Row] = []
    begin = _clocks()
    for result in prove(setting):
        end = _clocks()
        rows.append(Row(name, result, end[0] - begin[0], end[1] - begin[1]))
        _tell(rows[-1])
        # After each: what was found so far is known even if the next one ends the process.
        Path(out).write_text(json.dumps([asdict(one) for one in rows]), "utf-8")
        begin = _clocks()
    return 0


def read(path: Path) -> list[Row]:
    """Return the rows that `main` wrote."""
    rows = json.loads(path.read_text("utf-8")) if path.exists() else []
    return [
        Row(
            one["name"],
            Result(**{**one["result"], "notes": tuple(one["result"]["notes"])}),
            one["seconds"],
            one["processor"],
        )
        for one in rows
    ]


def _clocks() -> tuple[float, float]:
    import resource

    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic(), time.process_time() + children.ru_utime + children.ru_stime


def _tell(row: Row) -> None:
    one = row.result
    print(
        f"  {one.way}: {one.failed} of {one.tried} failed; control ({one.control}):"
        f" {one.control_failed} of {one.control_tried} failed; {row.seconds:.1f} s,"
        f" {row.processor:.1f} s of processor time: {verdict(row)}",
        flush=True,
    )
    for note in one.notes:
        print(f"    {note}", flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:6]))
