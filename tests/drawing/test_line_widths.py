"""Lines of a large map on a page: they are seen, and do not cover everything."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.drawing.compose import Composer
from oci_map.drawing.line_widths import readable
from oci_map.drawing.picture import Link, Picture
from oci_map.drawing.places import missing_places, stored_places
from oci_map.drawing.style import DARK, LIGHT
from oci_map.graph.analysis import Analysis
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
