"""The gap under a point: on its arc, on its pill, and nowhere else."""

from __future__ import annotations

import pytest

from oci_map.drawing.compose import Composer
from oci_map.drawing.hits import drawn_gaps, gap_at
from oci_map.drawing.picture import Link, Picture
from oci_map.drawing.places import stored_places
from oci_map.drawing.strokes import Emphasis, shows_pill
from oci_map.drawing.style import LIGHT
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from tests.examples import snapshot_of


def picture(*, gaps: bool = True) -> Picture:
    snapshot = snapshot_of("oci-worked-example")
    analysis = Analysis(snapshot, Filter(show_gaps=gaps))
    return Composer().compose(analysis, LIGHT, stored_places(snapshot))


def on_arc(link: Link, t: float) -> tuple[float, float]:
    x0, y0, cx, cy, x1, y1 = link.curve
    return (
        (1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t**2 * x1,
        (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t**2 * y1,
    )


@pytest.mark.parametrize("t", [0.15, 0.3, 0.7, 0.85])
def test_each_arc_is_found_along_its_length(t: float) -> None:
    drawn = picture()
    arcs = list(drawn_gaps(drawn))
    assert arcs
    found = [gap_at(drawn, *on_arc(link, t)) for link in arcs]
    assert None not in found
    # Where two arcs cross, or a pill of another lies over it, that one is found.
    assert sum(one is link for one, link in zip(found, arcs, strict=True)) >= len(arcs) - 2


def test_a_pill_stands_for_its_gap_where_it_is_seen() -> None:
    drawn = picture()
    for pill in drawn.pills:
        x, y = (pill.box[0] + pill.box[2]) / 2, (pill.box[1] + pill.box[3]) / 2
        forward = Emphasis(focus=frozenset(pill.keys))
        assert shows_pill(pill, forward)
        found = gap_at(drawn, x, y, emphasis=forward)
        assert found is not None
        assert (found.one, found.other) == pill.keys


def test_nothing_is_found_away_from_the_gaps_or_without_any() -> None:
    drawn = picture()
    left, top, _right, _bottom = drawn.bounds
    assert gap_at(drawn, left - 500, top - 500) is None
    arc = next(drawn_gaps(drawn))
    assert gap_at(picture(gaps=False), *on_arc(arc, 0.4)) is None


def test_one_gap_is_brought_forward_alone() -> None:
    drawn = picture()
    arcs = list(drawn_gaps(drawn))
    one = arcs[0]
    forward = Emphasis(lit=frozenset({one.one, one.other}), links=frozenset({one.key}))
    assert forward.on_link(one) == "strong"
    assert all(forward.on_link(link) == "dim" for link in drawn.links if link is not one)
    for pill in drawn.pills:
        wanted = set(pill.keys) == {one.one, one.other}
        assert shows_pill(pill, forward) == (wanted or pill.always)
