"""The wheel holds the program with all its resources, and finds them where it is unpacked."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from a copy of what it is made of."""
    source = tmp_path_factory.mktemp("source")
    built = tmp_path_factory.mktemp("built")
    for name in ("oci_map", "resources"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    return next(built.glob("oci_map-*-py3-none-any.whl"))


def test_all_resources_are_inside(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    files = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    wanted = {
        f"oci_map/_resources/{path.relative_to(ROOT / 'resources').as_posix()}"
        for path in files
        if "__pycache__" not in path.parts
    }
    assert wanted
    assert wanted <= inside
    assert "oci_map/model/fields.py" in inside


def test_an_unpacked_wheel_finds_its_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "import oci_map.resources as r; print(r.path('fonts', 'Inter-Regular.ttf'))"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    font = Path(result.stdout.strip())
    assert font.is_relative_to(tmp_path)
    assert font.read_bytes() == (ROOT / "resources/fonts/Inter-Regular.ttf").read_bytes()


def test_the_wheel_says_how_it_is_licensed_and_started(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name.split("/", 1)[-1]: name for name in archive.namelist() if "dist-info" in name}
        metadata = archive.read(names["METADATA"]).decode()
        assert "License-Expression: EUPL-1.2\n" in metadata
        assert archive.read(names["licenses/LICENSE"]) == (ROOT / "LICENSE").read_bytes()
        entry = archive.read(names["entry_points.txt"]).decode()
    assert "oci-map = oci_map.__main__:main" in entry
