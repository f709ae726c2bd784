"""A finished gesture survives a power cut: states of the disk at any moment, put back and opened.

What SQLite asks of the disk is recorded call by call; a state is what was synced by then and some
part of what was not (proofs/lost_writes.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.store import distrust, migrations
from oci_map.store.faults import while_opening
from oci_map.store.file import DocumentFile, connect
from proofs import gestures
from proofs.gestures import Beginning, Hands
from proofs.lost_writes import Disk, Files
from proofs.promise import Result, Setting, Tally, result
from proofs.sqlite_layer import OK, Call, hearing

_GESTURES: Final = 25  # in a recording
_STATES: Final = 500  # of a recording
_JOURNAL: Final = "-journal"
_FINISHED: Final = "finished"
#: Settings that are known to lose something, and must be seen to do so here.
_WEAKER: Final = (
    {"journal_mode": "MEMORY"},
    {"journal_mode": "OFF"},
    {"synchronous": "OFF"},
    {"journal_mode": "DELETE"},  # its last gesture comes undone
)


def prove(setting: Setting) -> Iterator[Result]:
    """Open what may be on the disk after the power failed."""
    start = setting.folder / "start.ocimap"
    begin = gestures.small_beginning(start)
    trials, different = Tally(), 0
    for number in range(setting.times(40, 2)):
        different += _states(setting, number, start, begin, {}, trials)
    controls = Tally()
    notes = [f"{different} of the states were different from each other"]
    silent = False
    for weaker in _WEAKER:
        one = Tally()
        for number in range(setting.times(2, 1)):
            _states(setting, number, start, begin, weaker, one)
        told = ", ".join(f"{name}={value}" for name, value in weaker.items())
        notes.append(f"{told}: {one.failed} of {one.tried} bad")
        silent = silent or not one.failed
        controls.tried += one.tried
        controls.failures += one.failures
    if silent:
        controls.failures.clear()  # each of them must fail
    yield result(
        "states of the disk after a power cut, any part of what was not synced",
        trials,
        "MEMORY, OFF, synchronous=OFF and DELETE, each of which must lose",
        controls,
        notes,
    )


def _states(
    setting: Setting,
    number: int,
    start: Path,
    begin: Beginning,
    weaker: dict[str, str],
    tally: Tally,
) -> int:
    """Try the states of one recording; return how many were different."""
    chances = setting.random("power cut", number, *weaker.items())
    path = setting.folder / "map.ocimap"
    path.write_bytes(start.read_bytes())
    small_cache = number % 2 == 1  # pages leave it in the middle of a gesture
    with gestures.settings_instead(**weaker):
        calls = _recorded(path, chances.random(), small_cache)
    moments = sorted(chances.choices(range(len(calls) + 1), k=setting.times(_STATES, 60)))
    disk, at = Disk({str(path): start.read_bytes()}), 0
    finished: list[str] = []
    seen: dict[bytes, str] = {}
    for moment in moments:
        while at < moment:
            call = calls[at]
            if call.kind == _FINISHED:
                finished.append(call.path)
            else:
                disk.take(call)
            at += 1
        files = disk.after_power_cut(chances)
        key = _key(files, len(finished))
        if key not in seen:
            seen[key] = _wrong(path, files, begin, finished)
        told = f"recording {number}, after call {moment}: {seen[key]}"
        tally.add(told if seen[key] else "")
    return len(seen)


def _recorded(path: Path, seed: float, small_cache: bool) -> list[Call]:
    import random

    calls: list[Call] = []

    def record(call: Call) -> int:
        calls.append(call)
        return OK

    with hearing(record), closing(_opened(path)) as document:
        if small_cache:
            document._file._connection.execute("PRAGMA cache_size = 8")
        hands = Hands(document, random.Random(seed))
        for _number in range(_GESTURES):
            calls += [Call(_FINISHED, step) for step in hands.gesture()]
    return calls


def _opened(path: Path) -> Document:
    """Open a file of a document where it lies, with the settings in which gestures are kept."""
    with while_opening(path):
        connection = connect(path, "rw")
        try:
            distrust.check_contents(connection, path, migrations.FORMAT)
            return Document(DocumentFile(connection, path, read_only=False))
        except BaseException:
            connection.close()
            raise


def _wrong(path: Path, files: Files, begin: Beginning, finished: list[str]) -> str:
    for name in (str(path), str(path) + _JOURNAL):
        if name in files:
            Path(name).write_bytes(files[name])
        else:
            Path(name).unlink(missing_ok=True)
    try:
        with closing(_opened(path)) as document:
            return gestures.wrong_in(document, begin, finished)
    except UserError as problem:
        return problem.sentence


def _key(files: Files, finished: int) -> bytes:
    whole = hashlib.blake2b(str(finished).encode(), digest_size=16)
    for path, data in sorted(files.items()):
        whole.update(f"{path} {len(data)}".encode())
        whole.update(data)
    return whole.digest()
