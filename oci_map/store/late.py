"""What another program writes into a file that it opened before that file was replaced.

It writes into what was taken out of the folder, where nobody would find it. Linux lets us hold on
to that file without a name: when the document is next published, or closed, it is looked at once
more, and what is new in it gets a name of its own.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from oci_map.store import seal


class LateWriters:
    """Holds on to the files that were taken out last."""

    def __init__(self) -> None:
        self._held: list[tuple[int, str]] = []  # an open file, and what it held

    def watch(self, path: Path, fingerprint: str) -> None:
        """Hold on to a file that is about to lose its name."""
        with suppress(OSError):
            self._held.append((os.open(path, os.O_RDONLY), fingerprint))

    def end(self, found: Callable[[bytes], None]) -> None:
        """Let go of the files held so far; what was written into one since goes to `found`."""
        while self._held:
            handle, fingerprint = self._held.pop()
            with suppress(OSError), os.fdopen(handle, "rb") as file:
                data = file.read()
                if data and seal.fingerprint(data) != fingerprint:
                    found(data)
