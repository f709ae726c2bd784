"""What is shown of a large map at once after an edit: the picture before, put right."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.drawing.compose import Composer
from oci_map.drawing.picture import Key, Picture
from oci_map.drawing.places import Places, stored_places
from oci_map.drawing.sketch import sketched
from oci_map.drawing.style import LIGHT
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.model.change import RecordChange
from oci_map.model.ids import RecordId
from tests.examples import snapshot_of

WORKED = snapshot_of("oci-worked-example")
PLACES = stored_places(WORKED)


@pytest.fixture(scope="module")
def drawn() -> Picture:
    return Composer().compose(Analysis(WORKED), LIGHT, PLACES)


def test_nothing_new_is_the_same_picture(drawn: Picture) -> None:
    assert sketched(drawn, Analysis(WORKED), LIGHT, PLACES) is drawn


def test_without_a_former_picture_it_is_empty_and_knows_its_room() -> None:
    picture = sketched(None, Analysis(WORKED), LIGHT, PLACES)
    assert picture.nodes == ()
    left, top, right, bottom = picture.bounds
    assert all(left <= x <= right and top <= y <= bottom for x, y in PLACES.values())
    assert sketched(None, Analysis(WORKED), LIGHT, {}).nodes == ()


def test_a_mark_that_was_moved_takes_its_ties_along(drawn: Picture) -> None:
    one = RecordId(next(link.one for link in drawn.links if link.role == "tie"))
    places: Places = {**PLACES, one: (1234.0, -567.0)}
    picture = sketched(drawn, Analysis(WORKED), LIGHT, places)
    node = picture.node(Key(one))
    assert node is not None
    assert (node.x, node.y) == (1234.0, -567.0)
    former = drawn.node(Key(one))
    assert former is not None
    assert node.radius == former.radius
    for link in picture.links:
        if link.role == "tie" and Key(one) in (link.one, link.other):
            ends = {link.curve[:2], link.curve[4:]}
            assert (1234.0, -567.0) in ends
    assert picture.bounds[2] > 1234.0
    assert len(picture.nodes) == len(drawn.nodes)


def test_who_is_hidden_or_gone_goes_with_every_tie(drawn: Picture) -> None:
    sector = next(iter(WORKED.sectors))
    analysis = Analysis(WORKED, Filter(hidden_sectors=frozenset({sector})))
    picture = sketched(drawn, analysis, LIGHT, PLACES)
    there = {node.key for node in picture.nodes}
    assert there == set(map(Key, analysis.organisations))
    assert all({link.one, link.other} <= there for link in picture.links)


def test_another_name_is_known_at_once(drawn: Picture) -> None:
    record = next(iter(WORKED.organisations.values()))
    later = replace(record, name="Another name")
    snapshot = WORKED.after([RecordChange("organisation", record.id, record, later)])
    picture = sketched(drawn, Analysis(snapshot), LIGHT, PLACES)
    node = picture.node(Key(record.id))
    assert node is not None
    assert node.title == "Another name"


def test_another_name_leaves_marks_and_ties_as_they_were(drawn: Picture) -> None:
    crowd = drawn.crowd
    record = next(iter(WORKED.organisations.values()))
    later = replace(record, name="Another name", abbreviation="Zz")
    snapshot = WORKED.after([RecordChange("organisation", record.id, record, later)])
    picture = sketched(drawn, Analysis(snapshot), LIGHT, PLACES)
    assert picture.crowd is crowd
    assert picture.links is drawn.links
    assert [node.key for node in picture.nodes] == [node.key for node in drawn.nodes]
    assert Key(record.id) not in {text.key for text in picture.labels}


def test_another_shape_is_drawn_with_another_name(drawn: Picture) -> None:
    record = next(one for one in WORKED.organisations.values() if one.policy_level)
    later = replace(record, name="Another name", policy_level=RecordId(""))
    snapshot = WORKED.after([RecordChange("organisation", record.id, record, later)])
    node = sketched(drawn, Analysis(snapshot), LIGHT, PLACES).node(Key(record.id))
    assert node is not None
    assert node.dashed


@given(st.sets(st.sampled_from(sorted(WORKED.sectors)), max_size=3))
def test_who_comes_back_stands_where_a_picture_made_anew_would_have_it(hidden: set[str]) -> None:
    full = Composer().compose(Analysis(WORKED), LIGHT, PLACES)
    some = Analysis(WORKED, Filter(hidden_sectors=frozenset(map(RecordId, hidden))))
    without = sketched(full, some, LIGHT, PLACES)
    again = sketched(without, Analysis(WORKED), LIGHT, PLACES)
    assert {node.key for node in again.nodes} == {node.key for node in full.nodes}
    for picture in (without, again):
        assert list(picture.nodes) == sorted(picture.nodes, key=lambda one: (-one.radius, one.key))
    left, top, right, bottom = again.bounds
    assert all(left <= x <= right and top <= y <= bottom for x, y in PLACES.values())
