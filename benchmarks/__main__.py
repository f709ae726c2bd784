"""Runs the benchmarks and prints their figures: `python3 dev.py bench [NAME …]`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable

from benchmarks import (
    clusters,
    drawing,
    edit,
    end_to_end,
    exports,
    findings_measures,
    grid,
    layout,
    search,
    start_up,
    store,
    tables,
    targets,
)

_ALL: dict[str, Callable[[], Iterable[str]]] = {
    "start-up": start_up.report,
    "edit": edit.report,
    "exports": exports.report,
    "grid": grid.report,
    "store": store.report,
    "search": search.report,
    "tables": tables.report,
    "layout": layout.report,
    "drawing": drawing.report,
    "clusters": clusters.report,
    "measures": findings_measures.report,
    "end-to-end": end_to_end.report,
}


def _loop() -> float:
    """Return what a fixed piece of work takes (s): a machine that others use is slower at times."""
    begin = time.process_time()
    sum(number * number for number in range(3_000_000))
    return time.process_time() - begin


def main() -> int:
    """Run the benchmarks named on the command line, or all."""
    wanted = sys.argv[1:] or list(_ALL)
    unknown = [name for name in wanted if name not in _ALL]
    if unknown:
        print(f"no benchmark {', '.join(unknown)}; there are {', '.join(_ALL)}", file=sys.stderr)
        return 2
    told: list[str] = []
    for name in wanted:
        print(f"## {name}")
        print(f"(this machine now: {_loop():.2f} s for the same loop)", flush=True)
        for line in _ALL[name]():
            print(line, flush=True)
            told.append(line)
        print()
    print("## targets", *targets.summary(told), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
