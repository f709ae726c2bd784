"""`oci-map layout`: any list of ties becomes positions, and what stood stays."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.cli.ended import Run

TIES = "source,target,weight\n" + "".join(
    f"n{one},n{other},{1 + one % 3}\n"
    for one in range(60)
    for other in (one * 7 % 60, one * 11 % 60, (one + 1) % 60)
    if one < other
)


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def places(path: Path) -> dict[str, tuple[float, float]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["node"]: (float(row["x"]), float(row["y"])) for row in csv.DictReader(file)}


def test_every_node_has_a_place_of_its_own_and_a_seed_decides_it(tmp_path: Path, run: Run) -> None:
    edges = written(tmp_path / "edges.csv", TIES)
    first, again, other = (tmp_path / f"{name}.csv" for name in ("first", "again", "other"))
    assert run("layout", edges, "-o", first).code == 0
    assert run("layout", edges, "-o", again, "--lang", "nl").code == 0
    assert run("layout", edges, "-o", other, "--seed", "5").code == 0
    found = places(first)
    assert set(found) == {f"n{one}" for one in range(60)}
    drawn = np.array(list(found.values()))
    apart = np.linalg.norm(drawn[:, None] - drawn, axis=2) + 1e9 * np.eye(len(drawn))
    assert apart.min() > 19.0  # two of the smallest marks side by side
    assert first.read_bytes() == again.read_bytes() != other.read_bytes()


def test_what_stood_stays_and_who_is_new_stands_near(tmp_path: Path, run: Run) -> None:
    edges = written(tmp_path / "edges.csv", TIES)
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    run("layout", edges, "-o", before)
    written(edges, TIES + "new,n1\nnew,n2\nalone,\n")
    assert run("layout", edges, "-o", after, "--from", before).code == 0
    old, new = places(before), places(after)
    assert {node: new[node] for node in old} == old
    wide = np.ptp(np.array(list(old.values())), axis=0).max()
    middle = np.mean([old["n1"], old["n2"]], axis=0)
    assert np.linalg.norm(np.array(new["new"]) - middle) < wide / 2
    assert "alone" in new


def test_files_of_spreadsheets_are_read(tmp_path: Path, run: Run) -> None:
    out = tmp_path / "out.csv"
    edges = written(tmp_path / "e.csv", "Source;Target;Weight\r\nÉén;b;0,5\r\nb;Één;2\r\nb;b;1\r\n")
    done = run("layout", edges, "-o", out)
    assert done.code == 0
    assert "1 tie of a node with itself was left aside." in done.err
    assert "1 tie was there before; the weights were added up." in done.err
    assert set(places(out)) == {"Één", "b"}
    written(edges, "x\ty\n", "utf-16")
    assert run("layout", edges, "-o", out).code == 0
    assert set(places(out)) == {"x", "y"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "holds no ties"),
        ("source,target\n", "holds no ties"),
        ("alone\n", "line 1: there must be columns source, target"),
        ("source,target,weight\na,b,much\n", "line 2: “much” is not a number"),
        ("source,target,weight\na,b,1\nb,c,-1\n", "line 3: the weight of a tie must be above 0"),
        ("source,target\n,b\n", "line 2: the first name is missing"),
        ("source,target,weight\na,b,nan\n", "line 2: “nan” is not a number"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, run: Run, text: str, reason: str) -> None:
    edges = written(tmp_path / "edges.csv", text)
    out = written(tmp_path / "out.csv", "what was there")
    done = run("layout", edges, "-o", out)
    assert done.code == 1
    assert reason in done.err
    assert out.read_text() == "what was there"
    assert run("layout", tmp_path / "none.csv", "-o", out).code == 1
