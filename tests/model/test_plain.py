"""Records as plain values and back, and the names of steps in two languages."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.i18n import N_
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.fields import NOUNS, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.plain import from_plain, to_plain
from tests.model.any_record import any_record


@given(any_record())
def test_a_record_survives_json(record: r.Record) -> None:
    plain = json.loads(json.dumps(to_plain(record)))
    assert from_plain(noun_of(record).name, plain) == record


@pytest.mark.parametrize("noun", NOUNS)
def test_an_empty_record_needs_nothing_but_its_id(noun: str) -> None:
    record = NOUNS[noun].record(id=RecordId("x"))
    assert to_plain(record) == {"id": "x"}
    assert from_plain(noun, {"id": "x"}) == record


@pytest.mark.parametrize(
    ("noun", "plain"),
    [
        ("organisation", {"id": "x", "name": 5}),
        ("organisation", {"id": "x", "sectors": "abc"}),
        ("organisation", {"id": "x", "aliases": [None]}),
        ("organisation", {"id": "x", "nonsense": "a"}),
        ("organisation", {}),
        ("membership", {"id": "x", "role": None}),
        ("position", {"id": "x", "x": "left"}),
        ("nonsense", {"id": "x", "name": "a"}),
    ],
)
def test_plain_values_that_fit_nothing_are_refused(noun: str, plain: dict[str, object]) -> None:
    with pytest.raises((TypeError, KeyError)):
        from_plain(noun, plain)


def test_a_label_says_its_values_as_they_are_typed() -> None:
    label = Label(N_("Added {name}"), {"name": "{field} <b>100 %</b>"})
    assert str(label) == "Added {field} <b>100 %</b>"


@given(st.integers(min_value=0, max_value=5000))
def test_a_label_with_a_count_has_plural_forms(count: int) -> None:
    label = Label("Moved {count} organisation", many="Moved {count} organisations", count=count)
    one = "organisation" if count == 1 else "organisations"
    assert str(label) == f"Moved {i18n.number(count)} {one}"


def test_a_label_reads_in_either_language() -> None:
    place = NOUNS["organisation"].field("place")
    label = Label(N_("Changed “{field}” of {name}"), {"field": place.text, "name": "Seat & Co"})
    assert str(label) == "Changed “Place” of Seat & Co"
    i18n.set_language("nl")
    assert place.label != place.text
    assert place.label in str(label)
    assert str(label).count("Seat") == 1  # a name stays as it was typed
