"""Where the program keeps what belongs to a document and is not in its folder.

Each document has a desk, a folder in the app-data folder of the person: its working copy, what is
known of the person's file, the lock of the window that works on it, and its earlier versions.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict, fields
from hashlib import blake2b
from pathlib import Path
from typing import Final

from oci_map.store.system import SYSTEM
from oci_map.values import dataclass

_STATE: Final = "state.json"


@dataclass(frozen=True, slots=True)
class State:
    """What is known of the person's file, as of the last time it was looked at."""

    path: str = ""  # where it lies
    document: str = ""  # its id
    seen: str = ""  # fingerprint of the file as we last saw or wrote it
    tip: str = ""  # the last change that the file holds, '' for none
    sending: str = ""  # fingerprint of what was about to be written in its place


class Desk:
    """The folder of one document; it is made when something is put in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def work(self) -> Path:
        """Return where the working copy lies."""
        return self.folder / "work.ocimap"

    @property
    def lock(self) -> Path:
        """Return the file that a window locks while it works on the document."""
        return self.folder / "lock"

    @property
    def versions(self) -> Path:
        """Return the folder of earlier versions."""
        return self.folder / "versions"

    def make(self) -> None:
        """Make the folder; a power cut does not take it away again."""
        if self.folder.is_dir():
            return
        missing = [one for one in (self.folder, *self.folder.parents) if not one.exists()]
        self.folder.mkdir(parents=True, exist_ok=True)
        for one in missing:
            SYSTEM.sync_folder(one.parent)

    def read_state(self) -> State:
        """Return what was kept; what cannot be read counts as not known."""
        try:
            plain = json.loads((self.folder / _STATE).read_text("utf-8"))
            known = {field.name for field in fields(State)}
            return State(**{name: str(value) for name, value in plain.items() if name in known})
        except (OSError, ValueError, AttributeError, RecursionError):
            return State()

    def write_state(self, state: State) -> None:
        """Keep what is known; it may be lost in a power cut, then contents are compared."""
        self.make()
        unfinished = self.folder / "state.new"
        unfinished.write_text(json.dumps(asdict(state)), "utf-8")
        unfinished.replace(self.folder / _STATE)

    def clear_work(self) -> None:
        """Take the working copy away, with what SQLite may have left beside it."""
        for name in (self.work.name, f"{self.work.name}-journal"):
            with contextlib.suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)


def root() -> Path:
    """Return the folder of all desks."""
    return _data_folder() / "documents"


def _data_folder() -> Path:
    if sys.platform != "linux":
        from platformdirs import user_data_path

        return user_data_path("oci-map", appauthor=False)
    # As platformdirs has it, which costs a start of the program 7 ms.
    given = os.environ.get("XDG_DATA_HOME", "").strip()
    return (Path(given) if given else Path("~/.local/share").expanduser()) / "oci-map"


def desk_of(path: Path) -> Desk:
    """Return the desk of the document at a path, whichever way the path is written."""
    real = os.path.normcase(os.path.realpath(path))
    name = blake2b(os.fsencode(real), digest_size=12).hexdigest()
    return Desk(root() / name)


def all_desks() -> Iterator[Desk]:
    """Yield the desks there are."""
    try:
        found = sorted(one for one in root().iterdir() if one.is_dir())
    except OSError:
        return
    yield from map(Desk, found)
