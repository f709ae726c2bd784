"""Who works on a document: one window at a time, and others are told whose it is.

The own lock lies on the document's desk and is the system's: it ends with its process. The
visible lock lies beside the document and only advises: it says to other people and other machines
who has the document open. One of this machine whose process has ended counts for nothing; one of
another machine is never taken away unasked.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from oci_map.errors import FileProblem
from oci_map.i18n import _
from oci_map.store.faults import name_of
from oci_map.store.system import host_name
from oci_map.values import dataclass

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_SUFFIX: Final = ".lock"
_LONGEST: Final = 4096  # bytes of a lock that is read


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a document open, since when (UTC, ISO), as their lock says."""

    user: str
    host: str
    since: str
    here: bool  # this machine, and the process lives


class InUse(FileProblem):
    """A document that another window, person or machine has open for changing.

    Reading it is always possible; `may_take_over` says whether it can be had for changing too,
    by opening it with `take_over`.
    """

    def __init__(self, sentence: str, holder: Holder, *, may_take_over: bool) -> None:
        super().__init__(sentence)
        self.holder = holder
        self.may_take_over = may_take_over


class OwnLock:
    """Held by the one window of this person that works on a document."""

    def __init__(self, path: Path, document: Path) -> None:
        """Take it; raises InUse when another window has it."""
        self._handle: int | None = os.open(path, os.O_RDWR | os.O_CREAT | _NOT_INHERITED, 0o600)
        try:
            _lock(self._handle)
        except OSError:
            self.release()
            raise _in_own_window(document) from None

    def release(self) -> None:
        """Let go of it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


_NOT_INHERITED: Final = getattr(os, "O_CLOEXEC", getattr(os, "O_NOINHERIT", 0))


def _lock(handle: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_free(path: Path) -> bool:
    """Say whether no window holds the own lock at a path."""
    try:
        OwnLock(path, path).release()
    except (FileProblem, OSError):
        return False
    return True


class VisibleLock:
    """The file beside a document that says who works on it."""

    def __init__(self, document: Path, *, take_over: bool = False) -> None:
        """Lay it down; raises InUse when that of somebody else lies there.

        Where nothing can be written there is none, and others are not told.
        """
        self.path = document.with_name(document.name + _SUFFIX)
        self._text = json.dumps(_myself())
        self._held = False
        self._stale = os.path.lexists(self.path)
        holder = self.holder(self.path)
        if holder is not None and not take_over:
            raise _in_use(document, holder)
        with contextlib.suppress(OSError):
            self._lay_down(document)

    def _lay_down(self, document: Path) -> None:
        if self._stale:
            self.path.unlink(missing_ok=True)
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:  # somebody was faster
            holder = self.holder(self.path)
            if holder is not None:
                raise _in_use(document, holder) from None
            return
        try:
            os.write(handle, self._text.encode())
        finally:
            os.close(handle)
        self._held = True

    @staticmethod
    def holder(path: Path) -> Holder | None:
        """Return who a visible lock tells of; None when there is none, or nobody any more."""
        try:
            with path.open("rb") as file:
                plain = json.loads(file.read(_LONGEST))
            user, host, since = (str(plain[one])[:200] for one in ("user", "host", "since"))
            process, begun = int(plain["process"]), str(plain["begun"])
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            # Half of one, as a synchroniser or a full disk leaves it.
            return Holder("", "", "", here=False) if _lies(path) else None
        here = host == host_name()
        # One of our own process is from before a disk was gone: the own lock is free again.
        if here and (process == os.getpid() or not _lives(process, begun)):
            return None
        return Holder(user, host, since, here=here)

    @property
    def is_ours(self) -> bool:
        """Say whether it is still there, and nobody took it over."""
        try:
            return self._held and self.path.read_text("utf-8") == self._text
        except (OSError, ValueError):
            return False

    def release(self) -> None:
        """Take it away, unless somebody took it over."""
        if self.is_ours:
            with contextlib.suppress(OSError):
                self.path.unlink()
        self._held = False


class Locks:
    """Both locks of a document that is open for changing."""

    def __init__(self, path: Path, document: Path, *, take_over: bool = False) -> None:
        """Take both or none; raises InUse."""
        self._own = OwnLock(path, document)
        try:
            self._visible = VisibleLock(document, take_over=take_over)
        except BaseException:
            self._own.release()
            raise

    def release(self) -> None:
        """Let go of both."""
        self._visible.release()
        self._own.release()


def _lies(path: Path) -> bool:
    """Say whether a lock that says nothing has something in it; an empty one tells of nobody."""
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _myself() -> dict[str, str | int]:
    return {
        "user": _user(),
        "host": host_name(),
        "process": os.getpid(),
        "begun": _begun(os.getpid()),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
        "token": os.urandom(8).hex(),
    }


def _user() -> str:
    from getpass import getuser

    try:
        return getuser()[:80]
    except (OSError, KeyError, ImportError):
        return ""


def _lives(process: int, begun: str) -> bool:
    """Say whether the process that laid a lock down is still there, and not another one by now."""
    if not 0 < process < 1 << 31:
        return False
    if sys.platform == "win32":
        return _lives_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # it is somebody else's
    now = _begun(process)
    return not begun or not now or begun == now


def _begun(process: int) -> str:
    """Return when a process began, in the words of the system; '' where it does not say."""
    try:
        text = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return ""
    return text.rpartition(")")[2].split()[19]


def _lives_on_windows(process: int) -> bool:
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return bool(ctypes.get_last_error() == 5)  # type: ignore[attr-defined]  # not ours
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # STILL_ACTIVE


def _in_own_window(document: Path) -> InUse:
    sentence = _(
        "“{name}” is open in another window of yours; work there, or open it here for reading only."
    ).format(name=name_of(document))
    return InUse(sentence, Holder(_user(), host_name(), "", here=True), may_take_over=False)


def _in_use(document: Path, holder: Holder) -> InUse:
    if holder.host:
        sentence = _(
            "{user} has “{name}” open on {host}; open it for reading only, or ask first before you"
            " take it over."
        ).format(name=name_of(document), user=holder.user or _("Somebody"), host=holder.host)
    else:
        sentence = _(
            "Somebody seems to have “{name}” open elsewhere; open it for reading only, or ask first"
            " before you take it over."
        ).format(name=name_of(document))
    return InUse(sentence, holder, may_take_over=True)
