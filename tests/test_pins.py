"""The pins cover what pyproject.toml asks for, on every system and Python, with hashes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS = (("linux", "Linux"), ("darwin", "Darwin"), ("win32", "Windows"))


#: Each holds what the one before it holds.
LEVELS = ["run", "dev", "bench"]


def _pins(name: str) -> list[tuple[Requirement, int]]:
    """Give each pinned package with the number of its hashes."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    lines = re.sub(r"(?m)^\s*#.*\n?", "", text).replace("\\\n", " ").splitlines()
    return [
        (Requirement(line.split("--hash")[0].strip()), line.count("--hash=sha256:"))
        for line in lines
        if line.strip()
    ]


def _asked(name: str) -> list[Requirement]:
    groups = PROJECT["dependency-groups"]
    asked = list(PROJECT["project"]["dependencies"]) + groups["build"]
    for level in LEVELS[1 : LEVELS.index(name) + 1]:
        asked += groups[level]
    return [Requirement(text) for text in asked]


@pytest.mark.parametrize("name", [*LEVELS, "lock"])
def test_every_package_is_pinned_to_one_version_with_hashes(name: str) -> None:
    pins = _pins(name)
    assert pins
    assert not [str(pin) for pin, hashes in pins if not hashes]
    assert not [str(pin) for pin, _ in pins if not re.fullmatch(r"==[^*,]+", str(pin.specifier))]


@pytest.mark.parametrize("name", LEVELS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system[1])
def test_what_is_asked_is_pinned(name: str, python: str, system: tuple[str, str]) -> None:
    environment = {
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "python_version": python,
        "python_full_version": f"{python}.1",
        "sys_platform": system[0],
        "platform_system": system[1],
    }
    pinned: dict[str, str] = {}
    for pin, _hashes in _pins(name):
        if pin.marker is None or pin.marker.evaluate(environment):
            key = canonicalize_name(pin.name)
            assert key not in pinned, f"{key} is pinned twice"
            pinned[key] = next(iter(pin.specifier)).version
    for asked in _asked(name):
        if asked.marker is None or asked.marker.evaluate(environment):
            version = pinned[canonicalize_name(asked.name)]
            assert asked.specifier.contains(version), f"{asked} but {version} is pinned"


def test_who_runs_and_who_builds_have_the_same_versions() -> None:
    run, dev, bench = ({str(pin) for pin, _hashes in _pins(name)} for name in LEVELS)
    assert run <= dev <= bench
