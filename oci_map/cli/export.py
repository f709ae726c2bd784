"""The export command: what may be asked for, and what is written for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from oci_map import i18n
from oci_map.cli.parts import choice, command, file_argument, flag, opened, option
from oci_map.i18n import _

if TYPE_CHECKING:
    from oci_map.exchange.exhibit import Exhibit
    from oci_map.model.snapshot import Snapshot

# The same as in drawing and exchange, which are imported when a picture is made and not before.
THEMES: Final = ("light", "dark", "print")
SIZES: Final = ("16:9", "4:3", "a4", "a3", "square")
SCALES: Final = ("1", "2", "3", "4")
SUFFIXES: Final = (".docx", ".html", ".pdf", ".png", ".pptx", ".svg")


def export_command() -> click.Command:
    """Return the command that writes pictures and documents."""
    return command(
        "export",
        _export,
        _("Write the map, a view or a finding as a picture, slides, a document or a web page."),
        file_argument(),
        *_what(),
        *_how(),
    )


def _what() -> list[click.Parameter]:
    return [
        option(
            "-o --output",
            _("The file to write; it ends in one of {suffixes}.").format(
                suffixes=", ".join(SUFFIXES)
            ),
            _("TARGET"),
            required=True,
        ),
        option(
            "--view views",
            _("A saved view, by its name; may be given several times."),
            _("NAME"),
            multiple=True,
        ),
        flag("--all-views", _("All saved views, in their order.")),
        option(
            "--finding findings",
            _("A finding, by its key in “findings --json”; may be given several times."),
            _("KEY"),
            multiple=True,
        ),
        flag(
            "--deck",
            _("The deck for the roundtable: overview, clusters, gaps, bridges, then and now."),
        ),
        flag("--report", _("The report in sentences, pictures and tables: .docx or .pdf.")),
    ]


def _how() -> list[click.Parameter]:
    return [
        choice("--size", SIZES, _("The page.")),
        choice("--theme", THEMES, _("The colours of the picture.")),
        option(
            "--width",
            _("The width of a PNG or SVG in pixels, instead of that of the page."),
            _("PX"),
            type=int,
        ),
        choice("--scale", SCALES, _("How many times as sharp a PNG is.")),
        flag("--transparent", _("Leave the ground of a PNG or SVG open.")),
        option("--template", _("Your own PowerPoint template, .potx or .pptx."), _("FILE")),
        flag("--as-picture", _("Put the map on a slide as one picture, for very large maps.")),
        flag("--with-persons", _("Let names and addresses of persons into a web page.")),
    ]


def _export(file: str, output: str, **given: Any) -> None:
    from oci_map.errors import TooManyShapes, UserError
    from oci_map.exchange.formats import Options, export_all, export_deck, export_report
    from oci_map.exchange.options import LEAST_WIDTH, MOST_WIDTH
    from oci_map.graph.analysis import Analysis

    width = given["width"]
    if width is not None and not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise click.UsageError(
            _("“--width” must be between {least} and {most}.").format(
                least=i18n.number(LEAST_WIDTH), most=i18n.number(MOST_WIDTH)
            )
        )
    chosen = Options(
        size=given["size"],
        theme=given["theme"],
        width=width,
        scale=int(given["scale"]),
        transparent=given["transparent"],
        template=Path(given["template"]) if given["template"] else None,
        personal=given["with_persons"],
        as_picture=given["as_picture"],
    )
    asked = bool(given["views"] or given["all_views"] or given["findings"])
    if given["deck"] + given["report"] + asked > 1:
        raise click.UsageError(
            _("Choose views and findings, or “--deck”, or “--report”: they are different files.")
        )
    snapshot = opened(file).snapshot
    try:
        if given["deck"]:
            export_deck(Analysis(snapshot), Path(output), chosen)
        elif given["report"]:
            export_report(Analysis(snapshot), Path(output), chosen)
        else:
            export_all(_exhibits(snapshot, given), Path(output), chosen)
    except TooManyShapes as refused:
        way_out = _("That is what “--as-picture” does.")
        raise UserError(f"{refused} {way_out}") from refused


def _exhibits(snapshot: Snapshot, given: dict[str, Any]) -> list[Exhibit]:
    from oci_map.errors import NotFound
    from oci_map.exchange import selection
    from oci_map.graph.analysis import Analysis

    exhibits = [selection.view_named(snapshot, name) for name in given["views"]]
    if given["all_views"]:
        exhibits += selection.saved_views(snapshot)
        if not exhibits:
            raise NotFound(_("This document has no saved views. Nothing was written."))
    if given["findings"]:
        analysis = Analysis(snapshot)
        exhibits += [selection.finding_by_key(analysis, key) for key in given["findings"]]
    return exhibits or [selection.whole(Analysis(snapshot))]
