"""What the first picture may import: everything else is loaded when somebody asks for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

from tests.programs import at_home, said_by

EXAMPLE: Final = (
    Path(__file__).parent.parent / "resources" / "examples" / "oci-worked-example.ocimap"
)

# The program as it is started by hand, ended by the first picture that it paints.
PROGRAM: Final = """
import json, os, sys
from oci_map import cli

def watch():
    from oci_map.ui.canvas.view import CanvasView
    painted = CanvasView.paintEvent

    def paint(self, event):
        painted(self, event)
        if self.session.picture is not None:
            nodes = len(self.session.picture.nodes)
            print(json.dumps({"nodes": nodes, "modules": sorted(sys.modules)}), flush=True)
            os._exit(0)

    CanvasView.paintEvent = paint

class Finder:
    # Wraps the canvas as soon as the window has been imported, in the order of the program.
    def find_spec(self, name, path=None, target=None):
        if name == "oci_map.ui.time_strip":
            sys.meta_path.remove(self)
            watch()

sys.meta_path.insert(0, Finder())
sys.exit(cli.main([sys.argv[1]]))
"""

#: Libraries that cost more than the picture itself, and what only some of its users need.
LIBRARIES: Final = (
    "pyqtgraph", "networkx", "scipy", "sqlite_utils", "pandas", "click", "babel", "email", "http",
    "sknetwork", "argparse", "platformdirs",
    "numpy.ma", "numpy.random", "numpy.fft", "asyncio", "unittest", "html.parser", "xml",
    "PySide6.QtNetwork", "PySide6.QtOpenGL", "PySide6.QtPrintSupport", "PySide6.QtTest",
)  # fmt: skip
OWN: Final = (
    "exchange", "roundtable", "search", "drawing.layout", "drawing.layout_groups",
    "drawing.concave", "ui.start_page", "ui.finder", "ui.search", "ui.duplicates",
    "drawing.group_forces", "drawing.pipeline", "graph.build", "graph.bridges", "graph.wording",
    "ui.time_chart", "ui.inspector.page", "ui.inspector.whole", "ui.inspector.editors",
    "ui.picker", "ui.inspector.organisation", "ui.flat_edit",
)  # fmt: skip


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a new process knew when it had painted the worked example."""
    home = tmp_path_factory.mktemp("home")
    example = home / "example.ocimap"
    example.write_bytes(EXAMPLE.read_bytes())
    said = said_by(PROGRAM, example, environment=at_home(home))
    found: dict[str, object] = json.loads(said.splitlines()[-1])
    return found


def test_the_picture_is_the_whole_example(painted: dict[str, object]) -> None:
    assert painted["nodes"] == 36


@pytest.mark.parametrize("module", [*LIBRARIES, *(f"oci_map.{name}" for name in OWN)])
def test_the_first_picture_does_without(painted: dict[str, object], module: str) -> None:
    modules = painted["modules"]
    assert isinstance(modules, list)
    assert not [one for one in modules if one == module or one.startswith(f"{module}.")]


def test_qt_comes_after_what_does_not_need_it() -> None:
    """PySide reads the source of each module that is imported after it."""
    code = (
        "import sys; from oci_map import cli\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'PySide6':\n"
        "            print(*sorted(m for m in sys.modules if m.startswith('oci_map')))\n"
        "            sys.exit()\n"
        "sys.meta_path.insert(0, Finder())\n"
        "cli.open_window()\n"
    )
    before = said_by(code).split()
    assert {"oci_map.document", "oci_map.drawing.compose", "oci_map.graph.analysis"} <= {*before}
    # The package and the module that asks for Qt first.
    window = [one for one in before if one.startswith("oci_map.ui")]
    assert window == ["oci_map.ui", "oci_map.ui.qt_imports"]
