"""What is asked of the operating system to put a file in its place, in one class: a test fails it.

Linux can exchange two files at once and show what came out; other systems replace.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20
_HERE: Final = -100  # AT_FDCWD: paths mean what they mean elsewhere
_NO_REPLACE, _EXCHANGE = 1, 2
#: What a disk answers that cannot do it (a stick with FAT, some network disks).
_CANNOT: Final = frozenset(
    {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM}
)
#: Errors of Windows while an antivirus program or a synchroniser looks at a file.
_LOOKED_AT: Final = frozenset({5, 32, 33})
_WAITS: Final = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)  # seconds, 2.5 together


class CannotExchangeError(Exception):
    """The system, or the disk, cannot exchange two files at once."""


class System:
    """The calls as they are; each raises OSError."""

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file, all from the one that stood at the path at first."""
        with path.open("rb") as file:
            return file.read()

    def write(self, path: Path, data: bytes, mode: int | None = None) -> None:
        """Write a new file and have it on the disk; one that is there is an error."""
        handle = self.create(path)
        try:
            if mode is not None:
                with contextlib.suppress(OSError):  # a disk that knows no permissions
                    os.chmod(path, mode)  # noqa: PTH101 - as the other calls
            rest = memoryview(data)
            while rest:
                rest = rest[self.write_some(handle, rest[:_CHUNK]) :]
            self.sync(handle)
        finally:
            os.close(handle)

    def create(self, path: Path) -> int:
        """Open a file that was not there."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.open(path, flags, 0o666)

    def write_some(self, handle: int, data: memoryview) -> int:
        """Write what the system takes at once; return how many bytes that were."""
        return os.write(handle, data)

    def sync(self, handle: int) -> None:
        """Wait until a file, or the names in a folder, are on the disk."""
        os.fsync(handle)

    def sync_folder(self, folder: Path) -> None:
        """Have new names on the disk too, where the system can be asked to."""
        if os.name == "nt":
            return
        with contextlib.suppress(OSError):  # some network disks cannot; the file is written
            handle = os.open(folder, os.O_RDONLY)
            try:
                self.sync(handle)
            finally:
                os.close(handle)

    def exchange(self, one: Path, other: Path) -> None:
        """Let two files change places at once; raises CannotExchangeError."""
        try:
            self.rename_with(one, other, _EXCHANGE)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            raise CannotExchangeError from error

    def put_new(self, source: Path, target: Path) -> None:
        """Give a file a name that is free; raises FileExistsError when it is not."""
        try:
            self.rename_with(source, target, _NO_REPLACE)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            self._put_new_elsewhere(source, target)

    def _put_new_elsewhere(self, source: Path, target: Path) -> None:
        if os.name == "nt":
            self.patiently(os.rename, source, target)  # refuses by itself what is there
            return
        try:
            self.link(source, target)
        except OSError as error:
            if error.errno not in _CANNOT:
                raise
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
            self.replace(source, target)
        else:
            self.remove(source)

    def rename_with(self, source: Path, target: Path, flags: int) -> None:
        """Call renameat2, which only Linux has."""
        if sys.platform != "linux":
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
        call = getattr(library, "renameat2", None)
        if call is None:
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        if call(_HERE, os.fsencode(source), _HERE, os.fsencode(target), flags):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(source), None, str(target))

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name."""
        os.link(source, target)

    def replace(self, source: Path, target: Path) -> None:
        """Put a file in the place of another, trying again while something looks at that one."""
        self.patiently(os.replace, source, target)

    def patiently(self, call: Callable[[Path, Path], None], one: Path, other: Path) -> None:
        """Call again for some 2.5 seconds while another program looks at the file."""
        for wait in _WAITS:
            try:
                return call(one, other)
            except OSError as error:
                if getattr(error, "winerror", None) not in _LOOKED_AT:
                    raise
            self.wait(wait)
        return call(one, other)

    def wait(self, seconds: float) -> None:
        """Let some time pass."""
        time.sleep(seconds)

    def remove(self, path: Path) -> None:
        """Take a file away; one that is not there is fine."""
        path.unlink(missing_ok=True)


SYSTEM: Final = System()


def host_name() -> str:
    """Return what this machine is called."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename
