"""The command that lays out any graph: ties in, positions out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from oci_map.cli.parts import command, option
from oci_map.i18n import _


def layout_command() -> click.Command:
    """Return the command that lays out a graph."""
    return command(
        "layout",
        _lay_out,
        _("Lay out any graph: a CSV of source, target and perhaps weight."),
        click.Argument(["edges"], metavar=_("EDGES")),
        option(
            "-o --output",
            _("Where to write the positions as CSV: node, x, y."),
            _("TARGET"),
            required=True,
        ),
        option(
            "--seed",
            _("The number to draw with; the same number gives the same plan."),
            _("N"),
            type=click.IntRange(0),
            default=0,
        ),
        option(
            "--from former",
            _("Positions written before: these nodes stay where they are."),
            _("FILE"),
        ),
    )


def _lay_out(edges: str, output: str, seed: int, former: str | None) -> None:
    from oci_map.drawing.plain_graph import lay_out_graph
    from oci_map.exchange.csv_edges import no_places, read_graph, read_places, write_places

    graph = read_graph(Path(edges))
    places = no_places(graph.nodes) if former is None else read_places(Path(former), graph.nodes)
    positions = lay_out_graph(graph.edges, graph.weights, places, seed)
    write_places(Path(output), graph.nodes, positions)
    for remark in graph.remarks:
        sys.stderr.write(remark + "\n")
