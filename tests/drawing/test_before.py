"""What an edit leaves as it was is the same object in the next picture."""

from __future__ import annotations

from dataclasses import replace

from oci_map.drawing.compose import Composer
from oci_map.drawing.picture import Picture
from oci_map.drawing.places import stored_places
from oci_map.drawing.remembered import Remembered, by_identity
from oci_map.drawing.style import DARK, LIGHT, Style
from oci_map.graph.analysis import Analysis
from oci_map.model.change import RecordChange
from oci_map.model.ids import RecordId
from oci_map.model.records import Membership
from oci_map.model.snapshot import Snapshot
from tests.examples import snapshot_of


def _drawn(
    composer: Composer, snapshot: Snapshot, former: Picture | None, style: Style = LIGHT
) -> Picture:
    return composer.compose(Analysis(snapshot), style, stored_places(snapshot), former=former)


def test_a_word_edit_leaves_all_other_marks_and_labels_the_same_objects() -> None:
    snapshot, composer = snapshot_of("oci-worked-example"), Composer()
    first = _drawn(composer, snapshot, None)
    key = RecordId(first.nodes[5].key)
    record = snapshot.organisations[key]
    named = replace(record, name="Another name", abbreviation="XYZ")
    later = snapshot.after([RecordChange("organisation", key, record, named)])
    second = _drawn(composer, later, first)
    new = [one for one in second.nodes if not any(one is other for other in first.nodes)]
    assert [one.title for one in new] == ["Another name"]
    fresh = [one for one in second.labels if not any(one is other for other in first.labels)]
    assert [one.text for one in fresh if RecordId(one.key) == key] == ["XYZ"]
    assert len(fresh) < len(second.labels) / 2
    assert all(one is other for one, other in zip(first.names, second.names, strict=True))
    ties = [[one for one in picture.links if one.role == "tie"] for picture in (first, second)]
    assert all(one is other for one, other in zip(*ties, strict=True))


def test_what_is_kept_is_what_a_composer_without_memory_draws() -> None:
    snapshot, composer = snapshot_of("oci-worked-example"), Composer()
    first = _drawn(composer, snapshot, None)
    one, group = RecordId(first.nodes[3].key), next(iter(snapshot.groups))
    member = Membership(id=RecordId("new"), organisation=one, group=group)
    later = snapshot.after([RecordChange("membership", member.id, None, member)])
    for style in (LIGHT, DARK):
        kept, anew = _drawn(composer, later, first, style), _drawn(Composer(), later, first, style)
        assert (kept.nodes, kept.links, kept.labels, kept.names) == (
            anew.nodes, anew.links, anew.labels, anew.names,
        )  # fmt: skip
        assert (kept.pills, kept.bounds, kept.slots) == (anew.pills, anew.bounds, anew.slots)


def test_the_value_that_was_not_wanted_for_longest_is_forgotten() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    known: Remembered[str, str] = Remembered(2)
    for key in ("a", "b", "a", "c", "a", "b"):
        assert known.of(key, lambda key=key: make(key)) == key.upper()  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]
    known.forget()
    known.of("b", lambda: make("b"))
    assert made[-1] == "b"
    assert len(made) == 5


def test_by_identity_tells_equal_objects_apart_and_asks_once_for_each() -> None:
    asked: list[tuple[int, int]] = []

    @by_identity(2)
    def doubled(numbers: list[int], times: int) -> int:
        asked.append((id(numbers), times))
        return 2 * times * sum(numbers)

    one, other = [1, 2], [1, 2]
    assert [doubled(one, 1), doubled(one, 1), doubled(other, 1), doubled(one, 3)] == [6, 6, 6, 18]
    assert asked == [(id(one), 1), (id(other), 1), (id(one), 3)]
