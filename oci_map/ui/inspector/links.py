"""What points at a record: for each noun and field that may, found from their descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from operator import attrgetter

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
    """Finds what points at a record; what a table names is noted once, until it changes.

    Noted side by side, so that twenty thousand are looked through in a millisecond; an index by
    record takes as long to make as a hundred such looks.
    """

    def __init__(self) -> None:
        self._noted: dict[Link, tuple[Table, list[Record], list[list[object]]]] = {}
        self._found: dict[Link, tuple[Table, RecordId, Sequence[Record]]] = {}

    def at(self, snapshot: Snapshot, link: Link, record: RecordId) -> Sequence[Record]:
        """Return the records that name this one in the field of a link, in their own order."""
        table = snapshot.table(link.noun)
        found = self._found.get(link)
        if found is None or found[0] is not table or found[1] != record:
            found = self._found[link] = (table, record, self._look(table, link, record))
        return found[2]

    def _look(self, table: Table, link: Link, record: RecordId) -> list[Record]:
        noted = self._noted.get(link)
        if noted is None or noted[0] is not table:
            names = [link.field, *([link.twin] if link.twin else [])]
            values = [list(map(attrgetter(name), table.values())) for name in names]
            noted = self._noted[link] = (table, list(table.values()), values)
        _table, records, ends = noted
        if link.described[1].kind is Kind.REFERENCES:
            places = [place for place, many in enumerate(ends[0]) if _names(many, record)]
        else:
            places = sorted({place for one in ends for place in _places(one, record)})
        return [records[place] for place in places]


def _names(many: object, record: RecordId) -> bool:
    return isinstance(many, tuple) and record in many


def _places(ends: list[object], record: RecordId) -> Iterator[int]:
    """Give the places in a list that hold a record."""
    place = -1
    for _time in range(ends.count(record)):
        place = ends.index(record, place + 1)
        yield place
