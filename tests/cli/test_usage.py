"""What the command line understands, in which language, and how it lives in a pipe."""

from __future__ import annotations

import gettext
import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from oci_map import __version__, i18n, resources
from oci_map.cli import COMMANDS, click_words
from oci_map.cli.commands import build
from oci_map.cli.export import SCALES as SHARPNESS
from oci_map.cli.export import SIZES, SUFFIXES, THEMES
from oci_map.cli.parts import EXAMPLES
from oci_map.document import Document
from oci_map.drawing.page import PAGES
from oci_map.drawing.style import STYLES
from oci_map.exchange.formats import FORMATS
from oci_map.exchange.options import SCALES
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from tests.cli.ended import Done, Run
from tests.programs import said_by

# ----------------------------------------------------------------------------------------- usage


@pytest.mark.parametrize(
    "arguments",
    [
        ("info",),
        ("info", "a", "b"),
        ("info", "a", "--frob"),
        ("export", "a"),
        ("new",),
        ("new", "a", "--example", "nonsense"),
        ("--example", "oci-sources", "info", "a"),
        ("--example", "oci-sources", "a"),
        ("open", "a", "--example", "oci-sources"),
        ("--lang", "fr"),
        ("--lang", "fr", "info", "a"),
        ("--frob",),
        ("no-command", "with", "words"),
    ],
)
def test_what_cannot_be_understood_ends_with_two_and_says_how(
    run: Run, arguments: tuple[str, ...], window: list[object]
) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert done.out == ""
    assert "Usage: oci-map" in done.err
    assert "Error: " in done.err
    assert window == []


@pytest.mark.parametrize(
    ("arguments", "opened"),
    [
        ((), (None, None)),
        (("map.ocimap",), ("map.ocimap", None)),
        (("open", "map.ocimap"), ("map.ocimap", None)),
        (("open",), (None, None)),
        (("open", "info"), ("info", None)),
        (("./info",), ("./info", None)),
        (("--lang", "en", "map.ocimap"), ("map.ocimap", None)),
        (("map.ocimap", "--lang", "en"), ("map.ocimap", None)),
        (("--lang=en",), (None, None)),
        (("--example", "oci-sources"), (None, "oci-sources")),
        (("open", "--example", "oci-sources"), (None, "oci-sources")),
        (("--", "-strange-name"), ("-strange-name", None)),
    ],
)
def test_without_a_command_the_window_opens(
    run: Run, window: list[object], arguments: tuple[str, ...], opened: object
) -> None:
    assert run(*arguments).code == 7
    assert window == [opened]


def test_the_window_speaks_the_language_asked_for(
    run: Run, window: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("--lang", "nl", "map.ocimap")
    assert window
    assert os.environ["OCI_MAP_LANG"] == "nl"
    assert i18n.system_language() == "nl"


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == Done(0, f"OCI Map {__version__}\n", "")


def test_help_tells_of_every_command_and_option(run: Run) -> None:
    text = run("--help").out
    assert "Usage: oci-map [OPTIONS] [FILE] | COMMAND" in text
    for command in COMMANDS:
        assert f"\n  {command} " in text
        assert "--lang" in run(command, "--help").out
    assert "--without-coordinator" in run("findings", "--help").out


def test_the_same_names_are_known_everywhere() -> None:
    assert set(build().commands) == set(COMMANDS)
    shipped = {path.name.split(".")[0] for path in resources.path("examples").glob("*.ocimap")}
    assert shipped == set(EXAMPLES)
    assert set(THEMES) == set(STYLES)
    assert list(SIZES) == list(PAGES)
    assert set(SUFFIXES) == set(FORMATS)
    assert [int(one) for one in SHARPNESS] == list(SCALES)


# ------------------------------------------------------------------------------------- languages


def test_the_texts_of_click_are_those_click_has() -> None:
    folder = Path(click.__file__).parent
    source = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    words = [*click_words.WORDS, *(text for pair in click_words.COUNTED_WORDS for text in pair)]
    assert [word for word in words if f'"{word}"' not in source] == []


def test_help_is_dutch_when_asked_for_in_any_way(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    english = run("--help").out
    first = run("--lang", "nl", "--help").out
    assert first != english
    assert "Usage:" not in first
    assert "Show this message" not in first
    assert run("--help", "--lang=nl").out == first
    monkeypatch.setenv("OCI_MAP_LANG", "nl")
    assert run("--help").out == first
    assert run("--lang", "en", "--help").out == english
    monkeypatch.delenv("OCI_MAP_LANG")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "nl_BE.UTF-8")
    assert run("--help").out == first


def test_failures_are_dutch_too(run: Run, tmp_path: Path) -> None:
    sentence = run("--lang", "nl", "info", tmp_path / "weg.ocimap").err
    assert "cannot be opened" not in sentence
    assert "weg.ocimap" in sentence
    usage = run("info", "--lang", "nl")
    assert usage.code == 2
    assert "Error" not in usage.err
    assert "Missing" not in usage.err


def test_speaking_dutch_leaves_no_trace_in_the_process(run: Run) -> None:
    before = os.environ.get("LANGUAGE"), gettext.textdomain()
    run("--lang", "nl", "--help")
    assert (os.environ.get("LANGUAGE"), gettext.textdomain()) == before


# ------------------------------------------------------------------------------------- processes


def test_it_runs_as_a_module_and_ends_quietly_in_a_pipe(worked: Path) -> None:
    command = f"'{sys.executable}' -m oci_map findings '{worked}' --json | head -c 1"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout == "{"
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_terminal_that_knows_few_signs_still_gets_its_answer(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "map.ocimap"
    Document.create(
        path, records=[r.DocumentInfo(id=RecordId("d"), title_nl="Café 👩🏽‍🎨 “שלום”")]
    ).close()
    for arguments in (["info", str(path)], ["findings", str(path), "--json"]):
        done = subprocess.run(
            [sys.executable, "-m", "oci_map", *arguments],
            env={**os.environ, "PYTHONIOENCODING": encoding, "OCI_MAP_LANG": "en"},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0
        assert done.stderr == b""
        if "--json" in arguments:
            json.loads(done.stdout.decode(encoding))


def test_info_needs_neither_qt_nor_numpy(worked: Path) -> None:
    program = (
        "import sys; from oci_map.cli import main; main(['info', sys.argv[1]])\n"
        "heavy = {'numpy', 'PySide6', 'networkx', 'scipy', 'sqlite_utils'} & set(sys.modules)\n"
        "print(sorted(heavy))"
    )
    assert said_by(program, worked).splitlines()[-1] == "[]"
