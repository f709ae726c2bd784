"""What points at a record: for each noun and field that may, found from their descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from oci_map.model.fields import NOUNS, Field, Kind, Noun
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.snapshot import Snapshot, Table
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A field of a noun that points at records of another one.

    `twin` is the other end of what links two records of one noun, such as a tie.
    """

    noun: str
    field: str
    twin: str = ""

    @property
    def described(self) -> tuple[Noun, Field]:
        """Return the noun and its field."""
        return NOUNS[self.noun], NOUNS[self.noun].field(self.field)

    @property
    def title(self) -> str:
        """Return the heading of what is linked this way."""
        noun, field = self.described
        if self.twin or len([one for one in noun.fields if one.target == field.target]) == 1:
            return noun.plural
        return f"{noun.plural}: {field.label[:1].lower()}{field.label[1:]}"

    @property
    def others(self) -> tuple[Field, ...]:
        """Return the other records that one which links must name: the far end of a tie."""
        noun, _field = self.described
        return tuple(
            one
            for one in noun.fields
            if one.required and one.kind is Kind.REFERENCE and one.name != self.field
        )


@cache
def links_to(noun: str) -> tuple[Link, ...]:
    """Return every field, of nouns that are data, in which a record of a noun may stand."""
    return tuple(
        link for other in NOUNS.values() if other.listed for link in _links_from(other, noun)
    )


def _links_from(other: Noun, noun: str) -> Iterator[Link]:
    pointing = [field for field in other.fields if field.target == noun]
    ends = [field.name for field in pointing if field.required]
    if len(ends) == 2:
        yield Link(other.name, *ends)
    for field in pointing:
        if len(ends) != 2 or not field.required:
            yield Link(other.name, field.name)


class Pointing:
    """Finds what points at a record; each table is read once for as long as it stays the same."""

    def __init__(self) -> None:
        self._kept: dict[Link, tuple[Table, Mapping[RecordId, Sequence[Record]]]] = {}

    def at(self, snapshot: Snapshot, link: Link, record: RecordId) -> Sequence[Record]:
        """Return the records that name this one in the field of a link."""
        table = snapshot.table(link.noun)
        kept = self._kept.get(link)
        if kept is None or kept[0] is not table:
            kept = (table, _grouped(table, link))
            self._kept[link] = kept
        return kept[1].get(record, ())


def _grouped(table: Table, link: Link) -> Mapping[RecordId, Sequence[Record]]:
    several = link.described[1].kind is Kind.REFERENCES
    names = [link.field, *([link.twin] if link.twin else [])]
    found: dict[RecordId, list[Record]] = {}
    for record in table.values():
        values = [getattr(record, name) for name in names]
        for one in values[0] if several else values:
            if one:
                found.setdefault(one, []).append(record)
    return found
