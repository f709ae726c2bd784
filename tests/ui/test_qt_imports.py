"""Importing PySide with less of its support changes nothing that a program can see."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.programs import said_by

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


_SPARING = "from oci_map.ui import qt_imports; qt_imports.load()"


def _said(before: str, kept: Path | None = None) -> list[str]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if kept is not None:
        environment["PYTHONPYCACHEPREFIX"] = str(kept)
    said = said_by(_USE.format(before=before), environment=environment)
    # Where a function is in memory differs from run to run.
    return [line.split(" at 0x")[0] for line in said.splitlines()]


def test_words_of_errors_and_signatures_are_the_same() -> None:
    spared = _said(_SPARING)
    assert spared == _said("")
    assert "QPoint" in spared[0]
    assert spared[-1] == "no such thing"


@pytest.mark.parametrize("spoilt", [b"", b"no code", None])
def test_what_was_compiled_is_kept_and_never_believed_when_it_is_spoilt(
    tmp_path: Path, spoilt: bytes | None
) -> None:
    first = _said(_SPARING, tmp_path)
    kept = [*tmp_path.rglob("shibokensupport.*.pyc")]
    assert "shibokensupport.signature.parser" in {one.name.split(".cpython")[0] for one in kept}
    begun = {one: one.read_bytes() for one in kept}
    for one, whole in begun.items():
        # The right beginning, but nothing that Python can read behind it.
        one.write_bytes(whole[: len(whole) // 2] if spoilt is None else spoilt)
    assert _said(_SPARING, tmp_path) == first
    assert {one: one.read_bytes() for one in kept} == begun
    assert [*tmp_path.rglob("shibokensupport*")] == kept


def test_what_is_for_editors_and_errors_waits() -> None:
    code = (
        "import sys; from oci_map.ui import qt_imports; qt_imports.load()\n"
        "from PySide6.QtWidgets import QWidget\n"
        "from PySide6.support.signature import errorhandler, layout\n"
        "print('argparse' in sys.modules, 'seterror_argument' in vars(errorhandler),"
        " 'create_signature' in vars(layout))"
    )
    assert said_by(code).split() == ["False", "False", "False"]
