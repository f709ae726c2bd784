"""Builds the two example documents from the data files beside it: `python3 dev.py examples`.

A data file holds one noun: a table for each record, named by its id. Besides the fields of the
record (see oci_map/model/fields.py) a table says where its facts come from:

    said_in    the source of the record and, unless they say otherwise, of its fields
    says       the passage: a quote, a reason of reasons.toml, or [Dutch, English]
    certainty  of the record, when it is not "stated"
    stated.FIELD, inferred.FIELD, unknown.FIELD   the passage for one field that differs
    also       further evidence for the record

`[[all]]` tables give what the records of a file share (or only those named in `of`); what a
record says itself goes first. Free texts that a record has once are written as [Dutch, English]:
each example is made twice, and a document speaks one language in them.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from oci_map.document import Document
from oci_map.drawing.places import missing_places
from oci_map.errors import FileProblem
from oci_map.model import records as r
from oci_map.model.fields import NOUNS, Kind
from oci_map.model.ids import RecordId, position_id
from oci_map.model.plain import from_plain, to_plain
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import CERTAINTIES
from oci_map.store.migrations import FORMAT

HERE: Final = Path(__file__).resolve().parent
SOURCES: Final = "oci-sources"
WORKED: Final = "oci-worked-example"
EXAMPLES: Final = (SOURCES, WORKED)
#: The language of free texts, with what the name of the document ends in.
LANGUAGES: Final = {"en": "", "nl": ".nl"}

# Each file with the noun it holds, in the order in which a document is filled.
_FILES: Final = {
    "document": "document", "sources": "source", "sectors": "sector",
    "policy_levels": "policy_level", "policy_domains": "policy_domain",
    "organisations": "organisation", "working_groups": "working_group",
    "memberships": "membership", "emphases": "emphasis", "needs": "need",
    "need_statements": "need_statement", "ties": "tie", "roundtables": "roundtable",
    "invitations": "invitation", "initiatives": "initiative",
    "recommendations": "recommendation", "gap_notes": "gap_note",
    "saved_views": "saved_view", "snapshots": "snapshot",
}  # fmt: skip

# What a table says about its evidence; everything else is a field of the record.
_ABOUT: Final = frozenset({"said_in", "says", "certainty", "also", *CERTAINTIES})

Plain = dict[str, Any]
Entry = tuple[str, str, Plain]  # noun, id, what its table says


@dataclass
class _Collected:
    """The records of an example and the evidence for them, as they come together."""

    reasons: Mapping[str, list[str]]
    language: str
    records: dict[tuple[str, str], r.Record] = field(default_factory=dict)
    evidence: dict[str, r.Evidence] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Add a record, or fill in fields of one that is there; then its evidence."""
        noun, record_id, said = entry
        values = {
            name: self._value(noun, name, value)
            for name, value in said.items()
            if name not in _ABOUT
        }
        there = self.records.get((noun, record_id))
        if there is None:
            self.records[noun, record_id] = from_plain(noun, {"id": record_id, **values})
            if noun != "source":
                self._support(noun, record_id, said)
        else:
            self.records[noun, record_id] = from_plain(noun, {**to_plain(there), **values})
            self._support_fields(noun, record_id, said, list(values))

    def _support(self, noun: str, record_id: str, said: Plain) -> None:
        for one in (said, *said.get("also", ())):
            self._note(noun, record_id, "", one.get("certainty", "stated"), one, said)
        for certainty in CERTAINTIES:
            for name, one in said.get(certainty, {}).items():
                told = one if isinstance(one, dict) else {"says": one}
                self._note(noun, record_id, name, certainty, told, said)

    def _support_fields(self, noun: str, record_id: str, said: Plain, names: list[str]) -> None:
        """Let the evidence for what was filled in take the place of what was known before."""
        for key, old in list(self.evidence.items()):
            if (old.noun, old.record) == (noun, record_id) and old.field in names:
                del self.evidence[key]
        for name in names:
            self._note(noun, record_id, name, said["certainty"], said, said)

    def _note(
        self, noun: str, record_id: str, name: str, certainty: str, told: Plain, said: Plain
    ) -> None:
        key = "-".join(filter(None, ("evidence", record_id, name)))
        while key in self.evidence:
            key += "+"
        self.evidence[key] = r.Evidence(
            id=RecordId(key),
            source=RecordId(str(told.get("said_in", said["said_in"]))),
            noun=noun,
            record=RecordId(record_id),
            field=name,
            certainty=certainty,
            passage=self._passage(told.get("says", "")),
        )

    def _passage(self, says: str | list[str]) -> str:
        return self._text(self.reasons.get(says, says) if isinstance(says, str) else says)

    def _text(self, text: str | list[str]) -> str:
        """Return a text as it is, or in the language of the document where there are two."""
        return text if isinstance(text, str) else text[0 if self.language == "nl" else 1]

    def _value(self, noun: str, name: str, value: object) -> object:
        """Return the value as the record keeps it; a field that the noun does not have raises."""
        if NOUNS[noun].field(name).kind in (Kind.TEXT, Kind.LONG_TEXT):
            return self._text(value)  # type: ignore[arg-type]  # a text or two of them
        return value


# ------------------------------------------------------------------------------------ the files


def _read(folder: str) -> Iterator[Entry]:
    """Return what the data files of a folder say, with what their records share filled in."""
    for file, noun in _FILES.items():
        path = HERE / folder / f"{file}.toml"
        if path.exists():
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            shared = tables.pop("all", [])
            for kind, record_id, said in _SPELLED_OUT.get(noun, _as_written)(noun, tables):
                for rule in shared:
                    if record_id in rule.get("of", (record_id,)):
                        _fill(said, {name: v for name, v in rule.items() if name != "of"})
                yield kind, record_id, said


def _fill(said: Plain, shared: Plain) -> None:
    """Add what the record does not say itself."""
    own = {name for certainty in CERTAINTIES for name in said.get(certainty, {})}
    for name, value in shared.items():
        if name in CERTAINTIES:
            kept = {key: one for key, one in value.items() if key not in own}
            said[name] = {**said.get(name, {}), **kept}
        else:
            said.setdefault(name, value)


def _as_written(noun: str, tables: Plain) -> Iterator[Entry]:
    """One table for each record; where the noun has an order, the file gives it."""
    ordered = {"rank", "number"} & {f.name for f in NOUNS[noun].fields}
    for place, (record_id, said) in enumerate(tables.items(), start=1):
        yield noun, record_id, {**dict.fromkeys(ordered, place), **said}


def _memberships(noun: str, tables: Plain) -> Iterator[Entry]:
    """One table for each group; a member is an id, or [id, role, from, until]."""
    for group, said in tables.items():
        for member in said.pop("members"):
            columns = [member] if isinstance(member, str) else member
            names = ("organisation", "role", "active_from", "active_to")
            values = dict(zip(names, columns, strict=False))
            yield noun, f"{columns[0]}@{group}", {**said, **values, "group": group}


def _need_statements(noun: str, tables: Plain) -> Iterator[Entry]:
    """One row for each organisation: its needs with their priorities."""
    for organisation, needs in tables.items():
        for need, priority in needs.items():
            yield noun, f"{organisation}@{need}", {
                "organisation": organisation, "need": need, "priority": priority,
            }  # fmt: skip


def _ties(noun: str, tables: Plain) -> Iterator[Entry]:
    """One list for each kind: [organisation, other, strength, from, until, [Dutch, English]]."""
    names = ("organisation", "other", "strength", "active_from", "active_to", "note")
    for kind, rows in tables.items():
        for row in rows:
            values = dict(zip(names, row, strict=False))
            # Money flows from the first to the other.
            yield noun, f"{row[0]}+{row[1]}@{kind}", {
                **values, "kind": kind, "directed": kind == "funding",
            }  # fmt: skip


def _invitations(noun: str, tables: Plain) -> Iterator[Entry]:
    """One table for each meeting: who sat at which table, and who is in which state."""
    for meeting, said in tables.items():
        why = said.get("why", {})
        seated = [guest for table in said.get("tables", ()) for guest in table]
        states = dict.fromkeys(seated, "attended")
        for state in NOUNS[noun].field("status").choices:
            states.update(dict.fromkeys(said.get(state, ()), state))
        for guest, state in states.items():
            yield noun, f"{guest}@{meeting}", {
                "roundtable": meeting, "organisation": guest, "status": state,
                "reason": why.get(guest, ""),
            }  # fmt: skip
        for number, table in enumerate(said.get("tables", ()), start=1):
            for guest in table:
                yield "seat", f"{guest}@{meeting}#1", {
                    "invitation": f"{guest}@{meeting}", "round": 1, "table": number,
                }  # fmt: skip


_SPELLED_OUT: Final[Mapping[str, Callable[[str, Plain], Iterator[Entry]]]] = {
    "membership": _memberships,
    "need_statement": _need_statements,
    "tie": _ties,
    "invitation": _invitations,
}


# -------------------------------------------------------------------------------- the documents


def records_of(example: str, language: str = "en") -> tuple[r.Record, ...]:
    """Return all records of an example, each time the same ones in the same order.

    Names are there in both languages; texts that a record has once are in the one asked for.
    """
    reasons = tomllib.loads((HERE / "from-the-sources" / "reasons.toml").read_text("utf-8"))
    collected = _Collected(reasons, language)
    for entry in _read("from-the-sources"):
        collected.add(entry)
    if example == WORKED:
        mark = {"said_in": "source-invented", "certainty": "illustrative"}
        for noun, record_id, said in _read("worked-example"):
            collected.add((noun, record_id, {**mark, **said}))
    return (*collected.records.values(), *collected.evidence.values())


def places(
    snapshot: Snapshot, kept: Mapping[RecordId, r.Position] = MappingProxyType({})
) -> tuple[r.Position, ...]:
    """Return where the organisations stand: the program's own layout, kept from then on."""
    there = {one: kept[one] for one in map(position_id, snapshot.organisations) if one in kept}
    known = Snapshot.of((*_in_order(snapshot), *there.values()))
    new = (
        r.Position(id=position_id(one), organisation=one, x=round(x, 1), y=round(y, 1))
        for one, (x, y) in missing_places(known).items()
    )
    found = there | {one.id: one for one in new}
    return tuple(found[position_id(one)] for one in snapshot.organisations)


def write(example: str, folder: Path = HERE, language: str = "en") -> Path:
    """Write one example into a folder, unless what stands there says the same already.

    The file tells when it was made, so writing it anew would change it without need.
    Everybody stands where they stand in the English one.
    """
    path = folder / f"{example}{LANGUAGES[language]}.ocimap"
    made = Snapshot.of(records_of(example, language))
    there = _standing(path)
    first = there if language == "en" else _standing(folder / f"{example}.ocimap")
    snapshot = Snapshot.of((*_in_order(made), *places(made, first.all(r.Position))))
    if _in_order(there) != _in_order(snapshot) or not _is_of_today(path):
        Document.create(path, records=_in_order(snapshot), replace=True).close()
    return path


def _standing(path: Path) -> Snapshot:
    """Return what a document holds; nothing when there is none or it cannot be opened."""
    try:
        there = Document.open(path, read_only=True)
    except FileProblem:
        return Snapshot({})
    try:
        return there.snapshot
    finally:
        there.close()


def _is_of_today(path: Path) -> bool:
    # An older one is brought up to date while it is opened, but not in its file.
    return int.from_bytes(path.read_bytes()[60:64], "big") == FORMAT


def _in_order(snapshot: Snapshot) -> list[r.Record]:
    return [record for noun in NOUNS for record in snapshot.table(noun).values()]


def main() -> int:
    """Build both examples in both languages and tell how much is in them."""
    for example in EXAMPLES:
        for language in LANGUAGES:
            path = write(example, language=language)
            counts = Snapshot.of(records_of(example, language)).counts()
            print(f"{path.name}: " + ", ".join(f"{n} {noun}" for noun, n in counts.items() if n))
    return 0


if __name__ == "__main__":
    sys.exit(main())
