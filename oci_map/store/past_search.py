"""What a row of the journal says: its name in the chosen language, its texts, its records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.text import folded
from oci_map.store.journal import label_of

# Most changes are short, and are searched again with every letter typed.
_SHORT: Final = 4_000


@lru_cache(maxsize=50_000)
def _called(label: str, _language: str) -> str:
    """Return what a step is called in the chosen language, as names are compared."""
    return folded(str(label_of(label)))


def says(label: object, wanted: object) -> bool:
    """Say whether a step is called so; `wanted` is a language and a folded word."""
    language, _blank, word = str(wanted).partition(" ")
    return word in _called(str(label), language)


@lru_cache(maxsize=2_000)
def _folded_payload(payload: str) -> str:
    return folded(payload)


def holds(payload: object, word: object) -> bool:
    """Say whether a folded word stands in the texts of the records of a change."""
    text, wanted = str(payload), str(word)
    if wanted not in (_folded_payload(text) if len(text) < _SHORT else folded(text)):
        return False
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return any(wanted in folded(one) for one in _texts(plain))


def _texts(plain: object) -> Iterator[str]:
    """Yield the values a person typed: not ids, codes or names of fields."""
    if not isinstance(plain, list):
        return
    for one in plain:
        if isinstance(one, list) and len(one) == 4 and one[0] in NOUNS:
            for record in one[2:]:
                yield from _typed(one[0], record)


def _typed(noun: str, record: object) -> Iterator[str]:
    if not isinstance(record, Mapping):
        return
    for field in NOUNS[noun].fields:
        if field.target or field.choices or field.name in ("settings", "noun", "record", "field"):
            continue
        value = record.get(field.name)
        yield from (one for one in _flat(value) if isinstance(one, str))


def _flat(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else (value,)


def touches(payload: str, record: tuple[str, RecordId]) -> bool:
    """Say whether a change touched a record, or one that cannot stand without it."""
    noun, record_id = record
    try:
        touched = json.loads(payload)
    except (ValueError, RecursionError):
        return False
    for one in touched if isinstance(touched, list) else ():
        fits = isinstance(one, list) and len(one) == 4 and one[0] in NOUNS
        if fits and (
            (one[0], one[1]) == record
            or any(_hangs_on(one[0], plain, noun, record_id) for plain in one[2:])
        ):
            return True
    return False


def _hangs_on(kind: str, plain: object, noun: str, record_id: RecordId) -> bool:
    """Say whether a record (plain) cannot stand without another."""
    if not isinstance(plain, Mapping):
        return False
    if kind == "evidence" and (plain.get("noun"), plain.get("record")) == (noun, record_id):
        return True
    return any(
        field.required and field.target == noun and plain.get(field.name) == record_id
        for field in NOUNS[kind].fields
    )
