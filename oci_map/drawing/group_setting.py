"""A layout problem together with all that stays the same while its nodes move."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.problem import LayoutProblem
from oci_map.values import dataclass

#: Room between the discs of the members and the outline drawn round them.
PAD = 18.0
#: Room between two outlines that share nobody; round the centre group there is more,
#: because its name stands there and every coordinator line passes.
BETWEEN_OUTLINES = 2 * PAD + 10
ROUND_CENTRE = 2 * PAD + 26
#: Room between those who are only in the one and only in the other of two groups that share
#: members: each outline then passes the other's own members, and the two meet in a clean lens.
BETWEEN_DIFFERENCES = 26.0
#: Share of one node in the area of the picture, and the share of labels when they are wide.
ROOM_PER_NODE = 125.0**2
ROOM_PER_LABEL = 2.4
#: Width to height: between the room beside the panels of a window and that of a wide slide.
ASPECT = 1.2


@dataclass(frozen=True, slots=True, eq=False)
class Separations:
    """Pairs of node sets that want a straight strip of free room between them."""

    sets: IntArray  # (q, k) members of each set, the first one repeated to equal length
    first: IntArray  # (p,) index into sets
    second: IntArray  # (p,)
    margin: FloatArray  # (p,) px
    overlap: BoolArray  # (p,) True where the sets are the differences of two groups
    push: FloatArray  # (p, n) -1 for members of the first set, +1 for those of the second


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What does not move: sizes, ties, who is drawn inside which outline, the room there is."""

    radii: FloatArray  # (n,)
    boxes: FloatArray  # (n, 2) half width and half height that node and label want for themselves
    half: FloatArray  # (2,) half width and half height of the picture aimed at
    hub: int | None
    centre: int | None  # row of `member` that sits round the hub
    member: BoolArray  # (g, n) who is drawn inside which outline
    names: IntArray  # (g,) index of each row in the groups of the problem
    ties: IntArray  # (m, 2) without those of the hub, which lead everywhere
    weights: FloatArray  # (m,) about 1 on average
    incidence: FloatArray  # (m, n) -1 at the tail and +1 at the head of each tie
    fixed: BoolArray  # (n,) never moved: pins and the hub
    separations: Separations

    @property
    def count(self) -> int:
        """How many nodes there are."""
        return int(self.radii.shape[0])

    @property
    def groups(self) -> IntArray:
        """The members of each row, the first one repeated to equal length, shape (g, k)."""
        return self.separations.sets[: self.member.shape[0]]

    @property
    def ring(self) -> IntArray:
        """The rows that stand round the middle: all but the centre group."""
        return np.array([g for g in range(self.member.shape[0]) if g != self.centre], dtype=np.intp)

    @property
    def loose(self) -> BoolArray:
        """The nodes without any outline, the hub excepted, shape (n,)."""
        lone = np.asarray(~self.member.any(axis=0))
        if self.hub is not None:
            lone[self.hub] = False
        return lone


def setting_of(problem: LayoutProblem, fixed: BoolArray) -> Setting:
    """Prepare a problem; `fixed` nodes (n,) will not be moved by anything."""
    names = _telling(problem)
    member = np.zeros((len(names), problem.count), dtype=np.bool_)
    for row, name in enumerate(names):
        member[row, problem.groups[name]] = True
    held = fixed.copy()
    if problem.hub is not None:
        held[problem.hub] = True
    centre = _centre_row(problem, names, member)
    _keep_hub_home(member, problem.hub, centre)
    ties, weights = _ties_without_hub(problem)
    boxes = np.stack(
        [np.maximum(problem.radii, problem.label_widths / 2) + 4, problem.radii + 10], axis=1
    )
    area = max(
        problem.count * ROOM_PER_NODE, ROOM_PER_LABEL * float((4 * boxes.prod(axis=1)).sum())
    )
    half = np.array([np.sqrt(area * ASPECT), np.sqrt(area / ASPECT)]) / 2
    return Setting(
        radii=problem.radii,
        boxes=boxes,
        half=half,
        hub=problem.hub,
        centre=centre,
        member=member,
        names=names,
        ties=ties,
        weights=weights,
        incidence=_incidence(ties, problem.count),
        fixed=held,
        separations=_separations(member, centre),
    )


def without(setting: Setting, detached: Iterable[tuple[int, int]]) -> Setting:
    """Return the setting with these (group, node) memberships drawn outside their outline."""
    member = setting.member.copy()
    row_of = {int(name): row for row, name in enumerate(setting.names)}
    for group, node in detached:
        if group in row_of:
            member[row_of[group], node] = False
    return with_members(setting, member)


def with_members(setting: Setting, member: BoolArray) -> Setting:
    """Return the setting with exactly these members (g, n) inside the outlines."""
    if np.array_equal(member, setting.member):
        return setting
    return replace(setting, member=member, separations=_separations(member, setting.centre))


def _telling(problem: LayoutProblem) -> IntArray:
    """List the groups that give the picture an order: not the empty ones, nor one of everybody."""
    everybody = set(range(problem.count)) - {problem.hub}
    telling = [
        name
        for name, group in enumerate(problem.groups)
        if len(group) and (name == problem.centre_group or not everybody <= set(group.tolist()))
    ]
    return np.array(telling, dtype=np.intp)


def _centre_row(problem: LayoutProblem, names: IntArray, member: BoolArray) -> int | None:
    """Find the group round the middle; one without the hub would cover the hub, so it may not."""
    hub, wanted = problem.hub, problem.centre_group
    row = None if wanted is None else next((r for r, n in enumerate(names) if n == wanted), None)
    if hub is None or (row is not None and member[row, hub]):
        return row
    homes = np.flatnonzero(member[:, hub])
    if not len(homes):
        return None
    shared = (member[homes] & (member.sum(axis=0) > 1)).sum(axis=1)
    return int(homes[np.argmin(shared)])


def _keep_hub_home(member: BoolArray, hub: int | None, centre: int | None) -> None:
    """Draw the hub inside one outline only: it would pull every other one across the middle."""
    if hub is not None and centre is not None:
        others = np.arange(member.shape[0]) != centre
        # An outline needs somebody inside; a group of the hub alone stays as it is.
        member[others & (member.sum(axis=1) > 1), hub] = False


def _ties_without_hub(problem: LayoutProblem) -> tuple[IntArray, FloatArray]:
    keep = np.ones(len(problem.edges), dtype=np.bool_)
    if problem.hub is not None:
        keep = ~(problem.edges == problem.hub).any(axis=1)
    weights = problem.weights[keep]
    if len(weights):
        # Neither one huge tie nor many faint ones may bend the picture.
        weights = np.clip(weights / weights.mean(), 0.4, 2.5)
    return problem.edges[keep].reshape(-1, 2), weights


def _incidence(ties: IntArray, nodes: int) -> FloatArray:
    ends = np.zeros((len(ties), nodes))
    edge = np.arange(len(ties))
    ends[edge, ties[:, 0]] = -1.0
    ends[edge, ties[:, 1]] = 1.0
    return ends


def _separations(member: BoolArray, centre: int | None) -> Separations:
    """List who keeps clear of whom: groups that share nobody, else what each has for itself."""
    count, nodes = member.shape
    sets = list(member)
    rows: list[tuple[int, int, float, bool]] = []
    for one, other in combinations(range(count), 2):
        if not (member[one] & member[other]).any():
            margin = ROUND_CENTRE if centre in (one, other) else BETWEEN_OUTLINES
            rows.append((one, other, margin, False))
            continue
        first, second = member[one] & ~member[other], member[other] & ~member[one]
        if first.any() and second.any():
            rows.append((len(sets), len(sets) + 1, BETWEEN_DIFFERENCES, True))
            sets += [first, second]
    first_set = np.array([row[0] for row in rows], dtype=np.intp)
    second_set = np.array([row[1] for row in rows], dtype=np.intp)
    masks = np.array(sets, dtype=np.float64).reshape(len(sets), nodes)
    return Separations(
        sets=_equal_length([np.flatnonzero(mask) for mask in sets]),
        first=first_set,
        second=second_set,
        margin=np.array([row[2] for row in rows], dtype=np.float64),
        overlap=np.array([row[3] for row in rows], dtype=np.bool_),
        push=masks[second_set] - masks[first_set],
    )


def _equal_length(sets: list[IntArray]) -> IntArray:
    """Stack index lists of different length by repeating their first entry: maxima stay right."""
    longest = max((len(members) for members in sets), default=0)
    stacked = np.zeros((len(sets), longest), dtype=np.intp)
    for row, members in enumerate(sets):
        stacked[row, : len(members)] = members
        stacked[row, len(members) :] = members[0]
    return stacked
