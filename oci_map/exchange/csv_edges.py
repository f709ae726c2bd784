"""Ties and positions of any graph as plain lists: what `oci-map layout` reads and writes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.drawing.plain_graph import indexed
from oci_map.errors import FileProblem
from oci_map.exchange import csv_text
from oci_map.exchange.csv_text import Row, Sheet
from oci_map.i18n import _, ngettext, number
from oci_map.values import dataclass

_TIES: Final = ("source", "target", "weight")
_PLACES: Final = ("node", "x", "y")


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """The nodes and ties of a file, and what of it was left aside."""

    nodes: tuple[str, ...]  # in the order in which the file names them
    edges: IntArray  # (m, 2) indices of nodes
    weights: FloatArray  # (m,)
    remarks: tuple[str, ...] = ()


def read_graph(path: Path) -> Graph:
    """Read ties from columns source, target and perhaps weight; raises FileProblem.

    A line with a source only is a node without ties. Without headings the order counts.
    """
    sheet = csv_text.read(path)
    columns, rows = _columns(sheet, _TIES, needed=2)
    index: dict[str, int] = {}
    ties: list[tuple[int, int, float]] = []
    loops = 0
    for row in rows:
        one, other = _cell(row, columns["source"]), _cell(row, columns["target"])
        if not one:
            raise sheet.fault(row.line, _("the first name is missing."))
        first = index.setdefault(one, len(index))
        if not other:
            continue
        second = index.setdefault(other, len(index))
        if first == second:
            loops += 1
        else:
            ties.append((first, second, _weight(sheet, row, columns)))
    if not index:
        raise FileProblem(
            _("“{file}” holds no ties. Put two names on each line.").format(file=sheet.name)
        )
    edges, weights = indexed(ties)
    return Graph(tuple(index), edges, weights, tuple(_remarks(loops, len(ties) - len(edges))))


def no_places(nodes: Sequence[str]) -> FloatArray:
    """Return positions (n, 2) of nodes that have none yet: NaN."""
    return np.full((len(nodes), 2), np.nan)


def read_places(path: Path, nodes: Sequence[str]) -> FloatArray:
    """Return the positions (n, 2) that a file of node, x, y has for nodes; NaN where it has none.

    Raises FileProblem.
    """
    sheet = csv_text.read(path)
    columns, rows = _columns(sheet, _PLACES, needed=3)
    index = {node: place for place, node in enumerate(nodes)}
    found = no_places(nodes)
    for row in rows:
        place = index.get(_cell(row, columns["node"]))
        if place is not None:
            found[place] = [_number(sheet, row, columns[axis]) for axis in "xy"]
    return found


def write_places(path: Path, nodes: Sequence[str], positions: FloatArray) -> None:
    """Write node, x, y in px, whole or not at all; raises FileProblem."""
    rows: list[Sequence[str | float]] = [_PLACES]
    rows += [
        (node, round(float(x), 2), round(float(y), 2))
        for node, (x, y) in zip(nodes, positions, strict=True)
    ]
    # With a point in its numbers a file has commas between them, whatever the language.
    csv_text.write(path, rows, delimiter=",")


def _columns(
    sheet: Sheet, names: Sequence[str], needed: int
) -> tuple[Mapping[str, int], Sequence[Row]]:
    """Return where each column stands, by its heading or else by order, and the rows below."""
    rows = sheet.rows
    if rows:
        heads = [cell.strip().casefold() for cell in rows[0].cells]
        if set(names[:needed]) <= set(heads):
            return {name: heads.index(name) for name in names if name in heads}, rows[1:]
        if len(heads) < needed:
            raise sheet.fault(
                rows[0].line,
                _("there must be columns {columns}.").format(columns=", ".join(names[:needed])),
            )
    return {name: place for place, name in enumerate(names)}, rows


def _cell(row: Row, place: int) -> str:
    return row.cells[place].strip() if place < len(row.cells) else ""


def _weight(sheet: Sheet, row: Row, columns: Mapping[str, int]) -> float:
    place = columns.get("weight")
    if place is None or not _cell(row, place):
        return 1.0
    weight = _number(sheet, row, place)
    if weight <= 0:
        raise sheet.fault(row.line, _("the weight of a tie must be above 0."))
    return weight


def _number(sheet: Sheet, row: Row, place: int) -> float:
    text = _cell(row, place)
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 else text)
    except ValueError:
        value = math.nan
    if not abs(value) < 1e12:
        raise sheet.fault(row.line, _("“{value}” is not a number.").format(value=text))
    return value


def _remarks(loops: int, again: int) -> Iterator[str]:
    if loops:
        yield ngettext(
            "{count} tie of a node with itself was left aside.",
            "{count} ties of nodes with themselves were left aside.",
            loops,
        ).format(count=number(loops))
    if again:
        yield ngettext(
            "{count} tie was there before; the weights were added up.",
            "{count} ties were there before; the weights were added up.",
            again,
        ).format(count=number(again))
