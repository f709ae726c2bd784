"""The command line: what it asks for decides what is imported."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Final, TextIO

from oci_map import i18n
from oci_map.cli import numpy_imports
from oci_map.errors import UserError

COMMANDS: Final = (
    "open", "new", "info", "findings", "invite", "seat", "follow-up", "layout", "export",
    "copy", "check", "repair",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks and return the exit code.

    0 when all went well, 1 with one sentence on stderr when a file or another input is at fault,
    2 when the command line itself cannot be understood.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        _let_it_write(stream)
    i18n.set_language(_language(given))
    try:
        # The window is waited for: it starts without the library that reads the commands.
        if _is_a_file(given):
            return open_window(*given)
        return _obey(given)
    except UserError as problem:
        sys.stderr.write(" ".join(problem.sentence.split()) + "\n")
        return 1


def open_window(path: str | None = None, example: str | None = None) -> int:
    """Open the window on a document, on an example or on the start page."""
    # Until the window stands much is made and nothing thrown away; `main` turns it on again.
    gc.disable()
    numpy_imports.load()
    # Whatever is imported after Qt is read once more by PySide, to see whether it uses Qt.
    import oci_map.document
    import oci_map.drawing.compose  # noqa: F401
    from oci_map.ui import qt_imports

    qt_imports.load()
    from oci_map.ui.app import main as run

    return run(path, example)


def _is_a_file(given: Sequence[str]) -> bool:
    return not given or (
        len(given) == 1 and not given[0].startswith("-") and given[0] not in COMMANDS
    )


def _obey(given: list[str]) -> int:
    import click

    from oci_map.cli.click_words import click_speaks
    from oci_map.cli.commands import build

    with click_speaks(i18n.language()):
        try:
            result = build().main(given, prog_name="oci-map", standalone_mode=False)
        except click.ClickException as problem:
            problem.show()
            return problem.exit_code
        except click.Abort:
            return 1
    return int(result or 0)


def _language(given: Sequence[str]) -> str:
    """Return the language to speak: help is written before click reads the options."""
    chosen = ""
    for place, word in enumerate(given):
        if word == "--":
            break
        name, _equals, value = word.partition("=")
        if name == "--lang":
            chosen = value or "".join(given[place + 1 : place + 2])
    if chosen not in i18n.LANGUAGES:
        return i18n.system_language()
    # The window asks the system which language to begin with.
    os.environ["OCI_MAP_LANG"] = chosen
    return chosen


def _let_it_write(stream: TextIO) -> None:
    """Let a terminal that knows few signs show a name as far as it can."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")
