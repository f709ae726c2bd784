"""By which words a record is found: its names, and lightly what was written about it."""

from __future__ import annotations

from typing import Final

from oci_map.model import records as r
from oci_map.model.fields import NOUNS, Kind, noun_of
from oci_map.values import dataclass

#: Fields that name a record; the others of its texts only lead to it when no name does.
_NAMES: Final = frozenset(
    {
        "name", "name_nl", "name_en", "short_name", "abbreviation", "aliases", "title",
        "text_nl", "text_en", "number",
    }
)  # fmt: skip
_NOTES: Final = (Kind.TEXT, Kind.LONG_TEXT, Kind.TEXTS)
# They are codes and keys that nobody types.
_UNSEARCHED: Final = {"evidence": {"noun", "record", "field"}, "gap_note": {"gap"}}


@dataclass(frozen=True, slots=True)
class FieldText:
    """One text of a record, and the field that holds it."""

    field: str
    text: str


def searched_nouns() -> tuple[str, ...]:
    """Return the nouns that are searched: all that are data."""
    return tuple(name for name, noun in NOUNS.items() if noun.listed)


def names(record: r.Record) -> tuple[FieldText, ...]:
    """Return everything a record is called, in the order of its fields."""
    return _with_fields(record, _OF[type(record)][0])


def notes(record: r.Record) -> tuple[FieldText, ...]:
    """Return the other texts of a record: its place, what was noted, the passage."""
    return _with_fields(record, _OF[type(record)][1])


def name_texts(record: r.Record) -> list[str]:
    """Return `names` without saying where they stand."""
    return _texts(record, _OF[type(record)][0])


def note_texts(record: r.Record) -> list[str]:
    """Return `notes` without saying where they stand."""
    return _texts(record, _OF[type(record)][1])


def _with_fields(record: r.Record, fields: tuple[str, ...]) -> tuple[FieldText, ...]:
    return tuple(FieldText(field, text) for field in fields for text in _texts(record, (field,)))


def _texts(record: r.Record, fields: tuple[str, ...]) -> list[str]:
    texts: list[str] = []
    for field in fields:
        value = getattr(record, field)
        if isinstance(value, tuple):
            texts.extend(value)
        elif value or value == 0:
            texts.append(str(value))
    return texts


def _fields(kind: type[r.Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    noun = next(one for one in NOUNS.values() if one.record is kind)
    left_out = _UNSEARCHED.get(noun.name, set())
    named = tuple(field.name for field in noun.fields if field.name in _NAMES)
    noted = tuple(
        field.name
        for field in noun.fields
        if field.kind in _NOTES and field.name not in _NAMES and field.name not in left_out
    )
    return named, noted


_OF: Final = {noun.record: _fields(noun.record) for noun in NOUNS.values()}


def field_label(record: r.Record, field: str) -> str:
    """Return the label of a field of this record in the chosen language."""
    return noun_of(record).field(field).label
