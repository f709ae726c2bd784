"""The description of the fields and the records tell the same story."""

from __future__ import annotations

from dataclasses import MISSING, fields

import pytest

from oci_map.model import records as r
from oci_map.model.fields import NOUN_OF, NOUNS, Field, Kind, Noun, noun_of
from oci_map.model.ids import new_id, position_id

ALL_FIELDS = [(noun, field) for noun in NOUNS.values() for field in noun.fields]
TYPES = {
    Kind.YES_NO: "bool",
    Kind.REAL: "float",
    Kind.TEXTS: "tuple[str, ...]",
    Kind.REFERENCE: "RecordId",
    Kind.REFERENCES: "tuple[RecordId, ...]",
}


@pytest.mark.parametrize("noun", NOUNS.values(), ids=lambda noun: noun.name)
def test_each_field_of_a_record_is_described_once(noun: Noun) -> None:
    described = [field.name for field in noun.fields]
    assert sorted(["id", *described]) == sorted(kept.name for kept in fields(noun.record))
    assert len(set(described)) == len(described)


def test_each_kind_of_record_has_its_noun() -> None:
    kinds = {
        kind
        for kind in vars(r).values()
        if isinstance(kind, type) and issubclass(kind, r.Record) and kind not in {r.Record, r.Named}
    }
    assert kinds == set(NOUN_OF)
    for kind in kinds:
        assert noun_of(kind(id=new_id())).record is kind


@pytest.mark.parametrize(
    ("noun", "field"), ALL_FIELDS, ids=[f"{noun.name}.{field.name}" for noun, field in ALL_FIELDS]
)
def test_a_field_is_described_as_what_it_is(noun: Noun, field: Field) -> None:
    kept = next(one for one in fields(noun.record) if one.name == field.name)
    if field.kind in {Kind.INTEGER, Kind.EURO}:
        assert kept.type == ("int" if field.required else "int | None")
    elif noun.name in ("evidence", "distinction", "forgotten") and field.name in (
        "record",
        "other",
    ):
        assert kept.type == "RecordId"  # of any noun, which no reference can say
    else:
        assert kept.type == TYPES.get(field.kind, "str")
    assert kept.default is not MISSING
    assert noun.default(field.name) == kept.default
    assert field.fits(kept.default)
    assert bool(field.choices) == (field.kind is Kind.CHOICE)
    assert bool(field.target) == field.is_reference
    if field.choices:
        assert kept.default in field.choices
    if field.target:
        assert field.target in NOUNS
    assert field.label
    assert noun.field(field.name) is field


@pytest.mark.parametrize(
    ("kind", "fitting", "not_fitting"),
    [
        (Kind.TEXT, ["", "a"], [None, 1, ["a"], ("a",)]),
        (Kind.CHOICE, ["member"], [None, 3]),
        (Kind.YES_NO, [True, False], [0, 1, "yes", None]),
        (Kind.INTEGER, [0, -1, None], [True, 1.5, "1"]),
        (Kind.REAL, [0, 1.5], [True, "1", None]),
        (Kind.TEXTS, [(), ("a", "b")], ["a", (1,), None]),
        (Kind.REFERENCES, [(), ("a",)], ["a", (None,)]),
        (Kind.REFERENCE, ["", "a"], [None, ("a",)]),
    ],
)
def test_a_value_of_another_type_does_not_fit(
    kind: Kind, fitting: list[object], not_fitting: list[object]
) -> None:
    field = Field("field", kind, "Field")
    assert all(field.fits(value) for value in fitting)
    assert not any(field.fits(value) for value in not_fitting)


def test_a_required_number_is_never_missing() -> None:
    assert not Field("rank", Kind.INTEGER, "Order", required=True).fits(None)


def test_an_unknown_field_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError, match=r"organisation\.nam"):
        NOUNS["organisation"].field("nam")
    with pytest.raises(KeyError, match=r"organisation\.nam"):
        NOUNS["organisation"].default("nam")


def test_ids_never_clash_and_a_place_follows_from_its_organisation() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000
    one, other = sorted(ids)[:2]
    assert position_id(one) == position_id(one) != position_id(other)
