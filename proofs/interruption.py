"""Stops the program at its n-th call to the system: to kill it, to fail it, or to come between.

Python itself tells of each call into C (`sys.setprofile`), so that the program is as it is and
nothing has to be known of how it writes. What is told before a call may prevent it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Final, Self

#: Where the calls live that ask something of files.
_MODULES: Final = frozenset({"posix", "nt", "_io", "sqlite3", "fcntl"})
_HARMLESS: Final = frozenset(
    {"fspath", "getpid", "urandom", "uname", "getuid", "geteuid", "cpu_count", "fsencode", "umask",
     "_path_normpath", "text_encoding", "fetchone", "fetchall", "cursor"}
)  # fmt: skip
#: Calls that ctypes makes, which Python does not tell of: the method round each.
_BY_CTYPES: Final = "rename_with"

Act = Callable[[str], None]


class Interruption:
    """Counts the calls in a `with` block and acts once, before or after one of them."""

    def __init__(self, at: int = 0, act: Act | None = None) -> None:
        self.count = 0
        self._at = at
        self._act = act

    def __enter__(self) -> Self:
        sys.setprofile(self._hear)
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _value: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        sys.setprofile(None)

    def _hear(self, frame: FrameType, event: str, argument: Any) -> None:
        name = _name(frame, event, argument)
        if not name:
            return
        self.count += 1
        if self.count == self._at and self._act is not None:
            act, self._act = self._act, None
            sys.setprofile(None)
            try:
                act(f"{'before' if event.endswith('call') else 'after'} {name}")
            finally:
                # One that raises ends the telling: Python would take it away anyway.
                if sys.exc_info()[0] is None:
                    sys.setprofile(self._hear)


def _name(frame: FrameType, event: str, argument: Any) -> str:
    """Return what a call that matters is called, or nothing."""
    if event in {"call", "return"}:
        return _BY_CTYPES if frame.f_code.co_name == _BY_CTYPES else ""
    if event not in {"c_call", "c_return"}:
        return ""
    owner = getattr(argument, "__self__", None)
    module = getattr(argument, "__module__", None) or type(owner).__module__
    name = getattr(argument, "__name__", "")
    return f"{module}.{name}" if module in _MODULES and name not in _HARMLESS else ""
