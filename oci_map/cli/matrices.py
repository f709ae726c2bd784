"""A matrix as a table of text and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from oci_map.cli.named import named, rounded
from oci_map.graph import matrix as m
from oci_map.graph.analysis import Analysis
from oci_map.graph.gap_remarks import amount
from oci_map.graph.gap_summary import heading_name, method_sentence
from oci_map.graph.matrix import Cell, Heading, Matrix
from oci_map.i18n import _
from oci_map.model.snapshot import Snapshot

MATRIX_OF_LEVEL: Final = {
    "sector": m.SECTOR_SECTOR,
    "level": m.SECTOR_LEVEL,
    "domain": m.SECTOR_DOMAIN,
    "group": m.ORGANISATION_GROUP,
}
_WIDEST: Final = 28
_SIGNS: Final = {m.NO_MEMBER: "·", m.NO_PAIR: "–", m.SEAT: "■", m.WANTED: "○", m.EMPTY: ""}


def matrix_lines(analysis: Analysis, level: str) -> Iterator[str]:
    """Give a matrix as text: columns have numbers, which are explained above."""
    matrix = _matrix(analysis, level)
    snapshot = analysis.snapshot
    if not matrix.rows or not matrix.columns:
        yield _("There is nothing to compare: a row or a column has no record yet.")
        return
    for number, heading in enumerate(matrix.columns, 1):
        yield f"{number:>3}. {heading_name(snapshot, heading.noun, heading.record)}"
    yield ""
    names = [_cut(heading_name(snapshot, row.noun, row.record)) for row in matrix.rows]
    width = max(map(len, names))
    texts = [[cell_text(cell) for cell in row] for row in matrix.cells]
    wide = max(4, *(len(text) for row in texts for text in row)) + 1
    yield " " * width + "".join(f"{number:>{wide}}" for number in range(1, len(texts[0]) + 1))
    for name, row in zip(names, texts, strict=True):
        yield f"{name:<{width}}" + "".join(f"{text:>{wide}}" for text in row)
    yield ""
    yield _legend(matrix)
    if matrix.name != m.ORGANISATION_GROUP:
        yield method_sentence(analysis.findings.refine())


def cell_text(cell: Cell) -> str:
    """Return a cell in a few signs: the weight of its ties, and an arrow when out of the usual."""
    if cell.kind != m.COUNTED:
        return _SIGNS[cell.kind]
    arrows = ("↓" if cell.step < 0 else "↑") * abs(cell.step)
    return amount(cell.weight) + arrows


def _legend(matrix: Matrix) -> str:
    if matrix.name == m.ORGANISATION_GROUP:
        return _("■ sits there · ○ does not sit there, but needs the same")
    return _(
        "The weight of ties · ↓ fewer, ↑ more than expected · – one organisation · · no member"
    )


def _cut(name: str) -> str:
    return name if len(name) <= _WIDEST else f"{name[: _WIDEST - 1]}…"


def plain_matrix(analysis: Analysis, level: str) -> dict[str, object]:
    """Return a matrix as plain values."""
    matrix = _matrix(analysis, level)
    snapshot = analysis.snapshot
    return {
        "matrix": matrix.name,
        "symmetric": matrix.symmetric,
        "tested": matrix.tested,
        "more_rows": matrix.more_rows,
        "more_columns": matrix.more_columns,
        "rows": [_heading(snapshot, one) for one in matrix.rows],
        "columns": [_heading(snapshot, one) for one in matrix.columns],
        "cells": [[_cell(cell) for cell in row] for row in matrix.cells],
    }


def _matrix(analysis: Analysis, level: str) -> Matrix:
    findings = analysis.findings
    if level != "group":
        findings = findings.refine()
    return findings.matrix(MATRIX_OF_LEVEL[level])


def _heading(snapshot: Snapshot, heading: Heading) -> dict[str, object]:
    return {
        "noun": heading.noun,
        **named(snapshot, heading.noun, heading.record),
        "organisations": heading.organisations,
    }


def _cell(cell: Cell) -> dict[str, object]:
    return {
        "kind": cell.kind,
        "count": cell.count,
        "weight": rounded(cell.weight),
        "pairs": cell.pairs,
        "expected": rounded(cell.expected),
        "z": rounded(cell.z),
        "p": rounded(cell.p),
        "q": rounded(cell.q),
        "step": cell.step,
        "shared_needs": list(cell.shared_needs),
        "gap": cell.gap or None,
        "role": cell.note or None,
    }
