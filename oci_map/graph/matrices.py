"""Builds the matrices: classes against classes, and organisations against working groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from oci_map.arrays import BoolArray, IntArray
from oci_map.graph import matrix as m
from oci_map.graph.class_gaps import COLUMNS_OF
from oci_map.graph.classes import SECTOR
from oci_map.graph.finding import SECTOR_DOMAIN, SECTOR_LEVEL, SECTORS
from oci_map.graph.matrix import Cell, Heading, Matrix, step_of
from oci_map.model.ids import RecordId

if TYPE_CHECKING:
    from oci_map.graph.findings import Findings

_KIND_OF: Final = {
    m.SECTOR_SECTOR: SECTORS,
    m.SECTOR_LEVEL: SECTOR_LEVEL,
    m.SECTOR_DOMAIN: SECTOR_DOMAIN,
}
#: Rows and columns of organisations and groups that a table holds; more than anybody reads.
MOST_ROWS: Final = 500
MOST_COLUMNS: Final = 60


def matrix_of(findings: Findings, name: str) -> Matrix:
    """Return a matrix by its name; raises KeyError for another."""
    if name == m.ORGANISATION_GROUP:
        return _organisation_group(findings)
    return _of_classes(findings, name, _KIND_OF[name])


def _of_classes(findings: Findings, name: str, kind: str) -> Matrix:
    classes = findings.classes
    rows, columns = classes.columns(SECTOR), classes.columns(COLUMNS_OF[kind])
    one = np.repeat(rows, len(columns))
    other = np.tile(columns, len(rows))
    shared = findings.class_finder.shared(one, other)
    keys = {gap.key for gap in findings.of_kind(kind)}
    cells = [
        _class_cell(findings, kind, a, b, shared[place], keys)
        for place, (a, b) in enumerate(zip(one.tolist(), other.tolist(), strict=True))
    ]
    width = len(columns)
    return Matrix(
        name=name,
        rows=_headings(findings, rows),
        columns=_headings(findings, columns),
        cells=tuple(tuple(cells[row * width : (row + 1) * width]) for row in range(len(rows))),
        symmetric=kind == SECTORS,
        refined=findings.refined,
        tested=findings.class_finder.tested[kind],
    )


def _headings(findings: Findings, columns: IntArray) -> tuple[Heading, ...]:
    classes = findings.classes
    return tuple(
        Heading(classes.nouns[one], classes.between.sectors[one], int(classes.sizes[one]))
        for one in columns.tolist()
    )


def _class_cell(
    findings: Findings,
    kind: str,
    one: int,
    other: int,
    shared: tuple[RecordId, ...],
    keys: set[str],
) -> Cell:
    between, sizes = findings.classes.between, findings.classes.sizes
    if not sizes[one] or not sizes[other]:
        return Cell(m.NO_MEMBER)
    if not between.pairs[one, other]:
        return Cell(m.NO_PAIR)
    finder, expected = findings.class_finder, findings.expected
    varies = bool(expected.sd[one, other] > 0)
    z = float(expected.z[one, other]) if varies else None
    key = finder.key(kind, between.sectors[one], between.sectors[other])
    return Cell(
        kind=m.COUNTED,
        count=min(int(between.ties[one, other]), int(between.pairs[one, other])),
        weight=float(between.weights[one, other]),
        pairs=int(between.pairs[one, other]),
        expected=float(expected.mean[one, other]),
        z=z,
        p=float(expected.p[one, other]) if varies else None,
        q=float(finder.q[one, other]) if varies else None,
        shared_needs=shared,
        step=step_of(z),
        gap=key if key in keys and one != other else "",
    )


def _organisation_group(findings: Findings) -> Matrix:
    """Return who sits where, and who holds a group's own need without sitting there.

    Of very many, the largest groups and who has most seats in these.
    """
    analysis, seats = findings.analysis, findings.seats
    held = analysis.needs
    largest = np.argsort(-seats.sizes, kind="stable")[:MOST_COLUMNS]
    columns = np.sort(largest)
    shown = np.isin(seats.group, columns)
    count = np.bincount(seats.organisation[shown], minlength=seats.size)
    rows = np.sort(np.argsort(-count, kind="stable")[:MOST_ROWS])
    own = findings.group_finder.own[columns] > 0
    holds = held.table(seats.size)[rows] > 0
    common = (holds.astype(np.float64) @ own.T) > 0
    roles = _roles(findings, shown)
    names, groups = analysis.organisations, seats.groups
    return Matrix(
        name=m.ORGANISATION_GROUP,
        rows=tuple(Heading("organisation", names[row], 1) for row in rows.tolist()),
        columns=tuple(
            Heading("working_group", groups[group], int(seats.sizes[group]))
            for group in columns.tolist()
        ),
        cells=tuple(
            tuple(
                _seat_cell(
                    roles.get((row, group)),
                    holds[place] & own[column] if common[place, column] else None,
                    held.needs,
                )
                for column, group in enumerate(columns.tolist())
            )
            for place, row in enumerate(rows.tolist())
        ),
        refined=True,
        more_rows=seats.size - len(rows),
        more_columns=len(groups) - len(columns),
    )


def _roles(findings: Findings, shown: BoolArray) -> dict[tuple[int, int], str]:
    seats, memberships = findings.seats, findings.analysis.snapshot.memberships
    return {
        (int(seats.organisation[seat]), int(seats.group[seat])): memberships[
            seats.memberships[seat]
        ].role
        for seat in np.flatnonzero(shown).tolist()
    }


def _seat_cell(role: str | None, shared: BoolArray | None, needs: tuple[RecordId, ...]) -> Cell:
    wants: tuple[RecordId, ...] = ()
    if shared is not None:
        wants = tuple(needs[one] for one in np.flatnonzero(shared).tolist())
    if role is not None:
        return Cell(m.SEAT, count=1, weight=1.0, shared_needs=wants, note=role)
    return Cell(m.WANTED, shared_needs=wants) if wants else _NOTHING


_NOTHING: Final = Cell(m.EMPTY)
