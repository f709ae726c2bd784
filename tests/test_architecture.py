"""What the house forbids, checked in every file; each rule is seen reporting a bad example."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parent.parent
LONGEST_FILE = 400

Rule = Callable[[PurePosixPath, ast.Module], Iterator[str]]


# ------------------------------------------------------------------------------------ the rules


def signals_go_to_bound_methods(_path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """A lambda, partial or local function that a signal calls keeps its widget alive for ever."""
    for function, call in _calls_with_scope(tree):
        if not (
            isinstance(call.func, ast.Attribute) and call.func.attr in {"connect", "singleShot"}
        ):
            continue
        local = _local_functions(function) if function else set()
        for argument in call.args:
            if _is_lambda_or_partial(argument) or (
                isinstance(argument, ast.Name) and argument.id in local
            ):
                yield f"line {call.lineno}: {call.func.attr}({ast.unparse(argument)})"


def settings_have_one_door(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """QSettings with arguments ignores the default format and writes into the home folder."""
    if path != PurePosixPath("oci_map/ui/preferences.py"):
        yield from _uses(tree, {"QSettings"})


def questions_have_one_door(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Modal dialogs hang tests, so that they are made in one place, where tests can answer."""
    if path != PurePosixPath("oci_map/ui/messages.py"):
        yield from _uses(tree, {"QMessageBox", "QFileDialog", "QInputDialog", "QColorDialog"})


def nothing_waits(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """Only the application, a question and a drag wait inside exec(); menus use popup()."""
    if path.name in {"app.py", "messages.py"}:
        return
    for _function, call in _calls_with_scope(tree):
        name = ast.unparse(call.func)
        if re.search(r"\.exec_?$", name) and not re.search(r"drag\.exec_?$", name):
            yield f"line {call.lineno}: {name}()"


def drawing_knows_no_painter(path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """The Picture is made without Qt, and the painter is a reader of it."""
    if path.parent == PurePosixPath("oci_map/drawing") and path.name != "painter.py":
        for module, line in _imports(tree):
            if module.startswith("oci_map.drawing.painter"):
                yield f"line {line}: {module}"


def files_are_short(_path: PurePosixPath, tree: ast.Module) -> Iterator[str]:
    """A file has one subject."""
    last = max((node.end_lineno or 0 for node in tree.body), default=0)
    if last > LONGEST_FILE:
        yield f"{last} lines; at most {LONGEST_FILE}"


def names_say_something(path: PurePosixPath, _tree: ast.Module) -> Iterator[str]:
    """A file called helpers collects what nobody found a place for."""
    empty = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}
    for part in (*path.parts[:-1], path.stem):
        if empty.intersection(part.lower().split("_")):
            yield f"the name {part!r} says nothing"


#: Where each rule holds; most of them are about the program only.
PROGRAM: tuple[Rule, ...] = (
    signals_go_to_bound_methods,
    settings_have_one_door,
    questions_have_one_door,
    nothing_waits,
    drawing_knows_no_painter,
)
EVERYWHERE: tuple[Rule, ...] = (files_are_short, names_say_something)


# ------------------------------------------------------------------------------ reading the code


def _calls_with_scope(tree: ast.Module) -> Iterator[tuple[ast.AST | None, ast.Call]]:
    """Give each call with the outermost function that it stands in."""

    def walk(node: ast.AST, function: ast.AST | None) -> Iterator[tuple[ast.AST | None, ast.Call]]:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and function is None:
            function = node
        if isinstance(node, ast.Call):
            yield function, node
        for child in ast.iter_child_nodes(node):
            yield from walk(child, function)

    yield from walk(tree, None)


def _local_functions(function: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(function):
        if isinstance(node, ast.FunctionDef) and node is not function:
            names.add(node.name)
        elif isinstance(node, ast.Assign) and _is_lambda_or_partial(node.value):
            names.update(target.id for target in node.targets if isinstance(target, ast.Name))
    return names


def _is_lambda_or_partial(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).split(".")[-1] in {"partial", "partialmethod"}
    return isinstance(node, ast.Lambda)


def _uses(tree: ast.Module, names: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        used = {
            ast.Name: lambda n: n.id,
            ast.Attribute: lambda n: n.attr,
            ast.alias: lambda n: n.name,
        }.get(type(node))
        if used and used(node) in names:
            yield f"line {getattr(node, 'lineno', '?')}: {used(node)}"


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def _sources(*folders: str) -> list[PurePosixPath]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(PurePosixPath(path.relative_to(ROOT).as_posix()) for path in found)


def _broken(rule: Rule, path: PurePosixPath, source: str) -> list[str]:
    return [f"{path}: {text}" for text in rule(path, ast.parse(source))]


# ------------------------------------------------------------------------------------- the tests


@pytest.mark.parametrize("rule", PROGRAM + EVERYWHERE, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    more = ("tests", "tools", "benchmarks", "resources") if rule in EVERYWHERE else ()
    paths = _sources("oci_map", *more)
    assert len(paths) > 30
    broken = [
        text for path in paths for text in _broken(rule, path, (ROOT / path).read_text("utf-8"))
    ]
    assert not broken, f"{rule.__doc__}\n" + "\n".join(broken)


_LOCAL = "def open(self):\n    def show():\n        pass\n    self.b.clicked.connect(show)"
_NAMED = "def open(self):\n    show = lambda: 1\n    self.b.clicked.connect(show)"
_BOUND = (
    "def open(self):\n    self.b.clicked.connect(self.show)\n    self.a.connect(self.b.clicked)"
)

EXAMPLES: list[tuple[Rule, str, str, bool]] = [
    (signals_go_to_bound_methods, "ui/x.py", "b.clicked.connect(lambda: 1)", True),
    (signals_go_to_bound_methods, "ui/x.py", "b.clicked.connect(functools.partial(f, 1))", True),
    (signals_go_to_bound_methods, "ui/x.py", "QTimer.singleShot(0, lambda: 1)", True),
    (signals_go_to_bound_methods, "ui/x.py", _LOCAL, True),
    (signals_go_to_bound_methods, "ui/x.py", _NAMED, True),
    (signals_go_to_bound_methods, "ui/x.py", _BOUND, False),
    (signals_go_to_bound_methods, "store/x.py", "sqlite3.connect(path)", False),
    (settings_have_one_door, "ui/x.py", "from PySide6.QtCore import QSettings", True),
    (settings_have_one_door, "ui/x.py", "QtCore.QSettings('a', 'b')", True),
    (settings_have_one_door, "ui/preferences.py", "QSettings()", False),
    (questions_have_one_door, "ui/x.py", "QMessageBox.question(None, 'a', 'b')", True),
    (questions_have_one_door, "ui/x.py", "from PySide6.QtWidgets import QFileDialog as F", True),
    (questions_have_one_door, "ui/messages.py", "QMessageBox()", False),
    (nothing_waits, "ui/x.py", "self.menu.exec(position)", True),
    (nothing_waits, "ui/x.py", "self.menu.popup(position)", False),
    (nothing_waits, "ui/x.py", "drag.exec(actions)", False),
    (drawing_knows_no_painter, "drawing/x.py", "from oci_map.drawing import painter", True),
    (drawing_knows_no_painter, "drawing/x.py", "from oci_map.drawing.painter import paint", True),
    (drawing_knows_no_painter, "ui/x.py", "from oci_map.drawing import painter", False),
    (files_are_short, "ui/x.py", "x = 1\n" * (LONGEST_FILE + 1), True),
    (files_are_short, "ui/x.py", "x = 1\n" * LONGEST_FILE, False),
    (names_say_something, "ui/view_utils.py", "", True),
    (names_say_something, "common/x.py", "", True),
    (names_say_something, "ui/commons.py", "", False),
]


@pytest.mark.parametrize(("rule", "path", "source", "bad"), EXAMPLES)
def test_the_rule_sees_the_bad_example_only(rule: Rule, path: str, source: str, bad: bool) -> None:
    assert bool(_broken(rule, PurePosixPath("oci_map") / path, source)) is bad


# ----------------------------------------------------------------------------------- the layers


def _lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "from importlinter.cli import lint_imports_command as c; c()"
    return subprocess.run(
        [sys.executable, "-c", command, "--no-logo", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_go_down_only() -> None:
    result = _lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


ROOMS = (
    "__main__", "cli", "drawing/painter", "drawing/picture", "search", "graph/gaps",
    "operations/groups", "document", "store/rows", "model/records", "errors", "i18n", "progress",
    "resources", "values", "arrays",
)  # fmt: skip


def _panels() -> list[str]:
    """Return the rooms of the window that must not know each other, as the contract names them."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    [panels] = [one for one in told["contracts"] if one["id"] == "panels"]
    return [name.removeprefix("oci_map.").replace(".", "/") for name in panels["modules"]]


@pytest.mark.parametrize(
    ("room", "line", "contract"),
    [
        ("ui/canvas", "import oci_map.drawing.painter, PySide6, pyqtgraph", ""),
        ("store/rows", "import sqlite3, sqlite_utils, oci_map.model.records", ""),
        ("store/rows", "import oci_map.ui.canvas", "Imports go down only"),
        ("operations/groups", "import oci_map.graph.gaps", "Imports go down only"),
        ("helpers", "", "Imports go down only"),
        ("exchange", "import oci_map.cli", "Imports go down only"),
        ("roundtable", "import oci_map.drawing.picture", "Imports go down only"),
        ("graph/gaps", "def f():\n    import oci_map.document", "they never see the document"),
        ("drawing/picture", "from PySide6.QtGui import QColor", "Qt is used by"),
        ("ui/inspector", "import oci_map.ui.canvas", "Panels know the session"),
        ("cli", "def f():\n    import sqlite3", "SQL is written in the store only"),
    ],
)
def test_a_wrong_import_breaks_its_contract(
    tmp_path: Path, room: str, line: str, contract: str
) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for place in (*ROOMS, *_panels(), room):
        file = (tmp_path / "oci_map" / place).with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.parent / "__init__.py").touch()
        file.touch()
    (tmp_path / "oci_map" / room).with_suffix(".py").write_text(line, encoding="utf-8")
    result = _lint_imports(tmp_path)
    broken = re.findall(r"^(.+?)\s+BROKEN$", result.stdout, re.MULTILINE)
    assert "Contracts:" in result.stdout, result.stdout + result.stderr
    assert [contract in name for name in broken] == ([True] if contract else []), result.stdout
    assert result.returncode == (1 if contract else 0)


# ---------------------------------------------------------------------------- registries' hosts

# Written in parts, because this file is searched too.
_HOSTS = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "deb." + "debian.org",
          "pkg." + "dev", "artifact" + "registry")  # fmt: skip
_SOURCE_OPTION = re.compile(r"^\s*(--(extra-)?index-url|--find-links|-i)\s", re.MULTILINE)


def _hosts(text: str) -> list[str]:
    found = [host for host in _HOSTS if host in text.lower()]
    return found + [match.group().strip() for match in _SOURCE_OPTION.finditer(text)]


def _tracked() -> list[Path]:
    git = shutil.which("git")
    if git and (ROOT / ".git").exists():
        listing = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
        paths = [ROOT / name for name in listing.stdout.decode().split("\0") if name]
    else:
        skipped = {".venv", ".git", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}
        paths = [p for p in ROOT.rglob("*") if not skipped.intersection(p.relative_to(ROOT).parts)]
    return [path for path in paths if path.is_file()]


def test_no_file_names_a_registry() -> None:
    paths = _tracked()
    assert ROOT / "requirements" / "dev.txt" in paths
    named = {p.name: _hosts(p.read_bytes().decode("utf-8", "replace")) for p in paths}
    assert not {name: hosts for name, hosts in named.items() if hosts}


@pytest.mark.parametrize(
    "text", ["https://files." + _HOSTS[1] + "/x", "--index-url https://mirror.example/simple"]
)
def test_a_registry_is_seen(text: str) -> None:
    assert _hosts(f"click==8\n{text}\n")
