"""The follow-up on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.ended import Run, blamed


def test_the_register_is_told_and_written_as_json(run: Run, worked: Path) -> None:
    done = run("follow-up", worked, "--as-of", "2013-02")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("54 recommendations, 25 wait for an answer, 2 are overdue")
    assert "Overdue:" in lines
    told = json.loads(run("follow-up", worked, "--as-of", "2013-02", "--json").out)
    assert (told["format"], told["kind"], told["as_of"]) == (1, "register", "2013-02-28")
    assert len(told["recommendations"]) == 54
    late = [one["number"] for one in told["recommendations"] if one["days_late"]]
    assert len(late) == 2
    assert {one["id"] for one in told["bodies"]} >= {"fit", "pmv", "sector:", "nobody:"}
    assert all(
        one["waiting"] + one["promised"] + one["done"] + one["rejected"] > 0
        for one in told["bodies"]
    )
    assert told["commitments"] == []


def test_a_body_is_told_what_it_is_asked_and_that_is_written(
    run: Run, worked: Path, tmp_path: Path
) -> None:
    lines = run("follow-up", worked, "--body", "FIT", "--as-of", "2013-02").out.splitlines()
    assert lines[0] == "FIT"
    assert "To answer" in lines
    told = json.loads(run("follow-up", worked, "--body", "fit", "--as-of", "2013", "--json").out)
    assert told["kind"] == "dialogue"
    assert len(told["to_answer"]) == 2
    for name in ("fit.docx", "all.pdf"):
        target = tmp_path / name
        chosen = ("--body", "FIT") if name.startswith("fit") else ()
        done = run("follow-up", worked, *chosen, "-o", target)
        assert (done.code, done.out, done.err) == (0, "", "")
        assert target.stat().st_size > 5000


def test_a_roundtable_is_told_what_came_of_it_and_that_is_written(
    run: Run, worked: Path, tmp_path: Path
) -> None:
    arguments = ("follow-up", worked, "--roundtable", "roundtable-2010", "--as-of", "2013-02")
    lines = run(*arguments).out.splitlines()
    assert lines[0] == "Of 16 gaps that sat at one table, 7 became ties within 12 months."
    told = json.loads(run(*arguments, "--json").out)
    assert told["kind"] == "evidence"
    assert len(told["gaps"]) == 16
    assert sum(one["after"]["12"] == "recorded" for one in told["gaps"]) == 7
    assert (told["others"], told["others_tied"]["12"]) == (155, 10)
    assert told["before"]["chance_low"] < told["before"]["chance_high"]
    for name in ("slide.pptx", "slide.png", "page.docx"):
        target = tmp_path / name
        assert run(*arguments, "-o", target).code == 0
        assert target.stat().st_size > 5000


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--body", "nobody"), "holds nothing called “nobody”"),
        (("--roundtable", "never"), "holds nothing called “never”"),
        (("-o", "register.xlsx"), "must end in .docx or .pdf"),
    ],
)
def test_what_cannot_be_is_said(
    run: Run, worked: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in blamed(run("follow-up", worked, *arguments))


def test_a_body_and_a_roundtable_are_two_questions(run: Run, worked: Path) -> None:
    done = run("follow-up", worked, "--body", "fit", "--roundtable", "roundtable-2010")
    assert done.code == 2
    assert run("follow-up", worked, "--as-of", "soon").code == 2
