"""What the commands print and write, and that they blame the right one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from oci_map import resources
from oci_map.document import Document
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.operations import organisations
from tests.cli.ended import Done, Run, blamed

# ------------------------------------------------------------------------------------- documents


@pytest.mark.parametrize(("name", "groups"), [("oci-sources", 9), ("oci-worked-example", 9)])
def test_info_counts_what_an_example_holds(
    tmp_path: Path, run: Run, name: str, groups: int
) -> None:
    path = tmp_path / "map.ocimap"
    assert run("new", path, "--example", name).code == 0
    told = json.loads(run("info", path, "--json").out)
    assert told["format_version"] == 2
    assert told["counts"]["organisation"] == 36
    assert told["counts"]["working_group"] == groups
    assert "position" not in told["counts"]
    assert set(told["counts"]) == set(Document.open(path, read_only=True).snapshot.counts())
    text = run("info", path).out.splitlines()
    assert " 36 Organisations" in text
    assert " 12 Sectors" in text


def test_a_new_document_holds_the_lists_of_the_field_and_nothing_else(
    tmp_path: Path, run: Run
) -> None:
    path = tmp_path / "new.ocimap"
    assert run("new", path) == Done(0, "", "")
    assert run("info", path).out.startswith("new\n12 Sectors\n")
    counts = json.loads(run("info", path, "--json").out)["counts"]
    filled = {noun for noun, count in counts.items() if count}
    assert filled == {"sector", "policy_level", "policy_domain"}


def test_a_new_document_begins_with_what_its_platform_uses(tmp_path: Path, run: Run) -> None:
    first, second = tmp_path / "care.ocimap", tmp_path / "more.ocimap"
    assert run("new", first, "--platform", "other") == Done(0, "", "")
    assert run("info", first).out == "care\n4 Policy levels\n"
    assert run("new", second, "--as-in", first) == Done(0, "", "")
    assert run("info", second).out == "more\n4 Policy levels\n"
    third, example = tmp_path / "third.ocimap", ("--example", "oci-sources")
    assert "gone.ocimap" in blamed(run("new", third, "--as-in", tmp_path / "gone.ocimap"))
    assert run("new", third, "--platform", "other", "--as-in", first).code == 2
    assert run("new", third, "--as-in", first, *example).code == 2
    assert not third.exists()


def test_a_document_without_anything_says_so(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "bare.ocimap"
    Document.create(path).close()
    assert run("info", path) == Done(0, "The document is empty.\n", "")


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


@pytest.mark.parametrize(
    ("options", "name"),
    [
        (("--size", "square", "--theme", "dark", "--scale", "2"), "map.png"),
        (("--all-views",), "views.pptx"),
        (("--view", "Without the coordinator, 1 October 2012", "--lang", "nl"), "view.html"),
        (("--transparent",), "map.svg"),
        (("--deck",), "deck.pptx"),
        (("--report",), "report.docx"),
        (("--with-persons",), "page.html"),
    ],
)
def test_what_is_asked_for_is_written(
    worked: Path, tmp_path: Path, run: Run, options: tuple[str, ...], name: str
) -> None:
    assert run("export", worked, "-o", tmp_path / name, *options) == Done(0, "", "")
    assert (tmp_path / name).stat().st_size > 5000


def test_a_map_too_large_for_shapes_says_which_option_helps(tmp_path: Path, run: Run) -> None:
    path, out = tmp_path / "large.ocimap", tmp_path / "large.pptx"
    made = [r.Organisation(id=RecordId(f"o{one}"), name=f"Name {one}") for one in range(1_700)]
    Document.create(path, records=made).close()
    told = blamed(run("export", path, "-o", out))
    assert "1,700 organisations" in told
    assert "--as-picture" in told
    assert not out.exists()


def test_a_finding_of_the_list_is_exported(worked: Path, tmp_path: Path, run: Run) -> None:
    key = json.loads(run("findings", worked, "--json").out)["levels"][0]["gaps"][0]["key"]
    out = tmp_path / "finding.svg"
    assert run("export", worked, "-o", out, "--finding", key) == Done(0, "", "")
    assert b"share" in out.read_bytes()
    assert "no finding" in blamed(run("export", worked, "-o", out, "--finding", "x"))
    assert "no saved view" in blamed(run("export", worked, "-o", out, "--view", "x"))
    missing = run("export", worked, "-o", tmp_path / "x.pptx", "--template", tmp_path / "no.potx")
    assert "could not be read" in blamed(missing)
    assert run("export", worked, "-o", out, "--deck", "--report").code == 2
