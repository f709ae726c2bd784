"""Opening a document in a process of its own, with little time and little memory."""

from __future__ import annotations

import json
import resource
import time
from pathlib import Path

from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.values import dataclass
from proofs.children import Child, Report


@dataclass(frozen=True, slots=True)
class Opened:
    """How opening a file ended: with a sentence, or '' when it opened; and what it took."""

    sentence: str
    seconds: float  # of processor time
    megabytes: float  # more than before


def open_confined(path: Path, *, seconds: int = 5, megabytes: int = 300) -> Opened:
    """Open a document for reading in a child that may take so much and no more.

    Raises RuntimeError when the child fails otherwise than with a sentence, or is killed.
    """

    def work(report: Report) -> None:
        size = _address_space() + (megabytes << 20)
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        begin = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (int(begin) + seconds + 1,) * 2)
        before = _most_memory()
        sentence = ""
        try:
            Document.open(path, read_only=True).close()
        except FileProblem as problem:
            sentence = problem.sentence
        took = time.process_time() - begin
        report(json.dumps([sentence, took, (_most_memory() - before) / 1024]))

    lines = Child(work).reports()
    if len(lines) != 1:
        raise RuntimeError(f"opening {path.name} was killed")
    return Opened(*json.loads(lines[0]))


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()


def _most_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
