"""Large blocks go back to the system as soon as nobody holds them."""

from __future__ import annotations

import subprocess
import sys

import pytest

_AMID_SMALL_ONES = """
import resource
from oci_map.ui.memory import give_back_large_blocks

def used():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * resource.getpagesize()

give_back_large_blocks()
for _turn in range(3):
    bytearray(30_000_000)  # from then on glibc would keep whatever is smaller
before = used()
small, large = [], []
for _turn in range(40):
    large.append(bytearray(2_000_000))
    small.append(bytearray(4_000))
full = used() - before
del large
print(full, used() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do so by themselves")
def test_what_a_job_used_is_given_back() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _AMID_SMALL_ONES], capture_output=True, text=True, check=True
    )
    full, left = map(int, done.stdout.split())
    assert full > 70_000_000
    assert left < full / 10
