"""Who is tied by recommendations: every support and address is in the three columns."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from oci_map.drawing.strokes import Path, Words
from oci_map.drawing.style import LIGHT
from oci_map.drawing.threads_chart import (
    ThreadWords,
    least_height,
    thread_places,
    thread_strokes,
)
from oci_map.graph.analysis import Analysis
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import NOBODY, Register, register
from oci_map.roundtable.thread_words import emphasis_name, spot_name, spot_sentence
from oci_map.roundtable.threads import MOST_ENDS, OTHERS, Spot, Threads, threads
from tests.examples import snapshot_of

TODAY = "2013-02-28"
PEOPLE = [RecordId(one) for one in "abcdef"]


def drawn_register(chosen: list[tuple[set[RecordId], set[RecordId], str]]) -> Register:
    """Return a register of recommendations: supporters, addressees, emphasis."""
    records: list[r.Record] = [r.Organisation(id=one, name=one.upper()) for one in PEOPLE]
    records += [r.Emphasis(id=RecordId(one), name_en=one) for one in "xy"]
    records += [
        r.Recommendation(
            id=RecordId(f"r{n}"), number=n, text_en="Do", supporters=tuple(sorted(supporters)),
            addressed_to=tuple(sorted(bodies)), emphasis=RecordId(emphasis),
        )
        for n, (supporters, bodies, emphasis) in enumerate(chosen)
    ]  # fmt: skip
    return register(Analysis(Snapshot.of(records)), TODAY)


SOME = st.sets(st.sampled_from(PEOPLE))
CHOSEN = st.lists(st.tuples(SOME, SOME, st.sampled_from(["", "x", "y"])), max_size=12)


@given(CHOSEN, st.booleans())
def test_every_support_and_every_address_is_counted_once(
    chosen: list[tuple[set[RecordId], set[RecordId], str]], single: bool
) -> None:
    found = drawn_register(chosen)
    made = threads(found, found.entries, most=90 if single else 0)
    supports = Counter(one for entry in found.entries for one in entry.record.supporters)
    asked = Counter(body for entry in found.entries for body in entry.bodies)
    assert sum((Counter(item.supporters) for item in made.items), Counter()) == supports
    assert sum((Counter(item.bodies) for item in made.items), Counter()) == asked
    assert set(made.organisations) == set(supports)
    assert set(made.bodies) == set(asked)
    told = [one for item in made.items for one in item.recommendations]
    assert sorted(told) == sorted(one.record.id for one in found.entries)
    emphases = [item.emphasis for item in made.items]
    assert emphases == sorted(emphases, key=lambda one: (one == "", one))
    assert threads(found, found.entries, most=90 if single else 0) == made


@given(CHOSEN)
def test_lit_is_what_a_row_is_tied_to(
    chosen: list[tuple[set[RecordId], set[RecordId], str]],
) -> None:
    found = drawn_register(chosen)
    made = threads(found, found.entries)
    for entry in found.entries:
        lit = made.lit_by(("item", entry.record.id))
        assert {key for column, key in lit if column == "organisation"} == set(
            entry.record.supporters
        )
        assert {key for column, key in lit if column == "body"} == set(entry.bodies)
    for one in made.organisations:
        own = [entry for entry in found.entries if one in entry.record.supporters]
        lit = made.lit_by(("organisation", one))
        assert {key for column, key in lit if column == "item"} == {e.record.id for e in own}
        assert {k for column, k in lit if column == "body"} == {b for e in own for b in e.bodies}
        assert [spot for spot in lit if spot[0] == "organisation"] == [("organisation", one)]


def rows_apart(made: Threads, height: float) -> None:
    places = thread_places(made, (20.0, 0.0, 900.0, height))
    for column in ("organisation", "item", "body"):
        boxes = sorted(box[1::2] for spot, box in places.boxes.items() if spot[0] == column)
        for (_top, bottom), (top, _bottom) in pairwise(boxes):
            assert bottom <= top + 1e-6
    for spot, (left, top, right, bottom) in places.boxes.items():
        assert places.at((left + right) / 2, (top + bottom) / 2) == spot
        assert top >= 0
        assert bottom <= height + 1e-6


def test_the_example_is_drawn_with_every_row_in_its_place() -> None:
    snapshot = snapshot_of("oci-worked-example")
    found = register(Analysis(snapshot), TODAY)
    made = threads(found, found.entries)
    height = least_height(made)
    assert height < 780
    rows_apart(made, height)

    def name(spot: Spot) -> str:
        return spot_name(found, made, spot)

    def emphasis(one: RecordId) -> str:
        return emphasis_name(snapshot, one)

    places = thread_places(made, (20.0, 0.0, 900.0, height))
    words = ThreadWords(name, emphasis)
    strokes = list(thread_strokes(snapshot, made, places, words, LIGHT))
    lines = [
        one for one in strokes if isinstance(one, Path) and one.ink.line and len(one.steps) == 3
    ]
    links = sum(len(one.supporters) + len(one.bodies) for one in made.items)
    assert len(lines) == links
    texts = [one.text for one in strokes if isinstance(one, Words)]
    assert "Howest" in texts
    assert "Nobody yet" in texts
    lit = made.lit_by(("organisation", RecordId("howest")))
    strong = [
        one
        for one in thread_strokes(snapshot, made, places, words, LIGHT, lit)
        if isinstance(one, Path) and one.ink.line == LIGHT.accent
    ]
    own = [one for one in made.items if "howest" in one.supporters]
    assert len(strong) == sum(1 + len([b for b in one.bodies if b != NOBODY]) for one in own)


def test_sentences_say_what_a_row_is_tied_to() -> None:
    snapshot = snapshot_of("oci-worked-example")
    found = register(Analysis(snapshot), TODAY)
    made = threads(found, found.entries)
    said = spot_sentence(found, made, ("organisation", RecordId("howest")))
    assert said.startswith("Howest asks ")
    assert "EWI (3)" in said
    said = spot_sentence(found, made, ("body", RecordId("fit")))
    assert said.startswith("FIT is asked 6 recommendations, by ")
    said = spot_sentence(found, made, ("item", RecordId("recommendation-12")))
    assert said.startswith("12. Give every office abroad a contact")
    together = threads(found, found.entries, most=10)
    assert all(one.noun == "need" for one in together.items)
    for item in together.items:
        assert spot_sentence(found, together, ("item", item.key))


def test_of_very_many_those_with_fewest_share_a_row() -> None:
    many = [RecordId(f"o{n:03}") for n in range(200)]
    records: list[r.Record] = [r.Organisation(id=one, name=one) for one in many]
    records += [
        r.Recommendation(
            id=RecordId(f"r{n}"), number=n, text_en="Do", supporters=tuple(many[: n % 150 + 1]),
            addressed_to=(many[-1 - n % 60],),
        )
        for n in range(300)
    ]  # fmt: skip
    found = register(Analysis(Snapshot.of(records)), TODAY)
    made = threads(found, found.entries)
    assert len(made.organisations) == MOST_ENDS
    assert made.organisations[-1] == OTHERS
    assert made.sharing == 150 - MOST_ENDS + 1
    assert spot_name(found, made, ("organisation", OTHERS)) == f"{made.sharing} others"
    assert len(made.items) == 1
    rows_apart(made, least_height(made))
