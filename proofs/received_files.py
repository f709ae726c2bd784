"""Received files are harmless: each is refused or read in little time and memory, in a sentence."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.exchange import csv_text
from oci_map.exchange.clipboard_table import from_html, from_text
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership, Organisation, Record, WorkingGroup
from oci_map.store.salvage import salvage
from proofs.children import Child, Report
from proofs.confined import open_confined
from proofs.hostile_documents import HOSTILE, Spoil
from proofs.promise import Result, Setting, Tally, result

_SECONDS: Final = 5.0
_MEGABYTES: Final = 300.0
_REFUSED_WITHIN: Final = 0.2  # seconds of processor time


def prove(setting: Setting) -> Iterator[Result]:
    """Open, repair and read what was made to do harm."""
    good = setting.folder / "good.ocimap"
    Document.create(good, records=_records()).close()
    for _time in range(setting.times(5, 1)):
        yield _opened(setting, good)
    yield _repaired(setting, good)
    yield _tables(setting)


def _records() -> list[Record]:
    one, group = RecordId("a"), RecordId("g")
    return [
        Organisation(id=one, name="A"),
        Organisation(id=RecordId("b"), name="B"),
        WorkingGroup(id=group, name_nl="Groep"),
        Membership(id=RecordId("m"), organisation=one, group=group),
    ]


def _spoilt(setting: Setting, good: Path, spoil: Spoil) -> Path:
    path = setting.folder / f"{spoil.__name__}.ocimap"
    shutil.copyfile(good, path)
    spoil(path)
    return path


# ----------------------------------------------------------------------------------- documents


def _opened(setting: Setting, good: Path) -> Result:
    trials, controls = Tally(), Tally()
    slowest = largest = 0.0
    for spoil, reason in HOSTILE.items():
        if spoil.__name__ == "a_journal_out_of_order":
            continue  # needs steps that can be taken back
        path = _spoilt(setting, good, spoil)
        try:
            opened = open_confined(path, seconds=int(_SECONDS), megabytes=int(_MEGABYTES))
        except RuntimeError as failure:
            trials.add(f"{spoil.__name__}: {failure}"[:300])
        else:
            slowest, largest = max(slowest, opened.seconds), max(largest, opened.megabytes)
            fine = reason in opened.sentence and opened.seconds < _REFUSED_WITHIN
            trials.add("" if fine else f"{spoil.__name__}: {opened}")
        controls.add(_believed(path))
        path.unlink()
    return result(
        "hostile documents opened in a child with limits, refused in 0.2 s",
        trials,
        "SQLite alone, which believes them",
        controls,
        [f"at most {slowest:.3f} s of processor time and {largest:.0f} MB each"],
    )


def _believed(path: Path) -> str:
    """Say whether a program that only asks SQLite for the tables takes a file for a document."""
    try:
        with closing(sqlite3.connect(path, timeout=0)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        return ""
    return f"{path.stem} is taken for a document"


def _repaired(setting: Setting, good: Path) -> Result:
    trials, controls = Tally(), Tally()
    for spoil in HOSTILE:
        path = _spoilt(setting, good, spoil)
        out = setting.folder / "out.ocimap"
        out.unlink(missing_ok=True)
        begin = time.process_time()
        try:
            salvage(path).write(out)
            Document.open(out, read_only=True).close()
        except UserError:
            pass
        took = time.process_time() - begin
        trials.add("" if took < _SECONDS else f"{spoil.__name__}: {took:.1f} s")
        controls.add(_copied(path))
        path.unlink()
    return result(
        "hostile documents repaired, what comes of it opened",
        trials,
        "copied as they are",
        controls,
    )


def _copied(path: Path) -> str:
    """Say whether a plain copy of a hostile document cannot be opened either."""
    try:
        Document.open(path, read_only=True).close()
    except UserError:
        return f"{path.stem} stays as it is"
    return ""


# -------------------------------------------------------------------------------------- tables


def _tables(setting: Setting) -> Result:
    trials, controls = Tally(), Tally()
    chances = setting.random("tables")
    readers: tuple[Callable[[str], object], ...] = (
        from_text,
        from_html,
        lambda text: csv_text.parse(text.encode("utf-8", "replace"), "list.csv"),
    )
    for number in range(setting.times(40, 4)):
        text = _hostile_table(number, chances)
        for place, read in enumerate(readers):
            failure = _within_limits(read, text)
            trials.add(failure and f"table {number}, reader {place}: {failure}")
    controls.add(_within_limits(_endless, ""))
    return result(
        "tables from the clipboard and CSV files, in a child with limits",
        trials,
        "a reader that never ends",
        controls,
    )


def _hostile_table(number: int, chances: random.Random) -> str:
    size = chances.choice((10, 1000, 100_000))
    kinds = (
        lambda: '"' * size,
        lambda: ("\t" * 50 + "\n") * (size // 10),
        lambda: "<table>" + "<tr><td colspan=1000 rowspan=1000>x" * (size // 10),
        lambda: "<table><tr><td>" * size,
        lambda: "a;b\n" + '"never closed;' * size,
        lambda: "".join(chr(chances.randrange(1, 0xD7FF)) for _sign in range(size)),
        lambda: "&#99999999999;&lt" * size,
        lambda: "=cmd|' /c calc'!A1;" * size,
    )
    return kinds[number % len(kinds)]()


def _endless(_text: str) -> object:
    while True:
        time.sleep(0)


def _within_limits(read: Callable[[str], object], text: str) -> str:
    """Read a text in a child; say what went wrong, or took too long."""

    def work(report: Report) -> None:
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime + _SECONDS) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        before = used.ru_maxrss
        try:
            read(text)
        except UserError:
            pass
        taken = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        report("" if taken < _MEGABYTES else f"{taken:.0f} MB")

    try:
        reports = Child(work).reports()
    except RuntimeError as failure:
        return str(failure)[-200:]
    return reports[0] if reports else "it took too long"
