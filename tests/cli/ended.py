"""How a command ended, and whom it blames."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


def blamed(done: Done) -> str:
    """Return the one sentence a failed command ends with."""
    assert done.code == 1
    assert done.out == ""
    assert re.fullmatch(r"[^\n]+\.\n", done.err)
    assert "Traceback" not in done.err
    return done.err
