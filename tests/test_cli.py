"""The command line: what it prints, how it ends, and that it blames the right one."""

from __future__ import annotations

import gettext
import json
import os
import re
import subprocess
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from oci_map import __version__, i18n, resources
from oci_map.cli import COMMANDS, click_words, main
from oci_map.cli.commands import EXAMPLES, THEMES, WIDTH, build
from oci_map.document import Document
from oci_map.drawing.style import STYLES
from oci_map.exchange.formats import DEFAULT_WIDTH
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.operations import organisations


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


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


def blamed(done: Done) -> str:
    """Return the one sentence a failed command ends with."""
    assert done.code == 1
    assert done.out == ""
    assert re.fullmatch(r"[^\n]+\.\n", done.err)
    assert "Traceback" not in done.err
    return done.err


# ------------------------------------------------------------------------------------- documents


@pytest.mark.parametrize(("name", "groups"), [("oci-sources", 9), ("oci-worked-example", 9)])
def test_info_counts_what_an_example_holds(
    tmp_path: Path, run: Run, name: str, groups: int
) -> None:
    path = tmp_path / "map.ocimap"
    assert run("new", path, "--example", name).code == 0
    told = json.loads(run("info", path, "--json").out)
    assert told["format_version"] == 1
    assert told["counts"]["organisation"] == 36
    assert told["counts"]["working_group"] == groups
    assert "position" not in told["counts"]
    assert set(told["counts"]) == set(Document.open(path, read_only=True).snapshot.counts())
    text = run("info", path).out.splitlines()
    assert " 36 Organisations" in text
    assert " 12 Sectors" in text


def test_a_new_document_is_empty(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "new.ocimap"
    assert run("new", path) == Done(0, "", "")
    assert run("info", path) == Done(0, "The document is empty.\n", "")
    assert not any(json.loads(run("info", path, "--json").out)["counts"].values())


def test_one_of_a_kind_is_said_in_the_singular(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "map.ocimap"
    Document.create(
        path,
        records=[
            r.DocumentInfo(id=RecordId("d"), title_en="Two\nlines"),
            r.Organisation(id=RecordId("a"), name="A"),
        ],
    ).close()
    assert run("info", path).out == "Two lines\n1 Organisation\n"


@pytest.mark.parametrize("example", [(), ("--example", "oci-sources")])
def test_new_keeps_what_is_there(tmp_path: Path, run: Run, example: tuple[str, ...]) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(b"dear all")
    assert "already there" in blamed(run("new", path, *example))
    assert path.read_bytes() == b"dear all"
    assert "folder is not there" in blamed(run("new", tmp_path / "no" / "map.ocimap", *example))


def test_a_copy_of_an_example_can_be_worked_in(worked: Path) -> None:
    document = Document.open(worked)
    assert not document.read_only
    organisations.add(document, "New")
    document.close()


def spoiled(path: Path) -> dict[str, Path]:
    """Return files that are no documents."""
    whole = resources.path("examples", "oci-sources.ocimap").read_bytes()
    contents = {
        "empty": b"",
        "text": b"Name;Sector\n",
        "magic": b"SQLite format 3\x00",
        "cut": whole[: len(whole) // 2],
        "newer": whole[:60] + (99).to_bytes(4, "big") + whole[64:],
        "foreign": whole[:68] + bytes(4) + whole[72:],
    }
    for name, data in contents.items():
        (path / name).write_bytes(data)
    (path / "folder").mkdir()
    return {name: path / name for name in [*contents, "folder", "missing"]}


@pytest.mark.parametrize(
    "command", [("info",), ("info", "--json"), ("findings",), ("export", "-o", "out.svg")]
)
def test_a_file_that_is_no_document_is_blamed_in_one_sentence(
    tmp_path: Path, run: Run, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, path in spoiled(tmp_path).items():
        before = path.read_bytes() if path.is_file() else None
        assert name in blamed(run(command[0], path, *command[1:]))
        assert before is None or path.read_bytes() == before
    assert not (tmp_path / "out.svg").exists()


def test_a_sentence_stays_one_line_whatever_the_name(tmp_path: Path, run: Run) -> None:
    assert "two lines" in blamed(run("info", tmp_path / "two\nlines"))


# -------------------------------------------------------------------------------------- findings


def test_findings_are_sentences(worked: Path, run: Run) -> None:
    done = run("findings", worked)
    assert done.code == 0
    assert re.search(r"^\d+ pairs? of organisations", done.out)
    assert re.search(r"\n +1\. .* do not work together\.\n", done.out)


def test_findings_as_json_say_the_same(worked: Path, run: Run) -> None:
    text = run("findings", worked).out
    told = json.loads(run("findings", worked, "--json").out)
    assert told["as_of"] == ""
    assert told["without_coordinator"] is False
    assert told["organisations"] == 36
    assert told["pair_gap_count"] == len(told["pair_gaps"]) > 0
    for gap in [*told["pair_gaps"], *told["sector_gaps"]]:
        assert gap["sentence"] in text
        assert gap["one"]["name"]
        assert gap["shared_needs"]
        assert gap["affinity"] > 0
    affinities = [gap["affinity"] for gap in told["pair_gaps"]]
    assert affinities == sorted(affinities, reverse=True)


def test_the_coordinator_can_be_left_out(worked: Path, run: Run) -> None:
    told = json.loads(run("findings", worked, "--without-coordinator", "--json").out)
    assert told["without_coordinator"] is True
    assert told["organisations"] == 35


def test_findings_are_those_of_a_date(worked: Path, run: Run) -> None:
    told = json.loads(run("findings", worked, "--as-of", "6/7/2012", "--json").out)
    assert told["as_of"] == "2012-07-06"
    early = json.loads(run("findings", worked, "--as-of", "1850", "--json").out)
    assert early["organisations"] <= told["organisations"]
    done = run("findings", worked, "--as-of", "31 juli")
    assert done.code == 2
    assert "“31 juli” is not a date" in done.err


def test_hostile_names_are_text_on_one_line(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "map.ocimap"
    need, names = RecordId("n"), ("<img src=x>\n2. Fake", "שלום 👩🏽‍🎨", "x" * 10_000, "{one} %s")
    members = [r.Organisation(id=RecordId(f"o{i}"), name=name) for i, name in enumerate(names)]
    held = [
        r.NeedStatement(id=RecordId(f"s{i}"), organisation=one.id, need=need)
        for i, one in enumerate(members)
    ]
    Document.create(path, records=[*members, r.Need(id=need, name_nl="a\nb"), *held]).close()
    done = run("findings", path)
    assert done.code == 0
    lines = [line for line in done.out.splitlines() if "do not work together" in line]
    told = json.loads(run("findings", path, "--json").out)
    assert len(told["pair_gaps"]) == 6
    assert len([line for line in lines if re.match(r" +\d\. ", line)]) == 6
    assert "<img src=x>" in done.out


# ---------------------------------------------------------------------------------------- export


@pytest.mark.parametrize(
    ("suffix", "magic"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")]
)
def test_a_picture_is_written_without_a_display(
    worked: Path, tmp_path: Path, suffix: str, magic: bytes
) -> None:
    picture = tmp_path / f"map.{suffix}"
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    }
    command = [sys.executable, "-m", "oci_map", "export", str(worked), "-o", str(picture)]
    done = subprocess.run(
        [*command, "--theme", "print", "--width", "400", "--lang", "en"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert picture.read_bytes().lstrip().startswith((magic, b"<svg"))


def test_a_picture_of_an_unknown_kind_is_refused(worked: Path, tmp_path: Path, run: Run) -> None:
    for name in ("map.gif", "map", "map.ocimap"):
        assert "svg" in blamed(run("export", worked, "-o", tmp_path / name))
        assert not (tmp_path / name).exists()


@pytest.mark.parametrize("wrong", [("--theme", "pink"), ("--width", "0"), ("--width", "wide")])
def test_a_wrong_option_of_export_is_usage(worked: Path, run: Run, wrong: tuple[str, ...]) -> None:
    assert run("export", worked, "-o", "x.svg", *wrong).code == 2


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
    assert {path.stem for path in resources.path("examples").glob("*.ocimap")} == set(EXAMPLES)
    assert set(THEMES) == set(STYLES)
    assert WIDTH == DEFAULT_WIDTH


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
        "print(sorted(heavy), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(worked)], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
