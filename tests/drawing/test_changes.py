"""The picture of what changed between two dates."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from oci_map.drawing.changes import KEPT, LOST, MOST_LINES, NEW, Changes, changed, sample
from oci_map.drawing.compose import Composer
from oci_map.drawing.picture import Key, Picture
from oci_map.drawing.places import stored_places
from oci_map.drawing.style import LIGHT
from oci_map.graph.analysis import Analysis
from tests.examples import snapshot_of


def a_picture() -> Picture:
    snapshot = snapshot_of("oci-worked-example")
    return Composer().compose(Analysis(snapshot), LIGHT, stored_places(snapshot))


def test_each_pair_becomes_one_line_of_its_kind_and_no_mark_moves() -> None:
    picture = a_picture()
    keys = [node.key for node in picture.nodes]
    changes = Changes(
        new=((keys[0], keys[1]),),
        lost=((keys[2], keys[3]),),
        kept=((keys[4], keys[5]),),
        joined=frozenset({keys[6]}),
        left=frozenset({keys[7]}),
    )
    found = changed(picture, changes)
    assert [(link.kind, link.one, link.other) for link in found.links] == [
        ("kept", keys[4], keys[5]),
        ("lost", keys[2], keys[3]),
        ("new", keys[0], keys[1]),
    ]
    assert [(n.x, n.y, n.radius) for n in found.nodes] == [
        (n.x, n.y, n.radius) for n in picture.nodes
    ]
    joined, left = found.node(keys[6]), found.node(keys[7])
    assert joined is not None
    assert joined.line == LIGHT.accent
    assert left is not None
    assert left.dashed
    assert not found.pills


def test_a_pair_that_is_not_on_the_map_is_left_out() -> None:
    picture = a_picture()
    found = changed(picture, Changes(new=((Key("nobody"), picture.nodes[0].key),)))
    assert found.links == ()


def test_a_tangle_is_cut_with_the_new_ties_kept_last() -> None:
    picture = a_picture()
    one, other = picture.nodes[0].key, picture.nodes[1].key
    found = changed(picture, Changes(kept=((one, other),) * (MOST_LINES + 5)))
    assert len(found.links) == MOST_LINES


def test_what_stayed_leaves_room_for_what_is_new_and_what_ended() -> None:
    picture = a_picture()
    pair = (picture.nodes[0].key, picture.nodes[1].key)
    many = (pair,) * (MOST_LINES + 5)
    found = changed(picture, Changes(new=(pair,) * 200, lost=(pair,) * 30, kept=many))
    kinds = [link.kind for link in found.links]
    assert kinds == [KEPT] * (MOST_LINES - 230) + [LOST] * 30 + [NEW] * 200
    assert [link.kind for link in changed(picture, Changes(new=many, lost=many)).links] == (
        [NEW] * MOST_LINES
    )


@given(st.integers(0, 50), st.integers(0, 60))
def test_a_sample_is_taken_from_the_first_to_the_last(count: int, most: int) -> None:
    every = list(range(count))
    found = list(sample(every, most))
    assert len(found) == min(count, most)
    steps = [after - before for before, after in pairwise([*found, count])]
    assert not found or found[0] == 0
    assert not steps or (min(steps) >= 1 and max(steps) - min(steps) <= 1)
