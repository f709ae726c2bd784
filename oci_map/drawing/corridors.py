"""The skeleton of a concave outline: which members it joins, and how it walks round others."""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray

#: px: half the width of a corridor between two members; what it leaves free beside others.
HALF_WIDTH = 14.0
ROOM = 6.0
_SPARE = 3.0
#: How much longer a way counts for each organisation in it, and how often it may be bent.
_BLOCKED = 0.8
_PASSES = 4


def corridors(members: FloatArray, others: FloatArray, radii: FloatArray) -> FloatArray:
    """Return the lines (q, 4) that join the members (k, 2) round the others (j, 2).

    They are a minimum spanning tree in which a way through others counts as longer; ways that
    are still blocked are bent round whoever is in them.
    """
    return _bent(_spanning_tree(members, others, radii), others, radii)


def distances_to_lines(points: FloatArray, lines: FloatArray) -> FloatArray:
    """Return the distance in px of each of the points (j, 2) from each line (q, 4): (j, q)."""
    begin, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    offset = points[:, None, :] - begin
    along = (offset * way).sum(axis=2) / np.maximum((way * way).sum(axis=1), 1e-9)
    beside = offset - np.clip(along, 0.0, 1.0)[:, :, None] * way
    return np.asarray(np.hypot(beside[:, :, 0], beside[:, :, 1]))


def _spanning_tree(members: FloatArray, others: FloatArray, radii: FloatArray) -> FloatArray:
    """Return the lines of the cheapest tree, by Prim's algorithm (1957)."""
    count = len(members)
    reached = np.zeros(count, dtype=np.bool_)
    cheapest = np.full(count, np.inf)
    source = np.zeros(count, dtype=np.intp)
    lines = np.empty((count - 1, 4))
    node = 0
    for step in range(count - 1):
        reached[node] = True
        rays = np.hstack((np.broadcast_to(members[node], members.shape), members))
        blocked = distances_to_lines(others, rays) < (radii + ROOM + HALF_WIDTH)[:, None]
        length = np.hypot(*(members - members[node]).T)
        cost = length * (1 + _BLOCKED * np.count_nonzero(blocked, axis=0))
        better = (cost < cheapest) & ~reached
        cheapest[better], source[better] = cost[better], node
        node = int(np.where(reached, np.inf, cheapest).argmin())
        lines[step] = (*members[source[node]], *members[node])
    return lines


def _bent(lines: FloatArray, others: FloatArray, radii: FloatArray) -> FloatArray:
    """Return the lines with one more bend for each that is blocked, several times over."""
    for _pass in range(_PASSES if len(others) else 0):
        depth = (radii + ROOM + HALF_WIDTH)[:, None] - distances_to_lines(others, lines)
        worst = depth.argmax(axis=0)
        blocked = depth.max(axis=0) > 0
        if not blocked.any():
            break
        pieces = []
        for line, blocker, bend in zip(lines, worst, blocked, strict=True):
            via = _way_round(line, int(blocker), others, radii) if bend else None
            if via is None:
                pieces.append(line[None])
            else:
                pieces.append(np.array([[*line[:2], *via], [*via, *line[2:]]]))
        lines = np.concatenate(pieces)
    return lines


def _way_round(
    line: FloatArray, blocker: int, others: FloatArray, radii: FloatArray
) -> FloatArray | None:
    """Return a point beside the blocker, on the side with more room; None at a line's end."""
    way = line[2:] - line[:2]
    length = float(np.hypot(*way))
    reach = radii[blocker] + ROOM + HALF_WIDTH + _SPARE
    if length < 1e-6:
        return None
    along = float((others[blocker] - line[:2]) @ way) / length
    if not 0.0 < along < length:
        return None
    normal = np.array([-way[1], way[0]]) / length
    side = float((others[blocker] - line[:2]) @ normal)
    options = others[blocker] + reach * np.outer((-1.0, 1.0), normal)
    rest = np.arange(len(others)) != blocker
    room = np.full(2, HALF_WIDTH + ROOM)
    if rest.any():
        gaps = np.hypot(*(options[:, None, :] - others[rest]).T).T - radii[rest]
        room = np.minimum(room, gaps.min(axis=1))
    # Of two sides with room, the nearer one.
    detour = np.array([abs(reach - side), abs(reach + side)])
    return np.asarray(options[int((room - 0.1 * detour).argmax())])
