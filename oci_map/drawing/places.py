"""Where each organisation stands: the document's positions, and places for the new ones.

Positions belong to the document, not to a filter: hiding a sector or choosing a date moves
nothing. So the layout always sees all organisations and all ties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from oci_map.arrays import IntArray
from oci_map.drawing.marks import map_name, node_radii, primary_sector
from oci_map.drawing.problem import LayoutProblem
from oci_map.drawing.style import LABEL_SIZE
from oci_map.drawing.text import text_width
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import COORDINATION, DEFAULT_KINDS, Filter
from oci_map.model import records as r
from oci_map.model import vocabulary as v
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.progress import Progress

Places = dict[RecordId, tuple[float, float]]

# When more than this share sits in no drawn group, sectors give the picture its order instead.
_MANY_LOOSE: Final = 0.3


def stored_places(snapshot: Snapshot) -> Places:
    """Return the places that the document keeps, in px at 100 %."""
    positions = snapshot.all(r.Position).values()
    return {one.organisation: (one.x, one.y) for one in positions}


def missing_places(snapshot: Snapshot, progress: Progress | None = None) -> Places:
    """Return places for the organisations that have none yet: near those they work with.

    Who works with nobody and is in no group stands in rows beside the map. The others stay where
    they are. When no organisation has a place, all are laid out. May raise Cancelled.
    """
    known = stored_places(snapshot)
    new = [one for one in snapshot.organisations if one not in known]
    if not new:
        return {}
    from oci_map.drawing import layout  # most pictures need no places

    # A sector gives a new picture its order; on one that stands it is no reason to be close.
    ids, problem = layout_problem(snapshot, sectors=not known)
    at = layout.place_new(problem, progress=progress)
    index = {one: i for i, one in enumerate(ids)}
    return {one: (float(at[index[one]][0]), float(at[index[one]][1])) for one in new}


def tidy_places(snapshot: Snapshot, progress: Progress | None = None) -> Places:
    """Return places for all organisations from scratch; pinned ones stay. May raise Cancelled."""
    from oci_map.drawing import layout

    ids, problem = layout_problem(snapshot)
    at = layout.tidy(problem, progress=progress)
    return {one: (float(x), float(y)) for one, (x, y) in zip(ids, at, strict=True)}


def ringed_places(snapshot: Snapshot, progress: Progress | None = None) -> Places:
    """Return places in rings by policy level; pinned ones stay. May raise Cancelled."""
    from oci_map.drawing import arrangements

    ids, problem = layout_problem(snapshot)
    at = arrangements.rings(problem, _levels(snapshot, ids), _sectors(snapshot, ids), progress)
    return {one: (float(x), float(y)) for one, (x, y) in zip(ids, at, strict=True)}


def columned_places(snapshot: Snapshot, progress: Progress | None = None) -> Places:
    """Return places in columns by sector; pinned ones stay. May raise Cancelled."""
    from oci_map.drawing import arrangements

    ids, problem = layout_problem(snapshot)
    problem = replace(problem, hub=None)  # here the coordinator stands in its sector
    at = arrangements.columns(problem, _sectors(snapshot, ids), _levels(snapshot, ids), progress)
    return {one: (float(x), float(y)) for one, (x, y) in zip(ids, at, strict=True)}


def _levels(snapshot: Snapshot, ids: Sequence[RecordId]) -> list[int]:
    """Return the rank of each one's policy level; those without one come last."""
    ordered = sorted(snapshot.levels.values(), key=lambda one: (one.rank, one.id))
    ranks = {level.id: rank for rank, level in enumerate(ordered)}
    return [ranks.get(snapshot.organisations[one].policy_level, len(ranks)) for one in ids]


def _sectors(snapshot: Snapshot, ids: Sequence[RecordId]) -> list[int]:
    """Return the rank of each one's first sector; those without one come last."""
    ordered = sorted(snapshot.sectors.values(), key=lambda one: (one.rank, one.id))
    ranks = {sector.id: rank for rank, sector in enumerate(ordered)}
    first = [primary_sector(snapshot, snapshot.organisations[one]) for one in ids]
    return [len(ranks) if one is None else ranks[one.id] for one in first]


def drawn_groups(snapshot: Snapshot) -> list[r.WorkingGroup]:
    """Return the groups that are drawn as outlines, in their order.

    The platform is not: everybody is in it, and an outline round everybody says nothing.
    """
    return sorted(
        (group for group in snapshot.groups.values() if group.kind != v.PLATFORM),
        key=lambda group: (group.rank, group.id),
    )


def layout_problem(
    snapshot: Snapshot, *, sectors: bool = True
) -> tuple[tuple[RecordId, ...], LayoutProblem]:
    """Return all organisations and what their layout is made from.

    With `sectors` they stand in for groups where many organisations are in none.
    """
    analysis = Analysis(snapshot, Filter(kinds=DEFAULT_KINDS - {COORDINATION}))
    ids = analysis.organisations
    index = {one: i for i, one in enumerate(ids)}
    radii = np.array(node_radii(snapshot, ids, analysis.brokerage), dtype=np.float64)
    known = stored_places(snapshot)
    nowhere = (float("nan"), float("nan"))
    pinned = {one.organisation for one in snapshot.all(r.Position).values() if one.pinned}
    groups, centre = _layout_groups(analysis, index, sectors)
    problem = LayoutProblem(
        radii=radii,
        label_widths=np.array(
            [text_width(map_name(snapshot.organisations[one]), LABEL_SIZE, 500) for one in ids],
            dtype=np.float64,
        ),
        edges=np.empty((0, 2), dtype=np.intp),
        weights=np.empty(0),
        groups=groups,
        hub=index.get(snapshot.info.coordinator),
        centre_group=centre,
        start=np.array([known.get(one, nowhere) for one in ids], dtype=np.float64).reshape(-1, 2),
        pinned=np.array([one in pinned for one in ids], dtype=np.bool_),
    )
    return ids, _with_lines(problem, analysis, index)


def _with_lines(
    problem: LayoutProblem, analysis: Analysis, index: Mapping[RecordId, int]
) -> LayoutProblem:
    """Return the problem with the drawn ties as edges; groups hold their members by themselves."""
    strengths: dict[tuple[int, int], float] = {}
    for line in analysis.lines:
        one, other = sorted((index[line.one], index[line.other]))
        strengths[one, other] = strengths.get((one, other), 0.0) + line.strength / 3
    if not strengths:
        return problem
    pairs = sorted(strengths)
    return replace(
        problem,
        edges=np.array(pairs, dtype=np.intp),
        weights=np.array([strengths[pair] for pair in pairs], dtype=np.float64),
    )


def _layout_groups(
    analysis: Analysis, index: Mapping[RecordId, int], sectors: bool
) -> tuple[tuple[IntArray, ...], int | None]:
    snapshot = analysis.snapshot
    groups: list[list[int]] = []
    centre: int | None = None
    for group in drawn_groups(snapshot):
        members = sorted({index[m.organisation] for m in analysis.members_of(group.id)})
        if not members:
            continue
        if centre is None and group.kind == v.POLICY_GROUP:
            centre = len(groups)
        groups.append(members)
    grouped = {one for members in groups for one in members}
    hub = index.get(snapshot.info.coordinator)
    loose = [i for i in index.values() if i not in grouped and i != hub]
    if sectors and len(loose) > _MANY_LOOSE * len(index):
        groups.extend(_by_sector(analysis, loose))
    return tuple(np.array(members, dtype=np.intp) for members in groups), centre


def _by_sector(analysis: Analysis, loose: list[int]) -> list[list[int]]:
    sectors: dict[str, list[int]] = {}
    for i in loose:
        organisation = analysis.snapshot.organisations[analysis.organisations[i]]
        sector = primary_sector(analysis.snapshot, organisation)
        sectors.setdefault(sector.id if sector is not None else "", []).append(i)
    return [sectors[key] for key in sorted(sectors)]
