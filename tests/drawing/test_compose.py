"""The Picture: everybody is in it, nothing lies on anything else, an edit moves nothing."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.drawing.compose import Composer
from oci_map.drawing.fit import Subject, compose_together
from oci_map.drawing.picture import Box, Key, Picture, encloses
from oci_map.drawing.places import Places, missing_places, stored_places, tidy_places
from oci_map.drawing.strokes import Disc, Emphasis, Words, strokes
from oci_map.drawing.style import DARK, LIGHT, STYLES
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import NAMES, snapshot_of


def overlap(one: Box, other: Box) -> bool:
    # Two lines of a name touch: what is less than a billionth of a px is rounding.
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return min(across, down) > 1e-9


def disc_meets(box: Box, x: float, y: float, radius: float) -> bool:
    dx = max(box[0] - x, 0.0, x - box[2])
    dy = max(box[1] - y, 0.0, y - box[3])
    return dx * dx + dy * dy < radius * radius


#: The map's part of a slide.
AREA = (40.0, 102.0, 980.0, 656.0)


def places_of(snapshot: Snapshot) -> Places:
    return {**stored_places(snapshot), **missing_places(snapshot)}


def picture_of(snapshot: Snapshot, view: Filter | None = None) -> Picture:
    return Composer().compose(Analysis(snapshot, view), LIGHT, places_of(snapshot))


def added(snapshot: Snapshot, record: r.Record, noun: str) -> Snapshot:
    return snapshot.after([RecordChange(noun, record.id, None, record)])


@pytest.mark.parametrize("name", NAMES)
def test_every_organisation_has_a_mark_and_a_label(name: str) -> None:
    snapshot = snapshot_of(name)
    picture = compose_together([Subject(Analysis(snapshot))], LIGHT, AREA)[0]
    everybody = {Key(one) for one in snapshot.organisations}
    assert {node.key for node in picture.nodes} == everybody
    assert {label.key for label in picture.labels} == everybody


@pytest.mark.parametrize("name", NAMES)
def test_no_label_lies_on_a_label_a_mark_or_a_name(name: str) -> None:
    picture = compose_together([Subject(Analysis(snapshot_of(name)))], LIGHT, AREA)[0]
    boxes = [label.box for label in picture.labels]
    boxes += [line.box for group in picture.names for line in group.lines]
    for one, other in itertools.combinations(boxes, 2):
        assert not overlap(one, other)
    for box, node in itertools.product(boxes, picture.nodes):
        assert not disc_meets(box, node.x, node.y, node.radius)


@pytest.mark.parametrize("name", NAMES)
def test_outlines_hold_their_members_and_nobody_else(name: str) -> None:
    snapshot = snapshot_of(name)
    picture = picture_of(snapshot)
    apart = {(one.group, one.organisation) for one in picture.segments}
    assert picture.outlines
    for outline in picture.outlines:
        members = {m.organisation for m in snapshot.members_of[RecordId(outline.key)]}
        for node in picture.nodes:
            within = encloses(outline.polygon, node.x, node.y)
            if RecordId(node.key) in members:
                assert within or (outline.key, node.key) in apart
            else:
                assert not within


def test_a_new_membership_moves_no_mark_and_keeps_the_labels() -> None:
    snapshot = snapshot_of("oci-worked-example")
    composer = Composer()
    before = composer.compose(Analysis(snapshot), LIGHT, places_of(snapshot))
    membership = r.Membership(
        id=RecordId("new"),
        organisation=RecordId("howest"),
        group=RecordId("group-internationalisation"),
    )
    later = added(snapshot, membership, "membership")
    after = composer.compose(Analysis(later), LIGHT, places_of(later), former=before)
    assert {n.key: (n.x, n.y) for n in after.nodes} == {n.key: (n.x, n.y) for n in before.nodes}
    moved = [key for key in before.slots if before.slots[key] != after.slots[key]]
    assert len(moved) <= 3


def test_the_same_document_gives_the_same_strokes() -> None:
    snapshot = snapshot_of("oci-worked-example")
    assert list(strokes(picture_of(snapshot))) == list(strokes(picture_of(snapshot)))


def test_without_the_coordinator_her_mark_and_her_lines_are_gone() -> None:
    snapshot = snapshot_of("oci-worked-example")
    coordinator = Key(snapshot.info.coordinator)
    picture = picture_of(snapshot, Filter(without_coordinator=True))
    assert picture.node(coordinator) is None
    assert not any(coordinator in (link.one, link.other) for link in picture.links)
    assert len(picture.nodes) == len(snapshot.organisations) - 1


def test_hiding_a_sector_moves_nothing() -> None:
    snapshot = snapshot_of("oci-worked-example")
    whole = picture_of(snapshot)
    sector = snapshot.organisations[RecordId("boek-be")].sectors[0]
    part = picture_of(snapshot, Filter(hidden_sectors=frozenset({sector})))
    assert 0 < len(part.nodes) < len(whole.nodes)
    for node in part.nodes:
        there = whole.node(node.key)
        assert there is not None
        assert (node.x, node.y) == (there.x, there.y)


def test_an_empty_document_is_an_empty_picture() -> None:
    picture = picture_of(Snapshot({}))
    assert not picture.nodes
    assert picture.bounds[0] < picture.bounds[2]
    assert list(strokes(picture)) == []


def test_an_unknown_policy_level_is_drawn_with_a_dashed_line() -> None:
    organisation = r.Organisation(id=RecordId("o"), name="Nobody knows")
    picture = picture_of(Snapshot.of([organisation]))
    discs = [s for s in strokes(picture) if isinstance(s, Disc) and s.title]
    assert [disc.ink.dash for disc in discs] == [(2.5, 2.0)]


def test_a_pointer_lights_an_organisation_and_its_ties() -> None:
    picture = picture_of(snapshot_of("oci-worked-example"))
    key = Key("howest")
    lit = frozenset({key, *picture.neighbours(key)})
    ties = [link for link in picture.links if link.role == "tie"]
    emphasis = Emphasis(focus=frozenset({key}), lit=lit)
    own = {emphasis.on_link(link) for link in ties if key in (link.one, link.other)}
    others = {emphasis.on_link(link) for link in ties if key not in (link.one, link.other)}
    assert own == {"strong"}
    assert others == {"dim"}
    drawn = [s for s in strokes(picture, emphasis) if isinstance(s, Words) and s.opacity == 1.0]
    assert any(words.text == "Howest" for words in drawn)
    unlit = {n.key for n in picture.nodes} - lit
    assert unlit
    assert all(emphasis.opacity(one) < 1 for one in unlit)


def test_what_is_under_the_pointer_is_found() -> None:
    picture = picture_of(snapshot_of("oci-worked-example"))
    for node in picture.nodes:
        found = picture.node_at(node.x + node.radius * 0.5, node.y)
        assert found is not None
        assert found.key == node.key
    assert picture.node_at(1e6, 1e6) is None
    outline = picture.outlines[0]
    inside = outline.polygon.mean(axis=0)
    if encloses(outline.polygon, *inside):
        assert outline.key in picture.groups_at(*inside)
    assert picture.groups_at(1e6, 1e6) == ()


@pytest.mark.parametrize(
    "name",
    ["x" * 10_000, "🎭 Théâtre 👩‍👩‍👧‍👦", "مسرح", "<img src=x>", "two\nlines\tand tabs", "&amp;"],
)
def test_a_hostile_name_takes_no_more_room_than_a_label_may(name: str) -> None:
    picture = picture_of(Snapshot.of([r.Organisation(id=RecordId("o"), name=name)]))
    (label,) = picture.labels
    assert label.box[2] - label.box[0] <= 150
    assert "\n" not in label.text


def test_a_new_organisation_gets_a_place_of_its_own_and_the_rest_stays() -> None:
    snapshot = snapshot_of("oci-worked-example")
    newcomer = r.Organisation(id=RecordId("new"), name="Newcomer")
    tie = r.Tie(id=RecordId("tie"), organisation=newcomer.id, other=RecordId("howest"))
    later = added(added(snapshot, newcomer, "organisation"), tie, "tie")
    found = missing_places(later)
    assert set(found) == {newcomer.id}
    here = np.array(found[newcomer.id])
    there = np.array(list(stored_places(later).values()))
    assert np.hypot(*(there - here).T).min() > 20


def test_tidying_up_leaves_pinned_organisations_alone() -> None:
    snapshot = snapshot_of("oci-worked-example")
    position = next(iter(snapshot.all(r.Position).values()))
    pinned = replace(position, x=333.0, y=-222.0, pinned=True)
    later = snapshot.after([RecordChange("position", position.id, position, pinned)])
    assert tidy_places(later)[pinned.organisation] == pytest.approx((333.0, -222.0))


@given(
    kinds=st.lists(st.sampled_from(["cooperation", "funding", "project"]), max_size=12),
    seed=st.integers(0, 99),
)
def test_any_small_map_can_be_drawn_in_every_style(kinds: list[str], seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 7))
    organisations = [r.Organisation(id=RecordId(f"o{i}"), name=f"Org {i}") for i in range(count)]
    ties = []
    for number, kind in enumerate(kinds):
        one, other = rng.integers(0, count, 2)
        if one != other:
            ties.append(
                r.Tie(
                    id=RecordId(f"t{number}"),
                    organisation=RecordId(f"o{one}"),
                    other=RecordId(f"o{other}"),
                    kind=kind,
                )
            )
    snapshot = Snapshot.of([*organisations, *ties])
    for style in STYLES.values():
        picture = Composer().compose(Analysis(snapshot), style, places_of(snapshot))
        assert len(picture.nodes) == count
        assert all(np.isfinite(link.curve).all() for link in picture.links)
        assert list(strokes(picture))


def test_dark_and_light_show_the_same_marks_in_the_same_places() -> None:
    snapshot = snapshot_of("oci-worked-example")
    places = places_of(snapshot)
    light = Composer().compose(Analysis(snapshot), LIGHT, places)
    dark = Composer().compose(Analysis(snapshot), DARK, places)
    assert [(n.key, n.x, n.y, n.radius, n.shape) for n in light.nodes] == [
        (n.key, n.x, n.y, n.radius, n.shape) for n in dark.nodes
    ]
    assert [label.box for label in light.labels] == [label.box for label in dark.labels]


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.2])
@pytest.mark.parametrize("name", NAMES)
def test_what_gaps_say_stands_apart(name: str, scale: float) -> None:
    snapshot = snapshot_of(name)
    picture = Composer().compose(Analysis(snapshot), LIGHT, places_of(snapshot), text_scale=scale)
    around = [(x0 - 2, y0 - 1, x1 + 2, y1 + 1) for x0, y0, x1, y1 in (p.box for p in picture.pills)]
    assert not [pair for pair in itertools.combinations(around, 2) if overlap(*pair)]
