"""A picture of a large map as arrays: what is seen, what lies under a point, and its clusters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.drawing.clustering import Clustering, ShownCluster
from oci_map.drawing.crowd import CROWDED, Crowd, crowd_of
from oci_map.drawing.overview import carried, closed, disc_at, next_disc, overview_of
from oci_map.drawing.picture import Key, Link, Node, Picture
from oci_map.drawing.style import LIGHT
from oci_map.graph.cooperation import Cooperation
from oci_map.model.ids import RecordId

PLACES = st.tuples(st.integers(-400, 400), st.integers(-400, 400), st.integers(2, 30))


def node(name: str, x: float, y: float, radius: float = 10.0, fill: str = "#112233") -> Node:
    return Node(
        Key(name), name, x, y, radius, "circle", fill, "#000000", "", "#FFFFFF", False, False
    )


def tie(one: Node, other: Node) -> Link:
    curve = (one.x, one.y, one.x, other.y, other.x, other.y)
    key = Key(f"{one.key}-{other.key}")
    return Link(key, one.key, other.key, "tie", "cooperation", curve, 1.0, (), "#999999", 1.0)


def crowd(nodes: list[Node], links: list[Link]) -> Crowd:
    made = crowd_of(nodes, links)
    made.prepare()
    return made


@given(places=st.lists(PLACES, min_size=1, max_size=30), at=PLACES, margin=st.integers(0, 40))
def test_the_nearest_mark_is_found_as_by_looking_at_every_one(
    places: list[tuple[int, int, int]], at: tuple[int, int, int], margin: int
) -> None:
    nodes = [node(str(n), x, y, r) for n, (x, y, r) in enumerate(places)]
    away = [np.hypot(n.x - at[0], n.y - at[1]) - n.radius for n in nodes]
    found = crowd(nodes, []).nearest(at[0], at[1], margin)
    if min(away) <= margin:
        assert found is not None
        assert away[found] == pytest.approx(min(away))
    else:
        assert found is None


@given(places=st.lists(PLACES, min_size=2, max_size=20), box=st.tuples(PLACES, PLACES))
def test_what_touches_a_box_is_seen(
    places: list[tuple[int, int, int]], box: tuple[tuple[int, int, int], tuple[int, int, int]]
) -> None:
    nodes = [node(str(n), x, y, r) for n, (x, y, r) in enumerate(places)]
    (x0, y0, _), (x1, y1, _) = box
    left, top, right, bottom = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    links = [tie(nodes[0], nodes[1])]
    made = crowd(nodes, links)
    seen = [
        number
        for number, one in enumerate(nodes)
        if one.x + one.radius >= left and one.x - one.radius <= right
        and one.y + one.radius >= top and one.y - one.radius <= bottom
    ]  # fmt: skip
    assert made.seen((left, top, right, bottom)).tolist() == seen
    both = [(nodes[0].x, nodes[1].x), (nodes[0].y, nodes[1].y)]
    crosses = (
        max(both[0]) >= left and min(both[0]) <= right
        and max(both[1]) >= top and min(both[1]) <= bottom
    )  # fmt: skip
    assert made.crossing((left, top, right, bottom)).tolist() == ([0] if crosses else [])


@given(
    places=st.lists(PLACES, min_size=4, max_size=20),
    ends=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=12),
    between=st.lists(st.booleans(), min_size=20, max_size=20),
)
def test_ties_between_some_marks_are_those_of_all_that_join_two_of_them(
    places: list[tuple[int, int, int]], ends: list[tuple[int, int]], between: list[bool]
) -> None:
    nodes = [node(str(n), x, y, r) for n, (x, y, r) in enumerate(places)]
    made = crowd(nodes, [tie(nodes[one], nodes[other]) for one, other in ends])
    box = (-200.0, -200.0, 200.0, 200.0)
    some = np.array(between[: len(nodes)])
    among = [one for one in made.crossing(box).tolist() if some[made.ends[one]].all()]
    assert made.crossing(box, some).tolist() == among


def test_ties_come_from_the_top_of_the_map_to_its_bottom() -> None:
    a, b, c, d = (node(name, 0, y) for name, y in zip("abcd", (50, 10, 90, 20), strict=True))
    made = crowd([a, b, c, d], [tie(a, c), tie(a, d), tie(b, d)])
    assert made.ends.tolist() == [[1, 3], [0, 3], [0, 2]]
    assert made.links.tolist() == [2, 1, 0]


def test_the_ties_of_marks_are_found_once() -> None:
    nodes = [node(name, 50 * n, 0) for n, name in enumerate("abcd")]
    a, b, c, _d = nodes
    made = crowd(nodes, [tie(a, b), tie(b, c), tie(a, c)])
    assert made.ties_of([0, 1]).tolist() == [0, 1, 2]
    assert made.ties_of([3]).tolist() == []


def large(count: int = CROWDED + 1) -> Picture:
    nodes = tuple(node(f"n{n:04d}", 40.0 * (n % 40), 40.0 * (n // 40)) for n in range(count))
    links = (tie(nodes[0], nodes[1]), tie(nodes[0], nodes[2]))
    return Picture(LIGHT, nodes, links, (), (), (), (), (), (0, 0, 1600, 1600), 1.0)


def test_a_large_picture_answers_as_a_small_one() -> None:
    picture = large()
    assert picture.is_crowded
    assert picture.neighbours(Key("n0000")) == (Key("n0001"), Key("n0002"))
    found = picture.node_at(41.0, 1.0)
    assert found is not None
    assert found.key == "n0001"
    assert picture.node_at(20.0, 20.0) is None
    assert picture.neighbours(Key("nobody")) == ()


def test_clusters_are_discs_with_their_ties_where_their_members_stand() -> None:
    picture = large()
    left = tuple(RecordId(one.key) for one in picture.nodes if one.x < 800)
    right = tuple(RecordId(one.key) for one in picture.nodes if one.x >= 800)
    clustering = Clustering(
        (ShownCluster("l", "Left", left, 0), ShownCluster("r", "Right", right, 1))
    )
    names = tuple(RecordId(one.key) for one in picture.nodes)
    pairs = np.array([[0, 21], [1, 2]])
    cooperation = Cooperation(names, pairs, np.ones(2), {})
    found = overview_of(picture.nodes, picture.crowd, clustering, cooperation)
    assert found.names == ("Left", "Right")
    assert found.members.tolist() == [len(left), len(right)]
    assert found.centres[0, 0] < 800 < found.centres[1, 0]
    assert found.ties.tolist() == [[0, 1]]
    # No disc hides the other.
    away = float(np.hypot(*(found.centres[0] - found.centres[1])))
    assert away >= 0.9 * float(found.radii.sum())
    shown = picture.having(overview=found)
    left_at = found.centres[0].tolist()
    assert closed(shown, 0.05).all()
    assert not closed(shown, 10.0).any()
    assert not len(closed(picture, 0.05))
    assert disc_at(shown, 0.05, *left_at) == 0
    assert disc_at(shown, 10.0, *left_at) is None
    assert disc_at(shown, 0.05, -9_000.0, 0.0) is None
    assert next_disc(shown, 0.05, None, (1.0, 0.0)) == int(found.by_size[0])
    assert next_disc(shown, 0.05, 0, (1.0, 0.0)) == 1
    assert next_disc(shown, 0.05, 0, (-1.0, 0.0)) is None
    assert next_disc(shown, 10.0, 0, (1.0, 0.0)) is None
    # The marks of a later picture stay in their clusters, new ones are in none.
    later = carried(shown, (*picture.nodes[5:], node("new", 0, 0)))
    assert later is not None
    assert later.cluster[:-1].tolist() == found.cluster[5:].tolist()
    assert later.cluster[-1] == -1
    assert carried(picture, picture.nodes) is None


def test_other_parts_keep_the_marks() -> None:
    picture = large()
    assert picture.crowd is picture.having(pills=()).crowd
