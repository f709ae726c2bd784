"""The commands, built once the language is known: help texts are in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from oci_map import __version__, i18n
from oci_map.cli import COMMANDS, documents, export, follow_up, invite, layout, open_window, seat
from oci_map.cli.parts import (
    as_of_option,
    choice,
    command,
    date_option,
    example_option,
    file_argument,
    flag,
    json_option,
    lang_option,
    opened,
    option,
    print_json,
    print_line,
)
from oci_map.i18n import _, language

# The same as in cli/findings.py, which is imported when findings are asked for and not before.
FINDINGS: Final = (
    "gaps", "clusters", "bridges", "matrix", "needs", "groups", "recommendations",
)  # fmt: skip
# The same as in operations/beginnings.py.
BEGINNINGS: Final = ("creative", "other")
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
        "invite": invite.invite_command,
        "seat": seat.seat_command,
        "follow-up": follow_up.follow_up_command,
        "layout": layout.layout_command,
        "export": export.export_command,
        "copy": documents.copy_command,
        "check": documents.check_command,
        "repair": documents.repair_command,
    }
    return _FileOrCommand(
        "oci-map",
        callback=_start,
        invoke_without_command=True,
        params=[example_option(), lang_option(), _version_option()],
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
    return command(
        "open",
        _open,
        _("Open the window, on a file or on an example."),
        file_argument(required=False),
        example_option(),
    )


def _open(file: str | None, example: str | None) -> None:
    context = click.get_current_context()
    example = example or context.obj
    if file is not None and example is not None:
        raise click.UsageError(_("Give a file or an example, not both."))
    context.exit(open_window(file, example))


# ------------------------------------------------------------------------------------- documents


def _new_command() -> click.Command:
    return command(
        "new",
        _new,
        _("Make a document, empty or a copy of an example; a file that is there is kept."),
        file_argument(),
        choice(
            "--platform",
            BEGINNINGS,
            _("The sectors and levels it begins with: creative, or other for levels only."),
        ),
        option(
            "--as-in",
            _("A document whose sectors, policy levels and domains it begins with."),
            metavar=_("FILE"),
        ),
        example_option(),
    )


def _new(file: str, platform: str, as_in: str | None, example: str | None) -> None:
    from oci_map import resources
    from oci_map.document import Document
    from oci_map.operations import beginnings

    given = [one for one in ("platform", "as_in", "example") if _was_given(one)]
    if len(given) > 1:
        raise click.UsageError(_("Give one of “--platform”, “--as-in” and “--example”."))
    if example is None:
        begins_with = platform if as_in is None else Path(as_in)
        beginnings.create(Path(file), begins_with=begins_with).close()
        return
    original = Document.open(resources.example(example, language()), read_only=True)
    try:
        original.copy_to(Path(file), replace=False)
    finally:
        original.close()


def _was_given(name: str) -> bool:
    source = click.get_current_context().get_parameter_source(name)
    return source is click.core.ParameterSource.COMMANDLINE


def _info_command() -> click.Command:
    return command("info", _info, _("Say what is in a document."), file_argument(), json_option())


def _info(file: str, as_json: bool) -> None:
    from oci_map.model.fields import NOUNS

    document = opened(file)
    counts = document.snapshot.counts()
    if as_json:
        print_json({"format_version": document.format_version, "counts": counts})
        return
    title = document.snapshot.info.title
    if title:
        print_line(title)
    width = max(len(i18n.number(count)) for count in counts.values())
    for noun, count in counts.items():
        if count:
            label = NOUNS[noun].label if count == 1 else NOUNS[noun].plural
            print_line(f"{i18n.number(count):>{width}} {label}")
    if not any(counts.values()):
        print_line(_("The document is empty."))


# -------------------------------------------------------------------------------------- findings


def _findings_command() -> click.Command:
    return command(
        "findings",
        _findings,
        _("Say where cooperation is missing although two sides need the same."),
        file_argument(),
        choice("--kind", FINDINGS, _("What to tell.")),
        option(
            "--level",
            _("Of gaps: which ones; of the matrix: what stands in its columns."),
            type=click.Choice(LEVELS),
        ),
        date_option("--compare", _("Say also what changed since this date.")),
        flag("--without-coordinator", _("Leave the coordinator out, who works with everybody.")),
        as_of_option(),
        json_option(),
    )


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
    from oci_map.graph.analysis import Analysis
    from oci_map.graph.filters import Filter

    known = LEVELS_OF_KIND[kind]
    if level is not None and level not in known:
        raise click.UsageError(
            _("“--level {level}” does not go with “--kind {kind}”.").format(level=level, kind=kind)
        )
    shown = Filter(as_of, without_coordinator=without_coordinator)
    analysis = Analysis(opened(file).snapshot, shown)
    if as_json:
        print_json(as_plain(analysis, kind, level, compare))
    else:
        for sentence in as_sentences(analysis, kind, level, compare):
            print_line(sentence)


# --------------------------------------------------------------------------------------- version


def _version_option() -> click.Option:
    def show(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
        if wanted:
            print_line(f"OCI Map {__version__}")
            context.exit()

    return option(
        "--version",
        _("Show the version and exit."),
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
    )
