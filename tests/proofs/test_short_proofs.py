"""Each promise about a person's work is tried in short; `python3 dev.py proofs` does it in full."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from proofs.promise import PROMISES, Result, Row, table, verdict

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.skipif(os.name != "posix", reason="kills and full disks as only Unix offers them")
@pytest.mark.parametrize("name", PROMISES)
def test_a_promise_is_kept_and_its_control_fails(name: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "proofs", name, "--short"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_each_proof_has_a_file_of_its_name() -> None:
    for name in PROMISES:
        assert (ROOT / "proofs" / f"{name}.py").is_file()


@pytest.mark.parametrize(
    ("tried", "failed", "control", "said"),
    [(5, 0, 3, "kept"), (5, 1, 3, "BROKEN"), (0, 0, 3, "BROKEN"), (5, 0, 0, "WORTHLESS")],
)
def test_a_proof_without_a_failing_control_says_that_it_shows_nothing(
    tried: int, failed: int, control: int, said: str
) -> None:
    row = Row("crash", Result("killed", tried, failed, "kept in memory", 3, control), 1.0, 1.0)
    assert said in verdict(row)
    assert row.result.holds == (said == "kept")
    assert said in table([row])[-1]
