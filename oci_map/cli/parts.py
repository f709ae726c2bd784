"""What several commands share: their common options, the document, and what they print."""

from __future__ import annotations

import sys
from collections.abc import Sequence
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


def option(names: str, help_text: str, metavar: str | None = None, **more: Any) -> click.Option:
    """Return an option; `names` are apart by blanks, the last may be that of its parameter."""
    return click.Option(names.split(), help=help_text, metavar=metavar, **more)


def flag(names: str, help_text: str) -> click.Option:
    """Return an option that is there or not."""
    return option(names, help_text, is_flag=True)


def choice(name: str, choices: Sequence[str], help_text: str) -> click.Option:
    """Return an option that takes one of a few words; the first one when it is not given."""
    return option(
        name, help_text, type=click.Choice(choices), default=choices[0], show_default=True
    )


def date_option(name: str, help_text: str) -> click.Option:
    """Return an option that takes a date, perhaps without its day or month."""
    return option(name, help_text, _("DATE"), default="", callback=_date)


def as_of_option() -> click.Option:
    """Return the option that looks at one date."""
    return date_option("--as-of", _("Look at this date only: 2012, 2012-07 or 2012-07-06."))


def _date(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    from oci_map.model.dates import parse_date

    try:
        return parse_date(value)
    except ValueError:
        raise click.BadParameter(
            _("“{value}” is not a date. Write 2012, 2012-07 or 2012-07-06.").format(value=value)
        ) from None


def file_argument(*, required: bool = True) -> click.Argument:
    """Return the document as an argument."""
    metavar = _("FILE")
    return click.Argument(
        ["file"], required=required, metavar=metavar if required else f"[{metavar}]"
    )


def example_option() -> click.Option:
    """Return the option that asks for an example."""
    return option("--example", _("One of the two examples."), type=click.Choice(EXAMPLES))


def json_option() -> click.Option:
    """Return the option that asks for JSON."""
    return flag("--json as_json", _("Write JSON, for programs."))


def lang_option() -> click.Option:
    """Return the option that says which language to speak."""
    return option(
        "--lang",
        _("The language: Dutch or English."),
        type=click.Choice(list(i18n.LANGUAGES)),
        expose_value=False,  # it was read before
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
