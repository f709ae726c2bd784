"""Inviting and seating on the command line."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest

from tests.cli.ended import Run, blamed


def test_a_list_of_guests_is_proposed_with_reasons(run: Run, worked: Path) -> None:
    done = run(
        "invite", worked, "--theme", "need-capital", "--theme", "Foreign fairs and markets",
        "--seats", "20", "--must", "VAF", "--not-now", "vti", "--json",
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    told = json.loads(done.out)
    assert told["format"] == 1
    assert told["proven"] is True
    assert told["distance"] == 0
    ids = [guest["id"] for guest in told["guests"]]
    assert "vaf" in ids
    assert "vti" not in ids
    assert len(ids) <= 20
    assert all(guest["reason"] for guest in told["guests"])
    assert told["coverage"]["need"] == {"covered": 2, "of": 2}
    assert {one["kind"] for one in told["missing"]} <= set(told["coverage"])
    lines = run("invite", worked, "--recommendation", "12", "--seats", "12").out.splitlines()
    assert lines[0].startswith("1. ")
    assert "proven" in lines[-1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--theme", "zzz", "--seats", "9"), "holds nothing called “zzz” (Need)."),
        (("--theme", "Growth captal", "--seats", "9"), "perhaps you mean “Growth capital”."),
        (("--recommendation", "999", "--seats", "9"), "holds nothing called “999”"),
        (("--seats", "0"), "at least one seat"),
        (("--seats", "1", "--must", "vaf", "--must", "vti"), "2 organisations must come"),
        (("--seats", "5", "--must", "vaf", "--not-now", "vaf"), "Choose one of the two"),
    ],
)
def test_what_cannot_be_is_said(
    run: Run, worked: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in blamed(run("invite", worked, *arguments))


def test_a_roundtable_is_seated(run: Run, worked: Path, tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    done = run(
        "seat", worked, "--roundtable", "Abroad together", "--tables", "6", "--rounds", "2",
        "--seed", "3", "--json", "-o", plan,
    )  # fmt: skip
    assert done.code == 0
    told = json.loads(done.out)
    assert told["seed"] == 3
    assert [len(tables) for tables in told["rounds"]] == [6, 6]
    for tables in told["rounds"]:
        assert sum(len(table["guests"]) for table in tables) == 24
    score = told["score"]
    contacts = score["new"] + score["known"] + score["met"] + score["again"]
    assert contacts == score["contacts"]
    assert score["new"] <= score["new_at_most"]
    assert plan.read_text("utf-8-sig").startswith("round,table,name\n")
    again = run(
        "seat", worked, "--roundtable", "roundtable-2012-abroad", "--tables", "6", "--rounds",
        "2", "--seed", "3", "--json",
    )  # fmt: skip
    assert json.loads(again.out) == told
    shown = run("seat", worked, "--roundtable", "roundtable-2012-abroad").out
    assert "Round 3" in shown
    assert "contacts are new" in shown


def test_plain_lists_are_seated(run: Run, tmp_path: Path) -> None:
    names = [f"=p{number}" for number in range(15)]
    (tmp_path / "people.csv").write_text("\n".join(names), "utf-8")
    (tmp_path / "ties.csv").write_text("=p0,=p1\n=p0,gone\n", "utf-8")
    (tmp_path / "never.csv").write_text("=p2,=p3\n", "utf-8")
    first = run(
        "seat", "--people", tmp_path / "people.csv", "--ties", tmp_path / "ties.csv",
        "--never", tmp_path / "never.csv", "--tables", "5", "--rounds", "3",
        "-o", tmp_path / "plan.csv",
    )  # fmt: skip
    assert first.code == 0
    assert "gone" in first.err
    assert "new" in first.out
    assert ",'=p0\n" in (tmp_path / "plan.csv").read_text("utf-8-sig")
    done = run(
        "seat", "--people", tmp_path / "people.csv", "--history", tmp_path / "plan.csv",
        "--never", tmp_path / "never.csv", "--tables", "5", "--rounds", "1", "--json",
    )  # fmt: skip
    told = json.loads(done.out)
    met = {
        frozenset(pair)
        for tables in _tables(tmp_path / "plan.csv").values()
        for pair in combinations(tables, 2)
    }
    for table in told["rounds"][0]:
        own = [guest["name"] for guest in table["guests"]]
        assert not {"=p2", "=p3"} <= set(own)
        assert not any(frozenset(pair) in met for pair in combinations(own, 2))


def _tables(path: Path) -> dict[tuple[str, str], list[str]]:
    tables: dict[tuple[str, str], list[str]] = {}
    for line in path.read_text("utf-8-sig").splitlines()[1:]:
        at, table, name = line.split(",")
        tables.setdefault((at, table), []).append(name.removeprefix("'"))
    return tables


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--people", "p.csv"),
        ("--people", "p.csv", "--tables", "2"),
        ("--people", "p.csv", "--tables", "0", "--rounds", "1"),
        ("map.ocimap", "--people", "p.csv"),
        ("--people", "p.csv", "--roundtable", "x", "--tables", "2", "--rounds", "1"),
    ],
)
def test_what_does_not_go_together_is_a_matter_of_usage(
    run: Run, arguments: tuple[str, ...]
) -> None:
    done = run("seat", *arguments)
    assert done.code == 2
    assert "Usage: oci-map seat" in done.err


def test_lists_that_cannot_be_seated_are_said(run: Run, worked: Path, tmp_path: Path) -> None:
    people = tmp_path / "p.csv"
    people.write_text("Ann\n", "utf-8")
    said = blamed(run("seat", "--people", people, "--tables", "1", "--rounds", "1"))
    assert "at least two guests" in said
    said = blamed(run("seat", "--people", people, "--tables", "9", "--rounds", "1"))
    assert "Take fewer tables" in said
    assert run("seat", worked).code == 2
    assert run("seat", worked, "--roundtable", "x", "--never", people).code == 2
    assert "nothing called" in blamed(run("seat", worked, "--roundtable", "x"))


@pytest.mark.parametrize("command", ["invite", "seat"])
def test_help_is_there(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.code == 0
    assert "--json" in done.out
