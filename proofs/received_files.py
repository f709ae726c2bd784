"""Received files are harmless: a sentence, little time, little memory, and the file untouched.

Each is opened in a process of its own with limits; one that is killed, falls or hangs has failed.
"""

from __future__ import annotations

import json
import resource
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from oci_map.errors import UserError
from oci_map.exchange import csv_edges, csv_people
from oci_map.exchange.slide_template import own_template
from proofs.children import Child, Report
from proofs.confined import open_confined
from proofs.hostile_documents import HOSTILE
from proofs.promise import Result, Setting, Tally, result
from tests.store.documents import make

_SECONDS: Final = 5
_MEGABYTES: Final = 300


def prove(setting: Setting) -> Iterator[Result]:
    """Open hostile documents, tables and templates."""
    yield _documents(setting)
    yield _others(setting)


def _documents(setting: Setting) -> Result:
    sound = setting.folder / "sound.ocimap"
    make(sound, steps=2)
    trials, slowest, largest = Tally(), 0.0, 0.0
    chosen = list(HOSTILE.items())[:: 4 if setting.short else 1]
    for spoil, reason in chosen:
        path = setting.folder / "received.ocimap"
        shutil.copyfile(sound, path)
        spoil(path)
        before = _mark(path)
        try:
            opened = open_confined(path, seconds=_SECONDS, megabytes=_MEGABYTES)
        except RuntimeError as error:
            trials.add(f"{spoil.__name__}: {error}")
            continue
        slowest, largest = max(slowest, opened.seconds), max(largest, opened.megabytes)
        failure = "" if reason in opened.sentence and opened.sentence else "no fitting reason"
        if opened.seconds > _SECONDS or opened.megabytes > _MEGABYTES:
            failure = f"{opened.seconds:.1f} s, {opened.megabytes:.0f} MB"
        if _mark(path) != before:
            failure = "the file was changed"
        trials.add(f"{spoil.__name__}: {failure}" if failure else "")
        path.unlink()
    controls = Tally()
    controls.add("" if open_confined(sound).sentence else "a sound one is opened, not refused")
    notes = [f"at most {slowest:.2f} s of processor time and {largest:.0f} MB"]
    return result("hostile documents", trials, "a sound document", controls, notes)


def _mark(path: Path) -> tuple[int, int, bytes]:
    found = path.stat()
    with path.open("rb") as file:
        return found.st_size, found.st_mtime_ns, file.read(1 << 20)


# ------------------------------------------------------------------------- tables and templates

_TABLES: Final[Mapping[str, bytes]] = {
    "an unclosed quote": b'source,target\n"A,B\nC,D\n',
    "nothing at all": b"",
    "no table": bytes(range(256)) * 40,
    "a name of ten million signs": b"source,target\n" + b"x" * 10_000_000 + b",B\n",
    "a million columns": b"source,target" + b",x" * 1_000_000 + b"\n",
    "zeros": bytes(5_000_000),
    "UTF-16 cut in two": "source,target\nA,B\n".encode("utf-16")[:-1],
    "a weight beyond numbers": b"source,target,weight\nA,B,1e999\n",
    "a weight that is none": b"source,target,weight\nA,B,nan\n",
    "rows too short": b"source,target\nA\nB\n",
    "quotes without end": b"source,target\n" + b'"' * 1_000_001 + b"\n",
}


def _others(setting: Setting) -> Result:
    trials, slowest, largest = Tally(), 0.0, 0.0
    cases: list[tuple[str, Callable[[Path], object], Path]] = []
    for name, data in _TABLES.items():
        path = setting.folder / f"{len(cases)}.csv"
        path.write_bytes(data)
        cases += [(name, csv_edges.read_graph, path), (name, _read_people, path)]
    for name, spoil in _TEMPLATES.items():
        path = setting.folder / f"{len(cases)}.pptx"
        spoil(path)
        cases.append((name, own_template, path))
    for name, read, path in cases:
        said, seconds, megabytes = _read_confined(read, path)
        slowest, largest = max(slowest, seconds), max(largest, megabytes)
        over = seconds > _SECONDS or megabytes > _MEGABYTES
        failure = said if said.startswith("!") else f"{seconds:.1f} s" if over else ""
        trials.add(f"{name}, {read.__name__}: {failure}" if failure else "")
    controls = Tally()
    said, _seconds, _megabytes = _read_confined(_greedy, setting.folder)
    controls.add(said if said.startswith("!") else "")
    notes = [f"at most {slowest:.2f} s of processor time and {largest:.0f} MB"]
    way = "hostile tables (CSV) and slide templates: read, or a sentence"
    return result(way, trials, "a reader without limits", controls, notes)


def _read_people(path: Path) -> object:
    return csv_people.read_lists(path)


def _greedy(_path: Path) -> object:
    return bytes((_MEGABYTES + 100) << 20)


def _read_confined(read: Callable[[Path], object], path: Path) -> tuple[str, float, float]:
    """Read a file in a child with limits; a text that begins with ! says how that went wrong."""

    def work(report: Report) -> None:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        size = pages * resource.getpagesize() + (_MEGABYTES << 20)
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        begin = time.process_time()
        limit = int(begin) + _SECONDS + 2
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        said = ""
        try:
            read(path)
        except UserError as problem:
            said = problem.sentence.replace("\n", " ")
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is told
            said = f"! {type(error).__name__}: {error}"[:300]
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        report(json.dumps([said, time.process_time() - begin, grown / 1024]))

    lines = Child(work).reports()
    if not lines:
        return "! killed", 0.0, 0.0
    said, seconds, megabytes = json.loads(lines[-1])
    return said, seconds, megabytes


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<Types>" + b" " * (400 << 20))


def _entities(path: Path) -> None:
    laughs = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(12)
    )
    text = f"<?xml version='1.0'?><!DOCTYPE a [{laughs}]><a>&l11;</a>"
    with zipfile.ZipFile(path, "w") as package:
        for name in ("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml"):
            package.writestr(name, text)


def _no_zip(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + bytes(range(256)) * 100)


def _empty_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w"):
        pass


_TEMPLATES: Final[Mapping[str, Callable[[Path], None]]] = {
    "a package that swells": _bomb,
    "entities within entities": _entities,
    "no package": _no_zip,
    "an empty package": _empty_zip,
}
