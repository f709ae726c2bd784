"""Importing PySide with less of its support changes nothing that a program can see."""

from __future__ import annotations

import subprocess
import sys

_USE = """
{before}
from PySide6.QtCore import QPoint
from PySide6.support.signature import layout
from PySide6.support.signature.lib import enum_sig, pyi_generator
try:
    QPoint("here")
except TypeError as problem:
    print(" ".join(str(problem).split()))
print(layout.create_signature)
print(sorted(name for name in vars(layout) if not name.startswith("_")))
print(callable(pyi_generator.generate_pyi), enum_sig.HintingEnumerator.__name__)
try:
    layout.nothing
except AttributeError as problem:
    print("no such thing")
"""


def _said(before: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _USE.format(before=before)],
        check=True, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    # Where a function is in memory differs from run to run.
    return [line.split(" at 0x")[0] for line in done.stdout.splitlines()]


def test_words_of_errors_and_signatures_are_the_same() -> None:
    spared = _said("from oci_map.ui import qt_imports; qt_imports.load()")
    assert spared == _said("")
    assert "QPoint" in spared[0]
    assert spared[-1] == "no such thing"


def test_what_is_for_editors_and_errors_waits() -> None:
    code = (
        "import sys; from oci_map.ui import qt_imports; qt_imports.load()\n"
        "from PySide6.QtWidgets import QWidget\n"
        "from PySide6.support.signature import errorhandler, layout\n"
        "print('argparse' in sys.modules, 'seterror_argument' in vars(errorhandler),"
        " 'create_signature' in vars(layout))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["False", "False", "False"]
