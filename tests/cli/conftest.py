"""What the tests of the command line share."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from oci_map.cli import main
from tests.cli.ended import Done, Run


@pytest.fixture(autouse=True)
def _toolkit(qapp: QApplication) -> None:
    """Have the tests' own application: an export in this process would make one without windows."""


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in English (or as --lang says) and return how it ended."""
    monkeypatch.setenv("OCI_MAP_LANG", "en")

    def run(*arguments: str | Path) -> Done:
        capfd.readouterr()
        code = main([str(one) for one in arguments])
        out, err = capfd.readouterr()
        return Done(code, out, err)

    return run


@pytest.fixture
def worked(tmp_path: Path, run: Run) -> Path:
    """Give a copy of the worked example."""
    path = tmp_path / "worked.ocimap"
    assert run("new", path, "--example", "oci-worked-example") == Done(0, "", "")
    return path


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Have no window open; give the list of what it would have been opened on."""
    opened: list[object] = []
    app = types.ModuleType("oci_map.ui.app")

    def open_window(path: str | None = None, example: str | None = None) -> int:
        opened.append((path, example))
        return 7

    app.main = open_window  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "oci_map.ui.app", app)
    return opened
