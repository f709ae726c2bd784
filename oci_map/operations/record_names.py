"""What records are called where they are named in a cell, and which record a typed name means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from oci_map import i18n
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot, Table
from oci_map.model.text import folded, folded_texts

#: Longer names are compared only so far.
_COMPARED = 2000


class RecordNames:
    """The names of the records of a snapshot; each is made when it is first asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._language = i18n.language()
        self._tables: dict[str, Table] = {}
        self._called: dict[str, dict[RecordId, str]] = {}
        self._folded: dict[str, dict[RecordId, str]] = {}
        self._ranks: dict[str, dict[RecordId, int]] = {}
        self._meant: dict[str, _Meanings] = {}

    def follow(self, snapshot: Snapshot) -> None:
        """Give the names of another snapshot, or in another language; what is the same is kept."""
        self._snapshot = snapshot
        if self._language != i18n.language():
            self._language = i18n.language()
            self._tables.clear()
            self._called.clear()
            self._folded.clear()
            self._ranks.clear()
            self._meant.clear()

    def called(self, noun: str, record_id: RecordId) -> str:
        """Return what a record is called; '' when it is not there."""
        self._renew(noun)
        kept = self._called[noun].get(record_id)
        if kept is None:
            record = self._tables[noun].get(record_id)
            kept = self._called[noun][record_id] = "" if record is None else called(record)
        return kept

    def folded(self, noun: str, record_id: RecordId) -> str:
        """Return what a record is called, as names are compared."""
        self._renew(noun)
        kept = self._folded[noun].get(record_id)
        if kept is None:
            kept = folded(self.called(noun, record_id)[:_COMPARED])
            self._folded[noun][record_id] = kept
        return kept

    def ordered(self, noun: str) -> list[RecordId]:
        """Return the records of a noun from A to Z."""
        self._renew(noun)
        table, names, known = self._tables[noun], self._called[noun], self._folded[noun]
        missing = [one for one in table if one not in known]
        for one in missing:
            if one not in names:
                names[one] = called(table[one])
        texts = folded_texts([names[one][:_COMPARED] for one in missing])
        known.update(zip(missing, texts, strict=True))
        return sorted(table, key=known.__getitem__)

    def ranks(self, noun: str) -> Mapping[RecordId, int]:
        """Return the place of each record of a noun from A to Z."""
        self._renew(noun)
        if noun not in self._ranks:
            self._ranks[noun] = {one: place for place, one in enumerate(self.ordered(noun))}
        return self._ranks[noun]

    def meant(self, noun: str, typed: str) -> tuple[RecordId, ...]:
        """Return the records a typed name can mean: best one, none, or several that share it.

        A full or short name counts before an abbreviation, initials or another name; an id that
        is there means its record.
        """
        self._renew(noun)
        if typed in self._tables[noun]:
            return (RecordId(typed),)
        if noun not in self._meant:
            self._meant[noun] = _Meanings(self._tables[noun])
        return self._meant[noun].of(folded(typed[:_COMPARED]))

    def near(self, noun: str, typed: str) -> str:
        """Return the name of the record that is written most like this; '' when none is."""
        self._renew(noun)
        if len(self._tables[noun]) > 600:
            return ""  # to compare with each of thousands takes too long for a hint
        from difflib import get_close_matches

        by_text = {self.folded(noun, one): one for one in self._tables[noun]}
        close = get_close_matches(folded(typed[:200]), by_text, n=1, cutoff=0.7)
        return self.called(noun, by_text[close[0]]) if close else ""

    def _renew(self, noun: str) -> None:
        table = self._snapshot.table(noun)
        if self._tables.get(noun) is not table:
            self._tables[noun] = table
            self._called[noun] = {}
            self._folded[noun] = {}
            self._ranks.pop(noun, None)
            self._meant.pop(noun, None)


class _Meanings:
    """Which records of a table each name can mean."""

    def __init__(self, table: Table) -> None:
        self._first: dict[str, list[RecordId]] = {}
        self._second: dict[str, list[RecordId]] = {}
        for record in table.values():
            for texts, kept in ((_own(record), self._first), (_further(record), self._second)):
                for text in {folded(one[:_COMPARED]) for one in texts if one}:
                    kept.setdefault(text, []).append(record.id)

    def of(self, text: str) -> tuple[RecordId, ...]:
        return tuple(self._first.get(text) or self._second.get(text) or ())


def called(record: r.Record) -> str:
    """Return a record's own name in the chosen language."""
    match record:
        case r.Organisation():
            return record.short
        case r.Recommendation() if record.number is not None:
            return f"{record.number}. {record.name}"
        case r.Source():
            return record.title
        case _:
            return str(getattr(record, "name", ""))


def _own(record: r.Record) -> Iterator[str]:
    yield called(record)
    for field in ("name", "name_nl", "name_en", "title"):
        yield str(getattr(record, field, ""))


def _further(record: r.Record) -> Iterator[str]:
    for field in ("abbreviation", "initials_nl", "initials_en"):
        yield str(getattr(record, field, ""))
    yield from getattr(record, "aliases", ())
