"""A newer version on disk is never overwritten: somebody writes the file at any moment of ours.

The other one comes between two calls of our publication, before or after any of them. Afterwards
both versions are there: in the folder, or among the earlier versions of the document.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.operations import organisations
from oci_map.store import working
from oci_map.store.desk import root
from oci_map.store.publish import Whole, Written, write_whole
from proofs import gestures
from proofs.interruption import Interruption
from proofs.promise import Result, Setting, Tally, result

_OURS: Final = "Ours, just typed"
_THEIRS: Final = "Theirs, newer"
_MOMENTS: Final = 150  # of a publication, and somewhat after it

Replace = Callable[[Path, Path], None]  # the document, and the file that somebody else has


def renamed_over(path: Path, theirs: Path) -> None:
    """Do what a synchroniser does."""
    fresh = path.with_name(".sync-part")
    shutil.copyfile(theirs, fresh)
    os.replace(fresh, path)  # noqa: PTH105 - over what is there


def written_in_place(path: Path, theirs: Path) -> None:
    """Do what a copying program does."""
    with path.open("r+b" if path.exists() else "wb") as file:
        file.write(theirs.read_bytes())
        file.truncate()


def deleted(path: Path, _theirs: Path) -> None:
    """Take it away."""
    path.unlink(missing_ok=True)


def touched(path: Path, _theirs: Path) -> None:
    """Change its time and nothing else."""
    with suppress(FileNotFoundError):
        os.utime(path)


def truncated_then_written(path: Path, theirs: Path) -> None:
    """Empty it, then fill it, as a shell does."""
    with path.open("wb"):
        pass
    with path.open("r+b") as file:
        file.write(theirs.read_bytes())


def linked_elsewhere(path: Path, theirs: Path) -> None:
    """Have the name lead to another file."""
    other = path.with_name("elsewhere.ocimap")
    shutil.copyfile(theirs, other)
    link = path.with_name(".link")
    link.unlink(missing_ok=True)
    link.symlink_to(other.name)
    os.replace(link, path)  # noqa: PTH105 - over what is there


WAYS: Final[tuple[Replace, ...]] = (
    renamed_over, written_in_place, deleted, touched, truncated_then_written, linked_elsewhere,
)  # fmt: skip


def prove(setting: Setting) -> Iterator[Result]:
    """Come between, in six ways, at any call; as a control, a program that simply replaces."""
    start = setting.folder / "start.ocimap"
    gestures.small_beginning(start)
    theirs = setting.folder / "theirs.ocimap"
    shutil.copyfile(start, theirs)
    _edit(theirs, _THEIRS)
    trials, elsewhere = _raced(setting, start, theirs, setting.times(1000, 48))
    true = vars(working)["put_back"]
    vars(working)["put_back"] = _replaced_blindly
    try:
        controls, _elsewhere = _raced(setting, start, theirs, setting.times(120, 24))
    finally:
        vars(working)["put_back"] = true
    yield result(
        "replaced under us in six ways, at any call of ours",
        trials,
        "a program that replaces without looking",
        controls,
        [f"in {elsewhere} cases one of the two is among the earlier versions, not in the folder"],
    )


def _edit(path: Path, name: str) -> None:
    document = Document.open(path)
    organisations.add(document, name)
    document.close()


def _raced(setting: Setting, start: Path, theirs: Path, times: int) -> tuple[Tally, int]:
    tally, elsewhere = Tally(), 0
    for number in range(times):
        way = WAYS[number % len(WAYS)]
        at = 1 + setting.random("race", number).randrange(_MOMENTS)
        folder = setting.folder / "her folder"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(root(), ignore_errors=True)
        folder.mkdir()
        failure, versions = _race(folder / "map.ocimap", start, theirs, way, at)
        tally.add(f"{way.__name__} at {at}: {failure}" if failure else "")
        elsewhere += versions
    return tally, elsewhere


def _race(path: Path, start: Path, theirs: Path, way: Replace, at: int) -> tuple[str, bool]:
    shutil.copyfile(start, path)
    document = Document.open(path)
    organisations.add(document, _OURS)
    other = _Other(path, theirs, way)
    assert document.work is not None  # noqa: S101 - it is open for changing
    with suppress(UserError), Interruption(at, other.come):
        document.work.publish()
    if not other.came:
        other.come("after all")
    with suppress(UserError):
        document.close()
    wanted = {_OURS} if way in {deleted, touched} else {_OURS, _THEIRS}
    here = _found(path.parent.glob("*.ocimap"))
    if wanted <= here:
        return "", False
    kept = _found(root().rglob("*.ocimap*"))
    lost = wanted - here - kept
    return (f"lost: {', '.join(sorted(lost))}" if lost else ""), not lost


class _Other:
    """Somebody else, who writes the file once."""

    def __init__(self, path: Path, theirs: Path, way: Replace) -> None:
        self._path = path
        self._theirs = theirs
        self._way = way
        self.came = False

    def come(self, _moment: str) -> None:
        """Do it."""
        self.came = True
        self._way(self._path, self._theirs)


def _found(files: Iterator[Path]) -> set[str]:
    """Return whose organisations are in any of these documents."""
    found: set[str] = set()
    for path in files:
        with suppress(UserError):
            document = Document.open(path, read_only=True)
            found |= {one.name for one in document.snapshot.organisations.values()}
            document.close()
    return found & {_OURS, _THEIRS}


def _replaced_blindly(whole: Whole, path: Path, *_known: object, **_how: object) -> Written:
    write_whole(whole, path, replace=True)
    return Written(path, whole.fingerprint)
