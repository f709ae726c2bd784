"""Programs in a Python of their own: nothing is imported yet, and a crash ends only them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def said_by(program: str, *arguments: object, environment: Mapping[str, str] | None = None) -> str:
    """Run a program to its end, which has to be a good one without complaints; what it printed."""
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        check=False, capture_output=True, text=True, timeout=120, cwd=ROOT, env=environment,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def at_home(home: Path) -> dict[str, str]:
    """Return an environment for windows that nobody sees, with a home of its own."""
    return {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
    }
