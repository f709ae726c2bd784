"""What hangs together on a map: ties, and groups as points that their members are linked to."""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.drawing.problem import LayoutProblem
from oci_map.values import dataclass

#: Those with so few ties, and a few of the busiest, are linked to the point of their group. Were
#: all linked, a large group would bring everybody near everybody.
_FEW_TIES = 2
_BUSIEST = 3


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """One connected part of the map: its nodes, and points for its groups after them."""

    nodes: IntArray  # (k,) in the problem
    size: int  # k and the number of points
    links: IntArray  # (l, 2) below `size`: ties, and links to the points
    ties: IntArray  # (m, 2) below k
    weights: FloatArray  # (m,)


def pieces_of(problem: LayoutProblem) -> list[Piece]:
    """Return the connected parts without the hub, the largest first; group mates are connected."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ties, weights = _ties(problem)
    links = np.concatenate((ties, _group_links(problem, ties)))
    total = problem.count + len(problem.groups)
    ones = np.ones(len(links), dtype=np.int8)
    matrix = coo_array((ones, (links[:, 0], links[:, 1])), shape=(total, total))
    label = connected_components(matrix, directed=False)[1].astype(np.intp)
    real = np.bincount(label[: problem.count], minlength=int(label.max()) + 1)
    place = _places(label)
    members, links_of, ties_of = (
        _split(label, place_label, len(real))
        for place_label in (np.arange(total), links[:, 0], ties[:, 0])
    )
    pieces = []
    for part in np.argsort(-real, kind="stable").tolist():
        nodes = members[part][: real[part]]
        if len(nodes) == 0 or (len(nodes) == 1 and nodes[0] == problem.hub):
            continue
        own = ties_of[part]
        pieces.append(
            Piece(nodes, len(members[part]), place[links[links_of[part]]], place[ties[own]],
                  weights[own])
        )  # fmt: skip
    return pieces


def _ties(problem: LayoutProblem) -> tuple[IntArray, FloatArray]:
    """Return the ties (m, 2) and weights (m,) without those of the hub, which lead everywhere.

    Loops are left out, and ties between the same two are added up.
    """
    kept = problem.edges[:, 0] != problem.edges[:, 1]
    if problem.hub is not None:
        kept &= (problem.edges != problem.hub).all(axis=1)
    pairs = np.sort(problem.edges[kept], axis=1).astype(np.int64)
    keys, again = np.unique(pairs @ np.array([problem.count, 1]), return_inverse=True)
    weights = np.zeros(len(keys))
    np.add.at(weights, again, problem.weights[kept])
    return np.column_stack(np.divmod(keys, problem.count)).astype(np.intp), weights


def _group_links(problem: LayoutProblem, ties: IntArray) -> IntArray:
    """Return links (l, 2) from members to the point of their group, numbered after the nodes."""
    degrees = np.bincount(ties.ravel(), minlength=problem.count)
    links = [np.empty((0, 2), dtype=np.intp)]
    for number, group in enumerate(problem.groups):
        members = group[group != problem.hub] if problem.hub is not None else group
        busiest = np.argsort(-degrees[members], kind="stable")[:_BUSIEST]
        loose = np.flatnonzero(degrees[members] <= _FEW_TIES)
        members = members[np.union1d(busiest, loose)]
        if len(members) > 1:
            point = np.full(len(members), problem.count + number, dtype=np.intp)
            links.append(np.column_stack((members, point)))
    return np.concatenate(links)


def _places(label: IntArray) -> IntArray:
    """Return the number of each node within its own part."""
    order = np.argsort(label, kind="stable")
    begin = np.searchsorted(label[order], np.arange(int(label.max()) + 1))
    place = np.empty_like(label)
    place[order] = np.arange(len(label)) - begin[label[order]]
    return place


def _split(label: IntArray, keys: IntArray, count: int) -> list[IntArray]:
    """Return the rows that belong to each part, by the node (rows,) that says where."""
    order = np.argsort(label[keys], kind="stable")
    bounds = np.searchsorted(label[keys][order], np.arange(1, count))
    return [np.asarray(rows, dtype=np.intp) for rows in np.split(order, bounds)]
