"""The order in which groups stand round the middle, and a first place for everybody.

Forces cannot untangle groups that lie across each other; a good order round a ring makes that
unnecessary. Groups that share members or ties become neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from oci_map.arrays import BoolArray, FloatArray, IntArray
from oci_map.drawing.group_setting import Setting

#: Ties weigh little beside shared members: a shared member costs an overlap, a tie only a line.
TIE_KINSHIP = 0.12
#: Skipping a neighbour on the ring is far worse than being one step further away.
SKIPPED, STEP, STEEPNESS = 1.0, 0.15, 1.3
#: Random orders to improve; with more groups each try is better and dearer.
TRIES, TRIES_OF_MANY, MANY = 14, 4, 12
#: Centres of the groups stand at this share of the picture from its middle.
RING = 0.34
#: Those without group and ties stand in two rows along the ring.
ROWS = (0.28, 0.41)
#: Members of two neighbours on the ring go outwards to about this share of the picture.
OUTWARDS = 0.33


def ring_sets(setting: Setting) -> BoolArray:
    """Return who stands at each place of the ring (k, n): groups, and those tied to nobody."""
    rows = list(setting.member[setting.ring])
    stray = stray_nodes(setting)
    if stray.any():
        rows.append(stray)
    return np.array(rows, dtype=np.bool_).reshape(len(rows), setting.count)


def stray_nodes(setting: Setting) -> BoolArray:
    """Tell who has neither a group nor a tie (n,)."""
    tied = (setting.incidence != 0).any(axis=0)
    return np.asarray(setting.loose & ~tied, dtype=np.bool_)


def ring_orders(
    setting: Setting, sets: BoolArray, wanted: int, rng: np.random.Generator
) -> list[IntArray]:
    """Return the best orders found of the places on the ring, at most `wanted` different ones."""
    count = len(sets)
    if count < 4:
        return [np.arange(count)]
    kinship = _kinship(setting, sets)
    cost = _ring_cost(count)
    turned = _reversals(count)
    tries = TRIES if count <= MANY else TRIES_OF_MANY
    ends = [_descend(rng.permutation(count), kinship, cost, turned) for _ in range(tries)]
    orders = [_canonical(order) for order in ends]
    best = np.array(min(orders, key=lambda order: (_value(order, kinship, cost), order)))
    # The runners-up, one move away, may turn out calmer once sizes and ties have their say.
    orders += [_canonical(order) for order in best[np.concatenate([_exchanges(count), turned])]]
    ranked = sorted(set(orders), key=lambda order: (_value(order, kinship, cost), order))
    return [np.array(order, dtype=np.intp) for order in ranked[:wanted]]


def _kinship(setting: Setting, sets: BoolArray) -> FloatArray:
    belongs = sets.astype(np.float64)
    shares = belongs / np.maximum(belongs.sum(axis=0), 1.0)
    ties = np.zeros((setting.count, setting.count))
    tail, head = setting.ties.T
    ties[tail, head] = setting.weights
    ties[head, tail] = setting.weights
    kin: FloatArray = belongs @ belongs.T + TIE_KINSHIP * shares @ ties @ shares.T
    np.fill_diagonal(kin, 0.0)
    return kin


def _ring_cost(count: int) -> FloatArray:
    place = np.arange(count)
    apart = np.abs(place[:, None] - place)
    apart = np.minimum(apart, count - apart)
    steps = SKIPPED * np.maximum(apart - 1, 0) + STEP * apart
    return np.asarray(steps**STEEPNESS, dtype=np.float64)


def _value(order: Sequence[int], kinship: FloatArray, cost: FloatArray) -> float:
    place = np.array(order, dtype=np.intp)
    return float((kinship[np.ix_(place, place)] * cost).sum())


def _exchanges(count: int) -> IntArray:
    """List every exchange of two places as permutations (k, count)."""
    pairs = np.array(list(combinations(range(count), 2)))
    moves = np.tile(np.arange(count), (len(pairs), 1))
    row = np.arange(len(pairs))
    moves[row, pairs[:, 0]], moves[row, pairs[:, 1]] = pairs[:, 1], pairs[:, 0]
    return moves


def _reversals(count: int) -> IntArray:
    """List every reversal of a stretch of places as permutations (k, count)."""
    moves = []
    for one, other in combinations(range(count), 2):
        turned = np.arange(count)
        turned[one : other + 1] = turned[one : other + 1][::-1]
        moves.append(turned)
    return np.array(moves, dtype=np.intp)


def _descend(
    order: IntArray, kinship: FloatArray, cost: FloatArray, reversals: IntArray
) -> IntArray:
    """Exchange places while that helps, then reverse stretches, until nothing helps any more."""
    while True:
        near = kinship[np.ix_(order, order)]
        product = near @ cost
        own = product.diagonal()
        # What the exchange of each pair adds to the cost, as in quadratic assignment.
        change = product + product.T - own[:, None] - own + 2 * near * cost
        one, other = np.unravel_index(int(change.argmin()), change.shape)
        if change[one, other] < -1e-9:
            order = order.copy()
            order[[one, other]] = order[[other, one]]
            continue
        turned = order[reversals]
        values = np.einsum("kij,ij->k", kinship[turned[:, :, None], turned[:, None, :]], cost)
        best = int(values.argmin())
        if values[best] >= float((near * cost).sum()) - 1e-9:
            return order
        order = turned[best]


def _canonical(order: IntArray) -> tuple[int, ...]:
    """Turn and mirror a circular order so that equal rings compare equal."""
    turned = np.roll(order, -int(order.argmin()))
    if turned[1] > turned[-1]:
        turned = np.roll(turned[::-1], 1)
    return tuple(int(place) for place in turned)


def ring_start(
    setting: Setting,
    sets: BoolArray,
    order: IntArray,
    rng: np.random.Generator,
) -> FloatArray:
    """Give everybody a first place (n, 2): with their groups, or else with those they work with."""
    centres = _centres(setting, sets, order)
    on_ring = sets.sum(axis=0)
    belongs = on_ring.astype(np.float64)
    if setting.centre is not None:
        belongs += setting.member[setting.centre]
    places: FloatArray = (sets.T @ centres) / np.maximum(belongs, 1.0)[:, None]
    span = 2 * setting.half
    share = np.maximum(np.hypot(*(places / span).T), 1e-3)
    outwards = np.clip(OUTWARDS / share, 1.0, 1.5)
    places = np.where((on_ring == 2)[:, None], places * outwards[:, None], places)
    places += rng.normal(0.0, 28.0, places.shape)
    stray = stray_nodes(setting)
    if stray.any():
        places[stray] = _arc(setting, sets, order)
    homeless = setting.loose & (on_ring == 0)
    if homeless.any():
        _place_beside_ties(places, homeless, setting, rng)
    return np.asarray(places)


def _sectors(sets: BoolArray, order: IntArray) -> tuple[FloatArray, FloatArray]:
    """Share the circle out: where each place of the ring begins and how wide it is, radians."""
    holders = np.maximum(sets.sum(axis=0), 1)
    width = np.sqrt((sets / holders).sum(axis=1) + 0.8)
    width *= 2 * np.pi / max(float(width.sum()), 1.0)
    begin = np.empty(len(sets))
    begin[order] = np.cumsum(width[order]) - width[order]
    return begin, width


def _on_ring(angle: FloatArray, share: FloatArray | float, setting: Setting) -> FloatArray:
    """Return points (…, 2) on an ellipse that fills a share of the picture."""
    across, down = 2 * setting.half * np.ones(2)
    points = [np.cos(angle) * share * across, np.sin(angle) * share * down]
    return np.stack(points, axis=-1)


def _centres(setting: Setting, sets: BoolArray, order: IntArray) -> FloatArray:
    """Return the middle (k, 2) of each place of the ring."""
    begin, width = _sectors(sets, order)
    return _on_ring(begin + width / 2, RING, setting)


def _arc(setting: Setting, sets: BoolArray, order: IntArray) -> FloatArray:
    """Line the last place of the ring up along its arc, in two rows: nothing else holds it."""
    begin, width = _sectors(sets, order)
    count = int(sets[-1].sum())
    if len(sets) == 1 and setting.hub is None and setting.centre is None:
        return _sunflower(count, setting)
    angle = begin[-1] + width[-1] * (np.arange(count) + 0.5) / count
    rows = np.where(np.arange(count) % 2, *ROWS)
    return _on_ring(angle, rows, setting)


def _sunflower(count: int, setting: Setting) -> FloatArray:
    """Spread nodes of which nothing is known evenly over the picture, as seeds in a sunflower."""
    seed = np.arange(count)
    angle = seed * np.pi * (3 - np.sqrt(5))
    return _on_ring(angle, 0.45 * np.sqrt((seed + 0.5) / count), setting)


def _place_beside_ties(
    places: FloatArray, homeless: BoolArray, setting: Setting, rng: np.random.Generator
) -> None:
    """Put those without a group a little outside the middle of those they work with."""
    count = setting.count
    ties = np.zeros((count, count))
    tail, head = setting.ties.T
    ties[tail, head] = setting.weights
    ties[head, tail] = setting.weights
    angle = rng.uniform(0.0, 2 * np.pi, int(homeless.sum()))
    places[homeless] = np.stack([np.cos(angle), np.sin(angle)], axis=1) * setting.half * 0.6
    strength = ties.sum(axis=1)[homeless][:, None]
    # Some of them work only with others of their kind: a few rounds let a place travel.
    alone = not setting.member.any()
    for _ in range(30 if alone else 6):
        places[homeless] = 1.15 * (ties[homeless] @ places) / strength
        if alone:
            # Nothing else holds them: without this they would all meet in one point.
            spread, _ = np.linalg.qr(places[homeless] - places[homeless].mean(axis=0))
            places[homeless] = spread * 0.5 * np.sqrt(homeless.sum()) * setting.half
    places[homeless] += rng.normal(0.0, 60.0, (int(homeless.sum()), 2))
