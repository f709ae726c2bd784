"""What the rows of the journal say, kept for searching: names of steps and texts of records."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from oci_map import i18n
from oci_map.model.change import ChangeId
from oci_map.model.fields import NOUNS
from oci_map.model.ids import RecordId
from oci_map.model.text import folded
from oci_map.store.journal import label_of

#: Of an import of thousands of records so many signs are searched.
_MOST: Final = 20_000
_NAMES: Final = frozenset(
    {"name", "name_nl", "name_en", "short_name", "abbreviation", "title", "title_nl", "title_en"}
)
# Texts that the program wrote, and that no person looks for.
_CODES: Final = frozenset({"settings", "noun", "record", "field", "gap", "colour", "colour_dark"})


class PastWords:
    """Reads the journal once, in parts if wanted; a row never changes."""

    def __init__(self) -> None:
        self._read = 0  # the last row that was read
        self._labels: dict[ChangeId, str] = {}  # as kept
        self._texts: dict[ChangeId, str] = {}  # folded
        self._called: dict[ChangeId, str] = {}  # in the language, folded
        self._language = ""

    def read(self, connection: sqlite3.Connection, most: int = -1) -> bool:
        """Take in further rows, `most` at once; say whether there were any."""
        rows = connection.execute(
            "SELECT seq, id, kind, label, payload FROM journal WHERE seq > ? ORDER BY seq LIMIT ?",
            (self._read, most),
        ).fetchall()
        for seq, change, kind, label, payload in rows:
            self._read = seq
            if kind == "do":
                self._labels[change] = label
                self._texts[change] = folded("\n".join(_texts(payload))[:_MOST])
        self._name([change for _seq, change, kind, *_rest in rows if kind == "do"])
        return bool(rows)

    def found(self, word: str) -> set[ChangeId]:
        """Return the changes in whose name or texts a word (folded) stands."""
        self._name(list(self._labels))
        texts = self._texts
        return {
            change
            for change, called in self._called.items()
            if word in called or word in texts[change]
        }

    def _name(self, changes: list[ChangeId]) -> None:
        if self._language != i18n.language():
            self._language = i18n.language()
            self._called = {}
        for change in changes:
            if change not in self._called:
                self._called[change] = folded(str(label_of(self._labels[change])))


def _texts(payload: str) -> Iterator[str]:
    """Yield the names of the records of a change, and the other texts that it changed."""
    for noun, _id, before, after in _touched(payload):
        old, new = (one if isinstance(one, Mapping) else {} for one in (before, after))
        for field in NOUNS[noun].fields:
            if field.target or field.choices or field.name in _CODES:
                continue
            values = (old.get(field.name), new.get(field.name))
            if field.name in _NAMES or values[0] != values[1]:
                for value in values:
                    yield from (one for one in _flat(value) if isinstance(one, str))


def _flat(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else (value,)


def _touched(payload: str) -> Iterator[tuple[str, object, object, object]]:
    """Yield noun, id, before and after of what a change touched; nothing of a damaged one."""
    try:
        plain = json.loads(payload)
    except (ValueError, RecursionError):
        return
    for one in plain if isinstance(plain, list) else ():
        if isinstance(one, list) and len(one) == 4 and isinstance(one[0], str) and one[0] in NOUNS:
            yield one[0], one[1], one[2], one[3]


def touches(payload: str, record: tuple[str, RecordId]) -> bool:
    """Say whether a change touched a record, or one that cannot stand without it."""
    noun, record_id = record
    return any(
        (kind, one) == record
        or _hangs_on(kind, before, noun, record_id)
        or _hangs_on(kind, after, noun, record_id)
        for kind, one, before, after in _touched(payload)
    )


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
