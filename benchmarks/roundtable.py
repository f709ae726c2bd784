"""How long guests and seats take to plan: `python3 -m benchmarks.roundtable`.

Nothing in the companies is real. Times are processor seconds of this process.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import time
from dataclasses import replace

import numpy as np

from benchmarks.analysis import make_snapshot
from oci_map.graph.analysis import Analysis
from oci_map.model.ids import RecordId
from oci_map.progress import Cancelled, Progress
from oci_map.roundtable.company import Company, company_of, company_of_list
from oci_map.roundtable.coverage import Theme
from oci_map.roundtable.invite import invite
from oci_map.roundtable.plan import swapped
from oci_map.roundtable.request import Request
from oci_map.roundtable.score import limits, score
from oci_map.roundtable.seating import seat
from oci_map.roundtable.wishes import room

SIZES = ((26, 5, 3), (60, 10, 4), (300, 40, 3))
# For these no perfect plan is to be expected: the number of rounds is the most that may exist.
HARDER = ((18, 3, 8), (20, 4, 6), (24, 4, 7), (28, 4, 9), (32, 4, 10), (36, 6, 6))
GOLFERS = ((15, 3, 7), (16, 4, 5), (24, 4, 5), (32, 4, 6))


def company(size: int) -> Company:
    analysis = Analysis(make_snapshot(size))
    own = analysis.organisations[:size]
    rng = np.random.default_rng(0)
    met = np.triu(rng.random((size, size)) < 0.1, 1).astype(np.intp)
    return replace(company_of(analysis, {one: one for one in own}), met=met + met.T)


def main() -> None:
    analysis = Analysis(make_snapshot(120))
    for part in (analysis.pair_gaps, analysis.brokerage):
        len(part)
    for seats in (20, 40):
        for needs in (5, len(analysis.needs.needs)):
            begin = time.process_time()
            theme = Theme(analysis.needs.needs[:needs])
            found = invite(analysis, Request(theme, seats))
            took = time.process_time() - begin
            proven = "proven" if found.is_proven else f"{found.distance:.1%} from the bound"
            print(
                f"guests    120 candidates, {seats} seats, {needs:2} needs {took:6.2f} s  {proven}"
            )
    for size, tables, rounds in SIZES:
        own = company(size)
        begin = time.process_time()
        plan = seat(own, room(size, tables, rounds))
        took = time.process_time() - begin
        share = plan.value / plan.bound
        print(
            f"seating   {size:3} at {tables:2} for {rounds} {took:6.2f} s",
            f"{share:.1%} of the bound",
        )
        one, other = plan.plan[0][0][0], plan.plan[0][-1][0]
        begin = time.process_time()
        for _time in range(20):
            score(own, swapped(plan.plan, 1, one, other))
        print(f"swap      {size:3} {(time.process_time() - begin) / 20 * 1000:8.2f} ms")
    for size, seats, rounds in GOLFERS:
        own = company_of_list([RecordId(f"p{number}") for number in range(size)])
        times = []
        for seed in range(5):
            begin = time.process_time()
            perfect = seat(own, room(size, size // seats, rounds), seed=seed).is_perfect
            times.append(f"{time.process_time() - begin:.2f}{'' if perfect else '!'}")
        print(f"golfers   {size} in {seats}s for {rounds}  {' '.join(times)} s")
    for size, seats, rounds in HARDER:
        own = company_of_list([RecordId(f"p{number}") for number in range(size)])
        begin = time.process_time()
        drawn = seat(own, room(size, size // seats, rounds)).plan
        took = time.process_time() - begin
        reached, most = score(own, drawn), limits(own, drawn)
        print(
            f"harder    {size} in {seats}s for {rounds:2} {took:6.2f} s",
            f"{reached.new} of at most {most.new} contacts are new ({reached.new / most.new:.1%})",
        )
    best_so_far()


class _Stop(Progress):
    """Stops at a share of the work, and remembers how often it was told."""

    def __init__(self, at: float) -> None:
        self.at = at
        self.told = 0

    def report(self, done: float, text: str = "") -> None:  # noqa: ARG002
        self.told += 1
        if done >= self.at:
            raise Cancelled


def best_so_far() -> None:
    """Stop the largest seating at several shares of its steps."""
    size, tables, rounds = SIZES[-1]
    own = company(size)
    for share in (0.05, 0.25, 0.5):
        stop = _Stop(share)
        begin = time.process_time()
        plan = seat(own, room(size, tables, rounds), progress=stop)
        took = time.process_time() - begin
        print(
            f"stopped   {size} at {tables} for {rounds} at {share:.0%} {took:6.2f} s",
            f"{plan.value / plan.bound:.1%} of the bound, told {stop.told} times",
        )


if __name__ == "__main__":
    main()
