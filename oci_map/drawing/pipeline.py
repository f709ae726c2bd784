"""Lays out a large map: rough shape, communities, neighbours, room for each mark, then the rest.

Every connected part is laid out by itself: distances to a few pivots (`layout_stress.py`), then
ties that pull and marks that push (`layout_forces.py`). Small parts and those tied to nobody
stand in rows below the largest one.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from oci_map.drawing.layout_forces import SPREAD, part_communities, settle
from oci_map.drawing.layout_stress import adjacency, stress_layout
from oci_map.drawing.overlaps import part_overlaps
from oci_map.drawing.packing import Part, packed
from oci_map.drawing.problem import FloatArray, IntArray, LayoutProblem
from oci_map.drawing.pulls import Pulls
from oci_map.progress import Progress, part

# px: the side of the square that each mark has on average.
_ROOM_PER_NODE: Final = 86.0
_PARTING_STEPS: Final = 30
_SETTLING_STEPS: Final = 50
# Connected parts smaller than this are drawn as a ring.
_SMALL: Final = 4


def layout_large(
    problem: LayoutProblem, seed: int = 0, progress: Progress | None = None
) -> FloatArray:
    """Return positions (n, 2) in px for every node, made afresh.

    Pinned nodes keep their start exactly, the hub stands in the middle. The same problem and
    seed give the same positions. Raises Cancelled when `progress` does.
    """
    positions = np.zeros((problem.count, 2))
    if problem.count == 0:
        return positions
    edges, weights = _without_hub(problem)
    found = _parts(problem, edges)
    laid_out = []
    done = 0
    for nodes in found:
        share = part(
            progress, 0.9 * done / problem.count, 0.9 * (done + len(nodes)) / problem.count
        )
        laid_out.append(Part(nodes, _part_layout(problem, nodes, edges, weights, seed, share)))
        done += len(nodes)
    positions = packed(laid_out, problem.radii, problem.label_widths)
    fixed = problem.fixed.copy()
    positions[fixed] = problem.start[fixed]
    if problem.hub is not None and not fixed[problem.hub]:
        positions[problem.hub] = 0.0
        fixed[problem.hub] = True
    return part_overlaps(positions, problem.radii, fixed, part(progress, 0.9, 1.0))


def _without_hub(problem: LayoutProblem) -> tuple[IntArray, FloatArray]:
    """Return the edges (m, 2) and weights (m,) that do not end at the hub, which ties everybody."""
    if problem.hub is None:
        return problem.edges, problem.weights
    kept = (problem.edges != problem.hub).all(axis=1)
    return problem.edges[kept], problem.weights[kept]


def _parts(problem: LayoutProblem, edges: IntArray) -> list[IntArray]:
    """Return the nodes of each connected part, the largest first; group mates are connected."""
    from scipy.sparse.csgraph import connected_components

    _count, label = connected_components(
        adjacency(problem.count, np.concatenate((edges, _group_links(problem)))), directed=False
    )
    order = np.argsort(label, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    parts = [nodes[nodes != problem.hub] if problem.hub is not None else nodes for nodes in groups]
    return sorted((p for p in parts if len(p)), key=lambda nodes: (-len(nodes), int(nodes[0])))


def _group_links(problem: LayoutProblem) -> IntArray:
    """Return links (m, 2) that hold the members of each group together: each to the next."""
    chains = []
    for group in problem.groups:
        members = group[group != problem.hub] if problem.hub is not None else group
        if len(members) > 1:
            chains.append(np.column_stack((members[:-1], members[1:])))
    return np.concatenate(chains) if chains else np.empty((0, 2), dtype=np.intp)


def _part_layout(
    problem: LayoutProblem,
    nodes: IntArray,
    edges: IntArray,
    weights: FloatArray,
    seed: int,
    progress: Progress | None,
) -> FloatArray:
    """Return positions (k, 2) in px of one connected part round its own middle."""
    if len(nodes) < _SMALL:
        angles = 2 * np.pi * np.arange(len(nodes)) / max(1, len(nodes))
        radius = 0.0 if len(nodes) == 1 else _ROOM_PER_NODE / 2
        return np.asarray(radius * np.column_stack((np.cos(angles), np.sin(angles))))
    place = np.full(problem.count, -1, dtype=np.intp)
    place[nodes] = np.arange(len(nodes))
    inside = (place[edges] >= 0).all(axis=1)
    own, own_weights = place[edges[inside]], weights[inside]
    mates = place[_group_links(problem)]
    mates = mates[(mates >= 0).all(axis=1)]
    groups = [place[group][place[group] >= 0] for group in problem.groups]
    if not len(own):  # held together by groups alone
        own, own_weights = mates, np.ones(len(mates))
    rng = np.random.default_rng(seed)
    rough = stress_layout(
        adjacency(len(nodes), np.concatenate((own, mates))), rng, part(progress, 0.0, 0.35)
    )
    pulls = Pulls(len(nodes), own, own_weights, [group for group in groups if len(group)])
    free = np.zeros(len(nodes), dtype=np.bool_)
    parted = part_communities(rough, pulls, free, _PARTING_STEPS, part(progress, 0.35, 0.6))
    settled = settle(_in_units(parted), pulls, free, _SETTLING_STEPS, part(progress, 0.6, 1.0))
    return _in_px(_lying(settled))


def _in_units(positions: FloatArray) -> FloatArray:
    centred = positions - positions.mean(axis=0)
    size = float(np.sqrt((centred**2).sum(axis=1).mean()))
    return np.asarray(centred * (SPREAD * np.sqrt(len(positions)) / max(size, 1e-9)))


def _lying(positions: FloatArray) -> FloatArray:
    """Turn a picture so that it is wider than high; the sign is fixed, so that it stays."""
    centred = positions - positions.mean(axis=0)
    _values, axes = np.linalg.eigh(centred.T @ centred)
    turned = centred @ axes[:, ::-1]
    signs = np.where((turned**3).sum(axis=0) < 0, -1.0, 1.0)
    return np.asarray(turned * signs)


def _in_px(positions: FloatArray) -> FloatArray:
    """Give each mark its share of the picture; what is too dense is parted afterwards."""
    size = float(np.sqrt((positions**2).sum(axis=1).mean()))
    wanted = _ROOM_PER_NODE * np.sqrt(len(positions) / (2 * np.pi))
    return np.asarray(positions * (wanted / max(size, 1e-9)))
