"""What several commands share: their common options, the document, and what they print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from oci_map import i18n
from oci_map.i18n import _

if TYPE_CHECKING:
    from oci_map.document import Document

EXAMPLES: Final = ("oci-sources", "oci-worked-example")


def command(name: str, callback: Any, summary: str, *params: click.Parameter) -> click.Command:
    """Return a command with its summary as help, and the language as an option."""
    return click.Command(
        name,
        callback=callback,
        params=[*params, lang_option()],
        help=summary,
        short_help=summary,
        options_metavar=_("[OPTIONS]"),
    )


def file_argument(*, required: bool = True) -> click.Argument:
    """Return the document as an argument."""
    metavar = _("FILE")
    return click.Argument(
        ["file"], required=required, metavar=metavar if required else f"[{metavar}]"
    )


def example_option() -> click.Option:
    """Return the option that asks for an example."""
    return click.Option(
        ["--example"], type=click.Choice(EXAMPLES), help=_("One of the two examples.")
    )


def json_option() -> click.Option:
    """Return the option that asks for JSON."""
    return click.Option(["--json", "as_json"], is_flag=True, help=_("Write JSON, for programs."))


def lang_option() -> click.Option:
    """Return the option that says which language to speak."""
    return click.Option(
        ["--lang"],
        type=click.Choice(list(i18n.LANGUAGES)),
        expose_value=False,  # it was read before
        help=_("The language: Dutch or English."),
    )


def opened(file: str) -> Document:
    """Return a document that is closed when the command ends."""
    from oci_map.document import Document

    document = Document.open(Path(file), read_only=True)
    click.get_current_context().call_on_close(document.close)
    return document


def print_line(text: str) -> None:
    """Print a text on one line."""
    click.echo(" ".join(text.split()) if "\n" in text else text)


def print_json(value: object) -> None:
    """Print a value as JSON."""
    import json

    # A pipe that cannot carry all signs gets them as escapes, which mean the same.
    everything = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(value, ensure_ascii=not everything, indent=2))
