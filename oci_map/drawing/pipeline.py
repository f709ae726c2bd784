"""Lays out a large map: rough shape, communities, neighbours, room for each mark, then the rest.

Every connected part is laid out by itself: distances to a few pivots (`layout_stress.py`), then
ties that pull and marks that push (`layout_forces.py`), then room for discs and names
(`overlaps.py`). The smaller parts stand in a tidy frame round the largest (`packing.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.alignment import lying_turn, turn_towards
from oci_map.drawing.layout_forces import SPREAD, part_communities, settle
from oci_map.drawing.layout_stress import (
    Distances,
    adjacency,
    distances,
    restore_distances,
    stress_layout,
)
from oci_map.drawing.overlaps import remove_overlaps
from oci_map.drawing.packing import Part, pack
from oci_map.drawing.problem import LayoutProblem
from oci_map.drawing.pulls import Pulls
from oci_map.drawing.room import room_of
from oci_map.drawing.skeleton import Piece, pieces_of
from oci_map.drawing.small_parts import lay_out_small
from oci_map.progress import Progress, part

# Connected parts up to this size are laid out many at once.
_SMALL: Final = 48
_PARTING_STEPS: Final = 32
_SETTLING_STEPS: Final = 32
# A mark has on average a square of so many times the room that disc and name need.
_LOOSE: Final = 1.8
# Width over height aimed at, and how far a picture is stretched for it at most. Up to so many
# nodes the whole map is looked at in one picture; larger ones rather keep their distances.
_ASPECT: Final = 1.6
_MOST_STRETCH: Final = 1.3
_MOST_STRETCH_LARGE: Final = 1.08
_IN_ONE_PICTURE: Final = 600
# There the outlines of the groups are seen too, so that groups hold together more.
_COHESION: Final = 4.0
# How much of the way beyond the rim is left to those who stand outside.
_OUTSIDE: Final = 0.25
# In `settle` each node has on average a square with this side, in units.
_SIDE: Final = SPREAD * np.sqrt(2 * np.pi)


def layout_large(
    problem: LayoutProblem,
    seed: int = 0,
    progress: Progress | None = None,
    former: FloatArray | None = None,
) -> FloatArray:
    """Return positions (n, 2) in px for every node, made afresh.

    Pinned nodes keep their start exactly, the hub stands in the middle. With `former` (n, 2; NaN
    where unknown) the picture is turned like that one. The same problem and seed give the same
    positions. Raises Cancelled when `progress` does.
    """
    if problem.count == 0:
        return np.zeros((0, 2))
    rng = np.random.default_rng(seed)
    x = np.where(problem.fixed[:, None], problem.start, 0.0)
    core, others = _core_and_others(problem, pieces_of(problem))
    large = [piece for piece in others if piece.size > _SMALL]
    total = sum(len(piece.nodes) for piece in [*core, *large]) or 1
    done = 0
    for piece in [*core, *large]:
        share = part(progress, 0.8 * done / total, 0.8 * (done + len(piece.nodes)) / total)
        x[piece.nodes] = _piece_layout(problem, piece, former, rng, share)
        done += len(piece.nodes)
    parts = [Part(piece.nodes, x[piece.nodes]) for piece in large]
    small = [piece for piece in others if piece.size <= _SMALL]
    parts += _small_parts(problem, small, part(progress, 0.8, 0.85))
    return _assembled(problem, x, core, parts, progress)


def _core_and_others(
    problem: LayoutProblem, pieces: Sequence[Piece]
) -> tuple[list[Piece], list[Piece]]:
    """Return what stands where it stands, and what is packed round it."""
    fixed = problem.fixed
    anchored = [piece for piece in pieces if fixed[piece.nodes].any()]
    if not anchored:
        anchored = [piece for piece in pieces[:1] if len(piece.nodes) > 1]
    chosen = {id(piece) for piece in anchored}
    return anchored, [piece for piece in pieces if id(piece) not in chosen]


def _assembled(
    problem: LayoutProblem,
    x: FloatArray,
    core: Sequence[Piece],
    parts: Sequence[Part],
    progress: Progress | None,
) -> FloatArray:
    """Make room in the core and in each other part, and put everything together."""
    fixed = problem.fixed.copy()
    nodes = np.concatenate([np.empty(0, dtype=np.intp), *(piece.nodes for piece in core)])
    if problem.hub is not None:
        nodes = np.append(nodes, problem.hub)
        fixed[problem.hub] = True
    x[nodes] = _with_room(problem, x[nodes], nodes, fixed, part(progress, 0.85, 0.95))
    parted = _parts_with_room(problem, parts, part(progress, 0.95, 0.98))
    x = pack(x, nodes, parted, room_of(problem), part(progress, 0.98, 1.0))
    if progress is not None:
        progress.report(1.0)
    return x


def _with_room(
    problem: LayoutProblem,
    positions: FloatArray,
    nodes: IntArray,
    fixed: BoolArray,
    progress: Progress | None,
) -> FloatArray:
    return remove_overlaps(
        positions, problem.radii[nodes], room_of(problem)[nodes], fixed[nodes], progress
    )


def _parts_with_room(
    problem: LayoutProblem, parts: Sequence[Part], progress: Progress | None
) -> list[Part]:
    """Make room in all parts at once: they are set far apart for it."""
    single = [one for one in parts if len(one.nodes) == 1]
    parts = [one for one in parts if len(one.nodes) > 1]
    if not parts:
        return single
    nodes = np.concatenate([one.nodes for one in parts])
    sizes = np.array([len(one.nodes) for one in parts])
    wide = 1e3 + 2 * max(float(np.abs(one.positions).max()) for one in parts) * 4
    shift = np.repeat(np.arange(len(parts)) * wide, sizes)
    positions = np.concatenate([one.positions for one in parts])
    positions[:, 0] += shift
    free = np.zeros(problem.count, dtype=np.bool_)
    positions = _with_room(problem, positions, nodes, free, progress)
    positions[:, 0] -= shift
    bounds = np.cumsum(sizes)[:-1]
    own = np.split(positions, bounds)
    return [Part(one.nodes, x) for one, x in zip(parts, own, strict=True)] + single


def _small_parts(
    problem: LayoutProblem, pieces: Sequence[Piece], progress: Progress | None
) -> list[Part]:
    hop = 0.75 * _side(problem)
    sizes, links = [piece.size for piece in pieces], [piece.links for piece in pieces]
    found = lay_out_small(sizes, links, progress)
    return [
        Part(piece.nodes, hop * positions[: len(piece.nodes)])
        for piece, positions in zip(pieces, found, strict=True)
    ]


def _piece_layout(
    problem: LayoutProblem,
    piece: Piece,
    former: FloatArray | None,
    rng: np.random.Generator,
    progress: Progress | None,
) -> FloatArray:
    """Return positions (k, 2) in px of one connected part, round its own middle without pins."""
    count = len(piece.nodes)
    fixed = problem.fixed[piece.nodes]
    if fixed.all():
        return problem.start[piece.nodes]
    unit = _side(problem) / _SIDE
    wanted = problem.start[piece.nodes] / unit
    known = distances(adjacency(piece.size, piece.links), rng, part(progress, 0.0, 0.1))
    rough = _in_units(stress_layout(known, part(progress, 0.1, 0.2))[:count])
    reference = problem.start if former is None else former
    x = _turned(rough, reference[piece.nodes] / unit, fixed, former is not None)
    if fixed.any():
        x += wanted[fixed].mean(axis=0) - x[fixed].mean(axis=0)
        x[fixed] = wanted[fixed]
    cohesion = _COHESION if problem.count <= _IN_ONE_PICTURE else 1.0
    groups = _own_groups(problem, piece)
    central = _central(problem, piece)
    pulls = Pulls(count, piece.ties, piece.weights, groups, cohesion, central)
    x = part_communities(x, pulls, fixed, _PARTING_STEPS, part(progress, 0.2, 0.5))
    x = np.where(fixed[:, None], x, _restored(x, piece, known, part(progress, 0.5, 0.6)))
    if not fixed.any():
        x = _in_units(_without_outliers(x))
        x = _stretched(x if former is not None else x @ lying_turn(x))
    x = settle(x, pulls, fixed, _SETTLING_STEPS, part(progress, 0.6, 1.0))
    if not fixed.any():
        x -= (x.min(axis=0) + x.max(axis=0)) / 2
    return np.where(fixed[:, None], problem.start[piece.nodes], x * unit)


def _restored(
    x: FloatArray, piece: Piece, known: Distances, progress: Progress | None
) -> FloatArray:
    """Bring large distances near the hops again; points of groups stand amid their members."""
    points = known.matrix[len(x) :, : len(x)]
    amid = (points @ x) / np.maximum(np.diff(points.indptr), 1)[:, None]
    return restore_distances(np.concatenate((x, amid)), known, progress)[: len(piece.nodes)]


def _central(problem: LayoutProblem, piece: Piece) -> IntArray:
    """Return who belongs in the middle, numbered as the nodes of the piece."""
    if problem.centre_group is None:
        return np.empty(0, dtype=np.intp)
    return np.flatnonzero(np.isin(piece.nodes, problem.groups[problem.centre_group]))


def _own_groups(problem: LayoutProblem, piece: Piece) -> list[IntArray]:
    """Return the groups of the problem within the piece, numbered as its nodes."""
    place = np.full(problem.count, -1, dtype=np.intp)
    place[piece.nodes] = np.arange(len(piece.nodes))
    groups = (np.unique(place[group]) for group in problem.groups)
    return [own for own in (group[group >= 0] for group in groups) if len(own) > 1]


def _turned(x: FloatArray, reference: FloatArray, fixed: BoolArray, follow: bool) -> FloatArray:
    """Turn the rough picture like the former one, or like the pins, or to lie flat."""
    placed = np.isfinite(reference).all(axis=1) if follow else fixed
    if placed.sum() < (3 if follow else 2):
        return np.asarray(x @ lying_turn(x), dtype=np.float64)
    return np.asarray(x @ turn_towards(x[placed], reference[placed]), dtype=np.float64)


def _without_outliers(x: FloatArray) -> FloatArray:
    """Bring those who stand far outside nearer: they would make all others small."""
    away = x - x.mean(axis=0)
    # Who is on the rim of a disc is 1 here, whatever the width and the height.
    far = np.sqrt(((away / np.maximum(2 * x.std(axis=0), 1e-9)) ** 2).sum(axis=1))
    nearer = np.where(far > 1, 1 + _OUTSIDE * (far - 1), far)
    return np.asarray(away * (nearer / np.maximum(far, 1e-9))[:, None], dtype=np.float64)


def _stretched(x: FloatArray) -> FloatArray:
    """Make the picture wider than it is high."""
    most = _MOST_STRETCH if len(x) <= _IN_ONE_PICTURE else _MOST_STRETCH_LARGE
    across, down = np.maximum(x.std(axis=0), 1e-9)
    stretch = np.clip(np.sqrt(_ASPECT * down / across), 1.0, np.sqrt(most))
    return np.asarray(x * np.array([stretch, 1 / stretch]), dtype=np.float64)


def _in_units(x: FloatArray) -> FloatArray:
    centred = x - x.mean(axis=0)
    size = float(np.sqrt((centred**2).sum() / len(x)))
    return np.asarray(centred * (SPREAD * np.sqrt(len(x)) / max(size, 1e-9)))


def _side(problem: LayoutProblem) -> float:
    """Return the side in px of the square that each mark has on average."""
    return float(_LOOSE * np.sqrt(4 * room_of(problem).prod(axis=1).mean()))
