"""Safe in a synced folder: a slow synchroniser copies the folder while it is worked in."""

from __future__ import annotations

import itertools
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.store.file import DocumentFile, connect
from proofs import gestures
from proofs.children import Child, Report
from proofs.gestures import Hands
from proofs.promise import Result, Setting, Tally, result

_CHUNK: Final = 16_384  # bytes that the synchroniser reads at once
_PAUSE: Final = 0.002  # seconds between two of them
_BESIDE: Final = ("-journal", "-wal", "-shm")


def prove(setting: Setting) -> Iterator[Result]:
    """Copy a folder in which a document is edited and published again and again."""
    start = setting.folder / "start.ocimap"
    gestures.small_beginning(start)
    trials, notes = _copied(setting, start, setting.times(500, 30), in_place=False)
    controls, _notes = _copied(setting, start, setting.times(100, 20), in_place=True)
    yield result(
        "copies taken while editing", trials, "edited where it lies in the folder", controls, notes
    )


def _copied(
    setting: Setting, start: Path, times: int, *, in_place: bool
) -> tuple[Tally, list[str]]:
    folder = setting.folder / ("control" if in_place else "her folder")
    folder.mkdir()
    path = folder / "map.ocimap"
    shutil.copyfile(start, path)
    worker = _Worker(path, setting.random("synced", in_place).random(), in_place)
    child = Child(worker.work)
    child.wait_report()
    tally, different, partial = Tally(), set(), 0
    try:
        for number in range(times):
            copy = setting.folder / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            copy.mkdir()
            partial += _copy_slowly(folder, copy)
            failure = _wrong(copy / path.name)
            different.add((copy / path.name).read_bytes()[:200_000].__hash__())
            tally.add(f"copy {number}: {failure}" if failure else "")
    finally:
        gestures_made = len(child.kill_after(0))
    if not in_place:
        # It was killed: what it left is taken away when the document is opened and closed again.
        Document.open(path).close()
        left = sorted(one.name for one in folder.iterdir() if one != path)
        tally.add(f"left beside it: {left}" if left else "")
        tally.tried -= 1
    return tally, [
        f"{len(different)} different states of the document were copied, {gestures_made} gestures",
        f"a file that was being written (~….tmp) lay beside it in {partial} copies",
    ]


class _Worker:
    """A child that edits without pause, until it is killed."""

    def __init__(self, path: Path, seed: float, in_place: bool) -> None:
        self._path = path
        self._seed = seed
        self._in_place = in_place

    def work(self, report: Report) -> None:
        """Make gestures and publish after every third one."""
        with closing(self._opened()) as document:
            hands = Hands(document, random.Random(self._seed), imports=False)
            for number in itertools.count():
                hands.gesture()
                report(str(number))
                if number % 3 == 2 and document.work is not None:
                    document.work.publish()

    def _opened(self) -> Document:
        if not self._in_place:
            return Document.open(self._path)
        return Document(DocumentFile(connect(self._path, "rw"), self._path, read_only=False))


def _copy_slowly(folder: Path, copy: Path) -> bool:
    """Copy every file bit by bit; say whether one was there that was just being written."""
    partial = False
    for one in sorted(folder.iterdir()):
        partial = partial or one.name.startswith("~")
        try:
            with one.open("rb") as source, (copy / one.name).open("wb") as target:
                while data := source.read(_CHUNK):
                    target.write(data)
                    time.sleep(_PAUSE)
        except FileNotFoundError:  # it went away again
            continue
    return partial


def _wrong(path: Path) -> str:
    """Say what is wrong with a copy: it must be whole, with nothing of SQLite's beside it."""
    beside = [one.name for one in path.parent.iterdir() if one.name.endswith(_BESIDE)]
    if beside:
        return f"beside it: {beside}"
    try:
        document = Document.open(path, read_only=True)
    except UserError as problem:
        return problem.sentence
    try:
        return document.notices[0] if document.notices else ""
    finally:
        document.close()
