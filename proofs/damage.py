"""Damage is noticed: every changed byte leads to a refusal or a warning, and never to a fall."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.store import seal
from proofs import gestures
from proofs.children import Child, Report
from proofs.promise import Result, Setting, Tally, result

_BATCH: Final = 200  # files that a child opens; when it falls, the rest of them is lost
_PAGE: Final = 4096

Spoil = Callable[[bytes, random.Random], bytes]


def prove(setting: Setting) -> Iterator[Result]:
    """Spoil a document bit by bit, cut it, and make mutants of it."""
    path = setting.folder / "sound.ocimap"
    gestures.small_beginning(path)
    whole = path.read_bytes()
    _check_sound(path)
    passed = _passed_by_sqlite(setting, whole)
    for way, kind, times in (
        ("flipped bits and cuts", _flipped, setting.times(4000, 120)),
        ("mutants", _mutant, setting.times(10_000, 120)),
    ):
        trials = Tally()
        for first in range(0, times, _BATCH):
            numbers = range(first, min(first + _BATCH, times))
            _open_all(setting, kind, whole, numbers, trials)
        share = f"SQLite alone lets {passed.failed} of {passed.tried} flipped bits pass"
        yield result(way, trials, "SQLite’s integrity_check instead of ours", passed, [share])


def _check_sound(path: Path) -> None:
    document = Document.open(path, read_only=True)
    notices = document.notices
    document.close()
    if notices:
        raise AssertionError(f"a sound document is complained about: {notices}")


def _open_all(setting: Setting, kind: Spoil, whole: bytes, numbers: range, trials: Tally) -> None:
    batch = _Batch(setting, kind, whole, numbers)
    reports = Child(batch.work).reports()
    for report in reports:
        trials.add("" if report == "noticed" else report)
    if len(reports) < len(numbers):
        trials.add(f"number {numbers[len(reports)]}: the program fell")


class _Batch:
    """A child that opens one spoilt file after another."""

    def __init__(self, setting: Setting, kind: Spoil, whole: bytes, numbers: range) -> None:
        self._setting = setting
        self._kind = kind
        self._whole = whole
        self._numbers = numbers

    def work(self, report: Report) -> None:
        """Open each, and report whether it was noticed."""
        for number in self._numbers:
            chances = self._setting.random("damage", self._kind.__name__, number)
            spoilt = self._whole
            while spoilt == self._whole:
                spoilt = self._kind(self._whole, chances)
            # Every tenth is opened to be changed: by way of its working copy.
            said = _opened(self._setting.folder / "spoilt.ocimap", spoilt, number % 10 > 0)
            report("noticed" if said == "" else f"{self._kind.__name__} {number}: {said}")


def _opened(path: Path, spoilt: bytes, read_only: bool) -> str:
    """Open a spoilt file; say what went wrong, or nothing when it was noticed and left alone."""
    path.write_bytes(spoilt)
    noticed = True
    try:
        document = Document.open(path, read_only=read_only)
        noticed = bool(document.notices)
        document.close()
    except UserError:
        pass
    if path.read_bytes() != spoilt:
        return "the file was changed by opening it"
    return "" if noticed else "nobody was told"


def _flipped(whole: bytes, chances: random.Random) -> bytes:
    if chances.random() < 0.25:
        return whole[: chances.randrange(len(whole))]
    data = bytearray(whole)
    data[chances.randrange(len(data))] ^= 1 << chances.randrange(8)
    return bytes(data)


def _mutant(whole: bytes, chances: random.Random) -> bytes:
    """Return a document to which something worse happened."""
    data = bytearray(whole)
    ways = (_overwritten, _swapped, _moved, _grown, _in_its_head, _many_flips, _blank, _undigested)
    for _time in range(chances.choice((1, 1, 1, 2, 5))):
        chances.choice(ways)(data, chances)
    return bytes(data)


def _span(data: bytearray, chances: random.Random) -> slice:
    size = chances.choice((1, 4, 32, 512, _PAGE))
    begin = chances.randrange(max(1, len(data) - size))
    return slice(begin, begin + size)


def _overwritten(data: bytearray, chances: random.Random) -> None:
    span = _span(data, chances)
    data[span] = chances.randbytes(len(data[span]))


def _blank(data: bytearray, chances: random.Random) -> None:
    span = _span(data, chances)
    data[span] = bytes([chances.choice((0, 0, 255, 0xE5))]) * len(data[span])


def _swapped(data: bytearray, chances: random.Random) -> None:
    pages = max(2, len(data) // _PAGE)
    one, other = (slice(at * _PAGE, (at + 1) * _PAGE) for at in chances.sample(range(pages), 2))
    data[one], data[other] = data[other], data[one]


def _moved(data: bytearray, chances: random.Random) -> None:
    span, other = _span(data, chances), _span(data, chances)
    data[span] = data[other]


def _grown(data: bytearray, chances: random.Random) -> None:
    more = chances.randbytes(chances.choice((1, 100, _PAGE)))
    at = chances.choice((len(data), chances.randrange(len(data))))
    data[at:at] = more


def _in_its_head(data: bytearray, chances: random.Random) -> None:
    data[chances.randrange(100)] = chances.randrange(256)


def _many_flips(data: bytearray, chances: random.Random) -> None:
    for _flip in range(50):
        data[chances.randrange(len(data))] ^= 1 << chances.randrange(8)


def _undigested(data: bytearray, chances: random.Random) -> None:
    """Blank the digest itself, and change something else."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.deserialize(bytes(data))
            digest = seal.stored_digest(connection)
        except (sqlite3.Error, UnicodeDecodeError, MemoryError):
            digest = None
    if digest is not None and digest in data:
        at = data.find(digest)
        data[at : at + len(digest)] = bytes(len(digest))
    _many_flips(data, chances)


def _passed_by_sqlite(setting: Setting, whole: bytes) -> Tally:
    """Count flipped bits that SQLite by itself does not notice."""
    tally = Tally()
    path = setting.folder / "control.ocimap"
    for number in range(setting.times(400, 50)):
        chances = setting.random("control", number)
        data = bytearray(whole)
        data[chances.randrange(len(data))] ^= 1 << chances.randrange(8)
        path.write_bytes(data)
        with closing(sqlite3.connect(path)) as connection:
            try:
                found = connection.execute("PRAGMA integrity_check").fetchall()
            except (sqlite3.Error, UnicodeDecodeError):
                found = []
        tally.add(f"flip {number} passes" if found == [("ok",)] else "")
    return tally
