"""Lines of a large map on a page: they are seen, and do not cover everything."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.documents import records
from oci_map.drawing.compose import Composer
from oci_map.drawing.line_widths import SeenLines, readable
from oci_map.drawing.outlined import LARGE
from oci_map.drawing.picture import Link, Picture
from oci_map.drawing.places import missing_places, stored_places
from oci_map.drawing.style import DARK, LIGHT
from oci_map.graph.analysis import Analysis
from oci_map.model.change import RecordChange
from oci_map.model.fields import noun_of
from oci_map.model.snapshot import Snapshot
from tests.examples import snapshot_of


@cache
def example() -> Picture:
    snapshot = snapshot_of("oci-worked-example")
    places = {**stored_places(snapshot), **missing_places(snapshot)}
    return Composer().compose(Analysis(snapshot), LIGHT, places)


def ink(picture: Picture) -> float:
    """Return the share of the map that its ties would cover if none crossed another."""
    across = [node.x for node in picture.nodes]
    down = [node.y for node in picture.nodes]
    room = (max(across) - min(across)) * (max(down) - min(down))
    return sum(length(one) * one.width for one in picture.links if one.role != "gap") / room


def length(link: Link) -> float:
    return math.hypot(link.curve[4] - link.curve[0], link.curve[5] - link.curve[1])


def test_a_map_that_is_shown_large_enough_stays_as_it_is() -> None:
    assert readable(example(), 0.5) is example()


def test_lines_of_a_map_that_is_shown_small_are_seen_on_the_page() -> None:
    scale = 0.2
    small = readable(example(), scale)
    assert min(one.width for one in small.links if one.role == "tie") * scale >= 0.299
    assert min(one.width for one in small.links if one.role == "gap") * scale >= 0.899
    assert (small.nodes, small.labels, small.bounds) == (
        example().nodes,
        example().labels,
        example().bounds,
    )


@given(scale=st.floats(0.001, 2.0), times=st.integers(1, 12))
def test_lines_never_cover_the_map_and_keep_their_widths_beside_each_other(
    scale: float, times: int
) -> None:
    many = replace(example(), links=example().links * times)
    shown = readable(many, scale)
    assert ink(shown) <= max(0.6 + 1e-9, ink(many))
    ties = [
        (before, after)
        for before, after in zip(many.links, shown.links, strict=True)
        if before.role != "gap"
    ]
    wider = ties[0][1].width / ties[0][0].width
    assert wider >= 1.0
    for before, after in ties:
        assert after.width == pytest.approx(before.width * wider)
        assert after.dash == pytest.approx(tuple(part * wider for part in before.dash))
        assert (after.curve, after.colour) == (before.curve, before.colour)


def test_an_empty_map_and_one_without_ties_have_no_lines_to_widen() -> None:
    assert readable(replace(example(), nodes=(), links=()), 0.1).links == ()
    bare = replace(example(), links=(), style=DARK)
    assert readable(bare, 0.1) is bare


@cache
def large(text_scale: float = 4.0) -> Picture:
    changes = [RecordChange(noun_of(one).name, one.id, None, one) for one in records(LARGE + 40)]
    snapshot = Snapshot({}).after(changes)
    return Composer().compose(
        Analysis(snapshot), LIGHT, stored_places(snapshot), text_scale=text_scale
    )


@pytest.mark.parametrize("zoom", [0.12, 0.2, 0.3])
def test_gaps_outlines_and_ties_of_a_large_map_are_seen_on_the_screen(zoom: float) -> None:
    shown = SeenLines().of(large(), zoom)
    assert shown.outlines
    gaps = [one for one in shown.links if one.role == "gap"]
    assert len(gaps) > 3
    assert min(one.width for one in gaps) * zoom > 1.2
    assert min(one.line_width for one in shown.outlines) * zoom > 0.7
    thin = min(one.width for one in large().links if one.role == "tie")
    assert min(one.width for one in shown.links if one.role == "tie") > 1.1 * thin
    page = readable(large(), zoom)
    assert min(one.width for one in page.links if one.role == "gap") * zoom > 1.2
    assert min(one.line_width for one in page.outlines) * zoom > 0.49
    assert [one.key for one in shown.links] == [one.key for one in large().links]
    assert [one.curve for one in shown.links] == [one.curve for one in large().links]
    assert shown.labels == large().labels


def test_marks_of_a_large_map_are_painted_larger_and_labels_leave_them_room() -> None:
    picture = large()
    shown = SeenLines().of(picture, 0.2)
    page = readable(picture, 0.2)
    assert picture.growth > 1.2
    for grown in (shown.nodes, page.nodes):
        for one in grown:
            mark = picture.node(one.key)
            assert mark is not None
            assert one.radius == pytest.approx(mark.radius * picture.growth)
        assert not any(one.code for one in grown if 0.85 * one.radius * 0.2 < 4.9)
    strong = {text.key for text in picture.labels if text.weight >= 600}
    # Their names may lie on other marks: these are behind them, wherever a mark has its name.
    assert {one.key for one in page.nodes[-len(strong) :]} == strong
    usual = [text for text in picture.labels if text.weight < 600]
    assert len(usual) > 20
    for text in usual:
        left, top, right, bottom = text.box
        for node in shown.nodes:
            near = (
                max(left - node.x, 0.0, node.x - right), max(top - node.y, 0.0, node.y - bottom)
            )  # fmt: skip
            assert math.hypot(*near) >= node.radius


def test_strong_bridges_and_whom_the_drawn_gaps_lead_to_are_named_on_a_large_map() -> None:
    picture = large()
    named = {text.key: text for text in picture.labels}
    bridges = sorted(picture.nodes, key=lambda node: -node.radius)[:5]
    ends = {key for link in picture.links if link.role == "gap" for key in (link.one, link.other)}
    assert len(ends) > 4
    foremost = {node.key for node in bridges} | ends
    # One may stand so near to another of them that there is no place for both.
    assert len(foremost - set(named)) <= 1
    assert all(named[key].weight == 600 for key in foremost & set(named))


@pytest.mark.parametrize("text_scale", [1.0, 4.0, 9.0])
def test_what_gaps_say_hides_hardly_any_mark_of_a_large_map(text_scale: float) -> None:
    picture = large(text_scale)
    for pill in picture.pills:
        left, top, right, bottom = pill.box
        assert sum(left < n.x < right and top < n.y < bottom for n in picture.nodes) <= 2


def test_from_nearby_and_on_maps_that_are_not_large_lines_stay_as_they_are() -> None:
    assert SeenLines().of(large(1.0), 1.0) is large(1.0)
    assert SeenLines().of(example(), 0.1) is example()


def test_lines_that_an_edit_left_are_the_same_ones_on_the_screen() -> None:
    lines = SeenLines()
    before = lines.of(large(), 0.2)
    assert lines.of(large(), 0.205) is before  # as fine as that nobody sees it
    edited = lines.of(replace(large(), links=large().links[:-1]), 0.2)
    assert edited is not before
    same = {id(one) for one in before.links}
    assert sum(id(one) in same for one in edited.links) >= len(edited.links) - 8
    assert {id(one) for one in edited.outlines} == {id(one) for one in before.outlines}
