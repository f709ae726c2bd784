"""dev.py and .ci/run as the person who types them meets them."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parent.parent


def _type(command: Sequence[str | Path], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("arguments", [[], ["fly"]])
def test_an_unknown_command_gets_the_list(arguments: list[str]) -> None:
    result = _type([sys.executable, ROOT / "dev.py", *arguments])
    assert result.returncode == 2
    assert not result.stdout
    for name in dev.COMMANDS:
        assert f"dev.py {name}" in result.stderr


def test_help_is_no_mistake() -> None:
    result = _type([sys.executable, ROOT / "dev.py", "--help"])
    assert (result.returncode, result.stderr) == (0, "")
    assert "dev.py run" in result.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="only there a desktop may have no screen")
def test_no_screen_is_a_sentence() -> None:
    screen = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    result = _type([sys.executable, ROOT / "dev.py", "run"], **screen)
    assert result.returncode == 1
    assert "no screen" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "window"),
    [
        (["--example", "oci-sources"], True),
        (["--example=oci-sources"], True),
        (["map.ocimap"], True),
        (["/home/x/map"], True),
        (["--help"], False),
        (["info", "map.ocimap"], False),
        (["gap-report", "map.ocimap"], False),
    ],
)
def test_only_a_window_needs_a_screen(arguments: list[str], window: bool) -> None:
    assert dev._opens_window(arguments) is window


def test_an_older_python_can_read_why_it_is_refused() -> None:
    source = (ROOT / "dev.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 7))
    first = next(node for node in tree.body if isinstance(node, ast.If))
    assert "version_info" in ast.unparse(first.test)
    before = tree.body[: tree.body.index(first)]
    assert all(isinstance(node, ast.Import | ast.Expr) for node in before)


@pytest.mark.parametrize(("code", "line"), [(0, "2 passed in 0.10s"), (1, "1 failed in 0.10s")])
@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_ci_is_honest_and_ends_with_the_closing_line(tmp_path: Path, code: int, line: str) -> None:
    stand_in = tmp_path / "python3"
    stand_in.write_text(f"#!/bin/sh\necho \"$*\"\necho '=== {line} ==='\necho bye\nexit {code}\n")
    stand_in.chmod(0o755)
    result = _type(["bash", ROOT / ".ci" / "run"], PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert result.returncode == code
    assert result.stdout.splitlines()[0] == "dev.py test"
    assert result.stdout.splitlines()[-1] == f"=== {line} ==="
