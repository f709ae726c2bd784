"""The command that lays out any graph: ties in, positions out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from oci_map.i18n import _


def options() -> list[click.Parameter]:
    """Return what can follow the command."""
    return [
        click.Argument(["edges"], metavar=_("EDGES")),
        click.Option(
            ["-o", "--output"],
            metavar=_("TARGET"),
            required=True,
            help=_("Where to write the positions as CSV: node, x, y."),
        ),
        click.Option(
            ["--seed"],
            type=click.IntRange(0),
            default=0,
            metavar=_("N"),
            help=_("The number to draw with; the same number gives the same plan."),
        ),
        click.Option(
            ["--from", "former"],
            metavar=_("FILE"),
            help=_("Positions written before: these nodes stay where they are."),
        ),
    ]


def lay_out(edges: str, output: str, seed: int, former: str | None) -> None:
    """Read ties, lay them out and write the positions; raises FileProblem."""
    from oci_map.drawing.plain_graph import lay_out_graph
    from oci_map.exchange.csv_edges import no_places, read_graph, read_places, write_places

    graph = read_graph(Path(edges))
    places = no_places(graph.nodes) if former is None else read_places(Path(former), graph.nodes)
    positions = lay_out_graph(graph.edges, graph.weights, places, seed)
    write_places(Path(output), graph.nodes, positions)
    for remark in graph.remarks:
        sys.stderr.write(remark + "\n")
