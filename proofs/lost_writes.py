"""What may be on a disk after the power failed: what was synced, and any part of what was not.

Unsynced calls may each have reached the disk or not, writes sector by sector; sectors that were
never written behind the old end of a file may hold anything.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Final

from proofs.sqlite_layer import Call

SECTOR: Final = 512  # bytes that a disk writes whole or not at all
#: How likely an unsynced call is to have reached the disk, where each has its own luck.
_LIKELY: Final = (0.1, 0.5, 0.9)

Files = dict[str, bytes]


class Disk:
    """What is lasting, and what may be lost, at one moment of a recording."""

    def __init__(self, files: Files) -> None:
        self._lasting = {path: bytearray(data) for path, data in files.items()}
        self._pending: list[Call] = []

    def take(self, call: Call) -> None:
        """Go on past a call."""
        if call.kind == "sync" or (call.kind == "delete" and call.offset):
            mine = [one for one in self._pending if one.path == call.path]
            for one in (*mine, call):
                _apply(self._lasting, one)
            self._pending = [one for one in self._pending if one.path != call.path]
        else:
            self._pending.append(call)

    def after_power_cut(self, chances: random.Random) -> Files:
        """Return one of the many states in which the disk may be found."""
        files = {path: bytearray(data) for path, data in self._lasting.items()}
        unlinked: set[str] = set()
        kept = _kept(self._pending, chances)
        for call, here in zip(self._pending, kept, strict=True):
            if call.kind == "create":
                unlinked.discard(call.path)
                if not here:  # its name is not on the disk: what was written into it is lost
                    unlinked.add(call.path)
            if call.path in unlinked:
                continue
            for part, reached in _parts(call, here, chances):
                if reached:
                    _apply(files, part)
        return {path: bytes(data) for path, data in files.items()}


def _kept(calls: Sequence[Call], chances: random.Random) -> list[bool | None]:
    """Say of each call whether it reached the disk; None: only some of its sectors."""
    count = len(calls)
    way = chances.randrange(7)
    if way == 0:
        return [False] * count
    if way == 1:
        return [True] * count
    if way == 2:  # the first ones, the last of them torn
        until = chances.randint(0, count)
        return [True if at < until else None if at == until else False for at in range(count)]
    if way == 3:  # all but one
        lost = chances.randint(0, count)
        return [at != lost for at in range(count)]
    if way == 4:  # torn, all of them
        return [None] * count
    likely = chances.choice(_LIKELY)
    return [chances.random() < likely for _call in calls]


def _parts(call: Call, here: bool | None, chances: random.Random) -> Iterator[tuple[Call, bool]]:
    """Yield the call, or its sectors, each with whether it reached the disk."""
    if here is not None or call.kind != "write":
        yield call, here is not False
        return
    rubbish = chances.random() < 0.3
    begin = 0
    while begin < len(call.data):
        end = min(len(call.data), begin + SECTOR - (call.offset + begin) % SECTOR)
        part = call.data[begin:end]
        reached = chances.random() < 0.5
        if not reached and rubbish and call.path.endswith("-journal"):
            # A journal grows: the disk may give it sectors in which anything stands.
            part, reached = chances.randbytes(len(part)), True
        yield Call("write", call.path, call.offset + begin, part), reached
        begin = end


def _apply(files: dict[str, bytearray], call: Call) -> None:
    if call.kind == "create":
        files[call.path] = bytearray()
    elif call.kind == "delete":
        files.pop(call.path, None)
    elif call.kind == "write" and call.path in files:
        data = files[call.path]
        data.extend(bytes(max(0, call.offset - len(data))))
        data[call.offset : call.offset + len(call.data)] = call.data
    elif call.kind == "truncate" and call.path in files:
        data = files[call.path]
        del data[call.offset :]
        data.extend(bytes(call.offset - len(data)))
