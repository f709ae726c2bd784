"""The export command: what may be asked for, and what is written for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from oci_map import i18n
from oci_map.i18n import _

if TYPE_CHECKING:
    from oci_map.exchange.exhibit import Exhibit
    from oci_map.model.snapshot import Snapshot

# The same as in drawing and exchange, which are imported when a picture is made and not before.
THEMES: Final = ("light", "dark", "print")
SIZES: Final = ("16:9", "4:3", "a4", "a3", "square")
SCALES: Final = ("1", "2", "3", "4")
SUFFIXES: Final = (".docx", ".html", ".pdf", ".png", ".pptx", ".svg")


def options() -> list[click.Parameter]:
    """Return what can follow the file."""
    return [*_what(), *_how()]


def _what() -> list[click.Parameter]:
    return [
        click.Option(
            ["-o", "--output"],
            required=True,
            metavar=_("TARGET"),
            help=_("The file to write; it ends in one of {suffixes}.").format(
                suffixes=", ".join(SUFFIXES)
            ),
        ),
        click.Option(
            ["--view", "views"],
            multiple=True,
            metavar=_("NAME"),
            help=_("A saved view, by its name; may be given several times."),
        ),
        click.Option(["--all-views"], is_flag=True, help=_("All saved views, in their order.")),
        click.Option(
            ["--finding", "findings"],
            multiple=True,
            metavar=_("KEY"),
            help=_("A finding, by its key in “findings --json”; may be given several times."),
        ),
        click.Option(
            ["--deck"],
            is_flag=True,
            help=_("The deck for the roundtable: overview, clusters, gaps, bridges, then and now."),
        ),
        click.Option(
            ["--report"],
            is_flag=True,
            help=_("The report in sentences, pictures and tables: .docx or .pdf."),
        ),
    ]


def _how() -> list[click.Parameter]:
    return [
        click.Option(
            ["--size"],
            type=click.Choice(SIZES),
            default=SIZES[0],
            show_default=True,
            help=_("The page."),
        ),
        click.Option(
            ["--theme"],
            type=click.Choice(THEMES),
            default=THEMES[0],
            show_default=True,
            help=_("The colours of the picture."),
        ),
        click.Option(
            ["--width"],
            type=int,
            metavar=_("PX"),
            help=_("The width of a PNG or SVG in pixels, instead of that of the page."),
        ),
        click.Option(
            ["--scale"],
            type=click.Choice(SCALES),
            default=SCALES[0],
            show_default=True,
            help=_("How many times as sharp a PNG is."),
        ),
        click.Option(
            ["--transparent"], is_flag=True, help=_("Leave the ground of a PNG or SVG open.")
        ),
        click.Option(
            ["--template"],
            metavar=_("FILE"),
            help=_("Your own PowerPoint template, .potx or .pptx."),
        ),
        click.Option(
            ["--as-picture"],
            is_flag=True,
            help=_("Put the map on a slide as one picture, for very large maps."),
        ),
        click.Option(
            ["--with-persons"],
            is_flag=True,
            help=_("Let names and addresses of persons into a web page."),
        ),
    ]


def export(opened: Callable[[str], Any], file: str, output: str, **given: Any) -> None:
    """Write what was asked for; `opened` gives the document of a file."""
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
    if given["deck"]:
        export_deck(Analysis(snapshot), Path(output), chosen)
    elif given["report"]:
        export_report(Analysis(snapshot), Path(output), chosen)
    else:
        export_all(_exhibits(snapshot, given), Path(output), chosen)


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
