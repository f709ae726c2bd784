"""What `findings` prints, and that its JSON is what docs/findings-json.md says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from oci_map.cli import commands, findings
from oci_map.document import Document
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from tests.cli.ended import Run

DOCUMENTED = Path(__file__).parents[2] / "docs" / "findings-json.md"
GAP_KINDS = ("gaps", "needs", "groups", "recommendations")


@cache
def documented() -> Mapping[str, frozenset[str]]:
    """Return the fields of each object in the documentation."""
    sections = re.split(r"^## ", DOCUMENTED.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return {
        section.splitlines()[0]: frozenset(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
        for section in sections
    }


def told(run: Run, *arguments: str | Path) -> dict[str, Any]:
    """Return the JSON a command printed; NaN is none."""
    done = run("findings", *arguments, "--json")
    assert (done.code, done.err) == (0, "")

    def refuse(name: str) -> None:
        raise AssertionError(name)

    found: dict[str, Any] = json.loads(done.out, parse_constant=refuse)
    return found


def fields(name: str, *more: str) -> set[str]:
    """Return the documented fields of an object, and of those it also is."""
    return {field for one in (name, *more) for field in documented()[one]}


def test_the_command_offers_what_there_is() -> None:
    assert tuple(findings.LEVELS_OF_KIND) == commands.FINDINGS
    assert set(commands.LEVELS) == set().union(*findings.LEVELS_OF_KIND.values())


def test_findings_are_sentences(worked: Path, run: Run) -> None:
    done = run("findings", worked)
    assert done.code == 0
    assert re.search(r"^\d+ pairs? of organisations", done.out)
    assert re.search(r"\n +1\. .* do not work together\. \[", done.out)
    assert re.search(r"\n\d+ pairs of sectors share a need", done.out)
    assert "maps made by chance" in done.out


@pytest.mark.parametrize("kind", GAP_KINDS)
def test_gaps_are_as_documented(worked: Path, run: Run, kind: str) -> None:
    found = told(run, worked, "--kind", kind)
    assert set(found) == fields("every answer", "gaps, needs, groups, recommendations")
    text = run("findings", worked, "--kind", kind).out
    assert (found["format"], found["kind"], found["as_of"]) == (1, kind, "")
    assert found["organisations"] == 36
    assert [one["level"] for one in found["levels"]] == list(findings.LEVELS_OF_KIND[kind])
    keys = set()
    for level in found["levels"]:
        assert set(level) == fields("level")
        assert level["sentence"] in text
        assert level["count"] == len(level["gaps"]) == sum(level["states"].values())
        for gap in level["gaps"]:
            assert set(gap) == fields("gap")
            assert set(gap["state"]) == fields("state")
            assert gap["level"] == level["level"]
            assert " ".join(gap["sentence"].split()) in text
            assert all(side["name"] for side in gap["sides"])
            for bridge in gap["bridges"] or ():
                assert set(bridge) == fields("bridge")
            assert gap["key"] not in keys
            keys.add(gap["key"])
    assert keys or kind == "needs"


@pytest.mark.parametrize("level", findings.LEVELS_OF_KIND["matrix"])
def test_a_matrix_is_as_documented(worked: Path, run: Run, level: str) -> None:
    found = told(run, worked, "--kind", "matrix", "--level", level)
    assert set(found) == fields("every answer", "matrix")
    assert len(found["cells"]) == len(found["rows"]) > 0
    for row in found["cells"]:
        assert len(row) == len(found["columns"]) > 0
        for cell in row:
            assert set(cell) == fields("cell")
    text = run("findings", worked, "--kind", "matrix", "--level", level).out
    for heading in found["columns"]:
        assert heading["name"] in text


@pytest.mark.parametrize(("kind", "part", "name"), [
    ("clusters", "clusters", "cluster"), ("bridges", "bridges", "broker"),
])  # fmt: skip
def test_clusters_and_bridges_are_as_documented(
    worked: Path, run: Run, kind: str, part: str, name: str
) -> None:
    found = told(run, worked, "--kind", kind)
    assert set(found) == fields("every answer", kind)
    text = run("findings", worked, "--kind", kind).out
    assert found[part]
    for one in found[part]:
        assert set(one) == fields(name)
        assert one["sentence"] in text


def test_two_dates_are_compared(worked: Path, run: Run) -> None:
    found = told(run, worked, "--kind", "needs", "--compare", "2010")
    assert set(found["comparison"]) == fields("comparison")
    done = run("findings", worked, "--kind", "needs", "--compare", "2010", "--as-of", "2012")
    assert done.out.startswith("From 2010 to 2012:\n")
    assert told(run, worked, "--kind", "needs")["comparison"] is None


def test_a_level_must_fit(worked: Path, run: Run) -> None:
    one = told(run, worked, "--level", "domain")
    assert [level["level"] for level in one["levels"]] == ["domain"]
    done = run("findings", worked, "--kind", "clusters", "--level", "domain")
    assert done.code == 2
    assert "does not go with" in done.err


def test_the_coordinator_can_be_left_out(worked: Path, run: Run) -> None:
    found = told(run, worked, "--kind", "needs", "--without-coordinator")
    assert found["without_coordinator"] is True
    assert found["organisations"] == 35


def test_findings_are_those_of_a_date(worked: Path, run: Run) -> None:
    found = told(run, worked, "--kind", "needs", "--as-of", "6/7/2012")
    assert found["as_of"] == "2012-07-06"
    early = told(run, worked, "--kind", "needs", "--as-of", "1850")
    assert early["organisations"] <= found["organisations"]
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
    done = run("findings", path, "--level", "organisation")
    assert done.code == 0
    lines = [line for line in done.out.splitlines() if "do not work together" in line]
    assert len(told(run, path, "--level", "organisation")["levels"][0]["gaps"]) == 6
    assert len([line for line in lines if re.match(r" +\d\. ", line)]) == 6
    assert "<img src=x>" in done.out


@pytest.mark.parametrize("kind", findings.LEVELS_OF_KIND)
def test_an_empty_document_is_a_sentence(tmp_path: Path, run: Run, kind: str) -> None:
    path = tmp_path / "map.ocimap"
    Document.create(path).close()
    done = run("findings", path, "--kind", kind, "--lang", "nl")
    assert done.code == 0
    assert done.out.strip()
    assert "nan" not in done.out.lower().split()
    told(run, path, "--kind", kind)
