"""What may stand in a log or a report: where in the program, and never what a person typed.

Texts of exceptions, of Qt and of libraries quote names, words of a document and paths with the
name of a person in them. Of these only that is kept which comes from the program itself.
"""

from __future__ import annotations

import opcode
import re
import traceback
from pathlib import PurePath
from types import CodeType, FrameType, TracebackType
from typing import Final

#: What Python itself says in these names parts of the program; in others it quotes values.
_OF_THE_PROGRAM: Final = (
    ArithmeticError,
    AttributeError,
    ImportError,
    MemoryError,
    NameError,
    RecursionError,
    RuntimeError,
    TypeError,
)
_PATH: Final = re.compile(r"(?:[A-Za-z]:[\\/]|\\\\|~?/)[^\s\"'“”<>|]+")
_QUOTED: Final = re.compile(r"([\"'“‘«])(.*?)([\"'”’»])", re.DOTALL)
_MAIL: Final = re.compile(r"\S+@\S+")
_OWN_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*(?:\(\))?|[0-9a-f]{16,64}")
_FILE_OF_A_STACK: Final = re.compile(r'File "([^"]+)"')
_RAISE: Final = opcode.opmap["RAISE_VARARGS"]
_LONGEST: Final = 400
_MOST_FRAMES: Final = 60
_MOST_CAUSES: Final = 5


def without_values(text: str) -> str:
    """Return a text of the program without what it quotes: names, words, paths, addresses."""
    text = _PATH.sub("<path>", text[: _LONGEST * 4])
    text = _MAIL.sub("<address>", text)
    return _QUOTED.sub(_kept_quote, text)[:_LONGEST]


def _kept_quote(found: re.Match[str]) -> str:
    inner = found[2]
    return found[0] if _OWN_NAME.fullmatch(inner) else f"{found[1]}…{found[3]}"


def place(filename: str) -> str:
    """Return a file of a stack without the folders above the package that it belongs to."""
    parts = PurePath(filename.replace("\\", "/")).parts
    for root in ("site-packages", "dist-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) + 1 :])
    if "oci_map" in parts:
        return "/".join(parts[parts.index("oci_map") :])
    return parts[-1] if parts else ""


def name_of(kind: type[BaseException]) -> str:
    """Return what an exception is called, with the module it comes from."""
    module = kind.__module__
    return kind.__qualname__ if module == "builtins" else f"{module}.{kind.__qualname__}"


def exception_lines(value: BaseException) -> list[str]:
    """Return an exception with its causes and its stack, the innermost call last."""
    lines: list[str] = []
    seen: set[int] = set()
    one: BaseException | None = value
    while one is not None and id(one) not in seen and len(seen) < _MOST_CAUSES:
        if seen:
            lines.append("caused by")
        seen.add(id(one))
        lines.append(_headline(one))
        lines += trace_lines(one.__traceback__)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return lines


def _headline(value: BaseException) -> str:
    name = name_of(type(value))
    if isinstance(value, OSError):
        # Its text quotes the path; the number says what happened.
        return f"{name}: errno {value.errno}"
    if not isinstance(value, _OF_THE_PROGRAM) or _was_raised_by_a_statement(value.__traceback__):
        return name
    try:
        text = without_values(" ".join(str(value).split()))
    except Exception:  # noqa: BLE001 - whatever it is, its text cannot be had
        return name
    return f"{name}: {text}" if text else name


def _was_raised_by_a_statement(trace: TracebackType | None) -> bool:
    """Say whether code chose the text of an exception, which may then quote anything."""
    if trace is None:
        return True
    while trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code.co_code
    return 0 <= trace.tb_lasti < len(code) and code[trace.tb_lasti] == _RAISE


def trace_lines(trace: TracebackType | None) -> list[str]:
    """Return the calls of a traceback, the innermost last."""
    return _lines([(frame.f_code, line) for frame, line in traceback.walk_tb(trace)])


def stack_lines(frame: FrameType | None) -> list[str]:
    """Return what a thread is doing now, the innermost call last."""
    return _lines([(one.f_code, line) for one, line in traceback.walk_stack(frame)][::-1])


def _lines(calls: list[tuple[CodeType, int]]) -> list[str]:
    cut = len(calls) - _MOST_FRAMES
    if cut > 0:
        head = _MOST_FRAMES // 3
        calls = [*calls[:head], *calls[head + cut :]]
    lines = [f"  {place(code.co_filename)}:{line} in {code.co_qualname}" for code, line in calls]
    if cut > 0:
        lines.insert(_MOST_FRAMES // 3, f"  … {cut} more")
    return lines


def of_fault_handler(text: str) -> str:
    """Return what Python wrote at a hard crash, without the folders of the person."""
    return _FILE_OF_A_STACK.sub(_kept_file, text)


def _kept_file(found: re.Match[str]) -> str:
    return f'File "{place(found[1])}"'
