"""The commands, built once the language is known: help texts are in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from oci_map import __version__, i18n
from oci_map.cli import COMMANDS, documents, follow_up, open_window
from oci_map.cli.parts import command as _command
from oci_map.cli.parts import example_option as _example_option
from oci_map.cli.parts import file_argument as _file_argument
from oci_map.cli.parts import json_option as _json_option
from oci_map.cli.parts import lang_option as _lang_option
from oci_map.cli.parts import opened as _opened
from oci_map.cli.parts import print_json as _print_json
from oci_map.cli.parts import print_line as _print_line
from oci_map.i18n import _

if TYPE_CHECKING:
    from oci_map.document import Document
    from oci_map.graph.analysis import Analysis

# The same as in cli/findings.py, which is imported when findings are asked for and not before.
FINDINGS: Final = (
    "gaps", "clusters", "bridges", "matrix", "needs", "groups", "recommendations",
)  # fmt: skip
LEVELS: Final = ("organisation", "sector", "level", "domain", "group", "need", "recommendation")


class _FileOrCommand(click.Group):
    """Takes a word that is no command for the file to open."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(ctx, args[0]) is not None:
            return super().resolve_command(ctx, args)
        # After a lone "--" a name may begin with a dash.
        words = ["--", *args] if args[0].startswith("-") else args
        return "open", self.get_command(ctx, "open"), words


def build() -> click.Group:
    """Return the program's commands in the chosen language."""
    commands = {
        "open": _open_command,
        "new": _new_command,
        "info": _info_command,
        "findings": _findings_command,
        "invite": _invite_command,
        "seat": _seat_command,
        "follow-up": follow_up.follow_up_command,
        "layout": _layout_command,
        "export": _export_command,
        "copy": documents.copy_command,
        "check": documents.check_command,
        "repair": documents.repair_command,
    }
    return _FileOrCommand(
        "oci-map",
        callback=_start,
        invoke_without_command=True,
        params=[_example_option(), _lang_option(), _version_option()],
        commands={name: commands[name]() for name in COMMANDS},
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("[FILE] | COMMAND …"),
        help=_(
            "Shows who cooperates with whom in a federation of organisations, and where"
            " cooperation is missing. With a file, or with nothing, the window opens; the"
            " commands work without a window."
        ),
    )


# ------------------------------------------------------------------------------------ the window


def _start(example: str | None) -> None:
    context = click.get_current_context()
    if context.invoked_subcommand is None:
        context.exit(open_window(None, example))
    elif example is not None:
        if context.invoked_subcommand != "open":
            raise click.UsageError(_("“--example” comes after the command."))
        context.obj = example


def _open_command() -> click.Command:
    return _command(
        "open",
        _open,
        _("Open the window, on a file or on an example."),
        _file_argument(required=False),
        _example_option(),
    )


def _open(file: str | None, example: str | None) -> None:
    context = click.get_current_context()
    example = example or context.obj
    if file is not None and example is not None:
        raise click.UsageError(_("Give a file or an example, not both."))
    context.exit(open_window(file, example))


# ------------------------------------------------------------------------------------- documents


def _new_command() -> click.Command:
    return _command(
        "new",
        _new,
        _("Make a document, empty or a copy of an example; a file that is there is kept."),
        _file_argument(),
        _example_option(),
    )


def _new(file: str, example: str | None) -> None:
    from oci_map import resources
    from oci_map.document import Document
    from oci_map.operations import beginnings

    if example is None:
        beginnings.create(Path(file)).close()
        return
    original = Document.open(resources.path("examples", f"{example}.ocimap"), read_only=True)
    try:
        original.copy_to(Path(file), replace=False)
    finally:
        original.close()


def _info_command() -> click.Command:
    return _command(
        "info", _info, _("Say what is in a document."), _file_argument(), _json_option()
    )


def _info(file: str, as_json: bool) -> None:
    from oci_map.model.fields import NOUNS

    document = _opened(file)
    counts = document.snapshot.counts()
    if as_json:
        _print_json({"format_version": document.format_version, "counts": counts})
        return
    title = document.snapshot.info.title
    if title:
        _print_line(title)
    width = max(len(i18n.number(count)) for count in counts.values())
    for noun, count in counts.items():
        if count:
            label = NOUNS[noun].label if count == 1 else NOUNS[noun].plural
            _print_line(f"{i18n.number(count):>{width}} {label}")
    if not any(counts.values()):
        _print_line(_("The document is empty."))


# -------------------------------------------------------------------------------------- findings


def _findings_command() -> click.Command:
    return _command(
        "findings",
        _findings,
        _("Say where cooperation is missing although two sides need the same."),
        _file_argument(),
        click.Option(
            ["--kind"],
            type=click.Choice(FINDINGS),
            default=FINDINGS[0],
            show_default=True,
            help=_("What to tell."),
        ),
        click.Option(
            ["--level"],
            type=click.Choice(LEVELS),
            help=_("Of gaps: which ones; of the matrix: what stands in its columns."),
        ),
        click.Option(
            ["--compare"],
            metavar=_("DATE"),
            default="",
            callback=_date,
            help=_("Say also what changed since this date."),
        ),
        click.Option(
            ["--without-coordinator"],
            is_flag=True,
            help=_("Leave the coordinator out, who works with everybody."),
        ),
        click.Option(
            ["--as-of"],
            metavar=_("DATE"),
            default="",
            callback=_date,
            help=_("Look at this date only: 2012, 2012-07 or 2012-07-06."),
        ),
        _json_option(),
    )


def _date(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    from oci_map.model.dates import parse_date

    try:
        return parse_date(value)
    except ValueError:
        raise click.BadParameter(
            _("“{value}” is not a date. Write 2012, 2012-07 or 2012-07-06.").format(value=value)
        ) from None


def _findings(
    file: str,
    kind: str,
    level: str | None,
    compare: str,
    without_coordinator: bool,
    as_of: str,
    as_json: bool,
) -> None:
    from oci_map.cli.findings import LEVELS_OF_KIND, as_plain, as_sentences
    from oci_map.graph.filters import Filter

    known = LEVELS_OF_KIND[kind]
    if level is not None and level not in known:
        raise click.UsageError(
            _("“--level {level}” does not go with “--kind {kind}”.").format(level=level, kind=kind)
        )
    analysis = _analysis(_opened(file), Filter(as_of, without_coordinator=without_coordinator))
    if as_json:
        _print_json(as_plain(analysis, kind, level, compare))
    else:
        for sentence in as_sentences(analysis, kind, level, compare):
            _print_line(sentence)


# ------------------------------------------------------------------------------------ roundtable


def _invite_command() -> click.Command:
    from oci_map.cli import invite

    return _command(
        "invite",
        _invite,
        _("Propose whom to invite to a roundtable, with a reason for each guest."),
        _file_argument(),
        *invite.options(),
        click.Option(
            ["--as-of"],
            metavar=_("DATE"),
            default="",
            callback=_date,
            help=_("Look at this date only: 2012, 2012-07 or 2012-07-06."),
        ),
        _json_option(),
    )


def _invite(file: str, as_of: str, as_json: bool, **given: Any) -> None:
    from oci_map.cli.invite import invite

    invite(_opened(file), as_of, _print_json, as_json, **given)


def _seat_command() -> click.Command:
    from oci_map.cli import seat

    return _command(
        "seat",
        _seat,
        _("Say who sits with whom at a roundtable, or in plain lists of people."),
        *seat.options(),
        _json_option(),
    )


def _seat(file: str | None, **given: Any) -> None:
    from oci_map.cli.seat import seat

    seat(_opened, _print_json, file, **given)


def _layout_command() -> click.Command:
    from oci_map.cli import layout

    return _command(
        "layout",
        layout.lay_out,
        _("Lay out any graph: a CSV of source, target and perhaps weight."),
        *layout.options(),
    )


# ---------------------------------------------------------------------------------------- export


def _export_command() -> click.Command:
    from oci_map.cli import export

    return _command(
        "export",
        _export,
        _("Write the map, a view or a finding as a picture, slides, a document or a web page."),
        _file_argument(),
        *export.options(),
    )


def _export(file: str, output: str, **given: Any) -> None:
    from oci_map.cli.export import export

    export(_opened, file, output, **given)


# ---------------------------------------------------------------------------------------- shared


def _version_option() -> click.Option:
    def show(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
        if wanted:
            _print_line(f"OCI Map {__version__}")
            context.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=_("Show the version and exit."),
    )


def _analysis(document: Document, shown: Any) -> Analysis:
    from oci_map.graph.analysis import Analysis

    return Analysis(document.snapshot, shown)
