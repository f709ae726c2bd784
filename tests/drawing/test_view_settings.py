"""What a saved view keeps: written and read back, tolerant of anything, nothing lost."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.drawing.appearance import COLOURS, OUTLINES, SIZES, Appearance
from oci_map.drawing.view_settings import ViewSettings, copied, read, with_places, write
from oci_map.graph.filters import Filter
from oci_map.model.ids import RecordId
from oci_map.model.text import clean_text

IDS = st.text(max_size=8).map(RecordId)
TENTHS = st.integers(-100_000, 100_000).map(lambda tenths: tenths / 10)  # as they are kept
SETS = st.frozensets(IDS, max_size=3)
TEXTS = st.text(max_size=20).map(clean_text)
FILTERS = st.builds(
    Filter,
    as_of=st.sampled_from(["", "2012", "2012-10", "2012-10-01"]),
    kinds=SETS,
    without_coordinator=st.booleans(),
    hidden_sectors=SETS,
    hidden_levels=SETS,
    show_gaps=st.booleans(),
)
APPEARANCES = st.builds(
    Appearance,
    colour_by=st.sampled_from(sorted(COLOURS)),
    size_by=st.sampled_from(sorted(SIZES)),
    hidden_outlines=SETS,
    outlines=st.sampled_from(sorted(OUTLINES)),
)
SETTINGS = st.builds(
    ViewSettings,
    filter=FILTERS,
    appearance=APPEARANCES,
    title_nl=TEXTS,
    title_en=TEXTS,
    subtitle_nl=TEXTS,
    subtitle_en=TEXTS,
    places=st.dictionaries(IDS, st.tuples(TENTHS, TENTHS), max_size=4),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(SETTINGS)
def test_what_is_written_is_read_again(settings: ViewSettings) -> None:
    found = read(write(settings))
    assert found.problems == ()
    assert found.settings == settings
    assert write(found.settings) == write(settings)


def test_every_field_of_the_filter_is_kept() -> None:
    kept = json.loads(write(ViewSettings()))["filter"]
    assert set(kept) == {one.name for one in fields(Filter)}


def test_what_is_missing_is_as_in_a_document_just_opened() -> None:
    assert read("{}").settings == ViewSettings()
    assert read("{}").problems == ()
    assert read('{"filter":{"as_of":"2012"}}').settings.filter == Filter(as_of="2012")


@given(
    st.dictionaries(
        st.sampled_from(
            ["version", "filter", "colour_by", "size_by", "hidden_outlines", "title", "places", "x"]
        ),
        JSON,
        max_size=6,
    )
)
def test_anything_can_be_read_and_is_written_as_it_was_understood(plain: object) -> None:
    found = read(json.dumps(plain))
    assert read(write(found.settings)).settings == found.settings


@given(JSON)
def test_a_filter_of_anything_keeps_what_fits(value: object) -> None:
    found = read(json.dumps({"filter": {"as_of": value, "show_gaps": False}}))
    assert found.settings.filter.show_gaps is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "nonsense",
        "7",
        "[" * 100_000,
        '{"a":' * 100_000,
        "9" * 10_000,
        '{"a":' + "9" * 9999,
    ],
)
def test_what_is_no_object_shows_everything_and_says_so(text: str) -> None:
    found = read(text)
    assert found.settings == ViewSettings()
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("colour_by", "mood"),
        ("outlines", "circles"),
        ("outlines", 1),
        ("size_by", 3),
        ("hidden_outlines", "group"),
        ("filter", []),
        ("filter", {"as_of": "2012-13-45"}),
        ("filter", {"kinds": [1]}),
        ("filter", {"show_gaps": 1}),
        ("title", {"nl": 4}),
        ("places", {"a": [1e300, 0]}),
        ("places", {"a": [True, 0]}),
        ("places", {"a": [float("nan"), 0]}),
        ("places", {"a": [10**400, 0]}),
        ("places", {"a": "here"}),
    ],
)
def test_what_does_not_fit_is_named_and_left_out(part: str, value: object) -> None:
    found = read(json.dumps({part: value, "title": {"en": "Board"}} | {part: value}))
    assert len(found.problems) == 1
    assert part in found.problems[0]
    assert replace(found.settings, title_en="") == ViewSettings()


def test_what_a_newer_program_wrote_stays() -> None:
    text = json.dumps(
        {
            "version": 9,
            "sparkle": [1],
            "filter": {"mood": "x", "as_of": "2012"},
            "title": {"fr": "A"},
        }
    )
    found = read(text)
    assert "newer version" in found.problems[0]
    again = json.loads(write(copied(text, ViewSettings(filter=Filter(show_gaps=False)))))
    assert (again["version"], again["sparkle"]) == (9, [1])
    assert (again["filter"]["mood"], again["filter"]["as_of"]) == ("x", "")
    assert again["title"]["fr"] == "A"
    moved = json.loads(with_places(text, {RecordId("a"): (1.26, 2.0)}))
    assert moved == json.loads(text) | {"places": {"a": [1.3, 2.0]}}


def test_half_a_letter_from_elsewhere_is_kept_and_can_be_stored() -> None:
    text = '{"x":"\\ud800","title":{"en":"A\\ud800"}}'
    assert read(text).settings.title_en == "A"
    assert json.loads(with_places(text, {}))["x"] == "\ud800"
    with_places(text, {}).encode()


def test_titles_follow_the_language() -> None:
    settings = ViewSettings(title_nl="Wie", title_en="Who", subtitle_nl="Nu")
    assert (settings.title, settings.subtitle) == ("Who", "Nu")
    i18n.set_language("nl")
    assert settings.title == "Wie"
