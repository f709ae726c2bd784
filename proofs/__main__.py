"""Tries the promises and ends with a table: `python3 dev.py proofs [NAME …] [--short]`.

Each proof runs in a process and a folder of its own, so that one cannot spoil another.
The exit code is 1 when a promise is broken, or when a control does not fail: then it shows
nothing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from proofs import one
from proofs.promise import PROMISES, Result, Row, table

_SEED = 20261122


def main() -> int:
    """Run the proofs named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="dev.py proofs", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PROMISES))
    parser.add_argument("--short", action="store_true", help="fewer trials of everything")
    parser.add_argument("--part", type=float, default=1.0, help="of the full figures, as 0.2")
    parser.add_argument("--seed", type=int, default=_SEED, help="from which all chances follow")
    given = parser.parse_args()
    unknown = [name for name in given.names if name not in PROMISES]
    if unknown:
        parser.error(f"no proof {', '.join(unknown)}; there are {', '.join(PROMISES)}")
    if os.name != "posix":
        parser.error("the proofs kill processes and fill disks in ways that only Unix offers")
    print(f"seed {given.seed}", flush=True)
    rows: list[Row] = []
    for name in given.names or PROMISES:
        print(f"\n{name}: {PROMISES[name]}", flush=True)
        rows += _rows(name, given.seed, "short" if given.short else str(given.part))
    print("", *table(rows), sep="\n", flush=True)
    return 0 if all(row.result.holds for row in rows) else 1


def _rows(name: str, seed: int, extent: str) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix=f"oci-map-{name}-") as folder:
        out = Path(folder) / "rows.json"
        trials = Path(folder) / "trials"
        trials.mkdir()
        code = subprocess.call(
            [sys.executable, "-m", "proofs.one", name, str(seed), extent, trials, out],
            env={**os.environ, **_surroundings(Path(folder) / "home")},
        )
        rows = one.read(out)
    if code:
        unfinished = Result(f"ended with exit code {code}", 0, 1, "none", 0, 0)
        rows.append(Row(name, unfinished, 0.0, 0.0))
    return rows


def _surroundings(home: Path) -> dict[str, str]:
    """Return an environment in which nothing of the person is read or written."""
    runtime = home / "runtime"
    runtime.mkdir(parents=True, mode=0o700)
    kinds = ("CONFIG", "DATA", "CACHE", "STATE")
    return {
        "HOME": str(home),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds},
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "offscreen",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "LANG": "C.UTF-8",
    }


if __name__ == "__main__":
    sys.exit(main())
