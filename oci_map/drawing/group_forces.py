"""The forces that bring a map with groups to rest, for several pictures at once.

All positions are (s, n, 2): s pictures of the same map, relaxed side by side because numpy
spends as long on one as on four.
"""

from __future__ import annotations

import numpy as np

from oci_map.arrays import FloatArray, IntArray
from oci_map.drawing.group_setting import PAD, Setting
from oci_map.drawing.supports import clearances, compass, gaps, perimeters, reach, supports
from oci_map.progress import Progress
from oci_map.values import dataclass

#: Directions in which outlines are felt; finer ones change the picture less than one step does.
RAYS = 16
#: Share of a force that becomes a step, share of the last step that is kept against trembling,
#: share of both that is made.
STEP, MOMENTUM, STRIDE = 0.35, 0.4, 0.8
#: A disc keeps this much more room from a foreign outline than the outline's own padding.
ELBOW_ROOM = 8.0
#: A stranger leaves an outline with full force; who holds it there gives way a little less, so
#: that groups keep their shape. No single force is larger than at these depths, px.
GIVE_WAY, DEEPEST, WIDEST = 0.6, 90.0, 80.0
#: Whole groups part a little more firmly than the differences of groups that share members.
PART_GROUPS, PART_DIFFERENCES = 0.225, 0.20
#: The rubber band round a group of compact size, per radian; how slack and how tight it gets.
BAND, SLACK, TIGHT = 3.6, 0.5, 3.0
#: Free room between two discs that is always wanted, and that is pleasant.
CLOSE, PLEASANT = 38.0, 72.0
#: How firmly each of the two is kept, and the box of disc and label.
KEEP_CLOSE, KEEP_PLEASANT, KEEP_LABEL = 0.5, 0.10, 0.25
#: Ties pull only beyond this length, and no harder than this many px beyond it: strong ties
#: would tear groups apart.
TIE_REST, TIE_FAR, TIE_PULL = 110.0, 120.0, 0.02
#: Free room between a disc and a tie of others; how firmly disc and tie give way.
BESIDE_TIE, PUSH_DISC, PUSH_TIE = 9.0, 0.35, 0.7
#: The centre group stands round the hub on a circle with this much arc per member.
ARC_PER_MEMBER = 88.0
INNERMOST = 88.0
#: How firmly its members keep to that circle, and their middle to the hub.
RING_SPRING, RING_MIDDLE = 0.25, 0.3
#: How firmly those are drawn inwards who would drift off, and who goes beyond the walls.
INWARDS, WALL = 0.03, 0.6
#: A group of size k is compact when its outline is as long as a circle of radius 46 √k + 18.
COMPACT = 46.0
#: How firmly the picture as a whole is drawn to the hub.
BALANCE = 0.15


@dataclass(frozen=True, slots=True)
class Mood:
    """Which forces take part in a phase, and how strongly."""

    band: float = 1.0  # the rubber band round each group
    details: bool = True  # labels, ties beside discs, clean lenses
    draw: float = 1.0  # ties draw their ends together, the middle draws those who would drift


ROUGH = Mood(band=1.2, details=False)
FINE = Mood()
#: At last nothing contracts any more: the picture keeps the room that it was given.
LAST = Mood(band=0.25, draw=0.0)


@dataclass(frozen=True, slots=True)
class Phase:
    """How many steps are made, and how far (px) a node moves at most in the first and last."""

    steps: int
    first: float
    last: float
    mood: Mood = FINE


def centre_radius(members: int) -> float:
    """Return the radius (px) of the circle on which a centre group stands round the hub."""
    return max(INNERMOST, members * ARC_PER_MEMBER / (2 * np.pi))


def relax(
    positions: FloatArray,
    setting: Setting,
    phase: Phase,
    *,
    progress: Progress | None = None,
) -> FloatArray:
    """Let forces act on pictures (s, n, 2) for a phase; returns new ones."""
    mobile = np.where(setting.fixed, 0.0, 1.0)[:, None]
    now = positions.copy()
    speed = np.zeros_like(now)
    for step in range(phase.steps):
        if progress is not None:
            progress.report(step / phase.steps)
        cooling = (phase.last / phase.first) ** (step / max(1, phase.steps - 1))
        limit = phase.first * cooling
        force = _forces(now, setting, phase.mood)
        move = STEP * force
        length = np.hypot(move[..., 0], move[..., 1])[..., None]
        speed = MOMENTUM * speed + move * np.minimum(1.0, limit / np.maximum(length, 1e-9))
        now += STRIDE * mobile * speed
    return now


def _forces(now: FloatArray, setting: Setting, mood: Mood) -> FloatArray:
    force = np.zeros_like(now)
    if setting.member.shape[0]:
        _outlines(force, now, setting, mood)
    _room(force, now, setting, mood)
    _ties(force, now, setting, mood)
    _home(force, now, setting, mood.draw)
    _balance(force, now, setting)
    return force


def _outlines(force: FloatArray, now: FloatArray, setting: Setting, mood: Mood) -> None:
    """Keep strangers out, keep groups apart, draw each group together."""
    rays = compass(RAYS)
    reaches = reach(now, setting.radii, rays)
    groups = setting.member.shape[0]
    sets = setting.separations.sets
    height, who = supports(reaches, sets if mood.details else sets[:groups])
    outline, holder = height[:, :groups], who[:, :groups]
    _exclusion(force, reaches, outline, holder, setting)
    _separation(force, height, setting, mood)
    _band(force, outline, holder, setting, mood.band)


def _exclusion(
    force: FloatArray,
    reaches: FloatArray,
    outline: FloatArray,
    holder: IntArray,
    setting: Setting,
) -> None:
    """Lead strangers out of outlines; the member that holds the outline there yields."""
    rays = compass(RAYS)
    room, ray = clearances(reaches, setting.radii, outline)
    depth = np.clip(PAD + ELBOW_ROOM - room, 0.0, DEEPEST)
    depth[:, setting.member] = 0.0
    picture, group, node = np.nonzero(depth)
    towards = ray[picture, group, node]
    push = depth[picture, group, node][:, None] * rays[towards]
    _scatter(force, picture, node, push)
    _scatter(force, picture, holder[picture, group, towards], -GIVE_WAY * push)


def _separation(force: FloatArray, height: FloatArray, setting: Setting, mood: Mood) -> None:
    """Part groups that share nobody; where two overlap, part their own members."""
    pairs = setting.separations
    used = slice(None) if mood.details else ~pairs.overlap
    strip, ray = gaps(height, pairs.first[used], pairs.second[used])
    lack = np.clip(pairs.margin[used] - strip, 0.0, WIDEST)
    strength = np.where(pairs.overlap[used], PART_DIFFERENCES, PART_GROUPS)
    push = (strength * lack)[..., None] * compass(RAYS)[ray]
    force += pairs.push[used].T @ push


def _band(
    force: FloatArray, outline: FloatArray, holder: IntArray, setting: Setting, band: float
) -> None:
    """Pull the holders of each outline inwards, like a rubber band."""
    size = setting.member.sum(axis=1)
    compact = 2 * np.pi * (COMPACT * np.sqrt(size) + PAD)
    stretch = np.clip(perimeters(outline) / compact, SLACK, TIGHT)
    pull = BAND * band * (2 * np.pi / RAYS) * stretch
    picture, group, ray = np.indices(holder.shape).reshape(3, -1)
    _scatter(force, picture, holder.ravel(), -pull[picture, group][:, None] * compass(RAYS)[ray])


def _room(force: FloatArray, now: FloatArray, setting: Setting, mood: Mood) -> None:
    """Keep discs apart, and with details also the boxes that hold a disc and its label."""
    x, y = now[..., 0], now[..., 1]
    apart_x, apart_y = x[:, :, None] - x[:, None], y[:, :, None] - y[:, None]
    distance = np.sqrt(apart_x * apart_x + apart_y * apart_y)
    near = setting.radii[:, None] + setting.radii
    push = KEEP_CLOSE * np.maximum(0.0, near + CLOSE - distance)
    push += KEEP_PLEASANT * np.maximum(0.0, near + PLEASANT - distance)
    push /= np.maximum(distance, 1e-6)
    push_x, push_y = push * apart_x, push * apart_y
    if mood.details:
        wide, high = setting.boxes.T
        over_x = np.maximum(wide[:, None] + wide - np.abs(apart_x), 0.0)
        over_y = np.maximum(high[:, None] + high - np.abs(apart_y), 0.0)
        # Boxes that overlap part along the shorter way.
        sideways = over_x < over_y
        push_x += KEEP_LABEL * np.sign(apart_x) * np.where(sideways, over_x, 0.0)
        push_y += KEEP_LABEL * np.sign(apart_y) * np.where(sideways, 0.0, over_y)
    force[..., 0] += push_x.sum(axis=-1)
    force[..., 1] += push_y.sum(axis=-1)


def _ties(force: FloatArray, now: FloatArray, setting: Setting, mood: Mood) -> None:
    """Draw the ends of ties gently together; keep discs off the ties of others."""
    if not len(setting.ties):
        return
    tail, head = setting.ties.T
    span = now[:, head] - now[:, tail]
    length = np.maximum(np.hypot(span[..., 0], span[..., 1]), 1e-6)
    pull = TIE_PULL * setting.weights * np.clip(length - TIE_REST, 0.0, TIE_FAR)
    drawn = (pull / length)[..., None] * span
    force -= mood.draw * (setting.incidence.T @ drawn)
    if mood.details:
        _beside_ties(force, now, setting, span, length)


def _beside_ties(
    force: FloatArray, now: FloatArray, setting: Setting, span: FloatArray, length: FloatArray
) -> None:
    """Let discs and the ties of others that pass too near give way to each other."""
    tail, head = setting.ties.T
    begin = now[:, tail]
    along_x, along_y = span[..., 0, None], span[..., 1, None]
    aside_x = now[:, None, :, 0] - begin[..., 0, None]
    aside_y = now[:, None, :, 1] - begin[..., 1, None]
    share = np.clip((aside_x * along_x + aside_y * along_y) / (length**2)[..., None], 0.0, 1.0)
    aside_x -= share * along_x
    aside_y -= share * along_y
    distance = np.sqrt(aside_x * aside_x + aside_y * aside_y)
    lack = setting.radii + BESIDE_TIE - distance
    lack[:, setting.incidence != 0] = 0.0
    picture, tie, node = hit = np.nonzero(lack > 0)
    size = PUSH_DISC * lack[hit] / np.maximum(distance[hit], 1e-6)
    push = size[:, None] * np.stack([aside_x[hit], aside_y[hit]], axis=1)
    along = share[hit][:, None]
    _scatter(force, picture, node, push)
    _scatter(force, picture, tail[tie], -PUSH_TIE * (1 - along) * push)
    _scatter(force, picture, head[tie], -PUSH_TIE * along * push)


def _home(force: FloatArray, now: FloatArray, setting: Setting, draw: float) -> None:
    """Ring the hub with the centre group, let nobody drift off or leave the picture."""
    if setting.centre is not None:
        inner = setting.member[setting.centre].copy()
        if setting.hub is not None:
            inner[setting.hub] = False
        members = np.flatnonzero(inner)
        if len(members):
            place = now[:, members]
            distance = np.maximum(np.hypot(place[..., 0], place[..., 1]), 1e-6)[..., None]
            radius = centre_radius(len(members))
            force[:, members] += RING_SPRING * (radius / distance - 1.0) * place
            force[:, members] -= RING_MIDDLE * place.mean(axis=1, keepdims=True)
    # Outlines without ties and ties without an outline would drift; those without both stand
    # in their row along the ring.
    tied = (setting.incidence != 0).any(axis=0)
    half_held = tied != setting.member.any(axis=0)
    force[:, half_held] -= INWARDS * draw * now[:, half_held]
    wall = setting.half - setting.boxes - np.array([10.0, 20.0])
    force -= WALL * np.sign(now) * np.maximum(0.0, np.abs(now) - wall)


def _balance(force: FloatArray, now: FloatArray, setting: Setting) -> None:
    """Move all but the centre group so that the hub comes to the middle of the picture."""
    outer = ~setting.fixed
    if setting.centre is not None:
        outer &= ~setting.member[setting.centre]
    if not outer.any():
        return
    place = now[:, outer]
    middle = (place.max(axis=1) + place.min(axis=1)) / 2
    force[:, outer] -= BALANCE * middle[:, None]


def _scatter(force: FloatArray, picture: IntArray, node: IntArray, push: FloatArray) -> None:
    """Add each push (k, 2) to its node; one node may get many."""
    pictures, nodes, _ = force.shape
    flat = picture * nodes + node
    for axis in (0, 1):
        total = np.bincount(flat, weights=push[:, axis], minlength=pictures * nodes)
        force[..., axis] += total.reshape(pictures, nodes)
