"""Logs carry what happened and where in the program, never what a person typed or named."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import oci_map

_LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
#: What may be written beside the constant text: kinds of errors, numbers, versions.
_VALUE_FREE = re.compile(
    r"type\(.*\)\.__name__|len\(.*\)|[\w.]*errno|__version__|[\w.]*_silent|ended\.how"
    r"|\w+\.count|[\w.]*seconds"
)


def calls() -> list[tuple[str, ast.Call]]:
    """Return each call of a log in the program, with its place."""
    return [
        (f"{path.name}:{node.lineno}", node)
        for path in Path(oci_map.__file__).parent.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _LEVELS
        and ast.unparse(node.func.value) in ("log", "logging", "self._log")
    ]


def test_no_log_call_is_given_a_value() -> None:
    assert len(calls()) > 5
    for place, call in calls():
        text, *arguments = call.args
        assert isinstance(text, ast.Constant), f"{place}: the text of a log is written out"
        for argument in arguments:
            assert _VALUE_FREE.fullmatch(ast.unparse(argument)), (
                f"{place}: is {ast.unparse(argument)!r} never what a person typed?"
            )
